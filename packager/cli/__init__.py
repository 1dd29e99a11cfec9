"""The words on the command line that need no tool: check, build, changes, inspect, formats, new.

`PoijuGroup` loads a command's file only when it is called, so that `poiju check` does not wait for a
web framework; `lti_tool.cli` makes the same group with the tool's commands added.
"""

from __future__ import annotations

import errno
import gc
import importlib
import os
import sys
from collections.abc import Mapping

import click

from packager import __version__
from packager.errors import PoijuError

COMMANDS: Mapping[str, str] = {
    "check": "packager.cli.check:check",
    "build": "packager.cli.build:build",
    "changes": "packager.cli.changes:changes_command",
    "inspect": "packager.cli.inspect:inspect",
    "formats": "packager.cli.formats:formats",
    "new": "packager.cli.new:new",
}
"""Where each command is: `module:function`."""

_OF_A_PLACE = frozenset(
    getattr(errno, name)
    for name in (
        "EACCES",
        "EPERM",
        "EEXIST",
        "ENOSPC",
        "EDQUOT",
        "EROFS",
        "ENOTDIR",
        "EISDIR",
        "ENAMETOOLONG",
    )
    if hasattr(errno, name)  # Windows knows not all of them
)
"""What is wrong with a place that somebody named, never with the program."""


class PoijuGroup(click.Group):
    """Commands by table, loaded when called; an expected error is one line and its exit code."""

    def __init__(self, table: Mapping[str, str], **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]  # click's own settings, passed on
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the table."""
        return list(self.table)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in self.table:
            return None
        module, _, name = self.table[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; say an expected error in one line (or one line a mistake)."""
        try:
            return super().invoke(ctx)
        except PoijuError as error:
            click.echo(f"poiju: {error}", err=True)
            ctx.exit(error.exit_code)
        except OSError as error:
            if error.errno not in _OF_A_PLACE or error.filename is None:
                raise
            said = f"{error.filename}: {error.strerror}: check space and permissions, or name another place"
            click.echo(f"poiju: {said}", err=True)
            ctx.exit(PoijuError.exit_code)


def make_group(table: Mapping[str, str]) -> PoijuGroup:
    """Return the `poiju` command with these commands."""
    group = PoijuGroup(
        table,
        name="poiju",
        help="Write a micro-credential module once as text; build it for every platform; serve it by LTI.",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    return click.version_option(__version__, package_name="poiju", prog_name="poiju")(group)


def run(table: Mapping[str, str]) -> None:
    """Run the command line with these commands."""
    gc.set_threshold(20_000, 50, 50)  # a command ends soon: looking often for cycles costs it a twentieth
    # A plug-in of pydantic's could change what is read, and looking for one opens every library's folder.
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    for stream in (sys.stdout, sys.stderr):  # a Windows console may not speak UTF-8 by itself
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    make_group(table)()


def main() -> None:
    """Run `python -m packager`: the commands that need no tool."""
    run(COMMANDS)
