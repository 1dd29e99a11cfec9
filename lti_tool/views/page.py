"""What every page of a unit starts from: the unit, the language, the learner, and where links lead."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from flask import Response, abort, make_response, render_template, url_for
from flask_babel import get_locale
from sqlalchemy.orm import Session

from lti_tool.errors import Fault, LaunchError
from lti_tool.runtime import runtime
from lti_tool.services import languages
from lti_tool.services.catalogue import Release
from lti_tool.services.learner import Learner
from lti_tool.services.opening import Openings
from lti_tool.services.sessions import OpenSession
from lti_tool.views.door import launch, unit_path
from packager.document.edition import Edition
from packager.document.units import Unit
from packager.render.restriction import restriction_part


@dataclass(frozen=True, slots=True)
class ToolLinks:
    """Addresses inside a session, for `packager.document.references`."""

    release: Release
    session_id: str
    terms: bool = True  # whether the page explains them

    def asset(self, path: str) -> str | None:
        """Return the address of a file of this very release."""
        if self.release.media(path) is None:
            return None
        module, content = quote(self.release.module.id, safe=""), self.release.content_hash
        return f"/s/{self.session_id}/files/{module}/{content}/{quote(path)}"

    def unit(self, key: str) -> str | None:
        """Return the address of a unit, of this module or of another that is installed."""
        return unit_path(self.session_id, key) if runtime().catalogue.unit(key) else None

    def term(self, term_id: str) -> str | None:
        """Return the place of a term's explanation on the same page, if it has one."""
        return f"#term-{term_id}" if self.terms else None


@dataclass(frozen=True, slots=True)
class Page:
    """A unit as one learner sees it now."""

    launch: OpenSession
    release: Release
    unit: Unit
    edition: Edition
    learner: Learner

    @property
    def links(self) -> ToolLinks:
        """Where references of this page lead."""
        return ToolLinks(self.release, self.launch.id)

    @property
    def title(self) -> str:
        """The unit's title."""
        return self.edition.text(self.unit.title)

    @property
    def by_hand(self) -> bool:
        """Whether the author leaves it to the person alone to say that the unit is done."""
        done = self.unit.settings.done
        return done is not None and done.by_hand

    @property
    def keep_key(self) -> str:
        """The name under which the browser keeps what is not saved yet; another person's is another."""
        return sha256(f"{self.launch.platform_id}/{self.launch.sub}/{self.unit.key}".encode()).hexdigest()[
            :24
        ]

    def address(self, endpoint: str, **values: str) -> str:
        """Return the address of a view of this unit."""
        named: dict[str, Any] = {"module_id": self.release.module.id, "unit_id": self.unit.id, **values}
        return url_for(endpoint, **named)

    def neighbour(self, distance: int) -> Unit | None:
        """Return the unit before (-1) or after (1) this one among those that the person finds in lists."""
        with runtime().database.read() as session:
            units = openings(session, self).seen()
        places = [place for place, unit in enumerate(units) if unit.id == self.unit.id]
        place = places[0] + distance if places else -1
        return units[place] if 0 <= place < len(units) else None

    def unit_address(self, unit: Unit) -> str:
        """Return the address of another unit of this module."""
        return unit_path(self.launch.id, unit.key)


def open_unit(module_id: str, unit_id: str) -> Page:
    """Return the page of a unit that is open to the person. Raises LaunchError when there is none, and
    answers with a page that says why when it is not open."""
    page = find_unit(module_id, unit_id)
    if answer := closed_page(page):
        abort(answer)
    return page


def find_unit(module_id: str, unit_id: str) -> Page:
    """Return the page of a unit of the current release, open or not: for what was begun while it was open.

    Raises LaunchError when there is none.
    """
    held = launch()
    found = runtime().catalogue.unit(f"{module_id}/{unit_id}")
    if found is None:
        raise LaunchError(Fault.UNIT_UNKNOWN, f"{module_id}/{unit_id}")
    release, unit = found
    edition = Edition(release.module, language_of(release))
    return Page(held, release, unit, edition, replace(Learner.of(held), unit_key=_bound_to(held)))


def openings(session: Session, page: Page) -> Openings:
    """Return what is open to the person of a page."""
    return Openings(session, page.learner, page.release, runtime().now())


def closed_page(page: Page) -> Response | None:
    """Return the page that says why a unit is not open, or None when it is."""
    with runtime().database.read() as session:
        known = openings(session, page)
        closed_by = known.closed_by(page.unit)
        if not closed_by and not known.hidden(page.unit):
            return None
        reasons = restriction_part(
            page.edition,
            closed_by if known.shown(page.unit) else (),
            lambda unit: page.unit_address(page.release.module.unit(unit)),
            language=str(get_locale()),
            holds=known.holds,
        )
    return make_response(render_template("lti_tool/learner/closed.html", page=page, reasons=reasons), 403)


def _bound_to(held: OpenSession) -> str | None:
    """Return the key that the unit of the opened link bears now: a renamed module keeps its links."""
    bound = runtime().catalogue.unit(held.unit_key) if held.unit_key else None
    return bound[1].key if bound else None


def open_module(module_id: str) -> tuple[Release, Edition]:
    """Return the current release of a module. Raises LaunchError when there is none."""
    release = runtime().catalogue.current(module_id)
    if release is None:
        raise LaunchError(Fault.UNIT_UNKNOWN, module_id)
    return release, Edition(release.module, language_of(release))


def language_of(release: Release) -> str:
    """Return the language in which this session's person reads a release."""
    held = launch()
    with runtime().database.read() as session:
        choice = languages.chosen(session, held.person_id)
    return languages.pick(release.module.languages, choice, held.language, held.locale)
