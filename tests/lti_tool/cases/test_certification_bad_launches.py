"""Certification of tools, known bad launches: B1 to B12, and that nothing goes in without a login."""

from __future__ import annotations

import jwt
import pytest

from lti_tool.errors import Fault
from tests.support.wire import LTI, Ahead, Wire

TAKEN_AWAY = {
    "iss": Fault.TOKEN_UNTRUSTED,
    "aud": Fault.TOKEN_UNTRUSTED,
    "nonce": Fault.CLAIMS_INVALID,
    "iat": Fault.CLAIMS_INVALID,
    "exp": Fault.CLAIMS_INVALID,
    f"{LTI}target_link_uri": Fault.CLAIMS_INVALID,
}


def test_a_launch_that_no_login_preceded_is_refused(wire: Wire) -> None:
    token = wire.sign(wire.carried().claims)
    with wire.opening_nothing():
        wire.says(wire.other().post("made-up", token), Fault.LOGIN_UNKNOWN)
        wire.says(wire.other().post("", token), Fault.REQUEST_INCOMPLETE)


def test_b1_a_header_without_kid_is_refused(wire: Wire) -> None:
    wire.refuses(
        Fault.TOKEN_UNTRUSTED,
        sign=lambda at, claims: jwt.encode(claims, at.place.platform.key, algorithm="RS256"),
    )


def test_b2_a_kid_that_is_not_in_the_key_set_is_refused(wire: Wire) -> None:
    wire.refuses(Fault.TOKEN_UNTRUSTED, sign=lambda at, claims: at.sign(claims, kid="imsglobal"))


@pytest.mark.parametrize("version", ["11.3", "1.3", "1.1.0", 1.3])
def test_b3_a_wrong_version_is_refused(wire: Wire, version: object) -> None:
    wire.refuses(Fault.CLAIMS_INVALID, {f"{LTI}version": version})


def test_b4_a_launch_without_version_is_refused(wire: Wire) -> None:
    wire.refuses(Fault.CLAIMS_INVALID, {f"{LTI}version": None})


def test_b5_a_signed_token_that_is_no_launch_is_refused(wire: Wire) -> None:
    wire.refuses(Fault.TOKEN_UNTRUSTED, sign=lambda at, _: at.sign({"name": "a token, no launch"}))
    wire.refuses(
        Fault.MESSAGE_UNSUPPORTED,
        sign=lambda at, claims: at.sign({k: v for k, v in claims.items() if not k.startswith("http")}),
    )


@pytest.mark.parametrize("name", TAKEN_AWAY, ids=lambda name: name.rpartition("/")[2])
def test_b6_a_required_claim_taken_away_is_refused(wire: Wire, name: str) -> None:
    wire.refuses(TAKEN_AWAY[name], {name: None})


def test_b7_an_exp_that_has_passed_is_refused(wire: Wire) -> None:
    wire.refuses(Fault.TOKEN_OUTDATED, {"iat": Ahead(-300), "exp": Ahead(-120)})


def test_b7_an_iat_that_lies_ahead_is_refused(wire: Wire) -> None:
    wire.refuses(Fault.TOKEN_OUTDATED, {"iat": Ahead(600), "exp": Ahead(900)})


@pytest.mark.parametrize("moment", ["now", "2026-11-28T12:00:00Z", True, -1, 1e300, [0]])
def test_b7_moments_that_are_no_numbers_of_seconds_are_refused(wire: Wire, moment: object) -> None:
    fault = Fault.TOKEN_OUTDATED if moment == -1 else Fault.CLAIMS_INVALID
    wire.refuses(fault, {"exp": moment})


def test_b8_a_launch_without_message_type_is_refused(wire: Wire) -> None:
    wire.refuses(Fault.MESSAGE_UNSUPPORTED, {f"{LTI}message_type": None})


def test_b9_a_launch_without_roles_is_refused(wire: Wire) -> None:
    wire.refuses(Fault.CLAIMS_INVALID, {f"{LTI}roles": None})


def test_b10_a_launch_without_deployment_id_is_refused(wire: Wire) -> None:
    wire.refuses(Fault.CLAIMS_INVALID, {f"{LTI}deployment_id": None})


@pytest.mark.parametrize("link", [None, {}, {"title": "no id"}, {"id": ""}, {"id": 7}], ids=str)
def test_b11_a_launch_without_the_id_of_its_resource_link_is_refused(wire: Wire, link: object) -> None:
    wire.refuses(Fault.CLAIMS_INVALID, {f"{LTI}resource_link": link})


def test_b12_a_launch_without_sub_is_refused(wire: Wire) -> None:
    wire.refuses(Fault.CLAIMS_INVALID, {"sub": None})
