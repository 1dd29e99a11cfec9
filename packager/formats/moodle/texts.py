"""Markup for Moodle: references become addresses that its restore understands."""

from __future__ import annotations

from html import escape
from urllib.parse import quote

from packager.document.blocks import Body, Check
from packager.document.questions import Question
from packager.document.unit_base import UnitBase
from packager.document.words import Prose, Xhtml
from packager.formats.moodle.build import Address, Build, paragraph
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.files import Area
from packager.notes import Loss
from packager.render.body import render_body, resolved
from packager.render.checks import details


class AreaLinks:
    """Links of a text whose files stand in an area.

    Files travel with the first text that names them. A unit of the same backup gets the form that the
    restore turns into the address of the new activity (`$@QUIZVIEWBYID*7@$`).
    """

    def __init__(self, build: Build, area: Area, place: str, *, terms: bool) -> None:
        self._build = build
        self._area = area
        self._place = place
        self._terms = terms

    def asset(self, path: str) -> str:
        """Put the file into the text's area and return its address."""
        return file_address(self._build, self._area, path)

    def unit(self, key: str) -> str | None:
        """Return the coded address of a unit, or nothing for a unit of another module."""
        address = self._build.addresses.get(key)
        if address is None or address.module == "label":  # labels have no page, and no form of their own
            alone = self._build.backup.course.alone
            where = (
                "a text between others" if address else "in another module" if alone else "not in this course"
            )
            self._build.job.notes.add(
                Loss.LEFT_OUT, self._place, f"the link to {key} is left out: that unit is {where}"
            )
            return None
        return coded(address)

    def term(self, term_id: str) -> str | None:
        """Return the anchor of a term where the text ends with its terms, else its place in a glossary."""
        if self._terms:
            return f"#term-{term_id}"
        if address := self._build.term_address(term_id):
            return address
        self._build.job.notes.add(
            Loss.LEFT_OUT,
            self._place,
            f"the explanation of the term {term_id} is left out: no room for it here",
        )
        return None


def coded(address: Address) -> str:
    """Return the form of an address that the restore turns into that of the new activity."""
    return f"$@{address.module.upper()}VIEWBYID*{address.course_module}@$"


def file_address(build: Build, area: Area, path: str) -> str:
    """Put an asset into an area and return the address that texts of that area use."""
    name = build.files.add(area, build.edition.module.assets[path])
    return f"@@PLUGINFILE@@/{quote(name)}"


def prose(build: Build, words: Prose | Xhtml | None, area: Area, place: str) -> str:
    """Return a short text (a question's, an answer's, an intro's)."""
    if words is None:
        return ""
    html = words if isinstance(words, str) else build.edition.html(words)
    return dressed(str(resolved(Xhtml(html), AreaLinks(build, area, place, terms=False))))


def unit_body(
    build: Build,
    unit: UnitBase,
    body: Body,
    area: Area,
    checks: tuple[Question, ...] = (),
    *,
    folded: bool = False,
    explain: bool = True,
) -> str:
    """Return the body of a unit with its terms at the end; what is not live there is noted.

    A text alternative stands open or `folded`; terms are words like others where none are to `explain`.
    """
    links = AreaLinks(build, area, unit.id, terms=explain)
    build.job.note_embeds(unit, body)
    for block in build.edition.blocks(body):
        if isinstance(block, Check):
            _note_check(build, unit, block, checks)
    html = render_body(
        build.edition,
        body,
        links,
        lambda question: details(build.edition, question, links),
        checks,
        folded=folded,
        explain=explain,
    )
    return dressed(str(html).strip())


def _note_check(build: Build, unit: UnitBase, block: Check, checks: tuple[Question, ...]) -> None:
    question = next(one for one in checks if one.id == block.question)
    build.job.note_question(
        Loss.SHOWN_AS_TEXT,
        unit,
        question,
        f"the self-check #{question.id} is shown as text that opens (Moodle pages hold no live questions)",
    )


def dressed(html: str) -> str:
    """Return markup as Moodle is to keep it: words are no codes, tables and lists get its themes' classes."""
    return (
        as_words(html)
        .replace("<table>", '<table class="table">')
        .replace('<ul class="poiju-checklist">', '<ul class="poiju-checklist list-unstyled">')
        .replace('<table class="poiju', '<table class="table poiju')
    )


def about(build: Build, unit: UnitBase) -> str:
    """Return the line that says how long a unit takes and which outcomes it serves."""
    parts = [build.phrase_of("About %(num)s minute.", "About %(num)s minutes.", unit.minutes)]
    if unit.settings.optional:
        parts.append(build.phrase("Optional."))
    if unit.serves:
        parts.append(build.phrase("Learning outcomes: %(outcomes)s.") % {"outcomes": ", ".join(unit.serves)})
    return paragraph(" ".join(parts), "poiju-about")


def audio_player(build: Build, path: str, area: Area) -> str:
    """Return a player for the spoken version of a lesson."""
    label = escape(build.phrase("Listen to this text"))
    source = escape(file_address(build, area, path))
    return (
        f'<figure class="poiju-audio"><figcaption>{label}</figcaption>'
        f'<audio controls="controls" preload="none" src="{source}">'
        f'<a href="{source}">{label}</a></audio></figure>'
    )
