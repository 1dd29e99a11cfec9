"""Pools: what a quiz draws is there, in every order in which chance may draw it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from packager.definition.definition import Definition
from packager.definition.mistakes import did_you_mean
from packager.definition.problems import Place
from packager.document.pools import Draw, Pool
from packager.document.units import Quiz


def check_pools(definition: Definition) -> None:
    """Report draws that cannot be made, ids that meet in one quiz, pools that nobody draws from."""
    drawn: set[str] = set()
    for unit in definition.units.values():
        if isinstance(unit, Quiz) and unit.draws:
            drawn.update(draw.pool for draw in unit.draws)
            if all(_is_known(definition, draw) for draw in unit.draws):
                _check_draws(definition, unit)
                _check_ids(definition, unit)
    for at, row in enumerate(definition.structure.pools):
        if row.id not in drawn:
            definition.problems.warning(
                definition.place("pools", at, "id"),
                f"pools.{row.id}",
                f"no quiz draws from it: write ::: draw 3 from {row.id} in one, or take it away",
            )


def _is_known(definition: Definition, draw: Draw) -> bool:
    names = [row.id for row in definition.structure.pools]
    if draw.pool in names:
        return draw.pool in definition.pools  # else its texts are missing, which is reported
    advice = did_you_mean(draw.pool, names) or "add it to pools: in module.yaml"
    _error(definition, draw, f"{draw.pool} is not a pool of this module: {advice}")
    return False


def _check_draws(definition: Definition, quiz: Quiz) -> None:
    """Whatever earlier draws took, enough must be left: Moodle draws one after another, too."""
    for at, draw in enumerate(quiz.draws):
        pool = definition.pools[draw.pool]
        fitting = _fitting(pool, draw)
        tagged = f" tagged {' and '.join(draw.tags)}" if draw.tags else ""
        if not fitting and draw.tags:
            known = sorted({tag for one in pool.questions for tag in one.tags})
            unknown = next((tag for tag in draw.tags if tag not in known), "")
            guess = did_you_mean(unknown, known) if unknown else "draw by fewer tags"
            advice = guess or f"its tags are {', '.join(known) or 'none'}"
            _error(definition, draw, f"no question of the pool {pool.id} is{tagged}: {advice}")
        elif len(fitting) < draw.count:
            message = (
                f"{draw.count} of {len(fitting)} questions{tagged} cannot be drawn: draw fewer, or write more"
            )
            _error(definition, draw, f"the pool {pool.id}: {message}")
        else:
            taken = sum(
                min(one.count, len(fitting & _fitting(pool, one)))
                for one in quiz.draws[:at]
                if one.pool == draw.pool
            )
            if len(fitting) - taken < draw.count:
                _error(
                    definition,
                    draw,
                    f"the draws before may leave {len(fitting) - taken} of {len(fitting)} questions{tagged}: "
                    "put the narrower draw first, draw fewer, or write more",
                )


def _check_ids(definition: Definition, quiz: Quiz) -> None:
    """Answers are kept by the ids of questions, so one id is one question in a quiz."""
    first = {question.id: Place(question.file, question.line) for question in quiz.questions}
    for pool in _drawn_pools(definition.pools, quiz):
        for question in pool.questions:
            place = Place(question.file, question.line)
            if question.id in first:
                definition.problems.error(
                    place,
                    f"#{question.id}",
                    f"the quiz {quiz.id} draws from this pool and has this id already "
                    f"({first[question.id]}): choose another",
                )
            first.setdefault(question.id, place)


def _drawn_pools(pools: Mapping[str, Pool], quiz: Quiz) -> Iterator[Pool]:
    for name in dict.fromkeys(draw.pool for draw in quiz.draws):
        yield pools[name]


def _fitting(pool: Pool, draw: Draw) -> set[str]:
    return {question.id for question in pool.questions if draw.fits(question)}


def _error(definition: Definition, draw: Draw, message: str) -> None:
    definition.problems.error(Place(draw.file, draw.line), "draw", message)
