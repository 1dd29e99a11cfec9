"""What is read of activities: what they are called, their restrictions, slots of quizzes, links to tools."""

from __future__ import annotations

import json
from typing import Any

from packager.inspection.facts import Facts, Slot
from packager.inspection.records import Record


def take_module(facts: Facts, record: Record, folder: str) -> None:
    """Take `module.xml`."""
    activity = facts.activity(folder)
    activity.module_id = record.id
    activity.kind = record["modulename"]
    activity.availability = record["availability"]
    activity.language = record["lang"]
    facts.use("mod", activity.kind, folder)


def take_activity(facts: Facts, record: Record, folder: str) -> None:
    """Take the activity's own element: `<activity contextid=…><quiz>`."""
    if record.parent is None:
        return
    activity = facts.activity(folder)
    activity.name = record["name"]
    activity.context = record.parent.attributes.get("contextid", "")
    facts.use("qbehaviour", record["preferredbehaviour"], folder)
    if record.tag == "workshop":
        facts.use("workshopform", record["strategy"], folder)
    if record.tag == "lti":
        activity.lti.update(toolurl=record["toolurl"] or record["securetoolurl"], typeid=record["typeid"])


def take_lti_type(facts: Facts, record: Record, folder: str) -> None:
    """Take the course tool that travels with an LTI link. A site's own tool is here without address."""
    facts.activity(folder).lti.update(tool=record["name"], tool_url=record["baseurl"])


def take_plugin_switch(facts: Facts, record: Record, folder: str) -> None:
    """Take a sub-plugin that an assignment uses."""
    if record["name"] == "enabled" and record["value"] == "1":
        facts.use(record["subtype"], record["plugin"], folder)


def take_slot(facts: Facts, record: Record, folder: str) -> None:
    """Take a quiz slot: before Moodle 4.0 it names its question itself."""
    slot = _slot(facts, record, folder)
    slot.number = record["slot"]
    slot.question = record["questionid"] or record["question"]


def take_slot_reference(facts: Facts, record: Record, folder: str) -> None:
    """Take the entry of the question bank that a slot shows."""
    if record.parent is not None:
        _slot(facts, record.parent, folder).entry = record["questionbankentryid"]


def take_random_slot(facts: Facts, record: Record, folder: str) -> None:
    """Take the category from which a slot draws: `filter` since Moodle 4.3, a plain number before."""
    if record.parent is None:
        return
    slot = _slot(facts, record.parent, folder)
    slot.random = True
    slot.category = _category(record["filtercondition"])


def _slot(facts: Facts, record: Record, folder: str) -> Slot:
    return facts.activity(folder).slots.setdefault(record.id, Slot(record.id))


def _category(condition: str) -> str:
    """Return the category that a filter names, "" when it cannot be read."""
    read: Any = read_json(condition)
    if not isinstance(read, dict):
        return ""
    chosen = read.get("filter", {})
    chosen = chosen.get("category", {}) if isinstance(chosen, dict) else {}
    values = chosen.get("values") if isinstance(chosen, dict) else None
    if isinstance(values, list) and values:
        return str(values[0])
    return str(read.get("questioncategoryid", ""))


def read_json(text: str) -> Any:
    """Return JSON types, None for what is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
