"""The stand-in as a Flask app and as a server in threads, bound to loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from lti_tool.stand_in import deep_linking, launches, memberships, pages, registering, services
from lti_tool.stand_in.course import Platform, ToolAddresses
from packager.locations import templates_folder

LOOPBACK = "127.0.0.1"  # another site than localhost, so that a tool there is a third party

SECONDS_TO_END = 0.05  # how soon a server in a thread sees that it is to end; half a second by default


def create_platform(state: Platform) -> Flask:
    """Return the app over a state."""
    app = Flask("lti_tool.stand_in", template_folder=str(templates_folder()), static_folder=None)
    app.config["PLATFORM"] = state
    for module in (pages, launches, services, memberships, deep_linking, registering):
        app.register_blueprint(module.blueprint)
    return app


def serve(tool_url: str, port: int) -> tuple[BaseWSGIServer, Platform]:
    """Return a server on loopback (port 0: any free one) and its state; the caller runs and closes it."""
    state = Platform(issuer="", tool=ToolAddresses.at(tool_url))
    server = make_server(LOOPBACK, port, create_platform(state), threaded=True)
    state.issuer = f"http://{LOOPBACK}:{server.server_port}"
    return server, state


@contextmanager
def running(tool_url: str, port: int = 0) -> Iterator[Platform]:
    """Serve in a thread while the block runs."""
    server, state = serve(tool_url, port)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": SECONDS_TO_END}, name="stand-in", daemon=True
    )
    thread.start()
    try:
        yield state
    finally:
        state.faults.clear()
        server.shutdown()
        thread.join()
        server.server_close()
