"""A launch as pylti1p3 flows through it, each unsafe part of 2.0.0 replaced (`docs/lti.md` lists them)."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pylti1p3.exception import LtiException
from pylti1p3.message_validators.abstract import MessageValidatorAbstract
from pylti1p3.message_validators.privacy_launch import PrivacyLaunchValidator
from pylti1p3.message_validators.resource_message import ResourceMessageValidator

from lti_tool.errors import Fault, LaunchError
from lti_tool.lti.claims import CLAIM, DEEP_LINKING, LONGEST_ID, Claims
from lti_tool.lti.id_token import FindKey, verify
from lti_tool.lti.trail import Check, Trail
from lti_tool.security import target_hash
from lti_tool.services.registrations import Entry

PRIVACY = "DataPrivacyLaunchRequest"
MESSAGES = ("LtiResourceLinkRequest", "LtiDeepLinkingRequest", "LtiSubmissionReviewRequest", PRIVACY)


class _ReviewValidator(MessageValidatorAbstract):
    """A submission review: pylti1p3's own refuses Moodle's review of all, without `for_user`."""

    def validate(self, jwt_body: Mapping[str, Any]) -> bool:
        self.run_common_validators(jwt_body)
        return True

    def can_validate(self, jwt_body: Mapping[str, Any]) -> bool:
        return jwt_body.get(f"{CLAIM}message_type") == "LtiSubmissionReviewRequest"


class _ChoiceValidator(_ReviewValidator):
    """A Deep Linking request: pylti1p3's own refuses one that takes no links, where an empty list is due."""

    def can_validate(self, jwt_body: Mapping[str, Any]) -> bool:
        return jwt_body.get(f"{CLAIM}message_type") == "LtiDeepLinkingRequest"


VALIDATORS = (_ChoiceValidator(), ResourceMessageValidator(), _ReviewValidator(), PrivacyLaunchValidator())


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the login that this launch answers has laid down."""

    entry: Entry
    nonce: str
    target_hash: bytes


def verified(token: str, expected: Expected, find_key: FindKey, now: dt.datetime, trail: Trail) -> Claims:
    """Verify a launch against its login and return what it says. Raises LaunchError."""
    body = verify(token, expected.entry, find_key, now, trail)
    if not hmac.compare_digest(body["nonce"].encode(errors="surrogatepass"), expected.nonce.encode()):
        raise LaunchError(Fault.TOKEN_UNTRUSTED, "the nonce is another login's")
    claims = Claims(body)
    trail.at = Check.MESSAGE
    if claims.message_type not in MESSAGES:
        raise LaunchError(Fault.MESSAGE_UNSUPPORTED, "message_type is missing or not ours")
    trail.at = Check.TARGET
    if target_hash(claims.target_link_uri or "") != expected.target_hash:
        raise LaunchError(Fault.CLAIMS_INVALID, "target_link_uri is not the one of the login")
    trail.at = Check.CLAIMS
    _check_shape(claims)
    _check_message(body)
    return claims


def _check_shape(claims: Claims) -> None:
    """Refuse what pylti1p3's validators would trip over or let pass."""
    roles = claims.body.get(f"{CLAIM}roles")
    if not isinstance(roles, list):
        raise LaunchError(Fault.CLAIMS_INVALID, "roles is missing or not a list")
    deployment = claims.deployment_id
    if deployment is None or len(deployment) > LONGEST_ID:
        raise LaunchError(Fault.CLAIMS_INVALID, "deployment_id is missing or too long")
    for name in ("resource_link", "context", "launch_presentation", "custom", "for_user"):
        if not isinstance(claims.body.get(f"{CLAIM}{name}", {}), dict):
            raise LaunchError(Fault.CLAIMS_INVALID, f"{name} is not an object")
    if claims.message_type == "LtiDeepLinkingRequest":
        _check_deep_linking(claims.body.get(DEEP_LINKING))
    elif claims.message_type == "LtiSubmissionReviewRequest":
        _check_review(claims)
    elif claims.message_type == PRIVACY:
        _check_privacy(claims)
    elif claims.link is None:
        raise LaunchError(Fault.CLAIMS_INVALID, "resource_link.id is missing or too long")


def _check_deep_linking(settings: Any) -> None:
    if not isinstance(settings, dict) or not isinstance(settings.get("deep_link_return_url"), str):
        raise LaunchError(Fault.CLAIMS_INVALID, "deep_linking_settings has no deep_link_return_url")
    for name in ("accept_types", "accept_presentation_document_targets"):
        if not settings.get(name) or not isinstance(settings[name], list | str):
            raise LaunchError(Fault.CLAIMS_INVALID, f"deep_linking_settings has no {name}")


def _check_privacy(claims: Claims) -> None:
    if claims.for_user is None:
        raise LaunchError(Fault.CLAIMS_INVALID, "a data privacy launch names nobody whom it is about")


def _check_review(claims: Claims) -> None:
    if claims.gradebook is None or claims.gradebook.line_item is None:
        raise LaunchError(Fault.CLAIMS_INVALID, "a submission review names no line item")


def _check_message(body: dict[str, Any]) -> None:
    """Let pylti1p3's validators check the message (version, user, roles, what its type demands)."""
    try:
        for validator in VALIDATORS:
            if validator.can_validate(body):
                validator.validate(body)
    except LtiException as error:
        raise LaunchError(Fault.CLAIMS_INVALID, str(error)) from error
