"""Numbers and dates as a language writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time, get_timezone_gmt
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit


def number(value: Decimal | int, language: str) -> str:
    """Return 53.3 as `53,3` and 1600 as `1 600` in Finnish (the spaces do not break)."""
    # CLDR's "#,##0.###" would round; a figure of a module is shown as it was written.
    return format_decimal(value, locale=_locale(language), decimal_quantization=False)


def share(fraction: Fraction, language: str) -> str:
    """Return 2/3 as `67 %`; what is not whole is never shown as 100 %."""
    rounded = min(round(fraction, 2), Fraction(99, 100)) if fraction < 1 else Fraction(1)
    return format_percent(float(rounded), locale=_locale(language))


def file_size(size: int, language: str) -> str:
    """Return a size in bytes as people say it: `412 kt`, `1,2 Mt`."""
    large = size >= 1 << 20
    unit, shown = ("megabyte", size / (1 << 20)) if large else ("kilobyte", max(1, round(size / 1024)))
    return format_unit(round(shown, 1), f"digital-{unit}", length="short", locale=_locale(language))


def day(value: dt.date, language: str) -> str:
    """Return a date in words: `1. marraskuuta 2026`."""
    return format_date(value, format="long", locale=_locale(language))


def moment(value: dt.datetime, language: str) -> str:
    """Return a moment by its own clock, and which that is: `24. joulukuuta 2026 16.00 (UTC+02:00)`."""
    own = _locale(language)
    clock = format_time(value.replace(tzinfo=None), "short", locale=own)
    return f"{day(value, language)} {clock} ({get_timezone_gmt(value, locale=own)})"


def country(code: str, language: str) -> str:
    """Return the name of a country, given its ISO 3166-1 alpha-2 code: `Suomi`."""
    name = _locale(language).territories.get(code)
    return str(name) if name else code


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def own_name(tag: str) -> str:
    """Return a language's own name (`suomi`), or its tag where none is known."""
    try:
        return Locale.parse(tag, sep="-").get_display_name() or tag
    except (UnknownLocaleError, ValueError):
        return tag
