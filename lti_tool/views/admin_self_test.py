"""`/admin/registrations/<id>/test`: can a platform be reached, how its launches went, what waits for it."""

from __future__ import annotations

from flask import Response, make_response, render_template

from lti_tool.runtime import runtime
from lti_tool.services import score_queue, self_test
from lti_tool.views.admin_door import admin_blueprint, visit
from lti_tool.views.admin_launches import RECORD
from lti_tool.views.admin_words import scope_name, score_state_name
from lti_tool.views.cookies import sent_to

blueprint = admin_blueprint("admin_self_test", __name__)


@blueprint.get("/registrations/<int:registration_id>/test")
def page(registration_id: int) -> Response:
    """Show what is known without asking the platform."""
    return _page(registration_id)


@blueprint.post("/registrations/<int:registration_id>/test/keys")
def reach(registration_id: int) -> Response:
    """Fetch the platform's keys now."""
    return _page(registration_id, reached=self_test.reach(runtime(), visit(), registration_id))


@blueprint.post("/registrations/<int:registration_id>/test/token")
def token(registration_id: int) -> Response:
    """Ask the platform for a token now."""
    return _page(registration_id, tried=self_test.try_token(runtime(), visit(), registration_id))


@blueprint.post("/registrations/<int:registration_id>/scores")
def send_all(registration_id: int) -> Response:
    """Make all scores that wait, or were refused, due now."""
    score_queue.send_now(runtime(), visit(), registration_id, None)
    return sent_to(f"/admin/registrations/{registration_id}/test#scores", 303)


@blueprint.post("/registrations/<int:registration_id>/scores/<int:score_id>")
def send_one(registration_id: int, score_id: int) -> Response:
    """Make one score due now."""
    score_queue.send_now(runtime(), visit(), registration_id, score_id)
    return sent_to(f"/admin/registrations/{registration_id}/test#scores", 303)


def _page(
    registration_id: int,
    reached: self_test.Reached | None = None,
    tried: self_test.TokenTried | None = None,
) -> Response:
    seen = self_test.seen(runtime(), visit(), registration_id)
    page = render_template(
        "lti_tool/admin/self_test.html",
        seen=seen,
        held=seen.held,
        reached=reached,
        tried=tried,
        queue=score_queue.queue_of(runtime(), registration_id),
        agree=self_test.agree,
        scope_name=scope_name,
        score_state_name=score_state_name,
        **RECORD,
    )
    return make_response(page)
