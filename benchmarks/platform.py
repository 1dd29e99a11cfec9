"""A platform to launch from: it signs id_tokens off the clock; another process serves its key set."""

from __future__ import annotations

import json
import multiprocessing
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
KEY_ID = "benchmark"
PEOPLE, COURSES = 97, 11
NEW_PEOPLE = 1_000_000  # numbers from here on are people of their own


@dataclass(slots=True)
class Platform:
    """What the tools under measurement are told, and the private key."""

    url: str
    key: rsa.RSAPrivateKey
    counts: Connection
    client_id: str = "benchmark"
    deployment_id: str = "1"

    def fetches(self) -> int:
        """Return how many times the key set was fetched so far."""
        self.counts.send(None)
        found: int = self.counts.recv()
        return found

    def token(self, number: int, nonce: str, target: str, unit: str) -> str:
        """Sign the launch of one of some people in one of some courses, as long as one of Moodle's."""
        body = self._claims(number, nonce, target, unit)
        return jwt.encode(body, self.key, algorithm="RS256", headers={"kid": KEY_ID})

    def _claims(self, number: int, nonce: str, target: str, unit: str) -> dict[str, Any]:
        now, course = int(time.time()), number % COURSES
        person = number if number >= NEW_PEOPLE else number % PEOPLE
        services = f"{self.url}/mod/lti/services.php/2"
        return {
            "iss": self.url, "aud": self.client_id, "sub": str(person), "nonce": nonce,
            "iat": now, "exp": now + 3600,
            LTI + "version": "1.3.0",
            LTI + "message_type": "LtiResourceLinkRequest",
            LTI + "deployment_id": self.deployment_id,
            LTI + "target_link_uri": target,
            LTI + "roles": [
                MEMBERSHIP + "Learner", "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Student",
            ],
            LTI + "context": {
                "id": f"course-{course}", "label": f"C{course}", "title": f"Course {course}",
                "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseSection"],
            },
            LTI + "resource_link": {"id": f"link-{course}", "title": "A unit", "description": ""},
            LTI + "custom": {"unit": unit},
            LTI + "launch_presentation": {
                "locale": "fi", "document_target": "iframe",
                "return_url": f"{self.url}/mod/lti/return.php?course={course}&launch_container=3",
            },
            LTI + "tool_platform": {
                "guid": "localhost", "family_code": "moodle", "product_family_code": "moodle",
                "name": "Benchmark", "description": "Benchmark", "version": "2025100600",
            },
            AGS + "claim/endpoint": {
                "scope": [AGS + "scope/" + name for name in ("lineitem", "result.readonly", "score")],
                "lineitems": f"{services}/lineitems?type_id=1",
                "lineitem": f"{services}/lineitems/{course}/lineitem?type_id=1",
            },
            "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice": {
                "context_memberships_url": f"{services}/members", "service_versions": ["1.0", "2.0"],
            },
        }  # fmt: skip


@contextmanager
def running_platform() -> Iterator[Platform]:
    """Serve the key set from a process of its own until the block ends, so that it takes no tool's time."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = json.loads(RSAAlgorithm.to_jwk(key.public_key()))
    document = json.dumps({"keys": [{**public, "kid": KEY_ID, "use": "sig", "alg": "RS256"}]}).encode()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve_keys, args=(document, theirs), daemon=True)
    process.start()
    try:
        yield Platform(f"http://127.0.0.1:{ours.recv()}", key, ours)
    finally:
        process.terminate()
        process.join()


def _serve_keys(document: bytes, counts: Connection) -> None:
    """Answer every GET with the key set; tell the port first, then the count whenever asked."""
    fetches: list[None] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fetches.append(None)
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(document)))
            self.end_headers()
            self.wfile.write(document)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        request_queue_size = 128

    server = Server(("127.0.0.1", 0), Handler)
    counts.send(server.server_port)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    while True:
        counts.recv()
        counts.send(len(fetches))
