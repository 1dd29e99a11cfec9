"""Words that look like Moodle's codes stay words."""

from __future__ import annotations

import pytest

from packager.formats.moodle.codes import as_words


@pytest.mark.parametrize(
    ("markup", "kept"),
    [
        ("<p>$@PAGEVIEWBYID*1@$</p>", "<p>$&#64;PAGEVIEWBYID*1@$</p>"),
        ("$@NULL@$", "$&#64;NULL@$"),
        ('<p title="@@PLUGINFILE@@/a">b</p>', '<p title="@&#64;PLUGINFILE@&#64;/a">b</p>'),
        ('<a href="$@QUIZVIEWBYID*7@$">$@</a>', '<a href="$@QUIZVIEWBYID*7@$">$&#64;</a>'),
        ('<img src="@@PLUGINFILE@@/a.png" alt="a@b"/>', '<img src="@@PLUGINFILE@@/a.png" alt="a@b"/>'),
        ("me@example.fi pays 5 $", "me@example.fi pays 5 $"),
    ],
)
def test_codes_of_links_and_files_alone_are_left(markup: str, kept: str) -> None:
    assert as_words(markup) == kept
