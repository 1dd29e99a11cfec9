"""What to build."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from packager.errors import UsageError
from packager.formats.base import ArchiveKind, Delivery, Format

MULTIPLE = "mul"
"""What stands for a language in the name of a package of several (ISO 639-2)."""

PAGE_LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What to build. Without languages: a package for each of the module's."""

    formats: tuple[Format, ...]
    out: Path
    languages: tuple[str, ...] = ()
    delivery: Delivery = "native"
    tool_url: str = ""
    archive: ArchiveKind = "zip"
    multilang: bool = False
    """One package with all languages, where a format can hold them."""
    moodle: str = ""
    """The older release of Moodle that a backup is for; none for those that are tested."""
    page_language: str = ""
    """The language of the page beside each package; without it the package's own."""

    def __post_init__(self) -> None:
        if self.page_language and self.page_language not in PAGE_LANGUAGES:
            known = ", ".join(PAGE_LANGUAGES)
            raise UsageError(f"--page-lang {self.page_language}: the page is written in {known}")
        for row in self.formats:
            if self.archive not in row.archives:
                raise UsageError(
                    f"--archive {self.archive}: the format {row.name} is always a zip; build it without"
                )
        self._check_multilang()
        self._check_moodle()
        if self.delivery == "native":
            return
        address = urlsplit(self.tool_url)
        if (
            address.scheme not in ("https", "http")
            or not address.hostname
            or address.query
            or address.fragment
        ):
            raise UsageError("--delivery lti: --tool-url says where the tool is, as https://poiju.example.fi")
        for row in self.formats:
            if "lti" not in row.deliveries:
                raise UsageError(
                    f"--delivery lti: the format {row.name} holds no LTI links; build it without"
                )

    def ending(self, language: str) -> str:
        """Return what a package's name ends with, before its extension: its language and what is unusual."""
        release = f".moodle-{self.moodle}" if self.moodle else ""
        lti = ".lti" if self.delivery == "lti" else ""
        return f".{MULTIPLE if self.multilang else language}{release}{lti}"

    def _check_multilang(self) -> None:
        if not self.multilang:
            return
        if self.languages:
            raise UsageError("--multilang: the package holds all languages of the module; leave --lang out")
        for row in self.formats:
            if not row.multilang:
                raise UsageError(f"--multilang: the format {row.name} holds one language; build it without")

    def _check_moodle(self) -> None:
        if not self.moodle:
            return
        for row in self.formats:
            if self.moodle not in row.releases:
                known = ", ".join(row.releases) or "none: build it without"
                raise UsageError(f"--moodle {self.moodle}: {row.name} can be written for: {known}")

    @property
    def choices(self) -> tuple[str, ...]:
        """What decides on the bytes of a package, beside its format and language."""
        named = (field.name for field in fields(self) if field.name not in ("formats", "out", "languages"))
        return tuple(f"{name}={getattr(self, name)}" for name in named)
