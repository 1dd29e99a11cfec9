"""Numbers of glossary entries: texts refer to them before and after the glossary is written."""

from __future__ import annotations

from collections.abc import Iterable

from packager.document.glossary import Glossary
from packager.document.module import Module
from packager.formats.moodle.ids import Ids


class GlossaryNumbers:
    """Gives each entry its number when it is asked for first, the same one ever after.

    A module's terms lead to its own glossaries, not to those of another module of the course.
    """

    def __init__(self, ids: Ids, modules: Iterable[Module]) -> None:
        self._ids = ids
        self._numbers: dict[tuple[str, str], int] = {}
        self._homes: dict[tuple[str, str], str] = {}  # module and term → key of the first such glossary
        for module in modules:
            for unit in module.units:
                for entry in unit.entries if isinstance(unit, Glossary) else ():
                    self._homes.setdefault((module.id, entry.id), unit.key)

    def of_entry(self, unit_key: str, entry_id: str) -> int:
        """Return the number of an entry of a glossary."""
        place = (unit_key, entry_id)
        if place not in self._numbers:
            self._numbers[place] = self._ids.new("term")
        return self._numbers[place]

    def of_term(self, module_id: str, term_id: str) -> int | None:
        """Return the number of the entry that explains a module's term; None where no glossary does."""
        home = self._homes.get((module_id, term_id))
        return self.of_entry(home, term_id) if home else None
