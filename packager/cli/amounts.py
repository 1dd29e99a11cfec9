"""How the commands write numbers of things and sizes."""

from __future__ import annotations


def counted(number: int, word: str) -> str:
    """Return "1 mistake", "2 mistakes"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def size_text(size: int) -> str:
    """Return a size in bytes as "412 KB", "1.2 MB"."""
    for unit, factor in (("GB", 1 << 30), ("MB", 1 << 20)):
        if size >= factor:
            return f"{size / factor:.1f} {unit}"
    return f"{max(1, round(size / 1024))} KB"
