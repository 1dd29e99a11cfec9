"""What a site must have so that all of a backup arrives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from packager.inspection.facts import Facts
from packager.inspection.finding import Finding, finding


def needs(facts: Facts) -> Iterator[Finding]:
    """Yield what a site must have, plugins aside."""
    for look in _LOOKS:
        yield from look(facts)


def _custom_fields(facts: Facts) -> Iterator[Finding]:
    for name, kind in sorted(set(facts.custom_fields)):
        yield finding(
            "custom-field", f"the course custom field {name} of type {kind}; without it its value is dropped"
        )


def _competencies(facts: Facts) -> Iterator[Finding]:
    for framework, idnumbers in sorted(by_framework(facts).items()):
        text = f"the competency framework with the idnumber {framework}, with {', '.join(idnumbers)}"
        yield finding("competency-framework", f"{text}; without it the links to competencies are dropped")


def by_framework(facts: Facts) -> dict[str, list[str]]:
    """Return the idnumbers of competencies by the idnumber of their framework."""
    found: dict[str, list[str]] = defaultdict(list)
    for framework, idnumber in sorted(facts.competencies):
        found[framework].append(idnumber)
    return dict(found)


def _filters(facts: Facts) -> Iterator[Finding]:
    says = {
        "multilang": "Moodle's filter for multi-language content, switched on for content and headings",
        "multilang2": "the plugin filter_multilang2, switched on",
    }
    for name, places in sorted(facts.multilang.items()):
        text = f"{says[name]}; without it all languages show at once"
        yield finding("filter", text, (facts.place_of(place) for place in places))


def _languages(facts: Facts) -> Iterator[Finding]:
    found: dict[str, set[str]] = defaultdict(set)
    if facts.course.get("lang"):
        found[facts.course["lang"]].add("course")
    for activity in facts.activities.values():
        if activity.language:
            found[activity.language].add(facts.place_of(activity.directory))
    for language, places in sorted(found.items()):
        if language != "en":  # part of every Moodle
            text = f"the language pack {language}; without it Moodle's own words are in the site's language"
            yield finding("language-pack", text, places)


def _lti(facts: Facts) -> Iterator[Finding]:
    by_host: dict[str, set[str]] = defaultdict(set)
    for activity in facts.activities.values():
        host = _host(activity.lti.get("toolurl", ""))
        if host:
            by_host[host].add(facts.place_of(activity.directory))
        elif own := _host(activity.lti.get("tool_url", "")):
            text = f"the course tool at {own} registered anew: it arrives with a new client id"
            yield finding("lti-tool", text, [facts.place_of(activity.directory)])
    for host, places in sorted(by_host.items()):
        text = f"an external tool for {host}, which the links find by their address"
        yield finding("lti-tool", text, places)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _badges(facts: Facts) -> Iterator[Finding]:
    if facts.badges:
        text = "badges and course badges switched on; a badge arrives inactive and is to be enabled by hand"
        yield finding("badges", text, facts.badges)


def _h5p(facts: Facts) -> Iterator[Finding]:
    files = {one.name for one in facts.files if one.name.lower().endswith(".h5p")}
    if files:
        libraries = ", ".join(map(str, sorted(facts.h5p_libraries)))
        what = f"the H5P libraries {libraries}" if libraries else "the H5P content types of these files"
        who = "as the files' owner" if facts.counts["users"] else "who restores"
        text = f"{what}, or a manager or administrator {who}: Moodle installs them from the files then"
        yield finding("h5p", text, files)


def _completion(facts: Facts) -> Iterator[Finding]:
    if any(one.availability for one in facts.restrictable()):
        yield finding("availability", "restricted access switched on (Moodle's default)")
    if facts.course.get("enablecompletion") == "1":
        yield finding("completion", "completion tracking switched on (Moodle's default)")


def _users(facts: Facts) -> Iterator[Finding]:
    if facts.counts["users"]:
        text = f"the right to restore users: {facts.counts['users']} of them are created or matched"
        yield finding("users", text)


_LOOKS: tuple[Callable[[Facts], Iterator[Finding]], ...] = (
    _custom_fields,
    _competencies,
    _filters,
    _languages,
    _lti,
    _badges,
    _h5p,
    _completion,
    _users,
)
