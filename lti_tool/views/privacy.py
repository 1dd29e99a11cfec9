"""`/s/<id>/privacy`: what is held of a person, for the platform's administrators and for the person alone.

A data privacy launch brings them there; it names the person in `for_user` and stands outside of any course.
"""

from __future__ import annotations

import json

from flask import Response, make_response, render_template, request
from werkzeug.exceptions import NotFound

from lti_tool.errors import Fault, LaunchError, RegistrationError
from lti_tool.lti.message import PRIVACY
from lti_tool.lti.roles import is_administrator
from lti_tool.runtime import runtime
from lti_tool.services import personal_data
from lti_tool.services.admin_sessions import Visit
from lti_tool.services.personal_data import Whose
from lti_tool.services.registrations import Entry
from lti_tool.services.sessions import OpenSession
from lti_tool.views.door import PROOF, check_form_token, form_token, launch, session_blueprint
from lti_tool.views.privacy_words import table_name

blueprint = session_blueprint("privacy", __name__)
ACTOR = "data privacy launch"
FORM = "privacy"


@blueprint.route("/privacy", methods=["GET", "POST"])
def summary() -> Response:
    """Say what is held, how to have all of it, and who deletes it."""
    held, entry, sub = _asked()
    counts = personal_data.counted(runtime(), held.platform_id, sub)
    page = render_template(
        "lti_tool/privacy.html",
        counts={table_name(name): count for name, count in counts.items()},
        own=sub == held.sub,
        entry=entry,
        sub=sub,
        return_url=held.return_url,
        proof=request.form.get(PROOF, ""),
        token=form_token(FORM),
    )
    return make_response(page)


@blueprint.route("/privacy.json", methods=["GET", "POST"])
def export() -> Response:
    """Give it as JSON: all of it to the person, as `poiju person export` does; to an administrator without
    what is for the person's own eyes. The log says that it was given out."""
    held, entry, sub = _asked()
    whose = Whose(issuer=entry.issuer, sub=sub, client_id=entry.client_id)
    visit = Visit(id="", tenant_id=held.tenant_id, actor=ACTOR)
    try:
        content = personal_data.export(runtime(), visit, whose, for_others=sub != held.sub)
    except RegistrationError as error:
        raise NotFound from error
    response = make_response(json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True))
    response.content_type = "application/json; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="person.json"'
    return response


def _asked() -> tuple[OpenSession, Entry, str]:
    """Return the launch, its registration and whom it is about. Raises LaunchError for others' eyes.

    Both pages are asked for by POST where no cookie comes back: the form then brings the session's secret.
    """
    held = launch()
    if held.message_type != PRIVACY or held.for_user is None:
        raise NotFound
    if request.method == "POST":
        check_form_token(FORM)
    if held.for_user != held.sub and not is_administrator(held.roles):
        raise LaunchError(Fault.ADMINS_ONLY)
    entry = runtime().registry.get(held.registration_id)
    if entry is None:
        raise LaunchError(Fault.SESSION_ENDED, "the registration is not active any more")
    return held, entry, held.for_user
