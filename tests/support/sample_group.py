"""The sample module's units that a platform plays or a group works on."""

from __future__ import annotations

from typing import Any

from packager.document.blocks import Callout, Text
from packager.document.h5p import H5p, H5pContent
from packager.document.words import Xhtml
from tests.support.sample_words import ID, LANGUAGES, common


def group_units() -> dict[str, Any]:
    """Return a unit of each kind by id."""
    return {"cards": cards()}


def cards() -> H5p:
    """Return an H5P activity with a package of its own for Finnish."""
    files = {
        language: "media/cards.fi.h5p" if language == "fi" else "media/cards.h5p" for language in LANGUAGES
    }
    content = H5pContent(content_type="Poiju card", needed=("H5P.PoijuCard 1.0",))
    return H5p(
        **common("cards", 10),
        body={
            language: (
                Text(html=Xhtml(f'<p>Turn it, {language}. See <a href="unit:{ID}/quiz">the quiz</a>.</p>')),
                Callout(
                    role="alternative",
                    title="",
                    html=Xhtml(
                        f'<p>The card says, {language}: <a href="term:eqf">EQF</a>. '
                        '<img src="asset:media/figure.png" alt="A card"/></p>'
                    ),
                ),
            )
            for language in LANGUAGES
        },
        asset=files,
        content=dict.fromkeys(LANGUAGES, content),
        graded=True,
        passing=50,
        counts="average",
        buttons=("copyright",),
    )
