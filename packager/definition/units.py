"""A unit: its row of `module.yaml` and its texts become one object of the document."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from packager.definition.course_text_unit import read_course_text
from packager.definition.h5p_unit import read_h5p
from packager.definition.markdown.agreement import join_questions
from packager.definition.markdown.book_pages import join_pages, read_book
from packager.definition.markdown.draw_agreement import join_draws
from packager.definition.markdown.front_matter import read_audio, refuse_front_matter
from packager.definition.markdown.page import open_page
from packager.definition.markdown.pen import Pen
from packager.definition.markdown.quiz_agreement import join_results, join_sections
from packager.definition.markdown.quiz_pages import read_quiz
from packager.definition.markdown.scene_agreement import join_scenes
from packager.definition.markdown.scenes import read_scenario
from packager.definition.markdown.scheme_agreement import join_schemes
from packager.definition.markdown.schemes import SCHEMES
from packager.definition.media_unit import read_media
from packager.definition.models.quizzes import QuizRow
from packager.definition.models.units import (
    AssignmentRow,
    BookRow,
    DiscussionRow,
    FileRow,
    LessonRow,
    LinkRow,
    ScenarioRow,
    UnitRow,
)
from packager.definition.peer_review_unit import read_peer_review
from packager.definition.personal_units import checklist, reflection
from packager.definition.poll_units import poll
from packager.definition.resource_units import read_folder, read_glossary
from packager.definition.scale_units import self_assessment, survey
from packager.definition.scope import Scope, UnitSources
from packager.definition.settings import read_talk, read_work
from packager.definition.unit_parts import BLOCKS, Pens, assets_of, bodies, common_fields, plain_texts
from packager.document.quiz_settings import ALWAYS, Moment, Review
from packager.document.units import Assignment, Book, Discussion, File, Lesson, Link, Quiz, Scenario, Unit


def read_unit(raw: UnitRow, sources: UnitSources, scope: Scope) -> Unit | None:
    """Return a unit, or None when it has no text in any language; mistakes go to `scope.problems`.

    Languages that are not in `sources` are left out: whether one may be missing is the caller's to say.
    """
    languages = [language for language in scope.languages if language in sources]
    if not languages:
        return None
    pens = {
        language: Pen(open_page(sources[language], language, scope.problems), scope, raw.id)
        for language in languages
    }
    return _READERS[raw.kind](raw, pens, scope)


def _read_lesson(raw: LessonRow, pens: Pens, scope: Scope) -> Lesson:
    spoken = {language: read_audio(pen) for language, pen in pens.items()}
    texts = bodies(pens, (*BLOCKS, "check"))
    common = common_fields(raw, pens, texts, scope)
    return Lesson(
        **common,
        body={language: text.blocks for language, text in texts.items()},
        checks=join_questions(
            {language: text.questions for language, text in texts.items()}, common["files"], scope.problems
        ),
        audio={language: path for language, path in spoken.items() if path},
    )


def _read_quiz(raw: QuizRow, pens: Pens, scope: Scope) -> Quiz:
    for pen in pens.values():
        refuse_front_matter(pen.page)
    texts = {language: read_quiz(pen) for language, pen in pens.items()}
    common = common_fields(raw, pens, texts, scope)
    return Quiz(
        **common,
        intro={language: text.intro for language, text in texts.items()},
        questions=join_questions(
            {language: text.questions for language, text in texts.items()}, common["files"], scope.problems
        ),
        draws=join_draws(texts, common["files"], scope.problems),
        sections=join_sections(texts, common["files"], scope.problems),
        results=join_results(texts, common["files"], scope.problems),
        passing=raw.passing,
        tries=raw.tries,
        counts=raw.counts,
        shuffle=raw.shuffle,
        per_page=raw.per_page,
        time_limit=raw.time,
        behaviour=raw.behaviour,
        review=Review(**{name: _in_order(moments) for name, moments in raw.review}),
    )


def _in_order(moments: tuple[Moment, ...]) -> tuple[Moment, ...]:
    """Return moments of a quiz in their own order, so that what is the usual looks like it."""
    return tuple(one for one in ALWAYS if one in moments)


def _read_assignment(raw: AssignmentRow, pens: Pens, scope: Scope) -> Assignment:
    texts = plain_texts(pens, (*BLOCKS, "marking", *SCHEMES))
    marking = {language: text.marking for language, text in texts.items() if text.marking}
    common = common_fields(raw, pens, texts, scope)
    schemes = {language: text.scheme for language, text in texts.items()}
    return Assignment(
        **common,
        body={language: text.blocks for language, text in texts.items()},
        template=assets_of(raw, "template", raw.template, pens, scope) if raw.template else {},
        submit=tuple(raw.submit),
        words=raw.words,
        passing=raw.passing,
        marking=marking or None,
        work=read_work(raw),
        scheme=join_schemes(schemes, common["files"], scope.problems),
    )


def _read_discussion(raw: DiscussionRow, pens: Pens, scope: Scope) -> Discussion:
    texts = plain_texts(pens)
    return Discussion(
        **common_fields(raw, pens, texts, scope),
        body={language: text.blocks for language, text in texts.items()},
        talk=read_talk(raw),
    )


def _read_link(raw: LinkRow, pens: Pens, scope: Scope) -> Link:
    texts = plain_texts(pens)
    addresses = {language: raw.address(language) for language in pens}
    return Link(
        **common_fields(raw, pens, texts, scope),
        body={language: text.blocks for language, text in texts.items()},
        url={language: address for language, address in addresses.items() if address},
    )


def _read_file(raw: FileRow, pens: Pens, scope: Scope) -> File | None:
    texts = plain_texts(pens)
    common = common_fields(raw, pens, texts, scope)
    assets = assets_of(raw, "asset", raw.asset, pens, scope)
    if not assets:
        return None
    return File(**common, body={language: text.blocks for language, text in texts.items()}, asset=assets)


def _read_scenario(raw: ScenarioRow, pens: Pens, scope: Scope) -> Scenario:
    for pen in pens.values():
        refuse_front_matter(pen.page)
    texts = {language: read_scenario(pen) for language, pen in pens.items()}
    common = common_fields(raw, pens, texts, scope)
    return Scenario(
        **common,
        intro={language: text.intro for language, text in texts.items()},
        scenes=join_scenes(
            {language: text.scenes for language, text in texts.items()}, common["files"], scope.problems
        ),
    )


def _read_book(raw: BookRow, pens: Pens, scope: Scope) -> Book:
    for pen in pens.values():
        refuse_front_matter(pen.page)
    written = {language: read_book(pen, BLOCKS) for language, pen in pens.items()}
    texts = {language: text for language, (text, _) in written.items()}
    return Book(
        **common_fields(raw, pens, texts, scope),
        body={language: text.blocks for language, text in texts.items()},
        pages=join_pages(pens, {language: pages for language, (_, pages) in written.items()}),
    )


_READERS: dict[str, Callable[[Any, Pens, Scope], Unit | None]] = {
    "lesson": _read_lesson,
    "quiz": _read_quiz,
    "assignment": _read_assignment,
    "discussion": _read_discussion,
    "link": _read_link,
    "file": _read_file,
    "scenario": _read_scenario,
    "book": _read_book,
    "reflection": reflection,
    "glossary": read_glossary,
    "checklist": checklist,
    "h5p": read_h5p,
    "folder": read_folder,
    "poll": poll,
    "self-assessment": self_assessment,
    "survey": survey,
    "media": read_media,
    "peer-review": read_peer_review,
    "text": read_course_text,
}
