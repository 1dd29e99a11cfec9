"""What the admin pages call states and actions."""

from __future__ import annotations

from flask_babel import gettext


def state_name(status: str) -> str:
    """Return what a state of a registration or a deployment is called."""
    names = {
        "active": gettext("on"),
        "disabled": gettext("off"),
        "pending": gettext("waits for approval"),
    }
    return str(names[status])


def action_name(kind: str) -> str:
    """Return what an action in the log is called."""
    names = {
        "link-made": gettext("made a link to these pages"),
        "entered": gettext("logged in"),
        "left": gettext("logged out"),
        "switched-on": gettext("switched on"),
        "switched-off": gettext("switched off"),
        "deployment-approved": gettext("approved a deployment"),
        "invited": gettext("made a registration address"),
        "registered": gettext("registered a platform by a registration address"),
        "agreed-anew": gettext("registered a platform once more by a registration address"),
        "added": gettext("registered a platform by hand"),
        "key-published": gettext("published a new signing key"),
        "key-signs": gettext("made the tool sign with another key"),
        "keys-withdrawn": gettext("withdrew all earlier signing keys"),
        "platform-moved": gettext("moved a platform to a new address"),
        "people-merged": gettext("said that a registration has the same people"),
        "purged": gettext("deleted a registration with all that was done there"),
        "restored": gettext("put the database back from a backup"),
        "names-on": gettext("let teachers see names"),
        "scores-retried": gettext("made waiting scores be sent at once"),
        "names-off": gettext("hid and deleted names"),
        "keys-fetched": gettext("fetched a platform's keys"),
        "token-asked": gettext("asked a platform for a token"),
        "tenant-named": gettext("made or named an institution"),
        "person-exported": gettext("gave out what is held of a person"),
        "person-forgotten": gettext("deleted all that was held of a person"),
    }
    return str(names[kind])


def key_state_name(status: str) -> str:
    """Return what a state of a signing key is called."""
    names = {
        "active": gettext("signs"),
        "next": gettext("comes next"),
        "retired": gettext("retired"),
        "withdrawn": gettext("withdrawn"),
    }
    return str(names[status])


def scope_name(scope: str) -> str:
    """Return what a scope of a platform's services allows; one that is not known names itself."""
    gradebook = "https://purl.imsglobal.org/spec/lti-ags/scope/"
    names = {
        f"{gradebook}score": gettext("send scores"),
        f"{gradebook}result.readonly": gettext("read results"),
        f"{gradebook}lineitem": gettext("make and change columns of the gradebook"),
        f"{gradebook}lineitem.readonly": gettext("read columns of the gradebook"),
        "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly": gettext(
            "read who is in a course"
        ),
    }
    return str(names.get(scope, scope))


def score_state_name(status: str) -> str:
    """Return how it stands with a score."""
    names = {
        "pending": gettext("waits"),
        "sending": gettext("is being sent"),
        "refused": gettext("was not taken"),
        "delivered": gettext("in the gradebook"),
    }
    return str(names[status])
