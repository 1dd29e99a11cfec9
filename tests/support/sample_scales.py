"""The sample module's units of statements on a scale."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from packager.document.blocks import Text
from packager.document.scales import Advice, Area, SelfAssessment, Statement
from packager.document.words import Xhtml
from tests.support.sample_words import ID, LANGUAGES, common, prose, short, words


def scale_units() -> dict[str, Any]:
    """Return a unit of each kind by id."""
    return {"compass": compass()}


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
