"""A small platform for tests: it signs launches, serves keys, gives tokens and takes scores over HTTP."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.services.signing_key import public_jwk

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
GRADEBOOK = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"

_KEYS = [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(3)]


class Platform:
    """What a test sees of the platform. `answers` overrides the answer of a path: (status, headers, body)."""

    client_id = "client-1"
    deployment_id = "deployment-1"

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.issuer = self.url
        self.keys = {"k1": _KEYS[0]}
        self.answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}
        self.seen: list[tuple[str, str, dict[str, str], bytes]] = []

    def add_key(self, kid: str) -> None:
        """Publish one more key."""
        self.keys[kid] = _KEYS[len(self.keys)]

    def requests(self, path: str) -> list[tuple[str, str, dict[str, str], bytes]]:
        """Return the requests to a path so far."""
        return [one for one in self.seen if one[1].partition("?")[0] == path]

    def claims(self, nonce: str, target: str, /, **changes: Any) -> dict[str, Any]:
        """Return the body of a learner's launch; a change to None removes a claim."""
        now = dt.datetime.now(dt.UTC).timestamp()
        body: dict[str, Any] = {
            "iss": self.issuer,
            "aud": self.client_id,
            "sub": "learner-1",
            "iat": int(now),
            "exp": int(now) + 60,
            "nonce": nonce,
            f"{CLAIM}version": "1.3.0",
            f"{CLAIM}message_type": "LtiResourceLinkRequest",
            f"{CLAIM}deployment_id": self.deployment_id,
            f"{CLAIM}target_link_uri": target,
            f"{CLAIM}roles": [f"{MEMBERSHIP}#Learner"],
            f"{CLAIM}context": {"id": "course-1", "title": "A course"},
            f"{CLAIM}resource_link": {"id": "link-1", "title": "An activity"},
            f"{CLAIM}launch_presentation": {"locale": "fi", "return_url": f"{self.url}/course"},
        }
        body.update(changes)
        return {name: value for name, value in body.items() if value is not None}

    def sign(self, claims: dict[str, Any], kid: str = "k1", **headers: Any) -> str:
        """Return an id_token."""
        return jwt.encode(claims, self.keys[kid], algorithm="RS256", headers={"kid": kid, **headers})

    def jwks(self) -> dict[str, Any]:
        """Return the key set."""
        return {"keys": [public_jwk(key, kid) for kid, key in self.keys.items()]}

    def answer(self, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        """Answer a request."""
        if waiting := self.answers.get(path):
            return waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if path == "/jwks":
            return 200, {}, json.dumps(self.jwks()).encode()
        if path == "/token":
            scope = parse_qs(body.decode())["scope"][0]
            content = {
                "access_token": f"token-{len(self.requests('/token'))}",
                "expires_in": 3600,
                "scope": scope,
            }
            return 200, {}, json.dumps(content).encode()
        return 200, {}, b"{}"


@contextmanager
def running_platform() -> Iterator[Platform]:
    """Serve a platform on a free port of loopback."""
    platform: Platform

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            body = self.rfile.read(length)
            headers = {name.lower(): value for name, value in self.headers.items()}
            platform.seen.append((self.command, self.path, headers, body))
            status, extra, content = platform.answer(self.path.partition("?")[0], body)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **extra}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815 - the name that http.server calls

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    platform = Platform(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield platform
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
