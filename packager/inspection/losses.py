"""What a restore loses or changes without a word, or why Moodle would refuse the backup."""

from __future__ import annotations

from collections.abc import Iterator

from packager.inspection.availability import Rules, broken_rules
from packager.inspection.facts import Facts
from packager.inspection.file_losses import file_losses
from packager.inspection.finding import Finding, finding
from packager.inspection.question_losses import question_losses
from packager.inspection.sites import Site

# What the restore of Moodle 4.5 and 5.1 stops without, in a backup of their own form: each was tried.
_AT_THE_TOP = ("roles.xml", "scales.xml", "outcomes.xml", "groups.xml", "questions.xml", "files.xml")
_OF_A_COURSE = ("course.xml", "roles.xml", "filters.xml", "calendar.xml", "contentbank.xml")
_OF_AN_ACTIVITY = ("module.xml", "roles.xml", "filters.xml", "calendar.xml", "grades.xml")
_FORM_SINCE = 2024100700
_ONLY_IF = {
    "filters.xml": "filters",
    "calendar.xml": "calendarevents",
    "contentbank.xml": "contentbankcontent",
}
"""Files that are read only when this root setting is on."""


def losses(facts: Facts, rules: Rules, site: Site) -> Iterator[Finding]:
    """Yield what is lost or changed on this site."""
    yield from _versions(facts, site)
    yield from _structure(facts)
    yield from question_losses(facts, site)
    yield from file_losses(facts, site)
    yield from _restrictions(facts, rules)
    yield from _lti(facts)


def _versions(facts: Facts, site: Site) -> Iterator[Finding]:
    release = facts.information.get("moodle_release", "")
    if site.is_older_than(facts.claim):
        text = f"the backup is from Moodle {release}, newer than {site.name}: Moodle warns, and what only the"
        yield finding("newer", f"{text} newer one knows is left out")
    if not facts.information.get("backup_version"):
        yield finding("refused", "moodle_backup.xml names no backup_version: the restore stops")


def _structure(facts: Facts) -> Iterator[Finding]:
    if facts.listed_activities and facts.settings.get("activities", "0") != "1" and facts.kind == "course":
        text = "the settings leave activities out: the restore ends well and brings none"
        yield finding("activities-off", text)
    listed = {one.directory for one in (*facts.listed_activities, *facts.listed_sections)}
    there = {name.rpartition("/")[0] for name in facts.documents}
    if absent := listed - there:
        yield finding(
            "refused", "moodle_backup.xml lists what is not in the archive: the restore stops", absent
        )
    if unlisted := (facts.activities.keys() | facts.sections.keys()) - listed:
        text = "not listed in moodle_backup.xml: stays behind"
        yield finding("unlisted", text, (facts.place_of(one) for one in unlisted))
    names = {one.rpartition("/")[2] for one in listed}
    if stray := facts.owners_of_settings - names:
        text = "moodle_backup.xml has settings for what it does not list: the restore stops"
        yield finding("refused", text, stray)
    if facts.claim >= _FORM_SINCE and (lacking := list(_lacking(facts))):
        yield finding("refused", "files without which the restore stops are missing", lacking)


def _lacking(facts: Facts) -> Iterator[str]:
    wanted = list(_AT_THE_TOP)
    if facts.kind == "course":
        wanted += [f"course/{name}" for name in _OF_A_COURSE]
    for one in facts.listed_activities:
        wanted += [f"{one.directory}/{name}" for name in (*_OF_AN_ACTIVITY, f"{one.kind}.xml")]
    wanted += [f"{one.directory}/section.xml" for one in facts.listed_sections]
    for name in wanted:
        setting = _ONLY_IF.get(name.rpartition("/")[2])
        if name not in facts.documents and (setting is None or facts.settings.get(setting) == "1"):
            yield name


def _restrictions(facts: Facts, rules: Rules) -> Iterator[Finding]:
    if rules.unreadable:
        yield finding("refused", "restrictions that are no JSON: the restore stops", rules.unreadable)
    broken = [f"{rule.place}: {rule.kind} {rule.target}" for rule in broken_rules(facts, rules)]
    if broken:
        text = "restrictions by an activity or group that is not in the backup: nobody can fulfil them"
        yield finding("broken-restriction", text, broken)


def _lti(facts: Facts) -> Iterator[Finding]:
    places = [
        facts.place_of(one.directory)
        for one in facts.activities.values()
        if one.lti and not one.lti.get("toolurl") and not one.lti.get("tool_url")
    ]
    if places:
        text = "LTI links to a tool of their old site, without address: on another site they open nothing"
        yield finding("lti-without-tool", text, places)
