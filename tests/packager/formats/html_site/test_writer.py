"""The site as a package."""

from __future__ import annotations

import base64
import json
import posixpath
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree

from packager.archive import zip_archive
from packager.document.assets import Credit
from packager.document.edition import Edition
from packager.document.settings import Settings
from packager.formats.base import Contents, Job
from packager.formats.html_site.writer import write
from packager.notes import Loss, Notes
from tests.support.sample import LANGUAGES, sample_module, units
from tests.support.sample_course import full_module
from tests.support.sample_questions import word_quiz_size


def build(folder: Path, language: str = "en", **changes: Any) -> tuple[Path, Contents, Notes]:
    """Write the sample's site and return it with its counts and notes."""
    notes = Notes("html")
    target = folder / f"site.{language}.zip"
    edition = Edition(sample_module(folder / "media", **changes), language)
    with zip_archive(target) as archive:
        contents = write(Job(edition=edition, notes=notes), archive)
    return target, contents, notes


def pages(site: Path) -> dict[str, etree._Element]:
    """Return each page as parsed XML."""
    with zipfile.ZipFile(site) as archive:
        names = [name for name in archive.namelist() if name.endswith(".html")]
        return {name: etree.fromstring(archive.read(name)) for name in names}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_leads_to_a_file_of_the_site(language: str, tmp_path: Path) -> None:
    site, _, _ = build(tmp_path, language)
    with zipfile.ZipFile(site) as archive:
        names = set(archive.namelist())
    found = pages(site)
    for name, root in found.items():
        for element in root.iter():
            for address in (element.get("href"), element.get("src")):
                if not address or urlsplit(address).scheme:
                    continue
                path, _, anchor = address.partition("#")
                target = (
                    posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
                    if path
                    else name
                )
                assert target in names, f"{name}: {address}"
                if anchor:
                    assert found[target].xpath("//*[@id=$id]", id=anchor), f"{name}: {address}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_have_a_language_a_title_one_first_heading_and_single_ids(
    language: str, tmp_path: Path
) -> None:
    site, _, _ = build(tmp_path, language)
    titles = set()
    for name, root in pages(site).items():
        assert root.get("lang") == language
        titles.add("".join(map(str, root.find("head/title").itertext())))  # type: ignore[union-attr]  # every page has it
        assert len(list(root.iter("h1"))) == 1, name
        ids = [one.get("id") for one in root.iter() if one.get("id")]
        assert len(ids) == len(set(ids)), name
    # Of the units the text has no page; beside them: the book's pages, contents, description, terms.
    assert len(titles) == len(units()) - 1 + 5


def test_scripts_and_styles_are_files_of_the_site_alone(tmp_path: Path) -> None:
    site, _, _ = build(tmp_path)
    for root in pages(site).values():
        policy = root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert str(policy).startswith("default-src 'none'; script-src 'self' file:;")
        for script in root.iter("script"):
            assert script.get("type") == "application/json" or (script.get("src") and not script.text)
        assert not [
            one for one in root.iter() if one.get("style") or any(key.startswith("on") for key in one.attrib)
        ]


def test_answers_travel_in_one_block_that_markup_cannot_break(tmp_path: Path) -> None:
    site, _, _ = build(tmp_path)
    with zipfile.ZipFile(site) as archive:
        page = archive.read("units/quiz.html").decode()
    block = page.partition('id="poiju-data">')[2].partition("</script>")[0]
    assert "<" not in block
    data = json.loads(block)
    assert data["passing"] == 80
    assert [one["kind"] for one in data["questions"]][:3] == ["choice", "choice", "true-false"]
    assert [one["right"] for one in data["questions"][0]["options"]] == [False, True, False]
    assert data["questions"][-1]["marks"] == 0


def test_without_scripts_every_question_is_text_that_opens(tmp_path: Path) -> None:
    site, _, _ = build(tmp_path)
    found = pages(site)
    assert len(found["units/quiz.html"].findall(".//div[@class='poiju-static']//details")) == 9
    assert len(found["units/outcomes.html"].findall(".//div[@class='poiju-static']//details")) == 1


def test_what_is_for_the_marker_is_not_on_the_site(tmp_path: Path) -> None:
    site, _, notes = build(tmp_path)
    with zipfile.ZipFile(site) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode(errors="replace")
    assert "Look for a verb" not in everything
    assert "Three rows at least" not in everything
    assert [note.place for note in notes if note.loss is Loss.LEFT_OUT] == [
        "canvas", "quiz#own", "report",
    ]  # fmt: skip
    assert "Look at the years" not in everything


def test_counts_and_notes(tmp_path: Path) -> None:
    _, contents, notes = build(tmp_path)
    assert contents.items == dict(Counter(unit.kind for unit in units().values()))
    assert contents.questions == 10 + word_quiz_size() + 6
    assert "talk" in {note.place for note in notes if note.loss is Loss.SITE_NEEDS}


def test_a_book_turns_page_by_page_and_lists_its_pages(tmp_path: Path) -> None:
    found = pages(build(tmp_path)[0])
    for name, here in (("guide", None), ("guide.scope", "scope"), ("guide.method", "method")):
        listed = found[f"units/{name}.html"].findall(".//nav[@class='site-book']//a")
        assert [one.get("href") for one in listed] == [
            "../units/guide.scope.html", "../units/guide.method.html"
        ]  # fmt: skip
        assert [one.get("data-page") for one in listed if one.get("aria-current")] == [here] * bool(here)
    turns = [
        found[f"units/guide.{name}.html"].find(f".//nav[@class='site-turn']/a[@rel='{rel}']")
        for name in ("scope", "method")
        for rel in ("prev", "next")
    ]
    assert [one.get("href") for one in turns if one is not None] == [
        "../units/guide.html", "../units/guide.method.html",
        "../units/guide.scope.html", "../units/canvas.html",
    ]  # fmt: skip


def test_the_same_module_is_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert build(tmp_path / "a")[0].read_bytes() == build(tmp_path / "b")[0].read_bytes()


def test_a_module_without_institution_and_terms_has_no_empty_pages(tmp_path: Path) -> None:
    site, _, _ = build(tmp_path, institution=None)
    assert "Example College" not in "".join(pages(site)["index.html"].itertext())  # type: ignore[arg-type]  # text nodes


def test_files_are_kept_under_their_own_names(tmp_path: Path) -> None:
    site, _, _ = build(tmp_path)
    found = pages(site)
    for page, name in (("units/canvas.html", "canvas.docx"), ("units/handout.html", "handout.pdf")):
        (link,) = [one for one in found[page].iter("a") if one.get("download")]
        assert (link.get("href"), link.get("download")) == (f"../media/{name}", name)


def test_the_picture_and_the_keywords_stand_on_the_first_page(tmp_path: Path) -> None:
    pictured = full_module(tmp_path)
    path, _, _ = build(tmp_path, "fi", picture=pictured.picture, keywords=pictured.keywords)
    index = pages(path)["index.html"]
    [picture] = index.findall(".//img[@class='site-picture']")
    assert (picture.get("src"), picture.get("alt")) == ("media/figure.png", "Three boxes (fi)")
    [keywords] = index.findall(".//meta[@name='keywords']")
    assert keywords.get("content") == "Workload, level (fi), Teacher"


def test_a_glossary_stands_in_the_order_of_its_alphabet(tmp_path: Path) -> None:
    root = pages(build(tmp_path, "fi")[0])["units/glossary.html"]
    letters = root.findall(".//nav[@class='poiju-letters']//a")
    assert [(one.text, one.get("href")) for one in letters] == [
        ("E", "#Letter-1"), ("L", "#Letter-2"), ("Å", "#Letter-3"),
    ]  # fmt: skip
    terms = root.findall(".//dl[@class='poiju-terms-list poiju-glossary']/dt")
    assert [(one.get("id"), one.text) for one in terms] == [
        ("eqf", "EQF (fi)"), ("level", "Level (fi)"), ("rpl", "Åbo <recognition> & more (fi)"),
    ]  # fmt: skip
    said = "".join(root.find(".//dt[@id='rpl']/../dd").itertext())  # type: ignore[union-attr,arg-type]  # it is there
    assert "Myös: RPL, recognised fi, a < b & c" in said
    assert "Aihe: Law (fi), Studies & work (fi)" in said
    assert root.find(".//dt[@id='level']/../dd//a[@href='#eqf']") is not None
    assert root.find(".//section[@class='poiju-terms']") is None


def test_the_files_of_a_folder_are_listed_with_type_and_size(tmp_path: Path) -> None:
    root = pages(build(tmp_path, "fi")[0])["units/tools.html"]
    shown = [
        ("".join(one.itertext()).strip(), one.find("a").get("href"), one.find("a").get("download"))  # type: ignore[union-attr,arg-type]  # each is a link
        for one in root.findall(".//ul[@class='poiju-files']/li")
    ]
    assert shown == [
        ("canvas.docx DOCX, 1 kt", "../media/canvas.docx", "canvas.docx"),
        ("ward.fi.txt TXT, 1 kt", "../media/tools/guides/ward.fi.txt", "ward.fi.txt"),
        ("ward.txt TXT, 1 kt", "../media/tools/guides/vanhat ä/ward.txt", "ward.txt"),
    ]
    assert [one.text for one in root.findall(".//h2[@class='poiju-folder']")] == [
        "guides", "guides / vanhat ä"
    ]  # fmt: skip


def test_a_file_with_a_title_is_called_by_it(tmp_path: Path) -> None:
    path = "media/canvas.docx"
    asset = sample_module(tmp_path / "media").assets[path]
    credit = Credit(author="A. Author", licence="CC0-1.0", title={"fi": "Pohja"})
    assets = {**sample_module(tmp_path / "media").assets, path: replace(asset, credit=credit)}
    root = pages(build(tmp_path, "fi", assets=assets)[0])["units/tools.html"]
    first = root.find(".//ul[@class='poiju-files']/li")
    assert "".join(first.itertext()).strip() == "Pohja canvas.docx, DOCX, 1 kt"  # type: ignore[union-attr,arg-type]  # it is there


def test_progress_counts_what_is_asked_and_the_list_says_what_is_optional(tmp_path: Path) -> None:
    module = full_module(tmp_path)
    learn, finish = module.sections
    optional = replace(learn.units[-1], settings=Settings(optional=True))
    sections = (replace(learn, units=(*learn.units[:-1], optional)), finish)
    path, _, _ = build(tmp_path, "fi", sections=sections)
    index = pages(path)["index.html"]
    data = json.loads(index.findtext(".//script[@id='poiju-data']") or "")
    assert optional.id not in data["units"]
    said = {one.text for one in index.findall(".//span[@class='site-about']")}
    assert [one for one in said if one and one.endswith("· valinnainen")]


def test_captions_stand_in_the_page_itself(tmp_path: Path) -> None:
    """Browsers load none from a file beside a page that is opened from a disk."""
    root = pages(build(tmp_path, "fi")[0])["units/film.html"]
    tracks = root.findall(".//video/track")
    assert [(one.get("srclang"), one.get("default")) for one in tracks] == [
        ("fi", "default"), ("sv", None), ("en", None)
    ]  # fmt: skip
    source = str(tracks[1].get("src"))
    assert source.startswith("data:text/vtt;base64,")
    content = base64.b64decode(source.partition(",")[2]).decode()
    assert content.startswith("WEBVTT\n\n00:00.000 --> 00:02.000\nNurse, sv: hello.")
    policy = root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert "media-src 'self' file: data:;" in str(policy)


def test_a_film_or_sound_has_a_player_and_a_transcript(tmp_path: Path) -> None:
    found = pages(build(tmp_path, "fi")[0])
    for name, tag, file in (("film", "video", "film.webm"), ("sound", "audio", "sound.wav")):
        player = found[f"units/{name}.html"].find(f".//{tag}")
        assert player is not None
        assert (player.get("src"), player.get("controls")) == (f"../media/{file}", "controls")
        transcript = found[f"units/{name}.html"].find(".//details[@class='poiju-callout poiju-transcript']")
        assert "Nurse: hello, fi & all." in "".join(transcript.itertext())  # type: ignore[union-attr,arg-type]  # it is there
    stream = found["units/stream.html"].find(".//section[@class='poiju-embed']/p/a")
    assert stream is not None
    assert stream.get("href") == "https://video.example.fi/embed/a?b=1&c=2"
