"""The blocks inside a question: what is said after answering, hints, what is for the marker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packager.definition.markdown.structure import INSIDE_QUESTION, Block
from packager.document.questions import Choice, Question

if TYPE_CHECKING:
    from packager.definition.markdown.questions import Draft

VERDICTS = {"when_right": "right", "when_partly": "partly", "when_wrong": "wrong"}
"""Fields of a question, each with the word behind `::: feedback` that fills it."""

MOST_HINTS = 10
_RIGHT_OR_WRONG = frozenset({"true-false", "short", "number"})


def take_block(draft: Draft, block: Block) -> None:
    """Take up a block of a question, or report why it cannot stand there."""
    if block.name not in INSIDE_QUESTION:
        names = " and ".join(f"::: {name}" for name in INSIDE_QUESTION)
        draft.error(f"::: {block.name} cannot stand in a question: only {names} can", block.line + 1)
        return
    name = _name(draft, block)
    html = draft.prose(draft.page.passage(block.start, block.end))
    if not html:
        draft.error(f"::: {block.name} is empty: write something in it, or delete it", block.line + 1)
    elif block.name == "hint":
        draft.lines["hints", len(draft.hints)] = block.line + 1
        draft.hints.append(html)
        if len(draft.hints) > MOST_HINTS:
            draft.error(f"there are more than {MOST_HINTS} hints: join some", block.line + 1)
    elif name in draft.said:
        shown = f"::: {block.name} {block.words}".strip()
        draft.error(f"there are two {shown} blocks: make them one", block.line + 1)
    draft.said.setdefault(name, html)


def _name(draft: Draft, block: Block) -> str:
    """Return the field of the question that a block fills."""
    if not block.words:
        return block.name
    found = next((field for field, word in VERDICTS.items() if word == block.words), None)
    if block.name == "feedback" and found:
        return found
    allowed = (
        f"write nothing, or one of {', '.join(VERDICTS.values())}"
        if block.name == "feedback"
        else "move them below"
    )
    draft.error(f"::: {block.name} takes no such words behind it: {allowed}", block.line + 1)
    return block.name


def check_verdicts(draft: Draft, question: Question) -> None:
    """Report what is said of answers that cannot be given, and hints where nothing is tried."""
    if question.kind == "essay":
        named = [word for field, word in VERDICTS.items() if field in draft.said]
        for word in named:
            draft.error(f"::: feedback {word} means nothing for an essay, as a person marks it: delete it")
        if draft.hints:
            draft.error("hints mean nothing for an essay: say what helps in its text")
        if draft.attributes.values.get("penalty"):
            draft.error("penalty= means nothing for an essay: delete it")
    one_answer = isinstance(question, Choice) and not question.multiple
    if "when_partly" in draft.said and (one_answer or question.kind in _RIGHT_OR_WRONG):
        draft.error("::: feedback partly means nothing here: an answer is right or wrong, so delete it")
