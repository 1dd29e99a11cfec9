"""All tables, imported here so that metadata and migrations see every one."""

from __future__ import annotations

from lti_tool.models.administration import AdminAction, AdminLink, AdminSession
from lti_tool.models.base import Base, UtcDateTime
from lti_tool.models.context import Context, LineItem, ResourceLink
from lti_tool.models.invitation import Invitation
from lti_tool.models.language_choice import LanguageChoice
from lti_tool.models.launch_record import LaunchRecord
from lti_tool.models.learning import Attempt, CheckAnswer, UnitProgress, UnitResponses
from lti_tool.models.login import AccessToken
from lti_tool.models.module_release import ModuleRelease
from lti_tool.models.outbox import OutboxScore
from lti_tool.models.person import Person
from lti_tool.models.platform import Platform, PlatformKeys
from lti_tool.models.registration import Deployment, Registration
from lti_tool.models.restoration import Restoration
from lti_tool.models.roster import CourseMember, Roster, UnitVisit
from lti_tool.models.session import LaunchSession
from lti_tool.models.surveys import SurveyTally
from lti_tool.models.tenant import Tenant
from lti_tool.models.tool_key import ToolKey

__all__ = [
    "AccessToken",
    "AdminAction",
    "AdminLink",
    "AdminSession",
    "Attempt",
    "Base",
    "CheckAnswer",
    "Context",
    "CourseMember",
    "Deployment",
    "Invitation",
    "LanguageChoice",
    "LaunchRecord",
    "LaunchSession",
    "LineItem",
    "ModuleRelease",
    "OutboxScore",
    "Person",
    "Platform",
    "PlatformKeys",
    "Registration",
    "ResourceLink",
    "Restoration",
    "Roster",
    "SurveyTally",
    "Tenant",
    "ToolKey",
    "UnitProgress",
    "UnitResponses",
    "UnitVisit",
    "UtcDateTime",
]
