"""Questions and slots of quizzes that would not arrive as they were."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from packager.inspection.facts import Activity, Facts, Slot
from packager.inspection.finding import Finding, finding
from packager.inspection.sites import Site

_SITE_LEVELS = frozenset({"10", "40", "50"})
_TOP_CATEGORIES_SINCE = 2018051700  # Moodle 3.5
_BANK_ENTRIES_SINCE = 2022041900  # Moodle 4.0


def question_losses(facts: Facts, site: Site) -> Iterator[Finding]:
    """Yield what a restore on this site does to the questions."""
    yield from _banks(facts, site)
    yield from _categories(facts)
    yield from _slots(facts)


def _banks(facts: Facts, site: Site) -> Iterator[Finding]:
    if site.has_question_banks:
        shared = [
            one.name for one in facts.categories.values() if one.level in _SITE_LEVELS and not one.is_top
        ]
        if shared:
            text = (
                "question categories of a course or site: Moodle warns of each and puts them into a question"
            )
            yield finding("bank-moves", f"{text} bank activity, hidden in the first section", shared)
        return
    banks = [one.title for one in facts.listed_activities if one.kind == "qbank"]
    if banks:
        text = f"Moodle {site.name} has no question bank activities: their categories move to the course and"
        yield finding("bank-dropped", f"{text} the files of their questions are lost", banks)


def _categories(facts: Facts) -> Iterator[Finding]:
    dangling = facts.category_references.keys() - facts.categories.keys()
    if dangling:
        places = {facts.place_of(place) for one in dangling for place in facts.category_references[one]}
        text = "inforef.xml names question categories that questions.xml does not have"
        yield finding("category-reference", text, places)
    contexts = {one.context for one in facts.activities.values()}
    astray = [
        one.name for one in facts.categories.values() if one.level == "70" and one.context not in contexts
    ]
    if astray:
        text = (
            "question categories of an activity that is not in the backup: files of their questions are lost"
        )
        yield finding("category-context", text, astray)
    tops = [one for one in facts.categories.values() if one.parent == "0"]
    number = Counter(one.context for one in tops)
    doubled = [one.name for one in tops if number[one.context] > 1]
    if doubled and facts.claim >= _TOP_CATEGORIES_SINCE:
        text = "more than one top question category in one context: Moodle refuses the whole backup"
        yield finding("refused", text, doubled)


def _slots(facts: Facts) -> Iterator[Finding]:
    bank = _Bank(facts)
    reasons: dict[str, list[str]] = {}
    for activity in facts.activities.values():
        for slot in activity.slots.values():
            if reason := bank.why_empty(slot):
                reasons.setdefault(reason, []).append(_place(facts, activity, slot))
    for reason, places in sorted(reasons.items()):
        yield finding("empty-slot", f"{reason}: the slot arrives empty", places)


def _place(facts: Facts, activity: Activity, slot: Slot) -> str:
    return f"{facts.place_of(activity.directory)}, slot {slot.number or slot.entry or slot.question}"


class _Bank:
    """What slots may refer to."""

    def __init__(self, facts: Facts) -> None:
        self._entries = {one.entry: one.category for one in facts.questions if one.entry}
        self._questions = {one.id: one.category for one in facts.questions}
        self._categories = facts.categories.keys()
        self._referred = facts.category_references.keys()
        self._has_entries = facts.claim >= _BANK_ENTRIES_SINCE

    def why_empty(self, slot: Slot) -> str:
        """Return why a slot would arrive without question, "" when it has one."""
        if slot.random:
            return self._why_no_draw(slot.category)
        known, wanted = (self._entries, slot.entry) if slot.entry else (self._questions, slot.question)
        if not wanted or (self._has_entries and not slot.entry):
            return "a slot that names no question"
        if wanted not in known:
            return "a slot whose question is not in the backup (a site may show another course's instead)"
        if known[wanted] not in self._referred:
            return "a slot whose question category no inforef.xml names"
        return ""

    def _why_no_draw(self, category: str) -> str:
        if category not in self._categories:
            return "a random question from a category that is not in the backup"
        return "" if category in self._referred else "a random question from a category no inforef.xml names"
