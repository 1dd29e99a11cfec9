"""Builds many modules: first all are read, then all are written, here or by workers.

    with ProcessPoolExecutor() as executor:  # or any other of `concurrent.futures`, as Dask's for a cluster
        build_folders(folders, order, executor=executor)

Workers read the modules' folders and write into the order's, so all machines must see both. What is said, in
which order, and every byte that is written are the same for any number of workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from packager.built import Built
from packager.cache.cache import Cache, Known
from packager.order import Order

if TYPE_CHECKING:  # where all is in the cache, nothing of this is needed
    from concurrent.futures import Executor

    from packager.archive import Progress
    from packager.definition.problems import Problem

Tell = Callable[["Problem"], None]
Bar = Callable[[int], AbstractContextManager["Progress"]]


@contextmanager
def no_bar(total: int) -> Iterator[Progress]:
    """Show no progress."""
    yield lambda _: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What holds for all folders. `tell` hears each warning; `bar` shows how much media is written."""

    order: Order
    folders: tuple[Path, ...]
    overlay: Path | None
    cache: Cache | None
    tell: Tell
    bar: Bar


@dataclass(slots=True)
class Source:
    """A module's folder. With languages, all of its packages were built before and are in the cache."""

    folder: Path
    known: Known | None = None
    languages: tuple[str, ...] = ()
    warnings: list[dict[str, Any]] = field(default_factory=list)


def build_folders(
    folders: Iterable[Path],
    order: Order,
    *,
    overlay: Path | None = None,
    executor: Executor | None = None,
    jobs: int = 1,
    cache: Cache | None = None,
    tell: Tell = lambda problem: None,
    bar: Bar = no_bar,
) -> list[Built]:
    """Build the modules of folders; return the packages by folder, format and language.

    Nothing is written before all folders are read: raises DefinitionError with the mistakes of all of them.
    `executor` does the work, or else `jobs` processes of this machine.
    """
    names = tuple(dict.fromkeys(folders))
    plan = Plan(order=order, folders=names, overlay=overlay, cache=cache, tell=tell, bar=bar)
    sources = [_found(folder, plan) for folder in names]
    if all(source.languages for source in sources):
        tell_warnings(sources, plan)
        return [package for source in sources for package in restored(source, plan)]
    from packager.building import build_sources  # brings all that reads and writes

    return build_sources(sources, plan, executor, jobs)


def _found(folder: Path, plan: Plan) -> Source:
    """Look a folder up in the cache."""
    known = plan.cache.look(folder, plan.overlay) if plan.cache else None
    told = plan.cache.module(known) if plan.cache and known else None
    if plan.cache is None or known is None or told is None:
        return Source(folder, known)
    there = tuple(told["languages"])
    languages = there[:1] if plan.order.multilang else plan.order.languages or there
    if not set(languages) <= set(told["languages"]) or not plan.cache.has(known, plan.order, languages):
        return Source(folder, known)
    return Source(folder, known, languages, told["warnings"])


def restored(source: Source, plan: Plan) -> list[Built]:
    """Write the packages of a folder from the cache; build them where an entry is damaged or has gone."""
    assert plan.cache is not None
    assert source.known is not None
    built, files = [], source.known.files()
    for row in plan.order.formats:
        for language in source.languages:
            recipe = plan.cache.recipe(source.known, plan.order, row.name, language)
            if recipe is None:
                from packager.building import build_again

                return build_again(source, plan)
            built.append(recipe.write(plan.order.out, files))
    return built


def tell_warnings(sources: Sequence[Source], plan: Plan) -> None:
    """Say the warnings of all folders in their order."""
    for source in sources:
        for row in source.warnings:
            from packager.definition.problems import Problem  # nothing to say, nothing to load

            plan.tell(Problem.from_json(row).named_by(source.folder, plan.folders))
