"""A door before a platform's token address, which a test may shut: refuse, hang, or let through."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests


class Gate:
    """How the door stands, and what came to it."""

    def __init__(self, target: str) -> None:
        self.target = target
        self.url = ""
        self.tried = 0
        self.held = 0
        self._shut = False
        self._free = threading.Event()
        self._free.set()

    def opens(self) -> None:
        """Let everything through."""
        self._shut = False

    def refuses(self) -> None:
        """Answer 503 from now on."""
        self._shut = True

    @contextmanager
    def hangs(self) -> Iterator[None]:
        """Hold every request until the block ends; then refuse it."""
        self._free.clear()
        try:
            yield
        finally:
            self._free.set()

    def answer(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        """Return what the one who asks gets."""
        self.tried += 1
        if not self._free.is_set():
            self.held += 1
            self._free.wait()
            self.held -= 1
        if self._shut:
            return 503, b""
        answer = requests.post(self.target, data=body, headers=headers, timeout=30)
        return answer.status_code, answer.content


@contextmanager
def gate(target: str) -> Iterator[Gate]:
    """Stand before an address on loopback until the block ends."""
    made = Gate(target)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, content = made.answer(body, {"Content-Type": self.headers.get("Content-Type", "")})
            with suppress(OSError):  # the tool has given up waiting
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}/token"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
