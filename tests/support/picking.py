"""A teacher at the stand-in who chooses content: the picker, its form, and what goes back to the platform."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import jwt
import requests

from tests.support.live import Visit, form
from tests.support.wire import LTI, SETTINGS, Claims, Wire

DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
ITEMS, DATA = f"{DEEP_LINKING}content_items", f"{DEEP_LINKING}data"
TOKEN = re.compile(r'name="token" value="(\w+)"')


@dataclass
class Picking:
    """The open picker."""

    wire: Wire
    visit: Visit

    @classmethod
    def opened(cls, wire: Wire, **wishes: Any) -> Picking:
        """Open it with changed settings of the request (None: taken away)."""
        return cls(wire, wire.opens(*asked(wire, **wishes)))

    def sends(self, **fields: Any) -> requests.Response:
        """Send its form."""
        token = TOKEN.search(self.visit.text)
        data = {"token": token[1] if token else "", **fields}
        return self.wire.http.post(self.visit.page.url, data=data, timeout=20)

    def returns(self, **fields: Any) -> tuple[str, str]:
        """Send its form; return the address and the message that the browser then posts."""
        page = self.sends(**fields)
        assert page.status_code == 200, page.text
        action, hidden = form(page.text, "/deep-link/return")
        return action, hidden["JWT"]

    def answers(self, **fields: Any) -> Claims:
        """Send its form; return the message's claims as a platform checks them with our key set."""
        return verified(self.wire, self.returns(**fields)[1])


def asked(wire: Wire, **wishes: Any) -> tuple[Claims, dict[str, str]]:
    """Return changed claims and the login form of a Deep Linking request."""
    settings = {
        "deep_link_return_url": f"{wire.place.platform.issuer}/deep-link/return",
        "accept_types": ["ltiResourceLink"],
        "accept_presentation_document_targets": ["iframe", "window"],
        "accept_multiple": True,
        **wishes,
    }
    return {SETTINGS: {k: v for k, v in settings.items() if v is not None}}, wire.picker_form()


def verified(wire: Wire, token: str) -> Claims:
    """Check a message with the keys that the tool publishes, and return its claims."""
    published = requests.get(f"{wire.place.url}/lti/jwks", timeout=20).json()
    kid = jwt.get_unverified_header(token)["kid"]
    key = next(one for one in jwt.PyJWKSet.from_dict(published).keys if one.key_id == kid)
    platform = wire.place.platform
    claims: Claims = jwt.decode(
        token, key.key, algorithms=["RS256"], audience=platform.issuer, issuer=platform.client_id,
        options={"require": ["exp", "iat", "nonce"]},
    )  # fmt: skip
    return claims


MESSAGE = {
    f"{LTI}message_type": "LtiDeepLinkingResponse",
    f"{LTI}version": "1.3.0",
}
