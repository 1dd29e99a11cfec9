"""Services of the stand-in: access tokens, grades (AGS 2.0)."""

from __future__ import annotations

from typing import Any

import jwt
import requests
from flask import Blueprint, Response, abort, jsonify, make_response, request, url_for

from lti_tool.stand_in.course import Platform
from lti_tool.stand_in.grades import LineItem, RefusedError
from lti_tool.stand_in.launches import AGS, platform
from lti_tool.stand_in.misbehaving import suffer

blueprint = Blueprint("services", __name__)
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
NRPS_SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
SCOPES = frozenset(
    AGS + "scope/" + name for name in ("lineitem", "lineitem.readonly", "result.readonly", "score")
)
LINE_ITEM = "application/vnd.ims.lis.v2.lineitem+json"
LINE_ITEMS = "application/vnd.ims.lis.v2.lineitemcontainer+json"
SCORE = "application/vnd.ims.lis.v1.score+json"
RESULTS = "application/vnd.ims.lis.v2.resultcontainer+json"
MEMBERS = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
HOUR = 3600


def answer(body: object, media_type: str, status: int = 200) -> Response:
    """Return an answer of a service."""
    response = make_response(jsonify(body), status)
    response.content_type = media_type
    return response


def misbehave(place: str) -> None:
    """Suffer what the switches say of a place."""
    suffer(platform().faults, place)


@blueprint.post("/token")
def token() -> Response:
    """Give an access token for a signed assertion (RFC 7523; 1EdTech Security Framework section 4.1)."""
    misbehave("token")
    state, form = platform(), request.form
    if form.get("grant_type") != "client_credentials" or form.get("client_assertion_type") != ASSERTION:
        return answer({"error": "invalid_request"}, "application/json", 400)
    try:
        _verify(state, form.get("client_assertion", ""))
    except (jwt.PyJWTError, requests.RequestException, KeyError) as error:
        return answer({"error": "invalid_client", "error_description": str(error)}, "application/json", 400)
    granted = frozenset(form.get("scope", "").split()) & (SCOPES | {NRPS_SCOPE})
    if not granted:
        return answer({"error": "invalid_scope"}, "application/json", 400)
    return answer(
        {
            "access_token": state.give_token(granted), "token_type": "Bearer", "expires_in": HOUR,
            "scope": " ".join(sorted(granted)),
        },
        "application/json",
    )  # fmt: skip


def _verify(state: Platform, assertion: str) -> None:
    keys = requests.get(state.tool.jwks, timeout=10).json()
    key_id = jwt.get_unverified_header(assertion)["kid"]
    key = next(key for key in jwt.PyJWKSet.from_dict(keys).keys if key.key_id == key_id)
    audiences = [state.issuer, url_for("services.token", _external=True)]
    claims = jwt.decode(
        assertion, key.key, algorithms=["RS256"], audience=audiences,
        issuer=state.client_id, leeway=5, options={"require": ["exp", "iat", "jti", "sub"]},
    )  # fmt: skip
    if claims["sub"] != state.client_id:
        raise jwt.InvalidTokenError("sub is not the client_id")


def allowed(*scopes: str) -> Platform:
    """Return the platform, if the request's token allows one of the scopes."""
    state = platform()
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    with state.lock:
        held = state.tokens.get(given)
    if held is None:
        abort(answer({"error": "invalid_token"}, "application/json", 401))
    if not held & set(scopes):
        abort(answer({"error": "insufficient_scope"}, "application/json", 403))
    return state


def _item(state: Platform, item_id: str) -> LineItem:
    item = state.gradebook.items.get(item_id)
    if item is None:
        abort(answer({"error": "no such line item"}, "application/json", 404))
    return item


def _address(item: LineItem) -> str:
    return url_for("services.line_item", item_id=item.id, _external=True)


def _as_json(item: LineItem) -> dict[str, Any]:
    row: dict[str, Any] = {"id": _address(item), "label": item.label, "scoreMaximum": item.maximum}
    optional = {"resourceId": item.resource_id, "tag": item.tag, "resourceLinkId": item.link_id}
    return row | {name: value for name, value in optional.items() if value}


@blueprint.get("/services/lineitems")
def line_items() -> Response:
    """Return columns, filtered."""
    misbehave("lineitems")
    state = allowed(AGS + "scope/lineitem", AGS + "scope/lineitem.readonly")
    asked = request.args
    rows = [
        _as_json(item)
        for item in state.gradebook.items.values()
        if asked.get("resource_link_id", item.link_id) == item.link_id
        and asked.get("resource_id", item.resource_id) == item.resource_id
        and asked.get("tag", item.tag) == item.tag
    ]
    return answer(rows, LINE_ITEMS)


@blueprint.post("/services/lineitems")
def add_line_item() -> Response:
    """Add a column."""
    state = allowed(AGS + "scope/lineitem")
    body = request.get_json(force=True)
    item = state.gradebook.add_item(
        label=str(body.get("label", "")), maximum=float(body.get("scoreMaximum", 100)),
        resource_id=str(body.get("resourceId", "")), tag=str(body.get("tag", "")),
        link_id=str(body.get("resourceLinkId", "")),
    )  # fmt: skip
    return answer(_as_json(item), LINE_ITEM, 201)


@blueprint.get("/services/lineitems/<item_id>")
def line_item(item_id: str) -> Response:
    """Return one column."""
    state = allowed(AGS + "scope/lineitem", AGS + "scope/lineitem.readonly")
    return answer(_as_json(_item(state, item_id)), LINE_ITEM)


@blueprint.put("/services/lineitems/<item_id>")
def change_line_item(item_id: str) -> Response:
    """Change a column. As in Moodle, what is not repeated is blank afterwards."""
    misbehave("lineitems")
    item = _item(allowed(AGS + "scope/lineitem"), item_id)
    body = request.get_json(force=True)
    if not body.get("label") or not body.get("scoreMaximum"):
        return answer({"error": "Incorrect line item received"}, "application/json", 400)
    item.label, item.maximum = str(body["label"]), float(body["scoreMaximum"])
    item.resource_id, item.tag = str(body.get("resourceId", "")), str(body.get("tag", ""))
    item.link_id = str(body.get("resourceLinkId", ""))
    return answer(_as_json(item), LINE_ITEM)


@blueprint.delete("/services/lineitems/<item_id>")
def delete_line_item(item_id: str) -> Response:
    """Delete a column with its grades."""
    misbehave("lineitems")
    state = allowed(AGS + "scope/lineitem")
    item = _item(state, item_id)
    with state.gradebook.lock:
        del state.gradebook.items[item.id]
        for cell in [one for one in state.gradebook.cells if one[0] == item.id]:
            del state.gradebook.cells[cell]
    return make_response("", 204)


@blueprint.post("/services/lineitems/<item_id>/scores")
def scores(item_id: str) -> Response:
    """Take a score as Moodle's gradebook does, and remember that it came."""
    state = platform()
    body = request.get_json(force=True, silent=True) or {}
    misbehave("scores")
    allowed(AGS + "scope/score")
    if request.mimetype != SCORE:
        return answer({"error": "No handler found"}, "application/json", 400)
    item = _item(state, item_id)
    learners = frozenset(user.id for user in state.users.values() if not user.teaches)
    status, reason = 200, ""
    try:
        state.gradebook.take(item, body, learners)
    except RefusedError as refused:
        status, reason = refused.status, str(refused)
    with state.lock:
        state.received.append({**body, "item": item_id, "status": status})
    return answer({"error": reason} if reason else {}, "application/json", status)


@blueprint.get("/services/lineitems/<item_id>/results")
def results(item_id: str) -> Response:
    """Return what stands in a column."""
    misbehave("results")
    state = allowed(AGS + "scope/result.readonly")
    if request.headers.get("Accept") != RESULTS:
        return answer({"error": "No handler found"}, "application/json", 400)
    item = _item(state, item_id)
    rows = state.gradebook.results(item, _address(item), request.args.get("user_id", ""))
    size, first = state.results_page or len(rows) or 1, request.args.get("from", 0, type=int)
    made = answer(rows[first : first + size], RESULTS)
    if first + size < len(rows):
        here = f"{_address(item)}/results?type_id=1&from={first + size}"
        # Headers are Latin-1; Moodle sends the bytes of UTF-8.
        made.headers["Link"] = state.members.link(here, "next").encode().decode("latin-1")
    return made
