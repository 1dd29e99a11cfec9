"""`/admin/register`: an admin makes a one-time address by which a platform registers itself."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from lti_tool.runtime import runtime
from lti_tool.services import administration, dynamic_registration
from lti_tool.views.admin_door import admin_blueprint, visit

blueprint = admin_blueprint("admin_registration", __name__)


@blueprint.get("/register")
def form() -> Response:
    """Ask for which institution."""
    return _page("")


@blueprint.post("/register")
def invite() -> Response:
    """Make the address and show it, once."""
    tenant_id = request.form.get("tenant", type=int)
    names = "names" in request.form
    return _page(dynamic_registration.invite(runtime(), visit(), tenant_id, names=names))


def _page(address: str) -> Response:
    tenants = administration.tenants(runtime(), visit())
    return make_response(render_template("lti_tool/admin/invite.html", address=address, tenants=tenants))
