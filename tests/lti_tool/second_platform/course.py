"""A course on lti1p3platform: its pages and services as a Flask app, served on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from flask import Flask, Response, jsonify, redirect, request
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration
from markupsafe import Markup
from werkzeug.serving import make_server

from lti_tool.services.registrations import NewRegistration
from tests.lti_tool.second_platform.services import Asked, add_services

MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
CHOOSE = "choose"
FORM = Markup(
    '<form action="{address}" method="post"><input type="hidden" name="id_token" value="{id_token}">'
    '<input type="hidden" name="state" value="{state}"></form>'
)


class Configured(LTI1P3PlatformConfAbstract):
    """The library's settings of a platform."""

    def init_platform_config(self, **kwargs: Any) -> None:
        """Keep the registration."""
        self._registration = kwargs["registration"]

    def get_registration_by_params(self, **kwargs: Any) -> Registration:
        """Return it."""
        return self._registration


class Login(OIDCLoginAbstract):
    """Begins a launch."""

    def set_lti_message_hint(self, **kwargs: Any) -> None:
        """Keep which activity is meant."""
        self._lti_message_hint = kwargs["link"]

    def get_redirect(self, url: str) -> Any:
        """Lead the browser to the tool."""
        return redirect(url)


class Launch(LTIAdvantageMessageLaunchAbstract):
    """Answers the tool's authentication request."""

    course: Course

    def prepare_launch(self, preflight_response: dict[str, Any]) -> None:
        """Say who launches what."""
        course = self.course
        user, link_id = preflight_response["login_hint"], preflight_response["lti_message_hint"]
        self.set_user_data(user, [MEMBERSHIP + course.people[user]])
        self.set_launch_context_claim(course.id, context_title=course.title)
        self.set_nrps(f"{course.url}/members")
        if link_id == CHOOSE:
            self.set_dl(f"{course.url}/chosen", extra_data={"kept": "as it is"})
            return
        link = course.links[link_id]
        self.set_resource_link_claim(link_id, title=link["title"])
        self.set_launch_presentation_claim("iframe", f"{course.url}/")
        self.set_custom_parameters_claim(link["custom"])
        self.set_ags(f"{course.url}/lineitems", link.get("column"))

    def render_launch_form(self, launch_data: dict[str, Any], **kwargs: Any) -> Any:
        """Return the page whose form goes to the tool."""
        filled = FORM.format(
            address=launch_data["launch_url"], id_token=launch_data["id_token"], state=launch_data["state"]
        )
        return str(filled)


@dataclass
class Course:
    """The course, and what the tool has done in it."""

    tool: str
    url: str = ""
    id: str = "second-course"
    title: str = "A course elsewhere"
    people: dict[str, str] = field(
        default_factory=lambda: {"t1": "Instructor", "l1": "Learner", "l2": "Learner", "l3": "Learner"}
    )
    links: dict[str, dict[str, Any]] = field(default_factory=dict)
    columns: dict[str, dict[str, Any]] = field(default_factory=dict)
    scores: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    chosen: list[dict[str, Any]] = field(default_factory=list)
    key: rsa.RSAPrivateKey = field(
        default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048)
    )

    def configured(self) -> Configured:
        """Return the library's settings, made anew for each request as its own guide does."""
        private = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        public = self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        registration = (
            Registration()
            .set_iss(self.url)
            .set_client_id("second-client")
            .set_deployment_id("second-deployment")
            .set_oidc_login_url(f"{self.tool}/lti/login")
            .set_launch_url(f"{self.tool}/lti/launch")
            .set_deeplink_launch_url(f"{self.tool}/lti/launch")
            .set_tool_key_set_url(f"{self.tool}/lti/jwks")
            .set_platform_private_key(private.decode())
            .set_platform_public_key(public.decode())
        )
        return Configured(registration=registration)

    def add_link(self, title: str, unit: str, maximum: int | None = None) -> str:
        """Put an activity into the course, with a column if it has a maximum."""
        link_id = f"link-{len(self.links) + 1}"
        self.links[link_id] = {"title": title, "custom": {"unit": unit}}
        if maximum:
            column = self.add_column({"label": title, "scoreMaximum": maximum, "resourceLinkId": link_id})
            self.links[link_id]["column"] = column["id"]
        return link_id

    def add_column(self, body: dict[str, Any]) -> dict[str, Any]:
        """Add a column to the gradebook."""
        number = str(len(self.columns) + 1)
        self.columns[number] = {**body, "id": f"{self.url}/lineitems/{number}"}
        return self.columns[number]

    def registration(self) -> NewRegistration:
        """Return what an admin of the tool enters."""
        return NewRegistration(
            issuer=self.url, client_id="second-client", auth_login_url=f"{self.url}/auth",
            token_url=f"{self.url}/token", jwks_url=f"{self.url}/jwks", deployments=("second-deployment",),
        )  # fmt: skip


def make_platform(course: Course) -> Flask:
    """Return the platform's pages and services."""
    app = Flask("second_platform")

    @app.get("/as/<user>/<link>")
    def begin(user: str, link: str) -> Any:
        login = Login(Asked(request), course.configured())
        login.set_lti_message_hint(link=link)
        return login.initiate_login(user)

    @app.get("/auth")
    def authorise() -> Any:
        launch = Launch(Asked(request), course.configured())
        launch.course = course
        return launch.lti_launch()

    @app.post("/chosen")
    def chosen() -> str:
        course.chosen.extend(course.configured().validate_deeplinking_resp(request.form.to_dict()))
        return "taken"

    @app.get("/jwks")
    def jwks() -> Response:
        return jsonify(course.configured().get_jwks())

    add_services(app, course)
    return app


@contextmanager
def running_course(tool: str) -> Iterator[Course]:
    """Serve a course on a free port of loopback."""
    course = Course(tool)
    server = make_server("127.0.0.1", 0, make_platform(course), threaded=True)
    course.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield course
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
