"""`/lti/launch`: the one redirect address, where a platform posts the signed launch."""

from __future__ import annotations

import re

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from lti_tool.errors import Fault, LaunchError
from lti_tool.lti.message import PRIVACY
from lti_tool.runtime import runtime
from lti_tool.services import launches, logins
from lti_tool.services.sessions import cookie_name
from lti_tool.views.cookies import cookie_mode, drop_cookie, sent_to, set_cookie, state_cookie
from lti_tool.views.deep_linking import FORM as PICK
from lti_tool.views.door import PROOF, linked_path
from lti_tool.views.limits import hold_back
from lti_tool.views.privacy import FORM as ABOUT

blueprint = Blueprint("launch", __name__)
DOORS = {"LtiDeepLinkingRequest": "pick", "LtiSubmissionReviewRequest": "review", PRIVACY: "privacy"}
"""Messages with a page of their own below the session; all others open the unit."""
BY_FORM = {launches.DEEP_LINKING: (PICK, {"search": "1"}), PRIVACY: (ABOUT, {})}
"""Messages whose pages need more than the address: the form that opens them, and what else it says."""
ERROR_CODE = re.compile(r"[a-z_]{1,60}")  # RFC 6749, 4.1.2.1, as far as platforms use it


@blueprint.post("/lti/launch")
def launch() -> Response:
    """Verify, open a session and send the browser to its page (303: a reload repeats only the GET)."""
    state, token = request.form.get("state", ""), request.form.get("id_token", "")
    hold_back(runtime().limits.launches, logins.issuer_of(runtime(), state))
    if error := request.form.get("error"):
        # Its description may name the person, so only the code is logged.
        code = error if ERROR_CODE.fullmatch(error) else "no error code"
        raise launches.refused(runtime(), state, code)
    if not state or not token:
        raise LaunchError(Fault.REQUEST_INCOMPLETE, "state or id_token is missing")
    browser = request.cookies.get(state_cookie(state))
    mode = cookie_mode()
    if browser is None:
        if "kept" in request.form:
            browser, mode = _kept(), "storage"
        elif place := logins.storage_of(runtime(), state):
            return _ask_storage(state, token, place)
    opened = launches.finish(runtime(), state, token, browser, mode)
    by_script = request.headers.get("X-Requested-With") == "fetch"
    response: Response = jsonify(_for_script(opened)) if by_script else sent_to(_first_page(opened), 303)
    drop_cookie(response, state_cookie(state), path="/lti/launch")
    set_cookie(
        response,
        cookie_name(opened.session_id),
        opened.cookie,
        path=f"/s/{opened.session_id}/",
        seconds=runtime().settings.session_hours * 3600,
    )
    return response


def _ask_storage(state: str, token: str, place: tuple[str, str]) -> Response:
    """Let a script take the login's secret out of the platform's storage, and send it with the launch."""
    frame, origin = place
    page = render_template(
        "lti_tool/storage_get.html", state=state, token=token, frame=frame, origin=origin,
        key=state_cookie(state),
    )  # fmt: skip
    return make_response(page)


def _kept() -> str | None:
    """Return the secret that a script of ours found in the platform's storage.

    Whoever began a login knows its secret: from any other page than ours the form would log a person in as
    somebody else. Raises LaunchError.
    """
    if request.headers.get("Sec-Fetch-Site") != "same-origin":
        raise LaunchError(Fault.BROWSER_DIFFERS, "the secret of the login came from another page")
    return request.form["kept"] or None


def _for_script(opened: launches.Opened) -> dict[str, object]:
    """Say where to go, in a browser that keeps no cookie of ours.

    Where the address alone opens nothing, the script sends the session's secret, as the page's forms then do.
    """
    page: dict[str, object] = {"next": _first_page(opened)}
    if opened.message_type in launches.BOUND:
        form, more = BY_FORM[opened.message_type]
        token = runtime().vault.form_token(opened.session_id, form)
        page["fields"] = {PROOF: opened.cookie, "token": token, **more}
    return page


def _first_page(opened: launches.Opened) -> str:
    home = f"/s/{opened.session_id}/"
    if door := DOORS.get(opened.message_type):
        return f"{home}{door}"
    linked = linked_path(opened.session_id, opened.unit_key) if opened.unit_key else None
    return linked or home
