"""A book: its first page lists the others and leads to where the person was."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from lti_tool.models import UnitProgress
from lti_tool.runtime import runtime
from lti_tool.services import progress
from lti_tool.views.page import Page
from lti_tool.views.score_state import score_of
from packager.document.units import Book, BookPage
from packager.render.body import render_body


def show(page: Page, row: UnitProgress) -> ResponseReturnValue:
    """Show the book's first page, or the one that `?page=` names, which is remembered."""
    book = page.unit
    assert isinstance(book, Book)
    here = _asked(book)
    held = runtime()
    if here:
        with held.database.write() as session:
            row = progress.open_page(session, page.learner, book, here.id, held.now())
        held.nudge()
    place = book.pages.index(here) if here else -1
    return render_template(
        "lti_tool/learner/book.html",
        page=page,
        here=here,
        body=render_body(page.edition, here.body if here else book.body, page.links),
        before=book.pages[place - 1] if place > 0 else None,
        following=book.pages[place + 1] if place + 1 < len(book.pages) else None,
        kept=next((one for one in book.pages if one.id == row.place), None),
        progress=row,
        score=score_of(page),
    )


def _asked(book: Book) -> BookPage | None:
    """Return the page that the address names. Raises NotFound when the book has no such page."""
    name = request.args.get("page")
    if name is None:
        return None
    found = next((one for one in book.pages if one.id == name), None)
    if found is None:
        raise NotFound
    return found
