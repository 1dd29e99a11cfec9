"""What an admin prepares before a restore, as files."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from packager.inspection.facts import Facts
from packager.inspection.reading import read_backup
from packager.inspection.site_files import write_site_files
from tests.support.shared import shared


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


def test_the_files_for_the_reference_course(tmp_path: Path) -> None:
    written = write_site_files(read_backup(shared("moodle-backups/moodle45-reference.mbz")), tmp_path)
    assert [path.name for path in written] == ["custom-fields.csv", "competency-framework-LABFW.csv"]
    fields = rows(written[0])
    assert [row[:3] for row in fields[1:]] == [
        ["lab_cert", "checkbox", "Checkbox"],
        ["lab_hours", "select", "Dropdown menu"],
        ["lab_level", "text", "Short text"],
    ]
    header, framework, *competencies = rows(written[1])
    assert len(header) == 14
    assert {len(row) for row in (framework, *competencies)} == {14}
    assert (framework[1], framework[12]) == ("LABFW", "1")
    scale = json.loads(framework[6])
    assert [one["proficient"] for one in scale[1:]] == [0, 1]
    assert len(framework[5].split(",")) == len(scale) - 1
    assert [(row[1], row[12]) for row in competencies] == [("C1", ""), ("C2", "")]


def test_names_of_a_stranger_stay_in_the_folder_and_are_no_formulas(tmp_path: Path) -> None:
    facts = Facts(
        custom_fields=[("=cmd|' /C calc'!A0", "text")],
        competencies={("../../ä", "A"), ("..", "B"), ("-/-", "C")},
    )
    written = write_site_files(facts, tmp_path / "site")
    assert [path.name for path in written] == [
        "custom-fields.csv",
        "competency-framework-unnamed.csv",
        "competency-framework-unnamed-2.csv",
        "competency-framework-unnamed-3.csv",
    ]
    assert rows(written[0])[1][0] == "'=cmd|' /C calc'!A0"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site"]


def test_a_backup_that_needs_nothing_gets_no_file(tmp_path: Path) -> None:
    assert write_site_files(Facts(), tmp_path / "site") == []
    assert not (tmp_path / "site").exists()
