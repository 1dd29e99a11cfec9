"""What differs between the versions of Common Cartridge: one row each, everything else is shared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from packager.document.words import Xhtml
from packager.formats.common_cartridge.guard import guarded
from packager.formats.qti.assessment import AssessmentForm

WEB_CONTENT = "webcontent"
"""The one resource type that is the same in all versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Names and abilities of one version.

    `assignment`: the namespace of work that a person marks, where the version has a resource for it.
    `standards`: the same for the skills that a resource serves. `page_links`: links from page to page
    arrive. `sub_folders`: an item below a section may hold items. `players`: pages hold players.
    `markup`: what every text passes through before it is written. `quiz_needs`: what a quiz needs after
    the import.
    """

    number: str
    schema_version: str
    manifest: str
    lom_manifest: str
    standards: str | None
    topic: str
    topic_type: str
    web_link: str
    web_link_type: str
    lti: str
    lti_type: str
    assessment_type: str
    assignment: str | None
    assignment_type: str
    locations: dict[str, str]
    qti: AssessmentForm
    page_links: bool
    sub_folders: bool
    players: bool
    markup: Callable[[str], Xhtml]
    quiz_needs: str

    def schema_location(self, *namespaces: str) -> str:
        """Return the value of `xsi:schemaLocation` for some of the namespaces."""
        return " ".join(f"{namespace} {self.locations[namespace]}" for namespace in namespaces)


_SITE = "http://www.imsglobal.org"
BASIC_LTI = f"{_SITE}/xsd/imsbasiclti_v1p0"
LTI_PROPERTIES = f"{_SITE}/xsd/imslticm_v1p0"
LTI_PARTIES = f"{_SITE}/xsd/imslticp_v1p0"

_LTI_LOCATIONS = {
    BASIC_LTI: f"{_SITE}/xsd/lti/ltiv1p0/imsbasiclti_v1p0p1.xsd",
    LTI_PROPERTIES: f"{_SITE}/xsd/lti/ltiv1p0/imslticm_v1p0.xsd",
    LTI_PARTIES: f"{_SITE}/xsd/lti/ltiv1p0/imslticp_v1p0.xsd",
}

_MANIFEST_1_1 = f"{_SITE}/xsd/imsccv1p1/imscp_v1p1"
_LOM_1_1 = "http://ltsc.ieee.org/xsd/imsccv1p1/LOM"
_TOPIC_1_1 = f"{_SITE}/xsd/imsccv1p1/imsdt_v1p1"
_LINK_1_1 = f"{_SITE}/xsd/imsccv1p1/imswl_v1p1"
_LTI_1_1 = f"{_SITE}/xsd/imslticc_v1p0"

V1_1 = Version(
    number="1.1",
    schema_version="1.1.0",
    manifest=_MANIFEST_1_1,
    lom_manifest=f"{_LOM_1_1}/manifest",
    standards=None,
    topic=_TOPIC_1_1,
    topic_type="imsdt_xmlv1p1",
    web_link=_LINK_1_1,
    web_link_type="imswl_xmlv1p1",
    lti=_LTI_1_1,
    lti_type="imsbasiclti_xmlv1p0",  # 1.1 and 1.2 kept the type of LTI links of 1.0
    assessment_type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment",
    assignment=None,
    assignment_type="",
    locations={
        _MANIFEST_1_1: f"{_SITE}/profile/cc/ccv1p1/ccv1p1_imscp_v1p2_v1p0.xsd",
        f"{_LOM_1_1}/manifest": f"{_SITE}/profile/cc/ccv1p1/LOM/ccv1p1_lommanifest_v1p0.xsd",
        _TOPIC_1_1: f"{_SITE}/profile/cc/ccv1p1/ccv1p1_imsdt_v1p1.xsd",
        _LINK_1_1: f"{_SITE}/profile/cc/ccv1p1/ccv1p1_imswl_v1p1.xsd",
        _LTI_1_1: f"{_SITE}/xsd/lti/ltiv1p0/imslticc_v1p0p1.xsd",
        **_LTI_LOCATIONS,
    },
    qti=AssessmentForm(
        schema_location=f"{_SITE}/profile/cc/ccv1p1/ccv1p1_qtiasiv1p2p1_v1p0.xsd",
        feedback_goes_on=False,  # Moodle, the reader of 1.1, takes such conditions for general feedback
        markup=guarded,
    ),
    page_links=False,  # Moodle turns them into addresses of files that it does not keep
    sub_folders=False,  # Moodle 4.5 and 5.1 copy a picture for each that they no longer have: a PHP warning
    players=False,  # Moodle makes a player of a link, and its import warns of <audio>
    markup=guarded,
    # backup/cc/sheets of Moodle 4.5 to 5.1 holds both numbers; a changed mark makes Moodle count anew.
    quiz_needs="Moodle gives each question 1 mark and the quiz a sum of 4: change a mark, and it counts anew",
)

_MANIFEST_1_3 = f"{_SITE}/xsd/imsccv1p3/imscp_v1p1"
_LOM_1_3 = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM"
_STANDARDS_1_3 = f"{_SITE}/xsd/imsccv1p3/imscsmd_v1p0"
_TOPIC_1_3 = f"{_SITE}/xsd/imsccv1p3/imsdt_v1p3"
_LINK_1_3 = f"{_SITE}/xsd/imsccv1p3/imswl_v1p3"
_LTI_1_3 = f"{_SITE}/xsd/imslticc_v1p3"
_ASSIGNMENT = f"{_SITE}/xsd/imscc_extensions/assignment"

V1_3 = Version(
    number="1.3",
    schema_version="1.3.0",
    manifest=_MANIFEST_1_3,
    lom_manifest=f"{_LOM_1_3}/manifest",
    standards=_STANDARDS_1_3,
    topic=_TOPIC_1_3,
    topic_type="imsdt_xmlv1p3",
    web_link=_LINK_1_3,
    web_link_type="imswl_xmlv1p3",
    lti=_LTI_1_3,
    lti_type="imsbasiclti_xmlv1p3",
    assessment_type="imsqti_xmlv1p2/imscc_xmlv1p3/assessment",
    assignment=_ASSIGNMENT,
    assignment_type="assignment_xmlv1p0",
    locations={
        _MANIFEST_1_3: f"{_SITE}/profile/cc/ccv1p3/ccv1p3_imscp_v1p2_v1p0.xsd",
        f"{_LOM_1_3}/manifest": f"{_SITE}/profile/cc/ccv1p3/LOM/ccv1p3_lommanifest_v1p0.xsd",
        _STANDARDS_1_3: f"{_SITE}/profile/cc/ccv1p3/ccv1p3_imscsmd_v1p0.xsd",
        _TOPIC_1_3: f"{_SITE}/profile/cc/ccv1p3/ccv1p3_imsdt_v1p3.xsd",
        _LINK_1_3: f"{_SITE}/profile/cc/ccv1p3/ccv1p3_imswl_v1p3.xsd",
        _LTI_1_3: f"{_SITE}/xsd/lti/ltiv1p3/imslticc_v1p3.xsd",
        _ASSIGNMENT: f"{_SITE}/profile/cc/cc_extensions/cc_extresource_assignmentv1p0_v1p0.xsd",
        **_LTI_LOCATIONS,
    },
    qti=AssessmentForm(
        schema_location=f"{_SITE}/profile/cc/ccv1p3/ccv1p3_qtiasiv1p2p1_v1p0.xsd",
        feedback_goes_on=True,
    ),
    page_links=True,
    sub_folders=True,
    players=True,
    markup=Xhtml,
    quiz_needs="",
)
