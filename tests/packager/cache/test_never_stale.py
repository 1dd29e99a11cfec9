"""Whatever decides on a package changes its key: a stale package is never served."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

import packager.building
from packager.cache import fingerprint as prints
from packager.cache import inputs
from packager.cache.fingerprint import LIBRARIES, fingerprint
from packager.definition.problems import DefinitionError
from tests.packager.cache.conftest import ROOT, Place


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Change a file so that its size and its date of writing stay."""
    state = path.stat()
    content = change(path.read_bytes())
    assert len(content) == state.st_size
    path.write_bytes(content)
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))


def last_bit(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


def a_letter(content: bytes) -> bytes:
    return content.replace(b" a ", b" A ", 1)


CHANGES: dict[str, Callable[[Place], object]] = {
    "a picture": lambda place: rewrite(place.module / "media" / "leaf.png", last_bit),
    "a film": lambda place: rewrite(place.module / "media" / "hoist.mp4", last_bit),
    "a drawing": lambda place: rewrite(
        place.module / "media" / "alignment.svg", lambda text: text.replace(b"<svg ", b"<svg\n", 1)
    ),
    "captions": lambda place: rewrite(
        place.module / "media" / "hoist.en.vtt", lambda text: text.replace(b"e", b"i", 1)
    ),
    "a text": lambda place: rewrite(next(iter((place.module / "en").glob("1-*.md"))), a_letter),
    "words": lambda place: rewrite(
        place.module / "en" / "module.yaml", lambda text: text.replace(b"title: ", b"title:  ", 1)[:-1]
    ),
    "a credit": lambda place: rewrite(
        place.module / "media" / "media.yaml", lambda text: text.replace(b"author: A", b"author: O", 1)
    ),
    "a file more": lambda place: (place.module / "media" / "more.png").write_bytes(b"more"),
    "a text more": lambda place: (place.module / "en" / "more.md").write_bytes(b"# More\n"),
    "a language more": lambda place: shutil.copytree(place.module / "en", place.module / "et"),
    "a file less": lambda place: (place.module / "media" / "hoist.fi.vtt").unlink(),
    "a file of another name": lambda place: (place.module / "media" / "interview.mp3").rename(
        place.module / "media" / "Interview.mp3"
    ),
    "the overlay": lambda place: rewrite(place.overlay, lambda text: text.replace(b"FI", b"SE")),
    "a picture of the overlay": lambda place: rewrite(
        place.overlay.parent / "pictures" / "logo.png", last_bit
    ),
    "no overlay": lambda place: place.overlay.unlink(),
}


def outcome(place: Place, out: str, *, cached: bool) -> object:
    """Return all that a build says and writes."""
    try:
        place.build(out, cached=cached)
    except DefinitionError as error:
        return str(error)
    return place.told, place.packages(out)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_of_the_input_is_seen(place: Place, change: Callable[[Place], object]) -> None:
    place.build()
    change(place)
    wanted = outcome(place, "fresh", cached=False)
    place.read = 0
    assert outcome(place, "out", cached=True) == wanted
    assert place.read == 1
    assert outcome(place, "out", cached=True) == wanted
    assert place.read == (2 if isinstance(wanted, str) else 1)  # mistakes are never kept


def test_a_link_in_place_of_a_file_is_built_without_the_cache(place: Place) -> None:
    picture = place.module / "media" / "leaf.png"
    picture.rename(place.module / "media" / "real.png")
    picture.symlink_to("real.png")
    place.build("one")
    place.build("two")
    assert place.read == 2
    assert place.entries() == []


def test_a_file_that_changes_during_the_build_is_not_kept_under_its_old_hash(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = place.module / "en" / "module.yaml"
    old = text.read_bytes()
    looked = place.cache.look(place.module, place.overlay)
    text.write_bytes(old.replace(b"title: ", b"title: New ", 1))  # between hashing and reading

    def tell(sources: object, plan: object) -> None:
        text.write_bytes(old)  # and back again, between reading and writing

    with monkeypatch.context() as patched:
        patched.setattr(place.cache, "look", lambda folder, overlay: looked)
        patched.setattr(packager.building, "tell_warnings", tell)
        place.build("odd")
    assert b"New " in b"".join(path.read_bytes() for path in (place.folder / "odd").glob("*.html"))
    place.build("now")
    place.build("fresh", cached=False)
    assert place.packages("now") == place.packages("fresh")


def test_every_file_that_a_build_opens_is_in_the_key(place: Place) -> None:
    """Asked of Python itself, so that whatever a reader learns to open must be listed, too."""
    code = f"""
import os, sys
opened = set()
def hear(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, os.PathLike)):
        opened.add(os.path.abspath(arguments[0]))
sys.addaudithook(hear)
from packager.cli import COMMANDS, make_group
words = ["build", {str(place.module)!r}, "--to", "all", "--out", "out", "--no-cache",
         "--overlay", {str(place.overlay)!r}]
make_group(COMMANDS)(words, standalone_mode=False)
print("\\n".join(sorted(opened)))
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=place.folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    opened = {line for line in done.stdout.splitlines() if line.startswith(str(place.folder))}
    opened = {line for line in opened if not line.startswith(str(place.folder / "out"))}
    place.build()
    known = place.cache.look(place.module, place.overlay)
    assert known is not None
    assert known.pictures is not None
    listed = {one.path for one in known.files().values()} | {str(place.overlay)}
    assert {str(place.module / "module.yaml"), str(place.module / "media" / "leaf.png")} <= opened
    assert opened <= listed


def test_every_library_that_a_build_loads_is_in_the_key(place: Place) -> None:
    code = f"""
import sys
from packager.cli import COMMANDS, make_group
words = ["build", {str(place.module)!r}, "--to", "all", "--out", "out", "--no-cache"]
make_group(COMMANDS)(words, standalone_mode=False)
for name, module in sorted(sys.modules.items()):
    if "site-packages" in (getattr(module, "__file__", None) or ""):
        print("library", name.partition(".")[0])
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=place.folder,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.split()[1] for line in done.stdout.splitlines() if line.startswith("library ")}
    loaded = {name for name in loaded if not name.startswith("_")}  # a wheel's start-up hooks
    assert loaded - set(LIBRARIES) == {"click"}, "add it to LIBRARIES: its version decides on packages"


@pytest.mark.parametrize("library", LIBRARIES)
def test_another_library_is_another_key(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    record = prints._record
    before = fingerprint()
    monkeypatch.setattr(prints, "_record", lambda one: b"new" if one[0] == library else record(one))
    assert fingerprint.__wrapped__() not in (before, None)
    monkeypatch.setattr(prints, "_record", lambda one: None if one[0] == library else record(one))
    assert fingerprint.__wrapped__() is None


def test_another_python_or_compressor_is_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {fingerprint()}
    monkeypatch.setattr(sys, "version", "3.99")
    found.add(fingerprint.__wrapped__())
    monkeypatch.setattr(zlib, "ZLIB_RUNTIME_VERSION", "2.0")
    found.add(fingerprint.__wrapped__())
    assert len(found) == 3


OWN_FILES = {
    "a template": "templates/unit/record.html",
    "a style sheet": "packager/render/static/unit.css",
    "phrases": "packager/translations/fi/LC_MESSAGES/packager.mo",
    "a vocabulary": "packager/definition/vocabularies/iscedf.csv",
    "code": "packager/archive.py",
}


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of Poiju that may be changed."""
    folder = tmp_path_factory.mktemp("own")
    for name in ("packager", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def build_with(own: Path, place: Place) -> tuple[int, dict[str, bytes]]:
    """Build with a copy of Poiju; return how many entries the cache got, and the packages."""
    before = len(place.entries())
    words = ["build", str(place.module), "--to", "html", "--lang", "fi", "--out", "out", "--cache", "cache"]
    subprocess.run(
        [sys.executable, "-m", "packager", *words],
        cwd=place.folder,
        env={"PYTHONPATH": str(own), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        check=True,
    )
    return len(place.entries()) - before, place.packages()


@pytest.mark.slow
@pytest.mark.parametrize("name", OWN_FILES.values(), ids=OWN_FILES)
def test_another_poiju_is_another_key(own: Path, place: Place, name: str) -> None:
    assert build_with(own, place)[0] == 2  # the module and its package
    assert build_with(own, place)[0] == 0
    path = own / name
    content = path.read_bytes()
    if name.endswith(".mo"):
        changed = content.replace(b"Osaamistavoite", b"Osaamistavaite")
    else:
        changed = content + {".html": b"<p>new</p>", ".css": b"/* new */", ".csv": b"\n"}.get(
            path.suffix, b"\n# new\n"
        )
    assert changed != content
    rewritten = path.stat()
    path.write_bytes(changed)
    os.utime(path, ns=(rewritten.st_atime_ns, rewritten.st_mtime_ns))
    try:
        count, packages = build_with(own, place)
        assert count == 2
        place.cache.store.folder.rename(place.folder / "earlier")
        assert build_with(own, place)[1] == packages
    finally:
        path.write_bytes(content)


def test_a_stamp_from_the_time_of_hashing_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two writings within one tick of a file system's clock leave the same stamp."""
    (tmp_path / "module.yaml").write_bytes(b"one")
    found = inputs.module_inputs(tmp_path)
    monkeypatch.setattr(inputs, "stamp_of", lambda state: found.files["module.yaml"].stamp)
    (tmp_path / "module.yaml").write_bytes(b"two")
    assert not found.unchanged()
    (tmp_path / "module.yaml").write_bytes(b"one")
    assert found.unchanged()
