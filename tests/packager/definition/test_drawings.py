"""Drawings that hold more than a drawing are refused, with the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.definition.drawings import drawing_mistakes
from tests.packager.definition.conftest import Change, Check

START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">\n'


def mistakes(tmp_path: Path, text: str) -> list[tuple[int, str]]:
    """Return the mistakes of a drawing."""
    path = tmp_path / "x.svg"
    path.write_text(text, encoding="utf-8")
    return list(drawing_mistakes(path))


@pytest.mark.parametrize(
    ("inside", "message"),
    [
        ("<script>alert(1)</script>", "holds <script>"),
        ("<g><foreignObject/></g>", "holds <foreignobject>"),
        ('<rect onload="x()"/>', "holds the program onload"),
        ('<a href=" javascript:x()"><text>x</text></a>', "href runs a program"),
        ('<set attributeName="href" to="javascript:x()"/>', "to runs a program"),
        ('<image xlink:href="https://example.org/x.png"/>', "href fetches https://example.org/x.png"),
        ('<use href="other.svg#a"/>', "href fetches other.svg#a"),
        ("<style>@import url(x.css);</style>", "its style fetches another file"),
        ("<style>rect { fill: url('http://x/y') }</style>", "its style fetches another file"),
        ('<rect style="background:url(//x/y)"/>', "style fetches another file"),
        ("<?xml-stylesheet href='x.css'?>", "takes its style from another file"),
        ("<rect>", "is no SVG drawing"),
    ],
)
def test_what_no_drawing_needs(inside: str, message: str, tmp_path: Path) -> None:
    (found, *_) = mistakes(tmp_path, f"{START}{inside}\n</svg>")
    assert found[0] in (2, 3)
    assert found[1].startswith(message)


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>' + START + "&b;</svg>"
    assert mistakes(tmp_path, bomb) == [(1, "declares entities: save it as plain SVG")]


@pytest.mark.parametrize(
    "inside",
    [
        '<rect fill="url(#shade)"/>',
        "<rect style=\"fill:url('#shade')\"/>",
        '<use xlink:href="#part"/>',
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
        '<a href="https://example.fi"><text>once on a day</text></a>',
        "<style>.a { fill: url( #shade ) }</style>",
        "<!-- a remark --><title>onload</title>",
    ],
)
def test_what_drawings_hold(inside: str, tmp_path: Path) -> None:
    assert mistakes(tmp_path, f"{START}{inside}</svg>") == []


def test_the_module_that_uses_it_is_stopped(change: Change, problems: Check) -> None:
    change("media/outcome.sv.svg", '  <g fill="#ffffff"', '  <script/>\n  <g fill="#ffffff"')
    (said,) = problems()
    assert said.startswith("media/outcome.sv.svg:2: holds <script>, which no drawing needs: take it away")
