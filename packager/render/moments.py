"""Moments in words."""

from __future__ import annotations

from packager.document.moments import DAY, Moment, clock
from packager.render.environment import translations
from packager.render.figures import moment as moment_text


def moment_words(moment: Moment, language: str) -> str:
    """Return a moment in words."""
    phrases = translations(language)
    if moment.at is not None:
        return moment_text(moment.at, language)
    assert moment.after_start is not None
    days, rest = divmod(moment.after_start, DAY)
    said = phrases.gettext("the start of the course")
    if days:
        said = phrases.ngettext(
            "%(num)d day after the start of the course", "%(num)d days after the start of the course", days
        ) % {"num": days}
    return f"{said}, {clock(rest)}" if rest else said
