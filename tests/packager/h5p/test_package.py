"""What is read in an H5P package, and every package that would not play or is dangerous to open."""

from __future__ import annotations

import io
import json
import random
import stat
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest

from packager.h5p import archive
from packager.h5p.package import Library, read_package
from tests.support.h5p import FOLDER, LIBRARY, card, card_description, card_files, card_library, packed

OTHER = {"machineName": "H5P.Other", "majorVersion": 2, "minorVersion": 11}
AGAIN = ": export it again where it was made"


def faults(content: bytes) -> list[str]:
    """Return what is said of a package."""
    package, said = read_package(io.BytesIO(content), len(content))
    assert (package is None) == bool(said)
    return list(said)


def changed(**files: Any) -> list[str]:
    """Return what is said of the card with files changed (None takes one away; names are keys of `NAMES`)."""
    return faults(packed(with_files({NAMES[key]: value for key, value in files.items()})))


NAMES = {"h5p": "h5p.json", "content": "content/content.json", "library": f"{FOLDER}/library.json"}


def with_files(files: Mapping[str, Any]) -> dict[str, str | bytes]:
    """Return the files of the card, some of them changed."""
    return {name: content for name, content in {**card_files(), **files}.items() if content is not None}


def test_a_package_says_its_type_and_what_it_plays_with() -> None:
    package, said = read_package(io.BytesIO(card()), len(card()))
    assert said == ()
    assert package is not None
    assert package.content_type == "Poiju card"
    assert package.needed == (Library("H5P.PoijuCard", 1, 0),)
    assert package.absent == ()


def test_libraries_that_do_not_come_along_are_named_the_main_one_first() -> None:
    description = card_description(
        preloadedDependencies=[{**LIBRARY, "majorVersion": "1", "minorVersion": "0"}],
        dynamicDependencies=[OTHER],
    )
    library = card_library(editorDependencies=[{**OTHER, "machineName": "H5PEditor.Other"}])
    content = packed(with_files({"h5p.json": json.dumps(description), NAMES["library"]: json.dumps(library)}))
    package, _ = read_package(io.BytesIO(content), len(content))
    assert package is not None
    assert [str(one) for one in package.needed] == ["H5P.PoijuCard 1.0", "H5P.Other 2.11"]
    assert [str(one) for one in package.absent] == ["H5P.Other 2.11", "H5PEditor.Other 2.11"]


def test_a_package_without_any_library_is_named_by_its_main_one() -> None:
    names = ("h5p.json", "content/content.json")
    content = packed({name: card_files()[name] for name in names})
    package, _ = read_package(io.BytesIO(content), len(content))
    assert package is not None
    assert package.content_type == "H5P.PoijuCard"
    assert package.absent == package.needed


@pytest.mark.parametrize(
    ("description", "said"),
    [
        (None, f"holds no h5p.json{AGAIN}"),
        ("{", f"its h5p.json is no JSON{AGAIN}"),
        ("[" * 100_000, f"its h5p.json is no JSON{AGAIN}"),
        ("null", f"its h5p.json holds no description{AGAIN}"),
        ({"title": None}, f"its h5p.json has no title{AGAIN}"),
        ({"title": ""}, f"its h5p.json says title: , which H5P does not take{AGAIN}"),
        ({"language": "fi_FI"}, f"its h5p.json says language: fi_FI, which H5P does not take{AGAIN}"),
        ({"mainLibrary": None}, f"its h5p.json has no mainLibrary{AGAIN}"),
        (
            {"mainLibrary": "H5P.Other"},
            f"its main library H5P.Other is not among the libraries that it names{AGAIN}",
        ),
        ({"embedTypes": ["frame"]}, f"its h5p.json has no embedTypes{AGAIN}"),
        (
            {"preloadedDependencies": None},
            f"its h5p.json names no libraries (preloadedDependencies){AGAIN}",
        ),
        (
            {"preloadedDependencies": [LIBRARY, {"machineName": "H5P.Other", "majorVersion": 1}]},
            f"its h5p.json names a library without machineName, majorVersion or minorVersion{AGAIN}",
        ),
    ],
)
def test_what_h5p_json_must_say(description: Any, said: str) -> None:
    if isinstance(description, dict):
        whole = {key: value for key, value in card_description(**description).items() if value is not None}
        description = json.dumps(whole)
    assert changed(h5p=description) == [said]


def refused(names: str) -> str:
    """Return what is said of files that H5P does not take."""
    return f"holds kinds of files that H5P refuses ({names}): take them out, and {AGAIN[2:]}"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"content/content.json": None}, f"holds no content/content.json{AGAIN}"),
        ({"content/a.exe": "x", f"{FOLDER}/b.php": "x"}, refused(f"content/a.exe, {FOLDER}/b.php")),
        (
            {f"content/{number}.html": "x" for number in range(5)},
            refused("content/0.html, content/1.html, content/2.html and 2 more"),
        ),
        ({"content/": ""}, "has entries for folders (content), which H5P refuses: zip it with zip -rD"),
        ({f"{FOLDER}/library.json": "{"}, f"its {FOLDER}/library.json is no JSON{AGAIN}"),
        ({"Strange/script.js": ""}, f"holds no Strange/library.json{AGAIN}"),
        (
            {f"{FOLDER}/library.json": json.dumps(card_library(minorVersion=1))},
            f"its library {FOLDER} calls itself otherwise in library.json{AGAIN}",
        ),
        ({f"{FOLDER}/card.js": None}, f"its library {FOLDER} lacks card.js{AGAIN}"),
    ],
)
def test_what_a_package_must_hold(files: dict[str, Any], said: str) -> None:
    assert faults(packed(with_files(files))) == [said]


def test_all_is_said_in_one_run() -> None:
    assert len(changed(h5p=json.dumps(card_description(title="", language="")), content="{")) == 3


def test_files_that_h5p_skips_are_skipped() -> None:
    assert faults(packed(with_files({"__MACOSX/x.exe": "x", "content/.DS_Store": "x", "readme": "x"}))) == []


@pytest.mark.parametrize(
    "name",
    ["../evil.json", "/etc/passwd", "content/../../x.json", "C:/x.json", "a\\b.json", "content//x.json"],
)
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    (said,) = faults(packed(with_files({name: "x"})))
    assert said.endswith("leads out of the package: do not use this file")


def test_a_link_an_unknown_packing_and_a_password_are_refused() -> None:
    link = zipfile.ZipInfo("content/link.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    squeezed = zipfile.ZipInfo("content/odd.json")
    squeezed.compress_type = zipfile.ZIP_BZIP2
    secret = zipfile.ZipInfo("content/secret.json")
    secret.flag_bits = 1
    for entry, word in ((link, "a link"), (squeezed, "packed in a way"), (secret, "encrypted")):
        buffer = io.BytesIO(card())
        with zipfile.ZipFile(buffer, "a") as out:
            out.writestr(entry, "x")
        if entry is secret:  # zipfile writes no passwords: the flag is set in the directory
            buffer = io.BytesIO(flagged(buffer.getvalue(), b"content/secret.json"))
        (said,) = faults(buffer.getvalue())
        assert word in said


def flagged(raw: bytes, name: bytes) -> bytes:
    """Return a zip in whose directory a file has the flag of encryption."""
    directory = raw.rindex(b"PK\x01\x02", 0, raw.rindex(name))
    return raw[: directory + 8] + b"\x01\x00" + raw[directory + 10 :]


def test_the_same_file_twice_is_refused() -> None:
    buffer = io.BytesIO(card())
    with zipfile.ZipFile(buffer, "a") as out, pytest.warns(UserWarning, match="Duplicate name"):
        out.writestr("h5p.json", "{}")
    assert faults(buffer.getvalue()) == ["holds h5p.json twice: export it again"]


def test_what_unpacks_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_RATIO_FROM", 1 << 20)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("content/content.json", b"0" * (4 << 20))
    (said,) = faults(buffer.getvalue())
    assert said == "unpacks to more than 1 MB: make its media smaller"
    monkeypatch.setattr(archive, "MOST_FILES", 3)
    assert faults(card()) == ["holds more than 3 files: make it smaller"]
    monkeypatch.setattr(archive, "MOST_FILES", 100)
    monkeypatch.setattr(archive, "MOST_JSON", 10)
    assert all("is larger than 0 MB: make it smaller" in said for said in faults(card()))


def test_a_lie_about_the_size_is_no_way_around(monkeypatch: pytest.MonkeyPatch) -> None:
    """The size that the zip claims is the most that is ever read."""
    content = packed(with_files({"content/content.json": json.dumps({"text": "x" * 5000})}))
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"content/content.json"))
    lying = content[: at + 24] + (100).to_bytes(4, "little") + content[at + 28 :]
    assert len(faults(lying)) == 1


def test_damage_never_raises() -> None:
    """Chance bytes anywhere in a package make no package, or the same one, and never an exception."""
    chance = random.Random(5)
    whole = card()
    for _ in range(400):
        spoiled = bytearray(whole[: chance.randrange(len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randrange(1, 8)):
            if spoiled:
                spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        package, said = read_package(io.BytesIO(bytes(spoiled)), len(spoiled))
        assert (package is None) == bool(said)
        assert all(one.isprintable() for one in said)
