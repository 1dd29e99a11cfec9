"""Attacks by way of what the tool asks of a platform: its keys, its tokens, addresses inside our network."""

from __future__ import annotations

import pytest

from lti_tool.errors import Fault
from lti_tool.models import Context, LineItem, OutboxScore, Person
from lti_tool.outbound import Outbound, Request
from lti_tool.services.registrations import NewRegistration
from lti_tool.stand_in.demo import registration
from tests.support.live import Live, form
from tests.support.sample import ID
from tests.support.waiting import eventually
from tests.support.wire import ENDPOINT, Claims, Wire

INSIDE = [
    "http://10.0.0.1/jwks",
    "http://169.254.169.254/latest/meta-data",
    "http://[::1]/",
    "http://0.0.0.0/",
]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Request]:
    """Note what the tool asks of platforms."""
    requests: list[Request] = []
    send = Outbound.send

    def noted(at: Outbound, request: Request):  # type: ignore[no-untyped-def]  # as the method
        requests.append(request)
        return send(at, request)

    monkeypatch.setattr(Outbound, "send", noted)
    return requests


@pytest.mark.parametrize("address", INSIDE)
def test_a_key_address_inside_our_network_is_not_asked(wire: Wire, address: str) -> None:
    platform = wire.place.platform
    client = f"client {INSIDE.index(address)}"
    fields = {**registration(platform), "client_id": client, "jwks_url": address}
    wire.place.runtime.registry.add(NewRegistration(**fields))
    platform.client_id, held = client, platform.client_id
    try:
        wire.refuses(Fault.KEYS_UNAVAILABLE)
    finally:
        platform.client_id = held


def finished(wire: Wire, user: str, endpoint: Claims) -> None:
    """Finish a unit in a launch whose gradebook is where a claim says."""
    link = wire.place.platform.add_link("graded", {"unit": f"{ID}/outcomes"}, maximum=1.0)
    visit = wire.opens({ENDPOINT: endpoint}, wire.form(user, link))
    action, hidden = form(visit.text, "/done")
    wire.http.post(visit.address(action), data=hidden, timeout=20)


def queued(place: Live, url: str) -> OutboxScore | None:
    with place.runtime.database.read() as session:
        return (
            session.query(OutboxScore)
            .join(LineItem, LineItem.id == OutboxScore.line_item_id)
            .filter(LineItem.url == url)
            .one_or_none()
        )


def test_a_line_item_inside_our_network_gets_neither_score_nor_token(
    wire: Wire, asked: list[Request]
) -> None:
    url = "http://169.254.169.254/items/1"
    finished(wire, "202", {"lineitem": url, "scope": ["https://purl.imsglobal.org/spec/lti-ags/scope/score"]})
    eventually(lambda: (row := queued(wire.place, url)) is not None and row.attempts > 0)
    row = queued(wire.place, url)
    assert row is not None
    assert row.status != "delivered"


def test_a_redirect_of_a_key_address_is_not_followed(wire: Wire, asked: list[Request]) -> None:
    platform = wire.place.platform
    moved = f"{platform.issuer}/as/101"  # answers 308
    fields = {**registration(platform), "client_id": "moved", "jwks_url": moved}
    wire.place.runtime.registry.add(NewRegistration(**fields))
    platform.client_id, held = "moved", platform.client_id
    try:
        wire.refuses(Fault.KEYS_UNAVAILABLE)
    finally:
        platform.client_id = held
    assert [one.url for one in asked if "/as/101" in one.url] == [moved]


def test_two_clients_of_one_platform_never_share_a_token(wire: Wire) -> None:
    platform = wire.place.platform
    fields = {**registration(platform), "client_id": "tenant-2", "tenant": "second"}
    second = wire.place.runtime.registry.add(NewRegistration(**fields))
    first = wire.place.runtime.registry.find(platform.issuer, platform.client_id)
    other = wire.place.runtime.registry.get(second)
    assert first
    assert other
    tokens = wire.place.runtime.client._tokens
    scope = ["https://purl.imsglobal.org/spec/lti-ags/scope/score"]
    mine = tokens.get(first, scope)
    platform.client_id, held = "tenant-2", platform.client_id
    try:
        assert tokens.get(other, scope) != mine
    finally:
        platform.client_id = held
    assert tokens.get(first, scope) == mine


def test_a_score_for_a_line_item_that_another_tenant_s_launch_named_is_not_sent(wire: Wire) -> None:
    """The address of a gradebook is the registration's that a signed launch named it for."""
    place, platform = wire.place, wire.place.platform
    wire.opens(fields=wire.form(link=place.platform.add_link("graded", {}, maximum=1.0)))
    fields = {**registration(platform), "client_id": "tenant-3", "tenant": "third"}
    third = place.runtime.registry.add(NewRegistration(**fields))
    with place.runtime.database.read() as session:
        url = session.query(LineItem.url).order_by(LineItem.id.desc()).first()
    assert url
    before = len(platform.received)
    sent = place.runtime.client.post_score(third, url[0], {"userId": "201"})
    assert sent.detail == "no active registration names this line item"
    assert len(platform.received) == before


def test_the_same_person_and_course_in_two_tenants_are_two(wire: Wire) -> None:
    place, platform = wire.place, wire.place.platform
    fields = {**registration(platform), "client_id": "tenant-4", "tenant": "fourth"}
    place.runtime.registry.add(NewRegistration(**fields))
    wire.opens(fields=wire.form("202"))
    platform.client_id, held = "tenant-4", platform.client_id
    try:
        Wire(place).opens(fields=wire.form("202"))
    finally:
        platform.client_id = held
    with place.runtime.database.read() as session:
        assert session.query(Person).filter_by(sub="202").count() == 2
        assert session.query(Context).filter_by(context_id=platform.context_id).count() == 2
