"""Moodle's feedback: questions that nobody marks, asked without names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from packager.document.scales import Scale, Statement
from packager.document.surveys import Chosen, Told
from packager.document.unit_base import UnitBase
from packager.document.words import Prose, Words, Xhtml, in_language, plain_text
from packager.formats.base import Named
from packager.formats.moodle.activities.base import Activity
from packager.formats.moodle.build import Build
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.files import Area
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.multilang_text import joined
from packager.formats.moodle.texts import dressed
from packager.formats.moodle.xml import Element, node
from packager.notes import Loss
from packager.render.body import resolved
from packager.render.phrases import phrase

LONGEST_NAME = 255  # the column of an item's name, markup and all
_ANONYMOUS = 1  # FEEDBACK_ANONYMOUS_YES
_IN_A_ROW = "<<<<<1"
_LINE, _TEXT = "60|255", "60|6"  # width and most characters; width and height
_ANCHOR = re.compile(r"</?a\b[^>]*>")


class Items:
    """Gathers the items of a feedback in their order."""

    def __init__(self, unit: UnitBase, build: Build, activity: Activity) -> None:
        self._unit = unit
        self._build = build
        self._activity = activity
        self._numbered = 0
        self.elements: list[Element] = []

    def label(self, write: Callable[[Area], str]) -> None:
        """Add a text; `write` is given the area of its files."""
        number = self._build.ids.new("feedback_item")
        html = write(self._activity.area("item", number))
        if html:
            self._add(number, "label", name="label", presentation=html, valued=False)

    def rated(self, statement: Statement, scale: Scale, *, required: bool) -> None:
        """Add a statement with its scale, whose steps count from 1."""
        edition = self._build.edition
        steps = (f"{number}####{option(edition.text(step))}" for number, step in enumerate(scale, start=1))
        self._asked(
            "multichoicerated", statement, statement.text,
            f"r>>>>>{'|'.join(steps)}{_IN_A_ROW}", options="h" if required else "i", required=required,
        )  # fmt: skip

    def chosen(self, question: Chosen) -> None:
        """Add a choice of one or several options."""
        options = "|".join(option(self._build.edition.text(one)) for one in question.options)
        hides = "h" if question.required and not question.several else ""
        self._asked(
            "multichoice", question, _as_prose(question.title),
            f"{'c' if question.several else 'r'}>>>>>{options}",
            options=hides if question.required else "i", required=question.required,
        )  # fmt: skip

    def told(self, question: Told) -> None:
        """Add a question that is answered in words."""
        typ, size = ("textarea", _TEXT) if question.long else ("textfield", _LINE)
        self._asked(typ, question, _as_prose(question.title), size, required=question.required)

    def new_page(self) -> None:
        """Begin a new page."""
        self._add(self._build.ids.new("feedback_item"), "pagebreak", name="", presentation="", valued=False)

    def _asked(
        self, typ: str, asked: Named, words: Prose, presentation: str, *, options: str = "", required: bool
    ) -> None:
        """Add a question; one that is too long for a name in any language stands above it."""
        names = {language: self._name(asked, html) for language, html in words.items()}
        name = in_language(names, self._build.edition.language)
        if max(map(len, self._as_kept(names))) > LONGEST_NAME:
            self._note(
                Loss.NEAREST_FORM, asked,
                "it is longer than the names of Moodle's questions: the whole of it stands above",
            )  # fmt: skip
            whole, name = name, self._short(name)
            self.label(lambda _: f"<p>{whole}</p>")
        self._add(
            self._build.ids.new("feedback_item"), typ, name=name, label=asked.id, presentation=presentation,
            options=options, required=required,
        )  # fmt: skip

    def _as_kept(self, names: Mapping[str, str]) -> Sequence[str]:
        """Return what Moodle would keep as a name: in each language, or all languages in one."""
        return [joined(names)] if self._build.job.multilang else list(names.values())

    def _short(self, name: str) -> str:
        """Return the beginning of a name; where several languages must fit in, its number."""
        if not self._build.job.multilang:
            return _cut(plain_text(name))
        self._numbered += 1
        return self._build.phrase("Number %(number)d") % {"number": self._numbered}

    def _add(
        self, number: int, typ: str, *, name: str, presentation: str, label: str = "", options: str = "",
        required: bool = False, valued: bool = True,
    ) -> None:  # fmt: skip
        self.elements.append(
            node(
                "item", {"id": number},
                template=0, name=name, label=label, presentation=presentation, typ=typ, hasvalue=int(valued),
                position=len(self.elements) + 1, required=int(required), dependitem=0, dependvalue="",
                options=options,
            )
        )  # fmt: skip

    def _name(self, asked: Named, html: Xhtml) -> str:
        """Return one paragraph as a name, in which links are text: the restore decodes none there."""
        links = _NoLinks()
        name = _ANCHOR.sub("", dressed(str(resolved(phrase(html), links))))
        if links.dropped:
            self._note(Loss.LEFT_OUT, asked, "its links are text: the names of Moodle's questions hold none")
        return name

    def _note(self, loss: Loss, asked: Named, text: str) -> None:
        self._build.job.note_question(loss, self._unit, asked, text)


class _NoLinks:
    """Lets every link become text."""

    def __init__(self) -> None:
        self.dropped = False

    def asset(self, path: str) -> str | None:
        """Drop the address of a file."""
        self.dropped = True
        return None

    unit = term = asset


def option(text: str) -> str:
    """Return plain text as a choice, in which `|`, `>>>>>`, `<<<<<` and `####` would part choices."""
    return as_words(escape(text, quote=False).replace("|", "&#124;").replace("####", "&#35;###"))


def feedback(
    activity: Activity, items: Sequence[Element], *, intro: str, after: str, several_times: bool
) -> Element:
    """Return a feedback without names, done when it is sent; only teachers see what was answered."""
    return node(
        "feedback", {"id": activity.instance},
        node("items", None, *items),
        node("completeds"),
        name=activity.name, intro=intro, introformat=1, anonymous=_ANONYMOUS, email_notification=0,
        multiple_submit=int(several_times), autonumbering=0, site_after_submit="", page_after_submit=after,
        page_after_submitformat=1, publish_stats=0, timeopen=0, timeclose=0, timemodified=MOMENT,
        completionsubmit=1,
    )  # fmt: skip


def heading(build: Build, title: Words) -> str:
    """Return a title as a heading inside a form."""
    return f"<h3>{as_words(escape(build.edition.text(title)))}</h3>"


def _as_prose(title: Words) -> Prose:
    return {language: Xhtml(f"<p>{escape(text, quote=False)}</p>") for language, text in title.items()}


def _cut(text: str) -> str:
    """Return plain text as a name that fits."""
    kept = text
    while len(as_words(escape(kept, quote=False))) >= LONGEST_NAME:
        kept = kept[:-1]
    return as_words(escape(kept, quote=False)) + ("…" if kept != text else "")
