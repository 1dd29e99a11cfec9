"""docs/privacy.md stands for every column of every table, and says of each whether it tells of people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lti_tool.config import Settings
from lti_tool.models import Base, Person
from lti_tool.services.personal_data import SECRETS
from lti_tool.services.references import references

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "privacy.md").read_text(encoding="utf-8")
PEOPLE, _, REST = PAGE.partition("## What is held of a person")[2].partition(
    "## What says nothing of a person"
)
IMPERSONAL = REST.partition("\n## ")[0]
TELLING = {"sub", "actor", "name", "for_user", "subs", "person_id"}
"""Columns that name a person wherever they stand."""


def listed(part: str) -> dict[str, list[str]]:
    """Return the columns of each table that a part names."""
    rows = re.findall(r"^\| `(\w+)` \| (`[^|]+`) \|", part, re.MULTILINE)
    return {table: re.findall(r"`(\w+)`", columns) for table, columns in rows}


def test_every_column_of_every_table_is_listed_once() -> None:
    people, rest = listed(PEOPLE), listed(IMPERSONAL)
    assert not people.keys() & rest.keys()
    said = {table: sorted(columns) for table, columns in {**people, **rest}.items()}
    held = {
        table.name: sorted(column.name for column in table.columns) for table in Base.metadata.sorted_tables
    }
    assert said == held, (
        "say in docs/privacy.md what the column is for, how long it is kept and where it goes"
    )


def test_what_refers_to_people_is_listed_as_theirs() -> None:
    for reference in references(Person):
        assert reference.model.__tablename__ in listed(PEOPLE)


def test_no_column_that_names_people_is_listed_as_impersonal() -> None:
    told = {table: TELLING.intersection(columns) for table, columns in listed(IMPERSONAL).items()}
    assert {table: names for table, names in told.items() if names} == {"tenant": {"name"}}, (
        "an institution's"
    )


def test_every_row_says_what_for_how_long_and_where_to() -> None:
    rows = [line for line in PEOPLE.splitlines() if line.startswith("| `")]
    assert rows
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 5, row
        assert all(cells), row


def test_settings_that_it_names_exist_and_every_period_is_named() -> None:
    known = {str(field.alias) for field in Settings.model_fields.values()}
    named = set(re.findall(r"`(POIJU_\w+)`", PAGE))
    assert named <= known
    assert {one for one in known if one.startswith("POIJU_RETENTION_")} <= named


def test_what_an_export_leaves_out_is_no_word_of_the_person() -> None:
    assert not SECRETS & TELLING


NOTICES = ("data-protection-notice", "processing-agreement")


@pytest.mark.parametrize("text", NOTICES)
def test_the_notices_say_the_same_in_three_languages(text: str) -> None:
    pages = {
        language: (DOCS / "notices" / f"{text}.{language}.md").read_text(encoding="utf-8")
        for language in ("fi", "sv", "en")
    }
    shapes = {
        language: (
            [len(marks) for marks in re.findall(r"^(#+) ", page, re.MULTILINE)],
            page.count("\n- "),
            page.count("\n| "),
            len(re.findall(r"\[\[[^\]]+\]\]", page)),
            sorted(re.findall(r"`(POIJU_\w+|poiju [\w ]+)`", page)),
        )
        for language, page in pages.items()
    }
    assert shapes["fi"] == shapes["sv"] == shapes["en"]


@pytest.mark.parametrize("text", NOTICES)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_what_a_notice_names_exists(text: str, language: str) -> None:
    page = (DOCS / "notices" / f"{text}.{language}.md").read_text(encoding="utf-8")
    known = {str(field.alias) for field in Settings.model_fields.values()}
    assert set(re.findall(r"POIJU_\w+", page)) <= known
    hours = Settings.model_fields["session_hours"].default
    if text == "data-protection-notice":
        assert f"{hours} " in page, "how long a visit is kept"
    assert "[[" in page, "places to fill in"
