"""Pages for what goes wrong: one sentence, what to do next, and a reference for the log."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Flask, Response, g, make_response, render_template, request
from flask_babel import lazy_gettext as _
from werkzeug.exceptions import HTTPException

from lti_tool.errors import Fault, LaunchError, TooManyError
from lti_tool.runtime import runtime
from lti_tool.security import masked, random_id
from lti_tool.services.launch_records import Failure

log = logging.getLogger("poiju.pages")

AGAIN = _("Go back to your course and open the activity again.")
NEW_LINK = _("Whoever runs the tool prints a new link with the command “poiju admin link”.")
ASK_ADMIN = _("Show this page to whoever looks after the learning platform.")

PAGES = {
    Fault.REQUEST_INCOMPLETE: (_("The learning platform sent an incomplete request."), ASK_ADMIN),
    Fault.PLATFORM_UNKNOWN: (
        _("This learning platform is not registered here."),
        _("If the course was copied or restored, its tool may have got a new client id: ask an administrator "
          "to register it."),
    ),
    Fault.PLATFORM_REFUSED: (_("The learning platform refused the login."), AGAIN),
    Fault.COOKIES_BLOCKED: (
        _("Your browser did not keep the cookie that ties this login to you."),
        _("Allow cookies for this site in the settings of your browser, or use another browser; then open "
          "the activity again from your course."),
    ),
    Fault.LOGIN_UNKNOWN: (_("This login is too old or was not begun here."), AGAIN),
    Fault.LOGIN_USED: (_("This login was used already."), AGAIN),
    Fault.BROWSER_DIFFERS: (_("This address belongs to another browser or window."), AGAIN),
    Fault.TOKEN_MALFORMED: (_("The learning platform sent a launch that cannot be read."), ASK_ADMIN),
    Fault.TOKEN_UNTRUSTED: (_("The launch is not signed by the learning platform as agreed."), ASK_ADMIN),
    Fault.TOKEN_OUTDATED: (
        _("The launch is too old, or the clocks of the two servers differ."),
        _("Open the activity again from your course; if this page comes back, show it to whoever looks after "
          "the learning platform."),
    ),
    Fault.CLAIMS_INVALID: (_("The launch lacks something that it must say."), ASK_ADMIN),
    Fault.KEYS_UNAVAILABLE: (
        _("The learning platform's keys cannot be read just now."),
        _("Wait a minute and open the activity again from your course."),
    ),
    Fault.CLIENT_PENDING: (
        _("This tool of the learning platform has not been approved here yet."),
        _("An administrator of this tool approves it; after that, open the activity again."),
    ),
    Fault.DEPLOYMENT_PENDING: (
        _("This place of the learning platform has not been approved yet."),
        _("An administrator of this tool approves it; after that, open the activity again."),
    ),
    Fault.MESSAGE_UNSUPPORTED: (_("This tool does not know this kind of launch."), ASK_ADMIN),
    Fault.SESSION_ENDED: (_("Your visit has ended."), AGAIN),
    Fault.FORM_OUTDATED: (_("This form is out of date."), _("Go back, reload the page and send it again.")),
    Fault.TEACHERS_ONLY: (_("Only teachers of this course can open this page."), AGAIN),
    Fault.ADMINS_ONLY: (
        _("Only administrators of the learning platform can open this page about others."), AGAIN
    ),
    Fault.UNIT_UNKNOWN: (
        _("The unit of this link is not here any more."),
        _("Tell your teacher: the link needs to be chosen again."),
    ),
    Fault.RETURN_ADDRESS: (
        _("The learning platform gave an address to return to that is not its own."), ASK_ADMIN
    ),
    Fault.ADMIN_LINK: (_("This link was used already or is too old."), NEW_LINK),
    Fault.ADMIN_ENDED: (_("You are not logged in to the administration."), NEW_LINK),
    Fault.REGISTRATION_UNKNOWN: (
        _("There is no such registration here."), _("Go back to the list of platforms.")
    ),
    Fault.REGISTER_LINK: (
        _("This registration address was used already or is too old."),
        _("An administrator of this tool makes a new one on the admin pages."),
    ),
    Fault.REGISTER_UNREACHABLE: (
        _("The configuration of the platform could not be read."),
        _("The server of the tool must reach the platform. One in a private network has to be named in the "
          "setting POIJU_ALLOW_PRIVATE_PLATFORMS. After that, use the same registration address again."),
    ),
    Fault.REGISTER_CONFIGURATION: (
        _("The configuration of the platform lacks something, or names another host."),
        _("Nothing was registered. The log of the tool says what is wrong; the platform can be registered by "
          "hand."),
    ),
    Fault.REGISTER_REFUSED: (
        _("The platform refused the registration."),
        _("Begin again on the platform with the same registration address; the log of the tool says what the "
          "platform answered."),
    ),
    Fault.REGISTER_KNOWN: (
        _("This platform has registered the tool already, under other addresses or for another institution."),
        _("Nothing was changed here. The admin pages list the platform."),
    ),
    Fault.TOO_MANY: (
        _("Very many people, or one browser very often, came from your network just now."),
        _("Nothing is lost. Wait a minute, then open the activity again from your course."),
    ),
}  # fmt: skip
"""A sentence and a remedy for every fault."""

OF_ADMINS = frozenset({Fault.ADMIN_LINK, Fault.ADMIN_ENDED, Fault.REGISTRATION_UNKNOWN})
"""Faults that no learner meets: they are not among the launches that failed."""
OTHERS = {
    404: (_("There is no such page."), AGAIN),
    405: (_("This address cannot be opened like this."), AGAIN),
    413: (_("That was more than can be sent at once."), _("Go back and send less.")),
}
KNOWN = frozenset(fault.value for fault in Fault)
UNEXPECTED = (
    _("Something went wrong on our side."),
    _("Try again in a minute; your earlier answers are kept."),
)


def register_error_pages(app: Flask) -> None:
    """Show a page for expected faults, for HTTP's own errors and, once logged, for bugs."""
    app.register_error_handler(LaunchError, _launch_error)
    app.register_error_handler(HTTPException, _http_error)


def words_of(code: str) -> tuple[str, str]:
    """Return sentence and remedy of a fault's code, or of a status where something broke."""
    sentence, remedy = PAGES[Fault(code)] if code in KNOWN else UNEXPECTED
    return str(sentence), str(remedy)


def _launch_error(error: LaunchError) -> Response:
    g.fault = error.fault
    failure = Failure(_reference(), error.fault, error.detail)
    if error.fault not in OF_ADMINS:
        runtime().recorder.failed(failure, error.trail)
    page = _page(error.status, words_of(error.fault), log.info, failure)
    if isinstance(error, TooManyError):
        page.headers["Retry-After"] = str(error.retry_after)
    return page


def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    sentence, remedy = OTHERS.get(status, UNEXPECTED if status >= 500 else (OTHERS[405][0], AGAIN))
    failure = Failure(_reference(), str(status), error.name)
    if status >= 500:
        runtime().recorder.failed(failure, None)
    note = log.error if status >= 500 else log.info
    return _page(status, (str(sentence), str(remedy)), note, failure)


def _page(status: int, words: tuple[str, str], note: Callable[..., None], failure: Failure) -> Response:
    path = masked(request.path)
    note("%s %s %s %s: %s", failure.reference, request.method, path, failure.code, failure.detail)
    sentence, remedy = words
    page = render_template(
        "lti_tool/error.html",
        sentence=sentence,
        remedy=remedy,
        reference=failure.reference,
        code=failure.code,
    )
    return make_response(page, status)


def _reference() -> str:
    return random_id()[:8]
