"""Licences that texts and media may carry, by SPDX identifier."""

from __future__ import annotations

LICENCES: tuple[str, ...] = (
    "CC-BY-SA-4.0",
    "CC-BY-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "CC-BY-ND-4.0",
    "CC-BY-NC-ND-4.0",
    "CC-BY-SA-3.0",
    "CC-BY-3.0",
    "CC-BY-SA-2.0",
    "CC-BY-2.0",
    "CC0-1.0",
    "CC-PDDC",
    "MIT",
    "Apache-2.0",
    "OFL-1.1",
    "LicenseRef-All-Rights-Reserved",
    "LicenseRef-By-Permission",
)
"""The `LicenseRef-` ones are for media that are used by permission; SPDX lets a project name its own so."""
