"""Badges of a course: asked for, aligned, with a picture in three sizes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from packager.document.badge import Badge
from packager.document.credential import Level
from packager.document.module import Module
from packager.notes import Loss
from packager.png import header, pixels
from tests.support.moodle_package import Element, MoodlePackage, texts
from tests.support.sample import ESCO, ID, sample_module
from tests.support.sample_course import SECOND, full_module, sample_course

BY_ACTIVITY, BY_COURSE = "1", "4"


def with_badge(folder: Path, badge: Badge | None = None, **changes: object) -> Module:
    return sample_module(folder, badge=badge or Badge(), **changes)


def badges(package: MoodlePackage) -> list[Element]:
    return package.xml("badges.xml").findall("badge")


def asked(package: MoodlePackage, badge: Element) -> dict[str, set[str]]:
    """Return what a badge is given for: type → idnumbers of activities, or the course."""
    names = {
        root.attrib["id"]: str(root.findtext("idnumber"))
        for name, root in package.roots().items()
        if name.endswith("/module.xml")
    }
    return {
        str(one.findtext("criteriatype")): {names.get(value, "course") for value in texts(one, ".//value")}
        for one in badge.iter("criterion")
    }


def pictures(package: MoodlePackage, badge: Element) -> dict[str, bytes]:
    return {
        str(one.findtext("filename")): package.files[f"files/{sha1[:2]}/{sha1}"]
        for one in package.xml("files.xml").findall("file[filearea='badgeimage']")
        if one.findtext("itemid") == badge.attrib["id"] and (sha1 := one.findtext("contenthash") or "")
    }


def test_without_a_wish_there_is_none(tmp_path: Path) -> None:
    package = MoodlePackage(sample_module(tmp_path))
    assert "badges.xml" not in package.files
    setting = package.xml("moodle_backup.xml").find(".//setting[name='badges']/value")
    assert setting is not None
    assert setting.text == "0"


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_a_badge_says_what_the_module_says(language: str, tmp_path: Path) -> None:
    package = MoodlePackage(with_badge(tmp_path), language)
    [badge] = badges(package)
    said = {name: badge.findtext(name) for name in ("name", "description", "version", "language", "status")}
    assert said == {
        "name": f"Sample module ({language})",
        "description": f"All that a module can hold. ({language})",
        "version": "1.2.0",
        "language": language,
        "status": "0",
    }
    assert asked(package, badge) == {"0": set(), BY_COURSE: {"course"}}
    assert f"<li>writes outcomes ({language})</li>" in (badge.findtext(".//criterion[2]/description") or "")
    assert "%badgename%" in (badge.findtext("message") or "")


def test_the_institution_issues_it(tmp_path: Path) -> None:
    [badge] = badges(MoodlePackage(with_badge(tmp_path)))
    said = [badge.findtext(name) for name in ("issuername", "issuerurl", "issuercontact")]
    assert said == ["Example College (en)", "https://example.fi", "help@example.fi"]


def test_without_an_institution_a_note_asks_for_the_issuer(tmp_path: Path) -> None:
    package = MoodlePackage(with_badge(tmp_path, institution=None))
    [badge] = badges(package)
    assert badge.findtext("issuername") == ""
    needs = [note.text for note in package.notes if note.loss is Loss.SITE_NEEDS and "badge" in note.text]
    arrives = "the badge Sample module (en) arrives switched off, where the site has badges: "
    assert needs == [
        f"{arrives}look at it, then enable it",
        "the badge names no issuer: build with an overlay, or write one in Moodle before enabling it",
    ]


def test_units_that_are_named_must_be_done(tmp_path: Path) -> None:
    package = MoodlePackage(with_badge(tmp_path, Badge(units=("canvas", "quiz"))))
    [badge] = badges(package)
    assert asked(package, badge)[BY_ACTIVITY] == {f"{ID}/canvas", f"{ID}/quiz"}


def test_it_is_aligned_with_skills_and_level(tmp_path: Path) -> None:
    module = with_badge(tmp_path)
    levelled = replace(module.credential, level=Level(eqf=6))
    [badge] = badges(MoodlePackage(replace(module, credential=levelled)))
    found = [
        [one.findtext(name) for name in ("targetname", "targeturl", "targetframework", "targetcode")]
        for one in badge.iter("alignment")
    ]
    assert found == [
        ["develop learning curriculum", ESCO, "ESCO", ESCO.rpartition("/")[2]],
        ["EQF 6", "http://data.europa.eu/snb/eqf/6", "European Qualifications Framework", "6"],
    ]


def test_in_a_course_each_module_and_the_whole_have_a_badge(tmp_path: Path) -> None:
    package = MoodlePackage(sample_course(tmp_path))
    first, second, whole = badges(package)
    names = [one.findtext("name") for one in (first, second, whole)]
    assert names == ["Sample module (en)", "Second badge (en)", "The whole path (en)"]
    assert asked(package, first)[BY_ACTIVITY] == {f"{ID}/canvas", f"{ID}/quiz"}
    assert asked(package, second)[BY_ACTIVITY] == {
        f"{SECOND}/{unit}" for unit in ("outcomes", "canvas", "quiz")
    }
    assert asked(package, whole)[BY_COURSE] == {"course"}
    assert texts(whole, ".//relatedbadgeid") == [first.attrib["id"], second.attrib["id"]]
    assert texts(first, ".//relatedbadgeid") == texts(second, ".//relatedbadgeid") == []


def test_a_picture_is_drawn_in_the_institutions_colour(tmp_path: Path) -> None:
    module = full_module(tmp_path)
    assert module.institution is not None
    package = MoodlePackage(replace(module, institution=replace(module.institution, colour="#aa2244")))
    [badge] = badges(package)
    found = pictures(package, badge)
    sizes = {name: (one.width, one.height) for name, content in found.items() if (one := header(content))}
    assert sizes == {"f1.png": (100, 100), "f2.png": (35, 35), "f3.png": (512, 512)}
    for content in found.values():
        drawn = pixels(content)
        assert drawn.data[:4] == b"\x00\x00\x00\x00"  # the corner is clear
        middle = (drawn.width // 8 + drawn.height // 2 * drawn.width) * 4
        assert drawn.data[middle : middle + 4] == b"\xaa\x22\x44\xff"
    assert badge.findtext("imagecaption") == "A check mark in a circle"
    assert badge.findtext("imageauthorname") == ""


def test_a_picture_of_ones_own_is_made_smaller_and_credited(tmp_path: Path) -> None:
    course = sample_course(tmp_path)
    package = MoodlePackage(course)
    badge = badges(package)[1]
    found = pictures(package, badge)
    assert found["f3.png"] == (tmp_path / "second" / "media" / "badge.png").read_bytes()
    assert {name: pixels(content).width for name, content in found.items()} == {
        "f1.png": 100,
        "f2.png": 35,
        "f3.png": 120,
    }
    assert set(pixels(found["f2.png"]).data[::4]) == {0x20}
    assert badge.findtext("imagecaption") == "A medal (en)"
    assert badge.findtext("imageauthorname") == "A. Author"
    [record] = package.xml("files.xml").xpath(
        f"file[filearea='badgeimage' and itemid='{badge.attrib['id']}' and filename='f1.png']"
    )
    assert (record.findtext("author"), record.findtext("license")) == ("A. Author", "cc-4.0")
