"""Films and sounds for people who do not hear or see them (WCAG 2.2, 1.2)."""

from __future__ import annotations

from packager.definition.definition import Definition
from packager.definition.markdown.captions import captions_name
from packager.definition.models.resources import MediaRow
from packager.definition.problems import Place
from packager.document.media import Media


def check_media(definition: Definition) -> None:
    """Report films without captions or description; the transcript is the reader's to miss."""
    for path, row in definition.rows:
        unit = definition.units.get(row.id)
        if not (isinstance(row, MediaRow) and isinstance(unit, Media)):
            continue
        _check_settings(definition, row, unit)
        if unit.medium == "video" and not row.silent:
            _check_captions(definition, row, unit, definition.place(*path, "url"))
        if unit.medium == "video":
            _check_description(definition, unit)


def _check_settings(definition: Definition, row: MediaRow, unit: Media) -> None:
    """Report settings that mean nothing for this kind of medium."""
    no_film = unit.medium == "audio"
    for field, wrong, why in (
        ("captions", bool(row.captions and unit.asset), "captions of a file lie beside it, as talk.fi.vtt"),
        ("captions", bool(row.captions and no_film), "a sound has no captions, but a transcript"),
        ("captions", bool(row.captions and row.silent), "a film without sound has none"),
        ("silent", row.silent and no_film, "a sound is not silent"),
        ("medium", "medium" in row.model_fields_set and bool(unit.asset), "the file tells what it is"),
    ):
        if wrong:
            definition.problems.error(row.place(field), f"{row.id}.{field}", f"{why}: delete {field}:")


def _check_captions(definition: Definition, row: MediaRow, unit: Media, place: Place) -> None:
    for language, film in unit.asset.items():
        if language not in {one.language for one in unit.captions}:
            name = captions_name(film, language, language)
            definition.problems.incomplete(
                row.place("asset"),
                f"{row.id}.asset",
                f"the film has no captions in {language}: add {name} (or silent: true, if it has no sound)",
            )
    missing = [language for language in unit.url if language not in unit.captioned]
    if missing:
        definition.problems.incomplete(
            place,
            f"{row.id}.captions",
            f"nothing is said of captions in {', '.join(missing)}: see that the film has them, and name "
            f"their languages, as captions: [{', '.join(unit.url)}] (or silent: true, if it has no sound)",
        )


def _check_description(definition: Definition, unit: Media) -> None:
    """Warn where nothing says how what is only seen is told (1.2.5)."""
    for language, file in unit.files.items():
        if language not in unit.description:
            definition.problems.warning(
                Place(file),
                "audio-description",
                "say how those who do not see the film learn what is only shown: write it between --- lines "
                'at the top, as audio-description: "All that is shown is said, too."',
            )
