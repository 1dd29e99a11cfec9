"""The tool's signing keys: made once, kept parsed, rotated with an overlap, encrypted at rest."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import jwt
import pytest
from sqlalchemy import delete, select

from lti_tool.models import ToolKey
from lti_tool.runtime import Runtime
from lti_tool.security import Vault
from lti_tool.services.keys import ToolKeys, thumbprint
from packager.errors import SettingsError
from tests.support.tool import SECRET


@dataclass
class Clock:
    moment: dt.datetime = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        return self.moment


def published(keys: ToolKeys) -> list[str]:
    return [one["kid"] for one in keys.published()["keys"]]


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


def test_a_rotation_overlaps(keys: ToolKeys, clock: Clock) -> None:
    old = keys.active().kid
    keys.rotate()
    coming = next(kid for kid in published(keys) if kid != old)
    keys.rotate()
    assert keys.active().kid == old  # platforms have not had time to see the new key
    clock.moment += dt.timedelta(days=2)
    keys.rotate()
    assert keys.active().kid == coming
    assert set(published(keys)) == {old, coming}
    clock.moment += dt.timedelta(days=13)
    assert set(published(keys)) == {old, coming}
    clock.moment += dt.timedelta(days=2)
    assert published(keys) == [coming]


def test_another_process_signs_with_the_new_key_within_a_minute(
    runtime: Runtime, keys: ToolKeys, clock: Clock
) -> None:
    other = ToolKeys(runtime.database, runtime.vault, clock)
    old = other.active().kid
    keys.rotate(at_once=True)
    assert other.active().kid == old
    clock.moment += dt.timedelta(seconds=61)
    assert other.active().kid == keys.active().kid != old


def test_a_copy_of_the_database_signs_nothing(runtime: Runtime, keys: ToolKeys, clock: Clock) -> None:
    with runtime.database.read() as session:
        stored = session.scalars(select(ToolKey.private_key)).one()
    assert b"PRIVATE KEY" not in stored
    thief = ToolKeys(runtime.database, Vault("another secret that is long enough, too"), clock)
    with pytest.raises(SettingsError, match="POIJU_SECRET_KEY"):
        thief.active()
    assert ToolKeys(runtime.database, Vault(SECRET), clock).active().kid == keys.active().kid


def test_without_any_key_the_remedy_is_told(runtime: Runtime, keys: ToolKeys) -> None:
    with runtime.database.write() as session:
        session.execute(delete(ToolKey))
    with pytest.raises(SettingsError, match="poiju db upgrade"):
        ToolKeys(runtime.database, runtime.vault, runtime.now).active()
