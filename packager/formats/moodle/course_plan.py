"""Which sections a course has, and what stands in each: of one module, or of several one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from packager.document.module import Section
from packager.document.units import Unit
from packager.formats.base import PART_OF_A_MODULE
from packager.formats.moodle.activities import start
from packager.formats.moodle.build import Backup, Build, paragraph
from packager.formats.moodle.codes import as_words
from packager.notes import Loss
from packager.render.course import part_outcomes, part_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A section before its activities have numbers. `rows` stand beside the units, `owner` names them."""

    build: Build
    name: str
    summary: str = ""  # markup
    owner: str = ""
    rows: tuple[start.Row, ...] = ()
    units: tuple[Unit, ...] = ()
    source: Section | None = None  # the module's section, where it is one


def planned(backup: Backup) -> Iterator[Plan]:
    """Yield the sections in their order; the first stands above all others."""
    if backup.course.alone:
        [build] = backup.builds
        yield _about(build, build.phrase("About this module"))
        yield from _sections(build, "")
        return
    yield _start(backup)
    for number, build in enumerate(backup.builds, start=1):
        title = f"{number}. {build.edition.title}"
        yield _about(build, build.name(title, "module"))
        yield from _sections(build, f"{number}.")


def _start(backup: Backup) -> Plan:
    """Return the section above all others: what the course is, and which modules it holds."""
    if any(part.choice is not None for part in backup.course.parts):
        text = (
            "Moodle cannot ask for one of several modules: those to choose from do not count for the course"
        )
        backup.job.notes.add(Loss.SETTING_DROPPED, backup.place, text)
    return Plan(
        build=backup.builds[0],
        name=backup.phrase("About this course"),
        summary=paragraph(backup.job.edition.text(backup.course.summary)),
        owner=backup.course.id,
        rows=(start.COURSE,),
    )


def _about(build: Build, name: str) -> Plan:
    """Return the section that describes a module, also as the credential that it leads to."""
    edition = build.edition
    if not build.part.whole:
        build.job.notes.add(Loss.LEFT_OUT, "module", PART_OF_A_MODULE)
    parts = [paragraph(edition.text(edition.module.summary))] if build.part.whole else []
    if not build.backup.course.alone:
        parts.append(paragraph(part_text(build.backup.course, build.part, edition.language)))
    if outcomes := part_outcomes(build.part, edition.language):
        parts.append(f"<ul>{''.join(f'<li>{as_words(escape(one))}</li>' for one in outcomes)}</ul>")
    return Plan(
        build=build,
        name=name,
        summary="".join(parts),
        owner=edition.module.id,
        rows=start.ACTIVITIES if build.part.whole else (),
    )


def _sections(build: Build, number: str) -> Iterator[Plan]:
    """Yield the sections of a module; in a course of several, their names begin with a number."""
    for place, section in enumerate(build.edition.module.sections, start=1):
        title = build.edition.text(section.title)
        yield Plan(
            build=build,
            name=build.name(f"{number}{place} {title}" if number else title, section.id),
            summary=paragraph(build.edition.text(section.summary)),
            units=section.units,
            source=section,
        )
