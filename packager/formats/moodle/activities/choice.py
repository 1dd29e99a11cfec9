"""Choices: a poll of a group."""

from __future__ import annotations

from html import escape

from packager.document.polls import Poll, PollOption
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.texts import about, unit_body
from packager.formats.moodle.xml import Element, node

_WITHOUT_NAMES = 0  # CHOICE_PUBLISH_ANONYMOUS
_AFTER_ANSWERING = 1  # CHOICE_SHOWRESULTS_AFTER_ANSWER
_BELOW_EACH_OTHER = 1  # CHOICE_DISPLAY_VERTICAL
_UNLIMITED = 0


def write(unit: Poll, build: Build, activity: Activity) -> Content:
    """Return a choice without names, done when answered; an answer may be changed."""
    intro = about(build, unit) + unit_body(build, unit, unit.body, activity.area("intro"))
    element = node(
        "choice", {"id": activity.instance},
        node("options", None, *(_option(build, option) for option in unit.options)),
        node("answers"),
        name=activity.name, intro=intro, introformat=1, publish=_WITHOUT_NAMES, showresults=_AFTER_ANSWERING,
        display=_BELOW_EACH_OTHER, allowupdate=1, allowmultiple=int(unit.several), showunanswered=0,
        limitanswers=0, timeopen=0, timeclose=0, timemodified=MOMENT, completionsubmit=1, showpreview=0,
        includeinactive=1, showavailable=0,
    )  # fmt: skip
    return Content(element=element, completion=Completion(rules=True))


def _option(build: Build, option: PollOption) -> Element:
    """Return an option; Moodle takes its words for markup, strips the tags and shows the rest."""
    return node(
        "option", {"id": build.ids.new("choice_option")},
        text=as_words(escape(build.edition.text(option.text), quote=False)), maxanswers=_UNLIMITED,
        timemodified=MOMENT,
    )  # fmt: skip
