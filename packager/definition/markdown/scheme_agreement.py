"""One rubric or guide out of its languages: points and outcomes must agree, words are joined."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from packager.definition.markdown.items import joined
from packager.definition.problems import Place, Problems
from packager.document.grading_schemes import Criterion, Guide, GuideCriterion, Rubric, Scheme
from packager.document.words import Words


def join_schemes(written: Mapping[str, Scheme | None], files: Words, problems: Problems) -> Scheme | None:
    """Return the scheme of a unit; report languages that lack it or whose table differs."""
    found = {language: scheme for language, scheme in written.items() if scheme is not None}
    if not found:
        return None
    first = next(iter(found))
    model = found[first]
    for language in written:
        if language not in found:
            problems.incomplete(
                Place(files[language]),
                "language",
                f"::: {model.kind} is missing here, but stands in {files[first]}: translate it",
            )
    join = _Join(Place(files[first]), problems)
    alike = {
        language: scheme
        for language, scheme in found.items()
        if language == first or join.agree(model, scheme, files[language])
    }
    return _joined(model, list(alike.values()))


class _Join:
    """Compares the schemes of other languages with the first one."""

    def __init__(self, place: Place, problems: Problems) -> None:
        self._place = place
        self._problems = problems

    def agree(self, model: Scheme, other: Scheme, file: str) -> bool:
        """Tell whether another language's scheme is built alike; report the first difference."""
        if other.kind != model.kind:
            return self._differs(file, 1, f"is a {other.kind}, but {self._place.file} has a {model.kind}")
        line = other.criteria[0].line if other.criteria else 1
        counts = len(other.criteria), len(model.criteria)
        if counts[0] != counts[1]:
            return self._differs(
                file, line, f"has {counts[0]} criteria, but {self._place.file} has {counts[1]}"
            )
        rows: list[tuple[Criterion | GuideCriterion, Criterion | GuideCriterion]]
        rows = list(zip(other.criteria, model.criteria, strict=True))
        for own, same in rows:
            if differing := _difference(own, same):
                there = Place(self._place.file, same.line)
                return self._differs(file, own.line, f"{differing[0]} here, but {differing[1]} in {there}")
        comments = [len(one.comments) if isinstance(one, Guide) else 0 for one in (other, model)]
        if comments[0] != comments[1]:
            said = (f"has {comments[0]} comments", f"{self._place.file} has {comments[1]}")
            return self._differs(file, line, ", but ".join(said))
        return True

    def _differs(self, file: str, line: int, message: str) -> bool:
        self._problems.error(Place(file, line), "table", f"{message}: write them alike")
        return False


def _difference(own: Criterion | GuideCriterion, same: Criterion | GuideCriterion) -> tuple[str, str] | None:
    """Return what differs between two languages of a criterion: as it is here, and there."""
    values = [(_points(one), f"serves {' '.join(one.serves) or 'nothing'}") for one in (own, same)]
    for here, there in zip(*values, strict=True):
        if here != there:
            return here, there
    if isinstance(own, GuideCriterion) and isinstance(same, GuideCriterion):
        told = ["it says something to the marker", "it says nothing to the marker"]
        here, there = told[own.marking is None], told[same.marking is None]
        return (here, there) if here != there else None
    return None


def _points(one: Criterion | GuideCriterion) -> str:
    if isinstance(one, GuideCriterion):
        return f"{one.points.normalize():f} points"
    return f"levels of {', '.join(f'{level.points.normalize():f}' for level in one.levels)} points"


def _joined(model: Scheme, schemes: list[Scheme]) -> Scheme:
    if isinstance(model, Rubric):
        rubrics = [one for one in schemes if isinstance(one, Rubric)]
        rows = zip(*(one.criteria for one in rubrics), strict=True)
        return replace(model, criteria=tuple(_joined_criterion(list(row)) for row in rows))
    guides = [one for one in schemes if isinstance(one, Guide)]
    comments = zip(*(one.comments for one in guides), strict=True)
    parts = zip(*(one.criteria for one in guides), strict=True)
    return replace(
        model,
        criteria=tuple(_joined_part(list(part)) for part in parts),
        comments=tuple(joined(list(one)) for one in comments),
    )


def _joined_criterion(row: list[Criterion]) -> Criterion:
    levels = tuple(
        replace(same[0], text=joined([one.text for one in same]))
        for same in zip(*(one.levels for one in row), strict=True)
    )
    return replace(row[0], text=joined([one.text for one in row]), levels=levels)


def _joined_part(part: list[GuideCriterion]) -> GuideCriterion:
    marking = [one.marking for one in part if one.marking is not None]
    return replace(
        part[0],
        name=joined([one.name for one in part]),
        text=joined([one.text for one in part]),
        marking=joined(marking) if marking else None,
    )
