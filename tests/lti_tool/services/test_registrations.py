"""The registry: several clients of an issuer, tenants, nothing overwritten."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from lti_tool.errors import RegistrationError
from lti_tool.models import Person, Platform, Registration, Tenant
from lti_tool.runtime import Runtime
from lti_tool.services.registrations import NewRegistration, Registry
from tests.support.platform import Platform as Simulated
from tests.support.tool import Browser, register


def test_without_a_client_id_the_issuer_must_have_one_client(runtime: Runtime, platform: Simulated) -> None:
    only = runtime.registry.find(platform.issuer, None)
    assert only is not None
    assert only.client_id == "client-1"
    register(runtime, platform, client_id="client-2")
    assert runtime.registry.find(platform.issuer, None) is None
    second = runtime.registry.find(platform.issuer, "client-2")
    assert second is not None
    assert second.client_id == "client-2"


def test_what_another_process_let_in_is_known_at_once(runtime: Runtime, platform: Simulated) -> None:
    """A login and its launch may come to two processes, the second of which read the registry before."""
    other = Registry(runtime.database, runtime.now)
    assert other.find(platform.issuer, "client-1") is not None
    registration_id = register(runtime, platform, client_id="client-2")
    found = other.get(registration_id)
    assert found is not None
    assert found.client_id == "client-2"


def test_a_client_that_was_looked_for_in_vain_a_moment_ago_enters_once_it_is_let_in(
    runtime: Runtime, platform: Simulated, browser: Browser
) -> None:
    assert runtime.registry.find(platform.issuer, "client-2") is None
    other = Registry(runtime.database, runtime.now)
    addresses = {name: f"{platform.url}/{name}" for name in ("auth_login_url", "token_url", "jwks_url")}
    other.add(NewRegistration(issuer=platform.issuer, client_id="client-2", **addresses))
    answer = browser.login(client_id="client-2")
    assert answer.status_code == 302
    assert "client_id=client-2" in answer.headers["Location"]


def test_an_issuer_is_compared_letter_by_letter(runtime: Runtime, platform: Simulated) -> None:
    for near in (f"{platform.issuer}/", platform.issuer.upper(), f" {platform.issuer}", ""):
        assert runtime.registry.find(near, "client-1") is None


def test_an_existing_registration_is_not_changed_by_another(runtime: Runtime, platform: Simulated) -> None:
    with pytest.raises(RegistrationError):
        register(runtime, platform, jwks_url="https://evil.test/jwks", tenant="other")
    found = runtime.registry.find(platform.issuer, "client-1")
    assert found is not None
    assert found.jwks_url == f"{platform.url}/jwks"
    with runtime.database.read() as session:  # nothing of the failed entry stays
        assert session.scalars(select(func.count()).select_from(Tenant)).one() == 1


def test_two_tenants_may_use_one_issuer(runtime: Runtime, platform: Simulated) -> None:
    register(runtime, platform, client_id="client-2", tenant="other")
    with runtime.database.read() as session:
        assert session.scalars(select(func.count()).select_from(Platform)).one() == 2
        assert session.scalars(select(func.count()).select_from(Registration)).one() == 2
    one, other = (runtime.registry.find(platform.issuer, name) for name in ("client-1", "client-2"))
    assert one is not None
    assert other is not None
    assert one.tenant_id != other.tenant_id


def test_one_sub_is_two_persons_for_two_tenants(
    runtime: Runtime, platform: Simulated, browser: Browser
) -> None:
    register(runtime, platform, client_id="client-2", tenant="other")
    assert browser.launch().status_code == 303
    target = "http://localhost:8000/lti/launch"
    state, nonce = browser.begun(client_id="client-2")
    claims = platform.claims(nonce, target, aud="client-2")
    assert browser.post(state, platform.sign(claims)).status_code == 303
    with runtime.database.read() as session:
        assert session.scalars(select(func.count()).select_from(Person)).one() == 2
