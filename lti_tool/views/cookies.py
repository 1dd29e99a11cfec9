"""Cookies that come back inside a platform's frame, where the browser allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request
from werkzeug.datastructures import Headers

from lti_tool.security import digest

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

PROBE = "poiju_cookies"
YEAR = 365 * 24 * 3600
FOR_FRAMES = "Secure; HttpOnly; SameSite=None; Partitioned"


FRAMES = frozenset({"iframe", "frame", "embed", "object", "fencedframe"})


def in_frame() -> bool:
    """Tell whether the browser says that we stand in a frame; in its own window our cookies always work."""
    return request.headers.get("Sec-Fetch-Dest", "") in FRAMES


def cookie_mode() -> str:
    """Return which of `MODES` a cookie comes by."""
    stands_in = request.headers.get("Sec-Fetch-Dest", "")
    return "partitioned" if stands_in in FRAMES else "window" if stands_in == "document" else "unknown"


def state_cookie(state: str) -> str:
    """Return the name of a login's cookie: one per login, so that tabs do not mix."""
    return f"poiju_login_{digest(state)[:16]}"


class Redirect(Response):
    """An answer without a page, whose headers go out as they are.

    Flask's own writes a page that no browser of today shows, and takes each address apart once more.
    """

    def get_wsgi_headers(self, environ: WSGIEnvironment) -> Headers:
        """Return the headers."""
        return self.headers


def sent_to(address: str, status: int) -> Redirect:
    """Return a redirect to an address that is written as a header needs it, in ASCII and quoted."""
    return Redirect(status=status, headers={"Location": address, "Content-Length": "0"})


def set_cookie(response: Response, name: str, value: str, *, path: str, seconds: int) -> None:
    """Set a cookie for frames on other sites: `Partitioned` lets browsers keep it per site that frames us.

    `Secure` holds on http://localhost too: browsers take it as a secure place. Names, values and paths are
    made of letters, digits, `_`, `-` and `/` here, so nothing need be quoted.
    """
    response.headers.add("Set-Cookie", f"{name}={value}; Max-Age={seconds}; Path={path}; {FOR_FRAMES}")


def drop_cookie(response: Response, name: str, *, path: str) -> None:
    """Remove a cookie that `set_cookie` set."""
    set_cookie(response, name, "", path=path, seconds=0)
