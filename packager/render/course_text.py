"""Texts that stand between the units of a list."""

from __future__ import annotations

from markupsafe import Markup

from packager.document.course_text import CourseText
from packager.document.edition import Edition
from packager.document.references import Links
from packager.render.body import render_body
from packager.render.headings import lowered


def text_between(edition: Edition, unit: CourseText, links: Links) -> Markup:
    """Return the text below a section's heading of level 2, its terms unexplained: several stand on one
    page, which names each place once."""
    return Markup(lowered(render_body(edition, unit.body, links, explain=False), 1))
