"""The sample module's units in which learners write for themselves."""

from __future__ import annotations

from typing import Any

from packager.document.blocks import Embed, Text
from packager.document.personal import (
    ONLY_PROMPT,
    Checklist,
    ChecklistGroup,
    ChecklistItem,
    Prompt,
    Reflection,
)
from packager.document.words import Xhtml
from tests.support.sample_words import ID, LANGUAGES, common, prose, short, words


def personal_units() -> dict[str, Any]:
    """Return a unit of each kind by id."""
    return {"diary": diary(), "letter": letter(), "ready": ready()}


def diary() -> Reflection:
    """Return a reflection for oneself of two prompts."""
    return Reflection(
        **common("diary", 15),
        body={
            language: (
                Text(
                    html=Xhtml(f'<p>Write, {language}. <img src="asset:media/figure.png" alt="A desk"/></p>')
                ),
                Embed(url="https://video.example.fi/own", title="A talk", html=Xhtml("<p>Two minutes.</p>")),
            )
            for language in LANGUAGES
        },
        prompts=(
            Prompt(
                id="surprise",
                title=words("What surprised <you> & why?"),
                text=prose(f'<p>See <a href="unit:{ID}/quiz">the quiz</a>, <a href="term:eqf">EQF</a>.</p>'),
                words=150,
            ),
            Prompt(id="next", title=words("What do you do next?"), text={}),
        ),
    )


def letter() -> Reflection:
    """Return a reflection that is handed to the teacher; its text alone is the prompt."""
    return Reflection(
        **common("letter", 20),
        body={language: (Text(html=Xhtml(f"<p>Write to us, {language}.</p>")),) for language in LANGUAGES},
        prompts=(Prompt(id=ONLY_PROMPT, title={}, text={}),),
        shared=True,
    )


def ready() -> Checklist:
    """Return a checklist of two groups, the first without a title; one of its items is optional."""

    def item(item_id: str, text: str, *, explained: bool = False, optional: bool = False) -> ChecklistItem:
        explanation = prose('<p>See <a href="term:eqf">EQF</a>.</p>') if explained else {}
        return ChecklistItem(id=item_id, text=short(text), explanation=explanation, optional=optional)

    return Checklist(
        **common("ready", 10),
        body={language: (Text(html=Xhtml(f"<p>Go through it, {language}.</p>")),) for language in LANGUAGES},
        groups=(
            ChecklistGroup(title={}, text={}, items=(item("summary", "There is a <em>summary</em>"),)),
            ChecklistGroup(
                title=words("Outcomes & <levels>"),
                text=short("One by one."),
                items=(
                    item("verb", f'One verb, see <a href="unit:{ID}/quiz">the quiz</a>', explained=True),
                    item("example", "An example", optional=True),
                ),
            ),
        ),
    )
