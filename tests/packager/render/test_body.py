"""The body of a lesson."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from packager.document.blocks import Check
from packager.document.edition import Edition
from packager.document.module import Term
from packager.document.questions import Choice, Option
from packager.document.words import Xhtml
from packager.render.body import render_body
from packager.render.checks import details
from tests.support.sample import sample_module, short, words


class NoLinks:
    """Links that lead nowhere but to terms."""

    def asset(self, path: str) -> None:
        return None

    def unit(self, key: str) -> None:
        return None

    def term(self, term_id: str) -> str:
        return f"#term-{term_id}"


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
    links = NoLinks()
    html = render_body(
        edition, {"en": (Check(question="c"),)}, links, lambda one: details(edition, one, links), (asked,)
    )
    assert 'href="#term-bloom"' in html
    assert '<dt id="term-bloom">Taxonomy (en)</dt>' in html
    assert "term-eqf" not in html
