"""`/look/…`: the style sheet and the script that the site and the tool share."""

from __future__ import annotations

from flask import Blueprint, Response, send_from_directory

from packager.locations import look_folder

blueprint = Blueprint("look", __name__)


@blueprint.get("/look/unit.css")
def unit_css() -> Response:
    """Return the look of units."""
    return _shared("unit.css", "text/css")


@blueprint.get("/look/drag.js")
def drag_js() -> Response:
    """Return the script that lets words be dragged into gaps."""
    return _shared("drag.js", "text/javascript")


def _shared(name: str, media_type: str) -> Response:
    """Return a file that changes with a new version of Poiju only."""
    response = send_from_directory(look_folder(), name, mimetype=media_type)
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
