"""`/lti/jwks`: our public keys, for platforms to check our signatures with."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from lti_tool.runtime import runtime

blueprint = Blueprint("jwks", __name__)


@blueprint.get("/lti/jwks")
def key_set() -> Response:
    """Return the key set (RFC 7517)."""
    response = jsonify(runtime().tool_keys.published())
    response.headers["Cache-Control"] = "public, max-age=300"
    return response
