"""What is asked of work and how it is marked, to read: tables with heads, sentences in three languages."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from packager.document.edition import Edition
from packager.document.grading_schemes import Criterion, Level, Rubric, Scheme
from packager.render.assignments import scheme_part, work_facts
from tests.support.sample import sample_module
from tests.support.sample_assignments import guide, report, rubric
from tests.support.sample_words import words


def table(folder: Path, scheme: Scheme, language: str = "en", *, marking: bool = False) -> etree._Element:
    edition = Edition(sample_module(folder), language)
    return etree.fromstring(f"<r>{scheme_part(edition, scheme, marking=marking)}</r>")


def cells(root: etree._Element) -> list[list[str]]:
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in root.iter("tr")]


def test_a_rubric_of_the_same_points_has_a_column_for_each(tmp_path: Path) -> None:
    levels = (Level(points=Decimal(0), text=words("No")), Level(points=Decimal("1.5"), text=words("Yes <b>")))
    scheme = Rubric(criteria=(Criterion(text=words("Verb"), levels=levels, serves=("LO1",)),))
    root = table(tmp_path, scheme)
    assert cells(root) == [
        ["Criterion", "0 points", "1.5 points"],
        ["Verb (en) (LO1)", "No (en)", "Yes <b> (en)"],
    ]
    assert [cell.get("scope") for cell in root.iter("th")] == ["col", "col", "col", "row"]
    assert root.findtext("table/caption") == "At most 1.5 points"


def test_other_points_stand_with_each_level(tmp_path: Path) -> None:
    assert cells(table(tmp_path, rubric(), "fi"))[1:] == [
        [
            "One verb <em> (fi) (LO2)",
            '0 pistettä None (fi)2,5 pistettä Not seen & "vague" (fi)4 pistettä Seen (fi)',
        ],
        ["Condition (fi)", "0 pistettä None (fi)1 piste Whole (fi)"],
    ]


def test_a_guide_hides_what_is_for_the_marker(tmp_path: Path) -> None:
    open_to_all, for_markers = table(tmp_path, guide()), table(tmp_path, guide(), marking=True)
    assert cells(open_to_all)[0] == ["Criterion", "Points", "What earns them"]
    assert "Look at the years" not in etree.tostring(open_to_all, encoding="unicode")
    assert cells(for_markers)[1] == [
        "Sources (en) (LO2)", "6", "Two < three & named (en)", "Look at the years. (en)",
    ]  # fmt: skip
    assert [one.text for one in for_markers.iter("li")] == ["Name the year. (en)", "Write <shorter>. (en)"]


@pytest.mark.parametrize(
    ("language", "facts"),
    [
        ("en", [
            "At most 350 words.", "At most 3 files.", "Types of files: .pdf, .docx",
            "A file has at most 10 MB.",
            "It can be handed in from: the start of the course",
            "It is due: 14 days after the start of the course, 23:59",
            "It can be handed in until: 21 days after the start of the course", "You have 3 tries.",
            "Your group hands in together, and each of you confirms it.",
        ]),
        ("sv", [
            "Högst 350 ord.", "Högst 3 filer.", "Filtyper: .pdf, .docx", "En fil är högst 10 MB.",
            "Kan lämnas in från: när kursen börjar",
            "Ska lämnas in senast: 14 dagar efter kursens början, 23:59",
            "Inlämningen stängs: 21 dagar efter kursens början", "Du kan lämna in 3 gånger.",
            "Er grupp lämnar in tillsammans, och var och en av er bekräftar.",
        ]),
    ],
)  # fmt: skip
def test_what_is_asked_is_said(tmp_path: Path, language: str, facts: list[str]) -> None:
    assert list(work_facts(Edition(sample_module(tmp_path), language), report())) == facts


def test_files_are_not_spoken_of_where_none_are_taken(tmp_path: Path) -> None:
    edition = Edition(sample_module(tmp_path), "en")
    said = list(work_facts(edition, replace(report(), submit=("text",))))
    assert not any("file" in one for one in said)
