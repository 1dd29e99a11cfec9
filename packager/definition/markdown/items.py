"""Named parts of a unit in several languages (scenes, prompts …): the same ones, in the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, TypeVar

from packager.definition.problems import Place, Problems
from packager.document.identifiers import md5_hex
from packager.document.words import Words


class Item(Protocol):
    """A part of a unit that has a name and knows where it stands in one language."""

    @property
    def id(self) -> str:
        """Its name within the unit."""

    @property
    def file(self) -> str:
        """The file in which it stands."""

    @property
    def line(self) -> int:
        """The line, from 1."""


AnyItem = TypeVar("AnyItem", bound=Item)
T = TypeVar("T")


def join_items(
    pages: Mapping[str, Sequence[AnyItem]], files: Words, problems: Problems, noun: str
) -> list[dict[str, AnyItem]]:
    """Return each item by language, in the order of the first language that has any.

    Items that one language lacks are reported, or else the first that stands elsewhere. `noun` is what an
    item is called in messages.
    """
    by_id = {language: {one.id: one for one in found} for language, found in pages.items()}
    order = list(dict.fromkeys(one.id for found in pages.values() for one in found))
    if _complete(order, by_id, files, problems, noun):
        _report_order(pages, problems, noun)
    return [{language: found[one] for language, found in by_id.items() if one in found} for one in order]


def _complete(
    order: Sequence[str],
    by_id: Mapping[str, Mapping[str, AnyItem]],
    files: Words,
    problems: Problems,
    noun: str,
) -> bool:
    complete = True
    for one in order:
        there = next(found[one] for found in by_id.values() if one in found)
        for language, found in by_id.items():
            if one not in found:
                complete = False
                problems.incomplete(
                    Place(files[language]),
                    "language",
                    f"the {noun} #{one} is missing here, but stands in {item_place(there)}: "
                    "translate it, or give both one id",
                )
    return complete


def _report_order(pages: Mapping[str, Sequence[AnyItem]], problems: Problems, noun: str) -> None:
    model, *others = pages.values()
    for found in others:
        for own, other in zip(found, model, strict=True):
            if own.id != other.id:
                problems.error(
                    item_place(own),
                    f"#{own.id}",
                    f"stands where {item_place(other)} has #{other.id}: put the {noun}s in the same order",
                )
                break


def id_of_words(*words: str) -> str:
    """Return a name for an item that has none: the same as long as its words in the first language are."""
    return f"item-{md5_hex(*words)[:10]}"


def item_place(one: Item) -> Place:
    """Return where an item stands."""
    return Place(one.file, one.line)


def joined(maps: Sequence[Mapping[str, T]]) -> dict[str, T]:
    """Return one map by language out of several."""
    return {language: text for one in maps for language, text in one.items()}
