"""Films and sounds: a page with a player, which Moodle's own players take over, and the transcript."""

from __future__ import annotations

from packager.document.media import Media
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.activities.page import page
from packager.formats.moodle.build import Build
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.texts import AreaLinks, about, dressed, unit_body
from packager.render.media import player


def write(unit: Media, build: Build, activity: Activity) -> Content:
    """Return a page; the film, its poster and its captions stand in the page's own files."""
    area = activity.area("content")
    build.job.note_player(unit)
    shown = player(build.edition, unit, AreaLinks(build, area, unit.id, terms=True))
    html = dressed(str(shown).strip()) + unit_body(build, unit, unit.body, area)
    return Content(
        element=page(activity, intro=about(build, unit), html=html),
        completion=Completion(view=True),
        show_description=True,
    )
