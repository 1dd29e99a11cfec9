"""The web application: its limits, its language, its pages and the headers of every answer."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from flask import Flask, Response, current_app, g, request
from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix

from lti_tool import request_ids
from lti_tool.config import Settings
from lti_tool.runtime import Runtime, runtime
from lti_tool.security import content_security_policy
from lti_tool.services.languages import language_alone
from lti_tool.services.sessions import OpenSession
from lti_tool.views.errors import register_error_pages
from lti_tool.views.measuring import register_measuring
from lti_tool.views.table import BLUEPRINTS
from lti_tool.views.words import register_words
from packager.locations import templates_folder
from packager.render.environment import LANGUAGES

LARGEST_FORM = 256 * 1024
MOST_FIELDS = 1000
ALWAYS = (("Referrer-Policy", "no-referrer"), ("X-Content-Type-Options", "nosniff"))
TRANSLATIONS = Path(__file__).parent / "translations"


def make_app(settings: Settings) -> Flask:
    """Return the application, wired."""
    app = Flask(
        __name__, template_folder=str(templates_folder()), static_folder=str(Path(__file__).parent / "static")
    )
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_FORM,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_FIELDS,
        BABEL_TRANSLATION_DIRECTORIES=str(TRANSLATIONS),
    )
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # Flask's own way to wrap
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.extensions["poiju"] = held = Runtime.of(settings)
    Babel(app, locale_selector=interface_language)
    app.jinja_env.globals.update(interface_language=interface_language, language_name=language_name)
    app.url_defaults(_keep_session)
    # Before the doors of pages, which find the session in the address: they may refuse and log it.
    app.url_value_preprocessor(partial(_begin_request, settings.proxy_hops > 0))
    app.after_request(_add_headers)
    if settings.worker:
        app.before_request(_start_worker)
    if held.metrics.on:
        register_measuring(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    register_error_pages(app)
    register_words(app)
    logging.getLogger("poiju").setLevel(logging.INFO)
    return app


def interface_language() -> str:
    """Return fi, sv or en: what the platform said in the launch, else what the browser prefers."""
    launch: OpenSession | None = g.get("launch")
    said = (launch.locale or "") if launch else ""
    spoken = language_alone(said)
    if spoken in LANGUAGES:
        return spoken
    return request.accept_languages.best_match(LANGUAGES) or "en"


def language_name(tag: str) -> str:
    """Return a language's name in the language of the interface."""
    try:
        return Locale.parse(tag, sep="-").get_display_name(interface_language()) or tag
    except (ValueError, UnknownLocaleError):
        return tag


def _start_worker() -> None:
    """Begin to send scores with the first request of this process: after a fork, never before."""
    runtime().worker.ensure_started()


def _begin_request(behind_proxy: bool, _endpoint: str | None, _values: dict[str, Any] | None) -> None:
    request_ids.begin(behind_proxy=behind_proxy)


def _keep_session(endpoint: str, values: dict[str, Any]) -> None:
    """Let `url_for` lead to pages of the same session without naming it."""
    launch: OpenSession | None = g.get("launch")
    if launch and current_app.url_map.is_endpoint_expecting(endpoint, "session_id"):
        values.setdefault("session_id", launch.id)


def _add_headers(response: Response) -> Response:
    settings = runtime().settings
    launch: OpenSession | None = g.get("launch")
    anywhere = tuple(f"{scheme}:" for scheme in settings.web_schemes)
    closed = request.path.startswith("/admin")  # also where no page answers: no frame, nothing framed
    stands = {name.lower() for name in response.headers.keys()}  # noqa: SIM118 - keys() gives the names alone
    policy = content_security_policy(
        # Before a launch the platform's page is not known; such pages have no controls worth stealing.
        ancestors=() if closed else launch.frame_origins if launch else anywhere,
        form_targets=tuple(g.get("form_targets", ())),
        frames=() if closed else settings.embed_hosts,
    )
    for name, value in (("Content-Security-Policy", policy), *ALWAYS):
        if name.lower() not in stands:
            response.headers.add(name, value)
    if request_id := request_ids.current():
        response.headers.add(request_ids.HEADER, request_id)
    if "cache-control" not in stands and (request.endpoint != "static" or response.status_code >= 400):
        response.headers.add("Cache-Control", "no-store")
    return response
