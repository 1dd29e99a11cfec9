"""Assignments of the sample: a rubric for its canvas, and a report with a guide and everything set."""

from __future__ import annotations

from decimal import Decimal

from packager.document.blocks import Text
from packager.document.grading_schemes import Criterion, Guide, GuideCriterion, Level, Rubric
from packager.document.handing_in import Dates, FileRules, HandingIn
from packager.document.moments import Moment
from packager.document.units import Assignment
from packager.document.words import Xhtml
from tests.support.sample_settings import EVE, after_start
from tests.support.sample_words import ID, LANGUAGES, words

WORK = HandingIn(
    files=FileRules(most=3, megabytes=10, types=("pdf", "docx")),
    dates=Dates(
        opens=after_start(), due=after_start(days=14, hours=23, minutes=59), closes=after_start(days=21),
        marked=Moment(at=EVE),
    ),
    word_limit=350, feedback=("comments", "file", "annotation"), tries=3, reopen="at-once", team="all",
)  # fmt: skip


def rubric() -> Rubric:
    """Return a rubric whose criteria have levels of different points."""
    return Rubric(
        criteria=(
            Criterion(
                text=words("One verb <em>"), serves=("LO2",),
                levels=(
                    Level(points=Decimal(0), text=words("None")),
                    Level(points=Decimal("2.5"), text=words('Not seen & "vague"')),
                    Level(points=Decimal(4), text=words("Seen")),
                ),
            ),
            Criterion(
                text=words("Condition"),
                levels=(
                    Level(points=Decimal(0), text=words("None")),
                    Level(points=Decimal(1), text=words("Whole")),
                ),
            ),
        )
    )  # fmt: skip


def guide() -> Guide:
    """Return a guide with a word for the marker and a comment."""
    return Guide(
        criteria=(
            GuideCriterion(
                name=words("Sources"), points=Decimal(6), text=words("Two < three & named"),
                marking=words("Look at the years."), serves=("LO2",),
            ),
            GuideCriterion(name=words("Language"), points=Decimal("1.5"), text=words("Plain")),
        ),
        comments=(words("Name the year."), words("Write <shorter>.")),
    )  # fmt: skip


def report() -> Assignment:
    """Return an assignment that asks for all that can be asked."""
    body = {language: (Text(html=Xhtml(f"<p>Report, {language}.</p>")),) for language in LANGUAGES}
    return Assignment(
        id="report", key=f"{ID}/report", title=words("Report"), minutes=60, serves=("LO2",), body=body,
        words=300, work=WORK, scheme=guide(), passing=50,
    )  # fmt: skip
