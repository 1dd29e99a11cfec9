"""Writes a module as a Common Cartridge of one version."""

from __future__ import annotations

from collections.abc import Mapping

from packager.archive import Archive
from packager.document.units import Unit, stays_native
from packager.formats.base import Contents, Job
from packager.formats.common_cartridge.cartridge import Cartridge
from packager.formats.common_cartridge.lti_link import add_lti_link
from packager.formats.common_cartridge.manifest import write_manifest
from packager.formats.common_cartridge.noting import note_common_settings, note_restriction
from packager.formats.common_cartridge.record import add_record
from packager.formats.common_cartridge.unit_resources import Units
from packager.formats.common_cartridge.units import add_unit, is_page, page_name
from packager.formats.common_cartridge.versions import V1_1, V1_3, Version
from packager.formats.common_cartridge.webcontent import Pages
from packager.notes import Loss


def write_1_1(job: Job, archive: Archive) -> Contents:
    """Write a Common Cartridge 1.1: what Moodle and nearly every other platform imports."""
    return _write(job, archive, V1_1)


def write_1_3(job: Job, archive: Archive) -> Contents:
    """Write a Common Cartridge 1.3: assignments, skills and a fuller description."""
    return _write(job, archive, V1_3)


def _write(job: Job, archive: Archive, version: Version) -> Contents:
    cartridge = Cartridge(job, version)
    units = filled(cartridge)
    cartridge.write(archive, write_manifest(cartridge))
    return Contents(units.counts, units.questions)


def filled(cartridge: Cartridge, *, whole: bool = True, beside: Mapping[str, str] | None = None) -> Units:
    """Fill a cartridge with its module, and return what its units became.

    `beside` holds the pages of other modules by unit key, as seen from the cartridge's top. Where the module
    is not `whole`, its description as a credential stays away.
    """
    job = cartridge.job
    names = {unit.key: page_name(unit) for unit in job.edition.module.units if is_page(cartridge, unit)}
    pages = Pages(cartridge, {**(beside or {}), **names})
    if whole:
        add_record(cartridge, pages)
    _note_module(job)
    units = Units(cartridge, pages)
    for section in job.edition.module.sections:
        if not section.units:
            continue  # an empty folder is a section without content in every importer
        cartridge.open_folder(
            f"{job.edition.module.id}#section/{section.id}", job.edition.text(section.title)
        )
        note_restriction(cartridge, section)
        if section.summary:
            text = f"the summary of the section {section.id} is left out: a folder has only a title"
            job.notes.add(Loss.LEFT_OUT, section.id, text)
        for unit in section.units:
            _add(cartridge, units, unit)
    return units


def _note_module(job: Job) -> None:
    """Report what belongs to the module as a whole and does not travel."""
    if job.edition.module.grading:
        text = "groups, weights and hidden grades do not travel: set them in the platform's gradebook"
        job.notes.add(Loss.SETTING_DROPPED, "module", text)
    if job.edition.module.badge:
        job.notes.add(Loss.LEFT_OUT, "module", "the badge is left out: make one in the platform")


def _add(cartridge: Cartridge, units: Units, unit: Unit) -> None:
    if cartridge.job.delivery == "native" or stays_native(unit):
        add_unit(units, unit)
        return
    note_common_settings(cartridge, unit)
    units.shown("LTI link", unit, add_lti_link(cartridge, unit))
