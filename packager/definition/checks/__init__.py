"""What is compared across a whole definition, one file a subject; `CHECKS` runs in this order.

A check reports and returns nothing. What a draft may still lack goes through `problems.incomplete`.
"""

from __future__ import annotations

from collections.abc import Callable

from packager.definition.checks.alignment import check_alignment
from packager.definition.checks.assignments import check_assignments
from packager.definition.checks.codes import check_codes
from packager.definition.checks.course_texts import check_course_texts
from packager.definition.checks.credential import check_credential
from packager.definition.checks.glossaries import check_glossaries
from packager.definition.checks.grading import check_grading
from packager.definition.checks.h5p import check_h5p
from packager.definition.checks.languages import check_languages
from packager.definition.checks.leftovers import check_leftovers
from packager.definition.checks.level import check_level
from packager.definition.checks.media import check_media
from packager.definition.checks.names import check_names
from packager.definition.checks.order import check_order
from packager.definition.checks.peer_reviews import check_peer_reviews
from packager.definition.checks.picture import check_badge, check_picture
from packager.definition.checks.pools import check_pools
from packager.definition.checks.quizzes import check_quizzes
from packager.definition.checks.restrictions import check_restrictions
from packager.definition.checks.scenarios import check_scenarios
from packager.definition.checks.schemes import check_schemes
from packager.definition.checks.settings import check_settings
from packager.definition.checks.workload import check_workload
from packager.definition.definition import Definition

Check = Callable[[Definition], None]

CHECKS: tuple[Check, ...] = (
    check_names,
    check_alignment,
    check_workload,
    check_order,
    check_restrictions,
    check_settings,
    check_assignments,
    check_schemes,
    check_quizzes,
    check_pools,
    check_scenarios,
    check_glossaries,
    check_media,
    check_languages,
    check_credential,
    check_level,
    check_codes,
    check_picture,
    check_badge,
    check_grading,
    check_leftovers,
    check_h5p,
    check_peer_reviews,
    check_course_texts,
)
