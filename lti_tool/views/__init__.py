"""Pages and addresses: each view reads a request, calls services and answers."""

from __future__ import annotations

from flask import Blueprint

from lti_tool.views.deep_linking import blueprint as deep_linking
from lti_tool.views.health import blueprint as health
from lti_tool.views.home import blueprint as home
from lti_tool.views.jwks import blueprint as jwks
from lti_tool.views.launch import blueprint as launch
from lti_tool.views.oidc import blueprint as oidc

BLUEPRINTS: tuple[Blueprint, ...] = (oidc, launch, jwks, health, home, deep_linking)
"""Every group of pages, one row each."""
