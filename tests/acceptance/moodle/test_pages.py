"""Every activity opens in Moodle's own web pages, for a teacher and a learner, without a complaint."""

from __future__ import annotations

import os
from typing import Any

import pytest

from packager.document.module import Module
from tests.support.moodle_restored import restored
from tests.support.sample import ID, sample_module

pytestmark = pytest.mark.moodle

OPENED_BY = {
    "editingteacher": lambda module: [unit.key for unit in module.units if unit.kind != "text"],
    "student": lambda _: [f"{ID}/outcomes"],
}
"""Who must be able to open what; a learner finds the rest locked until the first lesson is done."""


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Module:
    return sample_module(tmp_path_factory.mktemp("media"))


@pytest.fixture(scope="module")
def opened(module: Module, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    if not os.environ.get("MOODLE_URL"):
        pytest.skip("MOODLE_URL is not set: it is the address at which the Moodle of MOODLE_DIR answers")
    found: dict[str, Any] = restored(module, tmp_path_factory.mktemp("open"), wish="--open=1")["opened"]
    return found


@pytest.mark.parametrize("role", OPENED_BY)
def test_every_activity_opens(role: str, opened: dict[str, Any], module: Module) -> None:
    pages = opened[role]
    assert pages.keys() >= {"course", *OPENED_BY[role](module)}
    assert {key: page["status"] for key, page in pages.items()} == dict.fromkeys(pages, 200)
    assert {key: page["complaints"] for key, page in pages.items() if page["complaints"]} == {}


@pytest.mark.parametrize("role", OPENED_BY)
def test_each_page_is_the_activitys_own(role: str, opened: dict[str, Any], module: Module) -> None:
    """Moodle sends people to the course or the login where it does not let them in."""
    for unit in module.units:
        page = opened[role].get(unit.key)
        if page and unit.kind not in ("link", "file"):  # these send people on to the address, the file
            assert unit.title["en"].replace("<", "&lt;") in page["title"]
