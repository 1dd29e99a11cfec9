"""Each kind of unit as the activity that it becomes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packager.document.blocks import Text
from packager.document.institution import Institution, Issuer, Logo
from packager.document.units import UNIT_KINDS, stays_native
from packager.document.words import Xhtml
from packager.formats.moodle.activities.table import ACTIVITIES
from packager.formats.moodle.ids import idnumber
from packager.notes import Loss
from tests.support.moodle_package import MoodlePackage, sample_package, texts
from tests.support.sample import ID, questions, sample_module, units, words

NULL = "$@NULL@$"


def package_of(folder: Path, *changed: Any, language: str = "en", **job: Any) -> MoodlePackage:
    """Return a backup of a module with these units alone."""
    module = sample_module(folder)
    section = replace(module.sections[0], units=changed)
    return MoodlePackage(replace(module, sections=(section,)), language, **job)


def settings_of(element: Any) -> dict[str, str]:
    """Return the settings of an assignment's ways to hand in."""
    return {
        f"{one.findtext('plugin')}.{one.findtext('name')}": one.findtext("value") or ""
        for one in element.iter("plugin_config")
        if one.findtext("subtype") == "assignsubmission"
    }


def test_every_kind_of_unit_has_a_row() -> None:
    assert set(ACTIVITIES) == set(UNIT_KINDS)


def test_a_lesson_is_one_page_with_its_voice_on_top(tmp_path: Path) -> None:
    _, module, page = sample_package(tmp_path).activity("outcomes")
    html = page.findtext("content") or ""
    assert html.startswith(
        '<figure class="poiju-audio"><figcaption>Listen to this text</figcaption><audio controls'
    )
    for part in ("<details", "<summary>", "<math ", '<dt id="term-eqf">', 'href="#term-eqf"'):
        assert part in html
    assert (module.findtext("completion"), module.findtext("completionview")) == ("2", "1")
    assert page.findtext("intro") == '<p class="poiju-about">About 20 minutes. Learning outcomes: LO1.</p>'


@pytest.mark.parametrize(
    ("language", "said"), [("en", "About 1 minute."), ("fi", "Noin 1 minuutti."), ("sv", "Ungefär 1 minut.")]
)
def test_one_minute_is_no_plural(tmp_path: Path, language: str, said: str) -> None:
    package = package_of(tmp_path, replace(units()["guide"], minutes=1), language=language)
    _, _, book = package.activity("guide")
    assert said in (book.findtext("intro") or "")


def test_phrases_are_in_the_language_of_the_package(tmp_path: Path) -> None:
    package = sample_package(tmp_path, "fi")
    assert "Kuuntele" in (package.activity("outcomes")[2].findtext("content") or "")
    assert (package.activity("canvas#marking")[2].findtext("name") or "").startswith("Arvioijalle: ")
    assert "Vastauksesi on oikein." in (package.question("verb").findtext(".//correctfeedback") or "")


def test_what_must_come_first_restricts(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    first, quiz = package.activity("outcomes")[1], package.activity("quiz")[1]
    assert first.findtext("availability") == NULL
    assert json.loads(quiz.findtext("availability") or "") == {
        "op": "&",
        "c": [{"type": "completion", "cm": int(first.attrib["id"]), "e": 1}],
        "showc": [True],
    }


@pytest.mark.parametrize(
    ("passing", "bands"),
    [
        (80, [("80.00000", "101.00000"), ("0.00000", "80.00000")]),
        (100, [("100.00000", "101.00000"), ("0.00000", "100.00000")]),
        (0, [("0.00000", "101.00000")]),
        (None, [("0.00000", "101.00000")]),
    ],
)
def test_a_quiz_says_what_its_pass_mark_says(tmp_path: Path, passing: int | None, bands: list[Any]) -> None:
    package = package_of(tmp_path, replace(units()["quiz"], passing=passing, after=()))
    folder, module, quiz = package.activity("quiz")
    found = list(zip(texts(quiz, ".//feedback/mingrade"), texts(quiz, ".//feedback/maxgrade"), strict=True))
    assert found == bands
    assert module.findtext("completionpassgrade") == ("0" if passing is None else "1")
    assert package.xml(f"{folder}/grades.xml").findtext(".//gradepass") == f"{passing or 0}.00000"


@pytest.mark.parametrize(("marks", "total"), [(None, "1.00000"), (3, "4.00000")])
def test_an_essay_weighs_what_its_author_says(tmp_path: Path, marks: int | None, total: str) -> None:
    """Moodle's grade waits for the marker only where the slot has a mark (question_usage::get_total_mark)."""
    claim = next(one for one in questions() if one.kind == "true-false")
    essay = next(one for one in questions() if one.kind == "essay")
    essay = essay if marks is None else replace(essay, marks=marks)
    package = package_of(tmp_path, replace(units()["quiz"], questions=(claim, essay), after=()))
    _, _, quiz = package.activity("quiz")
    assert quiz.findtext("sumgrades") == total
    assert texts(quiz, ".//maxmark") == ["1.0000000", f"{marks or 0}.0000000"]
    assert package.question("own").findtext("defaultmark") == f"{marks or 0}.0000000"


def test_the_tool_weighs_no_essay(tmp_path: Path) -> None:
    essay = next(one for one in questions() if one.kind == "essay")
    for marks, noted in ((0, False), (3, True)):
        unit = replace(units()["quiz"], questions=(replace(essay, marks=marks),), after=())
        package = package_of(tmp_path, unit, delivery="lti", tool_url="https://poiju.example.fi/")
        said = [note.place for note in package.notes if note.text.startswith("nobody marks the essay")]
        assert said == (["quiz#own"] if noted else [])


def test_tries_and_the_attempt_that_counts(tmp_path: Path) -> None:
    unit = replace(units()["quiz"], tries=3, counts="last", shuffle=True, after=())
    _, _, quiz = package_of(tmp_path, unit).activity("quiz")
    assert (quiz.findtext("attempts_number"), quiz.findtext("grademethod")) == ("3", "4")
    assert quiz.findtext(".//shufflequestions") == "1"
    assert texts(quiz, ".//page") == ["1"] * 5 + ["2"] * 4


@pytest.mark.parametrize(
    ("submit", "enabled"),
    [(("text",), ("1", "0")), (("file",), ("0", "1")), (("text", "file"), ("1", "1"))],
)
def test_an_assignment_is_handed_in_as_asked(
    tmp_path: Path, submit: tuple[str, ...], enabled: tuple[str, str]
) -> None:
    package = package_of(tmp_path, replace(units()["canvas"], submit=submit, after=()))
    settings = settings_of(package.activity("canvas")[2])
    assert (settings["onlinetext.enabled"], settings["file.enabled"]) == enabled


def test_the_length_of_an_assignment_is_advice(tmp_path: Path) -> None:
    _, _, assign = sample_package(tmp_path).activity("canvas")
    assert settings_of(assign)["onlinetext.wordlimitenabled"] == "0"
    assert assign.findtext("activity") == "<p>Write about 300 words. The pass mark is 60 per cent.</p>"


def test_a_book_has_a_chapter_for_each_page_with_files_of_its_own(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    folder, module, book = package.activity("guide")
    chapters = list(book.iter("chapter"))
    assert [one.findtext("title") for one in chapters] == ["Scope (en)", "Method (en)"]
    assert [one.findtext("pagenum") for one in chapters] == ["1", "2"]
    assert "$@QUIZVIEWBYID*" in (chapters[0].findtext("content") or "")
    assert '<dt id="term-eqf">' in (chapters[0].findtext("content") or "")
    assert "@@PLUGINFILE@@/figure.png" in (chapters[1].findtext("content") or "")
    record = next(
        one for one in package.xml("files.xml").iter("file") if one.findtext("component") == "mod_book"
    )
    assert (record.findtext("filearea"), record.findtext("itemid")) == ("chapter", chapters[1].get("id"))
    assert record.attrib["id"] in texts(package.xml(f"{folder}/inforef.xml"), ".//file/id")
    assert "<p>Do this, en.</p>" in (book.findtext("intro") or "")
    assert (module.findtext("completion"), module.findtext("completionview")) == ("2", "1")


def test_what_is_for_the_marker_is_hidden(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    folder, module, page = package.activity("canvas#marking")
    assert page.findtext("content") == "<p>Three rows at least. (en)</p>"
    assert (module.findtext("visible"), module.findtext("completion")) == ("0", "0")
    others = [content for name, content in package.files.items() if not name.startswith(folder)]
    assert not any(b"Three rows at least" in content for content in others)


def test_units_of_other_modules_and_terms_in_questions_are_noted(tmp_path: Path) -> None:
    html = '<p><a href="unit:fi.other/lesson">other</a></p>'
    lesson = replace(units()["outcomes"], body={"en": (Text(html=Xhtml(html)),)}, checks=(), audio={})
    intro = {"en": Xhtml('<p><a href="term:eqf">EQF</a></p>')}
    quiz = replace(units()["quiz"], intro=intro, questions=units()["quiz"].questions[1:2], after=())
    package = package_of(tmp_path, lesson, quiz)
    assert package.activity("outcomes")[2].findtext("content") == "<p><a >other</a></p>"
    assert "<a >EQF</a>" in (package.activity("quiz")[2].findtext("intro") or "")
    assert [(note.loss, note.place) for note in package.notes][:2] == [
        (Loss.LEFT_OUT, "outcomes"),
        (Loss.LEFT_OUT, "quiz"),
    ]


def test_tables_look_like_those_of_moodle(tmp_path: Path) -> None:
    html = Xhtml("<table><tbody><tr><td>&lt;table&gt;</td></tr></tbody></table>")
    lesson = replace(units()["outcomes"], body={"en": (Text(html=html),)}, checks=(), audio={})
    package = package_of(tmp_path, lesson)
    assert package.activity("outcomes")[2].findtext("content") == html.replace(
        "<table>", '<table class="table">'
    )
    record = package.activity("#record")[2].findtext("content") or ""
    assert record.count("<table") == record.count('<table class="table poiju-') > 0


def test_files_of_one_name_stand_side_by_side(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    figure = module.assets["media/figure.png"]
    (tmp_path / "media/other").mkdir()
    other = replace(module.assets["media/handout.pdf"], path="media/other/figure.png")
    strange = replace(module.assets["media/canvas.docx"], path="media/a&b: 100 %.png")
    html = "".join(f'<img src="asset:{asset.path}" alt=""/>' for asset in (figure, other))
    html += '<img src="asset:media/a&amp;b: 100 %25.png" alt=""/>'
    lesson = replace(units()["outcomes"], body={"en": (Text(html=Xhtml(html)),)}, checks=(), audio={})
    assets = {asset.path: asset for asset in (figure, other, strange)}
    package = MoodlePackage(
        replace(module, sections=(replace(module.sections[0], units=(lesson,)),), assets=assets)
    )
    names = [file.findtext("filename") for file in package.xml("files.xml").iter("file")]
    renamed = next(name for name in names if name and name.endswith("-figure.png"))
    assert {"figure.png", renamed, "ab 100 %.png"} <= set(names)
    content = package.activity("outcomes")[2].findtext("content") or ""
    assert f'src="@@PLUGINFILE@@/{renamed}"' in content
    assert 'src="@@PLUGINFILE@@/ab%20100%20%25.png"' in content


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    records = package.xml("files.xml").findall("file")
    hashes = [record.findtext("contenthash") for record in records]
    assert len(set(hashes)) < len(hashes)
    assert len(set(hashes)) == sum(name.startswith("files/") for name in package.files)


def test_the_logo_is_the_picture_of_the_course(tmp_path: Path) -> None:
    institution = Institution(
        issuer=Issuer(name=words("College"), country="FI"),
        logo=Logo(asset="media/figure.png", alt=words("College")),
    )
    package = sample_package(tmp_path, institution=institution)
    pictures = [
        (one.findtext("component"), one.findtext("filename"), one.findtext("contextid"))
        for one in package.xml("files.xml").iter("file")
        if one.findtext("filearea") == "overviewfiles"
    ]
    assert pictures == [("course", "figure.png", package.xml("course/course.xml").attrib["contextid"])]


def test_a_link_to_the_tool_names_its_unit(tmp_path: Path) -> None:
    every = tuple(units().values())
    package = package_of(
        tmp_path, *every, language="sv", delivery="lti", tool_url="https://poiju.example.fi/"
    )
    through_the_tool = [unit for unit in every if not stays_native(unit)]
    assert package.contents.items == {
        "page": 2, "resource": 1, "lti": len(through_the_tool), "assign": 3, "forum": 2,
        "h5pactivity": 1, "workshop": 1, "label": 1,
    }  # fmt: skip
    folder, module, lti = package.activity("outcomes")
    assert lti.findtext("toolurl") == "https://poiju.example.fi/lti/launch"
    assert lti.findtext("instructorcustomparameters") == (
        f"unit={ID}/outcomes\nlang=sv\nctx_history=$Context.id.history"
    )
    assert (lti.findtext("typeid"), lti.findtext("grade")) == ("0", "100")
    assert package.xml(f"{folder}/grades.xml").findtext(".//weightoverride") == "1"
    assert module.findtext("completionpassgrade") == "1"
    assert package.activity("reading")[2].findtext("grade") == "0"
    assert (Loss.SITE_NEEDS, "module") in [(note.loss, note.place) for note in package.notes]


@pytest.mark.parametrize("name", ["fi.poiju.alignment/quiz", "x" * 100, "x" * 101, "x" * 300])
def test_idnumbers_fit_and_stay(name: str) -> None:
    made = idnumber(name)
    assert len(made) <= 100
    assert made == idnumber(name)
    assert (made == name) == (len(name) <= 100)
    assert made != idnumber(f"{name}y")


def test_a_scenario_is_a_lesson_of_pages_that_jump(tmp_path: Path) -> None:
    folder, module, lesson = sample_package(tmp_path).activity("ward")
    pages = {page.attrib["id"]: page for page in lesson.iter("page")}
    shown = [
        (
            page.findtext("title"),
            [(one.findtext("answer_text"), _title(pages, one)) for one in page.iter("answer")],
        )
        for page in pages.values()
    ]
    again = ("Begin again and choose otherwise", "A student is late (en)")
    assert shown == [
        ("A student is late (en)", [
            ("Ask &lt;why&gt; &amp; listen (en)", "Ask &lt;why&gt; & listen (en)"),
            ("Wait (en)", "Wait (en)"), ("Close the door (en)", "Close the door (en)"),
        ]),
        ("Ask &lt;why&gt; & listen (en)", [("Go on: The bus (en)", "The bus (en)")]),
        ("Wait (en)", [("Go on: The bus (en)", "The bus (en)")]),
        ("Close the door (en)", [("Go on: A closed door (en)", "A closed door (en)")]),
        ("The bus (en)", [
            ("Agree on a sign (en)", "Agree on a sign (en)"), ("Think again (en)", "Think again (en)"),
        ]),
        ("Agree on a sign (en)", [("Go on: An agreement (en)", "An agreement (en)")]),
        ("Think again (en)", [("Go on: A student is late (en)", "A student is late (en)")]),
        ("An agreement (en)", [("Finish", "the end"), again]),
        ("A closed door (en)", [("Finish", "the end"), again]),
    ]  # fmt: skip
    assert {page.findtext("qtype") for page in pages.values()} == {"20"}
    assert (lesson.findtext("practice"), lesson.findtext("grade"), lesson.findtext("retake")) == (
        "1",
        "0",
        "1",
    )
    assert (module.findtext("completion"), lesson.findtext("completionendreached")) == ("2", "1")
    assert "<grade_item " not in sample_package(tmp_path).files[f"{folder}/grades.xml"].decode()


def _title(pages: dict[str, Any], answer: Any) -> str | None:
    to = answer.findtext("jumpto")
    return "the end" if to == "-9" else pages[to].findtext("title")


def test_the_pages_of_a_scenario_stand_in_a_chain(tmp_path: Path) -> None:
    pages = list(sample_package(tmp_path).activity("ward")[2].iter("page"))
    ids = [page.attrib["id"] for page in pages]
    assert texts(pages[0].getparent(), "page/prevpageid") == ["0", *ids[:-1]]
    assert texts(pages[0].getparent(), "page/nextpageid") == [*ids[1:], "0"]


def test_a_picture_of_a_scene_stands_with_its_page(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    first = next(package.activity("ward")[2].iter("page"))
    assert "@@PLUGINFILE@@/figure.png" in (first.findtext("contents") or "")
    assert ("mod_lesson", "page_contents", first.attrib["id"], "figure.png") in [
        tuple(one.findtext(name) for name in ("component", "filearea", "itemid", "filename"))
        for one in package.xml("files.xml").iter("file")
    ]


def test_what_follows_and_the_principle_stand_on_the_page_of_the_choice(tmp_path: Path) -> None:
    pages = {
        page.findtext("title"): page for page in sample_package(tmp_path).activity("ward")[2].iter("page")
    }
    html = pages["Wait (en)"].findtext("contents") or ""
    assert html.startswith("<p>Follows: talk. (en)</p>")
    assert "<strong>Principle</strong></p><p>Principle: talk. (en)</p>" in html
