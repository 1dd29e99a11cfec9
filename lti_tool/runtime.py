"""What a process of the tool holds (web, worker or command line): settings, database, keys, catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from flask import current_app

from lti_tool.config import Settings
from lti_tool.db import Database
from lti_tool.driver_statement import DriverStatement
from lti_tool.metrics import NoMetrics, metrics_for
from lti_tool.outbound import Outbound
from lti_tool.security import Vault
from lti_tool.services.catalogue import Catalogue
from lti_tool.services.columns import Columns
from lti_tool.services.housekeeping import Housekeeping
from lti_tool.services.keys import ToolKeys
from lti_tool.services.known_places import open_known
from lti_tool.services.launch_records import LaunchRecorder
from lti_tool.services.memberships import Memberships
from lti_tool.services.platform_client import PlatformClient
from lti_tool.services.platform_keys import PlatformKeyring
from lti_tool.services.rate_limits import RateLimits
from lti_tool.services.registrations import Registry
from lti_tool.services.retention import Periods, Retention
from lti_tool.worker import Worker

Clock = Callable[[], dt.datetime]


def utc_now() -> dt.datetime:
    """Return the present moment in UTC."""
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Runtime:
    """The parts of a running tool, wired once per process."""

    settings: Settings
    database: Database
    vault: Vault
    now: Clock
    outbound: Outbound
    registry: Registry
    tool_keys: ToolKeys
    platform_keys: PlatformKeyring
    client: PlatformClient
    memberships: Memberships
    columns: Columns
    known_launch: DriverStatement
    catalogue: Catalogue
    housekeeping: Housekeeping
    metrics: NoMetrics
    limits: RateLimits
    worker: Worker
    recorder: LaunchRecorder

    @classmethod
    def of(cls, settings: Settings, now: Clock = utc_now) -> Runtime:
        """Wire the parts. Nothing is asked of the database or the network yet."""
        database = Database(settings.database)
        vault = Vault(settings.secret_key.get_secret_value())
        outbound = Outbound(settings.allow_private_platforms, allow_http=settings.allow_http)
        tool_keys = ToolKeys(database, vault, now)
        registry = Registry(database, now)
        metrics = metrics_for(settings, database, now)
        client = PlatformClient(database, vault, outbound, registry, tool_keys, now)
        return cls(
            settings=settings,
            database=database,
            vault=vault,
            now=now,
            outbound=outbound,
            registry=registry,
            tool_keys=tool_keys,
            platform_keys=PlatformKeyring(database, outbound, now),
            client=client,
            memberships=Memberships(database, client),
            columns=Columns(database, client),
            known_launch=DriverStatement(database.engine, open_known),
            catalogue=Catalogue(database, settings.bundles),
            housekeeping=Housekeeping(database, now, Retention(database, Periods.of(settings))),
            limits=RateLimits.of(settings),
            metrics=metrics,
            worker=Worker(database, client, now, count=metrics.score),
            recorder=LaunchRecorder(database, now),
        )

    def close(self) -> None:
        """Write what is still in memory and give the database back."""
        self.recorder.close()
        self.database.close()

    def nudge(self) -> None:
        """Say that a score was queued: the worker of this process, if it runs, sends it at once."""
        self.worker.nudge()


def runtime() -> Runtime:
    """Return the runtime of the current app."""
    held: Runtime = current_app.extensions["poiju"]
    return held
