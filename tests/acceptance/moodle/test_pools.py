"""Random slots in a real Moodle draw what they should, by category and by tag."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.moodle_restored import activities, restored
from tests.support.sample import ID, sample_module
from tests.support.sample_pools import pool_questions

pytestmark = pytest.mark.moodle

POOL = {f"{ID}/words#terms/{question.id}": set(question.tags) for question in pool_questions()}
TRIES = 12
"""As many as used_pools.php takes."""


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("draws")
    return restored(sample_module(folder / "media"), folder, wish="--use=pools")


def test_each_attempt_draws_from_the_pool_and_by_tag(arrived: dict[str, Any]) -> None:
    assert len(arrived["used"]) == TRIES
    for attempt in arrived["used"]:
        names = [name for name, _ in attempt["slots"]]
        assert (names[0], names[2]) == (f"{ID}/words#lists", f"{ID}/words#plan")
        drawn = [names[1], *names[3:]]
        assert len(set(drawn)) == 3
        assert set(drawn) <= POOL.keys()
        assert "hard" in POOL[drawn[0]]
        assert [mark for _, mark in attempt["slots"]] == [1, 1, 1, 2, 2]


def test_every_question_of_the_pool_is_drawn_sooner_or_later(arrived: dict[str, Any]) -> None:
    seen = {name for attempt in arrived["used"] for name, _ in attempt["slots"]}
    assert POOL.keys() <= seen


def test_right_answers_give_full_marks(arrived: dict[str, Any]) -> None:
    assert {attempt["marks"] for attempt in arrived["used"]} == {7}
    assert float(activities(arrived)["words"]["instance"]["sumgrades"]) == 7


def test_questions_of_the_pool_keep_their_tags(arrived: dict[str, Any]) -> None:
    bank = {one["idnumber"]: one for one in activities(arrived)["words"]["bank"]}
    assert {name: set(bank[name]["tags"]) for name in POOL} == POOL
    assert {bank[name]["category"] for name in POOL} == {"Terms & more"}
