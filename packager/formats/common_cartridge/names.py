"""Names of files in a cartridge that every system can unpack."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # device names of Windows
_LONGEST = 80


class SafeNames:
    """Gives each path of a module one name below a folder, never the same one twice.

    Names are told apart without regard to case, as Windows and macOS do. The same paths in the
    same order get the same names.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._names: dict[str, str] = {}
        self._taken: set[str] = set()

    def name(self, path: str) -> str:
        """Return the cartridge's name of a path."""
        if path not in self._names:
            safe = "/".join(_safe(part) for part in path.split("/"))
            if safe.casefold() in self._taken:
                safe = _marked(safe, path)
            self._taken.add(safe.casefold())
            self._names[path] = f"{self._folder}/{safe}"
        return self._names[path]


def unit_file(folder: str, unit_id: str, suffix: str) -> str:
    """Return the name of a unit's own file: `pages/level.html`, `pages/_con-1a2b3c.html`."""
    return f"{folder}/{_safe(f'{unit_id}.{suffix}')}"


def _safe(part: str) -> str:
    """Return a part of a path in plain letters; one that had to change carries a mark of what it was."""
    letters = unicodedata.normalize("NFKD", part).encode("ascii", "ignore").decode()
    plain = _UNSAFE.sub("-", letters).rstrip(".") or "file"
    if _RESERVED.fullmatch(plain) or plain.startswith("."):
        plain = f"_{plain}"
    if plain == part and len(plain) <= _LONGEST:
        return plain
    return _marked(plain, part)


def _marked(name: str, original: str) -> str:
    """Put six digits of a hash before the suffix."""
    folder, slash, last = name.rpartition("/")
    stem, dot, suffix = last.rpartition(".") if "." in last else (last, "", "")
    mark = hashlib.sha256(original.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{folder}{slash}{stem[: _LONGEST - 20]}-{mark}{dot}{suffix[:10]}"
