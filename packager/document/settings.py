"""What a unit is set to, whatever its kind: when it counts as done, who sees it, how groups work in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from packager.document.moments import Moment

GroupMode = Literal["separate", "visible"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """When a unit counts as done, where its author says so: by hand, or when all of the rest holds."""

    by_hand: bool = False
    view: bool = False
    submit: bool = False
    grade: bool = False
    passed: bool = False
    posts: int = 0  # new discussions and replies together
    discussions: int = 0
    replies: int = 0

    @property
    def own_rules(self) -> bool:
        """Whether something of its kind must be done: handing in, writing posts."""
        return self.submit or bool(self.posts or self.discussions or self.replies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """`done` is None where the kind decides; so is `description`. The module is done without its `optional`
    units. `unlisted` ones open by a link alone (Moodle calls them stealth); `hidden` ones are for teachers
    only, until they show them."""

    done: Done | None = None
    optional: bool = False
    expected: Moment | None = None  # when learners are to be done
    hidden: bool = False
    unlisted: bool = False
    groups: GroupMode | None = None
    tags: tuple[str, ...] = ()
    description: bool | None = None  # whether it shows in the list of units


PLAIN = Settings()
"""What a unit is that says nothing of it."""

_WORDS = {"by_hand": "by-hand", "view": "view", "submit": "submit", "grade": "grade", "passed": "pass"}
_COUNTS = ("posts", "discussions", "replies")


def done_as_written(done: Done) -> str:
    """Return when a unit is done in the words of `module.yaml`."""
    words = [word for field, word in _WORDS.items() if getattr(done, field)]
    words += [f"{name}: {getattr(done, name)}" for name in _COUNTS if getattr(done, name)]
    return words[0] if len(words) == 1 and ":" not in words[0] else f"[{', '.join(words)}]"


def settings_as_written(settings: Settings) -> Iterator[str]:
    """Yield what is set in the words of `module.yaml`, which need no translation."""
    if settings.done is not None:
        yield f"done: {done_as_written(settings.done)}"
    if settings.optional:
        yield "optional: true"
    if settings.expected is not None:
        yield f"expected: {settings.expected}"
    if settings.hidden:
        yield "hidden: true"
    if settings.unlisted:
        yield "stealth: true"
    if settings.groups is not None:
        yield f"groups: {settings.groups}"
    if settings.tags:
        yield f"tags: [{', '.join(settings.tags)}]"
    if settings.description is not None:
        yield f"description: {str(settings.description).lower()}"
