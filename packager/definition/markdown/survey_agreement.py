"""One survey out of its languages: questions, options and statements must agree, words are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from packager.definition.markdown.items import item_place, join_items, joined
from packager.definition.markdown.scales import join_scale, join_statements
from packager.definition.markdown.surveys import WrittenSurvey
from packager.definition.problems import Problems
from packager.document.surveys import Chosen, Rated, SurveyQuestion, Told
from packager.document.words import Words


def join_survey(
    pages: Mapping[str, WrittenSurvey], files: Words, problems: Problems
) -> tuple[SurveyQuestion, ...]:
    """Return the questions of all languages as one; report what differs."""
    questions = {language: page.questions for language, page in pages.items()}
    return tuple(
        _Join(pages, files, problems).question(found)
        for found in join_items(questions, files, problems, "question")
    )


class _Join:
    def __init__(self, pages: Mapping[str, WrittenSurvey], files: Words, problems: Problems) -> None:
        self.pages = pages
        self.files = files
        self.problems = problems

    def question(self, found: Mapping[str, SurveyQuestion]) -> SurveyQuestion:
        """Return a question in all languages, reporting the first that differs."""
        model, *others = found.values()
        for other in others:
            if _said(other) != _said(model):
                self.problems.error(
                    item_place(other),
                    f"#{other.id}",
                    f"{_said(other)} differs from {item_place(model)} ({_said(model)}): "
                    "write the same in both",
                )
                break
        same = {language: one for language, one in found.items() if type(one) is type(model)}
        changes: dict[str, Any] = {
            "title": joined([one.title for one in same.values()]),
            "text": joined([one.text for one in same.values()]),
            **self._listed(model, same),
        }
        return replace(model, **changes)

    def _listed(self, model: SurveyQuestion, same: Mapping[str, Any]) -> dict[str, Any]:
        match model:
            case Rated():
                scales = {language: self.pages[language].scales.get(model.id) for language in same}
                statements = {language: one.statements for language, one in same.items()}
                return {
                    "scale": join_scale(scales, self.problems),
                    "statements": join_statements(statements, self.files, self.problems),
                }
            case Chosen():
                return {
                    "options": tuple(
                        joined([one.options[at] for one in same.values() if at < len(one.options)])
                        for at in range(len(model.options))
                    )
                }
            case Told():
                return {}


def _said(question: SurveyQuestion) -> str:
    """Return what languages must agree on, in words."""
    match question:
        case Rated():
            said = "a question with .scale"
        case Chosen():
            said = f"a choice of {'several' if question.several else 'one'} of {len(question.options)}"
        case Told():
            advised = f" words={question.words}" if question.words else ""
            said = f"a question with .{'essay' if question.long else 'short'}{advised}"
    said += ", .required" if question.required else ""
    return said + (" on a new page" if question.new_page else "")
