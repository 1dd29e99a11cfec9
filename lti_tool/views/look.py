"""`/look/…`: the style sheet that packages, the site and the tool share."""

from __future__ import annotations

from flask import Blueprint, Response, send_from_directory

from packager.locations import look_folder

blueprint = Blueprint("look", __name__)


@blueprint.get("/look/unit.css")
def unit_css() -> Response:
    """Return the look of units; it changes with a new version of Poiju only."""
    response = send_from_directory(look_folder(), "unit.css", mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
