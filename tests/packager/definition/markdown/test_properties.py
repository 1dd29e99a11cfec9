"""Whatever an author types: reading ends, nothing is raised, and what comes out is XML from the list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from packager.definition.markdown.attributes import split_attributes
from packager.definition.markdown.formulas import FormulaError, mathml
from packager.definition.markdown.typed import parse_number
from packager.document.questions import Accepted
from tests.support.authoring import read_texts, write_prose

MATHML = "http://www.w3.org/1998/Math/MathML"


def listed(words: str) -> frozenset[str]:
    """Return words parted by spaces."""
    return frozenset(words.split())


TAGS = listed(
    """p ul ol li blockquote dl dt dd em strong del table thead tbody tr th td br hr pre code a img figure
    figcaption audio video track sup sub abbr bdi cite kbd mark q samp span var wbr details div summary
    h1 h2 h3 h4 h5 h6"""
)
ATTRIBUTES = listed(
    """id class href rel src alt title lang scope start controls preload aria-label kind srclang label default
    data-gap"""
)
PLAIN = listed(
    """id key title files kind file line role url question right accepted template submit audio asset
    """
)
SCHEMES = ("asset:", "unit:", "term:", "http:", "https:", "mailto:", "#")

# Pieces of the grammar, whole and torn, so that chance builds more than plain words.
PIECES = st.sampled_from(
    """# Title§## A {#a}§## B {#b .number tolerance=1}§## C {#c .gaps}§## D {#d .match}§## E {#e .essay}
## {§### x§::: summary§::: check a§::: check§::: feedback§::: embed https://a.fi§:::§::: marking§:::: x
- [ ] a§- [x] b§- []§- [x] 1,5§  > quote§> quote§  text§\tx§- a :: b§- :: c§[[a|b]]§[[|]]§```§~~~§---
audio: x.mp3§===§[^a]§[^a]: x§[a]: b§[a](unit:x)§[a](<b c>)§![](../media/a.png)
![a](b "c"){.decorative}§![![a](b)](c){§<b>§</b>§<sub>§</sub>§<details>§</details>§<!--§-->§<br>
<span lang="fi">§<a href="javascript:x">§$x$§$$§$\\frac{a}$§$\\foo$§\\§*a*§| a | b |§|---|--:|§| c
&amp;§&#1;§&#xFDD0;§\x00§\ufdd0§\ufdd1§\ud800§1. a§9) b§    code§{#x}§{.y}§a§: b§é§😀""".replace(
        "\n", "§"
    ).split("§")
)
TEX = st.sampled_from(
    sorted(
        listed(
            r"""\frac \sqrt { } ^ _ & \\ \left( \right) \begin{matrix} \end{matrix} \text{ä}
            x 1 \foo < [ ] \color \\"""
        )
    )
)
LINES = st.lists(st.lists(PIECES, max_size=4).map("".join) | st.text(max_size=12), max_size=14)
TEXTS = LINES.map("\n".join) | st.text(max_size=80)


def markup(value: Any) -> Iterator[str]:
    """Yield every text of a unit that is markup."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from markup(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from markup(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in PLAIN and not isinstance(value, Accepted):
                yield from markup(getattr(value, field.name))
    elif isinstance(value, str):
        yield value


def check_markup(html: str) -> None:
    """Fail when markup is not XML, or holds a tag, attribute or address that is not on the list."""
    root = etree.fromstring(f"<r>{html}</r>")
    for element in root.iter():
        name = etree.QName(element)
        if element is root or name.namespace == MATHML:
            continue
        assert name.localname in TAGS, name
        for key, value in element.attrib.items():
            assert key in ATTRIBUTES, key
            assert key not in ("href", "src") or str(value).startswith(SCHEMES), value


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_prose_is_xml_from_the_list(text: str) -> None:
    html, _ = write_prose(text)
    check_markup(html)


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["lesson", "quiz", "assignment"]), TEXTS, TEXTS)
def test_units_are_read_whatever_they_hold(kind: str, fi: str, en: str) -> None:
    unit, problems = read_texts(kind, {"fi": fi, "en": en})
    for html in markup(unit):
        check_markup(html)
    assert all(
        problem.removeprefix("warning: ").startswith(("fi/page.md:", "en/page.md:")) for problem in problems
    )
    assert read_texts(kind, {"fi": fi, "en": en}) == (unit, problems)


@given(st.text(max_size=40))
def test_braces_and_numbers_are_read_whatever_they_hold(text: str) -> None:
    split_attributes(text + " {" + text + "}", lambda message: None)
    number = parse_number(text)
    assert number is None or number.is_finite()


@settings(max_examples=300, deadline=None)
@given(st.lists(TEX, max_size=8).map(" ".join), st.booleans())
def test_tex_becomes_mathml_or_a_mistake(tex: str, display: bool) -> None:
    try:
        html = mathml(tex, display)
    except FormulaError:
        return
    assert etree.fromstring(html).tag == f"{{{MATHML}}}math"
