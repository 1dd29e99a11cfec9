"""The bank of a quiz, in the quiz' own context: Moodle 4.5 and 5.1 both take that without a warning.

Pools stand there, too, a copy for each quiz that draws from them: a course's own bank would warn in 5.x, and
a quiz that drew from the bank of another would break when that one is deleted or this one copied.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from packager.document.pools import Pool
from packager.document.question_base import QuestionBase, has_verdicts
from packager.document.questions import Question
from packager.document.quiz_layout import is_shuffled
from packager.document.quiz_settings import QuizSection
from packager.document.units import Quiz
from packager.document.words import plain_text
from packager.formats.moodle.activities.base import Activity
from packager.formats.moodle.build import Build
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.ids import idnumber, stamp
from packager.formats.moodle.questions.base import HTML, Asking
from packager.formats.moodle.questions.entry import Entry, entry
from packager.formats.moodle.questions.table import QUESTIONS, Row
from packager.formats.moodle.xml import Element, node
from packager.notes import Loss

_MODULE_CONTEXT = 70
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """The numbers by which a quiz knows its bank: its categories, the entry of each question of its own (by
    id), the category of each pool (by id), the entry of the text of each section (by its first entry)."""

    categories: tuple[int, ...]
    entries: dict[str, int]
    pools: dict[str, int]
    texts: dict[int, int]


def with_texts(quiz: Quiz) -> list[QuizSection]:
    """Return the sections whose text stands before their questions; a shuffled one would mix it in."""
    return [one for one in quiz.sections if one.text and not is_shuffled(quiz, one)]


def add_bank(build: Build, activity: Activity, unit: Quiz) -> Bank:
    """Add the categories of a quiz: the context's top one, one named after the quiz, one for each pool."""
    return _Writer(build, activity, unit).write()


class _Writer:
    """Writes the bank of one quiz."""

    def __init__(self, build: Build, activity: Activity, unit: Quiz) -> None:
        self.build = build
        self.activity = activity
        self.unit = unit
        self.key = f"{build.edition.language} {unit.key}"

    def write(self) -> Bank:
        new = self.build.ids.new
        top, own = new("category"), new("category")
        entries: dict[str, int] = {}
        elements: list[Element] = []
        for question in self.unit.questions:
            main, *parts = self._entries(own, question, f"{self.unit.key}#{question.id}")
            entries[question.id] = int(main.attrib["id"])
            elements += [main, *parts]
        texts = {section.first: self._text(own, section) for section in with_texts(self.unit)}
        elements += texts.values()
        self._category(top, name="top", parent=0, key=f"{self.key} top")
        self._category(own, name=self.activity.name, parent=top, key=self.key, entries=elements)
        pools = {pool.id: self._pool(pool, top) for pool in self._pools()}
        return Bank(
            categories=(top, own, *pools.values()),
            entries=entries,
            pools=pools,
            texts={first: int(element.attrib["id"]) for first, element in texts.items()},
        )

    def _text(self, category: int, section: QuizSection) -> Element:
        """Return the entry of a section's text: a question that asks nothing."""
        key = f"{self.unit.key}#section {section.first}"
        question = QuestionBase(id=self.build.edition.text(section.title), text=section.text or {})
        asking = Asking(
            build=self.build, unit=self.unit, question=question, id=self.build.ids.new("question"),
            context=self.activity.context, category=category, key=key,
        )  # fmt: skip
        made = Entry(
            id=asking.id, name=self.build.name(question.id, self.unit.id), qtype="description", mark=0,
            text=asking.html(section.text, "questiontext"), penalty="0.0000000", length=0, plugin=None,
            stamp=stamp(self.build.edition.language, key),
        )  # fmt: skip
        return entry(asking, made)

    def _pools(self) -> list[Pool]:
        by_id = self.build.edition.module.pools_by_id
        return [by_id[name] for name in dict.fromkeys(draw.pool for draw in self.unit.draws)]

    def _pool(self, pool: Pool, parent: int) -> int:
        """Add the category of a pool with all of its questions; return its number."""
        number = self.build.ids.new("category")
        self._note_copies(pool)
        elements = [
            element
            for question in pool.questions
            for element in self._entries(number, question, f"{self.unit.key}#{pool.id}/{question.id}")
        ]
        name = self.build.name(self.build.edition.text(pool.title), self.unit.id)
        key = f"{self.key} {pool.id}"
        self._category(number, name=name, parent=parent, key=key, entries=elements,
                       about=as_words(self.build.edition.html(pool.about)))  # fmt: skip
        return number

    def _note_copies(self, pool: Pool) -> None:
        module = self.build.edition.module
        quizzes = [
            unit
            for unit in module.units
            if isinstance(unit, Quiz) and any(one.pool == pool.id for one in unit.draws)
        ]
        if len(quizzes) > 1:
            text = f"the pool {pool.id} is copied into the banks of {len(quizzes)} quizzes: change it in each"
            self.build.job.note(Loss.NEAREST_FORM, self.unit, text)

    def _entries(self, category: int, question: Question, key: str) -> list[Element]:
        """Return the entry of a question and those of its parts. `key` is its name for ever."""
        row = QUESTIONS[type(question)]
        asking = Asking(
            build=self.build, unit=self.unit, question=question, id=self.build.ids.new("question"),
            context=self.activity.context, category=category, key=key,
        )  # fmt: skip
        _note_needs_and_losses(asking, row)
        text = row.inert(asking.html(question.text, "questiontext"))
        written = row.write(question, asking)
        made = Entry(
            id=asking.id,
            name=_name(question.id, text),
            text=text + written.added,
            qtype=row.qtype,
            mark=question.marks if written.mark is None else written.mark,
            penalty=written.penalty if question.penalty is None else f"{question.penalty / 100:.7f}",
            stamp=stamp(self.build.edition.language, key),
            plugin=written.plugin,
            feedback=asking.html(question.feedback, "generalfeedback"),
            idnumber=idnumber(key),
            tags=question.tags,
            hints=question.hints,
            count_parts=row.parts,
        )
        return [entry(asking, made), *written.parts]

    def _category(
        self,
        number: int,
        *,
        name: str,
        parent: int,
        key: str,
        entries: Iterable[Element] = (),
        about: str = "",
    ) -> None:
        """Add a category in the context of the quiz."""
        self.build.categories.append(
            node(
                "question_category", {"id": number},
                node("question_bank_entries", None, *entries),
                name=name, contextid=self.activity.context, contextlevel=_MODULE_CONTEXT,
                contextinstanceid=self.activity.id, info=about, infoformat=HTML,
                stamp=stamp("category", key), parent=parent, sortorder=0 if parent == 0 else 999,
                idnumber=None,
            )
        )  # fmt: skip


def _note_needs_and_losses(asking: Asking, row: Row) -> None:
    note = asking.build.job.note_question
    if row.qtype == "ordering":
        note(Loss.SITE_NEEDS, asking.unit, asking.question, "Moodle has ordering questions from 4.4 on")
    if row.qtype == "multianswer" and has_verdicts(asking.question):
        text = "what is said of right, partly right and wrong answers is left out: Moodle has no place for it"
        note(Loss.LEFT_OUT, asking.unit, asking.question, text)


def _name(question_id: str, html: str) -> str:
    """Return the name that teachers see in the bank: the id and the beginning of the text."""
    words = plain_text(html)
    if len(words) > _LONGEST_NAME:
        words = words[:_LONGEST_NAME].rpartition(" ")[0] + " …"
    return as_words(f"{question_id}: {words}".replace("<", "&lt;").replace(">", "&gt;"))
