"""A question as a form: the same on the site and in the tool.

The fields and their values are those of `packager.document.marking`. The markup tells nothing of
what is right until it is given a mark; then it says of each given answer, in words, whether it is
right, and shows the author's feedback. It is a `<fieldset>`: the caller gives the form and the button.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from packager.document.edition import Edition
from packager.document.marks import Mark, Part, Response, field_name
from packager.document.presented import gap_options, item_codes, right_sides, word_codes, words_for
from packager.document.question_base import hint_after
from packager.document.questions import Choice, Drag, DragWord, Gaps, Matching, Ordering, Question
from packager.document.references import Links, resolve
from packager.document.words import Prose, Xhtml
from packager.render.checks import GAP, MACROS
from packager.render.environment import environment
from packager.render.phrases import phrase

TOLD = frozenset({"correctness", "marks", "feedback", "explanation"})
"""What is said of a marked question unless the author wants otherwise (see `quiz_settings.Review`)."""

_ONE_ANSWER = frozenset({"true-false", "short", "number", "essay"})


def question_form(
    edition: Edition,
    question: Question,
    links: Links,
    *,
    name_prefix: str = "",
    title: str = "",
    response: Response | None = None,
    marked: Mark | None = None,
    order: Sequence[int] | None = None,
    closed: bool = False,
    wrong_tries: int = 0,
    told: frozenset[str] = TOLD,
) -> Markup:
    """Return a question as XHTML with inputs.

    `name_prefix` stands before every name and id, `title` is the legend ("Question 3 of 10"), `response`
    (field names without the prefix) fills the inputs, `marked` shows feedback, with the hint that comes after
    so many `wrong_tries`; of all that only what is `told`. `closed` lets nothing be changed. `order` says how
    to show what may be mixed: indices of the options of a choice, codes of the right sides of a matching, of
    the items of an ordering question or of words to drag; without it they stand by index or code.
    """
    view = _View(
        edition, question, links, name_prefix, title, response or {}, marked, order, closed, wrong_tries, told
    )
    templates = environment(edition.language)
    module = templates.get_template("unit/question.html").make_module({"view": view})
    macro = MACROS[question.kind]
    controls = getattr(module, f"controls_{macro}")
    answer = ""
    if "answers" in told and question.kind != "essay":
        answers = templates.get_template("unit/right_answer.html").make_module({"view": view})
        answer = getattr(answers, f"right_{macro}")(question)
    return Markup(module.fieldset(question, controls(question), answer))  # type: ignore[attr-defined]  # a macro of the template


def takes_one_answer(question: Question) -> bool:
    """Tell whether one answer is given, so that its verdict and the question's are the same."""
    return question.kind in _ONE_ANSWER or (isinstance(question, Choice) and not question.multiple)


@dataclass(frozen=True, slots=True)
class _View:
    """What the macros ask: names, ids, given values, what is said of them."""

    edition: Edition
    question: Question
    links: Links
    prefix: str
    title: str
    response: Response
    marked: Mark | None
    shown: Sequence[int] | None
    closed: bool
    wrong_tries: int
    told: frozenset[str]

    @property
    def field(self) -> str:
        return field_name(self.question)

    def part_field(self, part: int) -> str:
        return field_name(self.question, part)

    def name(self, field: str) -> str:
        return f"{self.prefix}{field}"

    def id(self, field: str | None = None, value: str | None = None) -> str:
        name = self.name(field or self.field)
        return name if value is None else f"{name}-{value}"

    def value(self, field: str) -> str:
        given = self.response.get(field, ())
        return given[0] if given else ""

    def has(self, field: str, value: str) -> bool:
        return value in self.response.get(field, ())

    @property
    def _parts(self) -> tuple[Part, ...]:
        return self.marked.parts if self.marked and self.marked.fraction is not None else ()

    def only_part(self) -> Part | None:
        """Return the given answer of a question that takes one: its verdict is the question's."""
        return self._parts[0] if self._parts and takes_one_answer(self.question) else None

    def part(self, field: str, value: str | None) -> Part | None:
        """Return what is said of a field's value; without a value, of the only one that it has.

        Nothing where the question takes one answer: that is said below it, once.
        """
        silent = takes_one_answer(self.question) or self.told.isdisjoint({"correctness", "feedback"})
        for part in () if silent else self._parts:
            if part.field == field and value in (None, part.value):
                return part
        return None

    def hint(self) -> Prose | None:
        """Return the hint to give: none before a wrong try, or with a right one."""
        if "feedback" not in self.told:
            return None
        wrong = self.marked and self.marked.fraction is not None and not self.marked.right
        return hint_after(self.question, self.wrong_tries) if wrong else None

    def resolve(self, html: Xhtml) -> Markup:
        return Markup(resolve(html, self.links))  # the document's XHTML is sanitised

    def html(self, prose: Prose) -> Markup:
        return self.resolve(self.edition.html(prose))

    def phrase(self, prose: Prose) -> Markup:
        return self.resolve(phrase(self.edition.html(prose)))

    def order(self, count: int) -> Sequence[int]:
        return range(count) if self.shown is None else self.shown

    def right_sides(self) -> list[tuple[int, str]]:
        assert isinstance(self.question, Matching)
        sides = right_sides(self.question)
        return [(code, self.edition.text(sides[code])) for code in self.order(len(sides))]

    def items(self) -> list[tuple[int, Prose]]:
        assert isinstance(self.question, Ordering)
        by_code = dict(zip(item_codes(self.question), self.question.items, strict=True))
        return [(code, by_code[code]) for code in self.order(len(by_code))]

    def places(self) -> list[tuple[int, str]]:
        assert isinstance(self.question, Ordering)
        return [(place, str(place)) for place in range(1, len(self.question.items) + 1)]

    def gap_options(self, count: int) -> list[tuple[int, str]]:
        assert isinstance(self.question, Gaps)
        return [(code, self.edition.text(one.text)) for code, one in gap_options(self.question, count)]

    def drag_words(self) -> list[list[tuple[int, str]]]:
        """Return the words of each group with their codes, in the order of showing them."""
        assert isinstance(self.question, Drag)
        by_code = dict(zip(word_codes(self.question), self.question.words, strict=True))
        groups: dict[int, list[tuple[int, str]]] = {}
        for code in self.order(len(by_code)):
            groups.setdefault(self.edition.pick(by_code[code].group), []).append(
                self._word(code, by_code[code])
            )
        return [groups[number] for number in sorted(groups)]

    def words_for(self, gap: int) -> list[tuple[int, str]]:
        assert isinstance(self.question, Drag)
        fitting = dict(words_for(self.question, gap, self.edition.language))
        shown = self.order(len(self.question.words))
        return [self._word(code, fitting[code]) for code in shown if code in fitting]

    def group_of(self, gap: int) -> int:
        assert isinstance(self.question, Drag)
        return self.edition.pick(self.question.words[self.question.gaps[gap - 1]].group)

    def _word(self, code: int, word: DragWord) -> tuple[int, str]:
        return code, self.edition.text(word.text)

    def passage(self, gap: Callable[[str, int], str]) -> Markup:
        assert isinstance(self.question, Gaps | Drag)
        html = self.edition.html(self.question.passage)
        filled = GAP.sub(lambda found: gap(self.part_field(int(found[1])), int(found[1])), html)
        return self.resolve(Xhtml(filled))
