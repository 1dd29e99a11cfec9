"""One text out of the same text in several languages, as Moodle's own multi-language filter takes it apart.

The filter (filter_multilang, 4.5 and 5.1) looks for neighbouring spans of the class `multilang`, and takes
each to end at the first `</span>`; so no other span may stand in one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_SPAN = re.compile(r"<(/?)span\b")
_CHOSEN = "|"  # parts the choices of an item of a feedback activity


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
    """Return the choices of an item of a feedback activity, each in all languages.

    They stand in one text, parted by `|`, behind a head such as `r>>>>>` that is the same in all.
    """
    head, _, _ = next(iter(texts.values())).rpartition(">>>>>")
    start = f"{head}>>>>>" if head else ""
    parts = {language: text.removeprefix(start).split(_CHOSEN) for language, text in texts.items()}
    rows = zip(*parts.values(), strict=True)
    return start + _CHOSEN.join(joined(dict(zip(parts, row, strict=True))) for row in rows)
