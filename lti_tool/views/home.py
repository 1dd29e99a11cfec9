"""`/s/<id>/`: where a launch without a unit that we know arrives."""

from __future__ import annotations

from flask import make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from lti_tool.errors import Fault, LaunchError
from lti_tool.views.door import launch, linked_path, session_blueprint

blueprint = session_blueprint("home", __name__)


@blueprint.get("/")
def home() -> ResponseReturnValue:
    """Go to the launch's page, or say what is missing and what a teacher does about it."""
    held = launch()
    if held.message_type == "LtiDeepLinkingRequest":
        return redirect(f"/s/{held.id}/pick", 303)
    if held.unit_key is None:
        return make_response(render_template("lti_tool/no_unit.html", is_teacher=held.is_teacher))
    linked = linked_path(held.id, held.unit_key)
    if linked is None:
        raise LaunchError(Fault.UNIT_UNKNOWN, held.unit_key)
    return redirect(linked, 303)
