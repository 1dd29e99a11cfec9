"""The door of every page below `/s/<id>/`: it finds the session or shows why there is none."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from flask import Blueprint, g, request

from lti_tool.errors import Fault, LaunchError
from lti_tool.runtime import runtime
from lti_tool.services.sessions import OpenSession, cookie_name, load

PREFIX = "/s/<session_id>"
PROOF = "proof"


def session_blueprint(name: str, import_name: str, *, bound: bool = True) -> Blueprint:
    """Return a group of pages whose views find the session in `launch()`; none of them runs without it.

    `bound=False` is for what shows nothing personal and may open in a new tab, without the session's cookie.
    """
    blueprint = Blueprint(name, import_name, url_prefix=PREFIX)
    blueprint.url_value_preprocessor(partial(_open, bound))
    return blueprint


def launch() -> OpenSession:
    """Return the session of this request."""
    held: OpenSession = g.launch
    return held


def teacher() -> OpenSession:
    """Return the session of a teacher of this course. Raises LaunchError for anybody else."""
    held = launch()
    if not held.is_teacher:
        raise LaunchError(Fault.TEACHERS_ONLY)
    return held


def form_token(form: str) -> str:
    """Return the hidden token of a form of this session."""
    return runtime().vault.form_token(launch().id, form)


def check_form_token(form: str) -> None:
    """Refuse a form that did not come from our own page of this session. Raises LaunchError."""
    if not runtime().vault.form_token_fits(launch().id, form, request.form.get("token", "")):
        raise LaunchError(Fault.FORM_OUTDATED)


def unit_path(session_id: str, unit_key: str) -> str:
    """Return the address of a unit inside a session."""
    module_id, _, unit_id = unit_key.partition("/")
    return f"/s/{session_id}/u/{quote(module_id, safe='')}/{quote(unit_id, safe='')}/"


def module_path(session_id: str, module_id: str) -> str:
    """Return the address of a module's overview inside a session."""
    return f"/s/{session_id}/m/{quote(module_id, safe='')}/"


def linked_path(session_id: str, key: str) -> str | None:
    """Return the address of what a link names, a unit or a whole module; None when it is not here."""
    catalogue = runtime().catalogue
    if catalogue.unit(key):
        return unit_path(session_id, key)
    if "/" not in key and (release := catalogue.current(key)):
        return module_path(session_id, release.module.id)
    return None


def _open(bound: bool, _endpoint: str | None, values: dict[str, Any] | None) -> None:
    session_id = (values or {}).pop("session_id")
    # Where no cookie of ours ever comes back, forms of pages that need more than the address bring its value.
    cookie = request.cookies.get(cookie_name(session_id)) or request.form.get(PROOF)
    g.launch = load(runtime(), session_id, cookie, bound=bound)
