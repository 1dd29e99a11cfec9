"""A peer review: its row of `module.yaml`, its task, and the criteria that learners assess by."""

from __future__ import annotations

from decimal import Decimal

from packager.definition.markdown.body import WrittenUnit
from packager.definition.markdown.pen import Pen
from packager.definition.markdown.scheme_agreement import join_schemes
from packager.definition.markdown.schemes import SCHEMES
from packager.definition.markdown.structure import ASIDES
from packager.definition.models.peer_review import PeerReviewRow
from packager.definition.scope import Scope
from packager.definition.unit_parts import BLOCKS, Pens, Texts, common_fields, plain_texts
from packager.document.grading_schemes import Guide, Rubric
from packager.document.peer_review import PeerReview, Phases
from packager.document.words import Prose

MOST_POINTS = 100
"""What one criterion may be worth: Moodle's workshop counts whole points up to 100."""


def read_peer_review(raw: PeerReviewRow, pens: Pens, scope: Scope) -> PeerReview:
    """Return the unit; a text without criteria is reported."""
    texts = plain_texts(pens, (*BLOCKS, *SCHEMES, *ASIDES))
    for language, text in texts.items():
        _check_scheme(pens[language], text)
    common = common_fields(raw, pens, texts, scope)
    return PeerReview(
        **common,
        body={language: text.blocks for language, text in texts.items()},
        scheme=join_schemes(
            {language: text.scheme for language, text in texts.items()}, common["files"], scope.problems
        ),
        reviewing=_aside(texts, "reviewing"),
        conclusion=_aside(texts, "conclusion"),
        submit=tuple(raw.submit),
        attachments=raw.attachments,
        words=raw.words,
        reviews=raw.reviews,
        self_review=raw.self_review,
        weight=raw.weight,
        passing=raw.passing,
        phases=Phases(**dict(raw.phases)),
    )


def _aside(texts: Texts, name: str) -> Prose | None:
    found = {language: text.asides[name] for language, text in texts.items() if name in text.asides}
    return found or None


def _check_scheme(pen: Pen, text: WrittenUnit) -> None:
    """Report criteria that are missing, and what only a teacher's marking has."""
    scheme = text.scheme
    if scheme is None:
        pen.incomplete(
            1, "block", "nobody knows what to look at: write the criteria, as ::: rubric or ::: guide"
        )
    elif isinstance(scheme, Guide):
        for one in scheme.criteria:
            _check_points(pen, one.line, one.points)
            if one.marking:
                pen.error(one.line, "table", "a peer review has no marker: leave the fourth column out")
        if scheme.comments:
            pen.error(
                scheme.criteria[-1].line if scheme.criteria else 1,
                "block",
                "comments to choose from are for markers: take those below the table away",
            )
    else:
        _check_levels(pen, scheme)


def _check_levels(pen: Pen, rubric: Rubric) -> None:
    for one in rubric.criteria:
        for level in one.levels:
            _check_points(pen, one.line, level.points)


def _check_points(pen: Pen, line: int, points: Decimal) -> None:
    if points != points.to_integral_value() or points > MOST_POINTS:
        pen.error(
            line,
            "table",
            f"{points.normalize():f} points: in a peer review they are whole, {MOST_POINTS} at most",
        )
