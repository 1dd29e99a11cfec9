"""The player of a film or sound: the browser's own, with captions, or a link to where it plays."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from packager.document.edition import Edition
from packager.document.media import Media
from packager.document.references import Links
from packager.render.environment import environment
from packager.render.figures import own_name


def player(edition: Edition, unit: Media, links: Links, *, plays: bool = True) -> Markup:
    """Return the player, a link to the file, and what is said of those who do not see the film.

    `plays=False` leaves the player to the platform: the link alone, and links to the captions.
    """
    path = edition.pick(unit.asset) if unit.asset else None
    template = environment(edition.language).get_template("unit/player.html")
    return Markup(  # the template escapes
        template.render(
            edition=edition,
            unit=unit,
            label=edition.text(unit.label) or edition.text(unit.title),
            asset=edition.module.assets[path] if path else None,
            source=links.asset(path) if path else None,
            poster=links.asset(edition.pick(unit.poster)) if unit.poster and plays else None,
            tracks=[(one.language, own_name(one.language), links.asset(one.asset)) for one in unit.captions],
            captioned=own_names(unit.captioned),
            plays=plays,
        )
    )


def own_names(tags: Iterable[str]) -> str:
    """Return the own names of languages."""
    return ", ".join(own_name(tag) for tag in tags)
