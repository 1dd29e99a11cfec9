"""Outcomes as competencies, the description as custom fields: what a site must have is said and written."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from packager.document.course import course_of
from packager.document.credential import Level, Outcome, Skill, Workload
from packager.document.module import Module
from packager.formats.moodle.site_files import LONGEST_SHORT_NAME, site_files
from packager.notes import Loss
from tests.support.moodle_package import MoodlePackage, texts
from tests.support.sample import ESCO, ID, sample_module, words
from tests.support.sample_course import SECOND, sample_course


def changed(folder: Path, **fields: Any) -> Module:
    """Return the sample with other fields of its credential."""
    module = sample_module(folder)
    return replace(module, credential=replace(module.credential, **fields))


def links(package: MoodlePackage, name: str) -> list[tuple[str, str, str]]:
    return [
        (
            one.findtext("frameworkidnumber") or "",
            one.findtext("idnumber") or "",
            one.findtext("ruleoutcome") or "",
        )
        for one in package.xml(name).iter("competency")
    ]


def fields(package: MoodlePackage) -> dict[str, str]:
    rows = package.xml("course/course.xml").iter("customfield")
    assert all(row.findtext("type") == "text" for row in rows)
    return {
        str(row.findtext("shortname")): str(row.findtext("value"))
        for row in package.xml("course/course.xml").iter("customfield")
    }


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def test_a_course_has_the_outcomes_of_all_modules_and_each_skill_once(tmp_path: Path) -> None:
    package = MoodlePackage(sample_course(tmp_path))
    assert links(package, "course/competencies.xml") == [
        (ID, f"{ID}#LO1", "1"), (ID, f"{ID}#LO2", "1"),
        (SECOND, f"{SECOND}#LO1", "1"), (SECOND, f"{SECOND}#LO2", "1"),
        ("esco", ESCO, "1"),
    ]  # fmt: skip
    frameworks = texts(package.xml("course/competencies.xml"), ".//frameworkid")
    assert len(set(frameworks)) == 3


def test_an_assessment_gives_evidence_and_a_lesson_only_names_outcomes(tmp_path: Path) -> None:
    package = MoodlePackage(sample_module(tmp_path))

    def of(unit: str) -> list[tuple[str, str, str]]:
        return links(package, f"{package.activity(unit)[0]}/competencies.xml")

    assert of("outcomes") == [(ID, f"{ID}#LO1", "0"), ("esco", ESCO, "0")]
    assert of("canvas") == [(ID, f"{ID}#LO2", "1")]
    assert of("talk") == of("#record") == []


def test_the_note_names_the_frameworks(tmp_path: Path) -> None:
    def needs(module: Module) -> list[str]:
        notes = MoodlePackage(module).notes
        return [note.text for note in notes if note.loss is Loss.SITE_NEEDS and "frameworks" in note.text]

    assert [f"the frameworks {ID}, esco:" in one for one in needs(sample_module(tmp_path))] == [True]
    assert needs(changed(tmp_path, outcomes=())) == []


def test_fields_hold_what_the_description_says(tmp_path: Path) -> None:
    module = changed(
        tmp_path, workload=Workload(hours=Decimal("53.5"), credits=Decimal(2), system="ects"),
        level=Level(eqf=6, finqf=6, justification=words("So.")),
    )  # fmt: skip
    assert fields(MoodlePackage(module, "fi")) == {
        "mc_id": ID,
        "mc_version": "1.2.0",
        "mc_hours": "53,5",
        "mc_credits": "2 opintopistettä",
        "mc_level": "EQF 6, FiNQF 6",
        "mc_field": "0111 Kasvatustieteet; 0114 Aineenopettajien koulutus",
        "mc_mode": "Verkossa",
        "mc_language": "fi",
        "mc_licence": "CC-BY-SA-4.0",
        "mc_issuer": "Example College (fi)",
    }


def test_a_course_claims_only_what_holds_for_all_its_modules(tmp_path: Path) -> None:
    course = sample_course(tmp_path)
    first, second = course.parts
    level = replace(second.module.credential, level=Level(eqf=5))
    mixed = replace(course, parts=(first, replace(second, module=replace(second.module, credential=level))))
    assert "mc_level" not in fields(MoodlePackage(mixed))
    assert fields(MoodlePackage(course))["mc_hours"] == "6.5"


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_frameworks_for_import_hold_every_competency_of_the_course(tmp_path: Path, language: str) -> None:
    course = sample_course(tmp_path)
    files = dict(site_files(course.modules, language))
    assert list(files) == [
        f"competency-framework-{ID}.{language}.csv",
        f"competency-framework-{SECOND}.{language}.csv",
        f"competency-framework-esco.{language}.csv",
        f"custom-fields.{language}.csv",
    ]
    offered = set()
    for name, content in files.items():
        if name.startswith("competency"):
            header, framework, *competencies = rows(content)
            assert {len(row) for row in (header, framework, *competencies)} == {14}
            assert (framework[1] in name, framework[12]) == (True, "1")
            assert len(json.loads(framework[6])) - 1 == len(framework[5].split(","))
            offered |= {(framework[1], row[1]) for row in competencies}
    wanted = links(MoodlePackage(course, language), "course/competencies.xml")
    assert offered == {(framework, idnumber) for framework, idnumber, _ in wanted}
    assert (
        rows(files[f"competency-framework-{ID}.{language}.csv"])[2][2] == f"LO1 writes outcomes ({language})"
    )


def test_the_list_of_fields_names_all_that_a_backup_may_fill(tmp_path: Path) -> None:
    [*_, (_, content)] = site_files((sample_module(tmp_path),), "sv")
    listed = {row[0]: row[1] for row in rows(content)[1:]}
    assert set(fields(MoodlePackage(course_of(sample_module(tmp_path))))) < set(listed)
    assert listed["mc_hours"] == "Arbetsmängd i timmar"


def test_long_and_strange_outcomes_fit_the_columns(tmp_path: Path) -> None:
    skill = Skill(uri="http://data.europa.eu/esco/skill/x")
    outcome = Outcome(id="LO1", text={"en": 'a <b>, "q"\n ' + "long " * 40}, bloom="apply", esco=(skill,))
    files = dict(site_files((changed(tmp_path, outcomes=(outcome,)),), "en"))
    [_, _, row] = rows(files[f"competency-framework-{ID}.en.csv"])
    assert len(row[2]) <= LONGEST_SHORT_NAME
    assert row[2].startswith("LO1 a ‹b›, ")
    assert "<p>a &lt;b&gt;, &quot;q&quot;" in row[3]
    [_, _, unnamed] = rows(files["competency-framework-esco.en.csv"])
    assert unnamed[1] == unnamed[2] == skill.uri
