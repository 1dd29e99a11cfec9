"""Whatever a stranger gives is refused in one line, or read; it never costs memory, disk or a traceback."""

from __future__ import annotations

import contextlib
import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from packager.cli import COMMANDS, make_group
from packager.inspection.inspection import inspect_backup
from packager.inspection.limits import BackupError, Limits
from packager.inspection.sites import get_site
from tests.support.backups import pack_tar, pack_zip
from tests.support.memory import peak_megabytes

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>'
BACKUP = HEAD + b"<moodle_backup><information><name>a</name></information></moodle_backup>"
FILES = {"moodle_backup.xml": BACKUP, "questions.xml": b"<question_categories/>"}
ENTITIES = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def zip_of(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def tar_of(*members: tarfile.TarInfo) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for member in members:
            archive.addfile(member, io.BytesIO(bytes(member.size)))
    return out.getvalue()


def tar_member(name: str, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.type = kind
    member.linkname = "/etc/passwd"
    return member


def zip_link() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo("users.xml")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return out.getvalue()


def flagged(flag: int) -> bytes:
    content = bytearray(zip_of(("a.xml", b"<a/>")))
    content[6] |= flag  # local header
    content[content.index(b"PK\x01\x02") + 8] |= flag  # central directory
    return bytes(content)


def in_zip(name: str, content: bytes) -> bytes:
    return zip_of(*{**FILES, name: content}.items())


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def pax_bomb() -> bytes:
    header = tarfile.TarInfo("a")
    header.type = tarfile.XHDTYPE
    header.size = 20 << 20
    return tar_of(header)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "neither a zip nor a tar.gz"),
    "no archive": (lambda: b"%PDF-1.7 a paper", "neither a zip nor a tar.gz"),
    "gzip of something else": (lambda: gzip.compress(b"hello" * 1000), "damaged or none"),
    "gzip of little": (lambda: gzip.compress(b"hello"), "cut short"),
    "zip cut short": (lambda: half(zip_of(*FILES.items())), "damaged or cut short"),
    "tar cut short": (lambda: half(tar_of(tar_member("a.xml"))), "damaged or cut short"),
    "zip bomb": (lambda: in_zip("files.xml", bytes(64 << 20)), "unpacks to more than"),
    "tar bomb": (lambda: gzip.compress(bytes(1024) + bytes(64 << 20)), "unpacks to more than"),
    "pax header of 20 MB": (pax_bomb, "extended header above all measure"),
    "zip out of the folder": (lambda: in_zip("../../etc/cron.d/a", b""), "leads out of the archive"),
    "zip from the root": (lambda: in_zip("/etc/passwd", b""), "leads out of the archive"),
    "zip with a drive": (lambda: in_zip("C:/a.xml", b""), "leads out of the archive"),
    "tar out of the folder": (lambda: tar_of(tar_member("a/../../b.xml")), "leads out of the archive"),
    "tar with backslashes": (lambda: tar_of(tar_member("..\\b.xml")), "leads out of the archive"),
    "tar link": (lambda: tar_of(tar_member("users.xml", tarfile.SYMTYPE)), "link or a device"),
    "tar hard link": (lambda: tar_of(tar_member("users.xml", tarfile.LNKTYPE)), "link or a device"),
    "tar device": (lambda: tar_of(tar_member("users.xml", tarfile.CHRTYPE)), "link or a device"),
    "zip link": (zip_link, "link to another file"),
    "encrypted": (lambda: flagged(1), "is encrypted"),
    "patched data": (lambda: flagged(1 << 5), "damaged at 'a.xml'"),
    "strongly encrypted": (lambda: flagged(1 << 6), "damaged at 'a.xml'"),
    "a name twice": (lambda: tar_of(tar_member("a.txt"), tar_member("./a.txt")), "twice"),
    "entity bomb": (lambda: in_zip("questions.xml", HEAD + ENTITIES + b"<a>&b;</a>"), "document type"),
    "file as an entity": (lambda: in_zip("questions.xml", HEAD + OUTSIDE + b"<a>&a;</a>"), "document type"),
    "broken XML": (lambda: in_zip("questions.xml", HEAD + b"<a><b></a>"), "questions.xml: it is not"),
    "XML of no end": (lambda: in_zip("questions.xml", b"<a>" * 100_000), "not well-formed"),
    "an attribute of 20 MB": (
        lambda: in_zip("questions.xml", b'<a b="' + bytes(range(65, 91)) * 800_000 + b'"/>'),
        "not well-formed",
    ),
    "no XML": (lambda: in_zip("questions.xml", b"\x00\xff\x00"), "not well-formed"),
    "a zip of something else": (lambda: zip_of(("a.txt", b"a")), "holds no moodle_backup.xml"),
    "a cartridge": (lambda: zip_of(("imsmanifest.xml", b"<manifest/>")), "a Common Cartridge"),
    "Moodle 1.9": (lambda: zip_of(("moodle.xml", b"<MOODLE_BACKUP/>")), "Moodle 1.9 or older"),
    "a folder too much": (lambda: zip_of(("course/moodle_backup.xml", BACKUP)), "stand in a folder"),
    "a backup that tells nothing": (lambda: zip_of(("moodle_backup.xml", b"<a/>")), "tells nothing"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("make", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_in_one_line(make: Callable[[], bytes], reason: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.mbz"
    path.write_bytes(make())
    done = CliRunner().invoke(make_group(COMMANDS), ["inspect", str(path)])
    assert done.exit_code == 3
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"poiju: {path}: ")
    assert reason in line
    assert [one.name for one in tmp_path.iterdir()] == ["hostile.mbz"]


def test_too_many_files(tmp_path: Path) -> None:
    path = pack_tar(tmp_path / "a.mbz", {f"{number}.txt": b"" for number in range(50)})
    with pytest.raises(BackupError, match="more than 20 files"):
        inspect_backup(path, get_site("4.5"), Limits(members=20))


def test_a_document_too_long(tmp_path: Path) -> None:
    path = pack_zip(tmp_path / "a.mbz", FILES | {"files.xml": b"<files>" + b" " * 200_000 + b"</files>"})
    with pytest.raises(BackupError, match=r"files\.xml: it is longer than 0 MB"):
        inspect_backup(path, get_site("4.5"), Limits(document=100_000))


def test_names_cannot_steer_a_terminal(tmp_path: Path) -> None:
    said = "<original_course_fullname>\N{RIGHT-TO-LEFT OVERRIDE}a&#9;b\u009b2J</original_course_fullname>"
    backup = BACKUP.replace(b"<name>a</name>", f"<backup_version>1</backup_version>{said}".encode())
    path = pack_zip(tmp_path / "a.mbz", FILES | {"moodle_backup.xml": backup})
    done = CliRunner().invoke(make_group(COMMANDS), ["inspect", str(path)])
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "a.mbz:  a b 2J"


@pytest.fixture(scope="module")
def intact(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("intact")
    return {
        "zip": pack_zip(folder / "a.zip", FILES).read_bytes(),
        "tar": pack_tar(folder / "a.tar", FILES).read_bytes(),
    }


@settings(max_examples=100, deadline=None)
@given(
    kind=st.sampled_from(["zip", "tar"]),
    changes=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=4),
    length=st.integers(0, 2000),
)
def test_damage_anywhere_is_read_or_refused(
    kind: str,
    changes: list[tuple[int, int]],
    length: int,
    intact: dict[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    content = bytearray(intact[kind][: length if length % 3 == 0 else None])
    for place, value in changes:
        if content:
            content[place % len(content)] = value
    path = tmp_path_factory.getbasetemp() / "damaged.mbz"
    path.write_bytes(content)
    with contextlib.suppress(BackupError):
        assert inspect_backup(path, get_site("4.5")).facts.information["name"]


@settings(max_examples=100, deadline=None)
@given(blocks=st.binary(max_size=1200), fields=st.binary(max_size=200))
def test_any_tar_header_is_read_or_refused(
    blocks: bytes, fields: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pax = tarfile.TarInfo("a")
    pax.type, pax.size = tarfile.XHDTYPE, len(fields)
    content = pax.tobuf(tarfile.USTAR_FORMAT) + fields.ljust(512, b"\0") + blocks
    path = tmp_path_factory.getbasetemp() / "headers.mbz"
    path.write_bytes(gzip.compress(content))
    with pytest.raises(BackupError):
        inspect_backup(path, get_site("4.5"))


MEASURED = """
import sys
from pathlib import Path
from packager.inspection.inspection import inspect_backup
from packager.inspection.sites import get_site
assert inspect_backup(Path(sys.argv[1]), get_site("4.5")).facts.unpacked > 480 << 20
"""


@pytest.mark.slow
def test_a_long_document_and_big_media_are_streamed(tmp_path: Path) -> None:
    path = tmp_path / "big.mbz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("moodle_backup.xml", BACKUP)
        with archive.open("activities/page_1/page.xml", "w") as page:
            page.write(b"<activity><page><name>a</name><content>")
            for _ in range(100):
                page.write(b"&lt;p&gt;text " * 70_000)
            page.write(b"</content></page></activity>")
        with archive.open("files/00/" + "0" * 40, "w", force_zip64=True) as media:
            for _ in range(400):
                media.write(bytes(1 << 20))
    assert peak_megabytes(MEASURED, path) < 150
