"""A teacher in the platform's dialogue for choosing content, with a browser without scripts."""

from __future__ import annotations

import re
from typing import Any

import jwt
from werkzeug.test import TestResponse

from lti_tool.runtime import Runtime
from tests.support.platform import CLAIM, DEEP_LINKING, MEMBERSHIP
from tests.support.tool import URL, Browser

ITEMS = "https://purl.imsglobal.org/spec/lti-dl/claim/content_items"
DATA = "https://purl.imsglobal.org/spec/lti-dl/claim/data"


class Teacher:
    """A teacher in the platform's dialogue for choosing content."""

    def __init__(self, browser: Browser, runtime: Runtime) -> None:
        self.browser, self.runtime = browser, runtime
        self.platform = browser.platform

    def asks(
        self, roles: tuple[str, ...] = ("Instructor",), product: str = "canvas", **settings: Any
    ) -> TestResponse:
        """Open the picker; a setting of None is left out."""
        wishes: dict[str, Any] = {
            "deep_link_return_url": f"{self.platform.url}/return?sesskey=a&b=c",
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe", "window"],
            "accept_multiple": True,
            "auto_create": False,
            "data": "opaque <&> data",
        }
        wishes.update(settings)
        answer = self.browser.launch(
            **{
                f"{CLAIM}message_type": "LtiDeepLinkingRequest",
                f"{CLAIM}resource_link": None,
                f"{CLAIM}roles": [f"{MEMBERSHIP}#{role}" for role in roles],
                f"{CLAIM}tool_platform": {"guid": "a", "product_family_code": product},
                DEEP_LINKING: {name: value for name, value in wishes.items() if value is not None},
            }
        )
        assert answer.status_code == 303
        self.address = answer.headers["Location"]
        return self.browser.get(self.address)

    def sends(self, **form: Any) -> TestResponse:
        """Send the picker's form as it was shown."""
        page = self.browser.get(self.address).text
        token = re.search(r'name="token" value="(\w+)"', page)
        fields = {"token": token[1] if token else "", **form}
        return self.browser.client.post(self.address, data=fields, base_url=URL)

    def claims(self, answer: TestResponse) -> dict[str, Any]:
        """Return the answer's claims as the platform verifies them."""
        assert answer.status_code == 200, answer.text
        token = re.search(r'name="JWT" value="([^"]+)"', answer.text)
        assert token
        claims: dict[str, Any] = jwt.decode(
            token[1],
            self.runtime.tool_keys.active().private.public_key(),
            algorithms=["RS256"],
            audience=self.platform.issuer,
            issuer=self.platform.client_id,
            options={"require": ["exp", "iat", "nonce"]},
        )
        return claims
