"""Quizzes, with their questions in a bank of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from packager.document.quiz_settings import Behaviour, Counts, Moment
from packager.document.units import Quiz
from packager.document.words import Prose
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.activities.quiz_slots import per_page, write_slots
from packager.formats.moodle.build import Build, paragraph
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.gradebook import FULL, Grade
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.questions.bank import add_bank, with_texts
from packager.formats.moodle.texts import about, prose
from packager.formats.moodle.xml import Element, Value, node
from packager.notes import Loss

_GRADE_METHODS: Mapping[Counts, int] = {"best": 1, "average": 2, "first": 3, "last": 4}

_BEHAVIOURS: Mapping[Behaviour, str] = {
    "deferred": "deferredfeedback",
    "immediate": "immediatefeedback",
    "interactive": "interactive",
    "adaptive": "adaptive",
    "adaptive-no-penalty": "adaptivenopenalty",
}

# When a learner sees something (mod_quiz display_options).
_MOMENTS: Mapping[Moment, int] = {"during": 0x10000, "after": 0x01000, "later": 0x00100, "closed": 0x00010}
_ALWAYS = sum(_MOMENTS.values())


def write(unit: Quiz, build: Build, activity: Activity) -> Content:
    """Return a quiz, done with a grade, or with a passing one where there is a pass mark."""
    bank = add_bank(build, activity, unit)
    slots = write_slots(build, activity, unit, bank)
    _note_losses(build, unit)
    intro = about(build, unit) + prose(build, unit.intro, activity.area("intro"), unit.id)
    return Content(
        element=node(
            "quiz", {"id": activity.instance},
            node("quiz_grade_items"),
            slots.instances,
            slots.sections,
            _bands(build, activity, unit),
            name=activity.name, intro=intro, introformat=1, **_settings(unit),
        ),
        completion=Completion(grade=True, pass_grade=unit.passing is not None),
        grade=Grade(passing=unit.passing or 0),
        categories=bank.categories,
        questions=unit.size,
    )  # fmt: skip


def _settings(unit: Quiz) -> dict[str, Value]:
    """Return every setting: what is not written is silently changed by some versions.

    Unless the author says otherwise, the right answer is not shown while the quiz is open: a learner may
    try again, and the feedback of the author explains.
    """
    review = unit.review
    return {
        "timeopen": 0, "timeclose": 0, "timelimit": (unit.time_limit or 0) * 60,
        "overduehandling": "autosubmit", "graceperiod": 0,
        "preferredbehaviour": _BEHAVIOURS[unit.behaviour], "canredoquestions": 0,
        "attempts_number": unit.tries, "attemptonlast": 0, "grademethod": _GRADE_METHODS[unit.counts],
        "decimalpoints": 2, "questiondecimalpoints": -1,
        "reviewattempt": _when(review.attempt) | _MOMENTS["during"],
        "reviewcorrectness": _when(review.correctness), "reviewmaxmarks": _ALWAYS,
        "reviewmarks": _when(review.marks), "reviewspecificfeedback": _when(review.feedback),
        "reviewgeneralfeedback": _when(review.explanation), "reviewrightanswer": _when(review.answers),
        "reviewoverallfeedback": _when(review.result) & ~_MOMENTS["during"],
        "questionsperpage": per_page(unit), "navmethod": "free",
        "shuffleanswers": 1, "sumgrades": f"{_sum_of_marks(unit)}.00000",
        "grade": f"{FULL}.00000", "timecreated": MOMENT, "timemodified": MOMENT, "password": "", "subnet": "",
        "browsersecurity": "-", "delay1": 0, "delay2": 0, "showuserpicture": 0, "showblocks": 0,
        "completionattemptsexhausted": 0, "completionminattempts": 0, "allowofflineattempts": 0,
    }  # fmt: skip


def _when(moments: Iterable[Moment]) -> int:
    return sum(_MOMENTS[moment] for moment in set(moments))


def _sum_of_marks(unit: Quiz) -> int:
    drawn = sum(draw.marks * draw.count for draw in unit.draws)
    return drawn + sum(question.marks for question in unit.questions)


def _note_losses(build: Build, unit: Quiz) -> None:
    for section in unit.sections:
        if section.text and section not in with_texts(unit):
            title = build.edition.text(section.title)
            text = f"the text of the section {title} is left out: Moodle would mix it with its questions"
            build.job.note(Loss.LEFT_OUT, unit, text)
    drawn = [one for pool in build.edition.module.drawable(unit).values() for one in pool]
    if unit.behaviour != "interactive" and any(question.hints for question in (*unit.questions, *drawn)):
        build.job.note(Loss.SETTING_DROPPED, unit, "Moodle shows its hints only with behaviour: interactive")


def _bands(build: Build, activity: Activity, unit: Quiz) -> Element:
    """Return what is said of the whole attempt, by its grade; the highest band ends above the full grade."""
    bands = []
    above = FULL + 1
    for lowest, said in _results(build, unit):
        number = build.ids.new("band")
        where = activity.area("feedback", number)
        text = said if isinstance(said, str) else prose(build, said, where, unit.id)
        bands.append(
            node("feedback", {"id": number}, feedbacktext=text, feedbacktextformat=1,
                 mingrade=f"{lowest}.00000", maxgrade=f"{above}.00000")
        )  # fmt: skip
        above = lowest
    return node("feedbacks", None, *bands)


def _results(build: Build, unit: Quiz) -> Iterator[tuple[int, Prose | str]]:
    """Yield from how many per cent on what is said, the highest first: the author's words, or ours."""
    if unit.results:
        yield from ((result.at_least, result.text) for result in unit.results)
        if unit.results[-1].at_least > 0:
            yield 0, ""
        return
    if unit.passing:
        passed = build.phrase("You passed. The pass mark is %(passing)d per cent.")
        yield unit.passing, paragraph(passed % {"passing": unit.passing})
        missed = build.phrase("You are not there yet. The pass mark is %(passing)d per cent.")
        yield 0, paragraph(missed % {"passing": unit.passing})
        return
    yield 0, ""
