"""Labels and addresses of a description's codes: fields of education, licences, countries, languages."""

from __future__ import annotations

import re

from babel.core import get_global

from packager.document.words import Words

ISCED_LABELS: dict[str, Words] = {
    "0111": {"fi": "Kasvatustieteet", "sv": "Pedagogik", "en": "Education science"},
    "0114": {
        "fi": "Aineenopettajien koulutus",
        "sv": "Utbildning av ämneslärare",
        "en": "Teacher training with subject specialisation",
    },
}
"""ISCED-F 2013 codes that have a label here; any other code stands for itself."""

_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-(?:NC|SA|ND|NC-SA|NC-ND))?)-(\d\.\d)")


def licence_url(spdx: str) -> str:
    """Return the page that explains a licence, given its SPDX name."""
    if spdx == "CC0-1.0":
        return "https://creativecommons.org/publicdomain/zero/1.0/"
    if found := _CREATIVE_COMMONS.fullmatch(spdx):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    return f"https://spdx.org/licenses/{spdx}.html"


_ALPHA_3 = re.compile(r"[A-Z]{3}")
_AUTHORITY = "http://publications.europa.eu/resource/authority"
# CLDR also keeps the codes of states that are no more; for these countries they sort before today's.
_TODAY = {"CD": "COD", "DE": "DEU", "FR": "FRA", "MM": "MMR", "TL": "TLS", "YE": "YEM"}
_LANGUAGES = {
    "bg": "BUL", "cs": "CES", "da": "DAN", "de": "DEU", "el": "ELL", "en": "ENG", "es": "SPA", "et": "EST",
    "fi": "FIN", "fr": "FRA", "ga": "GLE", "hr": "HRV", "hu": "HUN", "is": "ISL", "it": "ITA", "lt": "LIT",
    "lv": "LAV", "mt": "MLT", "nb": "NOB", "nl": "NLD", "nn": "NNO", "no": "NOR", "pl": "POL", "pt": "POR",
    "ro": "RON", "ru": "RUS", "se": "SME", "sk": "SLK", "sl": "SLV", "sv": "SWE", "uk": "UKR",
}  # fmt: skip


def country_authority(alpha_2: str) -> str | None:
    """Return the address of a country in the Publications Office's list (alpha-3), if there is one."""
    aliases = get_global("territory_aliases")
    codes = [code for code, now in aliases.items() if list(now) == [alpha_2] and _ALPHA_3.fullmatch(code)]
    code = _TODAY.get(alpha_2) or min(codes, default=None)
    return f"{_AUTHORITY}/country/{code}" if code else None


def language_authority(tag: str) -> str | None:
    """Return the address of a language in the Publications Office's list, given its BCP 47 tag."""
    code = _LANGUAGES.get(tag.partition("-")[0].lower())
    return f"{_AUTHORITY}/language/{code}" if code else None
