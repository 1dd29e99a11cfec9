"""`/s/<id>/pick`: a teacher chooses units, and the browser carries the answer to the platform."""

from __future__ import annotations

from flask import Response, g, make_response, render_template, request, url_for

from lti_tool.errors import Fault, LaunchError
from lti_tool.runtime import runtime
from lti_tool.security import origin_of
from lti_tool.services import deep_linking
from lti_tool.services.deep_linking_wishes import Wishes
from lti_tool.services.languages import language_alone
from lti_tool.services.sessions import OpenSession, end
from lti_tool.views.door import PROOF, check_form_token, form_token, session_blueprint, teacher
from lti_tool.views.picked import Picked

blueprint = session_blueprint("deep_linking", __name__)

FORM = "pick"


@blueprint.get("/pick")
def pick() -> Response:
    """Show the catalogue."""
    return _picker(_asked(), Picked(words=request.args.get("q", "")[:200]))


@blueprint.post("/pick")
def chosen() -> Response:
    """Search without scripts, or sign what was chosen (after Cancel nothing); the session ends with it."""
    launch = _asked()
    check_form_token(FORM)
    picked, cancelled = Picked.of(request.form), "cancel" in request.form
    if not cancelled:
        if "search" in request.form:
            return _picker(launch, picked)
        wrong = picked.badly_dated()
        if wrong or not picked.marked:
            return _picker(launch, picked, wrong=wrong, nothing_chosen=not picked.marked)
    wanted = deep_linking.Wanted() if cancelled else picked.wanted()
    back = deep_linking.answer(runtime(), launch, wanted, _language(launch))
    end(runtime().database, launch.id)
    g.form_targets = [origin for origin in (origin_of(back.url),) if origin]
    return make_response(render_template("lti_tool/return.html", back=back))


def _asked() -> OpenSession:
    launch = teacher()
    if launch.message_type != "LtiDeepLinkingRequest":
        raise LaunchError(Fault.TEACHERS_ONLY, "not a Deep Linking session")
    return launch


def _picker(
    launch: OpenSession, picked: Picked, *, wrong: tuple[str, ...] = (), nothing_chosen: bool = False
) -> Response:
    wishes = Wishes.of(launch.deep_linking or {})
    language = _language(launch)
    found = deep_linking.offered(runtime(), language, picked.words, keep=picked.marked)
    modules = list(found) if wishes.links else []
    page = render_template(
        "lti_tool/pick.html",
        modules=modules,
        languages=list(dict.fromkeys(one for edition, _ in modules for one in edition.module.languages)),
        wishes=wishes,
        picked=picked,
        wrong=wrong,
        token=form_token(FORM),
        nothing_chosen=nothing_chosen,
        address=url_for("deep_linking.pick"),
        proof=request.form.get(PROOF, ""),
    )
    return make_response(page, 400 if wrong or nothing_chosen else 200)


def _language(launch: OpenSession) -> str:
    return language_alone(launch.locale or "en")
