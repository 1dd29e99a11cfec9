"""Settings of units as authors write them: when a unit is done, who sees it, groups and tags."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
import yaml

from packager.definition.reader import read_module
from packager.document.moments import Moment
from packager.document.settings import PLAIN, Done, Settings, settings_as_written
from tests.packager.definition.conftest import Change, Check

UNITS = {
    "talk": "minutes: 15, serves: [LO1]}\n  - id: show",
    "plan": "serves: [LO2], after: [outcome]}",
    "quiz": "pass: 80, serves: [LO1], after: [outcome]}",
}
"""Where each unit of the starter ends."""

MISTAKES = yaml.safe_load(Path(__file__).with_name("settings_mistakes.yaml").read_text(encoding="utf-8"))


def test_what_is_written_is_read(folder: Path, change: Change) -> None:
    plan = "tags: [Ethics, näyttö, Ethics], groups: visible, stealth: true, description: true"
    plan = f", done: [view, submit], expected: +2 weeks, {plan}}}"
    change("module.yaml", UNITS["plan"], UNITS["plan"].replace("}", plan))
    module, problems = read_module(folder)
    assert [str(one) for one in problems] == []
    assert module is not None
    settings = module.unit("plan").settings
    assert settings == Settings(
        done=Done(view=True, submit=True), expected=Moment(after_start=dt.timedelta(days=14)), unlisted=True,
        groups="visible", tags=("Ethics", "näyttö"), description=True,
    )  # fmt: skip
    assert list(settings_as_written(settings)) == [
        "done: [view, submit]", "expected: +14 days", "stealth: true", "groups: visible",
        "tags: [Ethics, näyttö]", "description: true",
    ]  # fmt: skip
    assert module.unit("outcome").settings == PLAIN
    assert list(settings_as_written(PLAIN)) == []


@pytest.mark.parametrize(
    ("written", "done"),
    [
        ("view", Done(view=True)),
        ("by-hand", Done(by_hand=True)),
        ("[view, posts: 2]", Done(view=True, posts=2)),
        ("[view, {posts: 2, replies: 1}]", Done(view=True, posts=2, replies=1)),
        ("{discussions: 1}", Done(discussions=1)),
    ],
)
def test_done_is_a_word_a_list_or_counts(folder: Path, change: Change, written: str, done: Done) -> None:
    change("module.yaml", UNITS["talk"], UNITS["talk"].replace("}", f", done: {written}}}"))
    module, problems = read_module(folder)
    assert [str(one) for one in problems] == []
    assert module is not None
    assert module.unit("talk").settings.done == done


@pytest.mark.parametrize("case", MISTAKES, ids=lambda case: f"{case['unit']}: {case['written']}")
def test_a_slip_is_said_at_its_line(case: dict[str, str], change: Change, problems: Check) -> None:
    old = UNITS[case["unit"]]
    change("module.yaml", old, old.replace("}", f", {case['written']}}}", 1))
    assert problems() == [f"module.yaml:{case['says']}"]


def test_nobody_waits_for_what_is_hidden(change: Change, problems: Check) -> None:
    change("module.yaml", "minutes: 15, serves: [LO1, LO2]", "minutes: 15, hidden: true, serves: [LO1, LO2]")
    change("module.yaml", UNITS["talk"], UNITS["talk"].replace("}", ", restrict: {done: outcome}}"))
    change("module.yaml", "  - id: show\n", "  - id: show\n    restrict: {done: outcome}\n")
    hidden = "outcome is hidden, so nobody can do it: show it, or do not wait for it"
    assert problems() == [
        f"module.yaml:29: talk.restrict: {hidden}", f"module.yaml:31: sections.show.restrict: {hidden}",
        f"module.yaml:33: plan.after: {hidden}", f"module.yaml:34: quiz.after: {hidden}",
    ]  # fmt: skip
