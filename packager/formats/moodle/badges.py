"""Badges of the course, on request: criteria, what they are aligned with, picture. Moodle restores them
switched off, so that a person looks at them first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from packager.document.badge import Badge
from packager.document.edition import Edition
from packager.document.module import Module
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.badge_parts import LONGEST, Wanted, alignments, criteria
from packager.formats.moodle.badge_pictures import Drawn, badge_picture
from packager.formats.moodle.build import Backup, Build
from packager.formats.moodle.files import Area
from packager.formats.moodle.moment import MOMENT
from packager.formats.moodle.xml import Element, node
from packager.notes import Loss

_OF_A_COURSE = 2  # BADGE_TYPE_COURSE
_SWITCHED_OFF = 0  # BADGE_STATUS_INACTIVE, which every restored badge gets
_SITE_ADMIN = 2  # no user travels: the restore takes the one who restores


def badges(backup: Backup, written: Iterable[tuple[Activity, Content]]) -> Element:
    """Return `badges.xml`: those of the modules, then that of the course.

    The restore finds the new numbers of related badges for the last badge alone, so that one names them all
    (restore_badges_structure_step::after_execute, 4.5 and 5.1); Moodle shows the relation on both sides.
    """
    tracked = tuple(activity for activity, content in written if content.completion.tracked)
    wanted = list(_wanted(backup, tracked))
    numbers = [backup.ids.new("badge") for _ in wanted]
    rows = [
        _badge(backup, one, number, numbers[:-1] if number == numbers[-1] else [])
        for one, number in zip(wanted, numbers, strict=True)
    ]
    return node("badges", None, *rows)


def has_badges(backup: Backup) -> bool:
    """Tell whether a badge is asked for."""
    return bool(backup.course.badge or any(part.whole and part.module.badge for part in backup.course.parts))


def _wanted(backup: Backup, tracked: tuple[Activity, ...]) -> Iterator[Wanted]:
    course = backup.course
    for build in backup.builds:
        module = build.edition.module
        if module.badge and not build.part.whole:
            text = "the badge is left out: it stands for the whole module, and a part of it is here"
            build.job.notes.add(Loss.LEFT_OUT, "module", text)
        elif module.badge:
            yield Wanted(
                badge=module.badge, edition=build.edition, title=build.edition.title,
                summary=build.edition.text(module.summary), version=module.version, modules=(module,),
                course_modules=_asked(build, module.badge, tracked),
            )  # fmt: skip
    if course.badge and not course.alone:
        edition = backup.job.edition
        yield Wanted(
            badge=course.badge, edition=edition, title=edition.text(course.title),
            summary=edition.text(course.summary), version=course.version, modules=tuple(course.modules),
            course_modules=(),
        )  # fmt: skip


def _asked(build: Build, badge: Badge, tracked: tuple[Activity, ...]) -> tuple[int, ...]:
    """Return the activities that must be done for the badge of a module."""
    if build.backup.course.alone and not badge.units:
        return ()
    own = [one for one in tracked if one.build is build and one.unit]
    if badge.units:
        return tuple(one.id for one in own if one.unit and one.unit.id in badge.units)
    return tuple(one.id for one in own if one.asked)


def _badge(backup: Backup, wanted: Wanted, number: int, related: list[int]) -> Element:
    edition, badge = wanted.edition, wanted.badge
    name = edition.text(badge.name) or wanted.title
    module = edition.module
    drawn = badge_picture(backup, edition, badge)
    for file_name, content in drawn.files:
        area = Area(backup.course_context, "badges", "badgeimage", number)
        backup.files.add_bytes(area, file_name, "image/png", content, main=False, credit=drawn.credit)
    _note(backup, module, name)
    return node(
        "badge", {"id": number},
        criteria(backup, wanted, number),
        alignments(backup, wanted, number),
        node("relatedbadges", None, *(_related(backup, number, one) for one in related)),
        node("manual_awards"),
        node("tags", None, *_tags(backup, wanted)),
        name=name[:LONGEST], description=edition.text(badge.description) or wanted.summary,
        timecreated=MOMENT, timemodified=MOMENT, usercreated=_SITE_ADMIN, usermodified=_SITE_ADMIN,
        **_issuer(edition), expiredate=None, expireperiod=None, type=_OF_A_COURSE, courseid=backup.course_id,
        message=_message(backup), messagesubject=backup.phrase("You have earned a badge"), attachment=1,
        notification=0, status=_SWITCHED_OFF, nextcron=None, version=wanted.version,
        language=backup.language, **_picture_fields(drawn),
    )  # fmt: skip


def _issuer(edition: Edition) -> dict[str, str]:
    """Return who gives the badge: the institution, or nobody yet."""
    institution = edition.module.institution
    issuer, contact = (institution.issuer, institution.contact) if institution else (None, None)
    return {
        "issuername": edition.text(issuer.name)[:LONGEST] if issuer else "",
        "issuerurl": (issuer.url or "")[:LONGEST] if issuer else "",
        "issuercontact": (contact.email or "")[:LONGEST] if contact else "",
    }


def _picture_fields(drawn: Drawn) -> dict[str, str]:
    """Return who made the picture. Moodle 4.5 complains where an element is missing; 5.x reads the last."""
    credit = drawn.credit
    return {
        "imageauthorname": credit.author[:LONGEST] if credit else "",
        "imageauthoremail": "",
        "imageauthorurl": (credit.source or "")[:LONGEST] if credit else "",
        "imagecaption": drawn.caption,
    }


def _message(backup: Backup) -> str:
    """Return what a learner gets; Moodle puts the name and the address in."""
    said = escape(backup.phrase("You have earned the badge “{name}”. Read more about it: {link}"))
    return f"<p>{said.format(name='%badgename%', link='%badgelink%')}</p>"


def _related(backup: Backup, number: int, other: int) -> Element:
    return node("relatedbadge", {"id": backup.ids.new("related")}, badgeid=number, relatedbadgeid=other)


def _tags(backup: Backup, wanted: Wanted) -> Iterator[Element]:
    for word in dict.fromkeys(word for one in wanted.modules for word in backup.keywords(one)):
        yield node("tag", {"id": backup.ids.new("tag")}, name=word.lower(), rawname=word)


def _note(backup: Backup, module: Module, name: str) -> None:
    notes = backup.job.notes
    text = f"the badge {name} arrives switched off, where the site has badges: look at it, then enable it"
    notes.add(Loss.SITE_NEEDS, backup.place, text)
    if module.institution is None:
        text = "the badge names no issuer: build with an overlay, or write one in Moodle before enabling it"
        notes.add(Loss.SITE_NEEDS, backup.place, text)
