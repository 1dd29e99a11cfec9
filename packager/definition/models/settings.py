"""What the rows of units of all kinds may be set to in `module.yaml`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StrictBool, model_validator

from packager.definition.models.base import Row, Text
from packager.definition.models.moments import MomentField

_WORDS = ("view", "submit", "grade", "pass", "by-hand")
_COUNTS = ("posts", "discussions", "replies")

Word = Literal["view", "submit", "grade", "pass", "by-hand"]
Count = Annotated[int, Field(strict=True, ge=1, le=1000)]


class DoneRow(Row):
    """When a unit counts as done: by hand, or when all of the rest holds."""

    view: StrictBool = Field(False, description="It was opened.")
    submit: StrictBool = Field(False, description="Something was handed in.")
    grade: StrictBool = Field(False, description="There is a grade.")
    passed: StrictBool = Field(False, alias="pass", description="The grade reaches the pass mark.")
    by_hand: StrictBool = Field(False, alias="by-hand", description="The learner says so.")
    posts: Count | None = Field(None, description="So many posts, discussions and replies together.")
    discussions: Count | None = Field(None, description="So many discussions begun.")
    replies: Count | None = Field(None, description="So many replies.")

    @model_validator(mode="after")
    def _says_something(self) -> DoneRow:
        said = [info.alias or name for name, info in type(self).model_fields.items() if getattr(self, name)]
        if not said:
            raise ValueError(f"says nothing: write one of {', '.join((*_WORDS, *_COUNTS))}, or take it away")
        if self.by_hand and len(said) > 1:
            raise ValueError("is done by hand, or by what happens: take by-hand or the others away")
        return self


def _as_fields(written: Any) -> Any:
    """Return a word, or a list of words and counts, as fields."""
    parts = written if isinstance(written, list | tuple) else [written]
    fields: dict[str, Any] = {}
    for part in parts:
        if isinstance(part, dict):
            fields.update(part)
        elif part in _WORDS:
            fields[part] = True
        else:
            known = ", ".join(_WORDS)
            advice = f"write {part}: 1, with how many" if part in _COUNTS else f"write one of {known}"
            raise ValueError(f"{part} is unknown here: {advice}")
    return fields


Done = Annotated[
    DoneRow,
    BeforeValidator(_as_fields, json_schema_input_type=Word | tuple[Word | DoneRow, ...] | DoneRow),
]


class SettingsRow(Row):
    """What every unit may be set to."""

    done: Done | None = Field(None, description="When it counts as done, where the kind shall not decide.")
    optional: StrictBool = Field(False, description="Whether the module is done without it.")
    expected: MomentField | None = Field(None, description="By when learners are to be done.")
    hidden: StrictBool = Field(False, description="For teachers only, until they show it.")
    stealth: StrictBool = Field(False, description="Open by a link, but in no list of units.")
    groups: Literal["separate", "visible"] | None = Field(
        None, description="Each group works alone, or all see each other's work."
    )
    tags: tuple[Text, ...] = Field((), description="Words to find it by.", max_length=50)
    description: StrictBool | None = Field(
        None, description="Whether what it is about shows in the list of units."
    )
