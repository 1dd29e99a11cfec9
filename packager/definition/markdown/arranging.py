"""Questions that are answered by arranging: matching pairs, putting items in order."""

from __future__ import annotations

from packager.definition.markdown.answers import Answer, first_answer, read_answers
from packager.definition.markdown.page import Passage
from packager.definition.markdown.questions import Draft, common_fields
from packager.document.questions import Matching, Ordering, Pair
from packager.document.words import Words


def _items(draft: Draft) -> tuple[int, list[Answer]]:
    """Return where the list begins (line from 0) and its items, which have neither boxes nor feedback."""
    start, end = draft.body
    begin = first_answer(draft.page, start, end, boxes=False)
    items = read_answers(draft.page, begin, end, boxes=False)
    for item in items:
        if not item.feedback.blank:
            draft.error("there is no feedback for one item: write ::: feedback for the question", item.line)
        if item.text.startswith(("[ ]", "[x]", "[X]")):
            draft.error("items have no boxes here: delete the box", item.line)
    return begin, items


def read_matching(draft: Draft) -> Matching | None:
    """Read pairs `left :: right`; `:: right` alone belongs to none."""
    begin, items = _items(draft)
    pairs: list[Pair] = []
    distractors: list[Words] = []
    for item in items:
        left, sign, right = item.words.text.partition("::")
        right = draft.pen.plain(" ".join(right.split()))
        if not sign or not right:
            draft.error(f"{item.text!r} is no pair: write left :: right", item.line)
        elif not left.strip():
            draft.lines[("distractors", len(distractors))] = item.line
            distractors.append({draft.language: right})
        else:
            draft.lines[("pairs", len(pairs))] = item.line
            left_words = draft.prose(Passage(left.strip(), item.words.numbers))
            pairs.append(Pair(left={draft.language: left_words}, right={draft.language: right}))
    _check_distractors(draft, pairs, distractors)
    if len(pairs) < 2:
        draft.error("matching needs two pairs or more: write them below as - left :: right")
        return None
    return Matching(
        **common_fields(draft, draft.text(begin)),
        pairs=tuple(pairs),
        distractors=tuple(distractors),
    )


def _check_distractors(draft: Draft, pairs: list[Pair], distractors: list[Words]) -> None:
    rights = {pair.right[draft.language] for pair in pairs}
    for at, words in enumerate(distractors):
        if words[draft.language] in rights:
            draft.error(
                f"{words[draft.language]} belongs to a pair already: change or delete it",
                draft.lines[("distractors", at)],
            )


def read_ordering(draft: Draft) -> Ordering | None:
    """Read items that stand in the right order."""
    begin, items = _items(draft)
    if len(items) < 2:
        draft.error("ordering needs two items or more: write them below it as a list, in the right order")
        return None
    seen: dict[str, int] = {}
    for at, item in enumerate(items):
        draft.lines[("items", at)] = item.line
        first = seen.setdefault(item.text, item.line)
        if first != item.line:
            draft.error(f"this item stands on line {first} already: delete or change it", item.line)
    return Ordering(
        **common_fields(draft, draft.text(begin)),
        items=tuple({draft.language: draft.prose(item.words)} for item in items),
    )
