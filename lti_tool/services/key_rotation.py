"""A rotation of the tool's signing keys by an admin: the move and its line in the log are one transaction."""

from __future__ import annotations

from lti_tool.models.administration import ActionKind
from lti_tool.runtime import Runtime
from lti_tool.services.admin_sessions import Visit, note
from lti_tool.services.keys import How, Move


def rotate(runtime: Runtime, visit: Visit, how: How, seen: str | None = None) -> Move | None:
    """Advance the rotation and write down who did; None where the keys are not any more as they were seen."""
    with runtime.database.write() as session:
        move = runtime.tool_keys.rotate_in(session, how, seen)
        if move is not None and move.kind != "waits":
            note(runtime, session, visit, _kind(move, how), move.kid, None)
    runtime.tool_keys.forget()
    return move


def _kind(move: Move, how: How) -> ActionKind:
    if how == "leaked":
        return "keys-withdrawn"
    return "key-published" if move.kind == "published" else "key-signs"
