"""What must hold before something opens, in sentences: for pages that lock nothing, or say why they do."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from packager.document.edition import Edition
from packager.document.moments import Moment
from packager.document.restriction import (
    Condition,
    InGroup,
    OfUnit,
    Restriction,
    Several,
    Time,
    UnitGraded,
    UnitPassed,
)
from packager.render.environment import environment, translations
from packager.render.moments import moment_words

Address = Callable[[str], str | None]
"""Gives the address of a unit of the module, by its id."""


def restriction_part(
    edition: Edition,
    restrictions: Iterable[Restriction | None],
    address: Address,
    *,
    language: str = "",
    holds: Callable[[Condition], bool | None] = lambda _: None,
) -> Markup:
    """Return the conditions as a list; nothing where there are none.

    `language` is that of the sentences, where it is not the edition's. `holds` tells of each condition
    whether it holds, where that is known.
    """
    rules = [one.rule for one in restrictions if one is not None]
    if not rules:
        return Markup("")
    language = language or edition.language
    template = environment(language).get_template("unit/restriction.html")
    sentence = _Sentences(edition, language, address)
    return Markup(  # the template escapes
        template.render(rules=rules, sentence=sentence.of, holds=holds)
    )


class _Sentences:
    """Says single conditions."""

    def __init__(self, edition: Edition, language: str, address: Address) -> None:
        self._edition = edition
        self._language = language
        self._address = address
        self._phrases = translations(language)

    def of(self, condition: Condition) -> Markup:
        """Return a single condition as part of a sentence."""
        _ = self._phrases.gettext
        match condition:
            case Time():
                return self._time(condition)
            case InGroup():
                named = self._own(self._edition.text(condition.name))
                return Markup(_("you are in the group %(group)s")) % {"group": named}
            case UnitGraded():
                return self._grade(condition)
            case UnitPassed():
                return Markup(_("%(unit)s is passed")) % {"unit": self._unit(condition)}
            case Several():
                raise AssertionError("several conditions are a list of their own")
            case _:
                return Markup(_("%(unit)s is done")) % {"unit": self._unit(condition)}

    def _own(self, text: str) -> Markup:
        """Mark words of the edition among those of another language."""
        if self._language == self._edition.language:
            return escape(text)
        return Markup('<span lang="{}">{}</span>').format(self._edition.language, text)

    def _unit(self, condition: OfUnit) -> Markup:
        title = self._own(self._edition.text(self._edition.module.unit(condition.unit).title))
        address = self._address(condition.unit)
        return title if address is None else Markup('<a href="{}">{}</a>').format(address, title)

    def _grade(self, condition: UnitGraded) -> Markup:
        _ = self._phrases.gettext
        said = {"unit": self._unit(condition), "least": condition.least, "below": condition.below}
        if condition.below is None:
            return Markup(_("the grade of %(unit)s is %(least)d per cent or more")) % said
        if not condition.least:
            return Markup(_("the grade of %(unit)s is less than %(below)d per cent")) % said
        return (
            Markup(_("the grade of %(unit)s is %(least)d per cent or more, but less than %(below)d")) % said
        )

    def _time(self, condition: Time) -> Markup:
        _ = self._phrases.gettext
        said = []
        if condition.since is not None:
            said.append(_("not before %(moment)s") % {"moment": self._moment(condition.since)})
        if condition.until is not None:
            said.append(_("only before %(moment)s") % {"moment": self._moment(condition.until)})
        return escape(", ".join(said))

    def _moment(self, moment: Moment) -> str:
        return moment_words(moment, self._language)
