"""One backup with all languages of a module."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from packager.document.badge import Badge
from packager.document.module import Module
from packager.document.questions import Accepted, ShortAnswer
from packager.document.units import Quiz
from packager.document.words import Xhtml
from packager.formats.moodle import multilang
from packager.notes import Loss
from tests.support.moodle_package import MoodlePackage
from tests.support.moodle_references import broken
from tests.support.multilang_filter import SPAN, same_markup, told_in
from tests.support.sample import ID, LANGUAGES, make_asset, sample_module, short, words
from tests.support.sample_course import full_module


@pytest.fixture
def package(tmp_path: Path) -> MoodlePackage:
    return MoodlePackage(sample_module(tmp_path), "fi", multilang=True)


def with_first(module: Module, unit: Any) -> Module:
    """Return the module with another unit at its beginning."""
    first, *others = module.sections
    return replace(module, sections=(replace(first, units=(unit, *first.units[1:])), *others))


def test_every_reference_leads_somewhere(package: MoodlePackage) -> None:
    assert broken(package) == []


def test_names_and_texts_have_a_span_for_each_language(package: MoodlePackage) -> None:
    _, _, page = package.activity("outcomes")
    assert SPAN.findall(page.findtext("name") or "") == [(one, f"Outcomes ({one})") for one in LANGUAGES]
    etree.fromstring(f"<div>{page.findtext('content')}</div>")  # whole markup


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_filter_leaves_what_a_backup_in_one_language_says(
    package: MoodlePackage, language: str, tmp_path: Path
) -> None:
    own = MoodlePackage(sample_module(tmp_path / language), language)
    for unit in own.module.units:
        _, _, expected = own.activity(unit.id)
        _, _, found = package.activity(unit.id)
        for tag in ("name", "intro", "content", "activity", "conclusion"):
            text = told_in(language, found.findtext(tag) or "")
            assert "multilang" not in text
            assert same_markup(text) == same_markup(expected.findtext(tag) or "")


def test_the_course_leaves_the_language_to_its_learners(package: MoodlePackage) -> None:
    course = package.xml("course/course.xml")
    assert course.findtext("lang") == ""
    assert course.findtext("shortname") == ID
    assert not any("is set to" in note.text for note in package.notes)
    assert any(note.loss is Loss.SITE_NEEDS and "filter" in note.text for note in package.notes)


def test_typed_answers_of_all_languages_are_right(tmp_path: Path) -> None:
    said = {"fi": "yksi", "sv": "ett", "en": "one"}
    answers = {language: (Accepted(text=text, right=True),) for language, text in said.items()}
    question = ShortAnswer(id="one", text=short("1?"), answers=answers)
    quiz = Quiz(id="n", key=f"{ID}/n", title=words("N"), minutes=1, intro=short("N"), questions=(question,))
    module = with_first(sample_module(tmp_path), quiz)
    found = MoodlePackage(module, "fi", multilang=True).question("one")
    assert [answer.findtext("answertext") for answer in found.iter("answer")] == list(said.values())


def test_files_of_one_language_travel_too(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    own = make_asset(tmp_path, "media/handout.sv.pdf", "application/pdf", b"%PDF-1.4 ett blad")
    handout: Any = module.unit("handout")
    module = with_first(
        module, replace(handout, id="new", key=f"{ID}/new", asset={**handout.asset, "sv": own.path})
    )
    module = replace(module, assets={**module.assets, own.path: own})
    package = MoodlePackage(module, "fi", multilang=True)
    assert broken(package) == []
    names = [one.findtext("filename") for one in package.xml("files.xml")]
    assert {"handout.pdf", "handout.sv.pdf"} <= set(names)
    _, _, element = package.activity("new")
    assert "@@PLUGINFILE@@/handout.sv.pdf" in told_in("sv", element.findtext("intro") or "")
    assert any(note.text == "the file of fi is there for all languages" for note in package.notes)


def test_what_differs_is_a_text_or_meant_to_stay(tmp_path: Path) -> None:
    """A new element whose words differ must be decided: it is a text, or it is kept."""
    module = sample_module(tmp_path)
    kept = []
    for language in LANGUAGES:
        files = MoodlePackage(module, language).files
        kept.append({name: etree.fromstring(one) for name, one in files.items() if name.endswith(".xml")})
    known = (
        multilang.TEXTS
        | multilang.KEPT
        | multilang.OTHERWISE.keys()
        | {tag for _, _, tag in multilang.IN_PLACE}
        | {"lang", "id", "instructorcustomparameters"}
    )
    unknown = {
        f"{name}: {pair[0].tag}"
        for name in kept[0].keys() - {"moodle_backup.xml", "files.xml"}
        for pair in zip(*(tree[name].iter() for tree in kept), strict=False)
        if len({one.text for one in pair}) > 1 and pair[0].tag not in known
    }
    assert unknown == set()


def test_a_name_too_long_in_all_languages_stays_in_one(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    title = {language: f"{language} {'x' * 100}" for language in LANGUAGES}
    package = MoodlePackage(
        with_first(module, replace(module.unit("outcomes"), title=title)), "fi", multilang=True
    )
    _, _, page = package.activity("outcomes")
    assert page.findtext("name") == title["fi"]
    assert any(
        note.text.startswith("fi xxx") and "stays in one language" in note.text for note in package.notes
    )


def test_statements_are_asked_in_all_languages(package: MoodlePackage) -> None:
    _, _, feedback = package.activity("compass")
    for item in feedback.iter("item"):
        text = item.findtext("presentation" if item.findtext("typ") == "label" else "name") or ""
        languages = [language for language, _ in SPAN.findall(text)]
        assert languages == list(LANGUAGES) * (len(languages) // len(LANGUAGES))
        assert languages


def test_a_backup_in_one_language_has_no_spans(tmp_path: Path) -> None:
    package = MoodlePackage(sample_module(tmp_path), "fi")
    texts = chain.from_iterable(root.itertext() for root in package.roots().values())
    assert not any("multilang" in text for text in texts)


@pytest.mark.parametrize("name", ["gaps", "lists", "plan"])
def test_questions_with_gaps_come_apart_around_each_gap(
    package: MoodlePackage, name: str, tmp_path: Path
) -> None:
    for language in LANGUAGES:
        own = MoodlePackage(sample_module(tmp_path / language), language)
        text = package.question(name).findtext("questiontext") or ""
        expected = own.question(name).findtext("questiontext") or ""
        assert same_markup(told_in(language, text)) == same_markup(expected)
        assert not any("{#" in inside or "[[" in inside for _, inside in SPAN.findall(text))


def test_gaps_in_another_order_leave_a_text_in_the_first_language(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    quiz: Any = module.unit("quiz")
    asked = next(one for one in quiz.questions if one.id == "gaps")
    emphasised = Xhtml(
        asked.passage["sv"].replace("<span", "<em>så <span").replace("</span>", "</span></em>")
    )
    others = tuple(one for one in quiz.questions if one is not asked)
    changed = replace(asked, passage={**asked.passage, "sv": emphasised})
    package = MoodlePackage(
        with_first(module, replace(quiz, id="n", key=f"{ID}/n", questions=(changed, *others))),
        "fi",
        multilang=True,
    )
    assert "<em>" not in (package.question("gaps").findtext("questiontext") or "")
    assert any("stays in one language: its gaps" in note.text for note in package.notes)


def test_the_restored_course_is_named_in_all_languages(package: MoodlePackage) -> None:
    named = package.xml("moodle_backup.xml").findtext("information/original_course_fullname") or ""
    assert [told_in(one, named) for one in LANGUAGES] == [package.module.title[one] for one in LANGUAGES]


def test_rubrics_are_joined_without_markup_which_moodle_would_show(package: MoodlePackage) -> None:
    folder, _, _ = package.activity("canvas")
    rubric = package.xml(f"{folder}/grading.xml")
    criteria = [one.findtext("description") or "" for one in rubric.iter("criterion")]
    levels = [one.findtext("definition") or "" for one in rubric.iter("level")]
    assert criteria
    assert all(" / " in text and "<span" not in text for text in (*criteria, *levels))


def test_badges_are_told_in_all_languages_without_spans(tmp_path: Path) -> None:
    module = replace(full_module(tmp_path), badge=Badge(name=words("Both"), units=("canvas", "quiz")))
    package = MoodlePackage(module, "fi", multilang=True)
    (badge,) = package.xml("badges.xml").iter("badge")
    for tag in ("name", "description", "messagesubject", "message"):
        text = badge.findtext(tag) or ""
        assert "<span" not in text
    assert badge.findtext("name") == "Both (fi) / Both (sv) / Both (en)"


def test_criteria_of_a_guide_have_spans(package: MoodlePackage) -> None:
    folder, _, _ = package.activity("report")
    for criterion in package.xml(f"{folder}/grading.xml").iter("guidecriterion"):
        languages = [language for language, _ in SPAN.findall(criterion.findtext("shortname") or "")]
        assert languages == list(LANGUAGES)


def test_other_languages_find_their_address_in_the_description(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    link: Any = module.unit("reading")
    url = {language: f"https://example.org/{language}" for language in LANGUAGES}
    package = MoodlePackage(
        with_first(module, replace(link, id="n", key=f"{ID}/n", url=url)), "fi", multilang=True
    )
    _, _, element = package.activity("n")
    assert element.findtext("externalurl") == "https://example.org/fi"
    for language in LANGUAGES:
        intro = told_in(language, element.findtext("intro") or "")
        assert {one for one in url.values() if one in intro} == {url[language]}
    assert any(note.text == "the address of fi is there for all languages" for note in package.notes)


def test_who_types_is_told_the_first_language(tmp_path: Path) -> None:
    module = sample_module(tmp_path)
    quiz: Any = module.unit("quiz")
    asked = next(one for one in quiz.questions if one.id == "gaps")
    gap = replace(asked.gaps[0], accepted={language: (f"{language}-verb",) for language in LANGUAGES})
    changed = replace(asked, gaps=(gap, *asked.gaps[1:]))
    others = tuple(one for one in quiz.questions if one is not asked)
    package = MoodlePackage(
        with_first(module, replace(quiz, id="n", key=f"{ID}/n", questions=(changed, *others))),
        "fi",
        multilang=True,
    )
    (note,) = [note for note in package.notes if "Moodle tells the answer in fi" in note.text]
    assert note.place == "n#gaps"
