"""What all tests share; what one builds, no other finds in a cache."""

from __future__ import annotations

import os

from hypothesis import settings
from sqlalchemy import column, create_engine, make_url, select, table

# In CI the same examples each time: chance finds new ones while people work, and they become tests.
settings.register_profile("ci", derandomize=True)
if os.environ.get("POIJU_CI") == "1":
    settings.load_profile("ci")

os.environ["POIJU_CACHE"] = ""


def give_worker_a_database() -> None:
    """Let each process of pytest-xdist have a PostgreSQL database of its own, made beside the one named."""
    worker, url = os.environ.get("PYTEST_XDIST_WORKER"), os.environ.get("POIJU_TEST_DATABASE_URL")
    if not worker or not url:
        return
    base = make_url(url)
    own = base.set(database=f"{base.database}_{worker}")
    engine = create_engine(base, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        known = (
            select(column("datname"))
            .select_from(table("pg_database"))
            .where(column("datname") == own.database)
        )
        if connection.execute(known).first() is None:
            connection.exec_driver_sql(f'CREATE DATABASE "{own.database}"')
    engine.dispose()
    os.environ["POIJU_TEST_DATABASE_URL"] = own.render_as_string(hide_password=False)


give_worker_a_database()
