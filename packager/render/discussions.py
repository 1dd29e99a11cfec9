"""Discussions in words: what is asked of those who take part."""

from __future__ import annotations

from collections.abc import Iterator

from packager.document.edition import Edition
from packager.document.units import Discussion
from packager.render.environment import N_, translations
from packager.render.moments import moment_words

_STYLES = {
    "each": N_("Each of you begins one discussion."),
    "single": N_("All of you talk in one discussion."),
    "questions": N_("You see what others answer after you have answered yourself."),
}


def talk_facts(edition: Edition, unit: Discussion) -> Iterator[str]:
    """Yield how a discussion goes, a sentence each."""
    phrases, talk = translations(edition.language), unit.talk
    if talk.style in _STYLES:
        yield phrases.gettext(_STYLES[talk.style])
    for said, moment in (
        (phrases.gettext("Write by: %(moment)s"), talk.due),
        (phrases.gettext("The discussion closes: %(moment)s"), talk.closes),
    ):
        if moment is not None:
            yield said % {"moment": moment_words(moment, edition.language)}
    if talk.graded:
        yield phrases.gettext("What you write is graded.")
