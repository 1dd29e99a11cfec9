"""Compile the translation catalogues (.po, edited by people) to the .mo files that gettext reads.

Run by hatchling for every install, editable ones too; `python hatch_build.py` runs it by hand.
"""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # by hand, in an environment without hatchling
    BuildHookInterface = object  # type: ignore[assignment,misc]  # stands in for a class

ROOT = Path(__file__).parent


def compile_catalogues(root: Path = ROOT) -> list[Path]:
    """Write a .mo file beside each .po file of both packages and name them."""
    written = []
    for source in sorted(root.glob("*/translations/*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        with source.open("rb") as po, target.open("wb") as mo:
            write_mo(mo, read_po(po, locale=source.parts[-3]))
        written.append(target)
    return written


class CustomBuildHook(BuildHookInterface):  # type: ignore[misc]  # hatchling has no type information
    """Hatchling's door to compile_catalogues."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered."""
        compile_catalogues()


if __name__ == "__main__":
    compile_catalogues()
