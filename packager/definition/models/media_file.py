"""`media/media.yaml`: who made each picture, sound and film."""

from __future__ import annotations

from pydantic import ConfigDict, Field, RootModel

from packager.definition.models.base import AnyWords, Row, Text, WebAddress
from packager.definition.models.module_file import Licence


class CreditRow(Row):
    """Author, licence and source of one file; its language variants share it."""

    author: Text = Field(description="Who made it.", examples=["Aino Esimerkki"])
    licence: Licence = Field(description="Its licence (SPDX).", examples=["CC-BY-4.0"])
    source: WebAddress | None = Field(None, description="Where it comes from.")
    title: AnyWords | None = Field(None, description="What it is called.")


class MediaFile(RootModel[dict[Text, CreditRow]]):
    """Credits by the file's name below media/."""

    model_config = ConfigDict(frozen=True)
