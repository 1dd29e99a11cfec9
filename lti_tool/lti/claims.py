"""What a launch says, taken out of its claims with care: wrong types are absent, unresolved variables too."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
SCORES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
MEMBERS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
LONGEST_ID = 255  # LTI 1.3 core, 5.3.3: identifiers have at most 255 characters

_VARIABLE = re.compile(r"\$[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+)+")
_LOCALE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextClaim:
    """The course."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkClaim:
    """The activity."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradebookClaim:
    """The gradebook's services: `line_item` only where the activity has exactly one column."""

    line_item: str | None
    line_items: str | None
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claims:
    """A verified token's body."""

    body: Mapping[str, Any]

    def text(self, name: str) -> str | None:
        """Return a claim that is a non-empty text."""
        return _text(self.body.get(name))

    @property
    def message_type(self) -> str | None:
        """LtiResourceLinkRequest, LtiDeepLinkingRequest …"""
        return self.text(f"{CLAIM}message_type")

    @property
    def deployment_id(self) -> str | None:
        """The deployment, case-sensitive."""
        return self.text(f"{CLAIM}deployment_id")

    @property
    def target_link_uri(self) -> str | None:
        """The address that the link was made for."""
        return self.text(f"{CLAIM}target_link_uri")

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles as they were sent, at most 50; anything but a list of texts is no role at all."""
        listed = self.body.get(f"{CLAIM}roles")
        if not isinstance(listed, list):
            return ()
        return tuple(one for one in listed[:50] if isinstance(one, str) and len(one) <= LONGEST_ID)

    @property
    def context(self) -> ContextClaim | None:
        """The course, if there is one."""
        claim = self._object(f"{CLAIM}context")
        found = _identifier(claim.get("id"))
        return ContextClaim(id=found, title=_title(claim)) if found else None

    @property
    def link(self) -> LinkClaim | None:
        """The activity, if there is one."""
        claim = self._object(f"{CLAIM}resource_link")
        found = _identifier(claim.get("id"))
        return LinkClaim(id=found, title=_title(claim)) if found else None

    @property
    def gradebook(self) -> GradebookClaim | None:
        """The gradebook's services, if the platform offers them here."""
        claim = self._object(SCORES)
        if not claim:
            return None
        listed = claim.get("scope")
        scopes = tuple(one for one in listed if isinstance(one, str)) if isinstance(listed, list) else ()
        return GradebookClaim(
            line_item=_text(claim.get("lineitem")), line_items=_text(claim.get("lineitems")), scopes=scopes
        )

    @property
    def members_url(self) -> str | None:
        """Where the people of the course are listed (Names and Role Provisioning Services 2.0, 3.6)."""
        return _text(self._object(MEMBERS).get("context_memberships_url"))

    @property
    def locale(self) -> str | None:
        """The language of the person's interface: `fi`, `sv_fi`, `en-US`."""
        return _locale(self._object(f"{CLAIM}launch_presentation").get("locale"))

    @property
    def return_url(self) -> str | None:
        """Where the platform wants the browser back."""
        return _text(self._object(f"{CLAIM}launch_presentation").get("return_url"))

    @property
    def deep_linking(self) -> dict[str, Any]:
        """The settings of a Deep Linking request."""
        return dict(self._object(DEEP_LINKING))

    @property
    def product(self) -> str | None:
        """What the platform says it is: `moodle`, `canvas` …"""
        return _text(self._object(f"{CLAIM}tool_platform").get("product_family_code"))

    @property
    def for_user(self) -> str | None:
        """Whose work a submission review is about; Moodle may leave it out."""
        return _identifier(self._object(f"{CLAIM}for_user").get("user_id"))

    def custom(self, name: str) -> str | None:
        """Return a custom parameter; a variable that was not substituted (`$User.id`) is absent."""
        value = _text(self._object(f"{CLAIM}custom").get(name))
        return None if value is None or _VARIABLE.fullmatch(value) else value

    @property
    def custom_language(self) -> str | None:
        """The language that the link asks for."""
        return _locale(self.custom("lang"))

    def _object(self, name: str) -> Mapping[str, Any]:
        claim = self.body.get(name)
        return claim if isinstance(claim, dict) else {}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value and len(value) <= 2048 else None


def _identifier(value: object) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= LONGEST_ID else None


def _title(claim: Mapping[str, Any]) -> str:
    return (_text(claim.get("title")) or "")[:255]


def _locale(value: object) -> str | None:
    return value if isinstance(value, str) and len(value) <= 35 and _LOCALE.fullmatch(value) else None
