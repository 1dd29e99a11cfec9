"""One text out of the same text in several languages, as Moodle's own multi-language filter takes it apart.

The filter (filter_multilang, 4.5 and 5.1) looks for neighbours: spans of the class `multilang`, each of which
ends for it at the first `</span>`. So no other span may stand in one, nor the places of gaps (`{#1}`) and of
words to drag (`[[1]]`): Moodle puts spans there before it filters.

Spans stand as deep as the languages are built alike, in a paragraph or a cell each: such markup is valid, and
stays whole where Moodle cleans it or its editor opens it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from packager.formats.moodle.xml import Element

_SPAN = re.compile(r"<(/?)span\b")
_PLACE = re.compile(r"(\{#\d+\}|\[\[\d+\]\])")
_CHOICES = re.compile(r"([rcd]>>>>>)(.*?)(<<<<<1)?", re.DOTALL)  # of an item of a feedback activity
_CHOICE = re.compile(r"((?:\d+####)?)(.*)", re.DOTALL)
# fmt: off
_HOLDERS = frozenset((
    "blockquote", "dd", "details", "div", "dl", "figure", "li", "ol", "section", "table", "tbody", "td", "th",
    "thead", "tr", "ul",
))
# fmt: on
"""Elements that may hold paragraphs, rows or items, each of which gets its own spans."""

_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "source", "track", "wbr"))
"""Elements of HTML that have no end. To HTML, `<p/>` is the beginning of a paragraph."""

_HELD = "\ufdd1"
"""Stands for the `&` of numeric entities, which keep what is written from being code; no author writes it."""


class DiffersError(ValueError):
    """Gaps stand otherwise in one language than in another: no text can be made that shows one of them."""


def joined(texts: Mapping[str, str]) -> str:
    """Return one text: itself where all languages agree, else a span for each language.

    Raises DiffersError where the places of gaps differ.
    """
    if len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    trees = {language: _parsed(text) for language, text in texts.items()}
    found = [tree for tree in trees.values() if tree is not None and len(tree)]
    if len(found) < len(texts):
        return _inline(texts)
    return _content(dict(zip(texts, found, strict=True)))


def plainly_joined(texts: Mapping[str, str]) -> str:
    """Return one text for places that take no markup: the languages behind each other."""
    return " / ".join(dict.fromkeys(texts.values()))


def paragraphs_joined(texts: Mapping[str, str]) -> str:
    """Return the paragraphs of all languages behind each other, for places that are not filtered."""
    return "\n".join(dict.fromkeys(texts.values()))


def _parsed(text: str) -> Element | None:
    """Return markup as an element, or None for words that are none."""
    try:
        tree = etree.fromstring(f"<r>{text.replace('&#', _HELD + '#')}</r>")
    except etree.XMLSyntaxError:
        return None
    for element in tree.iter(etree.Element):
        if not len(element) and element.text is None and etree.QName(element).localname not in _VOID:
            element.text = ""
    return tree


def _content(trees: Mapping[str, Element]) -> str:
    """Return the content of elements that mean the same, joined as deep as they are built alike."""
    rows = list(zip(*trees.values(), strict=False))
    inner = {language: _inside(tree) for language, tree in trees.items()}
    alike = len({len(tree) for tree in trees.values()}) == 1 and all(map(_alike, rows))
    if not alike or any(_has_words(tree) for tree in trees.values()):
        return _inline(inner)
    return "\n".join(_element(dict(zip(trees, row, strict=True))) for row in rows)


def _alike(row: Sequence[Element]) -> bool:
    return len({(one.tag, tuple(sorted(one.attrib.items()))) for one in row}) == 1


def _has_words(tree: Element) -> bool:
    """Tell whether words stand between the elements of an element."""
    return any((text or "").strip() for text in (tree.text, *(one.tail for one in tree)))


def _element(row: Mapping[str, Element]) -> str:
    """Return an element that the languages have in common."""
    first = next(iter(row.values()))
    whole = {language: _serialised(one) for language, one in row.items()}
    if len(set(whole.values())) == 1:
        return whole[next(iter(whole))]
    inside = _content(row) if first.tag in _HOLDERS else _inline({one: _inside(row[one]) for one in row})
    text = whole[next(iter(whole))]
    return f"{text[: text.index('>') + 1]}{inside}{text[text.rindex('</') :]}"


def _serialised(element: Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False).replace(_HELD, "&")


def _inside(element: Element) -> str:
    """Return the content of an element."""
    whole = _serialised(element)
    return whole[whole.index(">") + 1 : whole.rindex("</")] if not whole.endswith("/>") else ""


def _inline(texts: Mapping[str, str]) -> str:
    """Return words in a span for each language, those between the places of gaps on their own."""
    parts = {language: _PLACE.split(text) for language, text in texts.items()}
    places = {tuple(one[1::2]) for one in parts.values()}
    if len(places) > 1:
        raise DiffersError("the places of gaps differ")
    if not places.pop():
        return _spans(texts)
    rows = [dict(zip(parts, row, strict=True)) for row in zip(*parts.values(), strict=True)]
    if any(_parsed(text) is None for row in rows for text in row.values() if "<" in text):
        raise DiffersError("the places of gaps stand in other markup")
    return "".join(_spans(row) for row in rows)


def _spans(texts: Mapping[str, str]) -> str:
    """Return a span for each language; a space between them, for sites that drop the tags of names."""
    if len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    return " ".join(
        f'<span lang="{language}" class="multilang">{_without_spans(text)}</span>'
        for language, text in texts.items()
    )


def _without_spans(text: str) -> str:
    """Return markup with `bdi`, which says as little as `span` does, in its place."""
    return _SPAN.sub(r"<\1bdi", text)


def joined_choices(texts: Mapping[str, str]) -> str:
    """Return the choices of an item of a feedback activity, each in all languages; a label's text as any.

    Choices stand in one text, parted by `|`, between a head (`r>>>>>`) and perhaps a tail (`<<<<<1`) that are
    the same in all; each may begin with its worth (`2####`).
    """
    found = {language: _CHOICES.fullmatch(text) for language, text in texts.items()}
    parts = {language: one[2].split("|") for language, one in found.items() if one}
    if len(parts) < len(texts):
        return joined(texts)
    rows = (dict(zip(parts, row, strict=True)) for row in zip(*parts.values(), strict=True))
    first = next(one for one in found.values() if one)
    return f"{first[1]}{'|'.join(map(_joined_choice, rows))}{first[3] or ''}"


def _joined_choice(texts: Mapping[str, str]) -> str:
    parts = {language: _CHOICE.fullmatch(text) for language, text in texts.items()}
    worth = next(one[1] for one in parts.values() if one)
    return worth + joined({language: one[2] for language, one in parts.items() if one})
