"""The Moodle versions that a backup is judged against, with the plugins that each has by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from packager.errors import UsageError

_SHARED = {
    "mod": "assign bigbluebuttonbn book choice data feedback folder forum glossary h5pactivity imscp label "
    "lesson lti page quiz resource scorm subsection url wiki workshop",
    "qtype": "calculated calculatedmulti calculatedsimple ddimageortext ddmarker ddwtos description essay "
    "gapselect match missingtype multianswer multichoice numerical ordering random randomsamatch "
    "shortanswer truefalse",
    "qbehaviour": "adaptive adaptivenopenalty deferredcbm deferredfeedback immediatecbm immediatefeedback "
    "informationitem interactive interactivecountback manualgraded missing",
    "format": "singleactivity social topics weeks",
    "theme": "boost classic",
    "enrol": "category cohort database fee flatfile guest imsenterprise ldap lti manual meta paypal self",
    "availability": "completion date grade group grouping profile",
    "block": "accessreview activity_modules activity_results admin_bookmarks badges blog_menu blog_recent "
    "blog_tags calendar_month calendar_upcoming comments completionstatus course_list course_summary "
    "feedback globalsearch glossary_random html login lp mentees myoverview myprofile navigation news_items "
    "online_users private_files recent_activity recentlyaccessedcourses recentlyaccesseditems rss_client "
    "search_forums selfcompletion settings site_main_menu social_activities starredcourses tag_flickr "
    "tag_youtube tags timeline",
    "gradingform": "guide rubric",
    "assignsubmission": "comments file onlinetext",
    "assignfeedback": "comments editpdf file offline",
    "workshopform": "accumulative comments numerrors rubric",
    "contenttype": "h5p",
    "customfield": "checkbox date number select text textarea",
}
_ONLY_4_5 = {"mod": "chat survey", "enrol": "mnet", "block": "mnet_hosts section_links"}
_ONLY_5_1 = {"mod": "qbank"}


@dataclass(frozen=True, slots=True)
class Site:
    """A Moodle version: `version` is its first release's number, `own` its plugins by type."""

    name: str
    version: int
    own: Mapping[str, frozenset[str]]

    @property
    def has_question_banks(self) -> bool:
        """Whether question banks are activities, which none belongs to a course or the site any more."""
        return "qbank" in self.own["mod"]

    def is_older_than(self, version: int) -> bool:
        """Tell whether a backup of this version is from a later release (point releases aside)."""
        return version // 100 > self.version // 100


def _site(name: str, version: int, extra: Mapping[str, str]) -> Site:
    own = {kind: frozenset(names.split()) for kind, names in _SHARED.items()}
    return Site(
        name, version, {kind: names | set(extra.get(kind, "").split()) for kind, names in own.items()}
    )


SITES: tuple[Site, ...] = (_site("4.5", 2024100700, _ONLY_4_5), _site("5.1", 2025100600, _ONLY_5_1))


def get_site(name: str) -> Site:
    """Return the site of a Moodle version. Raises UsageError for one that is not known."""
    for site in SITES:
        if site.name == name:
            return site
    known = ", ".join(site.name for site in SITES)
    raise UsageError(f"--moodle {name}: backups are judged against {known}")
