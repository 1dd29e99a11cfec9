"""One backup with all languages of a module."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from packager.document.module import Module
from packager.document.questions import Accepted, ShortAnswer
from packager.document.units import Quiz
from packager.formats.moodle import multilang
from packager.formats.moodle.multilang_text import joined, joined_choices
from packager.notes import Loss
from tests.support.moodle_package import MoodlePackage
from tests.support.moodle_references import broken
from tests.support.sample import ID, LANGUAGES, make_asset, sample_module, short, words

SPAN = re.compile(r'<span lang="([^"]+)" class="multilang">(.*?)</span>', re.DOTALL)


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
    found = SPAN.findall(page.findtext("content") or "")
    assert [language for language, _ in found] == list(LANGUAGES)
    for language, text in found:
        assert f"Heading {language}" in text
        etree.fromstring(f"<div>{text}</div>")  # whole markup in each


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


def test_spans_inside_would_end_the_language() -> None:
    text = joined({"fi": '<p><span class="a">x</span></p>', "sv": "<p>y</p>"})
    assert text == (
        '<span lang="fi" class="multilang"><p><bdi class="a">x</bdi></p></span>'
        '<span lang="sv" class="multilang"><p>y</p></span>'
    )


def test_choices_of_a_feedback_item_are_joined_one_by_one() -> None:
    text = joined_choices({"fi": "r>>>>>ei|kyllä", "sv": "r>>>>>nej|ja"})
    assert text.startswith("r>>>>><span")
    assert [SPAN.findall(part) for part in text.removeprefix("r>>>>>").split("|")] == [
        [("fi", "ei"), ("sv", "nej")], [("fi", "kyllä"), ("sv", "ja")],
    ]  # fmt: skip


def test_worths_and_the_row_of_a_scale_stay_outside_the_languages() -> None:
    text = joined_choices({"fi": "r>>>>>1####ei|2####kyllä<<<<<1", "sv": "r>>>>>1####nej|2####ja<<<<<1"})
    assert re.sub(SPAN, "", text) == "r>>>>>1####|2####<<<<<1"


def test_the_text_of_a_label_is_one_whatever_signs_it_holds() -> None:
    texts = {"fi": "<h3>a|b</h3>", "sv": "<h3>c</h3>"}
    assert joined_choices(texts) == joined(texts)


def test_statements_are_asked_in_all_languages(package: MoodlePackage) -> None:
    _, _, feedback = package.activity("compass")
    for item in feedback.iter("item"):
        text = item.findtext("presentation" if item.findtext("typ") == "label" else "name") or ""
        assert [language for language, _ in SPAN.findall(text)] == list(LANGUAGES)


def test_a_backup_in_one_language_has_no_spans(tmp_path: Path) -> None:
    package = MoodlePackage(sample_module(tmp_path), "fi")
    texts = chain.from_iterable(root.itertext() for root in package.roots().values())
    assert not any("multilang" in text for text in texts)
