"""The sample module's units that a platform plays or a group works on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from packager.document.blocks import Callout, Text
from packager.document.grading_schemes import Criterion, Level, Rubric
from packager.document.h5p import H5p, H5pContent
from packager.document.moments import Moment
from packager.document.peer_review import PeerReview, Phases
from packager.document.words import Xhtml
from tests.support.sample_words import ID, LANGUAGES, common, prose, short, words


def group_units() -> dict[str, Any]:
    """Return a unit of each kind by id."""
    return {"cards": cards(), "exchange": exchange()}


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


def rubric() -> Rubric:
    """Return two criteria with three levels each."""
    return Rubric(
        criteria=tuple(
            Criterion(
                text=words(name),
                levels=tuple(
                    Level(points=Decimal(points), text=words(f"{name}: {points} <of> 4"))
                    for points in (0, 2, 4)
                ),
            )
            for name in ("Aim", "Evidence & fit")
        )
    )


def exchange() -> PeerReview:
    """Return a peer review by a rubric, whose first phase has an end."""
    return PeerReview(
        **common("exchange", 60),
        serves=("LO2",),
        body={
            language: (
                Text(
                    html=Xhtml(
                        f'<p>Write a plan, {language}. See <a href="unit:{ID}/quiz">the quiz</a>. '
                        '<img src="asset:media/figure.png" alt="Boxes"/></p>'
                    )
                ),
            )
            for language in LANGUAGES
        },
        scheme=rubric(),
        reviewing=prose('<p>Say first what is good, by the <a href="term:eqf">EQF</a>.</p>'),
        conclusion=short("What do you change?"),
        attachments=2,
        words=300,
        reviews=2,
        self_review=True,
        weight=70,
        passing=60,
        phases=Phases(work_until=Moment(after_start=dt.timedelta(days=14))),
    )
