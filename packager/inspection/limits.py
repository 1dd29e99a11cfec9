"""How much a stranger's backup may ask of the machine that looks into it, and how it is refused."""

from __future__ import annotations

from dataclasses import dataclass

from packager.errors import PoijuError


class BackupError(PoijuError):
    """A file is no Moodle backup that can be read, or it is dangerous to read it."""

    exit_code = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Sizes are bytes. Real backups stay far below: XML shrinks to a tenth at most, media hardly at all."""

    members: int = 200_000
    unpacked: int = 64 << 30
    document: int = 2 << 30
    ratio: int = 200
    ratio_from: int = 32 << 20
    """A small archive may shrink as it likes."""


class Meter:
    """Counts what is unpacked and refuses what grows beyond all measure."""

    def __init__(self, packed: int, limits: Limits) -> None:
        self.limits = limits
        self.unpacked = 0
        self.members = 0
        self._most = min(limits.unpacked, max(limits.ratio_from, packed * limits.ratio))

    def add(self, size: int) -> None:
        """Count bytes. Raises BackupError when they are too many for the size of the archive."""
        self.unpacked += size
        self.check(self.unpacked)

    def add_member(self) -> None:
        """Count a file or folder."""
        self.members += 1
        if self.members > self.limits.members:
            raise BackupError(f"it holds more than {self.limits.members} files, which no backup does")

    def check(self, unpacked: int) -> None:
        """Refuse an archive that unpacks to this size."""
        if unpacked > self._most:
            raise BackupError(
                f"it unpacks to more than {self._most >> 20} MB, which no backup of its size does"
            )
