"""`/admin/launches`: a launch that failed, by the reference that its page showed, and the last failures."""

from __future__ import annotations

from flask import Response, make_response, render_template, request

from lti_tool.runtime import runtime
from lti_tool.services import launch_lookup
from lti_tool.services.launch_records import outcomes
from lti_tool.views.admin_door import admin_blueprint, visit
from lti_tool.views.errors import words_of
from lti_tool.views.launch_words import behind, check_name, in_seconds, mode_name, outcome_name

blueprint = admin_blueprint("admin_launches", __name__)
RECORD = {
    "outcomes": outcomes, "check_name": check_name, "mode_name": mode_name, "outcome_name": outcome_name,
    "behind": behind, "in_seconds": in_seconds, "words_of": words_of,
}  # fmt: skip
"""What `record.html` needs."""


@blueprint.get("/launches")
def launches() -> Response:
    """Look a reference up, and list what failed last."""
    said = request.args.get("reference", "").strip()[:100]
    found = launch_lookup.by_reference(runtime(), visit(), said) if said else None
    failures = launch_lookup.failures(runtime(), visit())
    page = render_template(
        "lti_tool/admin/launches.html", said=said, found=found, failures=failures, **RECORD
    )
    return make_response(page)
