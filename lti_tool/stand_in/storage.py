"""The stand-in keeps data for tools by messages between windows, or misbehaves at it (LTI Client Side
postMessages 1.0, LTI postMessage Storage 1.0); and it sizes the tool's frame where it listens to that."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from lti_tool.stand_in.course import Platform

FRAME = "lti_storage"
MODES = {
    "": "none is offered",
    "parent": "the page itself keeps it",
    "frame": "a frame of the page keeps it",
    "named": "as before, but the page does not say what it can",
    "refused": "announced in the login, but the page says that it cannot",
    "error": "every message is answered with an error",
    "silent": "announced, and never answered",
    "other-id": "answers bear another number",
    "other-window": "answers come from another window than the one that was asked",
    "other-origin": "the frame is of another site than the registered one",
    "forgets": "taken, and forgotten",
    "lies": "another value is given back",
}
"""What the page around a tool's frame does, by name."""

IN_FRAME = frozenset({"frame", "named", "other-window", "other-origin"})


def storage_target(state: Platform) -> dict[str, str]:
    """Return what a login says of the storage."""
    if not state.storage:
        return {}
    return {"lti_storage_target": FRAME if state.storage in IN_FRAME else "_parent"}


def around(state: Platform) -> dict[str, Any]:
    """Return what the page around a tool's frame needs to know."""
    issuer = urlsplit(state.issuer)
    other = f"{issuer.scheme}://localhost:{issuer.port}"
    return {
        "mode": state.storage,
        "frame": FRAME if state.storage in IN_FRAME else "",
        "frame_source": (other if state.storage == "other-origin" else state.issuer) + "/storage-frame",
        "resizes": state.resizes,
    }
