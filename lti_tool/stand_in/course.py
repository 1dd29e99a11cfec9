"""What the stand-in knows: people, a course with links to units, its gradebook, and what it was sent."""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa

from lti_tool.stand_in.faults import Faults
from lti_tool.stand_in.grades import Gradebook, LineItem
from lti_tool.stand_in.members import Members

MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"


@dataclass(frozen=True, slots=True)
class User:
    """A person of the platform. `id` is the `sub` of launches."""

    id: str
    name: str
    role: str  # Instructor or Learner
    locale: str

    @property
    def roles(self) -> list[str]:
        """The role as LTI writes it."""
        return [MEMBERSHIP + self.role]

    @property
    def teaches(self) -> bool:
        """Whether the gradebook leaves this person out."""
        return self.role == "Instructor"


USERS = (
    User("101", "Tuula Opettaja", "Instructor", "fi"),
    User("201", "Leena Oppija", "Learner", "fi"),
    User("202", "Oskar Studerande", "Learner", "sv_fi"),
    User("203", "Emma Learner", "Learner", "en"),
)


@dataclass(slots=True)
class ResourceLink:
    """An activity in the course that opens in the tool."""

    id: str
    title: str
    custom: dict[str, str]
    url: str = ""  # empty: the tool's launch address
    text: str = ""
    line_item: LineItem | None = None
    item: dict[str, Any] = field(default_factory=dict)  # as Deep Linking brought it
    only: frozenset[str] | None = None  # who may open it; None: everybody


@dataclass(slots=True)
class PendingLaunch:
    """A launch between the click and the token. Single use, as in Moodle."""

    user: User
    message: str  # LtiResourceLinkRequest or LtiDeepLinkingRequest
    link: ResourceLink | None
    target: str
    placement: str  # iframe or window
    for_user: str = ""  # whose work a submission review is about


@dataclass(frozen=True, slots=True)
class ToolAddresses:
    """Where the tool answers."""

    login: str
    launch: str
    jwks: str

    @classmethod
    def at(cls, tool_url: str) -> ToolAddresses:
        """Return the addresses of a Poiju tool."""
        base = tool_url.rstrip("/")
        return cls(f"{base}/lti/login", f"{base}/lti/launch", f"{base}/lti/jwks")


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(slots=True)
class Platform:
    """The platform's whole state. `lock` guards it: the server runs in threads."""

    issuer: str
    tool: ToolAddresses
    client_id: str = "poiju-stand-in"
    deployment_id: str = "1"
    context_id: str = "course-1"
    context_title: str = "Sandbox course"
    key: rsa.RSAPrivateKey = field(default_factory=_new_key)
    users: dict[str, User] = field(default_factory=lambda: {user.id: user for user in USERS})
    links: dict[str, ResourceLink] = field(default_factory=dict)
    gradebook: Gradebook = field(default_factory=Gradebook)
    lists_people: bool = True  # Moodle does not where all activities came in a package
    results_page: int = 0  # results a page; 0: all
    members: Members = field(default_factory=Members)
    faults: Faults = field(default_factory=Faults)
    pending: dict[str, PendingLaunch] = field(default_factory=dict)
    tokens: dict[str, frozenset[str]] = field(default_factory=dict)
    received: list[dict[str, Any]] = field(default_factory=list)
    tokens_given: int = 0
    permissions: set[str] = field(default_factory=set)
    registered: list[dict[str, Any]] = field(default_factory=list)
    wishes: dict[str, Any] = field(default_factory=dict)  # other settings of Deep Linking than the usual
    storage: str = ""  # what the page around a tool's frame does when asked to keep data (storage.MODES)
    resizes: bool = False  # whether that page listens to the size that a tool wishes
    lock: threading.RLock = field(default_factory=threading.RLock)

    def add_link(
        self, title: str, custom: dict[str, str], *, maximum: float | None = None,
        resource_id: str = "", tag: str = "", url: str = "", text: str = ""
    ) -> ResourceLink:  # fmt: skip
        """Put an activity into the course; with a `maximum` it has a column in the gradebook."""
        with self.lock:
            link = ResourceLink(
                id=f"link-{len(self.links) + 1}", title=title, custom=custom, url=url, text=text
            )
            if maximum is not None:
                link.line_item = self.gradebook.add_item(
                    label=title, maximum=maximum, resource_id=resource_id, tag=tag, link_id=link.id
                )
            self.links[link.id] = link
            return link

    def begin(
        self, user: User, message: str, link: ResourceLink | None, placement: str, for_user: str = ""
    ) -> str:
        """Remember a launch and return its hint, usable once."""
        hint = secrets.token_urlsafe(12)
        target = link.url if link and link.url else self.tool.launch
        with self.lock:
            self.pending[hint] = PendingLaunch(user, message, link, target, placement, for_user)
        return hint

    def permit_registration(self) -> str:
        """Return a permission to register a tool, good for once."""
        token = secrets.token_urlsafe(24)
        with self.lock:
            self.permissions.add(token)
        return token

    def use_permission(self, token: str) -> bool:
        """Use a permission up; tell whether it was one."""
        with self.lock:
            known = token in self.permissions
            self.permissions.discard(token)
            return known

    def give_token(self, scopes: frozenset[str]) -> str:
        """Return a new access token."""
        token = secrets.token_urlsafe(24)
        with self.lock:
            self.tokens[token] = scopes
            self.tokens_given += 1
        return token

    def forget_tokens(self) -> None:
        """Make every token that was given out invalid, as a restart of a platform may."""
        with self.lock:
            self.tokens.clear()
