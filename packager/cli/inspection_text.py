"""An inspection as lines to read."""

from __future__ import annotations

from collections.abc import Iterator

from packager.cli.amounts import counted, size_text
from packager.inspection.finding import Finding
from packager.inspection.inspection import Inspection

_MOST_PLACES = 8
_LONGEST = 160

_NAMES = {
    "users": "user",
    "grade_items": "grade item",
    "grade_categories": "grade category",
    "scales": "scale",
    "outcomes": "outcome",
    "blocks": "block",
    "content_bank": "content bank item",
    "groups": "group",
    "badges": "badge",
    "competencies": "competency",
    "custom_fields": "custom field",
}


def text_lines(seen: Inspection) -> Iterator[str]:
    """Yield an inspection line by line; names from the backup come without control characters."""
    for line in (*_head(seen), *_contents(seen)):
        yield _plain(line, longest=None)
    yield ""
    yield from _findings(f"For all of it to arrive, Moodle {seen.site.name} needs", seen.needs)
    yield from _findings(f"What Moodle {seen.site.name} loses or changes at the restore", seen.losses)


def _head(seen: Inspection) -> Iterator[str]:
    said = seen.facts.information
    yield f"{seen.path.name}: {_plain(said.get('original_course_fullname', ''))}"
    kind = f"a backup of one {seen.facts.kind}" if seen.facts.kind != "course" else "a course"
    users = "with users" if seen.has_users else "without users"
    made = f", made {seen.made}" if seen.made else ""
    yield f"  Moodle {said.get('moodle_release', 'of no known version')}: {kind}, {users}{made}"
    facts = seen.facts
    unpacked = f"{counted(facts.members, 'member')}, {size_text(facts.unpacked)} unpacked"
    yield f"  {seen.archive} of {size_text(seen.size)}: {unpacked}"


def _contents(seen: Inspection) -> Iterator[str]:
    facts = seen.facts
    if facts.listed_sections:
        names = ", ".join(_plain(facts.section(one.directory).shown_name) for one in facts.listed_sections)
        yield f"  {counted(len(facts.listed_sections), 'section')}: {names}"
    activities = ", ".join(f"{number} {kind}" for kind, number in seen.activities.items())
    yield f"  activities: {activities or 'none'}"
    if seen.questions or seen.random_slots:
        types = ", ".join(f"{number} {kind}" for kind, number in seen.questions.items())
        banks = _number(len(seen.categories), "category")
        yield f"  questions: {types or 'none'}; {banks}; {_number(seen.random_slots, 'random slot')}"
    size = size_text(sum(facts.pool.values())) if facts.pool else "none"
    yield f"  files: {counted(len(facts.files), 'use')} of {counted(len(facts.pool), 'file')}, {size}"
    others = [_number(number, _NAMES[name]) for name, number in seen.other_contents.items() if number]
    if others:
        yield f"  also: {', '.join(others)}"


def _number(number: int, word: str) -> str:
    if number != 1 and word.endswith("y"):
        return f"{number} {word[:-1]}ies"
    return counted(number, word)


def _findings(title: str, found: tuple[Finding, ...]) -> Iterator[str]:
    if not found:
        yield f"{title}: nothing"
        return
    yield f"{title}:"
    for one in found:
        yield _plain(f"  - {one.text}{_places(one)}", longest=None)


def _places(one: Finding) -> str:
    if not one.places:
        return ""
    more = len(one.places) - _MOST_PLACES
    shown = ", ".join(_plain(place) for place in one.places[:_MOST_PLACES])
    return f" ({shown}{f' and {more} more' if more > 0 else ''})"


def _plain(text: str, longest: int | None = _LONGEST) -> str:
    """Return text that cannot steer a terminal."""
    clean = "".join(letter if letter.isprintable() else " " for letter in text)
    return clean if longest is None or len(clean) <= longest else f"{clean[: longest - 1]}…"
