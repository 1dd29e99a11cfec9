"""What the specifications demand beyond the certification suite: LTI 1.3 core, security, services."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from lti_tool.errors import Fault
from tests.support.admin import let_in
from tests.support.picking import ITEMS, Picking, asked
from tests.support.sample import ID
from tests.support.wire import LTI, TEACHER, Ahead, Wire

HINTS = ["plain", '{"cmid":4,"launchid":"a b&c=d"}', "\u00e5\u4e2d %41+", "a=b;c", " spaced ", "x" * 4096]


def test_a_target_that_differs_from_the_login_s_is_refused(wire: Wire) -> None:
    target = f"{wire.place.url}/lti/launch?unit=a/b"
    wire.refuses(Fault.CLAIMS_INVALID, {f"{LTI}target_link_uri": target})


def test_unknown_claims_are_ignored(wire: Wire) -> None:
    wire.opens({"https://example.org/claim": {"x": [1]}, f"{LTI}unheard_of": 7, "zoneinfo": "Helsinki"})


@pytest.mark.parametrize("hint", HINTS)
def test_the_hint_of_the_message_goes_back_unaltered(wire: Wire, hint: str) -> None:
    location = wire.login(wire.form(), lti_message_hint=hint).headers["Location"]
    assert parse_qs(urlsplit(location).query, keep_blank_values=True)["lti_message_hint"] == [hint]


def test_a_deployment_id_of_255_characters_is_taken_and_of_256_refused(wire: Wire) -> None:
    wire.refuses(Fault.CLAIMS_INVALID, {f"{LTI}deployment_id": "d" * 256})
    wire.refuses(Fault.DEPLOYMENT_PENDING, {f"{LTI}deployment_id": "d" * 255})
    platform = wire.place.platform
    let_in(wire.place.runtime, platform.issuer, platform.client_id, "d" * 255)
    wire.opens({f"{LTI}deployment_id": "d" * 255})


def test_deployment_ids_that_differ_in_case_are_two(wire: Wire) -> None:
    platform = wire.place.platform
    let_in(wire.place.runtime, platform.issuer, platform.client_id, "Case")
    wire.opens({f"{LTI}deployment_id": "Case"})
    wire.refuses(Fault.DEPLOYMENT_PENDING, {f"{LTI}deployment_id": "case"})


def test_one_client_may_have_many_deployments(wire: Wire) -> None:
    platform = wire.place.platform
    for name in ("second", "third"):
        let_in(wire.place.runtime, platform.issuer, platform.client_id, name)
        wire.opens({f"{LTI}deployment_id": name})


def test_a_variable_that_arrives_literally_counts_as_absent(wire: Wire) -> None:
    link = wire.place.platform.add_link("variable", {"unit": "$ResourceLink.id.history"})
    assert "unit=" in wire.opens(fields=wire.form(TEACHER, link)).text, "as where no unit is named"


@pytest.mark.parametrize(
    "change",
    [
        lambda issuer: f"{issuer}/",
        lambda issuer: issuer.upper(),
        lambda issuer: issuer.replace("1", "l"),
        lambda issuer: issuer.replace("127", "\uff1127"),
        lambda issuer: f" {issuer}",
        lambda issuer: f"{issuer}\u200b",
        lambda issuer: [issuer],
    ],
    ids=["a slash more", "capitals", "a look-alike", "full width", "a space", "a zero width", "a list"],
)
def test_an_issuer_that_is_not_the_same_letter_by_letter_is_refused(wire: Wire, change: Any) -> None:
    wire.refuses(Fault.TOKEN_UNTRUSTED, {"iss": change(wire.place.platform.issuer)})


@pytest.mark.parametrize(
    "audience", ["other", "", [], [""], ["other"], "{client}x", [["{client}"]], {"{client}": 1}], ids=repr
)
def test_an_audience_without_us_is_refused(wire: Wire, audience: Any) -> None:
    named = json.loads(json.dumps(audience).replace("{client}", wire.place.platform.client_id))
    wire.refuses(Fault.TOKEN_UNTRUSTED, {"aud": named})


def test_an_audience_of_us_alone_in_a_list_is_taken(wire: Wire) -> None:
    wire.opens({"aud": [wire.place.platform.client_id]})


def test_a_further_audience_that_nobody_vouches_for_is_refused(wire: Wire) -> None:
    wire.refuses(Fault.TOKEN_UNTRUSTED, {"aud": [wire.place.platform.client_id, "untrusted"]})


def test_azp_must_be_us_where_it_stands(wire: Wire) -> None:
    client = wire.place.platform.client_id
    wire.opens({"azp": client})
    for wrong in ("other", "", 7, [client]):
        wire.refuses(Fault.TOKEN_UNTRUSTED, {"azp": wrong})


def test_clocks_may_differ_by_less_than_a_minute(wire: Wire) -> None:
    wire.opens({"iat": Ahead(40), "exp": Ahead(100)})
    wire.opens({"iat": Ahead(-100), "exp": Ahead(-40)})


def test_an_nbf_that_lies_ahead_is_refused(wire: Wire) -> None:
    wire.refuses(Fault.TOKEN_OUTDATED, {"nbf": Ahead(600)})


@pytest.mark.parametrize("wish", [False, "false", None])
def test_one_item_at_most_goes_back_where_the_platform_takes_one(wire: Wire, wish: object) -> None:
    picking = Picking.opened(wire, accept_multiple=wish)
    assert 'type="radio" name="unit"' in picking.visit.text
    assert picking.sends(unit=[f"{ID}/quiz", f"{ID}/outcomes"]).status_code == 400
    assert len(picking.answers(unit=f"{ID}/quiz")[ITEMS]) == 1


@pytest.mark.parametrize("wish", [False, "false"])
def test_no_line_item_goes_back_where_the_platform_takes_none(wire: Wire, wish: object) -> None:
    picking = Picking.opened(wire, accept_lineitem=wish)
    [item] = picking.answers(unit=f"{ID}/quiz", graded=f"{ID}/quiz")[ITEMS]
    assert "lineItem" not in item


def test_a_platform_that_takes_no_resource_links_gets_an_empty_list(wire: Wire) -> None:
    picking = Picking.opened(wire, accept_types=["file"])
    assert 'name="unit"' not in picking.visit.text
    assert picking.sends(unit=f"{ID}/quiz").status_code == 400
    assert picking.answers(cancel="1")[ITEMS] == []


@pytest.mark.parametrize("name", ["accept_types", "accept_presentation_document_targets"])
def test_a_request_to_choose_that_does_not_say_what_it_takes_is_refused(wire: Wire, name: str) -> None:
    for wrong in (None, [], 7, {}):
        claims, fields = asked(wire, **{name: wrong})
        wire.refuses(Fault.CLAIMS_INVALID, claims, fields)


def test_a_request_to_choose_without_a_return_address_is_refused(wire: Wire) -> None:
    claims, fields = asked(wire, deep_link_return_url=None)
    wire.refuses(Fault.CLAIMS_INVALID, claims, fields)


def test_a_message_of_an_unknown_type_is_refused(wire: Wire) -> None:
    for kind in ("LtiStartProctoring", ["LtiResourceLinkRequest"], "", 7):
        wire.refuses(Fault.MESSAGE_UNSUPPORTED, {f"{LTI}message_type": kind})


@pytest.mark.parametrize("name", ["context", "custom", "launch_presentation", "for_user"])
def test_a_claim_that_should_be_an_object_and_is_not_is_refused(wire: Wire, name: str) -> None:
    for value in ("text", ["x"], 7):
        wire.refuses(Fault.CLAIMS_INVALID, {f"{LTI}{name}": value})


@pytest.mark.parametrize("sub", ["", 7, "s" * 256, ["201"]], ids=["empty", "number", "256", "list"])
def test_a_sub_that_is_no_identifier_is_refused(wire: Wire, sub: object) -> None:
    wire.refuses(Fault.CLAIMS_INVALID, {"sub": sub})


def test_a_launch_without_presentation_goes_in(wire: Wire) -> None:
    wire.opens({f"{LTI}launch_presentation": None})
