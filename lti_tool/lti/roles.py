"""Roles: whole URIs or the short names of context roles, nothing that merely looks like one.

LTI 1.3 core, appendix A.2. Only a role in the course lets somebody act in the course: an Instructor
of the institution or an Administrator of the system is a learner there.
"""

from __future__ import annotations

from collections.abc import Iterable

MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
TEACHING = ("Instructor", "ContentDeveloper", "Administrator")
# Sub-roles stand below their principal role: `membership/Instructor#TeachingAssistant`.
SUB_ROLES = {
    "Instructor": (
        "ExternalInstructor",
        "Grader",
        "GuestInstructor",
        "Lecturer",
        "PrimaryInstructor",
        "SecondaryInstructor",
        "TeachingAssistant",
        "TeachingAssistantGroup",
        "TeachingAssistantOffering",
        "TeachingAssistantSection",
    ),
    "ContentDeveloper": ("ContentDeveloper", "ContentExpert", "ExternalContentExpert", "Librarian"),
    "Administrator": ("Administrator", "Developer", "ExternalDeveloper", "ExternalSupport", "Support"),
}

_TEACHER = frozenset(
    [
        *TEACHING,
        *(f"{MEMBERSHIP}#{name}" for name in TEACHING),
        *(f"{MEMBERSHIP}/{role}#{name}" for role, names in SUB_ROLES.items() for name in names),
    ]
)

ADMINISTRATOR = frozenset(
    {
        "http://purl.imsglobal.org/vocab/lis/v2/institution/person#Administrator",
        "http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator",
        "http://purl.imsglobal.org/vocab/lis/v2/system/person#SysAdmin",
    }
)
"""Who looks after a whole platform: whole URIs alone, as a short name would be a role in a course."""


def is_administrator(roles: Iterable[str]) -> bool:
    """Tell whether one of the roles looks after the institution or the whole platform."""
    return any(role in ADMINISTRATOR for role in roles)


def is_teacher(roles: Iterable[str]) -> bool:
    """Tell whether one of the roles is a teaching or managing role in this very course."""
    return any(role in _TEACHER for role in roles)
