"""Films and sounds: what is played, and what people get who do not hear or see it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from packager.definition.reader import read_module
from packager.document.blocks import Callout
from packager.document.media import Captions, Media
from packager.document.module import Module
from tests.support.authoring import read_texts

EVERYTHING = Path(__file__).parents[2] / "definitions" / "everything"
LANGUAGES = ("fi", "sv", "en")
HOIST = "asset: media/hoist.mp4, poster: media/leaf.png, transcript: hoist-transcript.md}"
LECTURE = 'url: "https://video.example.fi/embed/abc", captions: [fi, sv, en]}'
INTERVIEW = "asset: media/interview.mp3}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the definition to spoil."""
    shutil.copytree(EVERYTHING, tmp_path / "module")
    return tmp_path / "module"


def spoil(folder: Path, old: str, new: str, name: str = "module.yaml") -> None:
    written = (folder / name).read_text(encoding="utf-8")
    assert old in written
    (folder / name).write_text(written.replace(old, new), encoding="utf-8")


def said(folder: Path) -> list[str]:
    """Return what is wrong, without the lines of module.yaml, which move."""
    found = read_module(folder)[1].errors
    return [f"{one.place.file}: {one.field}: {one.message}" for one in found]


def unit(module: Module | None, unit_id: str) -> Media:
    assert module is not None
    found = module.unit(unit_id)
    assert isinstance(found, Media)
    return found


def transcript(media: Media, language: str) -> str:
    block = media.body[language][-1]
    assert isinstance(block, Callout)
    assert block.role == "transcript"
    return block.html


def test_a_film_has_captions_in_each_language_and_its_transcript_from_a_file() -> None:
    film = unit(read_module(EVERYTHING)[0], "hoist")
    assert film.medium == "video"
    assert film.captions == tuple(Captions(one, f"media/hoist.{one}.vtt") for one in LANGUAGES)
    assert film.label["en"] == "A nurse lifts a client with a hoist"
    assert film.description["sv"] == "Allt som syns berättas också."
    assert transcript(film, "en").startswith("<h2>Before the lift</h2>")


def test_a_sound_has_its_transcript_from_a_block() -> None:
    sound = unit(read_module(EVERYTHING)[0], "interview")
    assert (sound.medium, sound.captions) == ("audio", ())
    assert transcript(sound, "fi") == "<p>Hoitaja: Tavoite on se, mitä asiakas osaa lopuksi.</p>"


def test_a_film_elsewhere_says_which_captions_it_has() -> None:
    film = unit(read_module(EVERYTHING)[0], "lecture")
    assert (film.asset, film.captioned) == ({}, LANGUAGES)
    assert film.url["sv"] == "https://video.example.fi/embed/abc"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            INTERVIEW, "asset: media/handout.pdf}",
            ("interview.asset: media/handout.pdf is no film or sound: "
            "name a file that ends in .mp4, .webm, .mp3 or .ogg"),
        ),
        (
            INTERVIEW, "minutes: 1}".replace("minutes: 1", "medium: audio"),
            ("interview.asset: name either its file, as asset: media/talk.mp4, or where it plays, "
            "as url: https://…"),
        ),
        (
            INTERVIEW, 'asset: media/interview.mp3, url: "https://example.fi/x"}',
            ("interview.asset: name either its file, as asset: media/talk.mp4, or where it plays, "
            "as url: https://…"),
        ),
        (
            LECTURE, LECTURE.replace("https:", "http:"),
            ("lecture.url: http://video.example.fi/embed/abc is not safe to play: "
            "write an address that begins with https://"),
        ),
        (
            LECTURE, LECTURE.replace(", captions: [fi, sv, en]", ", captions: [fi]"),
            ("lecture.captions: nothing is said of captions in sv, en: see that the film has them, and name "
            "their languages, as captions: [fi, sv, en] (or silent: true, if it has no sound)"),
        ),
        (
            INTERVIEW, "asset: media/interview.mp3, poster: media/leaf.png}",
            "interview.poster: a sound shows no picture: delete poster:",
        ),
        (
            HOIST, HOIST.replace("media/leaf.png", "media/handout.pdf"),
            "hoist.poster: media/handout.pdf is no picture: name one, as media/talk.jpg",
        ),
        (
            HOIST, HOIST.replace("asset", "captions: [fi], asset"),
            "hoist.captions: captions of a file lie beside it, as talk.fi.vtt: delete captions:",
        ),
        (
            INTERVIEW, "asset: media/interview.mp3, silent: true}",
            "interview.silent: a sound is not silent: delete silent:",
        ),
        (
            INTERVIEW, "asset: media/interview.mp3, medium: audio}",
            "interview.medium: the file tells what it is: delete medium:",
        ),
        (
            LECTURE, LECTURE.replace("captions", "silent: true, captions"),
            "lecture.captions: a film without sound has none: delete captions:",
        ),
        (
            LECTURE, LECTURE.replace("captions", "medium: audio, captions"),
            "lecture.captions: a sound has no captions, but a transcript: delete captions:",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row_is_said(folder: Path, old: str, new: str, message: str) -> None:
    spoil(folder, old, new)
    assert said(folder) == [f"module.yaml: {message}"]


def test_a_film_without_captions_in_a_language_is_no_part_of_a_published_module(folder: Path) -> None:
    (folder / "media" / "hoist.sv.vtt").unlink()
    missing = (
        "module.yaml: hoist.asset: the film has no captions in sv: "
        "add media/hoist.sv.vtt (or silent: true, if it has no sound)"
    )
    assert said(folder) == [missing]
    spoil(folder, "status: published", "status: draft")
    assert said(folder) == []
    assert missing.partition(": ")[2] in "\n".join(map(str, read_module(folder)[1].warnings))


def test_a_film_without_sound_needs_no_captions(folder: Path) -> None:
    spoil(folder, HOIST, f"silent: true, {HOIST}")
    for language in LANGUAGES:
        (folder / "media" / f"hoist.{language}.vtt").unlink()
        spoil(folder, "../media/hoist.mp4", "../media/leaf.png", f"{language}/1-outcomes.md")
    assert said(folder) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"1\n00:00:00,000 --> 00:00:02,000\nHei\n",
            "is no WebVTT: write WEBVTT on its first line, and times as 00:00:01.000 --> 00:00:04.000",
        ),
        (
            b"WEBVTTX\n\n00:00.000 --> 00:02.000\nHei\n",
            "is no WebVTT: write WEBVTT on its first line, and times as 00:00:01.000 --> 00:00:04.000",
        ),
        (
            b"WEBVTT\n\n00:00:00,000 --> 00:00:02,000\nHei\n",
            "shows nothing: write times as 00:00:01.000 --> 00:00:04.000 above each caption",
        ),
        (b"WEBVTT\n\n00:00.000 --> 00:02.000\nH\xe4n\n", "is no text in UTF-8: save it anew in UTF-8"),
    ],
)
def test_captions_that_no_browser_reads_are_named(folder: Path, content: bytes, message: str) -> None:
    (folder / "media" / "hoist.fi.vtt").write_bytes(content)
    assert said(folder) == [f"media/hoist.fi.vtt: captions: {message}"]


def test_a_byte_order_mark_before_captions_is_taken(folder: Path) -> None:
    (folder / "media" / "hoist.fi.vtt").write_bytes(
        b"\xef\xbb\xbfWEBVTT - a talk\r\n\r\n00:00.000 --> 00:02.000\r\nHei\r\n"
    )
    assert said(folder) == []


def test_a_transcript_that_is_missing_or_stands_twice_is_named(folder: Path) -> None:
    spoil(folder, "::: transcript", "::: note", "sv/interview.md")
    spoil(folder, "lopuksi.\n:::", "lopuksi.\n:::\n\n::: transcript\nToinen.\n:::", "fi/interview.md")
    (folder / "en" / "hoist-transcript.md").unlink()
    (folder / "fi" / "hoist.md").write_text("# Nosto\n\n::: transcript\nSama.\n:::\n", encoding="utf-8")
    (folder / "sv" / "hoist-transcript.md").write_text("\n", encoding="utf-8")
    assert said(folder) == [
        "en/hoist-transcript.md: : is missing: write the transcript there",
        "fi/hoist.md: block: ::: transcript: hoist-transcript.md is the transcript already: make them one",
        "fi/interview.md: block: ::: transcript: there are two of them: make them one",
        "sv/hoist-transcript.md: transcript: is empty: write the transcript there",
        (
            "sv/interview.md: transcript: there is no transcript: write ::: transcript with all that is said "
            "and shown, or name its file in module.yaml, as transcript: talk-transcript.md"
        ),
    ]  # fmt: skip


def test_a_film_without_a_word_on_what_is_only_shown_is_warned_about(folder: Path) -> None:
    spoil(folder, 'audio-description: "All that is shown is said, too."\n', "", "en/hoist.md")
    assert any(
        str(one).startswith(
            "warning: en/hoist.md:1: audio-description: say how those who do not see the film"
        )
        for one in read_module(folder)[1].warnings
    )


@pytest.mark.parametrize(
    ("front", "problem"),
    [
        ("label: [a, b]", "en/page.md:2: label: write it as text on one line, in quotes"),
        (
            "audio: x.mp3",
            (
                "en/page.md:2: front matter: audio is unknown here (possible: label, audio-description): "
                "delete it"
            ),
        ),
    ],
)
def test_front_matter_holds_words_alone(front: str, problem: str) -> None:
    text = f"---\n{front}\n---\n# Talk\n\n::: transcript\nHello.\n:::\n"
    read, problems = read_texts("media", {"en": text}, asset="media/talk.mp3")
    assert isinstance(read, Media)
    assert problems == [problem]


def test_each_language_may_have_a_film_of_its_own(folder: Path) -> None:
    shutil.copy(folder / "media" / "hoist.mp4", folder / "media" / "hoist.fi.mp4")
    film = unit(read_module(folder)[0], "hoist")
    assert film.asset == {"fi": "media/hoist.fi.mp4", "sv": "media/hoist.mp4", "en": "media/hoist.mp4"}
    assert [one.asset for one in film.captions] == [f"media/hoist.{one}.vtt" for one in LANGUAGES]


def test_a_transcripts_file_is_no_left_over(folder: Path) -> None:
    warnings = [str(one) for one in read_module(folder)[1].warnings]
    assert not [one for one in warnings if "hoist-transcript" in one]


def row(**fields: Any) -> dict[str, Any]:
    return {"asset": "media/talk.mp4", **fields}


def test_blocks_stand_before_the_transcript_wherever_it_is_written() -> None:
    text = "# Talk\n\n::: transcript\nHello.\n:::\n\nMore.\n\n::: task\nWatch.\n:::\n"
    read, problems = read_texts("media", {"en": text}, **row())
    assert isinstance(read, Media)
    assert problems == []
    assert [getattr(block, "role", "") for block in read.body["en"]] == ["", "task", "transcript"]


@pytest.mark.parametrize("twice", ["interview.md", "hoist.md", "hoist-transcript.md"])
def test_a_transcript_has_a_file_of_its_own(folder: Path, twice: str) -> None:
    """It would be read as the text of two units, or stand below two films."""
    if twice == "hoist-transcript.md":
        spoil(folder, INTERVIEW, INTERVIEW.replace("}", f", transcript: {twice}}}"))
    else:
        spoil(folder, "transcript: hoist-transcript.md", f"transcript: {twice}")
    assert any(f": the file {twice} stands twice, first on line " in one for one in said(folder))
