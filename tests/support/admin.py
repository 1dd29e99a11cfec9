"""An admin's browser without scripts, on the tool's own test client."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from lti_tool.runtime import Runtime
from lti_tool.services import admin_sessions, administration
from lti_tool.services.registrations import held
from tests.support.tool import URL

TOKEN = re.compile(r'name="token" value="([0-9a-f]+)"')


@dataclass
class Admin:
    """An admin's browser."""

    app: Flask

    def __post_init__(self) -> None:
        self.client = self.app.test_client()
        self.runtime: Runtime = self.app.extensions["poiju"]

    def link(self, tenant: str | None = None) -> str:
        return urlsplit(admin_sessions.make_link(self.runtime, tenant, "Aino")).path

    def enter(self, tenant: str | None = None) -> TestResponse:
        return self.client.post(self.link(tenant), base_url=URL, follow_redirects=True)

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(path, base_url=URL, headers=headers)

    def post(self, path: str, headers: dict[str, str] | None = None, **form: Any) -> TestResponse:
        fields = {"token": self.token(), **form}
        return self.client.post(path, base_url=URL, data=fields, headers=headers, follow_redirects=True)

    def token(self) -> str:
        found = TOKEN.search(self.get("/admin/").text)
        return found[1] if found else ""


def switch(runtime: Runtime, issuer: str, client_id: str, status: Literal["active", "disabled"]) -> None:
    """Switch a registration on or off, as the command line does."""
    row = held(runtime.database, issuer, client_id)
    administration.switch(runtime, admin_sessions.of_command_line(runtime, None), row.id, status)


def let_in(runtime: Runtime, issuer: str, client_id: str, deployment_id: str) -> None:
    """Approve a deployment, known or not, as the command line does."""
    row = held(runtime.database, issuer, client_id)
    visit = admin_sessions.of_command_line(runtime, None)
    administration.let_deployment_in(runtime, visit, row.id, deployment_id)
