"""What was built before is found, and is what a new build would write."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from packager.definition.problems import DefinitionError
from packager.errors import PoijuError
from packager.formats.table import FORMATS
from packager.library import build_folders
from tests.packager.cache.conftest import ROOT, Place

EVERYTHING = {"formats": FORMATS, "languages": ()}
HEAVY = ("babel", "jinja2", "latex2mathml", "lxml", "pydantic", "pyromark", "yaml", "zipfile")


def test_all_formats_and_languages_are_the_same_bytes_and_words(place: Place) -> None:
    fresh = place.build("fresh", cached=False, **EVERYTHING)
    warnings = place.told
    first = place.build("first", **EVERYTHING)
    second = place.build("second", **EVERYTHING)
    assert place.read == 2  # not a third time
    assert place.told == warnings
    assert place.packages("fresh") == place.packages("first") == place.packages("second")
    for one, other in zip(first, second, strict=True):
        assert {**one.as_json(), "path": "", "page": ""} == {**other.as_json(), "path": "", "page": ""}
        assert (one.contents_text, one.notes) == (other.contents_text, other.notes)
    assert [one.path.name for one in fresh] == [one.path.name for one in second]


@pytest.mark.parametrize(
    "words",
    [
        {"archive": "tar.gz"},
        {"delivery": "lti", "tool_url": "https://poiju.example.fi"},
        {"languages": ("sv",)},
        {"formats": FORMATS[1:2]},
        {"languages": (), "formats": FORMATS[:1], "multilang": True},
        {"formats": FORMATS[:1], "moodle": "4.1"},
        {"page_language": "en"},
    ],
    ids=lambda words: list(words)[-1],
)
def test_another_order_is_built_by_itself(place: Place, words: dict[str, object]) -> None:
    place.build()
    place.build("other", **words)
    place.build("again", **words)
    assert place.read == 2
    place.build("fresh", cached=False, **words)
    assert place.packages("other") == place.packages("again") == place.packages("fresh")


def test_another_address_of_the_tool_is_another_order(place: Place) -> None:
    for name in ("one", "two"):
        place.build(name, delivery="lti", tool_url=f"https://{name}.example.fi")
    assert place.read == 2
    assert place.packages("one") != place.packages("two")


def test_packages_that_lie_there_are_left_alone_and_others_are_mended(place: Place) -> None:
    built = place.build()
    before = place.packages()
    dates = {path.name: path.stat().st_mtime_ns for path in (place.folder / "out").iterdir()}
    place.build()
    assert {path.name: path.stat().st_mtime_ns for path in (place.folder / "out").iterdir()} == dates
    package = bytearray(built[0].path.read_bytes())
    for spoilt in (
        b"",
        bytes(package[:-1]),
        bytes(package[:-1]) + b"!",
        package[:200] + b"!" + package[201:],
    ):
        built[0].path.write_bytes(spoilt)
        built[0].page.unlink()
        place.build()
        assert place.packages() == before
    assert place.read == 1


def test_a_picture_changed_within_a_package_is_seen(place: Place) -> None:
    (built,) = place.build()
    content = built.path.read_bytes()
    picture = (place.module / "media" / "leaf.png").read_bytes()
    at = content.index(picture) + len(picture) // 2
    built.path.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    place.build()
    assert built.path.read_bytes() == content


def test_media_are_not_kept_twice(place: Place) -> None:
    (built,) = place.build()
    picture = (place.module / "media" / "leaf.png").read_bytes()
    assert picture in built.path.read_bytes()
    assert all(picture not in entry.read_bytes() for entry in place.entries())


@pytest.mark.parametrize("how", ["cut", "changed", "exchanged", "empty", "gone"])
def test_a_damaged_entry_is_built_anew(place: Place, how: str) -> None:
    place.build("first")
    intact = {path: path.read_bytes() for path in place.entries()}
    assert len(intact) == 3  # the overlay's pictures, the module, its package
    for path, content in intact.items():
        other = next(one for one in intact if one != path)
        spoilt = {
            "cut": content[:-1],
            "changed": content[:50] + bytes([content[50] ^ 1]) + content[51:],
            "exchanged": intact[other],
            "empty": b"",
        }
        path.write_bytes(spoilt.get(how, b""))
        if how == "gone":
            path.unlink()
        place.build("again")
        assert place.packages("again") == place.packages("first")
        assert {one: one.read_bytes() for one in place.entries()} == intact  # mended


def test_a_module_with_mistakes_is_never_found(place: Place) -> None:
    place.build()
    (place.module / "en" / "module.yaml").write_text("title: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(DefinitionError):
            place.build()
    assert place.read == 3


def test_a_folder_that_nobody_may_write_to_is_no_mistake(place: Place) -> None:
    (place.folder / "cache").write_text("a file, not a folder", encoding="utf-8")
    place.build("one")
    place.build("two")
    assert place.packages("one") == place.packages("two")


def test_a_picture_that_changes_while_it_is_copied_is_one_line(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.build()
    known = place.cache.look(place.module, place.overlay)
    (place.module / "media" / "leaf.png").write_bytes(b"another picture")
    monkeypatch.setattr(place.cache, "look", lambda folder, overlay: known)
    with pytest.raises(PoijuError, match=r"^leaf\.png changed during the build; build again$"):
        place.build("other")


def test_finding_all_loads_none_of_the_libraries_that_build(place: Place) -> None:
    words = ["build", str(place.module), "--to", "all", "--cache", str(place.folder / "cache")]
    code = (
        f"import sys; from packager.cli import main; sys.argv = {['poiju', *words, '--json']!r}\n"
        "try: main()\n"
        f"finally: print(sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)"
    )
    said = []
    for out in ("one", "two"):
        command = [sys.executable, "-c", code.replace("'--json'", f"'--json', '--out', {out!r}")]
        environment = {"PYTHONPATH": str(ROOT)}
        said.append(
            subprocess.run(
                command, cwd=place.folder, env=environment, capture_output=True, text=True, check=True
            )
        )
    assert "pydantic" in said[0].stderr
    assert said[1].stderr.splitlines()[-1] == "[]"
    assert json.loads(said[0].stdout.replace('"one/', '"two/')) == json.loads(said[1].stdout)


def test_found_and_new_folders_come_in_their_order(place: Place, tmp_path: Path) -> None:
    place.build()
    text = (place.module / "module.yaml").read_text(encoding="utf-8")
    other = tmp_path / "another"
    place.module.rename(other)
    place.module.mkdir()
    for path in sorted(other.rglob("*")):
        target = place.module / path.relative_to(other)
        target.mkdir() if path.is_dir() else target.write_bytes(path.read_bytes())
    (other / "module.yaml").write_text(text.replace("id: fi.", "id: fi.other.", 1), encoding="utf-8")
    for folders in ([other, place.module], [place.module, other]):
        built = build_folders(folders, place.order("both"), overlay=place.overlay, cache=place.cache)
        assert [one.module_id.startswith("fi.other.") for one in built] == [one == other for one in folders]
