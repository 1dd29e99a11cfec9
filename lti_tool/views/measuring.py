"""Counts requests, logins and launches, where a setting asks for numbers."""

from __future__ import annotations

import time

from flask import Flask, Response, g, request, request_started

from lti_tool.runtime import runtime

STEPS = {"oidc.login": "login", "launch.launch": "launch"}


def register_measuring(app: Flask) -> None:
    """Measure every request. What is counted names routes, never what stands in an address."""
    request_started.connect(_begin, app)  # earlier than `before_request`, which a door that is shut skips
    app.after_request(_end)


def _begin(_app: Flask, **_: object) -> None:
    g.begun = time.perf_counter()


def _end(response: Response) -> Response:
    metrics = runtime().metrics
    route = request.url_rule.rule if request.url_rule else "none"
    # A method that nobody knows would make a row of its own for each invention.
    method = request.method if request.method in ("GET", "HEAD", "POST", "OPTIONS") else "other"
    metrics.request(route, method, response.status_code, time.perf_counter() - g.begun)
    if step := STEPS.get(request.endpoint or ""):
        metrics.launch(step, str(g.get("fault", "ok" if response.status_code < 400 else "error")))
    return response
