"""What a learner arranges: pairs become `match`, sequences become `ordering`."""

from __future__ import annotations

from packager.document.questions import Matching, Ordering, Pair
from packager.document.words import Words
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.questions.base import HTML, Asking, Written, plugin
from packager.formats.moodle.xml import Element, node

_ALL_ITEMS = 0
_BY_PLACE = 0  # GRADING_ABSOLUTE_POSITION: every item in its own place counts


def write_match(question: Matching, asking: Asking) -> Written:
    """Return pairs; a right side that belongs to none has an empty left side."""
    options = node(
        "matchoptions", {"id": asking.build.ids.new("options")},
        shuffleanswers=1, **asking.combined_feedback(), shownumcorrect=1,
    )  # fmt: skip
    matches = [_pair(pair, asking) for pair in question.pairs]
    matches += [_match(asking.build.ids.new("answer"), "", words, asking) for words in question.distractors]
    return Written(plugin=plugin("match", options, node("matches", None, *matches)))


def _pair(pair: Pair, asking: Asking) -> Element:
    number = asking.build.ids.new("answer")
    left = asking.html(pair.left, "subquestion", number, "qtype_match")
    return _match(number, left, pair.right, asking)


def _match(number: int, left: str, right: Words, asking: Asking) -> Element:
    # The menu of right sides goes through format_string(), which takes a bare "<" for a tag.
    text = as_words(asking.build.edition.text(right).replace("<", "&lt;").replace(">", "&gt;"))
    return node("match", {"id": number}, questiontext=left, questiontextformat=HTML, answertext=text)


def write_order(question: Ordering, asking: Asking) -> Written:
    """Return a sequence; the place of an item is what Moodle keeps as its fraction."""
    answers = [asking.answer(item, f"{place}.0000000") for place, item in enumerate(question.items, start=1)]
    options = node(
        "ordering", {"id": asking.build.ids.new("options")},
        layouttype=0, selecttype=_ALL_ITEMS, selectcount=len(question.items), gradingtype=_BY_PLACE,
        showgrading=1, numberingstyle="none", **asking.combined_feedback(), shownumcorrect=1,
    )  # fmt: skip
    return Written(plugin=plugin("ordering", node("answers", None, *answers), options))
