"""The smallest browser that can launch: one connection per request, cookies kept, no redirect followed."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

SECONDS = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer. `location` is where it redirects to, or empty."""

    status: int
    location: str
    body: bytes


@dataclass(slots=True)
class Browser:
    """One person's browser on one server."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form."""
        return self._send("POST", path, urlencode(fields).encode())

    def get(self, path: str) -> Answer:
        """Open a page."""
        return self._send("GET", path, b"")

    def _send(self, method: str, path: str, body: bytes) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nConnection: close\r\n"
            "X-Forwarded-For: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            + (f"Cookie: {cookies}\r\n" if cookies else "")
        )
        with socket.create_connection(("127.0.0.1", self.port), timeout=SECONDS) as connection:
            connection.sendall(head.encode("latin-1") + b"\r\n" + body)
            pieces = []
            while piece := connection.recv(65536):
                pieces.append(piece)
        return self._read(b"".join(pieces))

    def _read(self, answer: bytes) -> Answer:
        head, _, body = answer.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        location = ""
        for line in lines:
            name, _, value = line.partition(": ")
            if name.lower() == "location":
                location = value
            elif name.lower() == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        return Answer(int(first.split()[1]), location, body)
