"""Who does the work: this process, processes beside it, or any executor of `concurrent.futures`."""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol, TypeVar

from packager.errors import PoijuError

T = TypeVar("T")


class Crew(Protocol):
    """Takes work and gives a function that returns its result. `far`: it is done in another process."""

    far: bool

    def start(self, work: Callable[..., T], *arguments: Any) -> Callable[[], T]:
        """Hand work on."""


class _Here:
    """Does the work when its result is asked for."""

    far = False

    def start(self, work: Callable[..., T], *arguments: Any) -> Callable[[], T]:
        return partial(work, *arguments)


class _Workers:
    """Hands the work to an executor."""

    far = True

    def __init__(self, executor: Executor) -> None:
        self._executor = executor
        self._futures: list[Future[Any]] = []

    def start(self, work: Callable[..., T], *arguments: Any) -> Callable[[], T]:
        future = self._executor.submit(work, *arguments)
        self._futures.append(future)
        return partial(_result, future)

    def stop(self) -> None:
        """Drop what nobody has begun."""
        for future in self._futures:
            future.cancel()


@contextmanager
def crew_of(executor: Executor | None, jobs: int) -> Iterator[Crew]:
    """Yield the crew of an executor, else of `jobs` processes of this machine, of this one for one job."""
    if executor is None and jobs == 1:
        yield _Here()
        return
    if executor is None:
        with _processes(jobs) as own, crew_of(own, jobs) as crew:
            yield crew
        return
    workers = _Workers(executor)
    try:
        yield workers
    finally:
        workers.stop()


def _processes(jobs: int) -> ProcessPoolExecutor:
    # A forked worker has all libraries loaded. Threads would not live on in it: it starts anew then.
    forks = sys.platform == "linux" and threading.active_count() == 1
    return ProcessPoolExecutor(jobs, multiprocessing.get_context("fork" if forks else "spawn"))


def _result(future: Future[T]) -> T:
    try:
        return future.result()
    except BrokenExecutor as error:
        raise PoijuError(
            "a worker ended before its work was done, often for want of memory: build again with fewer --jobs"
        ) from error
