"""Skills that a cartridge or one of its resources serves, as curriculum standards (imscsmd; 1.1 has none)."""

from __future__ import annotations

from lxml import etree

from packager.document.edition import Edition
from packager.formats.common_cartridge.versions import Version
from packager.formats.qti.xml import Builder


def add_standards(
    parent: etree._Element, version: Version, edition: Edition, outcome_ids: tuple[str, ...] | None = None
) -> None:
    """Append the ESCO skills of some outcomes (None: all) as curriculum standards, where the version can."""
    skills = {
        skill.uri: skill
        for outcome in edition.module.credential.outcomes
        if outcome_ids is None or outcome.id in outcome_ids
        for skill in outcome.esco
    }
    if version.standards is None or not skills:
        return
    add = Builder(version.standards).add
    standards = add(parent, "curriculumStandardsMetadataSet")
    guids = add(add(standards, "curriculumStandardsMetadata", providerId="ESCO"), "setOfGUIDs", region="EU")
    for uri, skill in skills.items():
        labelled = add(guids, "labelledGUID")
        label = edition.text(skill.label)
        if label:
            add(labelled, "label", label)
        add(labelled, "GUID", uri.rpartition("/")[2])
