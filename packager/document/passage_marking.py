"""Marking of texts with gaps."""

from __future__ import annotations

from fractions import Fraction

from packager.document.marks import Marked, Part, Response, field_name, first_value, said, shares
from packager.document.presented import gap_options, word_codes
from packager.document.questions import Drag, Gaps
from packager.document.typed_text import folded
from packager.document.words import in_language


def mark_gaps(question: Gaps, response: Response, language: str) -> Marked:
    """Mark gaps by the share of right ones, each typed or chosen from its list."""
    parts = []
    for count, gap in enumerate(question.gaps, 1):
        field = field_name(question, count)
        if gap.options:
            known = {str(code): option for code, option in gap_options(question, count)}
            value = first_value(response, field)
            if chosen := known.get(value):
                parts.append(Part(field, value, chosen.right, said(chosen.feedback, language)))
            continue
        given = folded(first_value(response, field), case_sensitive=question.case_sensitive)
        accepted = (
            folded(word, case_sensitive=question.case_sensitive)
            for word in in_language(gap.accepted, language)
        )
        if given:
            parts.append(Part(field, given, given in accepted))
    return Fraction(sum(part.right for part in parts), len(question.gaps)), tuple(parts)


def mark_drag(question: Drag, response: Response, language: str) -> Marked:
    """Mark gaps by the share of those that hold their word."""
    codes = word_codes(question)
    fields = [field_name(question, gap) for gap in range(1, len(question.gaps) + 1)]
    return shares(response, fields, [str(codes[word]) for word in question.gaps])
