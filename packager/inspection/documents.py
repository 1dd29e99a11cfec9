"""The XML files of a backup, a table row each: which elements are read and what fact each is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from packager.inspection.activities import (
    take_activity,
    take_lti_type,
    take_module,
    take_plugin_switch,
    take_random_slot,
    take_slot,
    take_slot_reference,
)
from packager.inspection.facts import Category, Facts, FileRecord, Listed, Question
from packager.inspection.records import Record

Take = Callable[[Facts, Record, str], None]
"""Puts a record into the facts; the text is the folder of the document ("" at the top)."""


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of file: its name and what is taken from it, by `<parent's tag>/<tag>`."""

    name: re.Pattern[str]
    takes: Mapping[str, Take]


def document_of(name: str) -> Document:
    """Return the row for a file; one that is not in the table is only searched for marks."""
    return next((row for row in DOCUMENTS if row.name.fullmatch(name)), _OTHER)


def _information(facts: Facts, record: Record, _: str) -> None:
    facts.information = record.fields


def _detail(facts: Facts, record: Record, _: str) -> None:
    facts.kind = record["type"]


def _setting(facts: Facts, record: Record, _: str) -> None:
    if record["level"] == "root":
        facts.settings[record["name"]] = record["value"]
    elif owner := record["activity"] or record["section"]:
        facts.owners_of_settings.add(owner)


def _listed_activity(facts: Facts, record: Record, _: str) -> None:
    facts.listed_activities.append(
        Listed(
            record["moduleid"],
            record["sectionid"],
            record["modulename"],
            record["title"],
            record["directory"],
        )
    )


def _listed_section(facts: Facts, record: Record, _: str) -> None:
    facts.listed_sections.append(
        Listed(record["sectionid"], record["sectionid"], "section", record["title"], record["directory"])
    )


def _course(facts: Facts, record: Record, _: str) -> None:
    facts.course = record.fields
    facts.use("format", record["format"], "course")
    facts.use("theme", record["theme"], "course")


def _custom_field(facts: Facts, record: Record, _: str) -> None:
    facts.custom_fields.append((record["shortname"], record["type"]))
    facts.use("customfield", record["type"], "course")


def _competency(facts: Facts, record: Record, _: str) -> None:
    facts.competencies.add((record["frameworkidnumber"], record["idnumber"]))


def _enrolment(facts: Facts, record: Record, _: str) -> None:
    facts.use("enrol", record["enrol"], "course")


def _category(facts: Facts, record: Record, _: str) -> None:
    facts.categories[record.id] = Category(
        record.id, record["name"], record["parent"], record["contextid"], record["contextlevel"]
    )


def _question(facts: Facts, record: Record, _: str) -> None:
    entry = category = ""
    around = record.parent
    while around is not None:
        if around.tag == "question_bank_entry":
            entry = around.id
        elif around.tag == "question_category":
            category = around.id
        around = around.parent
    facts.use("qtype", record["qtype"], f'question "{record["name"]}"')
    # Parts of a cloze question name it as their parent; old random questions name themselves.
    if record["parent"] in ("", "0", record.id):
        facts.questions.append(Question(record.id, record["qtype"], record["name"], category, entry))


def _file(facts: Facts, record: Record, _: str) -> None:
    if record["filename"] == ".":
        facts.folder_records.add(record.id)
        return
    size = record["filesize"]
    facts.files.append(
        FileRecord(
            id=record.id,
            sha1=record["contenthash"],
            context=record["contextid"],
            component=record["component"],
            area=record["filearea"],
            name=record["filename"],
            size=int(size) if size.isascii() and size.isdigit() and len(size) < 16 else 0,
            external=bool(record["repositorytype"]),
        )
    )


def _file_reference(facts: Facts, record: Record, folder: str) -> None:
    facts.file_references.setdefault(record.id, set()).add(folder)


def _category_reference(facts: Facts, record: Record, folder: str) -> None:
    facts.category_references.setdefault(record.id, set()).add(folder)
    if folder.startswith("activities/"):
        facts.activity(folder).categories.add(record.id)


def _section(facts: Facts, record: Record, folder: str) -> None:
    section = facts.section(folder)
    number = record["number"]
    section.number = int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 0
    section.name = record["name"]
    section.availability = record["availabilityjson"] or record["availability"]


def _badge(facts: Facts, record: Record, _: str) -> None:
    facts.badges.append(record["name"])


def _group(facts: Facts, record: Record, _: str) -> None:
    facts.groups.add(record.id)


def _block(facts: Facts, record: Record, folder: str) -> None:
    facts.counts["blocks"] += 1
    facts.use("block", record["blockname"], folder)


def _content(facts: Facts, record: Record, _: str) -> None:
    facts.counts["content_bank"] += 1
    facts.use("contenttype", record["contenttype"].removeprefix("contenttype_"), "content bank")


def _grading_area(facts: Facts, record: Record, folder: str) -> None:
    facts.use("gradingform", record["activemethod"], folder)


def _only_parent(_: Facts, __: Record, ___: str) -> None:
    """Take nothing: the element is wanted for the attributes that its children ask for."""


def _counted(name: str) -> Take:
    def take(facts: Facts, _: Record, __: str) -> None:
        facts.counts[name] += 1

    return take


def _row(name: str, **takes: Take) -> Document:
    """Return a row; in the keywords `__` stands for the `/` between parent and tag."""
    return Document(re.compile(name), {key.replace("__", "/"): take for key, take in takes.items()})


_REFERENCES: Mapping[str, Take] = {
    "fileref__file": _file_reference,
    "question_categoryref__question_category": _category_reference,
}

DOCUMENTS: tuple[Document, ...] = (
    _row(
        r"moodle_backup\.xml",
        moodle_backup__information=_information,
        details__detail=_detail,
        settings__setting=_setting,
        activities__activity=_listed_activity,
        sections__section=_listed_section,
    ),
    _row(
        r"questions\.xml",
        question_categories__question_category=_category,
        question_bank_entries__question_bank_entry=_only_parent,
        questions__question=_question,
    ),
    _row(r"files\.xml", files__file=_file),
    _row(r"users\.xml", users__user=_counted("users")),
    _row(r"groups\.xml", groups__group=_group),
    _row(r"scales\.xml", scales_definition__scale=_counted("scales")),
    _row(r"outcomes\.xml", outcomes_definition__outcome=_counted("outcomes")),
    _row(r"badges\.xml", badges__badge=_badge),
    _row(
        r"gradebook\.xml",
        grade_items__grade_item=_counted("grade_items"),
        grade_categories__grade_category=_counted("grade_categories"),
    ),
    _row(r"course/course\.xml", __course=_course, customfields__customfield=_custom_field),
    _row(r"course/enrolments\.xml", enrols__enrol=_enrolment),
    _row(r"course/contentbank\.xml", contents__content=_content),
    _row(r"(course|activities/[^/]+)/competencies\.xml", competencies__competency=_competency),
    _row(r"(.+/)?inforef\.xml", **_REFERENCES),
    _row(r"sections/[^/]+/section\.xml", __section=_section),
    _row(r".+/blocks/[^/]+/block\.xml", __block=_block),
    _row(r"activities/[^/]+/module\.xml", __module=take_module),
    _row(r"activities/[^/]+/grades\.xml", grade_items__grade_item=_counted("grade_items")),
    _row(r"activities/[^/]+/grading\.xml", areas__area=_grading_area),
    _row(
        r"activities/[^/]+/(?!roles|filters|calendar|comments|completion|grade_history|logs)\w+\.xml",
        **{
            "__activity": _only_parent,
            "activity__*": take_activity,
            "question_instances__question_instance": take_slot,
            "question_instance__question_reference": take_slot_reference,
            "question_instance__question_set_reference": take_random_slot,
            "plugin_configs__plugin_config": take_plugin_switch,
            "lti__ltitype": take_lti_type,
        },
    ),
)

_OTHER = Document(re.compile(""), {})
