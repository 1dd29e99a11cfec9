"""Every group of pages, one row each."""

from __future__ import annotations

from flask import Blueprint

from lti_tool.views.admin import blueprint as admin
from lti_tool.views.admin_by_hand import blueprint as admin_by_hand
from lti_tool.views.admin_entrance import blueprint as admin_entrance
from lti_tool.views.admin_keys import blueprint as admin_keys
from lti_tool.views.admin_launches import blueprint as admin_launches
from lti_tool.views.admin_registration import blueprint as admin_registration
from lti_tool.views.admin_self_test import blueprint as admin_self_test
from lti_tool.views.checklists import blueprint as checklists
from lti_tool.views.deep_linking import blueprint as deep_linking
from lti_tool.views.dynamic_registration import blueprint as dynamic_registration
from lti_tool.views.health import blueprint as health
from lti_tool.views.home import blueprint as home
from lti_tool.views.jwks import blueprint as jwks
from lti_tool.views.launch import blueprint as launch
from lti_tool.views.learners import blueprint as learners
from lti_tool.views.lessons import blueprint as lessons
from lti_tool.views.look import blueprint as look
from lti_tool.views.media import blueprint as media
from lti_tool.views.oidc import blueprint as oidc
from lti_tool.views.overview import blueprint as overview
from lti_tool.views.polls import blueprint as polls
from lti_tool.views.privacy import blueprint as privacy
from lti_tool.views.quizzes import blueprint as quizzes
from lti_tool.views.reflections import blueprint as reflections
from lti_tool.views.reviews import blueprint as reviews
from lti_tool.views.scenarios import blueprint as scenarios
from lti_tool.views.self_assessments import blueprint as self_assessments
from lti_tool.views.surveys import blueprint as surveys
from lti_tool.views.units import blueprint as units

BLUEPRINTS: tuple[Blueprint, ...] = (
    *(oidc, launch, jwks, health, home, deep_linking),
    *(units, lessons, quizzes, scenarios, overview, media, look),
    *(reflections, checklists, polls, self_assessments, surveys),
    *(learners, reviews, privacy),
    *(admin_entrance, admin, admin_registration, admin_by_hand, dynamic_registration),
    *(admin_keys, admin_launches, admin_self_test),
)
