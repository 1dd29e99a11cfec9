"""`/lti/launch`: the one redirect address, where a platform posts the signed launch."""

from __future__ import annotations

from flask import Blueprint, Response, request

from lti_tool.errors import Fault, LaunchError
from lti_tool.runtime import runtime
from lti_tool.services import launches
from lti_tool.services.sessions import cookie_name
from lti_tool.views.cookies import drop_cookie, sent_to, set_cookie, state_cookie
from lti_tool.views.door import linked_path

blueprint = Blueprint("launch", __name__)
DOORS = {"LtiDeepLinkingRequest": "pick", "LtiSubmissionReviewRequest": "review"}
"""Messages with a page of their own below the session; all others open the unit."""


@blueprint.post("/lti/launch")
def launch() -> Response:
    """Verify, open a session and send the browser to its page (303: a reload repeats only the GET)."""
    state, token = request.form.get("state", ""), request.form.get("id_token", "")
    if error := request.form.get("error"):
        description = request.form.get("error_description", "")
        raise LaunchError(Fault.PLATFORM_REFUSED, f"{error[:80]!r} {description[:200]!r}")
    if not state or not token:
        raise LaunchError(Fault.REQUEST_INCOMPLETE, "state or id_token is missing")
    opened = launches.finish(runtime(), state, token, request.cookies.get(state_cookie(state)))
    response = sent_to(_first_page(opened), 303)
    drop_cookie(response, state_cookie(state), path="/lti/launch")
    set_cookie(
        response,
        cookie_name(opened.session_id),
        opened.cookie,
        path=f"/s/{opened.session_id}/",
        seconds=runtime().settings.session_hours * 3600,
    )
    return response


def _first_page(opened: launches.Opened) -> str:
    home = f"/s/{opened.session_id}/"
    if door := DOORS.get(opened.message_type):
        return f"{home}{door}"
    linked = linked_path(opened.session_id, opened.unit_key) if opened.unit_key else None
    return linked or home
