"""Dynamic registration at the stand-in, as Moodle does it: a page opens the tool's address in a frame."""

from __future__ import annotations

import secrets
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, jsonify, make_response, render_template, request

from lti_tool.stand_in.course import Platform, ToolAddresses
from lti_tool.stand_in.launches import platform
from lti_tool.stand_in.services import NRPS_SCOPE, SCOPES

blueprint = Blueprint("registering", __name__)
PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
MESSAGES = (
    "LtiResourceLinkRequest",
    "LtiDeepLinkingRequest",
    "LtiSubmissionReviewRequest",
    "DataPrivacyLaunchRequest",
)


@blueprint.get("/register-tool")
def paste() -> str:
    """Take a tool's registration address, and open it in a frame with a permission that works once."""
    address = request.args.get("address", "")
    source = ""
    if urlsplit(address).scheme in ("http", "https"):
        sent = {
            "openid_configuration": f"{platform().issuer}/.well-known/openid-configuration",
            "registration_token": platform().permit_registration(),
        }
        source = f"{address}{'&' if urlsplit(address).query else '?'}{urlencode(sent)}"
    return render_template("lti_tool/stand_in/register.html", source=source)


@blueprint.get("/.well-known/openid-configuration")
def configuration() -> Response:
    """Return what the platform says of itself."""
    issuer = platform().issuer
    return jsonify(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/auth",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/jwks",
            "registration_endpoint": f"{issuer}/register",
            "scopes_supported": ["openid", *sorted(SCOPES | {NRPS_SCOPE})],
            "response_types_supported": ["id_token"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "claims_supported": ["sub", "iss", "name", "given_name", "family_name", "email"],
            PLATFORM: {
                "product_family_code": "poiju-stand-in",
                "version": "1",
                "messages_supported": [{"type": one} for one in MESSAGES],
            },
        }
    )


@blueprint.post("/register")
def register() -> Response:
    """Take a tool's configuration; what it must hold is what Moodle demands of it."""
    state = platform()
    permission = request.headers.get("Authorization", "").removeprefix("Bearer ")
    asked = request.get_json(force=True, silent=True) or {}
    if not state.use_permission(permission):
        return make_response("invalid_registration_token", 401)
    if fault := _fault(asked):
        return make_response(fault, 400)
    about = asked[TOOL]
    with state.lock:
        _enter(state, asked)
    scopes = [one for one in asked.get("scope", "").split() if one in SCOPES | {NRPS_SCOPE}]
    answer = {**asked, "client_id": state.client_id, "scope": " ".join(scopes)}
    return jsonify({**answer, TOOL: {**about, "deployment_id": state.deployment_id, "version": "1.3.0"}})


def _fault(asked: dict[str, Any]) -> str:
    """Return Moodle's word for the first thing that is wrong."""
    required = ("response_types", "initiate_login_uri", "redirect_uris", "client_name", "jwks_uri")
    for name in (*required, "token_endpoint_auth_method", TOOL):
        if not asked.get(name):
            return f"missing required attribute {name}"
    about = asked[TOOL]
    if not about.get("domain"):
        return "missing_domain"
    if urlsplit(about.get("target_link_uri", "")).netloc != about["domain"]:
        return "domain_targetlinkuri_mismatch"
    if "id_token" not in asked["response_types"]:
        return "invalid_response_types"
    by_key = asked["token_endpoint_auth_method"] in ("private_key_jwt",)
    return "" if by_key else "invalid_token_endpoint_auth_method"


def _enter(state: Platform, asked: dict[str, Any]) -> None:
    """Give the tool a client id of its own; from now on the course's links open under it."""
    state.client_id = f"client-{secrets.token_urlsafe(6)}"
    state.deployment_id = str(int(state.deployment_id) + 1)
    state.tool = ToolAddresses(asked["initiate_login_uri"], asked["redirect_uris"][0], asked["jwks_uri"])
    state.members.names = "name" in asked[TOOL].get("claims", ())
    state.registered.append(asked)
