"""Readers of units that are there to look things up in, to take along, to hear or to see."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from packager.definition.markdown.front_matter import refuse_front_matter
from packager.definition.markdown.glossary_agreement import join_entries
from packager.definition.markdown.glossary_entries import read_glossary as read_entries
from packager.definition.models.resources import FolderRow, GlossaryRow
from packager.definition.scope import Scope
from packager.definition.unit_parts import BLOCKS, Pens, assets_of, common_fields, plain_texts
from packager.document.folder import Folder, FolderFile
from packager.document.glossary import Glossary


def read_glossary(raw: GlossaryRow, pens: Pens, scope: Scope) -> Glossary:
    """Return a glossary; the module's own terms join it when the module is put together."""
    for pen in pens.values():
        refuse_front_matter(pen.page)
    written = {language: read_entries(pen, BLOCKS) for language, pen in pens.items()}
    texts = {language: text for language, (text, _) in written.items()}
    common = common_fields(raw, pens, texts, scope)
    entries = {language: found for language, (_, found) in written.items()}
    return Glossary(
        **common,
        body={language: text.blocks for language, text in texts.items()},
        entries=join_entries(entries, common["files"], scope.problems),
        autolink=raw.autolink,
    )


def read_folder(raw: FolderRow, pens: Pens, scope: Scope) -> Folder | None:
    """Return a folder, or None when none of its files is there."""
    texts = plain_texts(pens)
    common = common_fields(raw, pens, texts, scope)
    found = {path: assets for path in _paths(raw, scope) if (assets := _assets(raw, path, pens, scope))}
    if not found:
        return None
    top = raw.folder or posixpath.commonpath([posixpath.dirname(path) for path in found])
    return Folder(
        **common,
        body={language: text.blocks for language, text in texts.items()},
        files_inside=tuple(
            FolderFile(asset=assets, within=_within(top, path)) for path, assets in found.items()
        ),
    )


def _paths(raw: FolderRow, scope: Scope) -> Iterator[str]:
    """Yield the paths of the files, each once, without the language of a variant."""
    if bool(raw.files) == bool(raw.folder):
        scope.problems.error(
            raw.place("id"),
            f"{raw.id}.files",
            "name either its files, as files: [media/tools/a.docx], or their folder, as folder: media/tools",
        )
    elif raw.folder:
        yield from scope.folder(raw.folder, raw.place("folder"), field=f"{raw.id}.folder")
    else:
        yield from (posixpath.normpath(path) for path in raw.files)
        for path in dict.fromkeys(raw.files):
            if raw.files.count(path) > 1:
                message = f"{path} stands twice: delete one"
                scope.problems.error(raw.place("files"), f"{raw.id}.files", message)


def _assets(raw: FolderRow, path: str, pens: Pens, scope: Scope) -> dict[str, str]:
    return assets_of(raw, "files" if raw.files else "folder", path, pens, scope)


def _within(top: str, path: str) -> str:
    within = posixpath.relpath(posixpath.dirname(path), top)
    return "" if within == "." else within
