"""The picture of a badge in the three sizes that Moodle keeps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from packager.document.assets import Credit
from packager.document.badge import Badge
from packager.document.edition import Edition
from packager.formats.moodle.build import Backup
from packager.png import Pixels, pixels, png, scaled
from packager.render.badge_picture import COLOUR, badge_pixels

_SIZES = (("f1.png", 100), ("f2.png", 35))
_WHOLE = "f3.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The files of a badge's picture, what it shows, and who made it (nobody: it was drawn here)."""

    files: tuple[tuple[str, bytes], ...]
    caption: str
    credit: Credit | None = None


def badge_picture(backup: Backup, edition: Edition, badge: Badge) -> Drawn:
    """Return the badge's own picture, or a check mark in the institution's colour."""
    if badge.picture is None:
        institution = edition.module.institution
        colour = (institution.colour if institution else None) or COLOUR
        return Drawn(files=_drawn(colour), caption=backup.phrase("A check mark in a circle"))
    asset = edition.module.assets[edition.pick(badge.picture.asset)]
    return Drawn(
        files=_made_smaller(asset.location, asset.sha1),
        caption=edition.text(badge.picture.alt),
        credit=asset.credit,
    )


@cache
def _drawn(colour: str) -> tuple[tuple[str, bytes], ...]:
    whole = badge_pixels(colour)
    return (*_small(whole), (_WHOLE, png(whole)))


@cache
def _made_smaller(location: Path, _sha1: str) -> tuple[tuple[str, bytes], ...]:
    content = location.read_bytes()
    return (*_small(pixels(content)), (_WHOLE, content))


def _small(whole: Pixels) -> tuple[tuple[str, bytes], ...]:
    return tuple((name, png(scaled(whole, size))) for name, size in _SIZES)
