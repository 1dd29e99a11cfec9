"""Requests to platforms: guarded addresses, pinned connections, limits of time and size, no redirects."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from lti_tool.errors import OutboundError, TooLongError

CONNECT_SECONDS = 5.0
TOTAL_SECONDS = 10.0
LONGEST_ANSWER = 1 << 20
USER_AGENT = "Poiju"

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Answer:
    """A platform's answer, read whole. Header names are lower-case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> object:
        """Return the body as JSON. Raises OutboundError when it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise OutboundError(f"the answer (status {self.status}) is not JSON") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request to a platform."""

    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


class Outbound:
    """Sends requests to public https addresses, and to private ones that the operator has allowed."""

    def __init__(self, allowed: tuple[str, ...], *, allow_http: bool) -> None:
        self._hosts = {one.lower() for one in allowed if _network(one) is None}
        self._networks = [network for one in allowed if (network := _network(one)) is not None]
        self._schemes = ("https", "http") if allow_http else ("https",)

    def send(self, request: Request) -> Answer:
        """Send and read the whole answer. Raises OutboundError; redirects are answers like any other."""
        url = self._checked(request.url)
        address = self._resolved(url)
        connection = _pinned(url, address)
        try:
            connection.connect()
            with _Deadline(connection.sock) as deadline:
                path = (url.path or "/") + (f"?{url.query}" if url.query else "")
                headers = {"User-Agent": USER_AGENT, "Connection": "close", **request.headers}
                connection.request(request.method, path, body=request.body, headers=headers)
                answer = connection.getresponse()
                body = answer.read(LONGEST_ANSWER + 1)
        except (OSError, http.client.HTTPException) as error:
            raise OutboundError(f"{url.hostname} does not answer: {error!r}") from error
        finally:
            connection.close()
        if deadline.passed:
            raise OutboundError(f"{url.hostname} takes longer than {TOTAL_SECONDS:g} seconds")
        if len(body) > LONGEST_ANSWER:
            raise TooLongError(f"the answer of {url.hostname} is longer than {LONGEST_ANSWER} bytes")
        if answer.length:
            raise OutboundError(f"the answer of {url.hostname} was cut off")
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)

    def accepts(self, address: str) -> bool:
        """Tell whether an address has an allowed form; its host is looked at when something is sent."""
        try:
            self._checked(address)
        except OutboundError:
            return False
        return True

    def _checked(self, address: str) -> SplitResult:
        try:
            url = urlsplit(address)
            port = url.port
        except ValueError as error:
            raise OutboundError("the address is malformed") from error
        if url.scheme not in self._schemes or not url.hostname or url.username is not None or port == 0:
            raise OutboundError(f"only {' and '.join(self._schemes)} addresses of a host are asked")
        if not (address.isascii() and address.isprintable()) or " " in address:
            raise OutboundError("the address holds characters that no address has")
        return url

    def _resolved(self, url: SplitResult) -> tuple[str, int]:
        """Return the one address that is connected to; every address of the name must be allowed."""
        host = url.hostname or ""
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise OutboundError(f"the name {host} is not known") from error
        addresses = [str(one[4][0]) for one in found]
        for one in addresses:
            if not self._allowed(host, ipaddress.ip_address(one.partition("%")[0])):
                raise OutboundError(
                    f"{host} is an address of a private network; if it is your platform, "
                    "name it in POIJU_ALLOW_PRIVATE_PLATFORMS"
                )
        return addresses[0], port

    def _allowed(self, host: str, address: Address) -> bool:
        if host.lower() in self._hosts:
            return True
        # An IPv4 address may come dressed as IPv6 (::ffff:127.0.0.1, 64:ff9b::7f00:1, 2002:…).
        inner = (
            address.ipv4_mapped or address.sixtofour if isinstance(address, ipaddress.IPv6Address) else None
        )
        for one in (address, inner):
            if one is not None and any(one in network for network in self._networks):
                return True
        seen = inner or address
        return seen.is_global and not seen.is_multicast and not _translated(address)


def _translated(address: Address) -> bool:
    return address.version == 6 and address in ipaddress.ip_network("64:ff9b::/96")


def _network(text: str) -> Network | None:
    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None


def _pinned(url: SplitResult, address: tuple[str, int]) -> http.client.HTTPConnection:
    """Return a connection to the address that was checked, whatever the name resolves to by now."""
    kind = _PinnedTls if url.scheme == "https" else _Pinned
    return kind(url.hostname or "", address[1], address)


class _Pinned(http.client.HTTPConnection):
    def __init__(self, host: str, port: int, address: tuple[str, int]) -> None:
        super().__init__(host, port, timeout=CONNECT_SECONDS)
        self._address = address

    def connect(self) -> None:
        """Connect to the pinned address."""
        self.sock = socket.create_connection(self._address, CONNECT_SECONDS)


class _PinnedTls(http.client.HTTPSConnection):
    def __init__(self, host: str, port: int, address: tuple[str, int]) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, port, timeout=CONNECT_SECONDS, context=self._tls)
        self._address = address

    def connect(self) -> None:
        """Connect to the pinned address; the certificate is checked against the name."""
        plain = socket.create_connection(self._address, CONNECT_SECONDS)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)


class _Deadline:
    """Ends a connection after a time, however slowly its bytes drip in (a timeout of a socket counts
    from byte to byte)."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._timer = threading.Timer(TOTAL_SECONDS, self._end)
        self.passed = False

    def _end(self) -> None:
        self.passed = True
        with contextlib.suppress(OSError):  # closed in the same moment
            self._sock.shutdown(socket.SHUT_RDWR)

    def __enter__(self) -> _Deadline:
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
