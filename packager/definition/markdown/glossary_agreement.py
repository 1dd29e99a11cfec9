"""One glossary out of its languages: the same terms in the same categories, in any order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from packager.definition.markdown.glossary_entries import WrittenEntry
from packager.definition.problems import Place, Problems
from packager.document.glossary import GlossaryEntry
from packager.document.words import Words

Found = dict[str, dict[str, WrittenEntry]]
"""The terms of each language by id."""


def join_entries(
    written: Mapping[str, Sequence[WrittenEntry]], files: Words, problems: Problems
) -> tuple[GlossaryEntry, ...]:
    """Return the terms in the order of the first language that has each; report what differs."""
    found: Found = {language: {one.id: one for one in entries} for language, entries in written.items()}
    order = list(dict.fromkeys(one.id for entries in written.values() for one in entries))
    for entry_id in order:
        _report_missing(entry_id, found, files, problems)
    _Categories(found, files, problems).compare(order)
    return tuple(_join({lang: by_id[one] for lang, by_id in found.items() if one in by_id}) for one in order)


def _join(entries: Mapping[str, WrittenEntry]) -> GlossaryEntry:
    aliases = {language: one.aliases for language, one in entries.items()}
    ranks = range(max(len(one.categories) for one in entries.values()))
    return GlossaryEntry(
        id=next(iter(entries.values())).id,
        term={language: one.term for language, one in entries.items()},
        definition={language: one.definition for language, one in entries.items()},
        aliases=aliases if any(aliases.values()) else {},
        categories=tuple(
            {language: one.categories[at] for language, one in entries.items() if at < len(one.categories)}
            for at in ranks
        ),
        lines={language: one.line for language, one in entries.items()},
    )


def _report_missing(entry_id: str, found: Found, files: Words, problems: Problems) -> None:
    there, model = next((lang, by_id[entry_id]) for lang, by_id in found.items() if entry_id in by_id)
    for language, by_id in found.items():
        if entry_id not in by_id:
            problems.incomplete(
                Place(files[language]),
                "language",
                f"the term #{entry_id} is missing here, but stands in {Place(files[there], model.line)}: "
                "translate it, or give both one id",
            )


Names = dict[str, tuple[str, int]]
"""Names of categories with their counterpart in the other language, and the line where that was seen."""


class _Categories:
    """Compares categories by what they hold: their names differ from language to language."""

    def __init__(self, found: Found, files: Words, problems: Problems) -> None:
        self.found = found
        self.files = files
        self.problems = problems

    def compare(self, order: Sequence[str]) -> None:
        """Compare each language with the first one."""
        model, *others = self.found
        for language in others:
            there, here = Names(), Names()
            for entry_id in order:
                own, same = self.found[language].get(entry_id), self.found[model].get(entry_id)
                if own and same and self._as_many(model, same, language, own):
                    self._compare_names(model, same, language, own, (there, here))

    def _as_many(self, model: str, same: WrittenEntry, language: str, own: WrittenEntry) -> bool:
        if len(own.categories) == len(same.categories):
            return True
        message = (
            f"has {len(own.categories)} categories here, but {len(same.categories)} in "
            f"{Place(self.files[model], same.line)}: write the same ones in both"
        )
        self._error(language, own, message)
        return False

    def _compare_names(
        self, model: str, same: WrittenEntry, language: str, own: WrittenEntry, seen: tuple[Names, Names]
    ) -> None:
        """Report a category that has two names, or a name that stands for two categories."""
        there, here = seen
        for wanted, name in zip(same.categories, own.categories, strict=True):
            known, line = there.setdefault(wanted, (name, own.line))
            meant, before = here.setdefault(name, (wanted, own.line))
            if known != name:
                message = (
                    f"the category {wanted} of {self.files[model]} is {name} here, but {known} on line {line}"
                )
            elif meant != wanted:
                message = (
                    f"the category {name} stands for {wanted} of {self.files[model]} here, "
                    f"but for {meant} on line {before}"
                )
            else:
                continue
            self._error(language, own, f"{message}: write one name for each")

    def _error(self, language: str, entry: WrittenEntry, message: str) -> None:
        self.problems.error(Place(self.files[language], entry.line), f"#{entry.id}", message)
