"""A lesson's body as XHTML: the same for a page in Moodle, in a cartridge, on the site and in the tool.

What differs is given by the caller: where links lead (`Links`) and how a self-check looks
(`ShowCheck`: text that opens, a form, …).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from packager.document.blocks import Body, Check
from packager.document.edition import Edition
from packager.document.questions import Question
from packager.document.references import Links, references, resolve
from packager.document.texts import texts_of
from packager.document.words import Xhtml
from packager.render.environment import environment

ShowCheck = Callable[[Question], Markup]


def _no_check(question: Question) -> Markup:
    raise AssertionError(f"the self-check {question.id} stands outside a lesson")


def render_body(
    edition: Edition,
    body: Body,
    links: Links,
    show_check: ShowCheck = _no_check,
    checks: tuple[Question, ...] = (),
    *,
    explain: bool = True,
    folded: bool = False,
) -> Markup:
    """Return a body with its references resolved and the terms that it uses explained at its end.

    `explain=False` leaves the terms to a page on which more text follows. A text alternative stands
    open, or is `folded` where the platform plays what it tells.
    """
    shown = _Shown(explain=explain, folded=folded)
    if not checks:  # then formats differ by their links alone
        key = ("body", id(body), shown)  # kept with the body itself, so that no later one gets its number
        _, html = edition.once(key, lambda: (body, _rendered(edition, body, Markup, show_check, (), shown)))
        return resolved(Xhtml(html), links)
    return _rendered(edition, body, lambda html: resolved(html, links), show_check, checks, shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    explain: bool
    folded: bool


def _rendered(
    edition: Edition,
    body: Body,
    html: Callable[[Xhtml], Markup],
    show_check: ShowCheck,
    checks: tuple[Question, ...],
    shown: _Shown,
) -> Markup:
    blocks = edition.blocks(body)
    by_id = {question.id: question for question in checks}
    template = environment(edition.language).get_template("unit/body.html")
    return Markup(  # the template escapes; what it marks safe is the document's sanitised XHTML
        template.render(
            blocks=blocks,
            folded=shown.folded,
            terms=[
                (one, edition.module.terms[one]) for one in used_terms(edition, body, checks) if shown.explain
            ],
            edition=edition,
            html=html,
            check=lambda block: show_check(by_id[block.question]),
        )
    )


def used_terms(edition: Edition, body: Body, checks: tuple[Question, ...] = ()) -> tuple[str, ...]:
    """Return the terms that a body and its self-checks use, in order: those that its end explains."""
    by_id = {question.id: question for question in checks}
    used = dict.fromkeys(
        target
        for block in edition.blocks(body)
        for text in texts_of(
            by_id[block.question] if isinstance(block, Check) else block.html, edition.language
        )
        for scheme, target in references(text)
        if scheme == "term"
    )
    return tuple(used)


def resolved(html: Xhtml, links: Links) -> Markup:
    """Return a piece of the document's markup, which is sanitised, with its references resolved."""
    return Markup(resolve(html, links))
