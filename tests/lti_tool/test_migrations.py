"""Migrations make exactly the tables of the models, and go back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from lti_tool.db import Database
from lti_tool.models import Base
from lti_tool.services.preparation import migrations, upgrade
from tests.support.tool import begin_anew


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    url = os.environ.get("POIJU_TEST_DATABASE_URL") or f"sqlite:///{tmp_path / 'x.sqlite3'}"
    made = Database(url)
    begin_anew(made)
    yield made
    begin_anew(made)
    made.close()


def differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, Base.metadata))


def test_upgrading_from_empty_makes_the_tables_of_the_models(database: Database) -> None:
    upgrade(database)
    assert differences(database) == []


def test_going_down_and_up_again_makes_the_same(database: Database) -> None:
    upgrade(database)
    with database.begin() as connection:
        command.downgrade(migrations(connection), "base")
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    upgrade(database)
    assert differences(database) == []


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    upgrade(database)
    upgrade(database)
    assert differences(database) == []
