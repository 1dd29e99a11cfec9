"""Launches from the stand-in: the third-party login and the signed message (LTI 1.3 Core, DL 2.0)."""

from __future__ import annotations

import json
import time
from typing import Any

import jwt
from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request, url_for
from jwt.algorithms import RSAAlgorithm

from lti_tool.stand_in.course import PendingLaunch, Platform, ResourceLink
from lti_tool.stand_in.misbehaving import suffer
from lti_tool.stand_in.storage import storage_target

blueprint = Blueprint("launches", __name__)
LTI = "https://purl.imsglobal.org/spec/lti/claim/"
AGS = "https://purl.imsglobal.org/spec/lti-ags/"
DL = "https://purl.imsglobal.org/spec/lti-dl/claim/"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/"
PRIVACY = "DataPrivacyLaunchRequest"
INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
KEY_ID = "stand-in"
TOKEN_LIFE = 60  # seconds, as Moodle's


def platform() -> Platform:
    """Return the state of the running app."""
    state: Platform = current_app.config["PLATFORM"]
    return state


def post_to(address: str, fields: dict[str, str]) -> str:
    """Return a page that posts a form at once."""
    return render_template("lti_tool/stand_in/post.html", address=address, fields=fields)


@blueprint.get("/as/<user_id>/launch/<link_id>")
def launch(user_id: str, link_id: str) -> str:
    """Begin the launch of a link."""
    state = platform()
    user, link = state.users.get(user_id), state.links.get(link_id)
    if user is None or link is None:
        abort(404)
    return _login(state, state.begin(user, "LtiResourceLinkRequest", link, _placement()))


@blueprint.get("/as/<user_id>/review/<link_id>")
def review(user_id: str, link_id: str) -> str:
    """Begin a submission review, as a click in the gradebook does; Moodle may name no learner."""
    state = platform()
    user, link = state.users.get(user_id), state.links.get(link_id)
    if user is None or link is None or link.line_item is None:
        abort(404)
    for_user = request.args.get("for", "")
    return _login(state, state.begin(user, "LtiSubmissionReviewRequest", link, "iframe", for_user))


@blueprint.get("/as/<user_id>/privacy")
def privacy(user_id: str) -> str:
    """Begin a data privacy launch about somebody; who teaches here administers the institution, too."""
    state = platform()
    user = state.users.get(user_id)
    if user is None:
        abort(404)
    for_user = request.args.get("for", user.id)
    return _login(state, state.begin(user, PRIVACY, None, _placement(), for_user))


@blueprint.get("/as/<user_id>/add")
def add(user_id: str) -> str:
    """Begin Deep Linking."""
    state = platform()
    user = state.users.get(user_id)
    if user is None or not user.teaches:
        abort(404)
    return _login(state, state.begin(user, "LtiDeepLinkingRequest", None, "iframe"))


def _placement() -> str:
    return "window" if request.args.get("window") else "iframe"


def _login(state: Platform, hint: str) -> str:
    pending = state.pending[hint]
    return post_to(
        state.tool.login,
        {
            "iss": state.issuer,
            "target_link_uri": pending.target,
            "login_hint": pending.user.id,
            "lti_message_hint": json.dumps({"launchid": hint}),
            "client_id": state.client_id,
            "lti_deployment_id": state.deployment_id,
            **storage_target(state),
        },
    )


@blueprint.route("/auth", methods=["GET", "POST"])
def authorise() -> str:
    """Answer the tool's authentication request with a signed token (OpenID Connect, implicit, form_post)."""
    state, asked = platform(), request.values
    if asked.get("client_id") != state.client_id or asked.get("redirect_uri") != state.tool.launch:
        abort(400, "client_id or redirect_uri is not the registered one")
    wanted = {"scope": "openid", "response_type": "id_token", "response_mode": "form_post"}
    if any(asked.get(name) != value for name, value in wanted.items()) or not asked.get("nonce"):
        return post_to(state.tool.launch, {"error": "invalid_request", "state": asked.get("state", "")})
    with state.lock:
        pending = state.pending.pop(_hint(asked.get("lti_message_hint", "")), None)
    if pending is None or pending.user.id != asked.get("login_hint"):
        abort(400, "this launch was used already: click the activity again")
    token = jwt.encode(
        _claims(state, pending, asked["nonce"]), state.key, algorithm="RS256", headers={"kid": KEY_ID}
    )
    return post_to(state.tool.launch, {"id_token": token, "state": asked.get("state", "")})


def _hint(message_hint: str) -> str:
    try:
        return str(json.loads(message_hint)["launchid"])
    except (ValueError, KeyError, TypeError):
        return ""


def _claims(state: Platform, pending: PendingLaunch, nonce: str) -> dict[str, Any]:
    now = int(time.time())
    claims: dict[str, Any] = {
        "iss": state.issuer, "aud": state.client_id, "sub": pending.user.id, "nonce": nonce,
        "iat": now, "exp": now + TOKEN_LIFE,
        LTI + "version": "1.3.0",
        LTI + "message_type": pending.message,
        LTI + "deployment_id": state.deployment_id,
        LTI + "target_link_uri": pending.target,
        LTI + "roles": pending.user.roles,
        LTI + "context": {
            "id": state.context_id, "title": state.context_title, "label": "SANDBOX",
            "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"],
        },
        LTI + "launch_presentation": {
            "locale": pending.user.locale, "document_target": pending.placement,
            "return_url": url_for("pages.course", user_id=pending.user.id, _external=True),
        },
        LTI + "tool_platform": {"guid": "stand-in", "product_family_code": "poiju-stand-in"},
    }  # fmt: skip
    if state.lists_people:
        claims[NRPS + "claim/namesroleservice"] = {
            "context_memberships_url": url_for("memberships.memberships", _external=True),
            "service_versions": ["2.0"],
        }
    if pending.message == PRIVACY:
        return _outside_the_course(claims, pending)
    if pending.link is None:
        return claims | _deep_linking(state)
    for_user = {LTI + "for_user": {"user_id": pending.for_user}} if pending.for_user else {}
    return claims | _resource_link(pending.link) | for_user


def _outside_the_course(claims: dict[str, Any], pending: PendingLaunch) -> dict[str, Any]:
    role = "Administrator" if pending.user.teaches else "Student"
    kept = {name: value for name, value in claims.items() if name != LTI + "context"}
    return kept | {LTI + "roles": [INSTITUTION + role], LTI + "for_user": {"user_id": pending.for_user}}


def _resource_link(link: ResourceLink) -> dict[str, Any]:
    endpoint: dict[str, Any] = {
        "scope": [
            AGS + "scope/" + name for name in ("lineitem", "lineitem.readonly", "result.readonly", "score")
        ],
        "lineitems": url_for("services.line_items", _external=True) + "?type_id=1",
    }
    if link.line_item:
        endpoint["lineitem"] = url_for("services.line_item", item_id=link.line_item.id, _external=True)
    return {
        LTI + "resource_link": {"id": link.id, "title": link.title, "description": link.text},
        LTI + "custom": dict(link.custom),
        AGS + "claim/endpoint": endpoint,
    }


def _deep_linking(state: Platform) -> dict[str, Any]:
    return {
        DL + "deep_linking_settings": {
            "deep_link_return_url": url_for("deep_linking.take", _external=True),
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["frame", "iframe", "window"],
            "accept_multiple": True,
            "auto_create": False,
            **state.wishes,
        }
    }


@blueprint.get("/jwks")
def jwks() -> Response:
    """Return the platform's public key."""
    state = platform()
    suffer(state.faults, "jwks")
    public = json.loads(RSAAlgorithm.to_jwk(state.key.public_key()))
    return jsonify({"keys": [{**public, "kid": KEY_ID, "use": "sig", "alg": "RS256"}]})
