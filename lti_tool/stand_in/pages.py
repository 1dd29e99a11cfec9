"""Pages of the stand-in: who you are, the course, an activity in its frame, the gradebook, the switches."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from lti_tool.stand_in.course import User
from lti_tool.stand_in.faults import KINDS, PLACES, Kind
from lti_tool.stand_in.launches import platform
from lti_tool.stand_in.members import LINKS, Links
from lti_tool.stand_in.storage import MODES, around

blueprint = Blueprint("pages", __name__)


def _user(user_id: str) -> User:
    user = platform().users.get(user_id)
    if user is None:
        abort(404)
    return user


@blueprint.get("/")
def home() -> str:
    """Choose who to be."""
    return render_template("lti_tool/stand_in/home.html", state=platform())


@blueprint.get("/as/<user_id>/")
def course(user_id: str) -> str:
    """Show the course to a person."""
    return render_template("lti_tool/stand_in/course.html", state=platform(), user=_user(user_id))


@blueprint.get("/as/<user_id>/link/<link_id>")
def activity(user_id: str, link_id: str) -> str:
    """Show an activity in a frame of 600 pixels, the first view that Moodle gives."""
    link = platform().links.get(link_id)
    if link is None:
        abort(404)
    return render_template("lti_tool/stand_in/activity.html", user=_user(user_id), title=link.title,
                           around=around(platform()),
                           source=url_for("launches.launch", user_id=user_id, link_id=link_id))  # fmt: skip


@blueprint.get("/as/<user_id>/picker")
def picker(user_id: str) -> str:
    """Show the tool's picker in a frame."""
    return render_template("lti_tool/stand_in/activity.html", user=_user(user_id), title="Add activities",
                           around=around(platform()),
                           source=url_for("launches.add", user_id=user_id))  # fmt: skip


@blueprint.get("/as/<user_id>/about")
def about(user_id: str) -> str:
    """Show what the tool holds of somebody in a frame."""
    whose = urlencode({"for": request.args.get("for", user_id)})
    return render_template("lti_tool/stand_in/activity.html", user=_user(user_id), title="Data privacy",
                           around=around(platform()),
                           source=f"{url_for('launches.privacy', user_id=user_id)}?{whose}")  # fmt: skip


@blueprint.get("/storage-frame")
def storage_frame() -> str:
    """Show the frame that keeps data for tools."""
    return render_template("lti_tool/stand_in/storage_frame.html", mode=platform().storage)


@blueprint.get("/gradebook")
def gradebook() -> str:
    """Show all grades."""
    teacher = next((user for user in platform().users.values() if user.teaches), None)
    return render_template("lti_tool/stand_in/gradebook.html", state=platform(), teacher=teacher)


@blueprint.get("/faults")
def faults() -> str:
    """Show the switches."""
    return render_template("lti_tool/stand_in/faults.html", state=platform(), places=PLACES, kinds=KINDS,
                           links=LINKS, modes=MODES)  # fmt: skip


@blueprint.post("/faults")
def switch() -> AnyResponse:
    """Put a switch, or all of them back."""
    state, form = platform(), request.form
    if form.get("clear"):
        state.faults.clear()
        state.storage, state.resizes = "", False
    elif form.get("storage") in MODES:
        state.storage, state.resizes = form["storage"], "resizes" in form
    elif form.get("place") in PLACES and form.get("kind") in KINDS:
        state.faults.set(form["place"], cast(Kind, form["kind"]))
    return redirect(url_for("pages.faults"), 303)


@blueprint.post("/people")
def people() -> AnyResponse:
    """Set how the course's people are listed."""
    manners, form = platform().members, request.form
    if form.get("links") in LINKS:
        manners.links = cast(Links, form["links"])
    manners.page = min(form.get("page", 0, type=int), 1000)
    manners.names, manners.differences = "names" in form, "differences" in form
    return redirect(url_for("pages.faults"), 303)


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """Browsers ask for it."""
    return Response(status=204)
