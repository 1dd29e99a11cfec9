"""Headings that stand below others."""

from __future__ import annotations

from packager.render.headings import lowered


def test_headings_are_lowered_and_nothing_else() -> None:
    html = '<h2 class="a">A</h2><hr/><p>h2 of <b>h3</b></p><h6>B</h6><header>C</header>'
    assert lowered(html, 2) == '<h4 class="a">A</h4><hr/><p>h2 of <b>h3</b></p><h6>B</h6><header>C</header>'
