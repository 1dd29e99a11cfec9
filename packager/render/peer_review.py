"""A peer review as text: its criteria as a table, what authors and reviewers do, and when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from markupsafe import Markup

from packager.document.blocks import Body, Text
from packager.document.edition import Edition
from packager.document.moments import Moment
from packager.document.peer_review import PeerReview
from packager.document.words import Xhtml
from packager.render.assignments import scheme_part
from packager.render.environment import environment, translations
from packager.render.facts import listed
from packager.render.moments import moment_words


class Prosaic(Protocol):
    """A unit with a body."""

    @property
    def body(self) -> Body:
        """Its text."""


def peer_review_text(edition: Edition, unit: PeerReview) -> Body:
    """Return the task with everything below it, in the edition's language."""
    return edition.once(("peer review", unit.key), lambda: _text(edition, unit))


def _text(edition: Edition, unit: PeerReview) -> Body:
    page = environment(edition.language).get_template("unit/peer_review.html")
    below = Xhtml(
        page.render(  # the template escapes; what it marks safe is the document's sanitised XHTML, unresolved
            edition=edition,
            unit=unit,
            criteria=scheme_part(edition, unit.scheme),
            authors=listed(author_sentences(edition, unit)),
            reviewers=listed(reviewer_sentences(edition, unit)),
            html=Markup,
        ).strip()
    )
    return {edition.language: (*edition.blocks(unit.body), Text(html=below))}


def whole_body(edition: Edition, unit: Prosaic) -> Body:
    """Return all that a unit of prose says, in the edition's language at least."""
    return peer_review_text(edition, unit) if isinstance(unit, PeerReview) else unit.body


def author_sentences(edition: Edition, unit: PeerReview) -> Iterator[str]:
    """Yield what is handed in, and when."""
    phrases = translations(edition.language)
    if set(unit.submit) == {"text", "file"}:
        yield phrases.gettext("Hand in a text, a file, or both.")
    elif "file" in unit.submit:
        yield phrases.gettext("Hand in a file.")
    else:
        yield phrases.gettext("Hand in a text.")
    if "file" in unit.submit and unit.attachments > 1:
        yield phrases.ngettext("At most %(num)s file.", "At most %(num)s files.", unit.attachments) % {
            "num": unit.attachments
        }
    if unit.words:
        yield phrases.ngettext("Write about %(num)s word.", "Write about %(num)s words.", unit.words) % {
            "num": unit.words
        }
    if unit.passing is not None:
        yield phrases.gettext("The pass mark is %(passing)d per cent.") % {"passing": unit.passing}
    when = _when(edition, unit.phases.work_from, unit.phases.work_until)
    if when:
        yield phrases.gettext("Work is handed in %(when)s.") % {"when": when}


def reviewer_sentences(edition: Edition, unit: PeerReview) -> Iterator[str]:
    """Yield how much one assesses, what it is worth, and when."""
    phrases = translations(edition.language)
    yield phrases.ngettext(
        "You assess the work of %(num)s other learner.",
        "You assess the work of %(num)s other learners.",
        unit.reviews,
    ) % {"num": unit.reviews}
    if unit.self_review:
        yield phrases.gettext("You assess your own work, too.")
    yield phrases.gettext("Of 100 points, %(work)d are for your work and %(rest)d for how you assess.") % {
        "work": unit.weight,
        "rest": 100 - unit.weight,
    }
    when = _when(edition, unit.phases.reviews_from, unit.phases.reviews_until)
    if when:
        yield phrases.gettext("Work is assessed %(when)s.") % {"when": when}


def _when(edition: Edition, since: Moment | None, until: Moment | None) -> str:
    phrases = translations(edition.language)
    said = []
    if since is not None:
        words = moment_words(since, edition.language)
        said.append(phrases.gettext("not before %(moment)s") % {"moment": words})
    if until is not None:
        words = moment_words(until, edition.language)
        said.append(phrases.gettext("only before %(moment)s") % {"moment": words})
    return ", ".join(said)
