"""The tool's signing keys: made once, kept parsed, rotated with an overlap, encrypted at rest."""

from __future__ import annotations

import datetime as dt
import multiprocessing
from dataclasses import dataclass, replace
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import get_args

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from sqlalchemy import delete, select, update

from lti_tool.models import ToolKey
from lti_tool.runtime import Runtime
from lti_tool.security import Vault
from lti_tool.services import key_rotation
from lti_tool.services.admin_sessions import of_command_line
from lti_tool.services.housekeeping import Housekeeping
from lti_tool.services.keys import How, Move, ToolKeys
from lti_tool.services.signing_key import thumbprint
from packager.errors import SettingsError
from tests.support.tool import SECRET, tool_settings

ANOTHER = "another secret that is long enough, too"


@dataclass
class Clock:
    moment: dt.datetime = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.moment


def published(keys: ToolKeys) -> list[str]:
    return [one["kid"] for one in keys.published()["keys"]]


def rotate(runtime: Runtime, keys: ToolKeys, how: How = "in-turn") -> Move:
    """Advance the rotation, as an admin does."""
    move = key_rotation.rotate(replace(runtime, tool_keys=keys), of_command_line(runtime, None), how)
    assert move is not None
    return move


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keys(runtime: Runtime, clock: Clock) -> ToolKeys:
    """Return keys that were made today, on a clock that tests move."""
    with runtime.database.write() as session:
        session.execute(delete(ToolKey))
    made = ToolKeys(runtime.database, runtime.vault, clock)
    made.ensure()
    return made


def test_a_platform_can_check_what_was_signed(keys: ToolKeys) -> None:
    token = keys.sign({"a": 1})
    header = jwt.get_unverified_header(token)
    assert header["alg"] == "RS256"
    jwk = next(one for one in keys.published()["keys"] if one["kid"] == header["kid"])
    assert jwt.decode(token, jwt.PyJWK(jwk).key, algorithms=["RS256"]) == {"a": 1}
    assert header["kid"] == thumbprint(keys.active().private)


def test_the_first_key_is_made_once(keys: ToolKeys) -> None:
    keys.ensure()
    assert len(keys.listing()) == 1


def test_a_rotation_overlaps(runtime: Runtime, keys: ToolKeys, clock: Clock) -> None:
    old = keys.active().kid
    rotate(runtime, keys)
    coming = next(kid for kid in published(keys) if kid != old)
    rotate(runtime, keys)
    assert keys.active().kid == old  # platforms have not had time to see the new key
    clock.moment += dt.timedelta(days=2)
    rotate(runtime, keys)
    assert keys.active().kid == coming
    assert set(published(keys)) == {old, coming}
    clock.moment += dt.timedelta(days=14) - dt.timedelta(seconds=1)
    assert set(published(keys)) == {old, coming}, "14 days at least"
    clock.moment += dt.timedelta(seconds=1)
    assert published(keys) == [coming]


def test_another_process_signs_with_the_new_key_within_a_minute(
    runtime: Runtime, keys: ToolKeys, clock: Clock
) -> None:
    other = ToolKeys(runtime.database, runtime.vault, clock)
    old = other.active().kid
    rotate(runtime, keys, "at-once")
    assert other.active().kid == old
    clock.moment += dt.timedelta(seconds=61)
    assert other.active().kid == keys.active().kid != old


def test_a_copy_of_the_database_signs_nothing(runtime: Runtime, keys: ToolKeys, clock: Clock) -> None:
    with runtime.database.read() as session:
        stored = session.scalars(select(ToolKey.private_key)).one()
    with pytest.raises(ValueError, match="deserialize"):
        serialization.load_der_private_key(stored, None)
    secret_part = keys.active().private.private_numbers().d
    assert secret_part.to_bytes(256, "big") not in stored
    thief = ToolKeys(runtime.database, Vault(ANOTHER), clock)
    with pytest.raises(SettingsError, match="POIJU_SECRET_KEY"):
        thief.active()
    assert ToolKeys(runtime.database, Vault(SECRET), clock).active().kid == keys.active().kid


def test_without_any_key_the_remedy_is_told(runtime: Runtime, keys: ToolKeys) -> None:
    with runtime.database.write() as session:
        session.execute(delete(ToolKey))
    with pytest.raises(SettingsError, match="poiju db upgrade"):
        ToolKeys(runtime.database, runtime.vault, runtime.now).active()


def test_a_key_is_parsed_once_however_long_it_signs(keys: ToolKeys, clock: Clock) -> None:
    parsed = keys.active()
    clock.moment += dt.timedelta(hours=1)
    assert keys.active() is parsed


def test_publishing_opens_no_private_key(runtime: Runtime, keys: ToolKeys, clock: Clock) -> None:
    rotate(runtime, keys)
    stranger = ToolKeys(runtime.database, Vault(ANOTHER), clock)
    assert published(stranger) == published(keys)


def test_a_lost_secret_key_is_mended_by_rotating_at_once(
    runtime: Runtime, keys: ToolKeys, clock: Clock
) -> None:
    rotate(runtime, keys)  # a next key, which cannot be opened either
    mended = ToolKeys(runtime.database, Vault(ANOTHER), clock)
    move = rotate(runtime, mended, "at-once")
    assert move.kind == "signs"
    assert mended.active().kid == move.kid
    assert len(published(mended)) == 3, "signatures on their way can still be checked"
    assert sorted(row.status for row in mended.listing()) == ["active", "retired", "retired"]


def test_keys_of_before_their_public_half_was_kept_are_published(
    runtime: Runtime, keys: ToolKeys, clock: Clock
) -> None:
    [kid] = published(keys)
    with runtime.database.write() as session:
        session.execute(update(ToolKey).values(public_jwk=None))
    assert published(keys) == [kid]
    assert published(ToolKeys(runtime.database, Vault(ANOTHER), clock)) == [], "lost, but no page breaks"
    keys.ensure()
    assert published(ToolKeys(runtime.database, Vault(ANOTHER), clock)) == [kid]


def test_a_leak_withdraws_every_earlier_key_at_once(runtime: Runtime, keys: ToolKeys, clock: Clock) -> None:
    rotate(runtime, keys, "at-once")
    rotate(runtime, keys)
    move = rotate(runtime, keys, "leaked")
    assert published(keys) == [move.kid] == [keys.active().kid]
    assert [row.status for row in keys.listing()] == ["withdrawn"] * 3 + ["active"]


def test_private_halves_are_forgotten_once_nothing_can_need_them(
    runtime: Runtime, keys: ToolKeys, clock: Clock
) -> None:
    rotate(runtime, keys, "at-once")
    for days, left in ((13, 2), (1, 1)):
        clock.moment += dt.timedelta(days=days)
        Housekeeping(runtime.database, clock).run_if_due()
        assert sum(bool(row.private_key) for row in keys.listing()) == left
    assert keys.sign({}), "the active one stays"


def test_a_key_that_waits_does_not_sign_a_second_early(
    runtime: Runtime, keys: ToolKeys, clock: Clock
) -> None:
    rotate(runtime, keys)
    clock.moment += dt.timedelta(days=2) - dt.timedelta(seconds=1)
    assert rotate(runtime, keys).kind == "waits"
    clock.moment += dt.timedelta(seconds=1)
    assert rotate(runtime, keys).kind == "signs"


def rotating(folder: Path, url: str, how: How, start: Barrier) -> None:
    """Rotate in a process of its own, in the same moment as another one does."""
    tool = Runtime.of(tool_settings(folder, DATABASE_URL=url), Clock())
    start.wait(30)
    tool.tool_keys.ensure()
    rotate(tool, tool.tool_keys, how)
    tool.database.close()


@pytest.mark.slow
@pytest.mark.parametrize("how", get_args(How))
def test_two_processes_that_rotate_at_once_leave_one_active_key(
    how: How, runtime: Runtime, keys: ToolKeys, tmp_path: Path
) -> None:
    with runtime.database.write() as session:
        session.execute(delete(ToolKey))
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(2)
    url = runtime.database.engine.url.render_as_string(hide_password=False)
    crew = [context.Process(target=rotating, args=(tmp_path, url, how, start)) for _ in range(2)]
    for one in crew:
        one.start()
    for one in crew:
        one.join(60)
        assert one.exitcode == 0
    expected = {
        "in-turn": ["active", "next"],
        "at-once": ["active", "retired", "retired"],
        "leaked": ["active", "withdrawn", "withdrawn"],
    }
    assert sorted(row.status for row in keys.listing()) == expected[how]
