"""`python -m benchmarks.floor_flask PORT`: what a launch costs at least: two bare Flask requests and one
RS256 verification, in the same gunicorn as the tool."""

from __future__ import annotations

import sys

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from flask import Flask

from lti_tool.cli.gunicorn_server import Server

SIGNED = b"x" * 3000  # about what a launch of Moodle's has


def make_app() -> Flask:
    """Return an application that greets at both addresses of a launch, and verifies at the second."""
    app = Flask(__name__)
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    signature = private.sign(SIGNED, padding.PKCS1v15(), SHA256())
    public = private.public_key()

    @app.post("/lti/login")
    def login() -> str:
        return "hello"

    @app.post("/lti/launch")
    def launch() -> str:
        public.verify(signature, SIGNED, padding.PKCS1v15(), SHA256())
        return "hello"

    return app


if __name__ == "__main__":
    Server(make_app, f"127.0.0.1:{sys.argv[1]}", 2).run()
