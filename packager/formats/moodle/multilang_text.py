"""One text out of the same text in several languages, as Moodle's own multi-language filter takes it apart.

The filter (filter_multilang, 4.5 and 5.1) looks for neighbouring spans of the class `multilang`, and takes
each to end at the first `</span>`; so no other span may stand in one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SPAN = re.compile(r"<(/?)span\b")
_CHOICES = re.compile(r"([rcd]>>>>>)(.*?)(<<<<<1)?", re.DOTALL)  # of an item of a feedback activity
_CHOICE = re.compile(r"((?:\d+####)?)(.*)", re.DOTALL)


def joined(texts: Mapping[str, str]) -> str:
    """Return one text: itself where all languages agree, else a span for each language."""
    if len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    return "".join(
        f'<span lang="{language}" class="multilang">{_without_spans(text)}</span>'
        for language, text in texts.items()
    )


def _without_spans(text: str) -> str:
    """Return markup with `bdi`, which says as little as `span` does, in its place."""
    return _SPAN.sub(r"<\1bdi", text)


def joined_choices(texts: Mapping[str, str]) -> str:
    """Return the choices of an item of a feedback activity, each in all languages; a label's text as any.

    Choices stand in one text, parted by `|`, between a head (`r>>>>>`) and perhaps a tail (`<<<<<1`) that are
    the same in all; each may begin with its worth (`2####`).
    """
    found = {language: _CHOICES.fullmatch(text) for language, text in texts.items()}
    parts = {language: one[2].split("|") for language, one in found.items() if one}
    if len(parts) < len(texts):
        return joined(texts)
    rows = (dict(zip(parts, row, strict=True)) for row in zip(*parts.values(), strict=True))
    first = next(one for one in found.values() if one)
    return f"{first[1]}{'|'.join(map(_joined_choice, rows))}{first[3] or ''}"


def _joined_choice(texts: Mapping[str, str]) -> str:
    parts = {language: _CHOICE.fullmatch(text) for language, text in texts.items()}
    worth = next(one[1] for one in parts.values() if one)
    return worth + joined({language: one[2] for language, one in parts.items() if one})
