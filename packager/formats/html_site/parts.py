"""The parts of a unit's page that its template asks for."""

from __future__ import annotations

import json
from collections.abc import Iterator

from markupsafe import Markup

from packager.document.edition import Edition
from packager.document.folder import Folder
from packager.document.glossary import Glossary
from packager.document.media import Media
from packager.document.personal import Checklist, Reflection
from packager.document.polls import Poll
from packager.document.pools import Draw
from packager.document.questions import Question
from packager.document.quiz_layout import section_spans
from packager.document.quiz_settings import QuizSection
from packager.document.scales import SelfAssessment
from packager.document.surveys import Survey
from packager.document.units import Assignment, Discussion, Lesson, Quiz, Scenario, Unit
from packager.document.words import Prose
from packager.formats.html_site.links import SiteLinks
from packager.formats.html_site.scales import self_assessment_part, survey_part
from packager.formats.html_site.terms import texts_below
from packager.render.assignments import scheme_part, work_facts
from packager.render.body import render_body, resolved
from packager.render.checks import details
from packager.render.discussions import talk_facts
from packager.render.environment import environment, translations
from packager.render.facts import listed
from packager.render.folder import file_list
from packager.render.forms import question_form
from packager.render.glossary import glossary_page
from packager.render.media import player
from packager.render.peer_review import whole_body
from packager.render.personal import tick_list
from packager.render.polls import poll_text
from packager.render.scenario import scenario_page
from packager.render.terms import explained


class Parts:
    """What the template of a unit's page asks for."""

    def __init__(self, edition: Edition, unit: Unit, links: SiteLinks) -> None:
        self._edition = edition
        self._unit = unit
        self._links = links

    def body(self) -> Markup:
        """Return the unit's text, its self-checks both live and as text that opens."""
        assert not isinstance(self._unit, Quiz | Scenario)
        checks = self._unit.checks if isinstance(self._unit, Lesson) else ()
        explain = not isinstance(self._unit, Reflection | Checklist | SelfAssessment)  # there more follows
        text = whole_body(self._edition, self._unit)
        return render_body(self._edition, text, self._links, self._check, checks, explain=explain)

    def html(self, prose: Prose) -> Markup:
        """Return a short text."""
        return resolved(self._edition.html(prose), self._links)

    def terms(self) -> Markup:
        """Return the terms of the whole page."""
        assert isinstance(self._unit, Reflection | Checklist | SelfAssessment)
        return explained(self._edition, self._unit.body, texts_below(self._unit))

    def poll(self) -> Markup:
        """Return a poll as text."""
        assert isinstance(self._unit, Poll)
        gettext = translations(self._edition.language).gettext
        told = gettext("A poll needs a group: ask a colleague, and compare your answers.")
        return render_body(
            self._edition, poll_text(self._edition, self._unit, told), self._links, self._check
        )  # fmt: skip

    def ticks(self) -> Markup:
        """Return the items of a checklist as boxes."""
        assert isinstance(self._unit, Checklist)
        return tick_list(self._edition, self._unit, self._links)

    def intro(self) -> Markup:
        """Return what stands before the questions of a quiz."""
        assert isinstance(self._unit, Quiz)
        return resolved(self._edition.html(self._unit.intro), self._links)

    def scenario(self) -> Markup:
        """Return the whole case: its scenes below each other, which a script shows one at a time."""
        assert isinstance(self._unit, Scenario)
        return scenario_page(self._edition, self._unit, self._links)

    def glossary(self) -> Markup:
        """Return the words of a glossary by letter."""
        assert isinstance(self._unit, Glossary)
        return glossary_page(self._edition, self._unit, self._links)

    def player(self) -> Markup:
        """Return the player of a film or sound."""
        assert isinstance(self._unit, Media)
        return player(self._edition, self._unit, self._links)

    def files(self) -> Markup:
        """Return the files of a folder to download."""
        assert isinstance(self._unit, Folder)
        return file_list(self._edition, self._unit, self._links.asset)

    def sections(self) -> Iterator[tuple[QuizSection | None, list[tuple[int, Question | Draw]]]]:
        """Yield the sections of a quiz with their questions and draws, each with the number of its first."""
        assert isinstance(self._unit, Quiz)
        number = 1
        entries = []
        for entry in self._unit.entries:
            entries.append((number, entry))
            number += entry.count if isinstance(entry, Draw) else 1
        for section, first, end in section_spans(self._unit, len(entries)):
            yield section, entries[first:end]

    def drawn_from(self, draw: Draw) -> str:
        """Return what the script needs of a draw: how many, of which questions, with which marks."""
        pool = self._edition.module.pools_by_id[draw.pool]
        fitting = [question.id for question in pool.questions if draw.fits(question)]
        return json.dumps({"count": draw.count, "marks": draw.marks, "of": fitting})

    def self_assessment(self) -> Markup:
        """Return the statements of a self-assessment as a form, its profile, and both to print."""
        assert isinstance(self._unit, SelfAssessment)
        return self_assessment_part(self._edition, self._unit, self._links)

    def work_facts(self) -> Markup:
        """Return what is asked of the work beside its task."""
        assert isinstance(self._unit, Assignment)
        return listed(work_facts(self._edition, self._unit))

    def talk_facts(self) -> Markup:
        """Return how the discussion goes."""
        assert isinstance(self._unit, Discussion)
        return listed(talk_facts(self._edition, self._unit))

    def scheme(self) -> Markup:
        """Return how the work is marked."""
        assert isinstance(self._unit, Assignment)
        return scheme_part(self._edition, self._unit.scheme)

    def survey(self) -> Markup:
        """Return a survey as text."""
        assert isinstance(self._unit, Survey)
        return survey_part(self._edition, self._unit, self._links)

    def form(self, question: Question, title: str) -> Markup:
        """Return a question as a form."""
        return question_form(self._edition, question, self._links, title=title)

    def details(self, question: Question) -> Markup:
        """Return a question as text that opens, for a browser without scripts."""
        return details(self._edition, question, self._links)

    def asset(self, path: str) -> str | None:
        """Return the address of a file."""
        return self._links.asset(path)

    def _check(self, question: Question) -> Markup:
        template = environment(self._edition.language).get_template("packager/html_site/check.html")
        return Markup(template.render(parts=self, question=question))  # noqa: S704  # the template escapes
