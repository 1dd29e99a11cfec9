"""What the course itself is told: its picture and its tags."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packager.document.institution import Institution, Logo
from packager.document.module import Module
from packager.document.settings import Settings
from tests.support.moodle_package import MoodlePackage, texts
from tests.support.sample import make_asset, png, sample_module, words
from tests.support.sample_course import SECOND, full_module, sample_course


def overview(package: MoodlePackage) -> list[str]:
    return texts(package.xml("files.xml"), "file[filearea='overviewfiles']/filename")


def with_logo(module: Module, folder: Path) -> Module:
    logo = make_asset(folder, "institution/logo.png", "image/png", png(4, 4))
    assert module.institution is not None
    institution: Institution = replace(module.institution, logo=Logo(asset=logo.path, alt=words("College")))
    return replace(module, institution=institution, assets={**module.assets, logo.path: logo})


@pytest.mark.parametrize(("make", "wanted"), [(full_module, ["figure.png"]), (sample_module, ["logo.png"])])
def test_the_modules_picture_stands_before_the_logo(make: object, wanted: list[str], tmp_path: Path) -> None:
    module = make(tmp_path)  # type: ignore[operator]  # both take a folder
    assert overview(MoodlePackage(with_logo(module, tmp_path))) == wanted


def test_a_course_has_the_first_picture_of_its_modules(tmp_path: Path) -> None:
    course = sample_course(tmp_path)
    turned = replace(course, parts=course.parts[::-1])
    assert overview(MoodlePackage(turned)) == ["figure.png"]
    assert overview(MoodlePackage(replace(course, parts=course.parts[1:]))) == []


def test_the_description_shows_the_picture_with_its_words(tmp_path: Path) -> None:
    page = MoodlePackage(full_module(tmp_path)).activity("#record")[2]
    picture = '<img src="@@PLUGINFILE@@/figure.png" alt="Three boxes (en)"/>'
    assert picture in (page.findtext("content") or "")


def test_tags_are_the_audience_and_the_keywords_each_once(tmp_path: Path) -> None:
    tags = MoodlePackage(full_module(tmp_path), "sv").xml("course/course.xml").find("tags")
    assert tags is not None
    assert texts(tags, "tag/rawname") == ["teacher", "Workload", "level (sv)"]
    assert texts(tags, "tag/name") == ["teacher", "workload", "level (sv)"]


def with_settings(module: Module, unit_id: str, settings: Settings) -> Module:
    """Return a module with other settings of a unit."""
    sections = tuple(
        replace(
            section,
            units=tuple(
                replace(unit, settings=settings) if unit.id == unit_id else unit for unit in section.units
            ),
        )
        for section in module.sections
    )
    return replace(module, sections=sections)


@pytest.mark.parametrize("settings", [Settings(optional=True), Settings(hidden=True)])
def test_what_nobody_needs_completes_neither_course_nor_badge(settings: Settings, tmp_path: Path) -> None:
    course = sample_course(tmp_path)
    first, second = course.parts
    module = with_settings(second.module, "quiz", settings)
    package = MoodlePackage(replace(course, parts=(first, replace(second, module=module))))
    quiz = package.named(f"{SECOND}/quiz")[1].attrib["id"]
    assert quiz not in texts(package.xml("completion.xml"), ".//moduleinstance")
    badge = package.xml("badges.xml").findall("badge")[1]
    assert len(texts(badge, ".//parameter/value")) == 2
    assert quiz not in texts(badge, ".//parameter/value")


def test_an_optional_unit_says_so(tmp_path: Path) -> None:
    module = with_settings(full_module(tmp_path), "guide", Settings(optional=True))
    intro = MoodlePackage(module, "sv").activity("guide")[2].findtext("intro") or ""
    assert "minuter. Valfritt." in intro
