"""All languages of a quiz draw alike, at the same places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from packager.definition.markdown.quiz_parts import WrittenQuiz
from packager.definition.problems import Place, Problems
from packager.document.pools import Draw


def join_draws(
    quizzes: Mapping[str, WrittenQuiz], files: Mapping[str, str], problems: Problems
) -> tuple[Draw, ...]:
    """Return the draws of the first language; report the first one that another has otherwise.

    `files` holds the name of each language's file.
    """
    (_, model), *others = quizzes.items()
    for language, quiz in others:
        same_count = len(quiz.questions) == len(model.questions)  # a draft may lack some
        for at in range(max(len(model.draws), len(quiz.draws))):
            wanted, found = (one.draws[at] if at < len(one.draws) else None for one in (model, quiz))
            if wanted and found and _plain(wanted, placed=same_count) == _plain(found, placed=same_count):
                continue
            place = Place(found.file, found.line) if found else Place(files[language])
            there = str(Place(wanted.file, wanted.line)) if wanted else next(iter(files.values()))
            problems.error(
                place, "draw", f"{_shown(found)} differs from {there} ({_shown(wanted)}): correct one of them"
            )
            break
    return tuple(model.draws)


def _plain(draw: Draw, *, placed: bool) -> Draw:
    return replace(draw, file="", line=0, at=draw.at if placed else 0)


def _shown(draw: Draw | None) -> str:
    if draw is None:
        return "no draw"
    tags = f" tags={','.join(draw.tags)}" if draw.tags else ""
    marks = f" marks={draw.marks}" if draw.marks > 1 else ""
    page = " .new-page" if draw.new_page else ""
    return f"draw {draw.count} from {draw.pool}{tags}{marks}{page} behind question {draw.at}"
