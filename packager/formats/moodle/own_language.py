"""What Moodle keeps once, in a backup of all languages: the first language's; the others get links."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from packager.document.unit_base import UnitBase
from packager.formats.moodle.build import Build
from packager.notes import Loss


def kept_once(build: Build, unit: UnitBase, by_language: Mapping[str, str], what: str) -> str:
    """Return the first language's own in a backup of all languages, which is noted; else this language's."""
    if not differs(build, by_language):
        return build.edition.pick(by_language)
    first = build.edition.module.languages[0]
    build.job.note(Loss.SETTING_DROPPED, unit, f"{what} of {first} is there for all languages")
    return by_language[first]


def differs(build: Build, by_language: Mapping[str, str]) -> bool:
    """Tell whether a backup of all languages has to choose."""
    return build.job.multilang and len(set(by_language.values())) > 1


def own_link(address: str, name: str) -> str:
    """Return a paragraph with a link, for a text that is told in each language."""
    return f'<p><a href="{escape(address)}">{escape(name)}</a></p>'
