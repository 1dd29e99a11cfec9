"""The picture of the module: each language says what it shows."""

from __future__ import annotations

from packager.definition.definition import Definition


def check_picture(definition: Definition) -> None:
    """Compare the picture with its text alternatives."""
    picture = definition.structure.picture
    for one in definition.languages.values():
        said, place = one.words.picture, one.file.place(("picture",))
        if definition.picture and not said:
            definition.problems.incomplete(
                place, "picture", f"is missing: add picture: with what {picture} shows"
            )
        if said and not picture:
            definition.problems.error(
                place, "picture", "module.yaml names no picture: take this away, or add picture: there"
            )
