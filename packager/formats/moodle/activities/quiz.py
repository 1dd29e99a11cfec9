"""Quizzes, with their questions in a bank of their own."""

from __future__ import annotations

from packager.document.units import Quiz
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.activities.quiz_slots import PER_PAGE, slots
from packager.formats.moodle.build import Build, paragraph
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.gradebook import FULL, Grade
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.questions.bank import add_bank
from packager.formats.moodle.texts import about, prose
from packager.formats.moodle.xml import Element, Value, node

_GRADE_METHODS = {"best": 1, "last": 4}  # QUIZ_GRADEHIGHEST, QUIZ_ATTEMPTLAST

# What a learner sees when (mod_quiz display_options): during, right after, later while open, after closing.
_ALWAYS = 0x11110
_AFTER_AN_ATTEMPT = 0x01110
_AFTER_CLOSING = 0x00010


def write(unit: Quiz, build: Build, activity: Activity) -> Content:
    """Return a quiz, done with a grade, or with a passing one where there is a pass mark."""
    bank = add_bank(build, activity, unit)
    intro = about(build, unit) + prose(build, unit.intro, activity.area("intro"), unit.id)
    return Content(
        element=node(
            "quiz", {"id": activity.instance},
            node("quiz_grade_items"),
            slots(build, activity, unit, bank),
            _sections(build, unit),
            _bands(build, unit),
            name=activity.name, intro=intro, introformat=1, **_settings(unit),
        ),
        completion=Completion(grade=True, pass_grade=unit.passing is not None),
        grade=Grade(passing=unit.passing or 0),
        categories=bank.categories,
        questions=unit.size,
    )  # fmt: skip


def _settings(unit: Quiz) -> dict[str, Value]:
    """Return every setting: what is not written is silently changed by some versions.

    The right answer is not shown while the quiz is open: a learner may try again, and the feedback of
    the author explains.
    """
    return {
        "timeopen": 0, "timeclose": 0, "timelimit": 0, "overduehandling": "autosubmit", "graceperiod": 0,
        "preferredbehaviour": "deferredfeedback", "canredoquestions": 0, "attempts_number": unit.tries,
        "attemptonlast": 0, "grademethod": _GRADE_METHODS[unit.counts], "decimalpoints": 2,
        "questiondecimalpoints": -1, "reviewattempt": _ALWAYS, "reviewcorrectness": _ALWAYS,
        "reviewmaxmarks": _ALWAYS, "reviewmarks": _ALWAYS, "reviewspecificfeedback": _ALWAYS,
        "reviewgeneralfeedback": _ALWAYS, "reviewrightanswer": _AFTER_CLOSING,
        "reviewoverallfeedback": _AFTER_AN_ATTEMPT, "questionsperpage": PER_PAGE, "navmethod": "free",
        "shuffleanswers": 1, "sumgrades": f"{_sum_of_marks(unit)}.00000",
        "grade": f"{FULL}.00000", "timecreated": MOMENT, "timemodified": MOMENT, "password": "", "subnet": "",
        "browsersecurity": "-", "delay1": 0, "delay2": 0, "showuserpicture": 0, "showblocks": 0,
        "completionattemptsexhausted": 0, "completionminattempts": 0, "allowofflineattempts": 0,
    }  # fmt: skip


def _sum_of_marks(unit: Quiz) -> int:
    drawn = sum(draw.marks * draw.count for draw in unit.draws)
    return drawn + sum(question.marks for question in unit.questions)


def _sections(build: Build, unit: Quiz) -> Element:
    section = node("section", {"id": build.ids.new("band")},
                   firstslot=1, heading="", shufflequestions=int(unit.shuffle))  # fmt: skip
    return node("sections", None, section)


def _bands(build: Build, unit: Quiz) -> Element:
    """Return what is said of the whole attempt, by its grade; the highest band ends above the full grade."""
    if not unit.passing:
        bands = [("", 0, FULL + 1)]
    else:
        passed = build.phrase("You passed. The pass mark is %(passing)d per cent.") % {
            "passing": unit.passing
        }
        missed = build.phrase("You are not there yet. The pass mark is %(passing)d per cent.") % {
            "passing": unit.passing
        }
        bands = [(passed, unit.passing, FULL + 1), (missed, 0, unit.passing)]
    return node(
        "feedbacks",
        None,
        *(
            node("feedback", {"id": build.ids.new("band")}, feedbacktext=paragraph(said),
                 feedbacktextformat=1, mingrade=f"{lowest}.00000", maxgrade=f"{above}.00000")
            for said, lowest, above in bands
        ),
    )  # fmt: skip
