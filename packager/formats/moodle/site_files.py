"""What an admin prepares on a site before a restore: competency frameworks to import, fields to create."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from html import escape

from packager.document.credential import Skill
from packager.document.edition import Edition
from packager.document.module import Module
from packager.formats.moodle.competencies import ESCO, of_outcome
from packager.formats.moodle.custom_fields import FIELDS
from packager.formats.moodle.ids import idnumber
from packager.render.environment import translations

# The columns of Moodle's "Import competency framework" (tool_lpimportcsv, 4.5 and 5.1), taken by place.
_COLUMNS = (
    "Parent ID number", "ID number", "Short name", "Description", "Description format", "Scale values",
    "Scale configuration", "Rule type (optional)", "Rule outcome (optional)", "Rule config (optional)",
    "Cross-referenced competency ID numbers", "Exported ID (optional)", "Is framework", "Taxonomy",
)  # fmt: skip
# Moodle's default scale, in its own words: a site that has it (every new one in English) gets no second.
_SCALE = "Not yet competent,Competent"
_PROFICIENT = json.dumps(
    [
        {"scaleid": "1"},  # the import puts the site's own number here
        {"id": 1, "scaledefault": 1, "proficient": 0},
        {"id": 2, "scaledefault": 0, "proficient": 1},
    ]
)
_HTML = "1"
LONGEST_SHORT_NAME = 100
"""The width of the columns for short names of frameworks and competencies."""

_WHERE = "Site administration > Courses > Course custom fields > Add a new custom field > Short text"

Row = tuple[str, str, str]
"""A competency: idnumber, name, description as markup."""


def site_files(modules: Iterable[Module], language: str) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of each file that a site needs for these modules in a language."""
    modules = tuple(modules)
    skills: dict[str, Skill] = {}
    for module in modules:
        edition = Edition(module, language)
        outcomes = module.credential.outcomes
        if outcomes:
            rows = [_outcome(edition, at) for at in range(len(outcomes))]
            name = f"competency-framework-{module.id}.{language}.csv"
            yield name, _framework(idnumber(module.id), edition.title, "outcome", rows)
        skills |= {skill.uri: skill for outcome in outcomes for skill in outcome.esco}
    if skills:
        said = [_skill(skill, language) for _, skill in sorted(skills.items())]
        yield f"competency-framework-{ESCO}.{language}.csv", _framework(ESCO, "ESCO", "skill", said)
    yield f"custom-fields.{language}.csv", _fields(language)


def _outcome(edition: Edition, at: int) -> Row:
    outcome = edition.module.credential.outcomes[at]
    text = edition.text(outcome.text)
    return (
        of_outcome(edition.module.id, outcome).idnumber,
        f"{outcome.id} {text}",
        f"<p>{escape(text)}</p>",
    )


def _skill(skill: Skill, language: str) -> Row:
    label = (skill.label or {}).get(language) or next(iter((skill.label or {}).values()), skill.uri)
    uri = escape(skill.uri)
    return idnumber(skill.uri), label, f'<p><a href="{uri}">{uri}</a></p>'


def _framework(number: str, name: str, kind: str, competencies: Iterable[Row]) -> bytes:
    """Return a framework as Moodle imports it, whose parts are called outcomes or skills."""
    levels = ",".join([kind] * 4)
    rows = [["", number, _short(name), "", _HTML, _SCALE, _PROFICIENT, "", "", "", "", "", "1", levels]]
    rows += [
        ["", one, _short(title), description, _HTML, "", "", "", "", "", "", "", "", ""]
        for one, title, description in competencies
    ]
    return _csv(_COLUMNS, rows)


def _fields(language: str) -> bytes:
    """Return the custom fields as a list for a person: Moodle imports none."""
    phrase = translations(language).gettext
    rows = [[one.short_name, phrase(one.title), _WHERE] for one in FIELDS]
    return _csv(["Short name", "Name", "Where to create it"], rows)


def _csv(header: Iterable[str], rows: Iterable[list[str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue().encode()


def _short(name: str) -> str:
    """Return a name that fits its column. The import takes what looks like a tag away."""
    name = name.replace("<", "‹").replace(">", "›")
    return name if len(name) <= LONGEST_SHORT_NAME else f"{name[: LONGEST_SHORT_NAME - 1].rstrip()}…"
