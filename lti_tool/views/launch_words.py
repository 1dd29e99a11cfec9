"""What the admin pages call the checks of a launch and the ways by which a browser proves itself."""

from __future__ import annotations

from flask_babel import format_decimal, gettext


def check_name(check: str) -> str:
    """Return what a launch must pass."""
    names = {
        "login": gettext("It answers a login that began here less than ten minutes ago"),
        "browser": gettext("The same browser brings it"),
        "registration": gettext("The registration is switched on"),
        "form": gettext("The token can be read and is signed with RS256"),
        "issuer": gettext("The issuer is the platform’s"),
        "audience": gettext("The audience is the client id"),
        "key": gettext("The platform publishes the key"),
        "signature": gettext("The signature fits"),
        "times": gettext("The times fit our clock"),
        "nonce": gettext("The nonce is the login’s, and a person is named"),
        "message": gettext("The message is of a kind that the tool knows"),
        "target": gettext("The target is the login’s"),
        "claims": gettext("The claims of its message are whole"),
        "deployment": gettext("The deployment is approved"),
        "once": gettext("The login was not used before"),
    }
    return str(names[check])


def outcome_name(passed: bool | None) -> str:
    """Return how a check went."""
    if passed is None:
        return str(gettext("not reached"))
    return str(gettext("passed") if passed else gettext("failed"))


def mode_name(mode: str) -> str:
    """Return by what a browser proved itself."""
    names = {
        "partitioned": gettext("a partitioned cookie in the platform’s frame"),
        "window": gettext("a cookie in a window of its own"),
        "storage": gettext("the platform’s storage"),
        "unknown": gettext("the browser does not say"),
    }
    return str(names[mode])


def in_seconds(seconds: float) -> str:
    """Return a number with one decimal, as the interface's language writes it."""
    return str(format_decimal(round(seconds, 1)))


def behind(seconds: float) -> str:
    """Return how far a platform's clock is from ours."""
    number = in_seconds(abs(seconds))
    if seconds < 0:
        return str(gettext("%(number)s s ahead of ours", number=number))
    return str(gettext("%(number)s s behind ours", number=number))
