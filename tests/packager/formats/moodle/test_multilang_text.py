"""Texts in several languages, joined into one that Moodle's filter takes apart."""

from __future__ import annotations

import re

import pytest

from packager.formats.moodle.multilang_text import DiffersError, joined, joined_choices, plainly_joined
from tests.support.multilang_filter import SPAN, same_markup, told_in


def test_spans_inside_would_end_the_language() -> None:
    text = joined({"fi": '<p><span class="a">x</span></p>', "sv": "<p>y</p>"})
    assert text == (
        '<p><span lang="fi" class="multilang"><bdi class="a">x</bdi></span> '
        '<span lang="sv" class="multilang">y</span></p>'
    )


ALIKE = {
    "paragraphs": ("<p>a</p><p><em>b</em></p>", "<p>c</p><p>d</p>"),
    "a paragraph more": ("<p>a</p>", "<p>b</p><p>c</p>"),
    "lists": ("<ul><li>a</li><li><p>b</p></li></ul>", "<ul><li>c</li><li><p>d</p></li></ul>"),
    "tables": ("<table><tbody><tr><td>a</td><td/></tr></tbody></table>",
               "<table><tbody><tr><td>b</td><td/></tr></tbody></table>"),
    "attributes": ('<p><img src="a" alt="b"/></p>', '<p><img src="a" alt="c"/></p>'),
    "attributes of blocks": ('<h2 id="a">a</h2>', '<h2 id="b">b</h2>'),
    "words without markup": ("a &amp; b", "c"),
    "words that are no markup": ("a & b", "c"),
    "nothing": ("", "<p>a</p>"),
    "codes": ("<p>&#123;#1} $&#64;a&#64;$</p>", "<p>b</p>"),
    "gaps": ("<p>a {#1} b <em>c</em> {#2}.</p>", "<p>{#1} d {#2}.</p>"),
}  # fmt: skip


@pytest.mark.parametrize("case", ALIKE)
def test_texts_of_any_build_come_apart_again(case: str) -> None:
    fi, sv = ALIKE[case]
    text = joined({"fi": fi, "sv": sv})
    assert (same_markup(told_in("fi", text)), same_markup(told_in("sv", text))) == (fi, sv)


def test_spans_stand_in_paragraphs_not_around_them() -> None:
    """Moodle's editor, and its cleaning, break spans around blocks apart."""
    text = joined({"fi": "<ul><li>a</li></ul><p>b</p>", "sv": "<ul><li>c</li></ul><p>d</p>"})
    assert re.findall(r"<(?:ul|li|p)\b|<span", text) == [
        "<ul",
        "<li",
        "<span",
        "<span",
        "<p",
        "<span",
        "<span",
    ]


def test_gaps_stand_outside_the_languages() -> None:
    """Moodle puts a span at each gap before it filters, which would end the language."""
    text = joined({"fi": "<p>Yksi {#1}, kaksi [[2]].</p>", "sv": "<p>Ett {#1}, två [[2]].</p>"})
    assert re.sub(SPAN, "", text) == "<p> {#1} [[2]].</p>"


@pytest.mark.parametrize(
    "other", ["<p>[[2]] [[1]]</p>", "<p><em>x [[1]]</em> [[2]]</p>", "<p>[[1]]</p><p>[[2]]</p>"]
)
def test_gaps_at_other_places_cannot_be_joined(other: str) -> None:
    with pytest.raises(DiffersError):
        joined({"fi": "<p>a [[1]] b [[2]]</p>", "sv": other})


def test_choices_of_a_feedback_item_are_joined_one_by_one() -> None:
    text = joined_choices({"fi": "r>>>>>ei|kyllä", "sv": "r>>>>>nej|ja"})
    assert text.startswith("r>>>>><span")
    assert [SPAN.findall(part) for part in text.removeprefix("r>>>>>").split("|")] == [
        [("fi", "ei"), ("sv", "nej")], [("fi", "kyllä"), ("sv", "ja")],
    ]  # fmt: skip


def test_worths_and_the_row_of_a_scale_stay_outside_the_languages() -> None:
    text = joined_choices({"fi": "r>>>>>1####ei|2####kyllä<<<<<1", "sv": "r>>>>>1####nej|2####ja<<<<<1"})
    assert told_in("sv", text) == "r>>>>>1####nej|2####ja<<<<<1"
    assert text.count("####<span") == 2


def test_the_text_of_a_label_is_one_whatever_signs_it_holds() -> None:
    texts = {"fi": "<h3>a|b</h3>", "sv": "<h3>c</h3>"}
    assert joined_choices(texts) == joined(texts)


def test_places_without_markup_get_the_languages_behind_each_other() -> None:
    assert plainly_joined({"fi": "Hyvä", "sv": "Bra", "en": "Bra"}) == "Hyvä / Bra"
