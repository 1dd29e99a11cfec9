"""What `poiju demo` and tests need: a course with a link per unit, and how the tool is to be registered."""

from __future__ import annotations

from typing import Any

from lti_tool.stand_in.course import Platform
from packager.document.edition import Edition
from packager.document.units import GRADED_KINDS, stays_native

COMPLETION = 1.0
MARKS = 100.0


def registration(platform: Platform) -> dict[str, Any]:
    """Return the fields of `lti_tool.services.registrations.NewRegistration` for a stand-in."""
    return {
        "issuer": platform.issuer,
        "client_id": platform.client_id,
        "auth_login_url": f"{platform.issuer}/auth",
        "token_url": f"{platform.issuer}/token",
        "jwks_url": f"{platform.issuer}/jwks",
        "deployments": (platform.deployment_id,),
    }


def fill_course(platform: Platform, edition: Edition) -> None:
    """Put a link for every unit of a module into the course.

    A quiz is graded by its marks, other units by completion; those that stay the platform's have no column.
    """
    for unit in edition.module.units:
        maximum = None if stays_native(unit) else MARKS if unit.kind in GRADED_KINDS else COMPLETION
        platform.add_link(edition.text(unit.title), {"unit": unit.key}, maximum=maximum, resource_id=unit.key)
