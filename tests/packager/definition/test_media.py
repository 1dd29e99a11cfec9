"""Media: found letter by letter, by language, inside the folder, with names that work everywhere."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

import pytest

from packager.definition.media import MediaFolder, describe, refusal
from packager.definition.module_scope import ModuleScope
from packager.definition.problems import Place, Problems


@pytest.fixture
def scope(tmp_path: Path) -> ModuleScope:
    """Return a scope over pictures, a sound and a hand-out, some of them in one language's own variant."""
    media = tmp_path / "media"
    (media / "deep").mkdir(parents=True)
    for name in ("pic.png", "pic.fi.png", "own.sv.pdf", "deep/talk.mp3", "draft.psd", "it's.png", ".hidden"):
        (media / name).write_bytes(name.encode())
    (tmp_path / "outside.png").write_bytes(b"secret")
    problems = Problems()
    languages = ("fi", "sv", "en")
    folder = MediaFolder(tmp_path, languages, problems)
    return ModuleScope("fi.example.m", languages, ("start", "level"), ("eqf",), folder, problems)


def said(scope: ModuleScope) -> list[str]:
    """Return what was reported."""
    return [str(one) for one in scope.problems]


@pytest.mark.parametrize(
    ("written", "language", "found"),
    [
        ("../media/pic.png", "en", "media/pic.png"),
        ("../media/pic.png", "fi", "media/pic.fi.png"),
        ("../media/own.pdf", "sv", "media/own.sv.pdf"),
        ("../media/deep/../deep/talk.mp3", "en", "media/deep/talk.mp3"),
        ("../media/pi%63.png", "en", "media/pic.png"),
    ],
)
def test_a_file_is_found(scope: ModuleScope, written: str, language: str, found: str) -> None:
    place = Place(f"{language}/1.md", 3)
    scope.media.credits_readable = False  # nobody is blamed for a missing credit here
    assert scope.asset(written, language, place) == found
    assert said(scope) == []
    assert list(scope.media.assets) == [found]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("../media/Pic.png", "the file is called media/pic.png: write it in the same letters"),
        ("../media/pik.png", "there is no such file below media/; did you mean pic.png?"),
        ("../media/zzz.jpeg", "there is no such file: put it there, or media/zzz.en.jpeg"),
        ("../media/own.pdf", "it is there for other languages alone: add media/own.en.pdf"),
    ],
)
def test_a_file_that_is_not_there(scope: ModuleScope, written: str, message: str) -> None:
    assert scope.asset(written, "en", Place("en/1.md", 3)) is None
    assert said(scope) == [f"en/1.md:3: {written}: {message}"]


ELSEWHERE = (
    "../outside.png",
    "../../etc/passwd",
    "/etc/passwd",
    "../media/../outside.png",
    "../media/%2e%2e/outside.png",
    "../media",
    "C:/Windows/win.ini",
    "file:///etc/passwd",
    "",
)


@pytest.mark.parametrize("written", ELSEWHERE)
def test_nothing_outside_media_is_reached(scope: ModuleScope, written: str) -> None:
    assert scope.asset(written, "en", Place("en/1.md", 3)) is None
    (message,) = said(scope)
    assert message.endswith("is not below media/: put the file there and write its path")
    assert scope.media.assets == {}


def test_backslashes_are_corrected(scope: ModuleScope) -> None:
    assert scope.asset("..\\media\\pic.png", "en", Place("en/1.md", 3)) is None
    assert said(scope) == ["en/1.md:3: ..\\media\\pic.png: write / between folders, not \\"]


def test_media_name_their_author_and_documents_need_none(scope: ModuleScope) -> None:
    scope.asset("../media/deep/talk.mp3", "en", Place("en/1.md", 5))
    scope.asset("../media/own.pdf", "sv", Place("sv/1.md", 6))
    assert said(scope) == [
        "en/1.md:5: media/deep/talk.mp3 has no credit: add author and licence to media/media.yaml"
    ]


def test_a_kind_of_file_that_modules_do_not_carry(scope: ModuleScope) -> None:
    assert scope.asset("../media/draft.psd", "en", Place("en/1.md", 5)) is None
    assert said(scope) == [
        "en/1.md:5: modules do not carry files as media/draft.psd: put it into a .zip",
    ]


def test_unused_files_are_named(scope: ModuleScope) -> None:
    scope.media.credits_readable = False
    scope.asset("../media/pic.png", "en", Place("en/1.md"))
    scope.media.report_unused()
    assert said(scope) == [
        f"warning: media/{name}:1: nothing uses this file: use it or take it away"
        for name in ("deep/talk.mp3", "draft.psd", "it's.png", "own.sv.pdf")
    ]


@pytest.mark.parametrize(
    "name",
    [
        "a:b.png",
        "what?.png",
        "it's.png",
        "R&D.pdf",
        "con.png",
        "LPT1.txt",
        "x.png.",
        "x.png ",
        "a" * 130 + ".png",
    ],
)
def test_names_that_some_system_refuses(name: str) -> None:
    assert refusal(name) is not None


@pytest.mark.parametrize("name", ["kuva 1.png", "äö-å.svg", "console.png", "com.png", "x (2).pdf"])
def test_names_that_work_everywhere(name: str) -> None:
    assert refusal(name) is None


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    media = tmp_path / "module" / "media"
    media.mkdir(parents=True)
    (media / "x.png").symlink_to(tmp_path / "secret.png")
    (media / "loop.png").symlink_to(media / "loop.png")
    problems = Problems()
    folder = MediaFolder(tmp_path / "module", ("en",), problems)
    assert folder.files == {}
    assert [one.place.file for one in problems] == ["media/loop.png", "media/x.png"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system knows no named pipes")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    os.mkfifo(tmp_path / "media" / "x.png")
    assert MediaFolder(tmp_path, ("en",), Problems()).files == {}


def test_a_name_typed_on_a_mac_is_the_same_name(tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / unicodedata.normalize("NFD", "äiti.png")).write_bytes(b"x")
    folder = MediaFolder(tmp_path, ("fi",), Problems())
    assert list(folder.files) == [unicodedata.normalize("NFC", "media/äiti.png")]


def test_size_and_hash_are_of_the_bytes(tmp_path: Path) -> None:
    content = bytes(range(256)) * 5000
    (tmp_path / "x.bin.zip").write_bytes(content)
    asset = describe("media/x.bin.zip", tmp_path / "x.bin.zip", None)
    assert (asset.size, asset.sha1) == (len(content), hashlib.sha1(content).hexdigest())


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("level", "fi.example.m/level"),
        ("fi.example.m/level", "fi.example.m/level"),
        ("fi.other.x/level", "fi.other.x/level"),
    ],
)
def test_units_are_found(scope: ModuleScope, written: str, key: str) -> None:
    assert scope.unit(written, Place("en/1.md", 2)) == key
    assert said(scope) == []


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("levle", "unit:levle is not a unit of this module: did you mean level?"),
        ("xyz", "unit:xyz is not a unit of this module: it has start, level"),
        ("fi.example.m/xyz", "unit:xyz is not a unit of this module: it has start, level"),
        ("Other/unit", "unit:Other/unit is no unit key: write it as fi.example.module/unit"),
    ],
)
def test_units_that_are_not_there(scope: ModuleScope, written: str, message: str) -> None:
    assert scope.unit(written, Place("en/1.md", 2)) is None
    assert said(scope) == [f"en/1.md:2: {message}"]


def test_terms(scope: ModuleScope) -> None:
    assert scope.term("eqf", Place("en/1.md", 2)) == "eqf"
    assert scope.term("ects", Place("en/1.md", 2)) is None
    assert said(scope) == [
        "en/1.md:2: term:ects is not explained: add it to terms in each language's module.yaml"
    ]
