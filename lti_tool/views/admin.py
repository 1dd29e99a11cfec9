"""`/admin/…`: the platforms of a tenant, one registration with its switch, and the log."""

from __future__ import annotations

from typing import Literal, cast

from flask import Response, abort, make_response, render_template, request

from lti_tool.runtime import runtime
from lti_tool.services import admin_sessions, administration
from lti_tool.views.admin_door import admin_blueprint, set_admin_cookie, visit
from lti_tool.views.cookies import sent_to

blueprint = admin_blueprint("admin", __name__)


@blueprint.get("/")
def platforms() -> Response:
    """List the registrations."""
    held = administration.registrations(runtime(), visit())
    return make_response(render_template("lti_tool/admin/platforms.html", registrations=held))


@blueprint.get("/registrations/<int:registration_id>/")
def registration(registration_id: int) -> Response:
    """Show one registration."""
    held = administration.registration(runtime(), visit(), registration_id)
    return make_response(render_template("lti_tool/admin/registration.html", held=held))


@blueprint.post("/registrations/<int:registration_id>/state")
def switch(registration_id: int) -> Response:
    """Switch a registration on or off."""
    status = request.form.get("status")
    if status not in ("active", "disabled"):
        abort(400)
    administration.switch(runtime(), visit(), registration_id, cast(Literal["active", "disabled"], status))
    return sent_to(f"/admin/registrations/{registration_id}/", 303)


@blueprint.post("/registrations/<int:registration_id>/names")
def names(registration_id: int) -> Response:
    """Let teachers see names, or not."""
    wish = request.form.get("names")
    if wish not in ("on", "off"):
        abort(400)
    administration.show_names(runtime(), visit(), registration_id, names=wish == "on")
    return sent_to(f"/admin/registrations/{registration_id}/", 303)


@blueprint.post("/registrations/<int:registration_id>/deployments/<int:row_id>")
def let_in(registration_id: int, row_id: int) -> Response:
    """Approve a deployment."""
    administration.let_in(runtime(), visit(), registration_id, row_id)
    return sent_to(f"/admin/registrations/{registration_id}/", 303)


@blueprint.post("/registrations/<int:registration_id>/people")
def same_people(registration_id: int) -> Response:
    """Say that a registration has the same people as the platform's other ones."""
    administration.say_same_people(runtime(), visit(), registration_id)
    return sent_to(f"/admin/registrations/{registration_id}/", 303)


@blueprint.get("/log")
def actions() -> Response:
    """Show what was done."""
    held = admin_sessions.actions(runtime(), visit())
    return make_response(render_template("lti_tool/admin/log.html", actions=held))


@blueprint.post("/leave")
def leave() -> Response:
    """Log out."""
    admin_sessions.leave(runtime(), visit())
    response = make_response(render_template("lti_tool/admin/left.html"))
    set_admin_cookie(response, "", 0)
    return response
