"""Reads a backup once, from its first byte to its last, and returns the facts."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from packager.inspection.documents import document_of
from packager.inspection.facts import Facts
from packager.inspection.h5p import Keeper
from packager.inspection.limits import BackupError, Limits, Meter
from packager.inspection.members import Member, members, read_pieces
from packager.inspection.records import read_records

_POOL = re.compile(r"files/[0-9a-f]{2}/([0-9a-f]{40})")

_OVERLAP = 80
_MARKS = {
    "multilang": re.compile(rb"""class=(?:"|'|&quot;|&amp;quot;)[\w -]{0,40}?multilang"""),
    "multilang2": re.compile(rb"\{mlang [a-z]"),
}
"""What in a text needs a filter: spans of Moodle's own filter, or braces of the filter multilang2."""


def read_backup(path: Path, limits: Limits | None = None) -> Facts:
    """Read a backup. Raises BackupError, whose text begins with the path."""
    facts = Facts()
    try:
        meter = Meter(path.stat().st_size, limits or Limits())
        others = [one.name for one in members(path, meter) if not _read_member(facts, one, meter)]
        facts.members, facts.unpacked = meter.members, meter.unpacked
        _must_be_a_backup(facts, others)
    except BackupError as error:
        raise BackupError(f"{path}: {' '.join(str(error).split())}") from error
    except OSError as error:
        raise BackupError(f"{path}: it cannot be read ({error.strerror})") from error
    return facts


def _read_member(facts: Facts, member: Member, meter: Meter) -> bool:
    """Read a file of the backup; tell whether it is one that Moodle's restore reads."""
    if found := _POOL.fullmatch(member.name):
        _read_pool_file(facts, found[1], member)
    elif member.name.endswith(".xml"):
        _read_document(facts, member, meter.limits.document)
    else:
        return False
    return True


def _read_pool_file(facts: Facts, sha1: str, member: Member) -> None:
    digest, kept = hashlib.sha1(usedforsecurity=False), Keeper(member.size)
    size = 0
    for piece in read_pieces(member.content):
        digest.update(piece)
        kept.add(piece)
        size += len(piece)
    facts.pool[sha1] = size
    facts.h5p_libraries.update(kept.libraries())
    if digest.hexdigest() != sha1:
        facts.spoiled.add(sha1)


def _read_document(facts: Facts, member: Member, longest: int) -> None:
    row = document_of(member.name)
    folder = member.name.rpartition("/")[0]
    facts.documents.add(member.name)
    pieces = _watched(facts, member, longest)
    try:
        for record in read_records(pieces, row.takes):
            row.takes[record.key](facts, record, folder)
    except BackupError as error:
        raise BackupError(f"{member.name}: {error}") from error


def _watched(facts: Facts, member: Member, longest: int) -> Iterator[bytes]:
    """Yield the pieces of a document while looking for marks in its texts."""
    size, before = 0, b""
    for piece in read_pieces(member.content):
        size += len(piece)
        if size > longest:
            raise BackupError(f"it is longer than {longest >> 20} MB")
        for name, mark in _MARKS.items():
            if mark.search(before + piece):
                facts.multilang.setdefault(name, set()).add(member.name.rpartition("/")[0] or member.name)
        before = piece[-_OVERLAP:]
        yield piece


def _must_be_a_backup(facts: Facts, others: list[str]) -> None:
    if "moodle_backup.xml" in facts.documents:
        if not facts.information:
            raise BackupError("its moodle_backup.xml tells nothing: it is no backup of Moodle 2.0 or later")
        return
    if "imsmanifest.xml" in facts.documents:
        raise BackupError("it is a Common Cartridge or SCORM package, not a Moodle backup")
    if "moodle.xml" in facts.documents:
        raise BackupError("it is a backup of Moodle 1.9 or older; restore it there or in Moodle 2.0 to 2.3")
    if any(name.endswith("/moodle_backup.xml") for name in (*facts.documents, *others)):
        raise BackupError("its files stand in a folder of the archive; pack what is inside the folder")
    raise BackupError("it holds no moodle_backup.xml, so it is no Moodle backup")
