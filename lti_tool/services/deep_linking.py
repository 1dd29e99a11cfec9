"""Deep Linking: what a platform accepts, what a teacher may choose, and the message that takes it back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from lti_tool.errors import Fault, LaunchError
from lti_tool.lti.deep_link import ALWAYS, Item, response_token
from lti_tool.models import Deployment
from lti_tool.runtime import Runtime
from lti_tool.services.catalogue import Release
from lti_tool.services.deep_linking_wishes import Choice, Wishes
from lti_tool.services.sessions import OpenSession
from packager.document.edition import Edition
from packager.document.units import GRADED_KINDS, Unit, stays_native

SCORE_MAXIMUM = 100.0
MOST_ITEMS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """All that a teacher chose, and what holds for all of it. Empty texts: as learners and platform do."""

    choices: Sequence[Choice] = ()
    language: str = ""
    way: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """The form that takes the answer back. `known` tells whether the address is surely the platform's."""

    url: str
    token: str
    host: str
    known: bool


def offered(
    runtime: Runtime, language: str, words: str = "", keep: Collection[str] = ()
) -> Iterator[tuple[Edition, list[Unit]]]:
    """Yield each module in the nearest language with its units whose titles hold every word of the search,
    and with those that are to be kept."""
    for release in runtime.catalogue.releases():
        edition = Edition(release.module, spoken(release, language))
        units = [
            unit
            for unit in release.module.units
            if not stays_native(unit) and (unit.key in keep or _fits(edition, unit, words))
        ]
        if units or release.module.id in keep:
            yield edition, units


def spoken(release: Release, language: str) -> str:
    """Return a language if the module has it, else the module's first."""
    languages = release.module.languages
    return language if language in languages else languages[0]


def answer(runtime: Runtime, launch: OpenSession, wanted: Wanted, language: str) -> Return:
    """Return the signed form for what was chosen. Raises LaunchError for what the platform does not take."""
    settings = launch.deep_linking or {}
    wishes = Wishes.of(settings)
    if len(wanted.choices) > (MOST_ITEMS if wishes.several else 1) or (wanted.choices and not wishes.links):
        raise LaunchError(Fault.FORM_OUTDATED, "more items than the platform takes, or none of their type")
    items = [_item(runtime, one, wishes, wanted, language) for one in wanted.choices]
    entry = runtime.registry.get(launch.registration_id)
    if entry is None:
        raise LaunchError(Fault.SESSION_ENDED, "the registration is not active any more")
    url = _return_url(settings, runtime.settings.web_schemes)
    token = response_token(
        entry, _deployment_id(runtime, launch), settings, items, runtime.tool_keys.sign, runtime.now()
    )
    host = urlsplit(url).hostname or ""
    return Return(url=url, token=token, host=host, known=host in entry.hosts)


def _item(runtime: Runtime, choice: Choice, wishes: Wishes, wanted: Wanted, language: str) -> Item:
    release, unit = _found(runtime, choice.key)
    edition = Edition(release.module, spoken(release, wanted.language or language))
    key = unit.key if unit else release.module.id
    custom = {"unit": key, "ctx_history": "$Context.id.history"}
    if wanted.language in release.module.languages:
        custom["lang"] = wanted.language
    # A whole module has no grade of its own: each of its units is reported in its own column, if it has one.
    graded = unit is not None and choice.graded and wishes.columns
    return Item(
        title=edition.text(unit.title) if unit else edition.title,
        text=edition.title if unit else edition.text(release.module.summary),
        url=runtime.settings.launch_url,
        unit_key=key,
        custom=custom,
        score_maximum=SCORE_MAXIMUM if graded else None,
        available=choice.available if wishes.dates else ALWAYS,
        submission=choice.submission if wishes.dates and unit is not None else ALWAYS,
        way=wishes.way or (wanted.way if wanted.way in wishes.ways else ""),
    )


def _found(runtime: Runtime, key: str) -> tuple[Release, Unit | None]:
    """Return what was chosen: a release, and its unit unless the whole module is meant."""
    found = runtime.catalogue.unit(key)
    if found is not None:
        return found
    release = None if "/" in key else runtime.catalogue.current(key)
    if release is None:
        raise LaunchError(Fault.UNIT_UNKNOWN, key[:200])
    return release, None


def graded_by_default(unit: Unit) -> bool:
    """Tell whether a unit usually gets a column in the gradebook."""
    return unit.kind in GRADED_KINDS


def _fits(edition: Edition, unit: Unit, words: str) -> bool:
    text = f"{edition.title} {edition.text(unit.title)} {unit.key}".casefold()
    return all(word in text for word in words.casefold().split())


def _return_url(settings: Mapping[str, Any], schemes: tuple[str, ...]) -> str:
    url = str(settings.get("deep_link_return_url", ""))
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        host = None
    if not host or parts.scheme not in schemes or parts.username:
        raise LaunchError(Fault.RETURN_ADDRESS, "deep_link_return_url is not an https address")
    return url


def _deployment_id(runtime: Runtime, launch: OpenSession) -> str:
    with runtime.database.read() as session:
        return session.scalars(
            select(Deployment.deployment_id).where(Deployment.id == launch.deployment_id)
        ).one()
