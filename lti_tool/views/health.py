"""`/health`, `/ready` and `/metrics`: for monitors and load balancers. They tell nothing of people."""

from __future__ import annotations

import hmac

from flask import Blueprint, Response, abort, jsonify, request

from lti_tool.runtime import runtime
from lti_tool.services import readiness

blueprint = Blueprint("health", __name__)


@blueprint.get("/health")
def health() -> Response:
    """Answer while this process lives; a database that is away is no reason to end it."""
    return jsonify(status="ok")


@blueprint.get("/ready")
def ready() -> tuple[Response, int]:
    """Answer 200 when a request would be served now, else 503 and what is missing."""
    if missing := readiness.lacks(runtime()):
        return jsonify(status="not ready", lacks=missing), 503
    return jsonify(status="ready"), 200


@blueprint.get("/metrics")
def metrics() -> Response:
    """Answer with numbers to whoever shows the token; where none is set, there is no such page."""
    token = runtime().settings.metrics_token.get_secret_value()
    if not token:
        abort(404)
    shown = request.headers.get("Authorization", "")
    if not hmac.compare_digest(shown.encode(), f"Bearer {token}".encode()):
        abort(401)
    content, kind = runtime().metrics.text()
    return Response(content, content_type=kind)
