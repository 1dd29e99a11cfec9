"""Course custom fields. A site fills those that it has under the same short name, as short text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from packager.document.course import Course
from packager.document.module import Module
from packager.formats.moodle.build import Backup
from packager.formats.moodle.xml import Element, node
from packager.notes import Loss
from packager.render.course import hours
from packager.render.environment import N_, translations
from packager.render.figures import number
from packager.render.vocabulary import ISCED_LABELS

TYPE = "text"
_PLAIN = 0

_MODES = {
    "online": N_("Online"),
    "blended": N_("Blended"),
    "onsite": N_("On site"),
    "workplace": N_("At the workplace"),
}


def _id(course: Course, _: str) -> str:
    return course.id


def _version(course: Course, _: str) -> str:
    return course.version


def _hours(course: Course, language: str) -> str:
    least, most = hours(course)
    figures = (least,) if least == most else (least, most)
    return "–".join(number(figure, language) for figure in figures)


def _credits(course: Course, language: str) -> str:
    """Return the credits of a module alone; those of several are the registrar's to add."""
    workload = course.first.credential.workload
    if not course.alone or workload.credits is None or workload.system == "none":
        return ""
    spoken, plural = translations(language), 1 if workload.credits == 1 else 2
    if workload.system == "ects":
        said = spoken.ngettext("%(num)s ECTS credit", "%(num)s ECTS credits", plural)
    else:
        said = spoken.ngettext("%(num)s competence point", "%(num)s competence points", plural)
    return said % {"num": number(workload.credits, language)}


def _level(course: Course, _: str) -> str:
    def said(module: Module) -> str:
        level = module.credential.level
        return ", ".join(
            f"{name} {value}" for name, value in (("EQF", level.eqf), ("FiNQF", level.finqf)) if value
        )

    return _all_alike(said(module) for module in course.modules)


def _field(course: Course, language: str) -> str:
    codes = dict.fromkeys(code for module in course.modules for code in module.credential.field)
    return "; ".join(f"{code} {ISCED_LABELS.get(code, {}).get(language, '')}".strip() for code in codes)


def _language(_: Course, language: str) -> str:
    return language


def _licence(course: Course, _: str) -> str:
    return "; ".join(dict.fromkeys(module.licence for module in course.modules))


def _mode(course: Course, language: str) -> str:
    modes = (_MODES[module.credential.participation.mode] for module in course.modules)
    return _all_alike(translations(language).gettext(mode) for mode in modes)


def _issuer(course: Course, language: str) -> str:
    institution = course.first.institution
    return institution.issuer.name.get(language, "") if institution else ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its short name for ever, the name that a site may show, and its value (empty: none)."""

    short_name: str
    title: str
    value: Callable[[Course, str], str]


FIELDS = (
    Field("mc_id", N_("Identifier"), _id),
    Field("mc_version", N_("Version"), _version),
    Field("mc_hours", N_("Workload in hours"), _hours),
    Field("mc_credits", N_("Credits"), _credits),
    Field("mc_level", N_("Level of the learning experience"), _level),
    Field("mc_field", N_("Field of education (ISCED-F 2013)"), _field),
    Field("mc_mode", N_("Form of participation"), _mode),
    Field("mc_language", N_("Language"), _language),
    Field("mc_licence", N_("Licence"), _licence),
    Field("mc_issuer", N_("Awarding body"), _issuer),
)


def custom_fields(backup: Backup) -> Element:
    """Return the fields of the course that have a value."""
    values = {one.short_name: one.value(backup.course, backup.language) for one in FIELDS}
    if backup.job.multilang:
        values["mc_language"] = ", ".join(backup.course.languages)
    filled = {name: value for name, value in values.items() if value}
    backup.job.notes.add(
        Loss.SITE_NEEDS, backup.place,
        f"the course's custom fields are filled where the site has them as short text: {', '.join(filled)}",
    )  # fmt: skip
    fields = [
        node("customfield", {"id": backup.ids.new("custom_field")}, shortname=name, type=TYPE, value=value,
             valueformat=_PLAIN, valuetrust="")
        for name, value in filled.items()
    ]  # fmt: skip
    return node("customfields", None, *fields)


def _all_alike(values: Iterable[str]) -> str:
    """Return the one value that all have, or nothing."""
    found = set(values)
    return found.pop() if len(found) == 1 else ""
