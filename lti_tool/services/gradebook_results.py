"""Results as a platform's gradebook shows them (AGS 2.0, 3.3), all pages of them.

Moodle leaves a grade of 0 out of its results, so no grade counts as 0 there.
"""

from __future__ import annotations

from dataclasses import dataclass

from lti_tool.addresses import extended
from lti_tool.outbound import Answer, Request
from lti_tool.services.paging import read_pages
from lti_tool.services.platform_client import RESULT_READ, RESULTS_TYPE, Delivery, Outcome, PlatformClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A grade as the platform shows it. None may mean 0 in Moodle."""

    user_id: str
    score: float | None
    maximum: float | None


def read(
    client: PlatformClient, registration_id: int, line_item_url: str, user: str = ""
) -> list[Result] | Delivery:
    """Return the results of a column; with `user` one person's alone, also of a platform that sends all."""
    if not client.knows(registration_id, line_item_url):
        return Delivery(outcome=Outcome.NOT_FOUND, detail="no active registration names this line item")

    def ask(address: str) -> Answer | Delivery:
        request = Request(method="GET", url=address, headers={"Accept": RESULTS_TYPE})
        return client.authorised(registration_id, RESULT_READ, request)

    first = extended(line_item_url, {"user_id": user} if user else {}, below="results")
    pages = read_pages(ask, first, client.delivery)
    if isinstance(pages, Delivery):
        return pages
    if not all(isinstance(page, list) for page in pages.contents):
        return Delivery(outcome=Outcome.RETRY_LATER, detail="the platform's results are no list")
    rows = [row for page in pages.contents if isinstance(page, list) for row in page]
    found = [result for row in rows if (result := _result(row))]
    return [one for one in found if not user or one.user_id == user]


def of_person(
    client: PlatformClient, registration_id: int, line_item_url: str, user: str
) -> Result | Delivery:
    """Return one person's result, an empty one where the gradebook shows none; or why it cannot be read."""
    found = read(client, registration_id, line_item_url, user)
    if isinstance(found, Delivery):
        return found
    return found[0] if found else Result(user_id=user, score=None, maximum=None)


def _result(row: object) -> Result | None:
    """Return a row of a platform's results, None where it is none."""
    if not isinstance(row, dict) or not row.get("userId"):
        return None
    return Result(
        user_id=str(row["userId"]),
        score=_number(row.get("resultScore")),
        maximum=_number(row.get("resultMaximum")),
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
