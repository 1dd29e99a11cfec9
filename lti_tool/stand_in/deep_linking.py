"""What the tool sends back from its picker becomes activities of the course (Deep Linking 2.0)."""

from __future__ import annotations

from typing import Any

import jwt
import requests
from flask import Blueprint, abort, render_template, request

from lti_tool.stand_in.course import Platform, ResourceLink
from lti_tool.stand_in.launches import DL, LTI, platform

blueprint = Blueprint("deep_linking", __name__)


@blueprint.post("/deep-link/return")
def take() -> str:
    """Verify the response and create a link per item. Items without a line item get no column."""
    state = platform()
    try:
        claims = _verified(state, request.form.get("JWT", ""))
    except (jwt.PyJWTError, requests.RequestException, KeyError, StopIteration) as error:
        abort(400, f"the response cannot be verified: {error}")
    items = claims.get(DL + "content_items", [])
    links = [_create(state, item) for item in items if item.get("type") == "ltiResourceLink"]
    return render_template("lti_tool/stand_in/added.html", links=links, others=len(items) - len(links))


def _verified(state: Platform, token: str) -> dict[str, Any]:
    keys = jwt.PyJWKSet.from_dict(requests.get(state.tool.jwks, timeout=10).json()).keys
    key_id = jwt.get_unverified_header(token)["kid"]
    key = next(key for key in keys if key.key_id == key_id)
    claims: dict[str, Any] = jwt.decode(
        token, key.key, algorithms=["RS256"], audience=state.issuer, issuer=state.client_id,
        leeway=5, options={"require": ["exp", "iat", "nonce"]},
    )  # fmt: skip
    wanted = {
        "message_type": "LtiDeepLinkingResponse",
        "version": "1.3.0",
        "deployment_id": state.deployment_id,
    }
    for name, value in wanted.items():
        if claims.get(LTI + name) != value:
            raise jwt.InvalidTokenError(f"{name} is not {value}")
    return claims


def _create(state: Platform, item: dict[str, Any]) -> ResourceLink:
    column = item.get("lineItem") or {}
    link = state.add_link(
        title=str(item.get("title", "Untitled")),
        custom={str(name): str(value) for name, value in (item.get("custom") or {}).items()},
        url=str(item.get("url", "")),
        text=str(item.get("text", "")),
        maximum=float(column["scoreMaximum"]) if column else None,
        resource_id=str(column.get("resourceId", "")),
        tag=str(column.get("tag", "")),
    )
    link.item = item
    return link
