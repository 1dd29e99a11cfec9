"""`python -m benchmarks.peer_pylti1p3 FOLDER PORT`: pylti1p3 2.0.0 used as its README shows for Flask.

The configuration is a JSON file, read in each request; launch data lies in a cache of files. Where the
README renders a template, this answers one word; its page that tests for cookies is left out. Both favour it.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import sys
import time
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Flask, request
from flask.typing import ResponseReturnValue
from pylti1p3.contrib.flask import (
    FlaskCacheDataStorage,
    FlaskMessageLaunch,
    FlaskOIDCLogin,
    FlaskRequest,
)
from pylti1p3.tool_config import ToolConfJsonFile
from werkzeug.middleware.proxy_fix import ProxyFix

from lti_tool.cli.gunicorn_server import Server


class FileCache:
    """The file cache of Flask-Caching without its count of entries: one pickled file per key, renamed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> Any:
        """Return a value that has not run out."""
        try:
            until, value = pickle.loads(self._file(key).read_bytes())
        except FileNotFoundError:
            return None
        return value if until > time.time() else None

    def set(self, key: str, value: Any, seconds: int | None = None) -> None:
        """Keep a value."""
        file = self._file(key)
        beside = file.with_suffix(f".{os.getpid()}")
        beside.write_bytes(pickle.dumps((time.time() + (seconds or 600), value)))
        beside.replace(file)

    def _file(self, key: str) -> Path:
        return self._folder / hashlib.sha256(key.encode()).hexdigest()


def write_configuration(folder: Path, issuer: str, client_id: str, deployment_id: str) -> None:
    """Write the configuration and a pair of keys into a folder."""
    (folder / "cache").mkdir(parents=True)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    public = key.public_key().public_bytes(pem, serialization.PublicFormat.SubjectPublicKeyInfo)
    (folder / "private.key").write_bytes(private)
    (folder / "public.key").write_bytes(public)
    registration = {
        "default": True,
        "client_id": client_id,
        "auth_login_url": f"{issuer}/auth",
        "auth_token_url": f"{issuer}/token",
        "key_set_url": f"{issuer}/jwks",
        "key_set": None,
        "private_key_file": "private.key",
        "public_key_file": "public.key",
        "deployment_ids": [deployment_id],
    }
    (folder / "tool.json").write_text(json.dumps({issuer: [registration]}), encoding="utf-8")


def make_app(folder: Path) -> Flask:
    """Return the application."""
    app = Flask(__name__)
    app.secret_key = "only for a benchmark"
    app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]  # Flask's own way to wrap
    cache = FileCache(folder / "cache")

    @app.post("/lti/login")
    def login() -> ResponseReturnValue:
        asked = FlaskRequest()
        oidc = FlaskOIDCLogin(
            asked,
            ToolConfJsonFile(str(folder / "tool.json")),
            launch_data_storage=FlaskCacheDataStorage(cache),
        )
        return oidc.redirect(request.form["target_link_uri"])

    @app.post("/lti/launch")
    def launch() -> ResponseReturnValue:
        message = FlaskMessageLaunch(
            FlaskRequest(),
            ToolConfJsonFile(str(folder / "tool.json")),
            launch_data_storage=FlaskCacheDataStorage(cache),
        )
        return str(message.get_launch_data()["sub"])

    return app


if __name__ == "__main__":
    Server(lambda: make_app(Path(sys.argv[1])), f"127.0.0.1:{sys.argv[2]}", 2).run()
