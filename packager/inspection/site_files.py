"""What an admin prepares on a site before a restore, as files: frameworks to import, fields to create."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

from packager.inspection.facts import Facts
from packager.inspection.needs import by_framework
from packager.replacing import replacing

# The columns of Moodle's "Import competency framework" (tool_lpimportcsv, 4.5 and 5.1), taken by place.
_COLUMNS = (
    "Parent ID number", "ID number", "Short name", "Description", "Description format", "Scale values",
    "Scale configuration", "Rule type (optional)", "Rule outcome (optional)", "Rule config (optional)",
    "Cross-referenced competency ID numbers", "Exported ID (optional)", "Is framework", "Taxonomy",
)  # fmt: skip
# Moodle's own default scale: a site that has it (every new one) gets no second.
_SCALE = "Not yet competent,Competent"
_PROFICIENT = json.dumps(
    [
        {"scaleid": "1"},  # the import puts the site's own number here
        {"id": 1, "scaledefault": 1, "proficient": 0},
        {"id": 2, "scaledefault": 0, "proficient": 1},
    ]
)
_TAXONOMY = "competency,competency,competency,competency"
_HTML = "1"

_KINDS = {
    "text": "Short text",
    "textarea": "Text area",
    "select": "Dropdown menu",
    "checkbox": "Checkbox",
    "date": "Date and time",
    "number": "Number",
}
"""What Moodle calls the types where fields are created."""

_WHERE = "Site administration > Courses > Course custom fields > Add a new custom field"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_site_files(facts: Facts, folder: Path) -> list[Path]:
    """Write the files that this backup gives reason for, and return them."""
    written = []
    for name, content in _files(facts):
        target = folder / name
        with replacing(target) as temporary:
            temporary.write_bytes(content.encode("utf-8"))
        written.append(target)
    return written


def _files(facts: Facts) -> Iterator[tuple[str, str]]:
    if facts.custom_fields:
        yield "custom-fields.csv", custom_fields_csv(facts)
    taken: set[str] = set()
    for framework, idnumbers in by_framework(facts).items():
        name = stem = f"competency-framework-{_file_name(framework)}"
        number = 1
        while name.lower() in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name.lower())
        yield f"{name}.csv", framework_csv(framework, idnumbers)


def framework_csv(framework: str, idnumbers: list[str]) -> str:
    """Return a framework as Moodle imports it.

    A backup knows only idnumbers, so they stand as names, too; the admin may write better ones.
    """
    rows = [["", framework, framework, "", _HTML, _SCALE, _PROFICIENT, "", "", "", "", "", "1", _TAXONOMY]]
    rows += [["", one, one, "", _HTML, "", "", "", "", "", "", "", "", ""] for one in idnumbers]
    return _csv(list(_COLUMNS), rows)


def custom_fields_csv(facts: Facts) -> str:
    """Return the course custom fields as a list for a person: Moodle imports none."""
    rows = [
        [
            _harmless(name),
            _harmless(kind),
            _harmless(_KINDS.get(kind, f"the plugin customfield_{kind}")),
            _WHERE,
        ]
        for name, kind in sorted(set(facts.custom_fields))
    ]
    return _csv(["Short name", "Type", "Type on the page", "Where to create it"], rows)


def _csv(header: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _harmless(text: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _file_name(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", text)[:80].strip(".-") or "unnamed"
