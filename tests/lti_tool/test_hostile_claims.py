"""Words of a platform that would be code or addresses, if a page took them as such."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from lti_tool.runtime import Runtime
from lti_tool.services.installation import publish
from tests.support.platform import CLAIM, MEMBERSHIP
from tests.support.sample import ID, sample_module
from tests.support.tool import Browser

SCRIPT = '"><script>alert(1)</script>'

HOSTILE: dict[str, dict[str, Any]] = {
    "a course's title": {f"{CLAIM}context": {"id": "c", "title": SCRIPT}},
    "an activity's title": {f"{CLAIM}resource_link": {"id": "l", "title": SCRIPT, "description": SCRIPT}},
    "a person's names": {"name": SCRIPT, "given_name": SCRIPT, "picture": "javascript:alert(1)"},
    "a locale": {f"{CLAIM}launch_presentation": {"locale": SCRIPT}},
    "a return address that is a script": {
        f"{CLAIM}launch_presentation": {"return_url": "javascript:alert(1)"}
    },
    "a custom language": {f"{CLAIM}custom": {"unit": f"{ID}/outcomes", "lang": SCRIPT}},
    "a unit that does not exist": {f"{CLAIM}custom": {"unit": f"{SCRIPT}/x"}},
    "a module that does not exist": {f"{CLAIM}custom": {"unit": SCRIPT}},
    "a unit that climbs": {f"{CLAIM}custom": {"unit": "../../etc/passwd"}},
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_a_platform_says_is_never_code(
    case: str, browser: Browser, runtime: Runtime, tmp_path: Path
) -> None:
    publish(runtime, sample_module(tmp_path / "source"))
    claims = {f"{CLAIM}custom": {"unit": f"{ID}/outcomes"}, **HOSTILE[case]}
    answer = browser.launch(**claims)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/s/")
    page = browser.get(answer.headers["Location"])
    assert page.status_code in (200, 404)
    assert "<script>alert" not in page.text
    assert "javascript:" not in page.text
    assert "script-src 'self';" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["role", "roles", "custom_role", "is_teacher"])
def test_a_custom_parameter_makes_nobody_a_teacher(name: str, browser: Browser) -> None:
    answer = browser.launch(
        **{f"{CLAIM}custom": {name: "Instructor"}, f"{CLAIM}roles": [f"{MEMBERSHIP}#Learner"]}
    )
    assert "unit=" not in browser.get(answer.headers["Location"]).text, "a teacher's hint"
    session = "/".join(answer.headers["Location"].split("/")[:3])
    assert browser.get(f"{session}/pick").status_code == 403
