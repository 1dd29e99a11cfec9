"""`poiju worker`: sends scores in a process of its own."""

from __future__ import annotations

import signal

import click

from lti_tool.cli.runtime import opened
from lti_tool.worker import Worker


@click.command()
@click.option("--once", is_flag=True, help="Send what is due now and end (for cron).")
def worker(once: bool) -> None:
    """Send scores from the outbox until stopped."""
    with opened() as runtime:
        running = Worker(runtime.database, runtime.client, runtime.now)
        if once:
            while running.once():
                pass
            return
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: running.stop())
        click.echo("sending scores; SIGTERM or Ctrl-C ends it")
        running.run()
