"""The sample module's text between units."""

from __future__ import annotations

from packager.document.blocks import Callout, Text
from packager.document.course_text import CourseText
from packager.document.words import Xhtml
from tests.support.sample_words import ID, LANGUAGES, common


def halfway() -> CourseText:
    """Return a text with a link, a term, a picture and a box."""
    return CourseText(
        **common("halfway", 0),
        body={
            lang: (
                Text(
                    html=Xhtml(
                        f'<p>Halfway, {lang} &amp; all: now <a href="unit:{ID}/quiz">the quiz</a> on the '
                        '<a href="term:eqf">EQF</a>. <img src="asset:media/figure.png" alt="Two boxes"/></p>'
                    )
                ),
                Callout(role="note", title="", html=Xhtml(f"<p>Take a break, {lang}.</p>")),
            )
            for lang in LANGUAGES
        },
    )
