"""Several modules in one course: the sample, and a second one that shares names with it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from packager.document.assets import Asset
from packager.document.badge import Badge
from packager.document.blocks import Text
from packager.document.course import Course, Part
from packager.document.credential import Workload
from packager.document.grading import GradeGroup, Grading
from packager.document.module import Module, Section
from packager.document.picture import Picture
from packager.document.units import Assignment, Lesson, Quiz
from packager.document.words import Xhtml
from tests.support.sample import ID, LANGUAGES, credential, make_asset, png, questions, sample_module, words

SECOND = "fi.example.second"
COURSE = "fi.example.path"
UNITS = ("outcomes", "reading", "handout", "guide", "canvas", "talk", "quiz", "ward")
"""What the first module has of the sample: enough for a course, and the same when the sample grows."""


def second_module(folder: Path, **changes: Any) -> Module:
    """Return a module whose units, sections and media are called as the sample's, and link to it."""
    medal = badge_picture(folder)
    figure = make_asset(folder / "second", "media/figure.png", "image/png", png(3, 3))

    def common(unit_id: str) -> dict[str, Any]:
        return {
            "id": unit_id,
            "key": f"{SECOND}/{unit_id}",
            "title": words(f"Second {unit_id}"),
            "minutes": 10,
        }

    html = Xhtml(
        f'<p>Back to <a href="unit:{ID}/quiz">the first quiz</a>, on to '
        f'<a href="unit:{SECOND}/canvas">work</a>, <a href="unit:fi.example.absent/far">far away</a>. '
        '<img src="asset:media/figure.png" alt="A box"/></p>'
    )
    body = {language: (Text(html=html),) for language in LANGUAGES}
    fields: dict[str, Any] = {
        "id": SECOND,
        "version": "2.0.0",
        "title": words("Second module"),
        "summary": words("What comes next."),
        "sections": (
            Section(
                id="learn",
                title=words("Learn"),
                units=(Lesson(**common("outcomes"), serves=("LO1",), body=body),),
            ),
            Section(
                id="finish",
                title=words("Finish"),
                units=(
                    Assignment(**common("canvas"), serves=("LO2",), after=("outcomes",), body=body),
                    Quiz(**common("quiz"), serves=("LO1",), intro=dict.fromkeys(LANGUAGES, Xhtml("")),
                         questions=questions()[:2], passing=60),
                ),
            ),
        ),
        "credential": replace(credential(), workload=Workload(hours=Decimal("2.5"))),
        "assets": {figure.path: figure, medal.path: medal},
        "badge": Badge(
            name=words("Second badge"),
            description=words("For those who go on."),
            picture=Picture(asset=dict.fromkeys(LANGUAGES, medal.path), alt=words("A medal")),
        ),
    }  # fmt: skip
    return replace(sample_module(folder / "second"), **{**fields, **changes})


def full_module(folder: Path) -> Module:
    """Return the sample with a picture, keywords, groups of grades, and a badge for two of its units."""
    picture = Picture(asset=dict.fromkeys(LANGUAGES, "media/figure.png"), alt=words("Three boxes"))
    keywords = {language: ("Workload", f"level ({language})", "Teacher") for language in LANGUAGES}
    module = sample_module(folder)
    return replace(
        module,
        sections=tuple(
            replace(section, units=tuple(unit for unit in section.units if unit.id in UNITS))
            for section in module.sections
        ),
        picture=picture,
        keywords=keywords,
        grading=grading(),
        badge=Badge(units=("canvas", "quiz")),
    )


def badge_picture(folder: Path) -> Asset:
    """Return a square picture for a badge."""
    return make_asset(folder / "second", "media/badge.png", "image/png", png(120, 120))


def grading() -> Grading:
    """Return two groups that weigh against each other, one grade that counts twice and one that is hidden."""
    return Grading(
        groups=(
            GradeGroup(id="work", title=words("Work"), units=("canvas",), weight=Decimal(60), passing=50),
            GradeGroup(id="tests", title=words("Tests"), units=("quiz",), weight=Decimal(40)),
        ),
        weights={"canvas": Decimal(2)},
        hidden=("quiz",),
        passing=55,
    )


def sample_course(folder: Path, **changes: Any) -> Course:
    """Return both modules as a path; `changes` replace fields of the course."""
    fields: dict[str, Any] = {
        "id": COURSE,
        "version": "1.0.0",
        "languages": LANGUAGES,
        "title": words("A path"),
        "summary": words("Two modules after each other."),
        "audience": ("manager",),
        "badge": Badge(name=words("The whole path")),
        "parts": (
            Part(module=full_module(folder), folder="sample"),
            Part(module=second_module(folder), folder="second"),
        ),
    }
    return Course(**{**fields, **changes})
