"""The pages of the site, as bytes of well-formed XHTML in UTF-8."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from packager.document.course_text import CourseText
from packager.document.edition import Edition
from packager.document.questions import Question
from packager.document.restriction import Restriction
from packager.document.units import Book, Lesson, Quiz, Unit
from packager.formats.html_site.captions import with_captions
from packager.formats.html_site.keys import answer_key
from packager.formats.html_site.links import SiteLinks, book_page, unit_page
from packager.formats.html_site.parts import Parts
from packager.formats.html_site.place import ALONE, Place
from packager.formats.html_site.scales import scale_of
from packager.formats.html_site.terms import terms_of
from packager.render.body import render_body, used_terms
from packager.render.course_text import text_between
from packager.render.environment import environment
from packager.render.moments import moment_words
from packager.render.record import record_page
from packager.render.restriction import restriction_part

SCRIPTS = {
    "assignment": "own_texts.js",
    "checklist": "checklist.js",
    "discussion": "own_texts.js",
    "peer-review": "own_texts.js",
    "reflection": "own_texts.js",
    "scenario": "scenario.js",
    "self-assessment": "self_assessment.js",
}
"""What the page of a kind of unit runs beside the script of all pages."""


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit's page, how many questions are live on it, and the links that it could not keep."""

    name: str
    content: bytes
    questions: int
    dropped: tuple[str, ...]


class Pages:
    """Renders each page of one edition's site."""

    def __init__(self, edition: Edition, place: Place = ALONE) -> None:
        self._edition = edition
        self._place = place
        self._listed = [
            unit
            for unit in edition.module.units
            if not (unit.settings.unlisted or isinstance(unit, CourseText))
        ]
        self._addresses = {unit.key: unit_page(unit) for unit in edition.module.units}
        self.dropped_between: dict[str, tuple[str, ...]] = {}
        """Links that texts between units could not keep, by their keys; known once the index is made."""

    def index(self) -> bytes:
        """Return the first page: summary, progress, sections with their units."""
        data = {"units": [unit.id for unit in self._listed if not unit.settings.optional]}
        return self._page(
            "index",
            "",
            listed=len(self._listed),
            data=data,
            opens=lambda section: self._opens("", section.restrict),
            text_between=self._text_between,
        )

    def _text_between(self, unit: CourseText) -> Markup:
        """Return a text that stands between the units of the first page."""
        links = self._links("")
        html = text_between(self._edition, unit, links)
        self.dropped_between[unit.key] = tuple(links.dropped)
        return html

    def record(self) -> bytes:
        """Return the description of the micro-credential."""
        return self._page("record", "", record=record_page(self._edition, self._links("")))

    def terms(self) -> bytes:
        """Return all terms with their explanations, by name."""
        terms = self._edition.module.terms.items()
        listed = sorted(terms, key=lambda one: self._edition.text(one[1].name).lower())
        return self._page("terms", "", terms=listed)

    def unit(self, unit: Unit) -> UnitPage:
        """Return a unit's page."""
        links = self._links("../", explained=terms_of(self._edition, unit))
        questions = self._questions_of(unit)
        before, after = self._neighbours(unit)
        content = self._page(
            "unit",
            "../",
            data={
                "unit": unit.id,
                "passing": unit.passing if isinstance(unit, Quiz) else None,
                "questions": [answer_key(self._edition, question, links) for question in questions],
                "scale": scale_of(self._edition, unit),
            },
            unit=unit,
            script=SCRIPTS.get(unit.kind),
            parts=Parts(self._edition, unit, links),
            stock=self._stock(unit) if isinstance(unit, Quiz) else (),
            before=before,
            after=after,
            opens=self._opens("../", self._edition.module.section_of(unit.id).restrict, unit.restrict),
            **self._pages_of(unit),
        )
        live = unit.size if isinstance(unit, Quiz) else len(questions)
        return UnitPage(unit_page(unit), content, live, tuple(links.dropped))

    def book_pages(self, book: Book) -> Iterator[UnitPage]:
        """Yield the pages of a book; the first page of the unit lists them."""
        for place, page in enumerate(book.pages):
            links = self._links("../", explained=used_terms(self._edition, page.body))
            content = self._page(
                "book_page",
                "../",
                data={"unit": book.id, "page": page.id},
                unit=book,
                page=page,
                body=render_body(self._edition, page.body, links),
                before=book.pages[place - 1] if place else None,
                after=book.pages[place + 1] if place + 1 < len(book.pages) else None,
                following=self._neighbours(book)[1],
                **self._pages_of(book),
            )
            yield UnitPage(book_page(book, page), content, 0, tuple(links.dropped))

    def _opens(self, root: str, *restrictions: Restriction | None) -> Markup:
        """Return what must hold first; nothing is locked here."""
        module = self._edition.module
        return restriction_part(
            self._edition, restrictions, lambda unit: root + self._addresses[module.unit(unit).key]
        )

    def _neighbours(self, unit: Unit) -> tuple[Unit | None, Unit | None]:
        """Return the units before and after a unit; one that is in no list has none."""
        if unit not in self._listed:
            return None, None
        place = self._listed.index(unit)
        before = self._listed[place - 1] if place else None
        return before, self._listed[place + 1] if place + 1 < len(self._listed) else None

    def _questions_of(self, unit: Unit) -> tuple[Question, ...]:
        """Return the questions that are live on a unit's page: a quiz' own and all that it may draw."""
        if isinstance(unit, Lesson):
            return unit.checks
        return (*unit.questions, *self._stock(unit)) if isinstance(unit, Quiz) else ()

    def _stock(self, quiz: Quiz) -> tuple[Question, ...]:
        """Return the questions that a quiz may draw, each once."""
        drawable = self._edition.module.drawable(quiz).values()
        return tuple(question for questions in drawable for question in questions)

    def _pages_of(self, unit: Unit) -> dict[str, Any]:
        """Return how a template finds the pages of a book."""
        return {"page_address": lambda page: f"../{book_page(unit, page)}"} if isinstance(unit, Book) else {}

    def _links(self, root: str, explained: tuple[str, ...] = ()) -> SiteLinks:
        return SiteLinks({**self._place.beside, **self._addresses}, root, explained)

    def _page(self, name: str, root: str, data: Mapping[str, Any] | None = None, **values: Any) -> bytes:
        module = self._edition.module
        template = environment(self._edition.language).get_template(f"packager/html_site/{name}.html")
        shown = template.render(
            edition=self._edition,
            module=module,
            institution=module.institution,
            place=self._place,
            root=root,
            address=lambda unit: root + self._addresses[unit.key],
            page_name=name,
            when=partial(moment_words, language=self._edition.language),
            data={"module": module.id, "questions": [], "scale": [], **(data or {})},
            **values,
        )
        return with_captions(shown, root, module.assets).encode()
