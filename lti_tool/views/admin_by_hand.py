"""`/admin/by-hand`: what to enter on a platform without dynamic registration, and what it gives back."""

from __future__ import annotations

from flask import Response, make_response, render_template, request
from flask_babel import gettext

from lti_tool.runtime import runtime
from lti_tool.services import administration, by_hand
from lti_tool.services.by_hand import EntryError
from lti_tool.services.registrations import ADDRESSES
from lti_tool.views.admin_door import admin_blueprint, visit
from lti_tool.views.cookies import sent_to

blueprint = admin_blueprint("admin_by_hand", __name__)

FIELDS = ("kind", "site", "client_id", "deployment_id", *ADDRESSES)


@blueprint.get("/by-hand")
def form() -> Response:
    """Show the values to copy, and the form."""
    return _page({})


@blueprint.post("/by-hand")
def enter() -> Response:
    """Register what was typed, and show it; or say what is wrong."""
    said = {name: request.form.get(name, "") for name in FIELDS}
    try:
        made = by_hand.register(runtime(), visit(), request.form.get("tenant", type=int), said)
    except EntryError as refused:
        return make_response(_page(said, refused), 400)
    return sent_to(f"/admin/registrations/{made}/", 303)


def _page(said: dict[str, str], refused: EntryError | None = None) -> Response:
    url = runtime().settings.url
    page = render_template(
        "lti_tool/admin/by_hand.html",
        ours=_ours(url),
        said=said,
        wrong=refused.field if refused else "",
        reason=_reason(refused.reason) if refused else "",
        tenants=administration.tenants(runtime(), visit()),
    )
    return make_response(page)


def _ours(url: str) -> dict[str, tuple[str, str]]:
    """Return our addresses by the id of their field, each with what platforms call it."""
    return {
        "launch": (gettext("Tool URL, target link URI and redirection URI"), f"{url}/lti/launch"),
        "login": (gettext("Login URL (OpenID Connect initiation)"), f"{url}/lti/login"),
        "jwks": (gettext("Public keyset (JWK set)"), f"{url}/lti/jwks"),
    }


def _reason(reason: str) -> str:
    reasons = {
        "missing": gettext("This is needed, with at most 255 characters."),
        "address": gettext("This must be an https address."),
        "known": gettext("This client ID is registered here already: see the list of platforms."),
    }
    return str(reasons[reason])
