"""The answer to a Deep Linking request (LTI Deep Linking 2.0, 4): pylti1p3's message with its gaps closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from pylti1p3.deep_link import DeepLink, TDeepLinkData
from pylti1p3.deep_link_resource import DeepLinkResource
from pylti1p3.lineitem import LineItem
from pylti1p3.registration import Registration

from lti_tool.services.registrations import Entry

BACKDATED = dt.timedelta(seconds=10)  # Moodle's php-jwt allows no clock difference at all
LIVES = dt.timedelta(minutes=5)
REVIEWABLE = ("InProgress", "Submitted", "Completed")
DATA = "https://purl.imsglobal.org/spec/lti-dl/claim/data"

Sign = Callable[[dict[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Period:
    """From when until when; either may be missing."""

    start: dt.datetime | None = None
    end: dt.datetime | None = None

    def to_dict(self) -> dict[str, str]:
        """Return it as Deep Linking writes it (4.2, TimePeriod)."""
        said = {"startDateTime": self.start, "endDateTime": self.end}
        return {name: _written(moment) for name, moment in said.items() if moment}


ALWAYS = Period()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A link to a unit, as the platform will store it. `score_maximum` None: no column in the gradebook.

    `way` is how it opens, `iframe` or `window`; empty: as the platform opens links.
    """

    title: str
    text: str
    url: str
    unit_key: str
    custom: Mapping[str, str] = field(default_factory=dict)
    score_maximum: float | None = None
    available: Period = ALWAYS
    submission: Period = ALWAYS
    way: str = ""


WAYS: Mapping[str, Mapping[str, object]] = {"iframe": {"height": 700}, "window": {"targetName": "_blank"}}
"""What a platform needs to know of a way of opening: a frame's height in pixels, a window's name."""


def response_token(
    entry: Entry,
    deployment_id: str,
    settings: Mapping[str, Any],
    items: Sequence[Item],
    sign: Sign,
    now: dt.datetime,
) -> str:
    """Return the signed LtiDeepLinkingResponse; an empty list says that nothing was chosen."""
    registration = Registration().set_issuer(entry.issuer).set_client_id(entry.client_id)
    answer = _Answer(registration, deployment_id, cast(TDeepLinkData, dict(settings)))
    answer.sign, answer.now = sign, now
    return str(answer.get_response_jwt([_resource(item) for item in items]))


class _Answer(DeepLink):
    """Signs with our kept key, back-dates `iat`, echoes `data` only when it was sent."""

    sign: Sign
    now: dt.datetime

    def get_message_jwt(self, resources: Sequence[DeepLinkResource]) -> dict[str, object]:
        message: dict[str, object] = super().get_message_jwt(resources)
        made = self.now - BACKDATED
        message["iat"] = int(made.timestamp())
        message["exp"] = int((made + LIVES).timestamp())
        if message[DATA] is None:
            del message[DATA]
        return message

    def encode_jwt(self, message: dict[str, Any]) -> str:
        return self.sign(message)


class _Resource(DeepLinkResource):
    """Adds what pylti1p3 leaves out: the text, times and the way of opening."""

    item: Item

    def to_dict(self) -> dict[str, object]:
        made: dict[str, object] = super().to_dict()
        item = self.item
        more: dict[str, object] = {
            "text": item.text,
            "available": item.available.to_dict(),
            "submission": item.submission.to_dict(),
        }
        if item.way:
            more[item.way] = dict(WAYS[item.way])
        return {**made, **{name: value for name, value in more.items() if value}}


def _resource(item: Item) -> _Resource:
    made = _Resource()
    made.set_title(item.title).set_url(item.url)
    made.set_custom_params(dict(item.custom))
    made.item = item
    if item.score_maximum is not None:
        column = LineItem().set_score_maximum(item.score_maximum).set_label(item.title)
        column.set_resource_id(item.unit_key).set_tag("completion")
        # From its gradebook the platform opens a learner's work here (LTI Submission Review 1.0).
        column.set_submission_review(list(REVIEWABLE), url=item.url, custom={"unit": item.unit_key})
        made.set_lineitem(column)
    return made


def _written(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
