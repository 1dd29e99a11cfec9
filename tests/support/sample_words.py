"""Texts of the sample module, each of which says its language."""

from __future__ import annotations

from typing import Any

from packager.document.words import Xhtml

ID = "fi.example.sample"
LANGUAGES = ("fi", "sv", "en")


def words(text: str) -> dict[str, str]:
    """Return a text that says its language."""
    return {language: f"{text} ({language})" for language in LANGUAGES}


def prose(html: str) -> dict[str, Xhtml]:
    """Return markup with a paragraph that says its language."""
    return {language: Xhtml(f"{html}<p>{language}: ä ö å &amp; &lt;tag&gt; 😀</p>") for language in LANGUAGES}


def short(text: str) -> dict[str, Xhtml]:
    """Return one paragraph."""
    return {language: Xhtml(f"<p>{text} ({language})</p>") for language in LANGUAGES}


def common(unit_id: str, minutes: int) -> dict[str, Any]:
    """Return the fields that units of all kinds have."""
    return {"id": unit_id, "key": f"{ID}/{unit_id}", "title": words(unit_id.title()), "minutes": minutes}
