"""The pool of files: the bytes once per content, a record per place where they are used."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

from packager.archive import Archive
from packager.document.assets import Asset, Credit
from packager.document.identifiers import md5_hex
from packager.formats.moodle.ids import Ids
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.xml import Element, node

# Moodle drops these characters from file names (PARAM_FILE, lib/classes/param.php).
_REFUSED = re.compile(r"""[\x00-\x1f\x7f&<>"`|':\\/]""")

# Moodle's own licences (4.0 and later) by SPDX name; others are "unknown" and stand in the source field.
_LICENCES = {
    "CC-BY-4.0": "cc-4.0",
    "CC-BY-SA-4.0": "cc-sa-4.0",
    "CC-BY-ND-4.0": "cc-nd-4.0",
    "CC-BY-NC-4.0": "cc-nc-4.0",
    "CC-BY-NC-SA-4.0": "cc-nc-sa-4.0",
    "CC-BY-NC-ND-4.0": "cc-nc-nd-4.0",
    "CC0-1.0": "public",
}


@dataclass(frozen=True, slots=True)
class Area:
    """Where a text keeps its files: `@@PLUGINFILE@@` in the text means this place, or a `folder` in it."""

    context: int
    component: str
    name: str
    item: int = 0
    folder: str = "/"

    def inside(self, path: str) -> Area:
        """Return a folder in the area; `path` may be empty, which is the area itself."""
        parts = (_kept(part) for part in path.split("/") if part)
        return replace(self, folder="".join(["/", *(f"{part}/" for part in parts)]))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    """Bytes of the pool, and what is known about them."""

    sha1: str
    size: int
    media_type: str
    credit: Credit | None = None


class FilePool:
    """Files of one backup. Content goes into the archive when it is met first."""

    def __init__(self, ids: Ids, archive: Archive) -> None:
        self._ids = ids
        self._archive = archive
        self._written: set[str] = set()
        self._names: dict[tuple[Area, str], str] = {}  # asset path → name in the area
        self._taken: set[tuple[Area, str]] = set()
        self._records: list[Element] = []
        self._by_context: dict[int, list[int]] = {}

    def add(self, area: Area, asset: Asset, *, main: bool = False) -> str:
        """Put an asset into an area, once, and return its name there."""
        known = self._names.get((area, asset.path))
        if known is not None:
            return known
        name = self._free_name(area, asset.name, asset.path)
        self._names[area, asset.path] = name
        if asset.sha1 not in self._written:
            self._written.add(asset.sha1)
            self._archive.add_asset(_pool_name(asset.sha1), asset)
        content = _Content(sha1=asset.sha1, size=asset.size, media_type=asset.media_type, credit=asset.credit)
        self._record(area, name, content, main=main)
        return name

    def add_bytes(
        self,
        area: Area,
        name: str,
        media_type: str,
        content: bytes,
        *,
        main: bool = True,
        credit: Credit | None = None,
    ) -> None:
        """Put a file that is made here into an area."""
        sha1 = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        if sha1 not in self._written:
            self._written.add(sha1)
            self._archive.add(_pool_name(sha1), content)
        self._taken.add((area, name))
        made = _Content(sha1=sha1, size=len(content), media_type=media_type, credit=credit)
        self._record(area, name, made, main=main)

    def of_context(self, context: int) -> list[int]:
        """Return the ids of the files that stand in a context."""
        return self._by_context.get(context, [])

    def element(self) -> Element:
        """Return `files.xml`."""
        return node("files", None, *self._records)

    def _free_name(self, area: Area, name: str, path: str) -> str:
        """Return a name that Moodle keeps and no other file of the area has.

        Areas of texts stay flat: many of Moodle's editors drop folders when a text is saved again.
        """
        name = _kept(name)
        if (area, name) in self._taken:
            name = f"{md5_hex(path)[:8]}-{name}"
        self._taken.add((area, name))
        return name

    def _record(self, area: Area, name: str, content: _Content, *, main: bool) -> None:
        file_id = self._ids.new("file")
        self._by_context.setdefault(area.context, []).append(file_id)
        credit = content.credit
        self._records.append(
            node(
                "file", {"id": file_id},
                contenthash=content.sha1, contextid=area.context, component=area.component,
                filearea=area.name, itemid=area.item, filepath=area.folder, filename=name, userid=None,
                filesize=content.size, mimetype=content.media_type, status=0,
                timecreated=MOMENT, timemodified=MOMENT, source=_source(credit, name),
                author=credit.author if credit else None,
                license=_LICENCES.get(credit.licence, "unknown") if credit else None,
                sortorder=int(main), repositorytype=None, repositoryid=None, reference=None,
            )
        )  # fmt: skip


def _kept(name: str) -> str:
    """Return what Moodle keeps of a name of a file or folder."""
    return _REFUSED.sub("", name).strip() or "file"


def _source(credit: Credit | None, name: str) -> str:
    """Return where a file is from, with a licence that Moodle has no name for."""
    if credit is None:
        return name
    parts = [credit.source or name]
    if credit.licence not in _LICENCES:
        parts.append(credit.licence)
    return ", ".join(parts)


def _pool_name(sha1: str) -> str:
    return f"files/{sha1[:2]}/{sha1}"
