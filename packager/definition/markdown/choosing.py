"""Questions that are answered by choosing: choices, true or false."""

from __future__ import annotations

from packager.definition.markdown.answers import Answer, first_answer, first_item, read_answers
from packager.definition.markdown.questions import Draft, common_fields
from packager.document.questions import Choice, Option, TrueFalse

TRUE = frozenset({"true", "tosi", "oikein", "pitää paikkansa", "sant", "rätt"})
FALSE = frozenset({"false", "epätosi", "väärin", "ei pidä paikkaansa", "falskt", "fel"})


def boxed_answers(draft: Draft) -> tuple[int, list[Answer]]:
    """Return where the answers begin (line from 0) and the answers with boxes; report when there are none."""
    start, end = draft.body
    begin = first_answer(draft.page, start, end, boxes=True)
    answers = read_answers(draft.page, begin, end, boxes=True)
    if begin == end:
        item = first_item(draft.page, start, end)
        if item is not None:
            draft.error(
                "the answers have no boxes: begin each with - [ ], the right one with - [x]", item + 1
            )
        elif any("[[" in line for line in draft.page.lines[start:end]):
            draft.error("the question has no answers: for gaps write .gaps in its braces")
        else:
            draft.error("the question has no answers: write them below it as - [ ] and - [x]")
    elif answers and not any(answer.right for answer in answers):
        draft.error("no answer is right: mark the right one with - [x]", answers[0].line)
    _check_quote_before(draft, start, begin)
    return begin, answers


def _check_quote_before(draft: Draft, start: int, begin: int) -> None:
    """A quote above the first answer, indented or without an empty line between, was meant as feedback."""
    for index in range(start, begin):
        line = draft.page.lines[index]
        if line.lstrip().startswith(">") and (line[0] in " \t" or index == begin - 1):
            draft.error(
                "feedback stands below its answer: move the answer above it "
                "(behind a quotation in the question leave an empty line)",
                index + 1,
            )
            return


def read_choice(draft: Draft) -> Choice | None:
    """Read a choice of one or several: as many as are marked right."""
    begin, answers = boxed_answers(draft)
    if not any(answer.right for answer in answers):
        return None
    if len(answers) == 1:
        draft.error("one answer alone is no choice: add another", answers[0].line)
    options: list[Option] = []
    seen: dict[str, int] = {}
    for answer in answers:
        draft.lines[("options", len(options))] = answer.line
        first = seen.setdefault(answer.text, answer.line)
        if first != answer.line:
            draft.error(f"this answer stands on line {first} already: delete or change it", answer.line)
        options.append(
            Option(
                text={draft.language: draft.prose(answer.words)},
                right=bool(answer.right),
                feedback=draft.feedback_of(answer),
            )
        )
    return Choice(
        **common_fields(draft, draft.text(begin)),
        options=tuple(options),
        multiple=sum(option.right for option in options) > 1,
        shuffle="keep-order" not in draft.attributes.classes,
    )


def read_true_false(draft: Draft) -> TrueFalse | None:
    """Read a statement with the two answers true and false, in words of any of our languages."""
    begin, answers = boxed_answers(draft)
    found: dict[bool, Answer] = {}
    for answer in answers:
        value = _truth(answer.text)
        if value is None:
            draft.error(
                f"{answer.text!r} is neither true nor false: write true and false "
                "(or tosi and epätosi, sant and falskt)",
                answer.line,
            )
        elif value in found:
            draft.error(f"{answer.text} stands twice: one answer is true, one is false", answer.line)
        else:
            found[value] = answer
    right = [value for value, answer in found.items() if answer.right]
    if answers and len(found) < 2:
        draft.error("a true-false question has the two answers true and false: write both")
    if len(right) > 1:
        draft.error("both true and false are marked right: mark one", found[right[1]].line)
    if len(found) < 2 or len(right) != 1:
        return None
    draft.lines[("answer",)] = found[right[0]].line
    return TrueFalse(
        **common_fields(draft, draft.text(begin)),
        answer=right[0],
        feedback_true=draft.feedback_of(found[True]),
        feedback_false=draft.feedback_of(found[False]),
    )


def _truth(text: str) -> bool | None:
    word = text.casefold().strip(" .!")
    if word in TRUE:
        return True
    return False if word in FALSE else None
