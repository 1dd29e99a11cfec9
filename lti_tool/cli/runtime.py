"""The runtime of a command: settings from the environment, tables ready."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lti_tool.config import settings_from
from lti_tool.logs import log_to_stderr
from lti_tool.runtime import Runtime
from lti_tool.services import preparation


@contextmanager
def opened(*, upgraded: bool = True) -> Iterator[Runtime]:
    """Open the database for one command, upgraded; or as it is, whatever it is. Raises SettingsError."""
    settings = settings_from()
    log_to_stderr(settings.log_format)
    runtime = Runtime.of(settings)
    preparation.make_folders(runtime.settings)
    if upgraded:
        preparation.upgrade(runtime.database)
    try:
        yield runtime
    finally:
        runtime.database.close()
