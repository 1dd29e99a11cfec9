"""Codes of other people's lists: ISCED-F fields and ESCO skills."""

from __future__ import annotations

import re

from packager.definition.definition import Definition
from packager.definition.mistakes import did_you_mean, shown
from packager.definition.vocabularies import fields_of_education

_UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_ESCO = re.compile(rf"http://data\.europa\.eu/esco/skill/{_UUID}")
_BARE_UUID = re.compile(rf".*?({_UUID})", re.IGNORECASE)
ESCO_BASE = "http://data.europa.eu/esco/skill/"


def check_codes(definition: Definition) -> None:
    """Check fields of education and skills."""
    _check_fields(definition)
    _check_skills(definition)
    _check_names_of_skills(definition)


def _check_fields(definition: Definition) -> None:
    known = fields_of_education()
    for position, code in enumerate(definition.structure.credential.field):
        if code not in known:
            alike = [one for one in known if one[:2] == code[:2] and len(one) == len(code)]
            guess = did_you_mean(code, alike)
            definition.problems.error(
                definition.place("credential", "field", position),
                "credential.field",
                f"{shown(code)} is no ISCED-F 2013 code: {guess or 'write two to four digits, as 0111'}",
            )


def _check_skills(definition: Definition) -> None:
    for at, row in enumerate(definition.structure.credential.outcomes):
        field = f"credential.outcomes.{row.id}"
        if not row.esco:
            definition.problems.warning(
                definition.place("credential", "outcomes", at), field, "no ESCO skill named"
            )
        for position, uri in enumerate(row.esco):
            if not _ESCO.fullmatch(uri):
                found = _BARE_UUID.match(uri)
                whole = f"{ESCO_BASE}{found[1].lower() if found else '…'}"
                definition.problems.error(
                    definition.place("credential", "outcomes", at, "esco", position),
                    f"{field}.esco",
                    f"{shown(uri)} is no address of an ESCO skill: write {whole}",
                )


def _check_names_of_skills(definition: Definition) -> None:
    used = {uri for row in definition.structure.credential.outcomes for uri in row.esco}
    for one in definition.languages.values():
        for uri in one.words.skills:
            if uri not in used:
                definition.problems.error(
                    one.file.place(("skills", uri)),
                    "skills",
                    f"no outcome in module.yaml has the skill {shown(uri)}: correct it or take it away",
                )
