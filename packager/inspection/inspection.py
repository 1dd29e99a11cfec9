"""The whole answer about one backup, as data and as JSON."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from packager.inspection.availability import read_rules
from packager.inspection.facts import Facts
from packager.inspection.finding import Finding
from packager.inspection.limits import Limits
from packager.inspection.losses import losses
from packager.inspection.members import archive_kind
from packager.inspection.needs import needs
from packager.inspection.plugins import Plugin, missing_plugins, plugin_needs
from packager.inspection.reading import read_backup
from packager.inspection.sites import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """A backup, read and judged against a Moodle version."""

    path: Path
    size: int
    archive: str
    site: Site
    facts: Facts
    plugins: tuple[Plugin, ...]
    needs: tuple[Finding, ...]
    losses: tuple[Finding, ...]

    @property
    def made(self) -> str:
        """The day on which the backup was made (UTC), "" when it does not say."""
        seconds = self.facts.information.get("backup_date", "")
        if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 12):
            return ""
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC).date().isoformat()

    @property
    def has_users(self) -> bool:
        """Whether the backup holds people, or says that it does."""
        return self.facts.settings.get("users") == "1" or self.facts.counts["users"] > 0

    @property
    def activities(self) -> dict[str, int]:
        """The number of activities by kind, the most frequent first."""
        return _sorted(Counter(one.kind for one in self.facts.listed_activities))

    @property
    def questions(self) -> dict[str, int]:
        """The number of questions by type; the parts of a cloze question are not counted."""
        return _sorted(Counter(one.kind for one in self.facts.questions))

    @property
    def random_slots(self) -> int:
        """How many slots of quizzes draw a question."""
        return sum(slot.random for one in self.facts.activities.values() for slot in one.slots.values())

    @property
    def categories(self) -> list[str]:
        """The names of the question categories, without the "top" of each context."""
        return [one.name for one in self.facts.categories.values() if not one.is_top]

    @property
    def other_contents(self) -> dict[str, int]:
        """The number of other things, none left out."""
        facts = self.facts
        counted = ("users", "grade_items", "grade_categories", "scales", "outcomes", "blocks", "content_bank")
        numbers = {name: facts.counts[name] for name in counted}
        numbers |= {"groups": len(facts.groups), "badges": len(facts.badges)}
        return numbers | {
            "competencies": len(facts.competencies),
            "custom_fields": len(facts.custom_fields),
        }

    def as_json(self) -> dict[str, object]:
        """Return the inspection as JSON types; docs/moodle.md tells the shape."""
        facts, said = self.facts, self.facts.information
        return {
            "file": {"path": str(self.path), "size": self.size, "archive": self.archive,
                     "members": facts.members, "unpacked": facts.unpacked},
            "backup": {"type": facts.kind, "moodle_version": said.get("moodle_version", ""),
                       "moodle_release": said.get("moodle_release", ""),
                       "backup_release": said.get("backup_release", ""), "made": self.made,
                       "site": said.get("original_wwwroot", ""), "users": self.has_users,
                       "files": said.get("include_files") != "0"},
            "course": {"fullname": said.get("original_course_fullname", ""),
                       "shortname": said.get("original_course_shortname", ""),
                       "format": facts.course.get("format", ""), "language": facts.course.get("lang", "")},
            "sections": self._sections(),
            "activities": self.activities,
            "questions": {"types": self.questions, "categories": self.categories,
                          "random_slots": self.random_slots},
            "files": {"records": len(facts.files), "contents": len(facts.pool),
                      "size": sum(facts.pool.values())},
            "contents": self.other_contents,
            "moodle": self.site.name,
            "plugins": [one.as_json() for one in self.plugins],
            "needs": [one.as_json() for one in self.needs],
            "losses": [one.as_json() for one in self.losses],
        }  # fmt: skip

    def _sections(self) -> list[dict[str, object]]:
        """Return the sections in their order with the titles of their activities."""
        rows = []
        for one in self.facts.listed_sections:
            section = self.facts.section(one.directory)
            inside = [
                {"kind": activity.kind, "name": activity.title}
                for activity in self.facts.listed_activities
                if activity.section == one.id
            ]
            rows.append((section.number, section.name, inside))
        rows.sort(key=lambda row: row[0])
        return [{"number": number, "name": name, "activities": inside} for number, name, inside in rows]


def inspect_backup(path: Path, site: Site, limits: Limits | None = None) -> Inspection:
    """Read and judge a backup. Raises BackupError for a file that is none or is dangerous to read."""
    facts = read_backup(path, limits)
    rules = read_rules(facts)
    plugins = missing_plugins(facts, rules, site)
    return Inspection(
        path=path,
        size=path.stat().st_size,
        archive=archive_kind(path),
        site=site,
        facts=facts,
        plugins=plugins,
        needs=(*plugin_needs(plugins), *needs(facts)),
        losses=tuple(losses(facts, rules, site)),
    )


def _sorted(counter: Counter[str]) -> dict[str, int]:
    return dict(sorted(counter.items(), key=lambda row: (-row[1], row[0])))
