"""What is open ends with the database, also what a thread gives back after that."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from sqlalchemy import text

from lti_tool.db import Database


def test_a_connection_in_use_is_closed_when_it_is_given_back(tmp_path: Path) -> None:
    url = os.environ.get("POIJU_TEST_DATABASE_URL") or f"sqlite:///{tmp_path / 'x.sqlite3'}"
    database = Database(url)
    with database.read() as session:
        session.execute(text("SELECT 1"))
        held = session.connection().connection.dbapi_connection
        database.close()
    assert held is not None
    with pytest.raises(Exception, match="closed"):
        held.cursor()
