"""What all YAML files of a definition share: strict keys, ids, languages, texts by language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

EVERY_LANGUAGE = "*"
"""The key of a text that is the same in all languages."""

SLUG = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
MODULE_ID = r"^[a-z][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+$"
LANGUAGE = r"^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?$"
OUTCOME_ID = r"^[A-Za-z][A-Za-z0-9-]*$"


class Row(BaseModel):
    """A mapping of a YAML file: only the keys that are named, never another."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True, defer_build=True
    )


def _not_empty(value: Any) -> Any:
    if value is None:
        raise ValueError("has no value: write its fields, as {}, or take the line away")
    return value


def _one_text_for_all(value: Any) -> Any:
    return {EVERY_LANGUAGE: value} if isinstance(value, str) else value


def _web_address(value: str) -> str:
    if not re.match(r"https?://[^\s/?#]+", value) or re.search(r"\s", value):
        raise ValueError(f"{value} is not a web address: write it in full, as https://example.fi/page")
    return value


SAID = BeforeValidator(_not_empty)
"""For a group that may be absent: its name alone, without a value, says nothing."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Slug = Annotated[str, StringConstraints(pattern=SLUG, max_length=60)]
ModuleId = Annotated[str, StringConstraints(pattern=MODULE_ID, max_length=120)]
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE)]
OutcomeId = Annotated[str, StringConstraints(pattern=OUTCOME_ID, max_length=20)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
Minutes = Annotated[int, Field(strict=True, ge=1, le=6000)]
Percent = Annotated[int, Field(strict=True, ge=1, le=100)]

AnyWords = Annotated[
    dict[str, Text], BeforeValidator(_one_text_for_all, json_schema_input_type=Text | dict[LanguageTag, Text])
]
"""A text by language, or one text for all of them (kept under `*`)."""

AnyAddress = Annotated[
    dict[str, WebAddress],
    BeforeValidator(_one_text_for_all, json_schema_input_type=WebAddress | dict[LanguageTag, WebAddress]),
]
"""A web address by language, or one for all of them (kept under `*`)."""


def in_or_for_all(texts: Mapping[str, str], language: str) -> str | None:
    """Return the text in a language, else the one that is for all languages, else None."""
    return texts.get(language, texts.get(EVERY_LANGUAGE))
