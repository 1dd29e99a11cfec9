"""A module as told in one language: what a writer sees."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from packager.document.blocks import Block, Body
from packager.document.module import Module
from packager.document.words import Prose, Words, Xhtml, in_language

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Edition:
    """Picks this edition's language out of every language map."""

    module: Module
    language: str
    _made: dict[Hashable, Any] = field(default_factory=dict, init=False, compare=False, repr=False)

    def text(self, words: Words | None) -> str:
        """Return plain text; empty where there is none."""
        return in_language(words, self.language) if words else ""

    def html(self, prose: Prose | None) -> Xhtml:
        """Return markup, references unresolved; empty where there is none."""
        return in_language(prose, self.language) if prose else Xhtml("")

    def blocks(self, body: Body) -> tuple[Block, ...]:
        """Return the blocks of a body."""
        return in_language(body, self.language)

    def pick(self, by_language: Mapping[str, T]) -> T:
        """Return any other thing that is kept by language."""
        return in_language(by_language, self.language)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` makes, made once for all the formats that are written of this edition."""
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made

    @property
    def title(self) -> str:
        """The module's title."""
        return self.text(self.module.title)
