"""The whole `poiju` command: the packager's words and the tool's, each loaded when it is called."""

from __future__ import annotations

from collections.abc import Mapping

from packager.cli import COMMANDS as PACKAGER_COMMANDS
from packager.cli import run

COMMANDS: Mapping[str, str] = {
    **PACKAGER_COMMANDS,
    "demo": "lti_tool.cli.demo:demo",
    "stand-in": "lti_tool.cli.stand_in:stand_in",
    "serve": "lti_tool.cli.serve:serve",
    "worker": "lti_tool.cli.worker:worker",
    "outbox": "lti_tool.cli.outbox:outbox",
    "db": "lti_tool.cli.db:db",
    "registration": "lti_tool.cli.registration:registration",
    "admin": "lti_tool.cli.admin:admin",
    "keys": "lti_tool.cli.keys:keys",
    "module": "lti_tool.cli.module:module",
    "person": "lti_tool.cli.person:person",
}
"""Where each command is: `module:function`."""


def main() -> None:
    """Run `poiju`."""
    run(COMMANDS)
