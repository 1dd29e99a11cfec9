"""`/lti/register/<token>`: a platform's admin opens it from the platform, which hands over its configuration.

Any https page may frame it, as the platform is not known yet: it has no control but its own token's form.
"""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request

from lti_tool.errors import Fault, LaunchError
from lti_tool.runtime import runtime
from lti_tool.services import dynamic_registration
from lti_tool.views.limits import hold_back

blueprint = Blueprint("dynamic_registration", __name__)
PARAMETERS = ("openid_configuration", "registration_token")


@blueprint.get("/lti/register/<token>")
def begin(token: str) -> Response:
    """Show a form that sends itself; opened without a platform, say where the address belongs."""
    hold_back(runtime().limits.registrations)
    dynamic_registration.check_invitation(runtime(), token)
    sent = {name: value for name in PARAMETERS if (value := request.args.get(name))}
    page = "begin.html" if "openid_configuration" in sent else "paste.html"
    return make_response(render_template(f"lti_tool/register/{page}", sent=sent))


@blueprint.post("/lti/register/<token>")
def registered(token: str) -> Response:
    """Register, and say what was agreed and what is left to do."""
    hold_back(runtime().limits.registrations)
    address = request.form.get("openid_configuration", "")
    if not address:
        raise LaunchError(Fault.REQUEST_INCOMPLETE, "openid_configuration is missing")
    done = dynamic_registration.register(
        runtime(), token, address, request.form.get("registration_token", "")
    )
    return make_response(render_template("lti_tool/register/done.html", done=done))
