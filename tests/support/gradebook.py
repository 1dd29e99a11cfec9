"""The sending half of the tool beside a stand-in platform, over real HTTP, without pages or launches."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify
from sqlalchemy import select
from werkzeug.serving import make_server

from lti_tool.db import Database
from lti_tool.models import Context, Deployment, LineItem, OutboxScore, Person, ResourceLink
from lti_tool.outbound import Outbound
from lti_tool.security import Vault
from lti_tool.services.keys import ToolKeys
from lti_tool.services.platform_client import PlatformClient
from lti_tool.services.registrations import NewRegistration, Registry
from lti_tool.stand_in.app import running
from lti_tool.stand_in.course import Platform
from lti_tool.stand_in.grades import LineItem as Column
from lti_tool.worker import Worker
from tests.support.tool import SECRET, empty

UNIT = "fi.example.sample/quiz"


class Clock:
    """The present moment, moved by hand where waiting would be long."""

    def __init__(self) -> None:
        self.ahead = dt.timedelta()

    def __call__(self) -> dt.datetime:
        return dt.datetime.now(dt.UTC) + self.ahead

    def advance(self, **by: float) -> None:
        """Move on."""
        self.ahead += dt.timedelta(**by)


@dataclass
class Bench:
    """A database with one course, two learners, one column; and the platform that holds the column."""

    database: Database
    client: PlatformClient
    platform: Platform
    column: Column
    clock: Clock
    registration_id: int
    context_id: int
    link_id: int
    line_item_id: int
    persons: dict[str, int]
    url: str

    def worker(self, **options: Any) -> Worker:
        """Return a worker, not started."""
        return Worker(self.database, self.client, self.clock, **options)

    def outbox(self) -> list[OutboxScore]:
        """Return the rows."""
        with self.database.read() as session:
            return list(session.scalars(select(OutboxScore).order_by(OutboxScore.id)))

    def cell(self, user: str = "201") -> float | None:
        """Return what the platform's gradebook shows."""
        return self.platform.gradebook.grade(self.column, user)

    def taken(self) -> list[float]:
        """Return the scores that the gradebook took, in their order."""
        return [one["scoreGiven"] for one in self.platform.received if one["status"] == 200]


def parts(url: str) -> tuple[Database, PlatformClient, ToolKeys, Registry]:
    """Wire the sending half over a database that exists. Signatures need the true time."""
    clock = Clock()
    database = Database(url)
    vault = Vault(SECRET)
    outbound = Outbound(("127.0.0.1",), allow_http=True)
    keys = ToolKeys(database, vault, clock)
    registry = Registry(database, clock)
    return database, PlatformClient(database, vault, outbound, registry, keys, clock), keys, registry


@contextmanager
def bench(folder: Path) -> Iterator[Bench]:
    """Run a platform and the tool's key set; enter a course with a column."""
    clock = Clock()
    url = os.environ.get("POIJU_TEST_DATABASE_URL") or f"sqlite:///{folder / 'poiju.sqlite3'}"
    database, client, keys, registry = parts(url)
    empty(database)
    keys.ensure()
    with _key_set(keys) as tool_url, running(tool_url) as platform:
        link = platform.add_link("Quiz", {"unit": UNIT}, maximum=10)
        assert link.line_item
        registration_id = registry.add(
            NewRegistration(
                issuer=platform.issuer, client_id=platform.client_id,
                auth_login_url=f"{platform.issuer}/auth", token_url=f"{platform.issuer}/token",
                jwks_url=f"{platform.issuer}/jwks", deployments=(platform.deployment_id,),
            )
        )  # fmt: skip
        ids = _course(database, registration_id, platform, link.line_item)
        yield Bench(
            database=database, client=client, platform=platform, column=link.line_item, clock=clock,
            registration_id=registration_id, url=url, **ids,
        )  # fmt: skip
    database.close()


def _course(
    database: Database, registration_id: int, platform: Platform, column: Column
) -> dict[str, object]:
    with database.write() as session:
        deployment = session.scalars(select(Deployment)).one()
        context = Context(deployment_id=deployment.id, context_id=platform.context_id)
        session.add(context)
        session.flush()
        link = ResourceLink(
            deployment_id=deployment.id, resource_link_id=column.link_id, context_id=context.id, unit_key=UNIT
        )
        session.add(link)
        session.flush()
        item = LineItem(
            registration_id=registration_id, url=f"{platform.issuer}/services/lineitems/{column.id}",
            resource_link_id=link.id, scopes=[], extra={"lineitems": f"{platform.issuer}/services/lineitems"},
        )  # fmt: skip
        platform_id = 1
        persons = {sub: Person(platform_id=platform_id, sub=sub) for sub in ("101", "201", "202")}
        session.add_all([item, *persons.values()])
        session.flush()
        return {
            "context_id": context.id, "link_id": link.id, "line_item_id": item.id,
            "persons": {sub: person.id for sub, person in persons.items()},
        }  # fmt: skip


@contextmanager
def _key_set(keys: ToolKeys) -> Iterator[str]:
    app = Flask("key-set")

    @app.get("/lti/jwks")
    def jwks() -> Response:
        return jsonify(keys.published())

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
