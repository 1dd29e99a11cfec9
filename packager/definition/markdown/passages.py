"""A text with gaps: `[[…]]` in the text below a question's heading."""

from __future__ import annotations

import re
from collections.abc import Callable

from packager.definition.markdown import xml
from packager.definition.markdown.page import Kind, Passage
from packager.definition.markdown.questions import Draft
from packager.document.words import Xhtml

_GAP = re.compile(r"\[\[([^\[\]]*)\]\]")
_HELD_GAP = re.compile(f"{xml.HOLD}([0-9]+){xml.RELEASE}")


def read_passage(draft: Draft, end: int, example: str, take: Callable[[str, int], None]) -> Xhtml | None:
    """Return the text up to line `end` (from 0) with a `<span class="gap">` for each gap; None without any.

    `take` is given what stands in each gap, and its line (from 1). `example` is how a gap is written.
    """
    start, _ = draft.body
    if "[[" in draft.title:
        draft.error("a gap stands in the text below the heading: move it there")
    held = 0

    def hold(found: re.Match[str], number: int) -> str:
        nonlocal held
        held += 1
        take(found[1], number)
        return f"{xml.HOLD}{held}{xml.RELEASE}"

    lines = []
    for index, line in enumerate(draft.page.lines[start:end], start):
        if draft.page.kinds[index] is not Kind.CODE:
            line = _GAP.sub(lambda found, number=index + 1: hold(found, number), line)  # type: ignore[misc]  # a default binds the loop's value
            if "[[" in line or "]]" in line:
                draft.error(f"the brackets of a gap do not pair: write {example}, on one line", index + 1)
        lines.append(line)
    if not held:
        draft.error(f"the question has no gaps: write {example} in the text below it")
        return None
    html = draft.prose(Passage("\n".join(lines), range(start + 1, end + 1)))
    if len(set(_HELD_GAP.findall(html))) != held:
        draft.error("a gap stands in a link's address, a picture or a formula: move it into plain text")
        return None
    return Xhtml(_HELD_GAP.sub(lambda found: f'<span class="gap" data-gap="{found[1]}"></span>', html))
