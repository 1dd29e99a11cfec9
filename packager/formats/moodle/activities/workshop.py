"""Workshops: learners hand in work and assess each other's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape
from math import gcd

from packager.document.blocks import Text
from packager.document.grading_schemes import Guide, Rubric
from packager.document.peer_review import PeerReview
from packager.document.words import Prose, Words, Xhtml
from packager.formats.moodle.activities.base import Activity, Content
from packager.formats.moodle.build import Build, paragraph
from packager.formats.moodle.codes import as_words
from packager.formats.moodle.completion import Completion
from packager.formats.moodle.gradebook import FULL, Grade
from packager.formats.moodle.grading_schemes import with_outcomes
from packager.formats.moodle.moment import MOMENT, moment_of
from packager.formats.moodle.texts import about, dressed, unit_body
from packager.formats.moodle.xml import Element, Value, node
from packager.notes import Loss
from packager.render.assignments import scheme_part
from packager.render.peer_review import author_sentences, reviewer_sentences

_ASSESSING = 1  # of its grades; 0 is that of the work
_SETUP = 10  # workshop::PHASE_SETUP
_NOT_TAKEN, _TAKEN, _REQUIRED = 0, 1, 2
_HEAVIEST = 16  # workshop::available_dimension_weights_list
_STRATEGIES = {"rubric": "rubric", "guide": "accumulative"}


def write(unit: PeerReview, build: Build, activity: Activity) -> Content:
    """Return a workshop in its setup phase, done with a grade for the work, and passed where there is a mark.

    Who assesses whose work is no setting of a workshop: the teacher allocates it when all have handed in.
    """
    build.job.note(
        Loss.SITE_NEEDS,
        unit,
        "it arrives in the setup phase: the teacher switches its phases, and before assessing allocates "
        f"{unit.reviews} works to each learner",
    )
    work, rest = Decimal(unit.weight), Decimal(FULL - unit.weight)
    title = {"title": build.edition.text(unit.title)}
    return Content(
        element=_workshop(unit, build, activity),
        completion=Completion(grade=True, pass_grade=unit.passing is not None),
        grade=Grade(
            passing=unit.passing or 0,
            full=work,
            name=build.name(build.phrase("%(title)s (work)") % title, unit.id),
        ),
        further_grades=(
            Grade(
                full=rest,
                number=_ASSESSING,
                name=build.name(build.phrase("%(title)s (assessing)") % title, unit.id),
            ),
        ),
    )


def _workshop(unit: PeerReview, build: Build, activity: Activity) -> Element:
    """Return the settings of a workshop. Its introduction shows in the setup phase alone, so the task stands
    in the instructions for authors, too (mod/workshop/renderer.php, 4.5 and 5.1)."""
    intro = about(build, unit) + unit_body(build, unit, unit.body, activity.area("intro"))
    return node(
        "workshop", {"id": activity.instance},
        *_forms(unit, build),
        node("subplugin_workshopeval_best_workshop"),
        node("examplesubmissions"), node("submissions"), node("aggregations"),
        name=activity.name, intro=intro, introformat=1,
        instructauthors=_for_authors(unit, build, activity), instructauthorsformat=1,
        instructreviewers=_aside(unit, build, activity, "instructreviewers", unit.reviewing)
        + _list(reviewer_sentences(build.edition, unit)),
        instructreviewersformat=1, timemodified=MOMENT, phase=_SETUP, useexamples=0, usepeerassessment=1,
        useselfassessment=int(unit.self_review), grade=f"{unit.weight}.00000",
        gradinggrade=f"{FULL - unit.weight}.00000",
        strategy=_STRATEGIES[unit.scheme.kind if unit.scheme else "guide"], evaluation="best",
        gradedecimals=0, **_handed_in(unit), latesubmissions=0, maxbytes=0, examplesmode=0,
        **_phases(unit, build),
        conclusion=_aside(unit, build, activity, "conclusion", unit.conclusion), conclusionformat=1,
        overallfeedbackmode=_TAKEN, overallfeedbackfiles=0, overallfeedbackfiletypes=None,
        overallfeedbackmaxbytes=0,
    )  # fmt: skip


def _for_authors(unit: PeerReview, build: Build, activity: Activity) -> str:
    """Return what authors read: the task, and the criteria, which Moodle shows to those who assess alone."""
    task = unit_body(build, unit, unit.body, activity.area("instructauthors"))
    criteria = scheme_part(build.edition, unit.scheme)
    return task + _list(author_sentences(build.edition, unit)) + dressed(str(criteria).strip())


def _list(sentences: Iterable[str]) -> str:
    return "".join(paragraph(sentence) for sentence in sentences)


def _aside(unit: PeerReview, build: Build, activity: Activity, area: str, words: Prose | None) -> str:
    """Return a text beside the task, whose files stand in an area of its own."""
    if words is None:
        return ""
    html: Xhtml = build.edition.html(words)
    return unit_body(build, unit, {build.edition.language: (Text(html=html),)}, activity.area(area))


def _handed_in(unit: PeerReview) -> dict[str, Value]:
    """Return what is handed in; where there is one way alone, it is required."""
    taken = _TAKEN if len(set(unit.submit)) > 1 else _REQUIRED
    return {
        "submissiontypetext": taken if "text" in unit.submit else _NOT_TAKEN,
        "submissiontypefile": taken if "file" in unit.submit else _NOT_TAKEN,
        "nattachments": unit.attachments,
        "submissionfiletypes": None,
    }


def _phases(unit: PeerReview, build: Build) -> dict[str, Value]:
    notes, phases = build.job.notes, unit.phases
    return {
        "submissionstart": moment_of(phases.work_from, notes, unit.id),
        "submissionend": moment_of(phases.work_until, notes, unit.id),
        "assessmentstart": moment_of(phases.reviews_from, notes, unit.id),
        "assessmentend": moment_of(phases.reviews_until, notes, unit.id),
    }


def _forms(unit: PeerReview, build: Build) -> Iterator[Element]:
    """Yield a form for each strategy that Moodle knows; the one that is used holds the criteria."""
    scheme = unit.scheme
    yield node(
        "subplugin_workshopform_accumulative_workshop",
        None,
        *(_points(unit, scheme, build) if isinstance(scheme, Guide) else ()),
    )
    yield node("subplugin_workshopform_comments_workshop")
    yield node("subplugin_workshopform_numerrors_workshop")
    yield node(
        "subplugin_workshopform_rubric_workshop",
        None,
        *(_levels(scheme, build) if isinstance(scheme, Rubric) else ()),
    )


def _points(unit: PeerReview, guide: Guide, build: Build) -> Iterator[Element]:
    """Yield the criteria that take any points up to their most; each weighs what it is worth.

    Moodle takes each criterion in per cent, so that points alone would make all of them the same.
    """
    weights = _weights([int(one.points) for one in guide.criteria])
    if weights is None:
        weights = [max(1, round(_HEAVIEST * one.points / max(other.points for other in guide.criteria)))
                   for one in guide.criteria]  # fmt: skip
        build.job.note(
            Loss.NEAREST_FORM, unit, f"the weights of its criteria are rounded: Moodle counts to {_HEAVIEST}"
        )
    for sort, (one, weight) in enumerate(zip(guide.criteria, weights, strict=True), start=1):
        name, text = _named(build, one.name, one.serves), build.edition.text(one.text)
        yield node(
            "workshopform_accumulative_dimension", {"id": build.ids.new("workshop_dimension")},
            sort=sort, description=f"{paragraph(name, 'poiju-criterion')}{paragraph(text)}",
            descriptionformat=1, grade=int(one.points), weight=weight,
        )  # fmt: skip


def _weights(points: list[int]) -> list[int] | None:
    """Return the smallest weights that stand to each other as the points do; None where Moodle has none."""
    least = [one // gcd(*points) for one in points]
    return least if max(least, default=0) <= _HEAVIEST else None


def _levels(rubric: Rubric, build: Build) -> Iterator[Element]:
    """Yield the criteria with their levels, whose markup a teacher edits without an editor."""
    yield node("workshopform_rubric_config", None, layout="list")
    for sort, one in enumerate(rubric.criteria, start=1):
        levels = [
            node(
                "workshopform_rubric_level", {"id": build.ids.new("workshop_level")},
                grade=f"{level.points:.5f}",
                definition=as_words(escape(build.edition.text(level.text), quote=False)), definitionformat=1,
            )
            for level in one.levels
        ]  # fmt: skip
        yield node(
            "workshopform_rubric_dimension", {"id": build.ids.new("workshop_dimension")},
            *levels,
            sort=sort, description=paragraph(_named(build, one.text, one.serves)), descriptionformat=1,
        )  # fmt: skip


def _named(build: Build, name: Words, serves: Sequence[str]) -> str:
    return with_outcomes(build.edition.text(name), serves)
