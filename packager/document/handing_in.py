"""What is asked of work that is handed in, and when: beside what an assignment says itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from packager.document.moments import Moment

Feedback = Literal["comments", "file", "annotation"]
Reopen = Literal["by-marker", "until-passed", "at-once"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRules:
    """How many files may be handed in, how large (megabytes; None is the platform's own limit), and of
    which types (`pdf`)."""

    most: int = 5
    megabytes: int | None = None
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """When work can be handed in, is due, can no longer be handed in, and is to be marked."""

    opens: Moment | None = None
    due: Moment | None = None
    closes: Moment | None = None
    marked: Moment | None = None


ANY_FILES, ANY_TIME = FileRules(), Dates()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandingIn:
    """`tries` 0 is without limit. `reopen` None is until passed where there is a pass mark, else by the
    marker. In a `team`, one hands in for all, or all say that it is theirs."""

    files: FileRules = ANY_FILES
    dates: Dates = ANY_TIME
    word_limit: int | None = None
    feedback: tuple[Feedback, ...] = ("comments",)
    tries: int = 0
    reopen: Reopen | None = None
    team: Literal["one", "all"] | None = None


PLAIN_WORK = HandingIn()
"""What an assignment asks that says nothing of it."""


def work_as_written(work: HandingIn) -> Iterator[str]:
    """Yield what is asked in the words of `module.yaml`, which need no translation."""
    if work.files != PLAIN_WORK.files:
        size = f", megabytes: {work.files.megabytes}" if work.files.megabytes else ""
        types = f", types: [{', '.join(work.files.types)}]" if work.files.types else ""
        yield f"files: {{most: {work.files.most}{size}{types}}}"
    for name, moment in (("opens", work.dates.opens), ("due", work.dates.due),
                         ("closes", work.dates.closes), ("marked", work.dates.marked)):  # fmt: skip
        if moment is not None:
            yield f"{name}: {moment}"
    if work.word_limit:
        yield f"word_limit: {work.word_limit}"
    if work.feedback != PLAIN_WORK.feedback:
        yield f"feedback: [{', '.join(work.feedback)}]"
    if work.tries:
        yield f"tries: {work.tries}"
    if work.reopen:
        yield f"reopen: {work.reopen}"
    if work.team:
        yield f"team: {work.team}"
