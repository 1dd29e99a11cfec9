"""All languages of a quiz have the same sections at the same places, and speak of the same results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from packager.definition.markdown.quiz_parts import WrittenQuiz
from packager.definition.problems import Place, Problems
from packager.document.quiz_settings import QuizSection, Result

Files = Mapping[str, str]
Quizzes = Mapping[str, WrittenQuiz]


def join_sections(quizzes: Quizzes, files: Files, problems: Problems) -> tuple[QuizSection, ...]:
    """Return the sections of the first language with the words of all."""
    counts = {len(quiz.questions) for quiz in quizzes.values()}

    def structure(section: QuizSection) -> str:
        order = {None: "", True: " .shuffle", False: " .keep-order"}[section.shuffle]
        behind = f" behind {section.first} questions and draws" if len(counts) == 1 else ""
        return f"a section{behind}{order}"

    _compare("sections", structure, quizzes, files, problems)
    model = next(iter(quizzes.values()))
    joined = []
    for at, section in enumerate(model.sections):
        same = {name: quiz.sections[at] for name, quiz in quizzes.items() if at < len(quiz.sections)}
        _report_missing(same, at, quizzes, files, problems)
        texts = {name: html for one in same.values() for name, html in (one.text or {}).items()}
        joined.append(
            QuizSection(
                title={name: title for one in same.values() for name, title in one.title.items()},
                text=texts or None,
                first=section.first,
                shuffle=section.shuffle,
            )
        )
    return tuple(joined)


def join_results(quizzes: Quizzes, files: Files, problems: Problems) -> tuple[Result, ...]:
    """Return the results of the first language with the words of all, the highest first."""
    _compare("results", lambda result: f"result {result.at_least}", quizzes, files, problems)
    model = next(iter(quizzes.values()))
    joined = []
    for result in model.results:
        same = (one for quiz in quizzes.values() for one in quiz.results if one.at_least == result.at_least)
        texts = {name: html for one in same for name, html in one.text.items()}
        joined.append(Result(at_least=result.at_least, text=texts))
    return tuple(sorted(joined, key=lambda one: -one.at_least))


def _compare(
    what: str, structure: Callable[[Any], str], quizzes: Quizzes, files: Files, problems: Problems
) -> None:
    """Report the first part that another language has otherwise than the first one."""
    (model_name, model), *others = quizzes.items()
    wanted = [structure(one) for one in getattr(model, what)]
    for name, quiz in others:
        found = [structure(one) for one in getattr(quiz, what)]
        if found == wanted:
            continue
        at = next(
            at for at in range(max(len(found), len(wanted))) if found[at : at + 1] != wanted[at : at + 1]
        )
        place = Place(files[name], quiz.part_lines.get((what, at), 1))
        there = Place(files[model_name], model.part_lines.get((what, at), 1))
        have, want = (one[at] if at < len(one) else "nothing" for one in (found, wanted))
        problems.error(place, what[:-1], f"{have} differs from {there} ({want}): correct one of them")


def _report_missing(
    same: Mapping[str, QuizSection], at: int, quizzes: Quizzes, files: Files, problems: Problems
) -> None:
    """Report the text of a section that some languages lack."""
    there = next((name for name, section in same.items() if section.text), None)
    for name, section in same.items():
        if there and not section.text:
            line = quizzes[there].part_lines["sections", at]
            problems.incomplete(
                Place(files[name], quizzes[name].part_lines["sections", at]),
                "language",
                f"the text of the section is missing here, but stands in {files[there]}:{line}: translate it",
            )
