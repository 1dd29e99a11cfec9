"""The institution's overlay: its own fields, merged into a module without changing its folder."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from packager.definition.media import describe, refusal
from packager.definition.media_types import media_type
from packager.definition.models.base import in_or_for_all
from packager.definition.models.overlay_file import OverlayFile, PictureRow
from packager.definition.overlay_credential import overlaid
from packager.definition.problems import Problems
from packager.definition.text_files import inside, read_text
from packager.definition.validation import validated
from packager.definition.yaml_source import FieldPath, YamlFile, load_yaml
from packager.document.assets import Asset
from packager.document.institution import Contact, Institution, Issuer, Logo, Project
from packager.document.module import Module
from packager.document.words import Words

LEAST_CONTRAST = 4.5
"""Of text against its ground (WCAG 2.2, 1.4.3)."""

FOLDER = "institution"
"""Where an overlay's pictures stand among the module's assets."""


def apply_overlay(module: Module, overlay: Path, problems: Problems) -> Module:
    """Return the module with the institution's fields; unchanged where the overlay cannot be used."""
    source = read_text(overlay.parent, overlay.name, problems)
    file = load_yaml(source, problems) if source else None
    row = validated(OverlayFile, file, problems) if file else None
    if file is None or row is None:
        return module
    return _Overlay(row, file, module, problems, {}).merged()


@dataclass(frozen=True, slots=True)
class _Overlay:
    """One overlay on its way into one module."""

    row: OverlayFile
    file: YamlFile
    module: Module
    problems: Problems
    assets: dict[str, Asset]

    def merged(self) -> Module:
        """Return the module with all of the overlay's fields."""
        institution = self.institution()  # first: it finds the pictures
        return replace(
            self.module,
            institution=institution,
            credential=overlaid(self.module.credential, self.row, self.file, self.words, self.problems),
            assets={**self.module.assets, **self.assets},
        )

    def institution(self) -> Institution:
        """Return the fields that are the institution's own."""
        row = self.row
        return Institution(
            issuer=Issuer(
                name=self.words(row.issuer.name, "issuer", "name") or {},
                country=row.issuer.country,
                url=row.issuer.url,
                registration_id=row.issuer.registration_id,
            ),
            contact=self.contact(),
            terms=self.words(row.terms, "terms"),
            price=self.words(row.price, "price"),
            privacy=self.words(row.privacy, "privacy"),
            logo=self.picture(row.logo, "logo"),
            colour=self.colour(),
            project=self.project(),
        )

    def words(self, texts: Mapping[str, str] | None, *path: str) -> Words | None:
        """Return a text in each of the module's languages; report the languages that lack it."""
        if texts is None:
            return None
        field = ".".join(path)
        found = {language: in_or_for_all(texts, language) for language in self.module.languages}
        for language, text in found.items():
            if text is None:
                self.error(path, f"is missing in {language}: add {language}: below {path[-1]}:", field)
        return {language: text for language, text in found.items() if text} or None

    def error(self, path: FieldPath, message: str, field: str) -> None:
        """Report a mistake at its line of the overlay file."""
        self.problems.error(self.file.place(path), field, message)

    def contact(self) -> Contact | None:
        """Return whom a learner may ask."""
        row = self.row.contact
        if row is None:
            return None
        return Contact(name=self.words(row.name, "contact", "name"), email=row.email, url=row.url)

    def project(self) -> Project | None:
        """Return the funder's sentence and emblem."""
        row = self.row.project
        if row is None:
            return None
        return Project(
            sentence=self.words(row.sentence, "project", "sentence") or {},
            emblem=self.picture(row.emblem, "project", "emblem"),
            code=row.code,
            url=row.url,
        )

    def picture(self, row: PictureRow | None, *path: str) -> Logo | None:
        """Return a picture that stands beside the overlay file, as an asset."""
        if row is None:
            return None
        alt = self.words(row.alt, *path, "alt")
        location = self.file.source.path.parent / row.file
        try:
            reason = self.refuse_picture(row.file, location)
            if reason is None:
                asset = f"{FOLDER}/{posixpath.normpath(row.file)}"
                self.assets[asset] = describe(asset, location, None)
                return Logo(asset=asset, alt=alt or {})
        except OSError as error:
            reason = f"{row.file} cannot be read ({error.strerror}): check its permissions"
        self.error((*path, "file"), reason, ".".join((*path, "file")))
        return None

    def refuse_picture(self, name: str, location: Path) -> str | None:
        """Return why a file cannot be taken as a picture, or None."""
        if not inside(self.file.source.path.parent, location) or not location.is_file():
            return f"there is no file {name} beside the overlay: put it there, or correct the name"
        if not (media_type(name) or "").startswith("image/"):
            return f"{name} is no picture: use .svg, .png, .jpg or .webp"
        if location.suffix.lower() == ".svg":
            from packager.definition.drawings import drawing_mistakes  # brings lxml

            for _, message in drawing_mistakes(location):
                return f"{name} {message}"
        return refusal(location.name)

    def colour(self) -> str | None:
        """Return the colour; report one that cannot be read on white."""
        colour = self.row.colour
        if colour and (ratio := contrast_with_white(colour)) < LEAST_CONTRAST:
            message = (
                f"{colour} has a contrast of {ratio:.1f}:1 with white: choose a darker one, 4.5:1 or more"
            )
            self.error(("colour",), message, "colour")
        return colour


def contrast_with_white(colour: str) -> float:
    """Return the contrast ratio of `#rrggbb` with white (WCAG 2.2, relative luminance)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
