"""`/lti/login`: a platform begins a launch (OpenID Connect third-party initiated login)."""

from __future__ import annotations

from flask import Blueprint, Response, g, make_response, render_template, request

from lti_tool.runtime import runtime
from lti_tool.services import logins
from lti_tool.views.cookies import PROBE, YEAR, sent_to, set_cookie, state_cookie
from lti_tool.views.limits import hold_back

blueprint = Blueprint("oidc", __name__)

PARAMETERS = ("iss", "login_hint", "target_link_uri", "client_id", "lti_message_hint", "lti_deployment_id")
FRAMES = frozenset({"iframe", "frame", "embed", "object", "fencedframe"})


@blueprint.route("/lti/login", methods=["GET", "POST"])
def login() -> Response:
    """Send the browser to the platform, once it is sure that our cookie comes back.

    The check happens here, before the platform is asked: Moodle's `lti_message_hint` works once only,
    so a login that fails behind it could not be repeated.
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
    )
    hold_back(runtime().limits.logins, asked.issuer if runtime().registry.knows(asked.issuer) else "")
    entry = logins.registration_for(runtime(), asked)
    if _in_frame() and PROBE not in request.cookies:
        return _blocked(sent) if any("checked" in fields for fields in said) else _check(sent)
    started = logins.begin(runtime(), asked, entry)
    response = sent_to(started.redirect, 302)
    seconds = int(logins.LOGIN_LIVES.total_seconds())
    set_cookie(response, state_cookie(started.state), started.browser, path="/lti/launch", seconds=seconds)
    return response


def _in_frame() -> bool:
    """Tell whether the browser says that we stand in a frame; in its own window our cookies always work."""
    return request.headers.get("Sec-Fetch-Dest", "") in FRAMES


def _check(sent: dict[str, str]) -> Response:
    """Set a cookie and have the same form sent once more, to see whether the cookie comes back."""
    g.form_targets = _anywhere()
    response = make_response(render_template("lti_tool/cookies_check.html", sent=sent))
    set_cookie(response, PROBE, "1", path="/lti/login", seconds=YEAR)
    return response


def _blocked(sent: dict[str, str]) -> Response:
    g.form_targets = _anywhere()
    return make_response(render_template("lti_tool/cookies_blocked.html", sent=sent))


def _anywhere() -> tuple[str, ...]:
    """Where a form of ours may end: our own answer to it redirects to a platform."""
    return tuple(f"{scheme}:" for scheme in runtime().settings.web_schemes)
