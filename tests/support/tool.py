"""The tool for tests: on a fresh database, registered on the simulated platform, with the sample module."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from lti_tool import create_app
from lti_tool.config import Settings, settings_from
from lti_tool.db import Database
from lti_tool.models import Base, ToolKey
from lti_tool.runtime import Runtime
from lti_tool.services.registrations import NewRegistration
from lti_tool.services.signing_key import thumbprint
from tests.support.platform import Platform

URL = "http://localhost:8000"
SECRET = "a secret of tests that is long enough"
_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def tool_settings(folder: Path, **changes: str) -> Settings:
    """Return settings of a trial on loopback; the database is PostgreSQL where one is named for tests."""
    return settings_from(
        {
            "POIJU_URL": URL,
            "POIJU_SECRET_KEY": SECRET,
            "POIJU_DATA_DIR": str(folder),
            "POIJU_ALLOW_HTTP": "1",
            "POIJU_ALLOW_PRIVATE_PLATFORMS": "127.0.0.1",
            "POIJU_WORKER": "0",
            "DATABASE_URL": os.environ.get("POIJU_TEST_DATABASE_URL", ""),
            **changes,
        }
    )


@contextmanager
def tool_app(folder: Path, platform: Platform, **changes: str) -> Iterator[Flask]:
    """Make a tool with empty tables, a key, and the platform registered."""
    app = create_app(tool_settings(folder, **changes))
    runtime: Runtime = app.extensions["poiju"]
    empty(runtime.database)
    give_key(runtime)
    register(runtime, platform)
    try:
        yield app
    finally:
        runtime.close()


def begin_anew(database: Database) -> None:
    """Leave no tables, where the same database serves every test; each has a SQLite file of its own."""
    if database.engine.dialect.name == "postgresql":
        with database.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))


def give_key(runtime: Runtime) -> None:
    """Give a tool the signing key that all tools of a run share: making one takes a tenth of a second."""
    content = _KEY.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    row = ToolKey(
        kid=thumbprint(_KEY),
        private_key=runtime.vault.encrypt(content),
        status="active",
        created_at=runtime.now(),
    )
    with runtime.database.write() as session:
        session.add(row)


def register(runtime: Runtime, platform: Platform, **changes: Any) -> int:
    """Register the tool on the platform."""
    fields: dict[str, Any] = {
        "issuer": platform.issuer,
        "client_id": platform.client_id,
        "auth_login_url": f"{platform.url}/auth",
        "token_url": f"{platform.url}/token",
        "jwks_url": f"{platform.url}/jwks",
        "deployments": (platform.deployment_id,),
    }
    return runtime.registry.add(NewRegistration(**{**fields, **changes}))


class Browser:
    """One browser: it logs in, is sent to the platform, and posts what the platform signs."""

    def __init__(self, app: Flask, platform: Platform) -> None:
        self.client: FlaskClient = app.test_client()
        self.platform = platform

    def login(self, target: str = f"{URL}/lti/launch", **changes: str) -> TestResponse:
        """Begin as the platform does."""
        form = {
            "iss": self.platform.issuer,
            "login_hint": "7",
            "target_link_uri": target,
            "client_id": self.platform.client_id,
            **changes,
        }
        return self.client.post("/lti/login", data=form, base_url=URL)

    def begun(self, target: str = f"{URL}/lti/launch", **changes: str) -> tuple[str, str]:
        """Begin and return (state, nonce) as the platform gets them."""
        answer = self.login(target, **changes)
        assert answer.status_code == 302, answer.text
        query = parse_qs(urlsplit(answer.headers["Location"]).query)
        return query["state"][0], query["nonce"][0]

    def post(self, state: str, token: str) -> TestResponse:
        """Post a launch."""
        return self.client.post("/lti/launch", data={"state": state, "id_token": token}, base_url=URL)

    def launch(self, target: str = f"{URL}/lti/launch", /, **claims: Any) -> TestResponse:
        """Log in and launch with changed claims."""
        state, nonce = self.begun(target)
        return self.post(state, self.platform.sign(self.platform.claims(nonce, target, **claims)))

    def get(self, path: str, **arguments: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(path, base_url=URL, **arguments)


IN_USE: list[str] = []
"""Tools that run for more than one test, by their addresses."""


def empty(database: Database) -> None:
    """Make the tables, without rows."""
    Base.metadata.create_all(database.engine)
    if database.engine.dialect.name == "postgresql":  # the same database serves every test
        assert not IN_USE, f"{IN_USE} would lose its rows: give this test a file of its own"
        names = ", ".join(Base.metadata.tables)
        with database.begin() as connection:
            connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
