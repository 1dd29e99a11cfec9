"""What a switch of the stand-in does to a request."""

from __future__ import annotations

import socket

from flask import abort, jsonify, make_response, request

from lti_tool.stand_in.faults import DROPPED, Faults


def suffer(faults: Faults, place: str) -> None:
    """Wait, answer with an error or hang up, as the switch of a place says; return where it says nothing."""
    status = faults.meet(place)
    if status is None:
        return
    if status == DROPPED:
        request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
        abort(500)  # nobody hears it
    response = make_response(jsonify({"error": f"the switch says {status}"}), status)
    if status in {429, 503}:
        response.headers["Retry-After"] = "1"
    abort(response)
