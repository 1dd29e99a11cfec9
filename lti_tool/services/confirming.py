"""Comparing a grade with the gradebook: what it shows already, and what it must not lose.

After the database was put back from a backup, the gradebook may hold what the database has forgotten.
"""

from __future__ import annotations

from lti_tool.services.gradebook_results import Result, of_person
from lti_tool.services.outbox import KEPT, Claim, Delivered, Outcome, Postponed, Refused
from lti_tool.services.platform_client import Delivery, PlatformClient
from lti_tool.services.platform_client import Outcome as Answered

SAME = 1e-4
"""Moodle keeps grades with five decimals."""


def shows(held: Result, claim: Claim) -> bool:
    """Whether a result is the claim's grade. Moodle leaves out a grade of 0."""
    if held.score is None:
        return claim.given == 0
    return abs(_share(held) - claim.given / claim.maximum) < SAME


def confirm(client: PlatformClient, claim: Claim) -> Outcome | None:
    """Say what is to become of a grade that nobody compared since the backup was put back; None: send it.

    A higher grade in the gradebook is kept, whenever it was given. A platform that does not let results be
    read is sent the grade with the moment at which it came to be, and refuses it where it holds a later one.
    """
    held = of_person(client, claim.registration_id, claim.line_item_url, claim.user)
    if isinstance(held, Delivery):
        if held.outcome is Answered.RETRY_LATER:
            wide = held.status is None or held.status >= 500
            return Postponed(held.outcome.value, held.detail, held.retry_after, platform_wide=wide)
        return None
    if held.score is None:
        return None
    if shows(held, claim):
        return Delivered(claim.line_item_id, claim.timestamp)
    if _share(held) > claim.given / claim.maximum:
        return kept("the gradebook holds a higher grade than the backup")
    return None


def kept(why: str) -> Refused:
    """Leave the gradebook as it is."""
    return Refused(KEPT, why)


def _share(held: Result) -> float:
    return (held.score or 0.0) / (held.maximum or 1.0)
