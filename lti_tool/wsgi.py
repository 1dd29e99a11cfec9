"""The application for a WSGI server: `gunicorn lti_tool.wsgi:app`. Settings come from the environment."""

from __future__ import annotations

from lti_tool import create_app
from lti_tool.config import settings_from

app = create_app(settings_from())
