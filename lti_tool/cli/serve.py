"""`poiju serve`: the tool on a port, behind a proxy that speaks https."""

from __future__ import annotations

import atexit
import os
import sys
from functools import partial

import click
from flask import Flask

from lti_tool import create_app
from lti_tool.config import Settings, settings_from
from lti_tool.logs import log_to_stderr
from lti_tool.metrics import shared_folder
from lti_tool.runtime import Runtime
from lti_tool.services import preparation

THREADS = 8


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", type=click.IntRange(1, 64), help="Processes; by default two per core, at most 8.")
def serve(host: str, port: int, workers: int | None) -> None:
    """Serve the tool. The database is brought up to date first."""
    settings = settings_from()
    log_to_stderr(settings.log_format)
    with shared_folder(settings):
        runtime = Runtime.of(settings)
        for line in preparation.prepare(runtime):
            click.echo(line)
        runtime.database.close()  # each process opens its own
        click.echo(f"serving {settings.url} on http://{host}:{port}")
        if sys.platform == "win32":
            _serve_with_waitress(runtime, host, port)
        else:
            _serve_with_gunicorn(runtime, f"{host}:{port}", workers or min(2 * (os.cpu_count() or 1), 8))


def _application(settings: Settings) -> Flask:
    """Make the application of one process; scores that wait from before leave without a first request."""
    app = create_app(settings)
    runtime: Runtime = app.extensions["poiju"]
    atexit.register(runtime.recorder.close)
    if settings.worker:
        runtime.worker.ensure_started()
    return app


def _serve_with_waitress(runtime: Runtime, host: str, port: int) -> None:
    import waitress  # here: elsewhere it is not installed

    _listen(runtime)
    waitress.serve(_application(runtime.settings), host=host, port=port, threads=THREADS)


def _serve_with_gunicorn(runtime: Runtime, bind: str, workers: int) -> None:
    from lti_tool.cli.gunicorn_server import Server  # here: gunicorn does not exist on Windows

    make_app = partial(_application, runtime.settings)
    Server(make_app, bind, workers, lambda: _listen(runtime), runtime.settings.log_format).run()


def _listen(runtime: Runtime) -> None:
    """Answer Prometheus in the process that forks the others, where it has an address of its own."""
    if runtime.settings.metrics_bind:
        runtime.metrics.listen(runtime.settings.metrics_bind)
