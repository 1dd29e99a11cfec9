"""The LTI 1.3 tool: views call services, services change models; `create_app` puts them together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from lti_tool.config import Settings


def create_app(settings: Settings) -> Flask:
    """Return the web application. It asks neither the database nor the network before the first request."""
    from lti_tool.application import make_app  # late: `poiju build` imports this package without Flask

    return make_app(settings)
