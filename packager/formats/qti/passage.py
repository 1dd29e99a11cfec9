"""A text with gaps, shown once for each gap that is asked."""

from __future__ import annotations

import re

from packager.document.words import Xhtml
from packager.render.checks import GAP


def passage_asking(passage: Xhtml, gap: int) -> Xhtml:
    """Return the passage with its gaps as numbers in brackets, the asked one emphasised."""

    def bracket(found: re.Match[str]) -> str:
        return f"<strong>[{found[1]}]</strong>" if int(found[1]) == gap else f"[{found[1]}]"

    return Xhtml(GAP.sub(bracket, passage))
