"""`/lti/login`: a platform begins a launch (OpenID Connect third-party initiated login)."""

from __future__ import annotations

import re

from flask import Blueprint, Response, g, make_response, render_template, request

from lti_tool.runtime import runtime
from lti_tool.security import origin_of
from lti_tool.services import logins
from lti_tool.services.registrations import Entry
from lti_tool.views.cookies import PROBE, YEAR, in_frame, sent_to, set_cookie, state_cookie
from lti_tool.views.limits import hold_back

blueprint = Blueprint("oidc", __name__)

PARAMETERS = (
    *("iss", "login_hint", "target_link_uri", "client_id", "lti_message_hint", "lti_deployment_id"),
    "lti_storage_target",
)
FRAME_NAME = re.compile(r"[A-Za-z0-9_.:-]{1,96}")


@blueprint.route("/lti/login", methods=["GET", "POST"])
def login() -> Response:
    """Send the browser to the platform, once it is sure that what ties the login to it comes back.

    In a frame: our cookie, if one came; else the platform's storage, if it offers some; else our cookie, if
    one comes back when the form is sent again; else a window of its own. All of this happens here, before
    the platform is asked: Moodle's `lti_message_hint` works once only, so a login that fails behind it
    could not be repeated.
    """
    # What stands in the address comes last and wins, as in `request.values`, which takes longer to ask.
    said = (request.form, request.args) if request.query_string else (request.form,)
    sent = {name: value for fields in said for name in PARAMETERS if (value := fields.get(name))}
    asked = logins.LoginRequest(
        issuer=sent.get("iss", ""),
        login_hint=sent.get("login_hint", ""),
        target_link_uri=sent.get("target_link_uri", ""),
        client_id=sent.get("client_id"),
        message_hint=sent.get("lti_message_hint"),
        storage_frame=_frame_name(sent),
    )
    hold_back(runtime().limits.logins, asked.issuer if runtime().registry.knows(asked.issuer) else "")
    entry = logins.registration_for(runtime(), asked)
    checked = any("checked" in fields for fields in said)
    if PROBE not in request.cookies and not checked and asked.storage_frame and not _in_window():
        return _ask_storage(sent, asked, entry)
    if PROBE not in request.cookies and in_frame():
        return _blocked(sent) if checked else _check(sent)
    started = logins.begin(runtime(), asked, entry)
    return _with_cookie(sent_to(started.redirect, 302), started)


def _with_cookie(response: Response, started: logins.StartedLogin) -> Response:
    seconds = int(logins.LOGIN_LIVES.total_seconds())
    set_cookie(response, state_cookie(started.state), started.browser, path="/lti/launch", seconds=seconds)
    return response


def _in_window() -> bool:
    """Tell whether the browser says that we stand in a window of our own."""
    return request.headers.get("Sec-Fetch-Dest", "") == "document"


def _frame_name(sent: dict[str, str]) -> str:
    """Return the name of the frame that keeps data for us, unless it is none that a browser would know."""
    name = sent.get("lti_storage_target", "")
    return name if FRAME_NAME.fullmatch(name) else ""


def _ask_storage(sent: dict[str, str], asked: logins.LoginRequest, entry: Entry) -> Response:
    """Begin the login, and let a script put its secret into the platform's storage before going on.

    Where that fails, the script sends the form once more, which then leaves storage out. The cookies go
    along: where they come back, the launch needs no storage.
    """
    started = logins.begin(runtime(), asked, entry)
    origin = origin_of(entry.auth_login_url) or ""
    g.form_targets = _anywhere()
    page = render_template(
        "lti_tool/storage_put.html", sent=sent, started=started, frame=asked.storage_frame, origin=origin,
        key=state_cookie(started.state),
    )  # fmt: skip
    return _with_cookie(_probing(make_response(page)), started)


def _check(sent: dict[str, str]) -> Response:
    """Set a cookie and have the same form sent once more, to see whether the cookie comes back."""
    g.form_targets = _anywhere()
    return _probing(make_response(render_template("lti_tool/cookies_check.html", sent=sent)))


def _probing(response: Response) -> Response:
    set_cookie(response, PROBE, "1", path="/lti/login", seconds=YEAR)
    return response


def _blocked(sent: dict[str, str]) -> Response:
    g.form_targets = _anywhere()
    return make_response(render_template("lti_tool/cookies_blocked.html", sent=sent))


def _anywhere() -> tuple[str, ...]:
    """Where a form of ours may end: our own answer to it redirects to a platform."""
    return tuple(f"{scheme}:" for scheme in runtime().settings.web_schemes)
