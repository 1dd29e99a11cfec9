"""How far a launch has come: which check it stands at, and what is known of it for its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Check(StrEnum):
    """What a launch must pass, in the order in which it is looked at."""

    LOGIN = "login"  # it answers a login that began here, not long ago
    BROWSER = "browser"  # in the same browser
    REGISTRATION = "registration"  # under a registration that is switched on
    FORM = "form"  # with a token that can be read, of the one kind that we take
    ISSUER = "issuer"
    AUDIENCE = "audience"
    KEY = "key"  # signed with a key that the platform publishes
    SIGNATURE = "signature"
    TIMES = "times"
    NONCE = "nonce"  # for this login and no other
    MESSAGE = "message"  # of a kind that we know
    TARGET = "target"
    CLAIMS = "claims"  # with all that its kind of message demands
    DEPLOYMENT = "deployment"  # from a place that an admin has approved
    ONCE = "once"


MODES = ("partitioned", "window", "storage", "unknown")
"""How the browser proved to be the one of the login: by a cookie in the platform's frame, by one in a window
of ours, by the platform's storage; `unknown` where the browser does not say in what it stands."""


@dataclass(slots=True)
class Trail:
    """A launch on its way: `at` is the check that is being made."""

    mode: str
    at: Check = Check.LOGIN
    registration_id: int | None = None
    body: Mapping[str, Any] | None = None  # as the token says, verified only beyond `SIGNATURE`
