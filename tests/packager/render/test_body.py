"""The body of a lesson."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lxml import etree
from markupsafe import Markup

from packager.document.blocks import Callout, Check, Text
from packager.document.edition import Edition
from packager.document.module import Term
from packager.document.questions import Choice, Option
from packager.document.words import Xhtml
from packager.render.body import render_body
from packager.render.checks import details
from tests.support.links import EverythingTravels, NothingTravels
from tests.support.sample import sample_module, short, units, words


def test_terms_of_self_checks_are_explained_too(tmp_path: Path) -> None:
    """A term that stands only in the feedback of an answer has its place at the end of the page."""
    feedback = {"en": Xhtml('<p>See <a href="term:bloom">Bloom</a>.</p>')}
    asked = Choice(
        id="c",
        text=short("Which?"),
        multiple=False,
        options=(
            Option(text=short("A"), right=True, feedback=feedback),
            Option(text=short("B"), right=False),
        ),
    )
    terms = {
        "bloom": Term(name=words("Taxonomy"), definition=words("A list")),
        "eqf": Term(name={}, definition={}),
    }
    edition = Edition(replace(sample_module(tmp_path), terms=terms), "en")
    links = EverythingTravels()
    html = render_body(
        edition, {"en": (Check(question="c"),)}, links, lambda one: details(edition, one, links), (asked,)
    )
    assert 'href="#term-bloom"' in html
    assert '<dt id="term-bloom">Taxonomy (en)</dt>' in html
    assert "term-eqf" not in html


def test_bodies_that_are_made_for_a_moment_are_told_apart(tmp_path: Path) -> None:
    """What is rendered once for all formats is kept by the body, whose place in memory another may take."""
    edition, links = Edition(sample_module(tmp_path), "en"), EverythingTravels()
    for number in range(200):
        passing = {"en": (Text(html=Xhtml(f"<p>{number}</p>")),)}
        assert f"<p>{number}</p>" in render_body(edition, passing, links, lambda _: Markup())


def body(folder: Path, links: EverythingTravels | NothingTravels, *blocks: Callout | Text) -> etree._Element:
    """Return a body as parsed XML: the given blocks, or the sample lesson's."""
    edition = Edition(sample_module(folder), "en")
    lesson = units()["outcomes"]
    shown = render_body(
        edition,
        {"en": blocks} if blocks else lesson.body,
        links,
        lambda question: Markup("<hr/>"),
        lesson.checks,
    )
    return etree.fromstring(f"<body>{shown}</body>")


def test_no_heading_skips_a_level(tmp_path: Path) -> None:
    box = Callout(role="note", title="", html=Xhtml("<p>x</p>"))
    root = body(tmp_path, EverythingTravels(), box, Text(html=Xhtml("<h2>Part</h2><p>y</p>")), box)
    assert [(one.tag, one.text) for one in root.iter("h2", "h3")] == [
        ("h2", "Good to know"),
        ("h2", "Part"),
        ("h3", "Good to know"),
    ]


def test_terms_that_are_used_are_explained_at_the_foot(tmp_path: Path) -> None:
    root = body(tmp_path, EverythingTravels())
    (name,) = root.findall("section/dl/dt")
    assert (name.get("id"), name.text) == ("term-eqf", "EQF (en)")
    assert "#term-eqf" in [link.get("href") for link in root.iter("a")]


def test_links_that_lead_nowhere_become_text(tmp_path: Path) -> None:
    addresses = [link.get("href") for link in body(tmp_path, NothingTravels()).iter("a")]
    assert [one for one in addresses if one] == ["https://video.example.fi/abc"]


def test_a_check_is_shown_as_the_caller_says(tmp_path: Path) -> None:
    assert len(list(body(tmp_path, EverythingTravels()).iter("hr"))) == 1
