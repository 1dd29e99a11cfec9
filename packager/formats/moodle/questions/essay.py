"""Essays: written freely, marked by a person."""

from __future__ import annotations

from packager.document.questions import Essay
from packager.formats.moodle.build import paragraph
from packager.formats.moodle.questions.base import HTML, Asking, Written, plugin
from packager.formats.moodle.xml import node


def write_essay(question: Essay, asking: Asking) -> Written:
    """Return an essay. What is for the marker goes to `graderinfo`, which only graders see; the length
    is advice in the question's text, as Moodle's own limit would refuse one word more."""
    advice = ""
    if question.words:
        advice = asking.build.phrase_of(
            "Write about %(num)s word.", "Write about %(num)s words.", question.words
        )
    options = node(
        "essay", {"id": asking.build.ids.new("options")},
        responseformat="editor", responserequired=1, responsefieldlines=15, minwordlimit=None,
        maxwordlimit=None, attachments=0, attachmentsrequired=0,
        graderinfo=asking.html(question.marking, "graderinfo", component="qtype_essay"),
        graderinfoformat=HTML, responsetemplate="", responsetemplateformat=HTML, filetypeslist=None,
        maxbytes=0,
    )  # fmt: skip
    return Written(plugin=plugin("essay", options), added=paragraph(advice), penalty="0.0000000")
