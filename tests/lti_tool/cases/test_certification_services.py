"""Certification of tools: what the tool tells of itself, Deep Linking (D1 to D7), and grades (A1)."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from lti_tool.config import settings_from
from lti_tool.errors import Fault
from lti_tool.services import admin_sessions, dynamic_registration
from packager.errors import SettingsError
from tests.support.live import Live, form
from tests.support.picking import DATA, ITEMS, MESSAGE, Picking, asked
from tests.support.sample import ID
from tests.support.waiting import eventually
from tests.support.wire import LEARNER, LTI, MEMBERSHIP, TEACHER, Wire

CHOSEN = {"unit": [f"{ID}/quiz", f"{ID}/outcomes"], "graded": [f"{ID}/quiz"]}


def test_every_launch_begins_with_a_login_that_asks_the_platform_by_openid_connect(wire: Wire) -> None:
    asked_for = parse_qs(urlsplit(wire.login(wire.form()).headers["Location"]).query)
    wanted = {"scope": "openid", "response_type": "id_token", "response_mode": "form_post", "prompt": "none"}
    assert {name: asked_for[name] for name in wanted} == {name: [value] for name, value in wanted.items()}


def test_an_address_of_the_tool_without_tls_is_refused_at_the_start() -> None:
    with pytest.raises(SettingsError, match="https"):
        settings_from({"POIJU_URL": "http://poiju.example.fi", "POIJU_SECRET_KEY": "s" * 40})


def test_the_key_set_holds_public_rs256_keys_and_nothing_else(place: Live) -> None:
    keys = requests.get(f"{place.url}/lti/jwks", timeout=20).json()["keys"]
    assert keys
    for key in keys:
        assert set(key) == {"kty", "n", "e", "alg", "use", "kid"}
        assert (key["kty"], key["alg"], key["use"]) == ("RSA", "RS256", "sig")


def test_a_registration_is_told_the_login_the_redirect_addresses_and_the_key_set(place: Live) -> None:
    """On another tool's stand-in: registering changes the client that the cases here use."""
    invitation = dynamic_registration.invite(
        place.runtime, admin_sessions.Visit(id="", tenant_id=None, actor="Aino")
    )
    held = (place.platform.client_id, place.platform.deployment_id)
    sent = {
        "openid_configuration": f"{place.platform.issuer}/.well-known/openid-configuration",
        "registration_token": place.platform.permit_registration(),
    }
    try:
        assert requests.post(invitation, data=sent, timeout=20).status_code == 200
    finally:
        place.platform.client_id, place.platform.deployment_id = held
    told = place.platform.registered[-1]
    assert told["initiate_login_uri"] == f"{place.url}/lti/login"
    assert told["redirect_uris"] == [f"{place.url}/lti/launch"]
    assert told["jwks_uri"] == f"{place.url}/lti/jwks"
    assert "jwks" not in told, "an address, so that keys can change"


def test_d1_a_request_of_a_teacher_shows_the_picker(wire: Wire) -> None:
    assert 'name="unit"' in Picking.opened(wire).visit.text


def test_d1_a_request_of_a_learner_shows_no_picker(wire: Wire) -> None:
    claims, fields = asked(wire)
    answer = wire.launch({**claims, f"{LTI}roles": [f"{MEMBERSHIP}#Learner"]}, fields)
    page = wire.http.get(f"{wire.place.url}{answer.headers['Location']}", timeout=20)
    assert page.status_code == 403
    assert Fault.TEACHERS_ONLY.value in page.text
    assert 'name="unit"' not in page.text


def test_d2_the_message_is_posted_by_the_browser_to_the_return_address_and_taken(wire: Wire) -> None:
    address, token = Picking.opened(wire).returns(**CHOSEN)
    before = len(wire.place.platform.links)
    taken = wire.http.post(address, data={"JWT": token}, timeout=20)
    assert taken.status_code == 200
    assert len(wire.place.platform.links) == before + 2


def test_d3_the_message_is_a_deep_linking_response_of_version_1_3_0(wire: Wire) -> None:
    claims = Picking.opened(wire).answers(**CHOSEN)
    assert {name: claims[name] for name in MESSAGE} == MESSAGE


def test_d4_the_message_has_iat_exp_and_a_nonce_of_its_own(wire: Wire) -> None:
    one, other = (Picking.opened(wire).answers(**CHOSEN) for _ in range(2))
    assert one["nonce"] != other["nonce"]
    assert one["iat"] <= time.time() < one["exp"] <= one["iat"] + 3600


def test_d5_the_message_is_signed_by_a_key_of_the_key_set(wire: Wire) -> None:
    assert Picking.opened(wire).answers(**CHOSEN), "verified with what /lti/jwks gives"


def test_d6_the_message_names_client_platform_and_deployment(wire: Wire) -> None:
    claims = Picking.opened(wire).answers(**CHOSEN)
    platform = wire.place.platform
    assert (claims["iss"], claims["aud"]) == (platform.client_id, [platform.issuer])
    assert claims[f"{LTI}deployment_id"] == platform.deployment_id


@pytest.mark.parametrize("data", ["", "csrf <&> \"'\u00e4\n\t", "x" * 4000, {"a": [1, None]}], ids=repr)
def test_d7_data_that_was_sent_comes_back_as_it_was(wire: Wire, data: object) -> None:
    assert Picking.opened(wire, data=data).answers(cancel="1")[DATA] == data


def test_d7_data_that_was_not_sent_does_not_come_back(wire: Wire) -> None:
    assert DATA not in Picking.opened(wire).answers(cancel="1")


def test_d7_what_was_chosen_comes_back_as_resource_links(wire: Wire) -> None:
    items = Picking.opened(wire).answers(**CHOSEN)[ITEMS]
    assert [one["type"] for one in items] == ["ltiResourceLink"] * 2
    assert [one["custom"]["unit"] for one in items] == CHOSEN["unit"]


def test_d7_after_cancel_an_empty_list_comes_back(wire: Wire) -> None:
    assert Picking.opened(wire).answers(cancel="1", **CHOSEN)[ITEMS] == []


def test_a1_a_learner_who_finishes_a_unit_gets_the_score_on_the_results_page(wire: Wire) -> None:
    place = wire.place
    link = place.platform.add_link("graded", {"unit": f"{ID}/outcomes"}, maximum=1.0)
    visit = wire.opens(fields=wire.form("203", link))
    action, hidden = form(visit.text, "/done")
    wire.http.post(visit.address(action), data=hidden, timeout=20)
    eventually(lambda: place.platform.gradebook.grade(link.line_item, "203") == 1)
    [score] = [one for one in place.platform.received if link.line_item and one["item"] == link.line_item.id]
    assert (score["status"], score["userId"]) == (200, "203")
    assert (score["activityProgress"], score["gradingProgress"]) == ("Completed", "FullyGraded")


def test_a1_a_teacher_who_finishes_a_unit_sends_no_score(wire: Wire) -> None:
    link = wire.place.platform.add_link("graded", {"unit": f"{ID}/outcomes"}, maximum=1.0)
    for user in (TEACHER, LEARNER):
        visit = wire.opens(fields=wire.form(user, link))
        action, hidden = form(visit.text, "/done")
        wire.http.post(visit.address(action), data=hidden, timeout=20)
    eventually(lambda: wire.place.platform.gradebook.grade(link.line_item, LEARNER) == 1)
    assert TEACHER not in {one["userId"] for one in wire.place.platform.received}
