"""The plugins that a backup uses and a plain Moodle has not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from packager.inspection.availability import Rules
from packager.inspection.facts import Facts
from packager.inspection.finding import Finding, finding
from packager.inspection.sites import Site

WITHOUT = {
    "mod": "the activity is left out without a word",
    "qtype": "the question arrives without its type: nobody can answer it, and the course cannot be deleted",
    "qbehaviour": "no attempt can be started until another behaviour is chosen",
    "format": "the course shows in the site's default format",
    "theme": "the course shows in the site's theme",
    "enrol": "the way to enrol is left out",
    "availability": "the restriction is broken",
    "block": "the block is left out",
    "gradingform": "the way to grade is left out",
    "assignsubmission": "this form of handing in is left out",
    "assignfeedback": "this form of feedback is left out",
    "workshopform": "the form for assessing is left out",
    "contenttype": "the content is left out",
    "customfield": "the field is left out",
}
"""What a restore does when the plugin is missing."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin, as `mod_game`, and the places that use it."""

    kind: str
    name: str
    places: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.kind}_{self.name}"

    def as_json(self) -> dict[str, object]:
        """Return the plugin as JSON types."""
        without = WITHOUT.get(self.kind, "what it does is left out")
        return {"type": self.kind, "name": self.name, "places": list(self.places), "without": without}


def missing_plugins(facts: Facts, rules: Rules, site: Site) -> tuple[Plugin, ...]:
    """Return the plugins that are no part of a Moodle version, in order."""
    used = {key: set(places) for key, places in facts.plugins.items()}
    for rule in rules.rules:
        used.setdefault(("availability", rule.kind), set()).add(rule.place)
    return tuple(
        Plugin(kind, name, tuple(sorted({facts.place_of(place) for place in places})))
        for (kind, name), places in sorted(used.items())
        if name not in site.own.get(kind, frozenset())
        and (kind, name) != ("mod", "qbank")  # told among the losses: no plugin can be installed for it
    )


def plugin_needs(plugins: tuple[Plugin, ...]) -> Iterator[Finding]:
    """Yield a finding for each plugin."""
    for plugin in plugins:
        text = f"the plugin {plugin}; without it {WITHOUT.get(plugin.kind, 'what it does is left out')}"
        yield finding("plugin", text, plugin.places)
