"""One thing to know before a restore."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`kind` is a word for programs, `text` a sentence for people, `places` where it was met."""

    kind: str
    text: str
    places: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the finding as JSON types."""
        return asdict(self)


def finding(kind: str, text: str, places: Iterable[str] = ()) -> Finding:
    """Return a finding with its places in order, each once."""
    return Finding(kind, text, tuple(sorted(set(places))))
