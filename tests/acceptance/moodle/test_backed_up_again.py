"""Moodle backs the restored course up again: only what a site must set differs from our backup."""

from __future__ import annotations

import re
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from lxml import etree

from packager.document.module import Module
from tests.support.moodle_profile import xml_files
from tests.support.moodle_restored import restored
from tests.support.sample import sample_module

pytestmark = pytest.mark.moodle

_LINK = re.compile(r"VIEWBYID\*(\d+)@")
_ENTRY = re.compile(r"SHOWENTRY\*\d+\*\d+@")
Leaves = Counter[tuple[str, str]]
"""Paths with their values, how often."""


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Module:
    return sample_module(tmp_path_factory.mktemp("media"))


def leaves(backup: Path) -> dict[str, Leaves]:
    """Return what each file holds, by idnumber or number of the section; empty lists do not count."""
    roots = {name: etree.fromstring(content) for name, content in xml_files(backup)}
    names = {
        root.get("id"): root.findtext("idnumber")
        for name, root in roots.items()
        if name.endswith("/module.xml")
    }

    def where(name: str) -> str:
        folder, _, file = name.rpartition("/")
        if folder.startswith("activities/"):
            return f"{roots[f'{folder}/module.xml'].findtext('idnumber')}/{file}"
        if folder.startswith("sections/"):
            return f"section {roots[f'{folder}/section.xml'].findtext('number')}/{file}"
        return name

    found: dict[str, Leaves] = {}
    for name, root in roots.items():
        for file in root.iterfind("file[filearea='entry']"):
            root.remove(file)  # with the entries of glossaries, which this backup of Moodle's is without
        values = (
            (path_of(one), linked(one.text or "", names)) for one in root.iter(etree.Element) if not len(one)
        )
        found[where(name)] = Counter((path, value) for path, value in values if value.strip())
    return found


def linked(text: str, names: dict[str | None, str | None]) -> str:
    """Return a text whose coded links name activities in place of numbers."""
    text = _LINK.sub(lambda link: f"VIEWBYID*{names.get(link[1])}@", text)
    return _ENTRY.sub("SHOWENTRY@", text)


def path_of(element: etree._Element) -> str:
    return "/".join([*(one.tag for one in reversed([*element.iterancestors()])), element.tag])


def expected() -> list[tuple[str, str]]:
    """Return (sign, pattern) of each difference that Moodle must make."""
    lines = Path(__file__).with_name("what_moodle_sets.txt").read_text(encoding="utf-8").splitlines()
    return [(line[0], line[2:]) for line in lines if line and not line.startswith("#")]


def is_expected(sign: str, file: str, path: str, patterns: list[tuple[str, str]]) -> bool:
    return any(
        kind in (sign, "?") and (fnmatchcase(path, pattern) or fnmatchcase(f"{file} {path}", pattern))
        for kind, pattern in patterns
    )


def test_only_what_a_site_must_set_differs(module: Module, tmp_path: Path) -> None:
    again = tmp_path / "again.mbz"
    restored(module, tmp_path, wish=f"--backup={again}")
    before, after = leaves(tmp_path / "sample.mbz"), leaves(again)
    patterns = expected()
    found = []
    for file in before.keys() | after.keys():
        mine, theirs = before.get(file, Counter()), after.get(file, Counter())
        found += [f"- {file} {path}: {value}" for path, value in mine - theirs
                  if not is_expected("-", file, path, patterns)]  # fmt: skip
        if file in before:  # files that Moodle alone writes hold data of users, histories and defaults
            found += [f"+ {file} {path}: {value}" for path, value in theirs - mine
                      if not is_expected("+", file, path, patterns)]  # fmt: skip
    assert sorted(found) == []
