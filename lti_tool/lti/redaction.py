"""What a launch said, without what tells of a person: for admins who look for a mistake."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

HIDDEN = "…"
MOST, LONGEST = 60, 255
WHOLE = frozenset(
    {"iss", "aud", "azp", "iat", "exp", "nbf", "version", "message_type", "deployment_id", "target_link_uri"}
    | {"roles"}
)
"""Claims that are shown as they came."""
PARTS = {
    "context": {"id", "type"},
    "resource_link": {"id"},
    "launch_presentation": {"document_target", "locale"},
    "tool_platform": {"guid", "name", "version", "product_family_code"},
    "custom": {"unit", "lang"},
    "endpoint": {"scope"},
    "namesroleservice": {"service_versions"},
    "deep_linking_settings": {
        "accept_types", "accept_presentation_document_targets", "accept_multiple", "accept_lineitem",
        "auto_create",
    },
}  # fmt: skip
"""Claims that are objects, with the parts that are shown; of all others only the name is."""


def redacted(body: Mapping[str, Any]) -> dict[str, str]:
    """Return names and values of a launch's claims, in its order; a value that is hidden is `…`."""
    found: dict[str, str] = {}
    for name, value in _flat(body):
        found.setdefault(name[:LONGEST], value[:LONGEST])
        if len(found) == MOST:
            break
    return found


def _flat(body: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for claim, value in body.items():
        name = claim.rpartition("/claim/")[2]
        if name in WHOLE:
            yield name, _said(value)
        elif name in PARTS and isinstance(value, dict) and value:
            for part, inner in value.items():
                yield f"{name}.{part}", _said(inner) if part in PARTS[name] else HIDDEN
        else:
            yield name, HIDDEN


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_said(one) for one in value[:20] if not isinstance(one, dict | list))
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) else HIDDEN
