"""The way back to the course, for a launch that stands in a window of its own."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import g, request

from lti_tool.runtime import runtime
from lti_tool.services.sessions import OpenSession


def way_back() -> str | None:
    """Return the platform's address to return to, where the page stands in a window of its own.

    A phone's browser that the Moodle app handed a launch to has no page around ours to go back to. The
    address must be on a host of the platform's registration.
    """
    launch: OpenSession | None = g.get("launch")
    if launch is None or not launch.return_url or request.headers.get("Sec-Fetch-Dest") != "document":
        return None
    address = urlsplit(launch.return_url)
    entry = runtime().registry.get(launch.registration_id)
    known = entry is not None and address.hostname in entry.hosts
    return launch.return_url if known and address.scheme in runtime().settings.web_schemes else None


def platform_origins() -> str:
    """Return the origins of the platform's pages, for the script that tells it the page's height."""
    launch: OpenSession | None = g.get("launch")
    return " ".join(launch.frame_origins) if launch else ""
