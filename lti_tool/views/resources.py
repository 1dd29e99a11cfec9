"""Units to look things up in, to take along, to hear or to see."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from lti_tool.models import UnitProgress
from lti_tool.views.page import Page
from lti_tool.views.score_state import score_of
from packager.document.folder import Folder
from packager.document.glossary import Glossary
from packager.document.media import Media
from packager.render.body import render_body
from packager.render.folder import file_list
from packager.render.glossary import glossary_page
from packager.render.media import player

_MOMENT = "t-"
"""How a place begins that is a moment of a film or sound, in seconds."""


def show_glossary(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show a glossary; it is done when it has been seen to its end, or by the person's word."""
    unit = page.unit
    assert isinstance(unit, Glossary)
    return render_template(
        "lti_tool/learner/glossary.html",
        page=page,
        body=glossary_page(page.edition, unit, page.links),
        progress=row,
        score=score_of(page),
        left=0,
    )


def show_folder(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show a folder's files to download; it is done by the person's word."""
    unit = page.unit
    assert isinstance(unit, Folder)
    return render_template(
        "lti_tool/learner/folder.html",
        page=page,
        body=render_body(page.edition, unit.body, page.links),
        files=file_list(page.edition, unit, lambda path: _download(page, path)),
        progress=row,
        score=score_of(page),
    )


def _download(page: Page, path: str) -> str | None:
    address = page.links.asset(path)
    return f"{address}?download=1" if address else None


def show_media(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show a film or sound; it is done when it has been played to its end, or by the person's word."""
    unit = page.unit
    assert isinstance(unit, Media)
    return render_template(
        "lti_tool/learner/media.html",
        page=page,
        player=player(page.edition, unit, page.links),
        body=render_body(page.edition, unit.body, page.links),
        begun=row.place.removeprefix(_MOMENT) if row.place.startswith(_MOMENT) else "",
        progress=row,
        score=score_of(page),
        left=0,
    )
