"""Reads the folders that are not in the cache and writes their packages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

from packager.archive import Progress
from packager.build import languages_of
from packager.built import Built
from packager.crew import Crew, crew_of
from packager.definition.problems import DefinitionError
from packager.library import Plan, Source, restored, tell_warnings
from packager.work import Read, build_edition, read_folder


@dataclass(slots=True)
class _Work:
    """A folder that was read, and what will be built of it."""

    source: Source
    read: Read
    languages: tuple[str, ...] = ()
    editions: dict[str, Callable[[], list[Built]]] = field(default_factory=dict)


def build_sources(sources: Sequence[Source], plan: Plan, executor: Executor | None, jobs: int) -> list[Built]:
    """Read what is not in the cache, then build it and write the rest from there; see `build_folders`."""
    with crew_of(executor, jobs) as crew:
        works = _read([source for source in sources if not source.languages], plan, crew)
        _refuse_mistakes(works, plan)
        for work in works:
            work.languages = languages_of(work.read.id, work.read.languages, plan.order)
        tell_warnings(sources, plan)
        built = _build(sources, works, plan, crew)
    if plan.cache:
        plan.cache.store.trim()
    return built


def build_again(source: Source, plan: Plan) -> list[Built]:
    """Build, here, what the cache has lost. It is what was built before, so its warnings are said."""
    with crew_of(None, 1) as crew:
        [work] = _read([source], plan, crew)
        _refuse_mistakes([work], plan)
        work.languages = source.languages
        return _packages(_started(work, plan, crew, lambda _: None), plan, lambda _: None)


def _read(sources: Sequence[Source], plan: Plan, crew: Crew) -> list[_Work]:
    started = [
        crew.start(
            read_folder,
            source.folder,
            plan.overlay,
            source.known.inputs.sums if source.known else {},
            crew.far,
        )
        for source in sources
    ]
    works = [_Work(source, result()) for source, result in zip(sources, started, strict=True)]
    for work in works:
        known, pictures = work.source.known, work.read.pictures
        work.source.warnings = [one.as_json() for one in work.read.problems if one.severity == "warning"]
        if plan.cache and known and pictures is not None:
            work.source.known = plan.cache.complete(known, plan.overlay, pictures)
    return works


def _refuse_mistakes(works: Sequence[_Work], plan: Plan) -> None:
    errors = [
        problem.named_by(work.source.folder, plan.folders)
        for work in works
        for problem in work.read.problems
        if problem.severity == "error"
    ]
    if errors:
        raise DefinitionError(errors)


def _build(sources: Sequence[Source], works: Sequence[_Work], plan: Plan, crew: Crew) -> list[Built]:
    total = sum(work.read.media_size * len(work.languages) for work in works) * len(plan.order.formats)
    built = []
    with plan.bar(total) as progress:
        waiting = iter([_started(work, plan, crew, progress) for work in works])
        for source in sources:
            if source.languages:
                built += restored(source, plan)
            else:
                built += _packages(next(waiting), plan, progress if crew.far else lambda _: None)
    return built


def _started(work: _Work, plan: Plan, crew: Crew, progress: Progress) -> _Work:
    """Hand the editions of a module on. What is far away cannot tell its progress before it is done."""
    keep = (plan.cache, work.source.known) if plan.cache and work.source.known else None
    for language in work.languages:
        told = () if crew.far else (progress,)
        work.editions[language] = crew.start(build_edition, work.read, language, plan.order, keep, *told)
    return work


def _packages(work: _Work, plan: Plan, progress: Progress) -> list[Built]:
    """Return a module's packages by format and language, once they are written."""
    by_language = []
    for language in work.languages:
        by_language.append(work.editions[language]())
        progress(work.read.media_size * len(plan.order.formats))
    if plan.cache and work.source.known:
        plan.cache.keep_module(work.source.known, work.read.languages, work.source.warnings)
    return [packages[at] for at in range(len(plan.order.formats)) for packages in by_language]
