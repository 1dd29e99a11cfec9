"""Assignments in words: what is asked of the work, and how it is marked."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from packager.document.edition import Edition
from packager.document.grading_schemes import Scheme
from packager.document.handing_in import FileRules
from packager.document.units import Assignment
from packager.render.environment import environment, translations
from packager.render.moments import moment_words


def scheme_part(edition: Edition, scheme: Scheme | None, *, marking: bool = False) -> Markup:
    """Return a rubric or a guide as a table to read; `marking` with what is for the marker alone."""
    if scheme is None:
        return Markup("")
    template = environment(edition.language).get_template("unit/scheme.html")
    return Markup(template.render(edition=edition, scheme=scheme, marking=marking))  # the template escapes


def work_facts(edition: Edition, unit: Assignment) -> Iterator[str]:
    """Yield what is asked of the work beside its task, a sentence each."""
    phrases, work = translations(edition.language), unit.work
    if work.word_limit:
        yield phrases.ngettext("At most %(num)s word.", "At most %(num)s words.", work.word_limit) % {
            "num": work.word_limit
        }
    if "file" in unit.submit:
        yield from _files(work.files, edition.language)
    for said, moment in (
        (phrases.gettext("It can be handed in from: %(moment)s"), work.dates.opens),
        (phrases.gettext("It is due: %(moment)s"), work.dates.due),
        (phrases.gettext("It can be handed in until: %(moment)s"), work.dates.closes),
    ):
        if moment is not None:
            yield said % {"moment": moment_words(moment, edition.language)}
    if work.tries:
        yield phrases.ngettext("You have %(num)s try.", "You have %(num)s tries.", work.tries) % {
            "num": work.tries
        }
    if work.team == "one":
        yield phrases.gettext("Your group hands in together: one of you for all.")
    elif work.team == "all":
        yield phrases.gettext("Your group hands in together, and each of you confirms it.")


def _files(files: FileRules, language: str) -> Iterator[str]:
    phrases = translations(language)
    if files.most != FileRules().most:
        yield phrases.ngettext("At most %(num)s file.", "At most %(num)s files.", files.most) % {
            "num": files.most
        }
    if files.types:
        types = ", ".join(f".{one}" for one in files.types)
        yield phrases.gettext("Types of files: %(types)s") % {"types": types}
    if files.megabytes:
        yield phrases.gettext("A file has at most %(num)d MB.") % {"num": files.megabytes}
