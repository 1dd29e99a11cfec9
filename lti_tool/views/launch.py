"""`/lti/launch`: the one redirect address, where a platform posts the signed launch."""

from __future__ import annotations

import re

from flask import Blueprint, Response, request

from lti_tool.errors import Fault, LaunchError
from lti_tool.runtime import runtime
from lti_tool.services import launches, logins
from lti_tool.services.sessions import cookie_name
from lti_tool.views.cookies import drop_cookie, sent_to, set_cookie, state_cookie
from lti_tool.views.door import linked_path
from lti_tool.views.limits import hold_back

blueprint = Blueprint("launch", __name__)
DOORS = {"LtiDeepLinkingRequest": "pick", "LtiSubmissionReviewRequest": "review"}
"""Messages with a page of their own below the session; all others open the unit."""
ERROR_CODE = re.compile(r"[a-z_]{1,60}")  # RFC 6749, 4.1.2.1, as far as platforms use it


@blueprint.post("/lti/launch")
def launch() -> Response:
    """Verify, open a session and send the browser to its page (303: a reload repeats only the GET)."""
    state, token = request.form.get("state", ""), request.form.get("id_token", "")
    hold_back(runtime().limits.launches, logins.issuer_of(runtime(), state))
    if error := request.form.get("error"):
        # Its description may name the person, so only the code is logged.
        raise LaunchError(Fault.PLATFORM_REFUSED, error if ERROR_CODE.fullmatch(error) else "no error code")
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
