"""What the tool and a platform tell each other in a registration (LTI Dynamic Registration 1.0, 3.4 to 3.6).

https://www.imsglobal.org/spec/lti-dr/v1p0
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
AGS = "https://purl.imsglobal.org/spec/lti-ags/scope/"
NRPS = "https://purl.imsglobal.org/spec/lti-nrps/scope/"
SCOPES = (
    f"{AGS}lineitem.readonly",
    f"{AGS}result.readonly",
    f"{AGS}score",
    f"{NRPS}contextmembership.readonly",
)
MESSAGES = ("LtiResourceLinkRequest", "LtiDeepLinkingRequest")
MORE_MESSAGES = ("LtiSubmissionReviewRequest", "DataPrivacyLaunchRequest")  # where a platform has them
CLAIMS = ("iss", "sub")  # no name, no e-mail: all of the tool works without
NAMES = ("name", "given_name", "family_name")  # where an admin wants teachers to see them
LONGEST_ID, LONGEST_ADDRESS, MOST = 255, 2048, 50


class ConfigurationError(ValueError):
    """A platform's configuration or its answer does not hold what it must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformConfiguration:
    """What a platform says of itself (3.4)."""

    issuer: str
    auth_login_url: str
    token_url: str
    jwks_url: str
    registration_url: str
    product: str
    version: str
    messages: tuple[str, ...] = ()

    @classmethod
    def read(cls, content: object, address: str) -> PlatformConfiguration:
        """Read the answer of an address. The issuer and all that is asked later are on the same host:

        so a page of one platform cannot register the tool under another's name, nor send our requests
        elsewhere. Raises ConfigurationError.
        """
        if not isinstance(content, dict):
            raise ConfigurationError("it is no object")
        issuer = _text(content, "issuer", LONGEST_ID)
        parts = urlsplit(issuer)
        if parts.query or parts.fragment:
            raise ConfigurationError("the issuer has a query or a fragment")
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint")
        told = {name: _text(content, name, LONGEST_ADDRESS) for name in names}
        for name, value in {"issuer": issuer, **told}.items():
            if _host(value) != _host(address):
                raise ConfigurationError(f"{name} is on another host than the configuration")
        about = content.get(PLATFORM)
        return cls(
            issuer=issuer,
            auth_login_url=told["authorization_endpoint"],
            token_url=told["token_endpoint"],
            jwks_url=told["jwks_uri"],
            registration_url=told["registration_endpoint"],
            product=_optional(about, "product_family_code"),
            version=_optional(about, "version"),
            messages=_types(about.get("messages_supported") if isinstance(about, dict) else None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """What a platform has registered (3.6). `deployment_id` is empty where it deploys later."""

    client_id: str
    deployment_id: str
    scopes: tuple[str, ...]
    messages: tuple[str, ...]
    claims: tuple[str, ...]
    names_asked: bool = False

    @classmethod
    def read(cls, content: object, *, names: bool) -> Agreed:
        """Read a platform's answer to a configuration with or without names. Raises ConfigurationError."""
        if not isinstance(content, dict):
            raise ConfigurationError("it is no object")
        about = content.get(TOOL)
        about = about if isinstance(about, dict) else {}
        scopes = content.get("scope")
        return cls(
            client_id=_text(content, "client_id", LONGEST_ID),
            deployment_id=_optional(about, "deployment_id"),
            scopes=_texts(scopes.split() if isinstance(scopes, str) else scopes),
            messages=_types(about.get("messages")),
            claims=_texts(about.get("claims")),
            names_asked=names,
        )


def tool_configuration(url: str, *, names: bool, supported: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what we ask for (3.5), for a tool at an address. E-mail is never asked for."""
    launch = f"{url}/lti/launch"
    messages = (*MESSAGES, *(one for one in MORE_MESSAGES if one in supported))
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["client_credentials", "implicit"],
        "initiate_login_uri": f"{url}/lti/login",
        "redirect_uris": [launch],
        "client_name": "Poiju",
        "jwks_uri": f"{url}/lti/jwks",
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join(SCOPES),
        TOOL: {
            "domain": urlsplit(url).netloc,
            "target_link_uri": launch,
            "claims": [*CLAIMS, *(NAMES if names else ())],
            "messages": [{"type": one, "target_link_uri": launch} for one in messages],
        },
    }


def _host(address: str) -> tuple[str, str, int | None]:
    """Return scheme, host and port. Raises ConfigurationError."""
    try:
        parts: SplitResult = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise ConfigurationError("an address is malformed") from error
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username is not None:
        raise ConfigurationError("an address is no web address")
    return parts.scheme, parts.hostname, port or {"https": 443, "http": 80}[parts.scheme]


def _text(content: dict[str, Any], name: str, longest: int) -> str:
    value = content.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= longest or not value.isprintable():
        raise ConfigurationError(f"{name} is missing, too long or no text")
    return value


def _optional(content: object, name: str) -> str:
    value = content.get(name) if isinstance(content, dict) else None
    fits = isinstance(value, str) and len(value) <= LONGEST_ID and value.isprintable()
    return str(value) if fits else ""


def _types(messages: object) -> tuple[str, ...]:
    return _texts([one.get("type") for one in _list(messages) if isinstance(one, dict)])


def _list(value: object) -> list[object]:
    return value[:MOST] if isinstance(value, list) else []


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in _list(value) if isinstance(one, str) and 0 < len(one) <= LONGEST_ID)
