"""docs/moodle.md tells the JSON as it is."""

from __future__ import annotations

import re
from pathlib import Path

from packager.inspection.facts import Facts
from packager.inspection.inspection import Inspection
from packager.inspection.sites import get_site

ROOT = Path(__file__).resolve().parents[3]
SOURCE = "\n".join(
    path.read_text("utf-8") for path in sorted((ROOT / "packager" / "inspection").glob("*.py"))
)


def section() -> str:
    text = (ROOT / "docs" / "moodle.md").read_text("utf-8")
    return text.partition("## Looking into a backup")[2].partition("\n## ")[0]


def test_every_kind_of_finding_is_told() -> None:
    kinds = set(re.findall(r'finding\(\s*"([a-z0-9-]+)"', SOURCE))
    assert len(kinds) > 20
    table = section().partition("| kind of need |")[2]
    assert kinds == set(re.findall(r"`([a-z0-9-]+)`", table))


def test_every_field_is_told() -> None:
    empty = Inspection(
        path=Path("a.mbz"), size=0, archive="zip", site=get_site("4.5"), facts=Facts(),
        plugins=(), needs=(), losses=(),
    )  # fmt: skip
    table = section().partition("| kind of need |")[0]
    rows = re.findall(r"^\| (`.+?) \| (.+) \|$", table, re.MULTILINE)
    told = {
        name: set(re.findall(r"`(\w+)`", cell)) for row, cell in rows for name in re.findall(r"`(\w+)`", row)
    }
    shape = empty.as_json()
    assert told.keys() == shape.keys() | {"site_files"}
    for name in ("file", "backup", "course", "questions", "files"):
        fields = shape[name]
        assert isinstance(fields, dict)
        assert fields.keys() <= told[name], name
