"""What a course of several modules is, as XHTML: its modules in their order, and what each asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from markupsafe import Markup

from packager.document.course import Course, Part
from packager.document.edition import Edition
from packager.render.environment import environment, translations
from packager.render.figures import number

Address = Callable[[str], str | None]
"""Where the description of a module stands, given the module's id."""


def course_page(course: Course, language: str, address: Address) -> Markup:
    """Return the description of a course; its headings begin at `h2`."""
    template = environment(language).get_template("unit/course.html")
    least, most = hours(course)
    return Markup(  # the template escapes; no markup of the author stands in it
        template.render(
            summary=Edition(course.first, language).text(course.summary),
            rows=[
                {
                    "title": (edition := Edition(part.module, language)).title,
                    "summary": edition.text(part.module.summary) if part.whole else "",
                    "outcomes": part_outcomes(part, language),
                    "text": part_text(course, part, language),
                    "address": address(part.module.id),
                }
                for part in course.parts
            ],
            least=least,
            most=most,
        )
    )


def part_outcomes(part: Part, language: str) -> tuple[str, ...]:
    """Return what some units of a module lead to in a course; a whole module says it itself."""
    if part.whole:
        return ()
    edition = Edition(part.module, language)
    return tuple(edition.text(outcome.text) for outcome in part.module.credential.outcomes)


def part_text(course: Course, part: Part, language: str) -> str:
    """Return what a module asks in a course: how long it takes, and whether one must do it."""
    spoken = translations(language)
    said = spoken.ngettext("Takes about %(num)s hour.", "Takes about %(num)s hours.", _plural(part.hours))
    sentences = [said % {"num": number(part.hours, language)}]
    if part.optional:
        sentences.append(spoken.gettext("This module is optional."))
    if part.choice is not None:
        titles = " / ".join(
            Edition(one.module, language).title for one in course.parts if one.choice == part.choice
        )
        sentences.append(spoken.gettext("Choose one: %(titles)s.") % {"titles": titles})
    if not part.whole:
        said = spoken.gettext(
            "A part of the module stands here; it does not lead to the micro-credential of the whole module."
        )
        sentences.append(said)
    return " ".join(sentences)


def hours(course: Course) -> tuple[Decimal, Decimal]:
    """Return how long the required part of a course takes: least and most, by what one chooses."""
    fixed = sum((part.hours for part in course.parts if part.required), Decimal(0))
    choices = [[part.hours for part in choice] for choice in _choices(course)]
    return sum(map(min, choices), fixed), sum(map(max, choices), fixed)


def _choices(course: Course) -> Iterator[list[Part]]:
    """Yield the parts of each choice."""
    for choice in dict.fromkeys(part.choice for part in course.parts if part.choice is not None):
        yield [part for part in course.parts if part.choice == choice]


def _plural(figure: Decimal) -> int:
    """Return a number that takes the same form as a figure that may be broken."""
    return 1 if figure == 1 else 2
