"""A pool: its row of `module.yaml` and its texts become one object of the document."""

from __future__ import annotations

from packager.definition.markdown.agreement import join_questions
from packager.definition.markdown.front_matter import refuse_front_matter
from packager.definition.markdown.page import open_page
from packager.definition.markdown.pen import Pen
from packager.definition.markdown.quiz_pages import read_quiz
from packager.definition.models.module_file import PoolRow
from packager.definition.scope import Scope, UnitSources
from packager.document.pools import Pool
from packager.document.references import references


def read_pool(raw: PoolRow, sources: UnitSources, scope: Scope) -> Pool:
    """Return a pool in the languages of `sources`, of which there is one at least."""
    languages = [language for language in scope.languages if language in sources]
    pens = {
        language: Pen(open_page(sources[language], language, scope.problems), scope, f"pool-{raw.id}")
        for language in languages
    }
    for pen in pens.values():
        refuse_front_matter(pen.page)
    texts = {language: read_quiz(pen, "pool") for language, pen in pens.items()}
    for language, pen in pens.items():
        if any(references(texts[language].intro)):
            pen.error(
                1,
                f"pools.{raw.id}",
                "what stands before the first question is for those who teach, in the question bank: "
                "write it without pictures, files, terms and links to units",
            )
    files = {language: pen.page.source.name for language, pen in pens.items()}
    return Pool(
        id=raw.id,
        title={language: text.title for language, text in texts.items()},
        about={language: text.intro for language, text in texts.items()},
        questions=join_questions(
            {language: text.questions for language, text in texts.items()}, files, scope.problems
        ),
        files=files,
    )
