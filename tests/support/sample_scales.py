"""The sample module's units that ask what nobody marks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from packager.document.blocks import Text
from packager.document.scales import Advice, Area, SelfAssessment, Statement
from packager.document.surveys import Chosen, Rated, Survey, Told
from packager.document.words import Xhtml
from tests.support.sample_words import ID, LANGUAGES, common, prose, short, words


def scale_units() -> dict[str, Any]:
    """Return a unit of each kind by id."""
    return {"compass": compass(), "voices": voices()}


def compass() -> SelfAssessment:
    """Return a self-assessment of two areas, one without advice."""
    return SelfAssessment(
        **common("compass", 10),
        body={
            language: (Text(html=Xhtml(f'<p>Rate, {language}. See <a href="term:eqf">EQF</a>.</p>')),)
            for language in LANGUAGES
        },
        scale=(words("Not <yet>"), words("With help | or so"), words("Alone"), words("I help others")),
        areas=(
            Area(
                id="plan",
                title=words("Planning & <aims>"),
                text=prose(
                    '<p>Think of your last module. <img src="asset:media/figure.png" alt="A plan"/></p>'
                ),
                statements=(
                    Statement(
                        id="begin",
                        text=short(
                            'I begin with <a href="term:eqf">levels</a> & aims.'.replace("&", "&amp;")
                        ),
                    ),
                    Statement(id="see", text=short("I know how to <em>see</em> them.")),
                ),
                advice=(
                    Advice(
                        up_to=Decimal(2),
                        text=prose(f'<p>Read <a href="unit:{ID}/outcomes">Outcomes</a>.</p>'),
                    ),
                    Advice(up_to=Decimal("3.5"), text=short("Try one.")),
                    Advice(up_to=None, text=short("Help a colleague.")),
                ),
            ),
            Area(
                id="tools",
                title=words("Tools"),
                text={},
                statements=(Statement(id="choose", text=short("I choose tools by aims.")),),
            ),
        ),
    )


def voices() -> Survey:
    """Return a survey with a question of each kind, on two pages."""
    return Survey(
        **common("voices", 5),
        body={language: (Text(html=Xhtml(f"<p>Tell us, {language}.</p>")),) for language in LANGUAGES},
        questions=(
            Rated(
                id="module", title=words("How well does this fit?"), required=True,
                text=prose('<p>Think of <a href="term:eqf">EQF</a>.</p>'),
                scale=(words("No"), words("Partly"), words("Yes")),
                statements=(
                    Statement(id="use", text=short("I could use it at work.")),
                    Statement(id="time", text=short("It took the time that it says.")),
                ),
            ),
            Chosen(
                id="helped", title=words("What helped <most> & why?"),
                text=short("One thing."), options=(words("Examples | cases"), words("Self-checks")),
            ),
            Chosen(
                id="used", title=words("What did you use?"), several=True, new_page=True,
                options=(words("Phone"), words("Desk"), words("Paper")),
            ),
            Told(id="word", title=words("In one word?"), required=True),
            Told(
                id="change", title=words("What would you change?"), long=True, words=50,
                text=prose('<p><img src="asset:media/figure.png" alt="A door"/></p>'),
            ),
        ),
        thanks=prose(f'<p>Thank you. See <a href="unit:{ID}/talk">the talk</a>.</p>'),
    )  # fmt: skip
