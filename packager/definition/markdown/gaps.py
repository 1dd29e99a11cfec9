"""Gaps that are filled by typing or by choosing from a list."""

from __future__ import annotations

from packager.definition.markdown.passages import read_passage
from packager.definition.markdown.questions import Draft, common_fields
from packager.document.questions import Gap, GapOption, Gaps
from packager.document.words import Xhtml

_EXAMPLE = "[[word]] or [[word|another]]"


def read_gaps(draft: Draft) -> Gaps | None:
    """Read a text with gaps; the heading says what to do."""
    gaps: list[Gap] = []

    def take(written: str, line: int) -> None:
        draft.lines[("gaps", len(gaps))] = line
        gaps.append(_gap(draft, written, line))

    passage = read_passage(draft, draft.body[1], _EXAMPLE, take)
    if passage is None:
        return None
    mixed = "keep-order" not in draft.attributes.classes
    if not mixed and not any(gap.options for gap in gaps):
        draft.error(".keep-order means nothing without a list, as in [[word|!wrong]]: delete it")
    return Gaps(
        **common_fields(draft, draft.pen.line(draft.title, draft.line)),
        passage={draft.language: passage},
        gaps=tuple(gaps),
        case_sensitive="case" in draft.attributes.classes,
        shuffle=mixed,
    )


def _gap(draft: Draft, written: str, line: int) -> Gap:
    """Return a gap; a word behind `!` makes it a list, in which `>` stands before what is said of a word."""
    parts = [" ".join(part.split()) for part in written.split("|")]
    if any(part.startswith("!") for part in parts):
        return _list(draft, parts, line)
    words = [part.removeprefix("\\") if part.startswith("\\!") else part for part in parts]
    if not all(words):
        draft.error(f"a gap has an empty answer: write {_EXAMPLE}", line)
    return Gap(accepted={draft.language: tuple(dict.fromkeys(filter(None, words))) or ("?",)})


def _list(draft: Draft, parts: list[str], line: int) -> Gap:
    options: dict[str, GapOption] = {}
    for part in parts:
        right = not part.startswith("!")
        bare = part if right else part[1:]
        word, sign, said = (one.strip() for one in f"{bare} ".partition(" > "))
        word = word.removeprefix("\\") if word.startswith("\\!") else word
        if not word or (sign and not said):
            draft.error("a gap has an empty answer: write [[word|!wrong]], or [[word|!wrong > why]]", line)
        if word in options:
            draft.error(f"{word} stands twice in a gap: delete one", line)
        feedback = draft.own(draft.pen.line(said, line) if said else Xhtml(""))
        options[word] = GapOption(text={draft.language: word}, right=right, feedback=feedback)
    rights = tuple(word for word, option in options.items() if option.right)
    if not rights:
        draft.error("the gap has no right word: write it without !, as in [[word|!wrong]]", line)
    return Gap(accepted={draft.language: rights or ("?",)}, options=tuple(options.values()))
