"""What each kind of unit becomes in each version."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packager.document.blocks import Text
from packager.document.module import Section
from packager.document.unit_base import UnitBase
from packager.document.units import UNIT_KINDS, Quiz, stays_native
from packager.document.words import Xhtml
from packager.formats.common_cartridge.units import KINDS
from packager.notes import Loss
from tests.support.cartridges import TOOL_URL, Built, build, judged, schema_errors
from tests.support.sample import ID, LANGUAGES, sample_module, units, words


def of(folder: Path, version: str, unit: UnitBase, delivery: Any = "native", **changes: Any) -> Built:
    """Build a module of one unit."""
    section = Section(id="only", title=words("Only"), units=(unit,))
    return build(sample_module(folder, sections=(section,), **changes), folder, version, "fi", delivery)


def losses(built: Built) -> list[Loss]:
    return [note.loss for note in built.notes]


def test_every_kind_of_unit_has_a_row() -> None:
    assert set(KINDS) == set(UNIT_KINDS)


def test_a_lesson_is_a_page_in_its_language_with_answers_that_open(tmp_path: Path) -> None:
    page = of(tmp_path, "1.3", units()["outcomes"]).files["pages/outcomes.html"].decode()
    assert '<html xmlns="http://www.w3.org/1999/xhtml" lang="fi" xml:lang="fi">' in page
    assert "<h1>Outcomes (fi)</h1>" in page
    assert page.count("<details") == 1
    assert '<dt id="term-eqf">' in page
    assert 'href="#term-eqf"' in page


def test_the_spoken_version_is_a_player_in_1_3_and_a_link_in_1_1(tmp_path: Path) -> None:
    """Moodle makes a player of the link; its import of 1.1 warns of `<audio>`."""
    in_1_3 = of(tmp_path, "1.3", units()["outcomes"]).files["pages/outcomes.html"].decode()
    in_1_1 = of(tmp_path, "1.1", units()["outcomes"]).files["pages/outcomes.html"].decode()
    assert '<audio controls="controls" preload="none" src="../media/outcomes.mp3"' in in_1_3
    assert "<audio" not in in_1_1
    for page in (in_1_1, in_1_3):
        assert '<a href="../media/outcomes.mp3">' in page


def test_an_assignment_keeps_its_guidance_for_instructors_in_1_3(tmp_path: Path) -> None:
    built = of(tmp_path, "1.3", units()["canvas"])
    task = built.xml("assignments/canvas.xml")
    assert task.findtext("{*}title") == "Canvas (fi)"
    assert "Three rows at least." in str(task.findtext("{*}instructor_text"))
    assert "Three rows at least." not in str(task.findtext("{*}text"))
    assert task.find("{*}gradable").get("points_possible") == "100"
    assert [one.get("type") for one in task.iter("{*}format")] == ["html", "file"]
    assert [one.get("href") for one in task.iter("{*}attachment")] == ["../media/canvas.docx"]


def test_an_assignment_is_a_page_in_1_1_that_hides_the_guidance(tmp_path: Path) -> None:
    built = of(tmp_path, "1.1", units()["canvas"])
    page = built.files["pages/canvas.html"].decode()
    assert 'href="../media/canvas.docx"' in page
    assert not any(b"Three rows at least." in content for content in built.files.values())
    assert {Loss.NEAREST_FORM, Loss.LEFT_OUT, Loss.SETTING_DROPPED} <= set(losses(built))


def test_a_discussion_is_a_topic_of_html(tmp_path: Path) -> None:
    for version in ("1.1", "1.3"):
        topic = of(tmp_path, version, units()["talk"]).xml("topics/talk.xml")
        assert topic.findtext("{*}title") == "Talk (fi)"
        assert topic.find("{*}text").get("texttype") == "text/html"
        assert "<p>Do this, fi.</p>" in str(topic.findtext("{*}text"))


def test_a_link_keeps_its_address_and_its_description(tmp_path: Path) -> None:
    built = of(tmp_path, "1.1", units()["reading"])
    url = built.xml("links/reading.xml").find("{*}url")
    assert url is not None
    assert url.get("href") == "https://example.org/eqf?a=1&b=2"
    assert "Do this, fi." in built.files["about/reading.html"].decode()


def test_a_file_is_shown_itself_and_described_beside(tmp_path: Path) -> None:
    built = of(tmp_path, "1.1", units()["handout"])
    assert built.contents.items == {"file": 1, "page": 1}
    bare = dataclasses.replace(units()["handout"], body=dict.fromkeys(LANGUAGES, ()))
    assert of(tmp_path, "1.1", bare).contents.items == {"file": 1}


def test_one_file_may_be_shown_by_two_units(tmp_path: Path) -> None:
    handout = units()["handout"]
    again = dataclasses.replace(handout, id="again", key="fi.example.sample/again")
    both = Section(id="record", title=words("Both"), units=(handout, again))
    built = build(sample_module(tmp_path, sections=(both,)), tmp_path, "1.1", "fi")
    assert schema_errors(built, "1.1") == []
    shown = [one.get("identifierref") for one in built.manifest.iterfind(".//{*}item[@identifierref]")]
    assert len(shown) == len(set(shown)) + 1


def test_a_book_is_an_item_with_a_page_each(tmp_path: Path) -> None:
    built = of(tmp_path, "1.3", units()["guide"])
    assert schema_errors(built, "1.3") == []
    (book,) = built.manifest.iterfind(".//{*}organization/{*}item/{*}item/{*}item[{*}item]")
    titles = [one.text for one in book.iter("{*}title")]
    assert titles == ["Guide (fi)", "Guide (fi)", "Scope (fi)", "Method (fi)"]
    assert "<h3>A part</h3>" in built.files["pages/guide.scope.html"].decode()
    assert '<dt id="term-eqf">' in built.files["pages/guide.scope.html"].decode()


def test_the_pages_of_a_book_stand_in_the_section_of_1_1(tmp_path: Path) -> None:
    """Moodle's import warns of an item below a section that holds items."""
    built = of(tmp_path, "1.1", units()["guide"])
    assert schema_errors(built, "1.1") == []
    assert built.manifest.find(".//{*}organization/{*}item/{*}item/{*}item/{*}item") is None
    (section,) = (
        one
        for one in built.manifest.iterfind(".//{*}item[{*}item]")
        if one.findtext("{*}title") == "Only (fi)"
    )
    titles = [one.findtext("{*}title") for one in section.iterfind("{*}item")]
    assert titles == ["Guide (fi)", "Guide (fi): Scope (fi)", "Guide (fi): Method (fi)"]


def test_links_to_a_book_open_its_first_page(tmp_path: Path) -> None:
    bare = dataclasses.replace(units()["guide"], body=dict.fromkeys(LANGUAGES, ()))
    body = {"fi": (Text(html=Xhtml(f'<p><a href="unit:{ID}/guide">guide</a></p>')),)}
    lesson = dataclasses.replace(units()["outcomes"], body=body, checks=(), audio={})
    section = Section(id="only", title=words("Only"), units=(lesson, bare))
    built = build(sample_module(tmp_path, sections=(section,)), tmp_path, "1.3", "fi")
    assert 'href="guide.scope.html"' in built.files["pages/outcomes.html"].decode()
    assert "pages/guide.html" not in built.files


def test_a_quiz_without_questions_is_left_out_with_a_note(tmp_path: Path) -> None:
    """Moodle 4.5 to 5.1 dies of a quiz without questions."""
    empty = dataclasses.replace(units()["quiz"], questions=())
    both = Section(id="only", title=words("Only"), units=(empty, units()["talk"]))
    built = build(sample_module(tmp_path, sections=(both,)), tmp_path, "1.1", "fi")
    assert not any(name.startswith("quizzes/") for name in built.files)
    assert Loss.LEFT_OUT in losses(built)
    assert schema_errors(built, "1.1") == []


def test_empty_sections_make_no_folders(tmp_path: Path) -> None:
    sections = (Section(id="none", title=words("None"), units=()), *sample_module(tmp_path).sections)
    built = build(sample_module(tmp_path, sections=sections), tmp_path, "1.1", "fi")
    titles = [one.text for one in built.manifest.iterfind(".//{*}organization/{*}item/{*}item/{*}title")]
    assert "None (fi)" not in titles
    assert len(titles) == 3


def test_counts_are_what_people_count(tmp_path: Path) -> None:
    built = build(sample_module(tmp_path), tmp_path, "1.3", "fi")
    assert built.contents.items == {
        "page": 20, "link": 1, "file": 5, "assignment": 3, "discussion": 2, "quiz": 3
    }  # fmt: skip
    quizzes = ("quiz", "words", "stages")
    asked = [len(list(built.xml(f"quizzes/{name}.xml").iter("{*}item"))) for name in quizzes]
    assert built.contents.questions == sum(asked)


@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_lti_links_open_the_unit_by_address_and_by_parameter(tmp_path: Path, version: str) -> None:
    built = build(sample_module(tmp_path), tmp_path, version, "sv", "lti")
    root = built.xml("lti/quiz.xml")
    address = f"{TOOL_URL}/lti/launch?unit=fi.example.sample%2Fquiz"
    assert root.findtext("{*}launch_url") == address
    assert root.findtext("{*}secure_launch_url") == address
    custom = {one.get("name"): one.text for one in root.iter("{*}property")}
    assert custom == {"unit": "fi.example.sample/quiz", "lang": "sv"}
    assert root.findtext("{*}vendor/{*}code")


def test_what_lives_from_a_group_stays_native_beside_lti_links(tmp_path: Path) -> None:
    built = build(sample_module(tmp_path), tmp_path, "1.3", "fi", "lti")
    through_the_tool = [unit for unit in units().values() if not stays_native(unit)]
    assert built.contents.items == {
        "LTI link": len(through_the_tool), "assignment": 3, "discussion": 2, "page": 3, "file": 1
    }  # fmt: skip
    assert "pages/outcomes.html" not in built.files


def test_a_tool_without_tls_has_no_secure_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.support.cartridges.TOOL_URL", "http://localhost:9000")
    built = of(tmp_path, "1.1", units()["quiz"], "lti")
    root = built.xml("lti/quiz.xml")
    assert str(root.findtext("{*}launch_url")).startswith("http://localhost:9000/lti/launch?")
    assert root.find("{*}secure_launch_url") is None
    assert schema_errors(built, "1.1") == []


def test_the_record_stands_first_with_its_json_beside(tmp_path: Path) -> None:
    built = build(sample_module(tmp_path), tmp_path, "1.1", "fi")
    first = built.manifest.find(".//{*}organization/{*}item/{*}item/{*}item")
    assert first is not None
    resource = next(one for one in built.resources() if one.get("identifier") == first.get("identifierref"))
    assert resource.get("href") == "record/about-this-module.html"
    assert 'href="micro-credential.jsonld"' in built.files["record/about-this-module.html"].decode()
    assert b"fi.example.sample" in built.files["record/micro-credential.jsonld"]


TITLES = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=("Cs",)), st.sampled_from("<>&\"'\x00\x1f\u202e\u2028\n\tאبÅ🇫🇮")
    ),
    min_size=1,
    max_size=30,
)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15, deadline=None)
@given(TITLES, st.sampled_from(["1.1", "1.3"]), st.sampled_from(["native", "lti"]))
def test_any_title_gives_a_valid_cartridge(tmp_path: Path, title: str, version: str, delivery: Any) -> None:
    said = dict.fromkeys(LANGUAGES, title)
    sections = tuple(
        Section(
            id=section.id,
            title=said,
            summary=said,
            units=tuple(dataclasses.replace(unit, title=said) for unit in section.units),
        )
        for section in sample_module(tmp_path).sections
    )
    module = sample_module(tmp_path, sections=sections, title=said, summary=said, authors=(title,))
    built = build(module, tmp_path, version, "fi", delivery)
    assert schema_errors(built, version) == []
    code, lines = judged(built.path)
    assert code == 0, lines


def test_tries_beyond_the_profile_are_noted_at_the_unit(tmp_path: Path) -> None:
    quiz = dataclasses.replace(units()["quiz"], tries=9, files={"fi": "fi/quiz.md"})
    assert isinstance(quiz, Quiz)
    built = of(tmp_path, "1.1", quiz)
    note = next(note for note in built.notes if "9 tries" in note.text)
    assert (note.place, note.file) == ("quiz", "fi/quiz.md")


@pytest.mark.parametrize(("marks", "noted"), [(0, []), (3, ["quiz#own"])])
def test_the_tool_weighs_no_essay(tmp_path: Path, marks: int, noted: list[str]) -> None:
    essay = next(one for one in units()["quiz"].questions if one.kind == "essay")
    unit = dataclasses.replace(units()["quiz"], questions=(dataclasses.replace(essay, marks=marks),))
    built = of(tmp_path, "1.3", unit, "lti")
    assert [one.place for one in built.notes if one.text.startswith("nobody marks the essay")] == noted


def test_a_scenario_is_a_page_whose_choices_open_and_lead_on(tmp_path: Path) -> None:
    built = of(tmp_path, "1.1", units()["ward"])
    page = built.files["pages/ward.html"].decode()
    assert page.count("<details") == 5
    assert "<summary>Wait (fi)</summary>" in page
    assert page.count('href="#scene-talk"') == 2
    assert page.count("Tapaus päättyy tähän.") == 2
    assert '<dt id="term-eqf">' in page
    assert Loss.NEAREST_FORM in losses(built)


@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_a_glossary_is_one_page_of_words(tmp_path: Path, version: str) -> None:
    built = of(tmp_path, version, units()["glossary"])
    assert schema_errors(built, version) == []
    page = built.files["pages/glossary.html"].decode()
    assert page.index('<dt id="eqf">') < page.index('<dt id="level">') < page.index('<dt id="rpl">')
    assert "Myös: RPL, recognised fi" in page
    assert 'src="../media/figure.png"' in page
    assert [one for one in losses(built) if one is not Loss.SITE_NEEDS] == [Loss.SHOWN_AS_TEXT]  # the quiz


def test_a_folder_is_an_item_with_its_files_and_folders_below(tmp_path: Path) -> None:
    built = of(tmp_path, "1.3", units()["tools"])
    assert schema_errors(built, "1.3") == []
    (folder,) = built.manifest.iterfind(".//{*}organization/{*}item/{*}item/{*}item[{*}item]")
    assert [one.text for one in folder.iter("{*}title")] == [
        "Tools (fi)", "canvas.docx", "guides", "ward.fi.txt", "vanhat ä", "ward.txt",
    ]  # fmt: skip
    assert built.contents.items == {"file": 3, "page": 1}
    assert built.files["media/tools/guides/ward.fi.txt"] == b"Osastolla."
    assert losses(built) == []


def test_the_files_of_a_folder_stand_in_the_section_of_1_1(tmp_path: Path) -> None:
    built = of(tmp_path, "1.1", units()["tools"])
    assert schema_errors(built, "1.1") == []
    (section,) = (
        one
        for one in built.manifest.iterfind(".//{*}item[{*}item]")
        if one.findtext("{*}title") == "Only (fi)"
    )
    assert [one.findtext("{*}title") for one in section.iterfind("{*}item")] == [
        "Tools (fi): canvas.docx", "Tools (fi): guides/ward.fi.txt", "Tools (fi): guides/vanhat ä/ward.txt",
        "Tietoa: Tools (fi)",
    ]  # fmt: skip
    assert losses(built) == [Loss.NEAREST_FORM]


def test_a_film_is_a_page_with_a_player_in_1_3_and_a_link_in_1_1(tmp_path: Path) -> None:
    in_1_3, in_1_1 = (of(tmp_path, version, units()["film"]) for version in ("1.3", "1.1"))
    for built, version in ((in_1_3, "1.3"), (in_1_1, "1.1")):
        assert schema_errors(built, version) == []
        page = built.files["pages/film.html"].decode()
        assert "<summary>Tekstivastine</summary>" in page
        assert "Kuvailutulkkaus: All that is shown is said, too. (fi)" in page
        assert {"media/film.webm", "media/film.fi.vtt", "media/film.sv.vtt"} <= set(built.files)
    player = in_1_3.xml("pages/film.html").find(".//{*}video")
    assert player is not None
    assert next(one.get("src") for one in player.iter("{*}track")) == "../media/film.fi.vtt"
    assert player.get("poster") == "../media/figure.png"
    link = in_1_1.xml("pages/film.html").find(".//{*}p[@class='poiju-media']/{*}a")
    assert link is not None
    assert link.get("href") == "../media/film.webm"
    assert "<video" not in in_1_1.files["pages/film.html"].decode()
    assert losses(in_1_3) == []
    assert losses(in_1_1) == [Loss.NEAREST_FORM]


def test_pages_link_to_glossaries_and_films_in_1_3(tmp_path: Path) -> None:
    body = {
        "fi": (Text(html=Xhtml(f'<p><a href="unit:{ID}/glossary">G</a> <a href="unit:{ID}/film">F</a></p>')),)
    }
    lesson = dataclasses.replace(units()["outcomes"], body=body, checks=(), audio={})
    section = Section(id="only", title=words("Only"), units=(lesson, units()["glossary"], units()["film"]))
    page = build(sample_module(tmp_path, sections=(section,)), tmp_path, "1.3", "fi").files
    assert 'href="glossary.html"' in page["pages/outcomes.html"].decode()
    assert 'href="film.html"' in page["pages/outcomes.html"].decode()
