"""What templates of learners' pages may say: names of languages and kinds, moments, sizes."""

from __future__ import annotations

import datetime as dt

from flask import Flask
from flask_babel import format_datetime, format_percent, get_locale, gettext

from lti_tool.runtime import runtime
from lti_tool.views.door import form_token
from lti_tool.views.ways_back import platform_origins, way_back
from packager.document.moments import Moment
from packager.render.figures import number, own_name
from packager.render.moments import moment_words


def register_words(app: Flask) -> None:
    """Give templates their words."""
    app.jinja_env.globals.update(
        form_token=form_token,
        own_name=own_name,
        kind_name=kind_name,
        moment=moment,
        file_size=file_size,
        percent=percent,
        grade_share=grade_share,
        frame_hosts=frame_hosts,
        when=when,
        way_back=way_back,
        platform_origins=platform_origins,
    )


def kind_name(kind: str) -> str:
    """Return what a kind of unit is called."""
    names = {
        "lesson": gettext("Lesson"),
        "quiz": gettext("Quiz"),
        "assignment": gettext("Assignment"),
        "discussion": gettext("Discussion"),
        "link": gettext("Page elsewhere"),
        "file": gettext("File"),
        "scenario": gettext("Scenario"),
        "book": gettext("Book"),
        "reflection": gettext("Reflection"),
        "glossary": gettext("Glossary"),
        "checklist": gettext("Checklist"),
        "h5p": gettext("H5P activity"),
        "folder": gettext("Folder"),
        "poll": gettext("Poll"),
        "self-assessment": gettext("Self-assessment"),
        "survey": gettext("Survey"),
        "media": gettext("Film or sound"),
        "peer-review": gettext("Peer review"),
        "text": gettext("Text"),
    }
    named: str = names[kind]
    return named


def moment(value: dt.datetime) -> str:
    """Return a moment in the interface's language, in Universal Time: a server knows no learner's clock."""
    written: str = format_datetime(value, "medium")
    return f"{written} UTC"


def when(value: Moment) -> str:
    """Return a moment of a module in the interface's language."""
    return moment_words(value, str(get_locale()))


def percent(share: float) -> str:
    """Return a share of a whole in per cent, as the interface's language writes it."""
    written: str = format_percent(share)
    return written


def grade_share(share: float) -> str:
    """Return a grade's part of its maximum in per cent, to a tenth."""
    written: str = format_percent(round(share, 3), "#,##0.#\u00a0%")
    return written


def file_size(size: int) -> str:
    """Return a size in whole kilobytes or megabytes."""
    language = str(get_locale())
    if size < 1_000_000:
        return f"{number(max(size // 1000, 1), language)} kB"
    return f"{number(size // 1_000_000, language)} MB"


def frame_hosts() -> str:
    """Return the hosts whose pages may open inside a lesson, for its script."""
    return " ".join(runtime().settings.embed_hosts)
