"""`poiju worker`: sends scores in a process of its own."""

from __future__ import annotations

import signal

import click

from lti_tool.cli.runtime import opened


@click.command()
@click.option("--once", is_flag=True, help="Send what is due now and end (for cron).")
def worker(once: bool) -> None:
    """Send scores from the outbox until stopped."""
    with opened() as runtime:
        running = runtime.worker
        if once:
            while running.once():
                pass
            return
        if runtime.settings.metrics_bind:
            runtime.metrics.listen(runtime.settings.metrics_bind)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: running.stop())
        click.echo("sending scores; SIGTERM or Ctrl-C ends it")
        running.run()
