"""Typed answers: words become `shortanswer`, numbers become `numerical`."""

from __future__ import annotations

from decimal import Decimal

from packager.document.questions import Number, Numerical, ShortAnswer
from packager.formats.moodle.questions.base import Asking, Written, plugin
from packager.formats.moodle.questions.choice import RIGHT, WRONG
from packager.formats.moodle.xml import Element, node

_NO_UNITS = 3  # qtype_numerical::UNITNONE


def write_short(question: ShortAnswer, asking: Asking) -> Written:
    """Return a short answer. `*` matches anything in Moodle as in the document; the first match counts."""
    answers = [
        asking.answer(
            accepted.text,
            RIGHT if accepted.right else WRONG,
            asking.with_verdict(accepted.feedback, right=accepted.right),
        )
        for accepted in asking.build.edition.pick(question.answers)
    ]
    if question.when_wrong:
        answers.append(asking.answer("*", WRONG, question.when_wrong))
    return Written(plugin=short_answer(asking, answers, case_sensitive=question.case_sensitive))


def short_answer(asking: Asking, answers: list[Element], *, case_sensitive: bool) -> Element:
    """Return what is `shortanswer`'s own."""
    options = node("shortanswer", {"id": asking.build.ids.new("options")}, usecase=int(case_sensitive))
    return plugin("shortanswer", node("answers", None, *answers), options)


def write_number(question: Numerical, asking: Asking) -> Written:
    """Return a number without units; each known answer has its own tolerance."""
    answers = [(number.tolerance, _known(number, asking)) for number in question.answers]
    if question.when_wrong:  # the star stands for any other number
        answers.append((Decimal(0), asking.answer("*", WRONG, question.when_wrong)))
    new = asking.build.ids.new
    options = node("numerical_option", {"id": new("options")},
                   showunits=_NO_UNITS, unitsleft=0, unitgradingtype=0, unitpenalty="0.1000000")  # fmt: skip
    records = [
        node("numerical_record", {"id": new("options")},
             answer=element.get("id"), tolerance=f"{tolerance:f}")
        for tolerance, element in answers
    ]  # fmt: skip
    return Written(
        plugin=plugin(
            "numerical",
            node("answers", None, *(element for _, element in answers)),
            node("numerical_units"),
            node("numerical_options", None, options),
            node("numerical_records", None, *records),
        )
    )


def _known(number: Number, asking: Asking) -> Element:
    feedback = asking.with_verdict(number.feedback, right=number.right)
    return asking.answer(f"{number.value:f}", RIGHT if number.right else WRONG, feedback)
