"""The one place that knows where templates and phrases are: a checkout or an installed wheel."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

from babel.support import NullTranslations, Translations
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from markupsafe import Markup

from packager.locations import templates_folder
from packager.render.figures import country, day, file_size, number, share

_PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("fi", "sv", "en")
"""Languages of the interface. A module in another one is built with English phrases."""


@cache
def translations(language: str) -> NullTranslations:
    """Return the packager's phrases in a language; English stands in the source itself."""
    return Translations.load(str(_PACKAGE / "translations"), [language], "packager")


def N_(english: str) -> str:  # noqa: N802  # the name by which gettext marks phrases for the catalogue
    """Mark a phrase that is translated where it is used."""
    return english


class _Compiled(BytecodeCache):
    """Templates compiled once for all languages."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template its code, where it has been compiled."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def _spoken(say: Callable[..., str], language: str) -> Callable[[Context, Any], str]:
    """Return a filter in a language. It takes the context so that no constant is filtered while a template
    is compiled: the code is shared by all languages."""

    @pass_context
    def spoken(context: Context, value: Any) -> str:
        return say(value, language=language)

    return spoken


@cache
def environment(language: str) -> Environment:
    """Return the Jinja environment whose `_()` speaks a language. Escapes everything by default."""
    made = Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_COMPILED,
    )
    for name, say in (
        ("file_size", file_size), ("number", number), ("country", country), ("share", share), ("day", day),
    ):  # fmt: skip
        made.filters[name] = _spoken(say, language)
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]  # added by jinja2.ext.i18n
    made.globals["_"] = made.globals["gettext"] = _phrases(language)
    return made


def _phrases(language: str) -> Callable[..., Markup]:
    """Return `_()` as jinja2.ext.i18n makes it (`%` and escaping included), without making a phrase anew at
    each call: the page of the micro-credential alone asks for 170."""
    gettext = translations(language).gettext

    @cache
    def fixed(english: str) -> Markup:
        return Markup(gettext(english)) % {}

    def phrase(english: str, /, **variables: object) -> Markup:
        return Markup(gettext(english)) % variables if variables else fixed(english)

    return phrase
