"""`/admin/keys`: the tool's signing keys with their dates, and their rotation; for admins of all tenants."""

from __future__ import annotations

from typing import cast

from flask import Response, abort, make_response, render_template, request

from lti_tool.runtime import runtime
from lti_tool.services import key_rotation
from lti_tool.services.keys import How, can_sign_from, fingerprint, published_until
from lti_tool.views.admin_door import admin_blueprint, visit
from lti_tool.views.cookies import sent_to

blueprint = admin_blueprint("admin_keys", __name__, whole=True)


@blueprint.get("/keys")
def keys() -> Response:
    """List the keys, newest first."""
    return _page(
        "lti_tool/admin/keys.html",
        address=f"{runtime().settings.url}/lti/jwks",
        publishes=runtime().tool_keys.publishes,
        published_until=published_until,
    )


@blueprint.get("/keys/rotation")
def confirm() -> Response:
    """Tell what a rotation would do, before it is done."""
    return _page("lti_tool/admin/rotation.html", now=runtime().now())


@blueprint.post("/keys/rotation")
def rotate() -> Response:
    """Advance, unless somebody else did so meanwhile; either way the list shows how the keys stand."""
    how = request.form.get("how")
    if how not in ("in-turn", "leaked"):
        abort(400)
    key_rotation.rotate(runtime(), visit(), cast(How, how), request.form.get("seen", ""))
    return sent_to("/admin/keys", 303)


def _page(template: str, **words: object) -> Response:
    held = runtime().tool_keys.listing()
    coming = next((one for one in held if one.status == "next"), None)
    page = render_template(
        template, keys=held[::-1], coming=coming, seen=fingerprint(held), can_sign_from=can_sign_from, **words
    )
    return make_response(page)
