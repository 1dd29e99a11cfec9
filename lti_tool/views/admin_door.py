"""The door of the admin pages: their cookie, their visit, and the tokens of their forms."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, g, request

from lti_tool.errors import Fault, LaunchError
from lti_tool.runtime import runtime
from lti_tool.services.admin_sessions import Visit, load
from lti_tool.views.admin_words import action_name, key_state_name, state_name

COOKIE = "poiju_admin"
OWN = frozenset({"same-origin", "none", ""})  # Sec-Fetch-Site; a browser without it relies on the token
FORM = "admin"


def admin_blueprint(name: str, import_name: str, *, whole: bool = False) -> Blueprint:
    """Return a group of pages that run for an admin only; what they POST comes from our own forms.

    `whole`: only for admins of all tenants; for others there are no such pages.
    """
    blueprint = Blueprint(name, import_name, url_prefix="/admin")
    blueprint.url_value_preprocessor(_open)
    if whole:
        blueprint.url_value_preprocessor(_close_to_tenants)
    blueprint.context_processor(_words)
    return blueprint


def visit() -> Visit:
    """Return who is logged in."""
    held: Visit = g.admin_visit
    return held


def admin_token() -> str:
    """Return the hidden token of this visit's forms."""
    return runtime().vault.form_token(visit().id, FORM)


def set_admin_cookie(response: Response, value: str, seconds: int) -> None:
    """Set the cookie of a visit; `seconds` 0 removes it. It never comes along from another site."""
    rule = f"Max-Age={seconds}; Path=/; Secure; HttpOnly; SameSite=Strict"
    response.headers.add("Set-Cookie", f"{_cookie_name()}={value}; {rule}")


def _words() -> dict[str, Any]:
    return {
        "admin_token": admin_token,
        "admin_visit": visit,
        "state_name": state_name,
        "action_name": action_name,
        "key_state_name": key_state_name,
    }


def _cookie_name() -> str:
    """`__Host-` lets no other host of the domain set it; browsers take the prefix over https alone."""
    return f"__Host-{COOKIE}" if runtime().settings.url.startswith("https:") else COOKIE


def _open(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    g.admin_visit = load(runtime(), request.cookies.get(_cookie_name(), ""))
    if request.method == "POST":
        _check_form()


def _close_to_tenants(_endpoint: str | None, _values: dict[str, Any] | None) -> None:
    if visit().tenant_id is not None:
        abort(404)


def _check_form() -> None:
    if request.headers.get("Sec-Fetch-Site", "") not in OWN:
        raise LaunchError(Fault.FORM_OUTDATED, "sent by a page of another site")
    if not runtime().vault.form_token_fits(visit().id, FORM, request.form.get("token", "")):
        raise LaunchError(Fault.FORM_OUTDATED)
