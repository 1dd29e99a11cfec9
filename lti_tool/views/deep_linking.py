"""`/s/<id>/pick`: a teacher chooses units, and the browser carries the answer to the platform."""

from __future__ import annotations

from flask import Response, g, make_response, render_template, request

from lti_tool.errors import Fault, LaunchError
from lti_tool.runtime import runtime
from lti_tool.security import origin_of
from lti_tool.services import deep_linking
from lti_tool.services.languages import language_alone
from lti_tool.services.sessions import OpenSession, end
from lti_tool.views.door import check_form_token, form_token, session_blueprint, teacher

blueprint = session_blueprint("deep_linking", __name__)

FORM = "pick"


@blueprint.get("/pick")
def pick() -> Response:
    """Show the catalogue."""
    launch = _asked()
    return _picker(launch, request.args.get("q", "")[:200])


@blueprint.post("/pick")
def chosen() -> Response:
    """Sign what was chosen, or an empty list after Cancel; the session ends with it."""
    launch = _asked()
    check_form_token(FORM)
    graded = set(request.form.getlist("graded"))
    choices = [
        deep_linking.Choice(key=key, graded=key in graded)
        for key in dict.fromkeys(request.form.getlist("unit"))
    ]
    cancelled = "cancel" in request.form
    if not choices and not cancelled:
        return _picker(launch, "", nothing_chosen=True)
    back = deep_linking.answer(
        runtime(), launch, [] if cancelled else choices, _language(launch), request.form.get("lang", "")
    )
    end(runtime().database, launch.id)
    g.form_targets = [origin for origin in (origin_of(back.url),) if origin]
    return make_response(render_template("lti_tool/return.html", back=back))


def _asked() -> OpenSession:
    launch = teacher()
    if launch.message_type != "LtiDeepLinkingRequest":
        raise LaunchError(Fault.TEACHERS_ONLY, "not a Deep Linking session")
    return launch


def _picker(launch: OpenSession, words: str, *, nothing_chosen: bool = False) -> Response:
    language = _language(launch)
    modules = list(deep_linking.offered(runtime(), language, words))
    page = render_template(
        "lti_tool/pick.html",
        modules=modules,
        languages=list(dict.fromkeys(one for edition, _ in modules for one in edition.module.languages)),
        wishes=deep_linking.Wishes.of(launch.deep_linking or {}),
        graded_by_default=deep_linking.graded_by_default,
        words=words,
        token=form_token(FORM),
        nothing_chosen=nothing_chosen,
    )
    return make_response(page, 400 if nothing_chosen else 200)


def _language(launch: OpenSession) -> str:
    return language_alone(launch.locale or "en")
