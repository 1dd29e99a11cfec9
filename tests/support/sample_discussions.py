"""A discussion of the sample for which everything is set."""

from __future__ import annotations

from packager.document.blocks import Text
from packager.document.discussions import Talk
from packager.document.moments import Moment
from packager.document.units import Discussion
from packager.document.words import Xhtml
from tests.support.sample_settings import EVE, after_start
from tests.support.sample_words import ID, LANGUAGES, words

SEMINAR = Talk(
    style="each", subscription="forced", due=after_start(days=10), closes=Moment(at=EVE), graded=True,
    passing=40,
)  # fmt: skip


def seminar() -> Discussion:
    """Return a graded discussion in which each person begins one."""
    body = {language: (Text(html=Xhtml(f"<p>Discuss, {language}.</p>")),) for language in LANGUAGES}
    return Discussion(
        id="seminar", key=f"{ID}/seminar", title=words("Seminar"), minutes=30, body=body, talk=SEMINAR
    )
