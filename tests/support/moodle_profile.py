"""The profile of backups: which elements stand in which, and in which order. Values do not count."""

from __future__ import annotations

import re
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

_NUMBERED = re.compile(r"^(activities/[a-z0-9]+|sections/section)_\d+/")


@dataclass
class Shape:
    """What was seen at one path: children that may stand there, those that always do, their order.

    `before` holds each pair (a, b) where an `a` stood before a `b`.
    """

    seen: set[str] = field(default_factory=set)
    always: set[str] | None = None
    before: set[tuple[str, str]] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)

    def add(self, element: etree._Element) -> None:
        """Count one more element in."""
        tags = [child.tag for child in element]
        self.attributes.update(map(str, element.attrib))
        self.seen.update(tags)
        single = {tag for tag in tags if tags.count(tag) == 1}
        self.always = single if self.always is None else self.always & single
        firsts = list(dict.fromkeys(tags))
        self.before.update((a, b) for at, a in enumerate(firsts) for b in firsts[at + 1 :])


Profile = dict[str, Shape]
"""Shapes by `file:path`, numbers of activities and sections taken away."""


def profile(files: Iterable[tuple[str, bytes]]) -> Profile:
    """Return the profile of the XML files of one backup or several."""
    found: Profile = {}
    for name, content in files:
        root = etree.fromstring(content)
        for element in root.iter(etree.Element):
            found.setdefault(f"{kind_of_file(name)}:{_path(element)}", Shape()).add(element)
    return found


def kind_of_file(name: str) -> str:
    """Return a file's name without the number of its activity or section."""
    return _NUMBERED.sub(r"\1/", name)


def _path(element: etree._Element) -> str:
    return "/".join([*(one.tag for one in reversed([*element.iterancestors()])), element.tag])


def xml_files(backup: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the XML files of a backup, zip or tar.gz."""
    if zipfile.is_zipfile(backup):
        with zipfile.ZipFile(backup) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist() if name.endswith(".xml"))
        return
    with tarfile.open(backup) as tar:
        for member in tar:
            content = tar.extractfile(member) if member.name.endswith(".xml") else None
            if content:
                yield member.name.removeprefix("./"), content.read()


def differences(ours: Profile, theirs: Profile) -> list[str]:
    """Return each element that is missing, unknown or misplaced against another profile, sorted."""
    found: list[str] = []
    for path, shape in ours.items():
        model = theirs.get(path)
        if model is None:
            continue  # said already where its parent lacks or has it
        found += [f"unknown {path}/{tag}" for tag in shape.seen - model.seen]
        found += [f"unknown {path}/@{name}" for name in shape.attributes - model.attributes]
        found += [f"missing {path}/@{name}" for name in model.attributes - shape.attributes]
        found += [f"missing {path}/{tag}" for tag in (model.always or set()) - (shape.always or set())]
        found += [
            f"misplaced {path}/{a} before {b}"
            for a, b in shape.before
            if a != b and (b, a) in model.before and (a, b) not in model.before
        ]
    return sorted(found)


def files_of(profile_: Mapping[str, Shape]) -> set[str]:
    """Return the kinds of file of a profile."""
    return {path.partition(":")[0] for path in profile_}
