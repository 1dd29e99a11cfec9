"""Glossaries: words of the field, which Moodle can link wherever they stand in the course."""

from __future__ import annotations

import re
from collections.abc import Iterator

from packager.document.glossary import Glossary, GlossaryEntry
from packager.document.words import Xhtml
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.texts import about, prose, unit_body
from packager.formats.moodle.xml import Element, node
from packager.notes import Loss

_OWN_ENTRY = re.compile(r'href="#([a-z0-9_-]+)"')
_FORMULA = re.compile(
    r'<math [^>]*display="(inline|block)".*?<annotation encoding="application/x-tex">(.*?)</annotation>'
    r".*?</math>",
    re.DOTALL,
)
_ENTRIES_ON_A_PAGE = 50


def write(unit: Glossary, build: Build, activity: Activity) -> Content:
    """Return a glossary. What learners add themselves waits for a teacher's approval."""
    body = unit_body(build, unit, unit.body, activity.area("intro"))
    intro = about(build, unit) + _linked(unit, body, build)
    if unit.autolink:
        build.job.note(
            Loss.SITE_NEEDS,
            unit,
            'Moodle links the words in texts where its filter "Glossary auto-linking" is on',
        )
    element = node(
        "glossary", {"id": activity.instance},
        node("entries", None, *(_entry(unit, one, build, activity) for one in unit.entries)),
        node("entriestags"),
        node("categories", None, *_categories(unit, build)),
        name=activity.name, intro=intro, introformat=1, allowduplicatedentries=0, displayformat="dictionary",
        mainglossary=0, showspecial=1, showalphabet=1, showall=1, allowcomments=0, allowprintview=1,
        usedynalink=int(unit.autolink), defaultapproval=0, globalglossary=0, entbypage=_ENTRIES_ON_A_PAGE,
        editalways=0, rsstype=0, rssarticles=0, assessed=0, assesstimestart=0, assesstimefinish=0, scale=0,
        timecreated=MOMENT, timemodified=MOMENT, completionentries=0,
    )  # fmt: skip
    return Content(element=element, completion=Completion(view=True), show_description=True)


def _entry(unit: Glossary, entry: GlossaryEntry, build: Build, activity: Activity) -> Element:
    """Return an entry without an author; its files stand in an area of its own."""
    number = build.backup.glossaries.of_entry(unit.key, entry.id)
    place = f"{unit.id}#{entry.id}"
    aliases = build.edition.pick(entry.aliases) if entry.aliases else ()
    definition = Xhtml(_with_tex(unit, build.edition.html(entry.definition), build))
    return node(
        "entry", {"id": number},
        node("aliases", None, *(
            node("alias", {"id": build.ids.new("alias")}, alias_text=build.name(alias, place))
            for alias in aliases
        )),
        node("ratings"),
        userid=0, concept=build.name(build.edition.text(entry.term), place),
        definition=_linked(unit, prose(build, definition, activity.area("entry", number), place), build),
        definitionformat=1, definitiontrust=0, attachment="", timecreated=MOMENT, timemodified=MOMENT,
        teacherentry=1, sourceglossaryid=0, usedynalink=int(unit.autolink), casesensitive=0, fullmatch=1,
        approved=1,
    )  # fmt: skip


def _linked(unit: Glossary, html: str, build: Build) -> str:
    """Return a text of a glossary whose links to its words open their entries."""
    own = {entry.id for entry in unit.entries}

    def address(found: re.Match[str]) -> str:
        if found[1] not in own:
            return found[0]
        return f'href="{build.entry_address(build.backup.glossaries.of_entry(unit.key, found[1]))}"'

    return _OWN_ENTRY.sub(address, html)


def _with_tex(unit: Glossary, html: str, build: Build) -> str:
    """Return an explanation whose formulas are TeX: Moodle cleans MathML out of what learners could write."""
    if "<math" not in html:
        return html
    build.job.note(Loss.SITE_NEEDS, unit, 'formulas are TeX, which Moodle\'s filter "MathJax" shows')
    return _FORMULA.sub(lambda found: rf"\[{found[2]}\]" if found[1] == "block" else rf"\({found[2]}\)", html)


def _categories(unit: Glossary, build: Build) -> Iterator[Element]:
    """Yield the categories in the order in which entries name them."""
    held: dict[str, list[int]] = {}
    for entry in unit.entries:
        for words in entry.categories:
            held.setdefault(build.edition.text(words), []).append(
                build.backup.glossaries.of_entry(unit.key, entry.id)
            )
    for name, entries in held.items():
        yield node(
            "category", {"id": build.ids.new("term_category")},
            node("category_entries", None, *(
                node("category_entry", {"id": build.ids.new("term_in_category")}, entryid=number)
                for number in entries
            )),
            name=build.name(name, unit.id), usedynalink=0,
        )  # fmt: skip
