"""The sample module's poll."""

from __future__ import annotations

from typing import Any

from packager.document.blocks import Text
from packager.document.polls import Poll, PollOption
from packager.document.words import Xhtml
from tests.support.sample_words import LANGUAGES, common, words


def poll_units() -> dict[str, Any]:
    """Return the poll by its id."""
    return {"evening": evening()}


def evening(*, several: bool = False) -> Poll:
    """Return a poll of three options."""
    return Poll(
        **common("evening", 5),
        body={
            language: (Text(html=Xhtml(f'<p>Which suits you, {language}? <a href="term:eqf">EQF</a></p>')),)
            for language in LANGUAGES
        },
        options=(
            PollOption(id="monday", text=words("Monday & <b>")),
            PollOption(id="tuesday", text=words("Tuesday $@PAGEVIEWBYID*7@$")),
            PollOption(id="none", text=words("None")),
        ),
        several=several,
    )
