"""Units to look things up in, to take along, to hear or to see, as activities."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from packager.document.glossary import Glossary, GlossaryEntry
from packager.document.words import Xhtml
from packager.formats.moodle.files import Area
from packager.notes import Loss
from tests.support.moodle_package import MoodlePackage, sample_package, texts
from tests.support.sample import sample_module, units


def package_of(folder: Path, *changed: Any, **job: Any) -> MoodlePackage:
    """Return a backup of a module with these units alone."""
    module = sample_module(folder)
    return MoodlePackage(replace(module, sections=(replace(module.sections[0], units=changed),)), **job)


def userinfo(package: MoodlePackage) -> dict[str, str]:
    """Return which parts are announced to hold data of users."""
    found = {
        str(one.findtext("name")): str(one.findtext("value"))
        for one in package.xml("moodle_backup.xml").iter("setting")
    }
    return {name: value for name, value in found.items() if "user" in name}


def test_a_glossary_holds_its_words_their_forms_and_categories(tmp_path: Path) -> None:
    _, module, glossary = sample_package(tmp_path).activity("glossary")
    entries = {one.findtext("concept"): one for one in glossary.iterfind("entries/entry")}
    assert list(entries) == ["Åbo &lt;recognition&gt; & more (en)", "Level (en)", "EQF (en)"]
    rpl, level, _ = entries.values()
    assert texts(rpl, "aliases/alias/alias_text") == ["RPL", "recognised en", "a &lt; b & c"]
    assert texts(level, "aliases/alias/alias_text") == []
    held = {
        one.findtext("name"): texts(one, "category_entries/category_entry/entryid")
        for one in glossary.iterfind("categories/category")
    }
    assert held == {
        "Law (en)": [rpl.attrib["id"], level.attrib["id"]], "Studies & work (en)": [rpl.attrib["id"]],
    }  # fmt: skip
    assert {one.findtext("userid") for one in entries.values()} == {"0"}
    assert (module.findtext("completion"), module.findtext("completionview")) == ("2", "1")


def test_its_entries_travel_as_data_of_users_without_users(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    folder, module, _ = package.activity("glossary")
    announced = userinfo(package)
    assert announced["users"] == "0"
    name = folder.partition("/")[2]
    with_data = {key for key, value in announced.items() if value == "1"}
    assert with_data == {f"{name}_userinfo", f"section_{module.findtext('sectionid')}_userinfo"}


def test_no_data_of_users_is_announced_without_a_glossary(tmp_path: Path) -> None:
    assert set(userinfo(package_of(tmp_path, units()["handout"])).values()) == {"0"}


def test_words_are_linked_where_the_author_wants_it(tmp_path: Path) -> None:
    for wish in (True, False):
        package = package_of(tmp_path / str(wish), replace(units()["glossary"], autolink=wish))
        _, _, glossary = package.activity("glossary")
        assert {one.text for one in glossary.iter("usedynalink")} == ({"0", "1"} if wish else {"0"})
        assert {one.findtext("usedynalink") for one in glossary.iter("category")} == {"0"}
        noted = [one for one in package.notes if "auto-linking" in one.text]
        assert [one.loss for one in noted] == [Loss.SITE_NEEDS] * wish


def test_links_between_words_open_their_entries(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    _, _, glossary = package.activity("glossary")
    numbers = [one.attrib["id"] for one in glossary.iterfind("entries/entry")]
    rpl, level, eqf = (str(one.findtext("definition")) for one in glossary.iterfind("entries/entry"))
    course = package.xml("moodle_backup.xml")[0].findtext("original_course_id")
    assert f'<a href="$@GLOSSARYSHOWENTRY*{course}*{numbers[1]}@$">level</a>' in rpl
    assert f'<a href="$@GLOSSARYSHOWENTRY*{course}*{numbers[2]}@$">EQF</a>' in level
    assert f"GLOSSARYSHOWENTRY*{course}*{numbers[0]}@$" in str(glossary.findtext("intro"))
    assert "#" not in re.sub(r"&#?\w+;", "", rpl + level + eqf)


def test_a_term_without_room_for_its_explanation_leads_to_the_glossary(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    _, _, glossary = package.activity("glossary")
    eqf = next(one for one in glossary.iter("entry") if one.findtext("concept") == "EQF (en)")
    pages = " ".join(texts(package.activity("ward")[2], "pages/page/contents"))
    intro = str(package.activity("ward")[2].findtext("intro"))
    assert re.search(rf'GLOSSARYSHOWENTRY\*\d+\*{eqf.attrib["id"]}@\$">EQF', intro + pages)
    alone = package_of(tmp_path / "alone", units()["ward"])
    left_out = [
        [one.place for one in made.notes if one.text.startswith("the explanation of the term")]
        for made in (package, alone)
    ]
    assert left_out == [[], ["ward"]]


def test_pictures_stand_with_their_entry_and_formulas_are_tex(tmp_path: Path) -> None:
    package = sample_package(tmp_path)
    _, _, glossary = package.activity("glossary")
    rpl, level, _ = glossary.iterfind("entries/entry")
    files = {
        tuple(one.findtext(name) for name in ("component", "filearea", "itemid", "filename"))
        for one in package.xml("files.xml").iter("file")
    }
    assert ("mod_glossary", "entry", rpl.attrib["id"], "figure.png") in files
    assert r"\(x &lt; 8\)" in str(level.findtext("definition"))
    assert "<math" not in str(level.findtext("definition"))
    assert "glossary" in {one.place for one in package.notes if "MathJax" in one.text}


def test_a_formula_on_a_line_of_its_own_stays_there(tmp_path: Path) -> None:
    formula = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML" display="block" alttext="x"><semantics><mi>x</mi>'
        '<annotation encoding="application/x-tex">x</annotation></semantics></math>'
    )
    entry = GlossaryEntry(id="x", term={"en": "x"}, definition={"en": Xhtml(formula)})
    unit: Glossary = replace(units()["glossary"], entries=(entry,))
    _, _, glossary = package_of(tmp_path, unit).activity("glossary")
    assert glossary.findtext("entries/entry/definition") == r"\[x\]"


def test_a_folder_keeps_its_folders_and_shows_what_they_hold(tmp_path: Path) -> None:
    package = sample_package(tmp_path, "fi")
    _, module, folder = package.activity("tools")
    context = folder.getparent().attrib["contextid"]
    files = [
        tuple(one.findtext(name) for name in ("component", "filearea", "filepath", "filename", "author"))
        for one in package.xml("files.xml").iter("file")
        if one.findtext("contextid") == context
    ]
    assert files == [
        ("mod_folder", "content", "/", "canvas.docx", "A. Author"),
        ("mod_folder", "content", "/guides/", "ward.fi.txt", "A. Author"),
        ("mod_folder", "content", "/guides/vanhat ä/", "ward.txt", "A. Author"),
    ]
    assert (folder.findtext("showexpanded"), folder.findtext("showdownloadfolder")) == ("1", "1")
    assert "<p>Take these along, fi.</p>" in str(folder.findtext("intro"))
    assert (module.findtext("completionview"), module.findtext("showdescription")) == ("1", "1")


def test_folders_have_names_that_moodle_keeps() -> None:
    area = Area(1, "mod_folder", "content")
    assert area.inside("").folder == "/"
    assert area.inside("a/b c").folder == "/a/b c/"
    assert area.inside("<a>/&/..").folder == "/a/file/../"


def test_a_film_is_a_page_with_its_captions_poster_and_transcript(tmp_path: Path) -> None:
    package = sample_package(tmp_path, "sv")
    _, module, page = package.activity("film")
    html = str(page.findtext("content"))
    player = etree.HTML(html).find(".//video")
    assert player.get("src") == "@@PLUGINFILE@@/film.webm"
    assert player.get("poster") == "@@PLUGINFILE@@/figure.png"
    assert player.get("aria-label") == 'A nurse & a "hoist" (sv)'
    assert [(one.get("src"), one.get("label"), one.get("default")) for one in player.iter("track")] == [
        ("@@PLUGINFILE@@/film.fi.vtt", "suomi", None),
        ("@@PLUGINFILE@@/film.sv.vtt", "svenska", "default"),
        ("@@PLUGINFILE@@/film.en.vtt", "English", None),
    ]
    assert "Syntolkning: All that is shown is said, too. (sv)" in html
    assert "<details" in html
    assert html.index("</video>") < html.index("<summary>Transkription</summary>")
    assert "<p>Nurse: hello, sv &amp; all.</p>" in html
    assert '<dt id="term-eqf">' in html
    assert (module.findtext("completion"), module.findtext("completionview")) == ("2", "1")


def test_a_film_elsewhere_is_a_link(tmp_path: Path) -> None:
    package = sample_package(tmp_path, "fi")
    html = str(package.activity("stream")[2].findtext("content"))
    link = etree.HTML(html).find(".//a")
    assert (link.get("href"), link.text) == ("https://video.example.fi/embed/a?b=1&c=2", "Stream (fi)")
    assert "Tekstitys: suomi, svenska" in html
    assert [note.loss for note in package.notes if note.place == "stream"] == [Loss.SHOWN_AS_TEXT]
