"""Between the stand-in platform and the tool, over HTTP: it may change whatever a browser carries."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import jwt
import requests
from sqlalchemy import func, select

from lti_tool.errors import Fault
from lti_tool.models import LaunchSession
from lti_tool.stand_in.course import ResourceLink
from lti_tool.stand_in.launches import KEY_ID
from tests.support.live import Jar, Live, Visit, form

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
ENDPOINT = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership"
LEARNER, TEACHER = "201", "101"

Claims = dict[str, Any]
Sign = Callable[["Wire", Claims], str]


class Ahead(int):
    """Seconds ahead of the moment in which a token is made."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What the platform gave the browser for the tool."""

    state: str
    claims: Claims


@dataclass
class Wire:
    """A browser on its way from an activity of the stand-in to the tool."""

    place: Live
    http: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.http.cookies = Jar()

    def other(self) -> Wire:
        """Return another browser."""
        return Wire(self.place)

    def form(self, user: str = LEARNER, link: ResourceLink | None = None) -> dict[str, str]:
        """Click an activity; return the login form that the platform has the browser send."""
        opened = link or self.place.links["outcomes"]
        page = self.http.get(f"{self.place.platform.issuer}/as/{user}/launch/{opened.id}", timeout=20)
        return form(page.text, "/lti/login")[1]

    def picker_form(self, user: str = TEACHER) -> dict[str, str]:
        """Choose content as a teacher; return the login form."""
        page = self.http.get(f"{self.place.platform.issuer}/as/{user}/add", timeout=20)
        return form(page.text, "/lti/login")[1]

    def login(self, fields: dict[str, str], **changes: str) -> requests.Response:
        """Send a login form; the answer is not followed."""
        sent = {name: value for name, value in {**fields, **changes}.items() if value}
        return self.http.post(f"{self.place.url}/lti/login", data=sent, allow_redirects=False, timeout=20)

    def carried(self, fields: dict[str, str] | None = None, **changes: str) -> Carried:
        """Log in and let the platform sign; return what it has the browser carry."""
        answer = self.login(fields or self.form(), **changes)
        assert answer.status_code == 302, answer.text
        at_platform = self.http.get(answer.headers["Location"], timeout=20)
        hidden = form(at_platform.text, "/lti/launch")[1]
        return Carried(hidden["state"], jwt.decode(hidden["id_token"], options={"verify_signature": False}))

    def sign(self, claims: Claims, **headers: Any) -> str:
        """Sign as the platform does; a header of None is left out."""
        content = json.dumps(claims).encode()  # PyJWT's own way refuses claims that a case needs
        key = self.place.platform.key
        return jwt.PyJWS().encode(content, key, algorithm="RS256", headers={"kid": KEY_ID, **headers})

    def post(self, state: str, token: str, **more: str) -> requests.Response:
        """Post a launch; the answer is not followed."""
        data = {"state": state, "id_token": token, **more}
        return self.http.post(f"{self.place.url}/lti/launch", data=data, allow_redirects=False, timeout=20)

    def launch(
        self, changes: Claims | None = None, fields: dict[str, str] | None = None, sign: Sign | None = None
    ) -> requests.Response:
        """Launch with changed claims (None: taken away), signed by the platform or as a case says."""
        carried = self.carried(fields)
        claims = changed(carried.claims, changes or {})
        return self.post(carried.state, (sign or Wire.sign)(self, claims))

    def opens(self, changes: Claims | None = None, fields: dict[str, str] | None = None) -> Visit:
        """Launch, expect a session, and return its page."""
        answer = self.launch(changes, fields)
        assert answer.status_code == 303, answer.text
        visit = Visit(self.place, self.http)
        visit.get(answer.headers["Location"])
        assert visit.page.status_code == 200, visit.text
        return visit

    def refuses(
        self,
        fault: Fault,
        changes: Claims | None = None,
        fields: dict[str, str] | None = None,
        sign: Sign | None = None,
    ) -> None:
        """Launch, and expect a page of this fault and no session."""
        with self.opening_nothing():
            self.says(self.launch(changes, fields, sign), fault)

    def refuses_login(self, fault: Fault, **changes: str) -> None:
        """Log in with changed fields, and expect a page of this fault that leads nowhere."""
        answer = self.login(self.form(), **changes)
        self.says(answer, fault)
        assert "Location" not in answer.headers

    def says(self, answer: requests.Response, fault: Fault) -> None:
        """Check that an answer is a page that a person can read, of this fault, and opens no session."""
        assert answer.status_code in (400, 413), (answer.status_code, answer.headers)
        assert fault.value in answer.text, answer.text
        assert "<h1>" in answer.text
        assert "poiju_session" not in str(answer.headers)

    @contextmanager
    def opening_nothing(self) -> Iterator[None]:
        """Check that no session is added."""
        before = self.sessions()
        yield
        assert self.sessions() == before

    def sessions(self) -> int:
        """Count the sessions."""
        with self.place.runtime.database.read() as session:
            return session.scalars(select(func.count()).select_from(LaunchSession)).one()


def changed(claims: Claims, changes: Claims) -> Claims:
    """Return claims with changes: None takes one away, moments count from now."""
    now = int(time.time())
    moved = {name: now + value if isinstance(value, Ahead) else value for name, value in changes.items()}
    return {name: value for name, value in {**claims, **moved}.items() if value is not None}
