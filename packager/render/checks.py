"""A question as text that opens: for a Moodle page, a cartridge and paper, where nothing can be answered."""

from __future__ import annotations

import re

from markupsafe import Markup

from packager.document.edition import Edition
from packager.document.presented import gap_options, item_codes, right_sides, word_codes
from packager.document.questions import Drag, Gaps, Ordering, Question
from packager.document.references import Links, resolve
from packager.document.words import Prose, Xhtml
from packager.render.environment import environment
from packager.render.phrases import phrase

MACROS = {
    "choice": "choice",
    "true-false": "true_false",
    "short": "short",
    "number": "number",
    "match": "match",
    "order": "order",
    "gaps": "gaps",
    "essay": "essay",
    "drag": "drag",
}
"""Kind of question → the names of its macros in `unit/check.html`: `asked_<name>` and `answer_<name>`."""

GAP = re.compile(r'<span class="gap" data-gap="(\d+)"\s*(?:/>|></span>)')
"""The place of a gap in a passage; group 1 is its number."""


def details(edition: Edition, question: Question, links: Links) -> Markup:
    """Return a self-check as static XHTML: the question, then `<details>` with answers and feedback.

    It needs neither scripts nor a style sheet. Its heading is `h3`, below a page's `h2`.
    """
    template = environment(edition.language).get_template("unit/check.html")
    macro = MACROS[question.kind]
    context = template.make_module(
        {
            "edition": edition,
            "html": lambda xhtml: Markup(resolve(xhtml, links)),  # the document's XHTML is sanitised
            "phrase": phrase,
            "mixed": _mixed,
            "right_sides": right_sides,
            "blanked": _blanked,
            "gap_options": gap_options,
            "words_to_drag": _words_to_drag,
        }
    )
    shown = context.details  # type: ignore[attr-defined]  # a macro of the template
    asked, answer = getattr(context, f"asked_{macro}"), getattr(context, f"answer_{macro}")
    return Markup(shown(question, asked(question), answer(question)))


def _mixed(question: Ordering) -> list[Prose]:
    """Return the items of an ordering question in an order that does not tell the right one."""
    ranked = zip(item_codes(question), question.items, strict=True)
    return [item for _, item in sorted(ranked, key=lambda one: one[0])]


def _words_to_drag(question: Drag, edition: Edition) -> list[list[str]]:
    """Return the words of each group, in an order that does not tell their places."""
    groups: dict[int, list[str]] = {}
    for _, word in sorted(zip(word_codes(question), question.words, strict=True), key=lambda one: one[0]):
        groups.setdefault(edition.pick(word.group), []).append(edition.text(word.text))
    return [groups[number] for number in sorted(groups)]


def _blanked(question: Gaps | Drag, edition: Edition) -> Xhtml:
    """Return the passage with its gaps numbered: `(1) ______`."""
    return Xhtml(GAP.sub(r"<strong>(\1) ______</strong>", edition.html(question.passage)))
