"""Requests to platforms: what the guard lets out, and limits of time and size."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import pytest

from lti_tool import outbound
from lti_tool.errors import OutboundError
from lti_tool.outbound import Outbound, Request
from tests.support.platform import Platform


def get(out: Outbound, url: str) -> outbound.Answer:
    return out.send(Request(method="GET", url=url))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "https://",
        "https://user@example.org/",
        "https://example.org:0/",
        "https://example.org:99999/",
        "https://exa mple.org/",
        "https://example.org/\r\nX: y",
        "gopher://example.org",
        "",
    ],
)
def test_only_https_addresses_of_a_host_are_asked(url: str) -> None:
    with pytest.raises(OutboundError):
        get(Outbound((), allow_http=False), url)


PRIVATE = [
    "127.0.0.1",
    "10.0.0.1",
    "172.16.5.5",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "::1",
    "fd00::1",
    "fe80::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
]


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Make every name resolve to these addresses."""

    def answer(_host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


@pytest.mark.parametrize("address", PRIVATE)
def test_names_of_private_addresses_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, address)
    with pytest.raises(OutboundError, match="POIJU_ALLOW_PRIVATE_PLATFORMS"):
        get(Outbound((), allow_http=False), "https://platform.example/jwks")


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "93.184.216.34", "127.0.0.1")
    with pytest.raises(OutboundError, match="private"):
        get(Outbound((), allow_http=False), "https://platform.example/jwks")


def test_an_intranet_platform_is_asked_when_it_is_named(platform: Platform) -> None:
    port = platform.url.rpartition(":")[2]
    for allowed in ("127.0.0.1", "127.0.0.0/8"):
        assert get(Outbound((allowed,), allow_http=True), f"{platform.url}/jwks").status == 200
    named = Outbound(("localhost",), allow_http=True)
    assert get(named, f"http://localhost:{port}/jwks").status == 200
    with pytest.raises(OutboundError):
        get(Outbound(("10.0.0.0/8", "other.example"), allow_http=True), f"{platform.url}/jwks")


def test_the_checked_address_is_the_one_that_is_connected_to(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that resolves to another address a moment later (rebinding) changes nothing."""
    asked: list[str] = []
    real = socket.getaddrinfo

    def once(host: str, port: int, *rest: Any, **more: Any) -> list[Any]:
        if host == "platform.example":
            asked.append(host)
            assert len(asked) == 1, "the name was resolved twice"
            return real("127.0.0.1", port, *rest, **more)
        return real(host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    port = platform.url.rpartition(":")[2]
    out = Outbound(("platform.example",), allow_http=True)
    assert get(out, f"http://platform.example:{port}/jwks").status == 200
    assert platform.requests("/jwks")[0][2]["host"] == f"platform.example:{port}"


def test_an_answer_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbound, "TOTAL_SECONDS", 0.3)
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                try:
                    while not stop.is_set():
                        connection.sendall(b"H")
                        time.sleep(0.02)
                except OSError:
                    return  # the client has gone, as it should

        thread = threading.Thread(target=drip)
        thread.start()
        out = Outbound(("127.0.0.1",), allow_http=True)
        with pytest.raises(OutboundError):
            get(out, f"http://127.0.0.1:{server.getsockname()[1]}/")
        stop.set()
        thread.join()


def test_an_answer_beyond_a_megabyte_is_refused(platform: Platform) -> None:
    platform.answers["/big"] = [(200, {}, b"x" * (1 << 20))]
    out = Outbound(("127.0.0.1",), allow_http=True)
    assert len(get(out, f"{platform.url}/big").body) == 1 << 20
    platform.answers["/big"] = [(200, {}, b"x" * ((1 << 20) + 1))]
    with pytest.raises(OutboundError, match="longer"):
        get(out, f"{platform.url}/big")


def test_a_redirect_is_an_answer_like_any_other(platform: Platform) -> None:
    platform.answers["/moved"] = [(302, {"Location": "http://10.0.0.1/"}, b"")]
    assert get(Outbound(("127.0.0.1",), allow_http=True), f"{platform.url}/moved").status == 302


def test_nobody_listening_is_one_expected_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(OutboundError, match="does not answer"):
        get(Outbound(("127.0.0.1",), allow_http=True), f"http://127.0.0.1:{port}/")
