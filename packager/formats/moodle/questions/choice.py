"""Choices become `multichoice`, statements become `truefalse`."""

from __future__ import annotations

from decimal import Decimal

from packager.document.questions import Choice, TrueFalse
from packager.formats.moodle.questions.base import Asking, Written, plugin
from packager.formats.moodle.xml import node

_SEVEN_PLACES = Decimal("0.0000001")
RIGHT, WRONG = "1.0000000", "0.0000000"


def write_choice(question: Choice, asking: Asking) -> Written:
    """Return a choice. With several right answers each is worth its share and each wrong one takes as
    much away as its share of the wrong ones: all right and none wrong alone gives full marks."""
    rights = sum(option.right for option in question.options)
    wrongs = len(question.options) - rights
    answers = [
        asking.answer(option.text, _fraction(question, option.right, rights, wrongs), option.feedback)
        for option in question.options
    ]
    options = node(
        "multichoice", {"id": asking.build.ids.new("options")},
        layout=0, single=int(not question.multiple), shuffleanswers=int(question.shuffle),
        **asking.combined_feedback(), answernumbering="abc", shownumcorrect=int(question.multiple),
        showstandardinstruction=1,
    )  # fmt: skip
    return Written(plugin=plugin("multichoice", node("answers", None, *answers), options))


def _fraction(question: Choice, right: bool, rights: int, wrongs: int) -> str:
    if not question.multiple:
        return RIGHT if right else WRONG
    return share(rights) if right else f"-{share(wrongs)}"


def share(parts: int) -> str:
    """Return one part of the whole with seven places.

    Up to ten parts this is a value of Moodle's own list (`question_bank::fraction_options`), which its
    editing form demands.
    """
    return str((Decimal(1) / parts).quantize(_SEVEN_PLACES))


def write_true_false(question: TrueFalse, asking: Asking) -> Written:
    """Return a statement; Moodle shows the two words in its own language."""
    said_true = asking.with_verdict(question.feedback_true, right=question.answer)
    said_false = asking.with_verdict(question.feedback_false, right=not question.answer)
    true = asking.answer("True", RIGHT if question.answer else WRONG, said_true)
    false = asking.answer("False", WRONG if question.answer else RIGHT, said_false)
    options = node(
        "truefalse", {"id": asking.build.ids.new("options")},
        trueanswer=true.get("id"), falseanswer=false.get("id"), showstandardinstruction=1,
    )  # fmt: skip
    return Written(
        plugin=plugin("truefalse", node("answers", None, true, false), options), penalty="1.0000000"
    )
