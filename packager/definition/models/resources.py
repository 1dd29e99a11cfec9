"""The rows of units that are there to look things up in, to take along, to hear or to see."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool

from packager.definition.models.base import AnyAddress, LanguageTag, Text, in_or_for_all
from packager.definition.models.unit_base import MarkdownFile, UnitRowBase


class GlossaryRow(UnitRowBase):
    """Words of the field: each heading of level 2 is one, its explanation stands below."""

    kind: Literal["glossary"]
    terms: StrictBool = Field(
        False, description="Whether the words below terms: of the language files stand in it, too."
    )
    autolink: StrictBool = Field(
        True, description="Whether the platform links the words wherever they stand in the course."
    )


class FolderRow(UnitRowBase):
    """Several files to take along: those that are named, or all of a folder below media/."""

    kind: Literal["folder"]
    files: tuple[Text, ...] = Field(
        (), max_length=200, description="The files, below media/.", examples=[["media/tools/plan.docx"]]
    )
    folder: Text | None = Field(
        None, description="The folder whose files are all taken, below media/.", examples=["media/tools"]
    )


class MediaRow(UnitRowBase):
    """A film or a sound with captions and a transcript."""

    kind: Literal["media"]
    asset: Text | None = Field(
        None, description="Its file, below media/; captions lie beside it.", examples=["media/talk.mp4"]
    )
    url: AnyAddress | None = Field(
        None,
        description="Where it plays when it is no file, one address or one for each language.",
        examples=["https://video.example.fi/embed/abc"],
    )
    medium: Literal["audio", "video"] = Field("video", description="What plays at the address.")
    captions: tuple[LanguageTag, ...] = Field(
        (), description="Languages in which the film at the address has captions.", examples=[["fi", "sv"]]
    )
    silent: StrictBool = Field(False, description="Whether the film has no sound, and so no captions.")
    poster: Text | None = Field(
        None,
        description="A picture shown before the film plays, below media/.",
        examples=["media/talk.jpg"],
    )
    transcript: MarkdownFile | None = Field(
        None, description="The transcript, in each language's folder.", examples=["talk-transcript.md"]
    )

    @property
    def texts(self) -> tuple[str, ...]:
        """The names of its texts in each language's folder."""
        return (self.file, self.transcript) if self.transcript else (self.file,)

    def address(self, language: str) -> str | None:
        """Return the address for a language, or None where the author gave none."""
        return in_or_for_all(self.url, language) if self.url else None
