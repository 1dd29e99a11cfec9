"""Files that would not arrive: records, contents and references that do not fit together."""

from __future__ import annotations

from collections.abc import Iterator

from packager.inspection.facts import Facts, FileRecord
from packager.inspection.finding import Finding, finding
from packager.inspection.sites import Site

# Restored by their component; no inforef.xml names them (restore_load_included_files_structure_step, 4.5).
_WITHOUT_REFERENCE = frozenset({"user", "group", "badges", "grouping", "grade", "question"})


def file_losses(facts: Facts, _: Site) -> Iterator[Finding]:
    """Yield what is wrong with the files of a backup."""
    if facts.files and not facts.pool and facts.information.get("include_files") == "0":
        yield finding("without-files", "the backup was made without files: only its own site still has them")
        return
    yield from _pool(facts)
    yield from _references(facts)
    contexts = {one.context for one in facts.categories.values()}
    astray = [_shown(one) for one in facts.files if _is_of_question(one) and one.context not in contexts]
    if astray:
        text = "these files of questions name a context in which no question category stands: they are lost"
        yield finding("question-file-context", text, astray)


def _pool(facts: Facts) -> Iterator[Finding]:
    missing = [_shown(one) for one in facts.files if not one.external and one.sha1 not in facts.pool]
    if missing:
        text = "files.xml names contents that are not in the archive: Moodle says so, the files are missing"
        yield finding("file-missing", text, missing)
    if facts.spoiled:
        names = [_shown(one) for one in facts.files if one.sha1 in facts.spoiled]
        text = "contents have another hash than their name says: they are damaged or were changed"
        yield finding("file-damaged", text, names or facts.spoiled)
    unnamed = facts.pool.keys() - {one.sha1 for one in facts.files}
    if unnamed:
        yield finding("file-unnamed", "contents that no record of files.xml names: they stay behind", unnamed)


def _references(facts: Facts) -> Iterator[Finding]:
    known = {one.id for one in facts.files} | facts.folder_records
    dangling = [
        f"file {one} of {facts.place_of(place)}"
        for one, places in facts.file_references.items()
        for place in places
        if one not in known
    ]
    if dangling:
        text = "inforef.xml names files that files.xml does not have: the texts that show them have gaps"
        yield finding("file-reference", text, dangling)
    forgotten = [
        _shown(one) for one in facts.files if one.id not in facts.file_references and _needs_reference(one)
    ]
    if forgotten:
        yield finding("file-forgotten", "files that no inforef.xml names: they do not arrive", forgotten)


def _needs_reference(record: FileRecord) -> bool:
    return record.component not in _WITHOUT_REFERENCE and not record.component.startswith("qtype")


def _is_of_question(record: FileRecord) -> bool:
    return record.component == "question" or record.component.startswith("qtype_")


def _shown(record: FileRecord) -> str:
    return f"{record.component}/{record.area}: {record.name}"
