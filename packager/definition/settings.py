"""From the settings of a unit as written to the document's."""

from __future__ import annotations

from packager.definition.models.handing_in import FilesRow, HandingInRow
from packager.definition.models.settings import DoneRow, SettingsRow
from packager.definition.models.units import DiscussionRow
from packager.document.discussions import Talk
from packager.document.handing_in import Dates, FileRules, HandingIn
from packager.document.settings import Done, Settings


def read_settings(row: SettingsRow) -> Settings:
    """Return what a unit is set to; `checks.settings` says what its kind cannot be."""
    return Settings(
        done=_done(row.done) if row.done else None,
        optional=row.optional,
        expected=row.expected,
        hidden=row.hidden,
        unlisted=row.stealth,
        groups=row.groups,
        tags=tuple(dict.fromkeys(row.tags)),
        description=row.description,
    )


def _done(row: DoneRow) -> Done:
    return Done(
        by_hand=row.by_hand,
        view=row.view,
        submit=row.submit,
        grade=row.grade,
        passed=row.passed,
        posts=row.posts or 0,
        discussions=row.discussions or 0,
        replies=row.replies or 0,
    )


def read_work(row: HandingInRow) -> HandingIn:
    """Return what an assignment asks; `checks.assignments` says what does not fit together."""
    files = row.files or FilesRow()
    return HandingIn(
        files=FileRules(
            most=files.most, megabytes=files.megabytes, types=tuple(one.lower() for one in files.types)
        ),
        dates=Dates(opens=row.opens, due=row.due, closes=row.closes, marked=row.marked),
        word_limit=row.word_limit,
        feedback=tuple(dict.fromkeys(row.feedback)),
        tries=row.tries,
        reopen=row.reopen,
        team=row.team,
    )


def read_talk(row: DiscussionRow) -> Talk:
    """Return how a discussion goes."""
    return Talk(
        style=row.style,
        subscription=row.subscription,
        due=row.due,
        closes=row.closes,
        graded=row.graded,
        passing=row.passing,
    )
