"""`/admin/enter/<token>`: a one-time link becomes a session of the admin pages."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template

from lti_tool.runtime import runtime
from lti_tool.services import admin_sessions
from lti_tool.views.admin_door import set_admin_cookie
from lti_tool.views.cookies import sent_to

blueprint = Blueprint("admin_entrance", __name__)


@blueprint.get("/admin/enter/<token>")
def enter(token: str) -> Response:
    """Ask for one click: programs that look at links in messages must not use them up."""
    admin_sessions.check_link(runtime(), token)
    return make_response(render_template("lti_tool/admin/enter.html"))


@blueprint.post("/admin/enter/<token>")
def entered(token: str) -> Response:
    """Use the link up."""
    session_id = admin_sessions.enter(runtime(), token)
    response = sent_to("/admin/", 303)
    set_admin_cookie(response, session_id, int(admin_sessions.LONGEST.total_seconds()))
    return response
