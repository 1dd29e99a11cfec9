"""`poiju serve`: the tool on a port, behind a proxy that speaks https."""

from __future__ import annotations

import os
import sys
from typing import Any

import click
from flask import Flask

from lti_tool import create_app
from lti_tool.config import Settings, settings_from
from lti_tool.logs import FORM, log_to_stderr
from lti_tool.runtime import Runtime
from lti_tool.services import preparation

THREADS = 4


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; by default one per core, at most 4.")
def serve(host: str, port: int, workers: int | None) -> None:
    """Serve the tool. The database is brought up to date first."""
    log_to_stderr()
    settings = settings_from()
    runtime = Runtime.of(settings)
    for line in preparation.prepare(runtime):
        click.echo(line)
    runtime.database.close()  # each process opens its own
    click.echo(f"serving {settings.url} on http://{host}:{port}")
    if sys.platform == "win32":
        _serve_with_waitress(settings, host, port)
    else:
        _serve_with_gunicorn(settings, f"{host}:{port}", workers or min(os.cpu_count() or 1, 4))


def _serve_with_waitress(settings: Settings, host: str, port: int) -> None:
    import waitress  # only here: gunicorn does not exist on Windows

    waitress.serve(create_app(settings), host=host, port=port, threads=2 * THREADS)


def _serve_with_gunicorn(settings: Settings, bind: str, workers: int) -> None:
    from gunicorn.app.base import BaseApplication  # only here: not installed on Windows

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no type information
        """gunicorn with our options instead of a file of its own."""

        def load_config(self) -> None:
            """Set the options."""
            for name, value in _options(bind, workers).items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            """Make the application, in each worker after the fork."""
            return create_app(settings)

    Server().run()


def _options(bind: str, workers: int) -> dict[str, Any]:
    formatter = {"class": "lti_tool.logs.MaskingFormatter", "format": FORM}
    return {
        "bind": bind,
        "workers": workers,
        "threads": THREADS,
        "timeout": 60,
        "limit_request_line": 8190,
        "logconfig_dict": {"formatters": {"generic": formatter}},
    }
