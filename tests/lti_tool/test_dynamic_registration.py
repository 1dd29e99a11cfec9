"""Dynamic registration: one address, one registration, which waits; and what a hostile platform may try."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from lti_tool.lti.platform_configuration import TOOL, tool_configuration
from lti_tool.models import AdminAction, Deployment, Invitation, Registration
from lti_tool.outbound import LONGEST_ANSWER
from lti_tool.runtime import Runtime
from lti_tool.security import digest, masked
from lti_tool.services import admin_sessions, dynamic_registration
from lti_tool.services.admin_sessions import of_command_line
from lti_tool.services.administration import name_tenant
from tests.support.admin import Admin, switch
from tests.support.live import Jar, Live, Visit, form, live
from tests.support.platform import Platform
from tests.support.tool import URL, tool_app

CONFIGURATION = "/.well-known/openid-configuration"
ADDRESS = re.compile(r'id="address" value="([^"]+)"')
TOKEN = "permission-1"
NAMES = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint")


@pytest.fixture
def admin(app: Flask) -> Admin:
    made = Admin(app)
    made.enter()
    return made


def told(platform: Platform, **changes: Any) -> dict[str, Any]:
    """Return a platform's configuration; a change to None takes a field away."""
    content = {
        "issuer": platform.issuer,
        "authorization_endpoint": f"{platform.url}/auth",
        "token_endpoint": f"{platform.url}/token",
        "jwks_uri": f"{platform.url}/jwks",
        "registration_endpoint": f"{platform.url}/register",
        **changes,
    }
    return {name: value for name, value in content.items() if value is not None}


def says(platform: Platform, path: str, content: object, status: int = 200, **headers: str) -> None:
    """Have a platform answer a path."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    platform.answers[path] = [(status, headers, body)]


def agreeing(platform: Platform) -> None:
    """Have a platform register the tool."""
    says(platform, CONFIGURATION, told(platform))
    about = {
        "deployment_id": "7",
        "messages": [{"type": "LtiDeepLinkingRequest"}],
        "claims": ["sub", "email"],
    }
    says(platform, "/register", {"client_id": "new-client", "scope": "openid", TOOL: about})


def invited(admin: Admin) -> str:
    """Make an address as an admin does; return its path."""
    found = ADDRESS.search(admin.post("/admin/register").text)
    assert found
    assert found[1].startswith(f"{URL}/lti/register/")
    return urlsplit(found[1]).path


def send(admin: Admin, path: str, address: str, token: str = TOKEN) -> TestResponse:
    """Post what the page's form posts."""
    form = {"openid_configuration": address, "registration_token": token}
    return Admin(admin.app).client.post(path, base_url=URL, data=form)


def entered(admin: Admin) -> list[Registration]:
    """Return what dynamic registration has entered."""
    query = select(Registration).where(Registration.agreed.is_not(None))
    with admin.runtime.database.read() as session:
        return [row for row in session.scalars(query) if row.agreed]


def test_a_platform_registers_and_an_admin_activates(admin: Admin, platform: Platform) -> None:
    agreeing(platform)
    path = invited(admin)
    done = send(admin, path, platform.url + CONFIGURATION)
    assert done.status_code == 200
    assert "new-client" in done.text
    assert "data-close" in done.text
    [row] = entered(admin)
    assert (row.status, row.client_id, row.token_url) == ("pending", "new-client", f"{platform.url}/token")
    with admin.runtime.database.read() as session:
        places = session.scalars(select(Deployment).where(Deployment.registration_id == row.id)).all()
    assert [one.deployment_id for one in places] == ["7"]
    page = admin.get(f"/admin/registrations/{row.id}/").text
    assert "although the tool asked for none" in page
    admin.runtime.registry.forget()
    assert admin.runtime.registry.find(platform.issuer, "new-client") is None
    admin.post(f"/admin/registrations/{row.id}/state", status="active")
    assert admin.runtime.registry.find(platform.issuer, "new-client") is not None
    log = admin.get("/admin/log").text
    assert log.index("switched on") < log.index("registered a platform") < log.index("made a registration")


def test_the_tool_asks_for_as_little_as_works(admin: Admin, platform: Platform) -> None:
    agreeing(platform)
    send(admin, invited(admin), platform.url + CONFIGURATION)
    [(method, _, headers, body)] = platform.requests("/register")
    asked = json.loads(body)
    assert (method, headers["authorization"]) == ("POST", f"Bearer {TOKEN}")
    assert asked == tool_configuration(URL, names=False)
    assert asked["redirect_uris"] == [f"{URL}/lti/launch"]
    assert asked["initiate_login_uri"] == f"{URL}/lti/login"
    assert asked["jwks_uri"] == f"{URL}/lti/jwks"
    assert (asked[TOOL]["domain"], asked[TOOL]["claims"]) == ("localhost:8000", ["iss", "sub"])
    assert [one["type"] for one in asked[TOOL]["messages"]] == [
        "LtiResourceLinkRequest", "LtiDeepLinkingRequest",
    ]  # fmt: skip
    scopes = {one.rpartition("/")[2] for one in asked["scope"].split()}
    assert scopes == {"lineitem.readonly", "result.readonly", "score", "contextmembership.readonly"}


def test_opening_the_address_uses_nothing_up(admin: Admin, platform: Platform) -> None:
    agreeing(platform)
    path = invited(admin)
    asked = f"{path}?openid_configuration={platform.url}{CONFIGURATION}&registration_token={TOKEN}"
    for _ in range(2):
        assert "data-send" in admin.get(asked).text
    assert "Tool URL" in admin.get(path).text, "opened outside a platform"
    assert platform.requests(CONFIGURATION) == []
    assert send(admin, path, platform.url + CONFIGURATION).status_code == 200


def test_an_address_works_once(admin: Admin, platform: Platform) -> None:
    agreeing(platform)
    path = invited(admin)
    assert send(admin, path, platform.url + CONFIGURATION).status_code == 200
    says(platform, "/register", {"client_id": "another"})
    for again in (send(admin, path, platform.url + CONFIGURATION), admin.get(path)):
        assert again.status_code == 404
        assert "register-link" in again.text
    assert len(platform.requests("/register")) == 1
    assert [row.client_id for row in entered(admin)] == ["new-client"]


def test_of_two_registrations_at_the_same_moment_one_goes_on(admin: Admin, platform: Platform) -> None:
    agreeing(platform)
    path = invited(admin)
    with ThreadPoolExecutor(4) as crew:
        sent = crew.map(lambda _: send(admin, path, platform.url + CONFIGURATION).status_code, range(4))
    assert sorted(sent) == [200, 404, 404, 404]
    assert len(platform.requests("/register")) == 1


def test_an_address_that_nobody_made_asks_nobody(admin: Admin, platform: Platform) -> None:
    agreeing(platform)
    assert send(admin, "/lti/register/" + "a" * 22, platform.url + CONFIGURATION).status_code == 404
    assert platform.seen == []


def test_an_address_expires(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: Platform) -> None:
    clock = [dt.datetime.now(dt.UTC)]
    original = Runtime.of
    monkeypatch.setattr(Runtime, "of", lambda settings: original(settings, lambda: clock[0]))
    with tool_app(tmp_path, platform) as app:
        admin = Admin(app)
        admin.enter()
        path = invited(admin)
        agreeing(platform)
        clock[0] += dynamic_registration.LIVES
        assert send(admin, path, platform.url + CONFIGURATION).status_code == 404
        assert platform.seen == []


def test_the_address_is_kept_hashed_and_masked_in_logs(admin: Admin) -> None:
    path = invited(admin)
    token = path.rpartition("/")[2]
    with admin.runtime.database.read() as session:
        assert session.scalars(select(Invitation.token_hash)).all() == [digest(token)]
        assert token not in str([one.subject for one in session.scalars(select(AdminAction))])
    assert token not in masked(f"POST {path} register-link")


def again(platform: Platform, **changes: Any) -> None:
    """Have a platform update a tool that it has: it answers with the client id of before."""
    agreeing(platform)
    says(platform, CONFIGURATION, told(platform, **changes))
    about = {"deployment_id": "later", "messages": []}
    says(platform, "/register", {"client_id": platform.client_id, "scope": "openid", TOOL: about})


def test_a_platform_updates_what_was_agreed_and_nothing_else(admin: Admin, platform: Platform) -> None:
    before = admin.runtime.registry.find(platform.issuer, platform.client_id)
    assert before is not None
    entry = {"auth": before.auth_login_url, "token": before.token_url, "jwks": before.jwks_url}
    again(
        platform, authorization_endpoint=entry["auth"], token_endpoint=entry["token"], jwks_uri=entry["jwks"]
    )
    answer = send(admin, invited(admin), platform.url + CONFIGURATION)
    assert "It was registered before" in answer.text
    assert "press “Activate”" not in answer.text
    (row,) = entered(admin)
    assert (row.client_id, row.status) == (platform.client_id, "active")
    assert admin.runtime.registry.find(platform.issuer, platform.client_id) == before
    with admin.runtime.database.read() as session:
        deployments = {one.deployment_id: one.status for one in session.scalars(select(Deployment))}
        kinds = [one.kind for one in session.scalars(select(AdminAction))]
    assert deployments.pop("later") == "pending"
    assert set(deployments.values()) == {"active"}
    assert kinds[-1] == "agreed-anew"


def test_a_tool_that_is_switched_off_stays_off_when_it_is_updated(admin: Admin, platform: Platform) -> None:
    before = admin.runtime.registry.find(platform.issuer, platform.client_id)
    assert before is not None
    switch(admin.runtime, platform.issuer, platform.client_id, "disabled")
    again(
        platform, authorization_endpoint=before.auth_login_url, token_endpoint=before.token_url,
        jwks_uri=before.jwks_url,
    )  # fmt: skip
    send(admin, invited(admin), platform.url + CONFIGURATION)
    assert [row.status for row in entered(admin)] == ["disabled"]
    assert admin.runtime.registry.find(platform.issuer, platform.client_id) is None


def test_an_update_with_other_addresses_changes_nothing(admin: Admin, platform: Platform) -> None:
    before = admin.runtime.registry.find(platform.issuer, platform.client_id)
    again(platform, jwks_uri=f"{platform.url}/other-keys")
    answer = send(admin, invited(admin), platform.url + CONFIGURATION)
    assert "register-known" in answer.text
    assert entered(admin) == []
    assert admin.runtime.registry.find(platform.issuer, platform.client_id) == before


def test_another_institutions_registration_is_not_updated(admin: Admin, platform: Platform) -> None:
    before = admin.runtime.registry.find(platform.issuer, platform.client_id)
    assert before is not None
    name_tenant(admin.runtime, of_command_line(admin.runtime, None), "saimaa", "Saimaan ammattiopisto")
    theirs = Admin(admin.app)
    theirs.enter("saimaa")
    again(
        platform, authorization_endpoint=before.auth_login_url, token_endpoint=before.token_url,
        jwks_uri=before.jwks_url,
    )  # fmt: skip
    answer = send(theirs, invited(theirs), platform.url + CONFIGURATION)
    assert "register-known" in answer.text
    assert entered(admin) == []


Break = Callable[[Platform], None]
HOSTILE: dict[str, tuple[str, Break]] = {
    **{
        f"{name} elsewhere": (
            "register-configuration",
            lambda at, name=name: says(at, CONFIGURATION, told(at, **{name: "http://127.0.0.2/x"})),  # type: ignore[misc]  # mypy cannot infer the default
        )
        for name in NAMES
    },
    "another port": (
        "register-configuration",
        lambda at: says(at, CONFIGURATION, told(at, registration_endpoint="http://127.0.0.1:1/register")),
    ),
    "no key address": (
        "register-configuration", lambda at: says(at, CONFIGURATION, told(at, jwks_uri=None)),
    ),
    "issuer with a query": (
        "register-configuration",
        lambda at: says(at, CONFIGURATION, told(at, issuer=f"{at.url}/?tenant=1")),
    ),
    "issuer too long": (
        "register-configuration",
        lambda at: says(at, CONFIGURATION, told(at, issuer=f"{at.url}/{'a' * 300}")),
    ),
    "script as an address": (
        "register-configuration",
        lambda at: says(at, CONFIGURATION, told(at, authorization_endpoint="javascript:alert(1)")),
    ),
    "a list": ("register-configuration", lambda at: says(at, CONFIGURATION, [1])),
    "no JSON": ("register-unreachable", lambda at: says(at, CONFIGURATION, b"<html>")),
    "a redirect": (
        "register-unreachable",
        lambda at: says(at, CONFIGURATION, b"", 302, Location=f"{at.url}/elsewhere"),
    ),
    "no such page": ("register-unreachable", lambda at: says(at, CONFIGURATION, b"", 404)),
    "oversize": (
        "register-unreachable", lambda at: says(at, CONFIGURATION, b" " * (LONGEST_ANSWER + 1)),
    ),
    "a redirect of the registration": (
        "register-refused",
        lambda at: says(at, "/register", b"", 307, Location=f"{at.url}/elsewhere"),
    ),
    "a wrong permission": ("register-refused", lambda at: says(at, "/register", b"invalid_token", 401)),
    "no client id": ("register-refused", lambda at: says(at, "/register", {"client_id": ""})),
    "a client id of another kind": ("register-refused", lambda at: says(at, "/register", {"client_id": 7})),
    "an oversize answer": (
        "register-refused", lambda at: says(at, "/register", b" " * (LONGEST_ANSWER + 1)),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("code", "breaks"), HOSTILE.values(), ids=HOSTILE)
def test_what_does_not_fit_registers_nothing_and_gives_the_address_back(
    admin: Admin, platform: Platform, code: str, breaks: Break
) -> None:
    agreeing(platform)
    breaks(platform)
    path = invited(admin)
    answer = send(admin, path, platform.url + CONFIGURATION)
    assert answer.status_code == 400
    assert code in answer.text
    assert entered(admin) == []
    assert platform.requests("/elsewhere") == []
    if code != "register-refused":
        assert platform.requests("/register") == [], "the permission went nowhere"
    agreeing(platform)
    assert send(admin, path, platform.url + CONFIGURATION).status_code == 200


def test_tries_are_counted(admin: Admin, platform: Platform) -> None:
    path = invited(admin)
    says(platform, CONFIGURATION, b"", 404)
    for _ in range(dynamic_registration.MOST_TRIES):
        assert send(admin, path, platform.url + CONFIGURATION).status_code == 400
    assert send(admin, path, platform.url + CONFIGURATION).status_code == 404
    assert len(platform.requests(CONFIGURATION)) == dynamic_registration.MOST_TRIES


@pytest.mark.parametrize(
    "address",
    ["http://169.254.169.254/latest/", "file:///etc/passwd", "http://user@127.0.0.1/", "x", "http://[::1]/"],
)
def test_addresses_that_no_platform_has_are_not_asked(admin: Admin, address: str) -> None:
    answer = send(admin, invited(admin), address)
    assert (answer.status_code, "register-unreachable" in answer.text) == (400, True)


def test_a_private_platform_must_be_allowed(tmp_path: Path, platform: Platform) -> None:
    agreeing(platform)
    with tool_app(tmp_path, platform, POIJU_ALLOW_PRIVATE_PLATFORMS="10.0.0.0/8") as app:
        admin = Admin(app)
        admin.enter()
        answer = send(admin, invited(admin), platform.url + CONFIGURATION)
    assert "POIJU_ALLOW_PRIVATE_PLATFORMS" in answer.text
    assert platform.seen == []


@pytest.mark.parametrize("token", ["two words", "line\r\nX: y", "ä", "a" * 9000])
def test_a_permission_that_is_no_token_is_not_sent(admin: Admin, platform: Platform, token: str) -> None:
    agreeing(platform)
    assert send(admin, invited(admin), platform.url + CONFIGURATION, token).status_code == 400
    assert platform.requests("/register") == []


def test_any_https_page_may_frame_the_registration_but_not_the_admin_pages(
    tmp_path: Path, platform: Platform
) -> None:
    with tool_app(tmp_path, platform, POIJU_ALLOW_HTTP="0", POIJU_URL="https://poiju.example.fi") as app:
        admin = Admin(app)
        address = dynamic_registration.invite(
            admin.runtime, admin_sessions.Visit(id="", tenant_id=None, actor="x")
        )
        policy = admin.get(urlsplit(address).path).headers["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors https:")
    assert "form-action 'self';" in policy


def test_an_admin_of_one_tenant_invites_to_that_alone(admin: Admin, platform: Platform) -> None:
    name_tenant(admin.runtime, of_command_line(admin.runtime, None), "saimaa", "Saimaan ammattiopisto")
    theirs = Admin(admin.app)
    theirs.enter("saimaa")
    assert "<select" not in theirs.get("/admin/register").text
    assert theirs.post("/admin/register", tenant="1").status_code == 404
    agreeing(platform)
    send(theirs, invited(theirs), platform.url + CONFIGURATION)
    page = theirs.get("/admin/").text
    assert "Saimaan ammattiopisto" in page, "a registration does not rename the tenant"
    assert page.count('class="card"') == 1
    assert "<select" in admin.get("/admin/register").text


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Live]:
    with live(tmp_path) as running:
        yield running


def test_the_whole_way_over_http(place: Live) -> None:
    """The stand-in opens the address as Moodle does; after Activate, a launch under the new client works."""
    address = dynamic_registration.invite(
        place.runtime, admin_sessions.Visit(id="", tenant_id=None, actor="Aino")
    )
    browser = requests.Session()
    frame = browser.get(f"{place.platform.issuer}/register-tool", params={"address": address}, timeout=20)
    found = re.search(r'<iframe src="([^"]+)"', frame.text)
    assert found
    begun = browser.get(found[1].replace("&amp;", "&"), timeout=20)
    action, hidden = form(begun.text, "/lti/register/")
    before = place.platform.client_id
    done = browser.post(f"{place.url}{action}", data=hidden, timeout=20)
    assert done.status_code == 200, done.text
    client = place.platform.client_id
    assert client != before
    assert client in done.text
    [asked] = place.platform.registered
    assert asked["client_name"] == "Poiju"

    again = browser.post(f"{place.url}{action}", data=hidden, timeout=20)
    assert again.status_code == 404, "used up"

    link = place.links["outcomes"]
    waiting = Visit(place, requests.Session())
    begin = waiting.http.get(f"{place.platform.issuer}/as/201/launch/{link.id}", timeout=20)
    action, hidden = form(begin.text, "/lti/login")
    refused = waiting.http.post(action, data=hidden, timeout=20)
    assert "client-pending" in refused.text, "no launch before an admin has seen it"

    switch(place.runtime, place.platform.issuer, client, "active")
    visit = Visit(place, requests.Session())
    visit.http.cookies = Jar()
    visit.launch(link, "201")
    assert visit.page.status_code == 200
    assert "Outcomes" in visit.text


def test_the_stand_in_takes_a_permission_once(place: Live) -> None:
    permission = place.platform.permit_registration()
    body = tool_configuration(place.url, names=False)
    headers = {"Authorization": f"Bearer {permission}"}
    register = f"{place.platform.issuer}/register"
    assert requests.post(register, json=body, headers=headers, timeout=20).status_code == 200
    assert requests.post(register, json=body, headers=headers, timeout=20).status_code == 401
    headers = {"Authorization": f"Bearer {place.platform.permit_registration()}"}
    wrong = {**body, TOOL: {**body[TOOL], "domain": "elsewhere.example.fi"}}
    refused = requests.post(register, json=wrong, headers=headers, timeout=20)
    assert (refused.status_code, refused.text) == (400, "domain_targetlinkuri_mismatch")


def test_names_are_asked_for_where_an_admin_wants_them(admin: Admin, platform: Platform) -> None:
    agreeing(platform)
    found = ADDRESS.search(admin.post("/admin/register", names="1").text)
    assert found
    send(admin, urlsplit(found[1]).path, platform.url + CONFIGURATION)
    asked = json.loads(platform.requests("/register")[0][3])
    assert asked[TOOL]["claims"] == ["iss", "sub", "name", "given_name", "family_name"]
    [row] = entered(admin)
    assert row.names
    assert "although the tool asked for none" in admin.get(f"/admin/registrations/{row.id}/").text, "e-mail"
