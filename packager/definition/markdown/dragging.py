"""Words to drag into a text: `[[word]]` where one belongs, `- :: word` below where it belongs nowhere."""

from __future__ import annotations

import re

from packager.definition.markdown.answers import read_answers
from packager.definition.markdown.page import Kind
from packager.definition.markdown.passages import read_passage
from packager.definition.markdown.questions import Draft, common_fields
from packager.document.questions import Drag, DragWord

MOST_GROUPS = 8
"""More groups a teacher could not edit in Moodle (qtype_ddwtos, 4.5)."""

_EXAMPLE = "[[word]]"
_ITEM = re.compile(r"[-*+][ \t]+(?!.*\[\[)(.+)")
_NOWHERE = re.compile(r"[-*+][ \t]+(?:[^\[\]]*[^\[\]:])?::(?!:)")


class _Words:
    """Gathers the words of a question, each once in its group. Groups are numbered as they come."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self.groups: dict[str, int] = {}
        self.places: dict[tuple[int, str], int] = {}

    def add(self, written: str, line: int) -> int | None:
        """Return the place of a word (`word` or `group :: word`), taken up when it is new."""
        group, sign, word = written.partition("::") if "::" in written else ("", "", written)
        word = self._draft.pen.plain(" ".join(word.split()))
        if not word:
            example = "- :: word, or - group :: word" if sign else _EXAMPLE
            self._draft.error(f"a word to drag is missing: write {example}", line)
            return None
        number = self.groups.setdefault(" ".join(group.split()).casefold(), len(self.groups) + 1)
        self._draft.lines.setdefault(("words", len(self.places)), line)
        return self.places.setdefault((number, word), len(self.places))

    def words(self) -> tuple[DragWord, ...]:
        """Return all words in the order in which they came."""
        language = self._draft.language
        return tuple(DragWord(text={language: word}, group={language: group}) for group, word in self.places)


def read_drag(draft: Draft) -> Drag | None:
    """Read a text into which words are dragged; the heading says what to do."""
    words, gaps = _Words(draft), list[int]()
    nowhere = _first_nowhere(draft)

    def take(written: str, line: int) -> None:
        if "|" in written:
            draft.error(
                "a gap to drag to has one right word: write wrong ones below the text as - :: word", line
            )
        draft.lines[("gaps", len(gaps))] = line
        gaps.append(words.add(written.partition("|")[0], line) or 0)

    _check_list_before(draft, nowhere)
    passage = read_passage(draft, nowhere, _EXAMPLE, take)
    asked = len(words.groups)
    _read_nowhere(draft, nowhere, words, len(words.places))
    if passage is None or not words.places:
        return None
    _check_groups(draft, words, asked)
    return Drag(
        **common_fields(draft, draft.pen.line(draft.title, draft.line)),
        passage={draft.language: passage},
        words=words.words(),
        gaps=tuple(gaps),
    )


def _first_nowhere(draft: Draft) -> int:
    """Return the line (from 0) where the words begin that belong to no gap."""
    start, end = draft.body
    for index in range(start, end):
        if draft.page.kinds[index] is Kind.TEXT and _NOWHERE.match(draft.page.lines[index]):
            return index
    return end


def _check_list_before(draft: Draft, nowhere: int) -> None:
    """A list that ends the text, without gaps, was perhaps meant as words to choose from."""
    start, end = draft.body
    index = nowhere - 1
    while nowhere == end and index > start and not draft.page.lines[index].strip():
        index -= 1
    found = _ITEM.match(draft.page.lines[index]) if index >= start else None
    if found and nowhere < end:
        draft.error(f"{found[1]} stands among the words without a sign: write - :: {found[1]}", index + 1)
    elif found:
        message = f"this item is part of the text: to offer it as a word, write - :: {found[1]}"
        draft.pen.warning(index + 1, f"#{draft.id}", message)


def _read_nowhere(draft: Draft, start: int, words: _Words, used: int) -> None:
    for item in read_answers(draft.page, start, draft.body[1], boxes=False):
        if not item.feedback.blank:
            draft.error("there is no feedback for one word: write ::: feedback for the question", item.line)
        if "::" not in item.text:
            draft.error(f"{item.text} belongs to no gap: write - :: {item.text}", item.line)
        elif (place := words.add(item.text, item.line)) is not None and place < used:
            draft.error(
                f"{item.text.partition('::')[2].strip()} belongs to a gap already: delete it", item.line
            )


def _check_groups(draft: Draft, words: _Words, asked: int) -> None:
    """A group of one word gives the answer away; gaps have the groups up to `asked`."""
    for name, number in words.groups.items():
        members = [word for group, word in words.places if group == number]
        if number > asked:
            draft.error(
                f"no gap is of the group {name or 'without a name'}: delete its words, or name a gap so"
            )
        elif len(members) < 2:
            draft.error(
                f"{members[0]} is the only word {f'of the group {name}' if name else 'to choose'}: "
                f"write others below the text, as - {f'{name} ' if name else ''}:: word"
            )
    if len(words.groups) > MOST_GROUPS:
        draft.error(f"there are {len(words.groups)} groups of words: Moodle keeps {MOST_GROUPS}, join some")
