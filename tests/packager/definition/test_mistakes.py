"""Each mistake in a module's YAML, with its exact line and sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.packager.definition.conftest import Change, Check

M = "module.yaml"
ESCO = "http://data.europa.eu/esco/skill/"
UUID = "7ee872de-db39-4ae3-8e19-75d1a2cdf697"

Case = dict[str, Any]

MISTAKES: list[Case] = yaml.safe_load(Path(__file__).with_name("mistakes.yaml").read_text(encoding="utf-8"))


def case_name(case: Case) -> str:
    """Return a short name: the file and what is written instead."""
    return f"{case['file']}: {' '.join(case['new'].split())[:40] or 'without ' + case['old'].strip()[:30]}"


def test_the_starter_has_no_mistakes(problems: Check) -> None:
    assert problems() == []


@pytest.mark.parametrize("case", MISTAKES, ids=case_name)
def test_a_mistake_is_said_at_its_line(case: Case, change: Change, problems: Check) -> None:
    change(case["file"], case["old"], case["new"])
    assert problems() == case["says"]


def test_a_stated_level_needs_its_justification(change: Change, problems: Check) -> None:
    change(M, "level: not-applicable", "level: {eqf: 6, finqf: 6}")
    for language in ("fi", "sv", "en"):
        change(f"{language}/module.yaml", "level: {reason:", "level: {justification:")
    assert problems() == []
    change("sv/module.yaml", "level: {justification:", "level: {reason:")
    assert problems() == [
        "sv/module.yaml:11: level.justification: is missing: fi/module.yaml has it, translate it",
        (
            "sv/module.yaml:11: level.reason: module.yaml states a level: "
            "take this away, and write justification:"
        ),
    ]


def test_an_outcome_without_a_skill_is_a_warning(change: Change, problems: Check) -> None:
    change(M, f'bloom: create, kind: skill, esco: ["{ESCO}{UUID}"]', "bloom: create")
    assert problems() == ["warning: module.yaml:12: credential.outcomes.LO2: no ESCO skill named"]


@pytest.mark.parametrize(
    ("written", "advice"),
    [(UUID.upper(), UUID), (f"https://esco.ec.europa.eu/skill/{UUID}", UUID), ("develop curriculum", "…")],
)
def test_a_skill_is_named_by_its_address(written: str, advice: str, change: Change, problems: Check) -> None:
    change(M, f'create, kind: skill, esco: ["{ESCO}{UUID}"]', f'create, esco: ["{written}"]')
    (said,) = problems()
    assert said.startswith("module.yaml:12: credential.outcomes.LO2.esco: ")
    assert said.endswith(f"is no address of an ESCO skill: write {ESCO}{advice}")


def test_many_outcomes_are_named_as_a_range(change: Change, problems: Check) -> None:
    change(M, "  workload:", "    - {id: LO3, bloom: apply}\n    - {id: LO4, bloom: apply}\n  workload:")
    change(M, "words: 150, serves: [LO2]", "words: 150, serves: [LO9]")
    said = "module.yaml:34: plan.serves: LO9 is not an outcome of this module (LO1 to LO4): correct it"
    assert said in problems()


def test_a_skill_named_in_some_languages_only_is_a_warning(change: Change, problems: Check) -> None:
    for language in ("fi", "en"):
        path = f"{language}/module.yaml"
        change(path, "\nsummary:", f'\nskills:\n  "{ESCO}{UUID}": a name\nsummary:')
    (said,) = problems()
    assert said == (
        f"warning: sv/module.yaml:1: skills: {ESCO}{UUID} has a name in fi/module.yaml, but none here: "
        "add it below skills:"
    )
