"""The kinds of question, one row each."""

from __future__ import annotations

from packager.definition.markdown.arranging import read_matching, read_ordering
from packager.definition.markdown.choosing import read_choice, read_true_false
from packager.definition.markdown.dragging import read_drag
from packager.definition.markdown.gaps import read_gaps
from packager.definition.markdown.questions import KindOfQuestion
from packager.definition.markdown.typed import read_essay, read_numerical, read_short

KINDS: dict[str, KindOfQuestion] = {
    row.name: row
    for row in (
        KindOfQuestion("choice", read_choice, classes=frozenset({"keep-order"})),
        KindOfQuestion("true-false", read_true_false),
        KindOfQuestion("short", read_short, classes=frozenset({"case"})),
        KindOfQuestion("number", read_numerical, keys=frozenset({"tolerance"})),
        KindOfQuestion("match", read_matching),
        KindOfQuestion("order", read_ordering),
        KindOfQuestion("gaps", read_gaps, classes=frozenset({"case", "keep-order"})),
        KindOfQuestion("essay", read_essay, keys=frozenset({"words"})),
        KindOfQuestion("drag", read_drag),
    )
}
