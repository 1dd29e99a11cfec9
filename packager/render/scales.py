"""Statements on a scale: as a form, as a table to fill in on paper, and the profile that comes of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup

from packager.document.blocks import Body, Text
from packager.document.edition import Edition
from packager.document.references import Links
from packager.document.scales import Advice, Area, Round, SelfAssessment
from packager.document.words import Prose, Xhtml
from packager.render.body import resolved
from packager.render.environment import environment
from packager.render.figures import day, number
from packager.render.phrases import phrase

_TENTH = Decimal("0.1")


def statements_form(
    edition: Edition, unit: SelfAssessment, links: Links, ratings: Mapping[str, int] | None = None
) -> Markup:
    """Return the areas with a group of radio buttons for each statement (field `rate-<id>`).

    It holds neither the form nor its button, which are the caller's; headings are of level 2.
    """
    template = environment(edition.language).get_template("unit/rated_areas.html")
    return Markup(  # the template escapes; what it marks safe is the document's sanitised XHTML
        template.render(
            edition=edition,
            unit=unit,
            ratings=ratings or {},
            html=lambda prose: resolved(edition.html(prose), links),
            line=lambda prose: resolved(phrase(edition.html(prose)), links),
        )
    )


def statement_tables(edition: Edition, unit: SelfAssessment, *told: str) -> Xhtml:
    """Return the statements as tables to print and the advice below, references unresolved.

    `told` are sentences of ours for the end.
    """
    template = environment(edition.language).get_template("unit/statements.html")
    html = template.render(
        edition=edition, unit=unit, told=told, bands=_bands(edition), **_unresolved(edition)
    )
    return Xhtml(html.strip())


def self_assessment_text(edition: Edition, unit: SelfAssessment, *told: str) -> Body:
    """Return the text of a self-assessment with its tables and advice below."""
    below = Text(html=statement_tables(edition, unit, *told))
    return {edition.language: (*edition.blocks(unit.body), below)}


def advice_text(edition: Edition, unit: SelfAssessment) -> Xhtml:
    """Return the advice of all areas, each with the means that it is for; nothing where there is none."""
    template = environment(edition.language).get_template("unit/advice.html")
    html = template.render(edition=edition, unit=unit, bands=_bands(edition), **_unresolved(edition))
    return Xhtml(html.strip())


def profile(
    edition: Edition, unit: SelfAssessment, links: Links, *, first: Round | None = None,
    last: Round | None = None, language: str = "",
) -> Markup:  # fmt: skip
    """Return the profile of the last round, compared with the first one when there are two.

    `language` is that of our own words, where it is not the edition's. Without rounds it is hidden, and a
    script fills it in.
    """
    language = language or edition.language
    first = first if first and last and first.at != last.at else None
    rows = [_Row(edition, unit, area, first, last, language) for area in unit.areas]
    template = environment(language).get_template("unit/profile.html")
    return Markup(  # the template escapes; what it marks safe is the document's sanitised XHTML
        template.render(
            edition=edition,
            unit=unit,
            rows=rows,
            filled=last is not None,
            compared=first is not None,
            first_day=day(first.at.date(), language) if first else "",
            last_day=day(last.at.date(), language) if last else "",
            html=lambda prose: resolved(edition.html(prose), links),
        )
    )


def mean_text(mean: Fraction | None, language: str) -> str:
    """Return a mean with one decimal, as `2.5`; a dash where there is none."""
    return "–" if mean is None else number(_rounded(mean), language)


def difference_text(first: Fraction | None, last: Fraction | None, language: str) -> str:
    """Return by how much a mean has changed, as `+0.5`; a dash where that cannot be said."""
    if first is None or last is None:
        return "–"
    change = _rounded(last) - _rounded(first)  # of the figures that are shown
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return sign + number(abs(change), language)


def _rounded(mean: Fraction) -> Decimal:
    # Halves go up, as in the site's script.
    return Decimal(int(mean * 10 + Fraction(1, 2))) * _TENTH


@dataclass(frozen=True, slots=True)
class _Row:
    """An area of the profile."""

    edition: Edition
    unit: SelfAssessment
    area: Area
    first: Round | None
    last: Round | None
    language: str

    def _mean(self, of: Round | None) -> Fraction | None:
        return self.area.mean(of.ratings) if of else None

    @property
    def values(self) -> Iterator[tuple[str, str, str, str]]:
        """Which round, its mean in words, the same for a bar, and the names of the steps around it."""
        for name, of in (("last", self.last), ("first", self.first)):
            mean = self._mean(of)
            bar = "0" if mean is None else f"{_rounded(mean)}"
            yield name, mean_text(mean, self.language), bar, self._steps(mean)

    @property
    def difference(self) -> str:
        return difference_text(self._mean(self.first), self._mean(self.last), self.language)

    @property
    def shown(self) -> Advice | None:
        """The advice for the last round."""
        mean = self._mean(self.last)
        return None if mean is None else self.area.advice_for(mean)

    def _steps(self, mean: Fraction | None) -> str:
        if mean is None:
            return ""
        names = [self.edition.text(step) for step in self.unit.scale]
        low = min(int(mean), len(names))
        return names[low - 1] if mean == low else f"{names[low - 1]} – {names[low]}"


def _bands(edition: Edition) -> object:
    """Return what gives each advice of an area with the mean above which and up to which it is for."""

    def bands(area: Area) -> Iterator[tuple[str, str, Prose]]:
        above = ""
        for one in area.advice:
            up_to = "" if one.up_to is None else number(one.up_to, edition.language)
            yield above, up_to, one.text
            above = up_to

    return bands


def _unresolved(edition: Edition) -> dict[str, object]:
    """Return how a template writes markup whose references are resolved later."""
    return {
        "html": lambda prose: Markup(edition.html(prose)),  # the document's XHTML is sanitised
        "line": lambda prose: Markup(phrase(edition.html(prose))),
    }
