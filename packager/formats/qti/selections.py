"""Choices that stand in for what the profile cannot ask: one of several texts, a claim of two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from packager.document.words import Xhtml
from packager.formats.qti.asked import Asked, paragraph, quoted
from packager.formats.qti.items import NOTHING, Label, Selection

FEWEST_LABELS = 3
"""The profile's multiple choice has at least three labels (Schematron rule 4d)."""


def claim_labels(
    asked: Asked, *, right: bool, feedbacks: tuple[Xhtml, Xhtml] = (NOTHING, NOTHING)
) -> Selection:
    """Return the two labels of a claim. Moodle's import dies on other idents than `true` and `false`."""
    return Selection(
        profile="true_false",
        labels=(
            Label(ident="true", html=Xhtml(asked.phrase("True")), right=right, feedback=feedbacks[0]),
            Label(ident="false", html=Xhtml(asked.phrase("False")), right=not right, feedback=feedbacks[1]),
        ),
    )


def one_of(
    asked: Asked, texts: Sequence[str], right: str, feedbacks: Mapping[str, Xhtml] | None = None
) -> Selection:
    """Return a choice among plain texts; a claim about the first where there are too few for a choice."""
    said = feedbacks or {}
    if len(texts) < FEWEST_LABELS:
        first, second = (said.get(text, NOTHING) for text in texts)
        return claim_labels(asked, right=right == texts[0], feedbacks=(first, second))
    labels = [
        Label(ident=f"a{number}", html=paragraph(text), right=text == right, feedback=said.get(text, NOTHING))
        for number, text in enumerate(texts, 1)
    ]
    return Selection(profile="multiple_choice", labels=tuple(asked.mixed(labels)), shuffle=True)


def claim_of_two(asked: Asked, texts: Sequence[str]) -> Xhtml:
    """Return the claim that `one_of` asks about; nothing where there are enough texts for a choice."""
    if len(texts) >= FEWEST_LABELS:
        return NOTHING
    claim = asked.phrase("True or false: this is the right answer.")
    return Xhtml(paragraph(claim) + quoted(paragraph(texts[0])))
