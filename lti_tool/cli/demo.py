"""`poiju demo`: the shipped modules as packages, and the tool beside a stand-in platform to click through."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click
import requests

from lti_tool.config import settings_from
from lti_tool.runtime import Runtime
from lti_tool.services import preparation
from lti_tool.services.installation import install
from lti_tool.services.registrations import NewRegistration
from lti_tool.stand_in.app import running
from lti_tool.stand_in.course import Platform
from lti_tool.stand_in.demo import fill_course, registration
from packager.build import Order, build_module
from packager.definition.reader import load_module
from packager.document.edition import Edition
from packager.document.module import Module
from packager.errors import PoijuError
from packager.formats.table import FORMATS

SECONDS_TO_START = 60


@click.command()
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535), help="Of the tool.")
@click.option(
    "--platform-port", default=8081, show_default=True, type=click.IntRange(1, 65535), help="Of the platform."
)
@click.option(
    "--out",
    default=Path("dist"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where packages go.",
)
@click.option(
    "--data",
    default=Path(".demo"),
    show_default=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the trial keeps its database and secret; delete it to begin anew.",
)
@click.option("--once", is_flag=True, help="Stop as soon as both answer (to see that all is well).")
def demo(port: int, platform_port: int, out: Path, data: Path, once: bool) -> None:
    """Build the shipped modules for every format, and start the tool beside a small platform.

    Everything stays on this machine: nothing listens beyond it. It may be run again.
    """
    modules = [load_module(folder) for folder in preparation.shipped_modules()]
    _build(modules, out)
    tool_url = f"http://localhost:{port}"
    environment = _environment(tool_url, data)
    with running(tool_url, platform_port) as platform:
        for module in modules:
            fill_course(platform, Edition(module, module.languages[0]))
        _register(platform, environment)
        with _serving(port, environment) as process:
            _wait_for(f"{tool_url}/health", process)
            click.echo(f"the tool:      {tool_url}")
            click.echo(f"the platform:  {platform.issuer}   <- open this, choose somebody, open a unit")
            if once:
                return
            click.echo("Ctrl-C ends both")
            _until_interrupted(process)


def _build(modules: list[Module], folder: Path) -> None:
    for module in modules:
        for built in build_module(module, Order(formats=FORMATS, out=folder)):
            click.echo(f"built {built.path}")


def _environment(tool_url: str, data: Path) -> dict[str, str]:
    """Return the settings of a trial. Its secret is made once and kept in the trial's own folder."""
    data.mkdir(parents=True, exist_ok=True)
    kept = data / "secret"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(33), encoding="ascii")
    return {
        "POIJU_URL": tool_url,
        "POIJU_SECRET_KEY": kept.read_text(encoding="ascii"),
        "POIJU_DATA_DIR": str(data.resolve()),
        "POIJU_ALLOW_HTTP": "1",
        "POIJU_ALLOW_PRIVATE_PLATFORMS": "127.0.0.1",
        "POIJU_PROXY_HOPS": "0",
    }


def _register(platform: Platform, environment: Mapping[str, str]) -> None:
    runtime = Runtime.of(settings_from(environment))
    preparation.prepare(runtime)
    for folder in preparation.shipped_modules():  # as they are now, not as the last trial left them
        click.echo(f"installed {install(runtime, folder)}")
    new = NewRegistration(**registration(platform))
    if runtime.registry.find(new.issuer, new.client_id) is None:
        runtime.registry.add(new)
    runtime.database.close()


@contextmanager
def _serving(port: int, environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Run `poiju serve` as a process of its own: gunicorn wants the main thread."""
    command = [sys.executable, "-m", "lti_tool", "serve", "--port", str(port)]
    with subprocess.Popen(command, env={**os.environ, **environment}) as process:  # noqa: S603  # ourselves
        try:
            yield process
        finally:
            process.terminate()


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            if requests.get(address, timeout=2).ok:
                return
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.2)
    raise PoijuError(
        f"the tool did not start at {address}: is the port taken? Choose others: poiju demo --help"
    )


def _until_interrupted(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait()
    except KeyboardInterrupt:
        click.echo("ended")
