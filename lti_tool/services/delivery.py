"""Sending one claimed score by the rules of Assignment and Grade Services 2.0, and by Moodle's."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from lti_tool.db import Database
from lti_tool.services import line_items
from lti_tool.services.columns import Columns
from lti_tool.services.confirming import confirm, kept, shows
from lti_tool.services.gradebook_results import Result, of_person
from lti_tool.services.outbox import APART, Claim, Delivered, Outcome, Postponed, Refused
from lti_tool.services.platform_client import Delivery, PlatformClient
from lti_tool.services.platform_client import Outcome as Answered


def deliver(database: Database, client: PlatformClient, claim: Claim) -> Outcome:
    """Send the score of a claim and say what became of it."""
    if claim.unconfirmed_since is not None and (settled := confirm(client, claim)) is not None:
        return settled
    if claim.is_outdated:
        claim = replace(claim, timestamp=claim.occurred_at)  # so that the platform refuses it for a newer one
    answer = _send(client, claim, claim.line_item_url, claim.timestamp)
    if answer.outcome is Answered.NOT_FOUND:
        return _bind_anew(database, client, claim, answer)
    if answer.outcome is Answered.SUPERSEDED:
        return _after_conflict(client, claim, claim.line_item_url, claim.line_item_id)
    return _outcome(answer, claim.line_item_id, claim.timestamp)


def _send(client: PlatformClient, claim: Claim, url: str, timestamp: dt.datetime) -> Delivery:
    return client.post_score(claim.registration_id, url, payload(claim, timestamp))


def payload(claim: Claim, timestamp: dt.datetime) -> dict[str, object]:
    """Return the score object (AGS 2.0 section 3.4): time stamps in UTC with microseconds."""
    return {
        "userId": claim.user,
        "scoreGiven": claim.given,
        "scoreMaximum": claim.maximum,
        "activityProgress": claim.activity_progress,
        "gradingProgress": claim.grading_progress,
        "timestamp": timestamp.astimezone(dt.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
    }


def _outcome(answer: Delivery, line_item_id: int, timestamp: dt.datetime) -> Outcome:
    if answer.outcome is Answered.DELIVERED:
        return Delivered(line_item_id, timestamp)
    if answer.outcome in {Answered.REFUSED, Answered.NOT_FOUND}:
        return Refused(answer.outcome.value, answer.detail)
    # Without a status the network failed: nobody else's score of this platform will arrive either.
    # A token that is refused may be mended by the platform's administrator, so it is not for ever.
    wide = answer.status is None or answer.outcome is Answered.UNAUTHORISED or answer.status >= 500
    return Postponed(answer.outcome.value, answer.detail, answer.retry_after, wide, timestamp)


def _after_conflict(client: PlatformClient, claim: Claim, url: str, line_item_id: int) -> Outcome:
    """409: the platform holds a score of this or a later moment. When it is this grade, all is well.

    Moodle 4.5 stores the time of receipt and compares whole seconds, so an answer that got lost, or a
    clock that is behind, ends here; one second later the score is taken.
    """
    held = of_person(client, claim.registration_id, url, claim.user)
    if isinstance(held, Result) and shows(held, claim):
        return Delivered(line_item_id, claim.timestamp)
    if claim.is_outdated:
        return kept("the gradebook holds a grade that is newer than the backup")
    later = claim.timestamp + APART
    answer = _send(client, claim, url, later)
    if answer.outcome is Answered.SUPERSEDED:
        return Postponed(answer.outcome.value, answer.detail, timestamp=later)
    return _outcome(answer, line_item_id, later)


def _bind_anew(database: Database, client: PlatformClient, claim: Claim, answer: Delivery) -> Outcome:
    """404: the column is gone. Send to the one that took its place, if the platform names one."""
    found = line_items.take_place(database, Columns(database, client), claim.line_item_id)
    if found is None:
        return Refused(answer.outcome.value, answer.detail)
    again = _send(client, claim, found.url, claim.timestamp)
    if again.outcome is Answered.SUPERSEDED:
        return _after_conflict(client, claim, found.url, found.id)
    return _outcome(again, found.id, claim.timestamp)
