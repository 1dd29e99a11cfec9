"""Calls to a platform's services under our registrations: scores of a line item, and what others ask for."""

from __future__ import annotations

import datetime as dt
import email.utils
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from lti_tool.addresses import extended
from lti_tool.db import Database
from lti_tool.errors import OutboundError, TooLongError
from lti_tool.models import LineItem
from lti_tool.outbound import Answer, Outbound, Request
from lti_tool.security import Vault
from lti_tool.services.keys import ToolKeys
from lti_tool.services.registrations import Entry, Registry
from lti_tool.services.tokens import TokenRefusedError, Tokens

SCORE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
RESULT_READ = "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly"
LINE_ITEM = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
LINE_ITEM_READ = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem.readonly"
# Moodle compares these names exactly and answers 400 to any other.
SCORE_TYPE = "application/vnd.ims.lis.v1.score+json"
RESULTS_TYPE = "application/vnd.ims.lis.v2.resultcontainer+json"
LINE_ITEMS_TYPE = "application/vnd.ims.lis.v2.lineitemcontainer+json"
LONGEST_WAIT = dt.timedelta(days=1)


class Outcome(StrEnum):
    """What became of a score that was sent."""

    DELIVERED = "delivered"
    SUPERSEDED = "superseded"  # 409: the platform holds a score that is as new or newer
    UNAUTHORISED = "unauthorised"  # no token, or none that the service takes
    NOT_FOUND = "not-found"  # the line item is gone
    REFUSED = "refused"  # any other 4xx: sending the same again is useless
    RETRY_LATER = "retry-later"
    TOO_LONG = "too-long"  # more than is read of one answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """The outcome of one call. `detail` holds no token and no name."""

    outcome: Outcome
    status: int | None = None
    detail: str = ""
    retry_after: dt.timedelta | None = None


class PlatformClient:
    """Talks to platforms under our registrations; a token goes only to addresses of signed launches."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        outbound: Outbound,
        registry: Registry,
        keys: ToolKeys,
        now: Callable[[], dt.datetime],
    ) -> None:
        self._database = database
        self._outbound = outbound
        self._registry = registry
        self._now = now
        self._tokens = Tokens(database, vault, outbound, keys, now)

    def post_score(self, registration_id: int, line_item_url: str, payload: Mapping[str, Any]) -> Delivery:
        """Send a score (3.4): the JSON object with userId, timestamp, scoreGiven … as it is. Never raises for
        what a platform or the network does."""
        request = Request(
            method="POST",
            url=extended(line_item_url, {}, below="scores"),
            headers={"Content-Type": SCORE_TYPE, "Accept": "application/json"},
            body=json.dumps(dict(payload)).encode(),
        )
        if not self.knows(registration_id, line_item_url):
            return Delivery(outcome=Outcome.NOT_FOUND, detail="no active registration names this line item")
        answer = self.authorised(registration_id, SCORE, request)
        return answer if isinstance(answer, Delivery) else self.delivery(answer)

    def authorised(self, registration_id: int, scope: str, request: Request) -> Answer | Delivery:
        """Send with a token; with a fresh one once more when the service does not take the first.

        The caller has seen that a signed launch of this registration named the address.
        """
        entry = self._registry.get(registration_id)
        if entry is None:
            return Delivery(outcome=Outcome.NOT_FOUND, detail="the registration is not active")
        try:
            token, answer = self._send(entry, scope, request)
            if answer.status == 401:
                self._tokens.forget(entry, [scope], token)
                _, answer = self._send(entry, scope, request)
        except TokenRefusedError as error:
            return Delivery(outcome=Outcome.UNAUTHORISED, status=error.status, detail=str(error))
        except TooLongError as error:
            return Delivery(outcome=Outcome.TOO_LONG, detail=str(error))
        except OutboundError as error:
            return Delivery(outcome=Outcome.RETRY_LATER, detail=str(error))
        return answer

    def token_answer(self, entry: Entry, scopes: str) -> Answer:
        """Ask for a token anew and return what the platform answers. Raises OutboundError."""
        return self._tokens.answer(entry, scopes)

    def _send(self, entry: Entry, scope: str, request: Request) -> tuple[str, Answer]:
        token = self._tokens.get(entry, [scope])
        headers = {**request.headers, "Authorization": f"Bearer {token}"}
        sent = Request(method=request.method, url=request.url, headers=headers, body=request.body)
        return token, self._outbound.send(sent)

    def knows(self, registration_id: int, url: str) -> bool:
        """Tell whether a signed launch of a registration has named a line item."""
        query = select(LineItem.id).where(LineItem.registration_id == registration_id, LineItem.url == url)
        with self._database.read() as session:
            return session.scalars(query).first() is not None

    def delivery(self, answer: Answer) -> Delivery:
        """Return what an answer means, by its status."""
        outcome = _outcome(answer.status)
        wait = self._wait(answer) if outcome is Outcome.RETRY_LATER else None
        detail = "" if outcome is Outcome.DELIVERED else f"the platform answers {answer.status}"
        return Delivery(outcome=outcome, status=answer.status, detail=detail, retry_after=wait)

    def _wait(self, answer: Answer) -> dt.timedelta | None:
        """Read Retry-After (RFC 9110, 10.2.3): seconds or a date; at most a day."""
        text = answer.headers.get("retry-after", "").strip()
        if text.isdecimal():
            return min(dt.timedelta(seconds=min(int(text[:9]), 10**8)), LONGEST_WAIT)
        try:
            moment = email.utils.parsedate_to_datetime(text)
        except (ValueError, TypeError):
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=dt.UTC)
        return min(max(moment - self._now(), dt.timedelta(0)), LONGEST_WAIT)


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return Outcome.DELIVERED
    named = {
        401: Outcome.UNAUTHORISED,
        403: Outcome.UNAUTHORISED,
        404: Outcome.NOT_FOUND,
        408: Outcome.RETRY_LATER,
        409: Outcome.SUPERSEDED,
        410: Outcome.NOT_FOUND,
        425: Outcome.RETRY_LATER,
        429: Outcome.RETRY_LATER,
    }
    # A redirect is not followed (the token would leak); a platform in maintenance may send one.
    return named.get(status, Outcome.REFUSED if 400 <= status < 500 else Outcome.RETRY_LATER)
