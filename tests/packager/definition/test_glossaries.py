"""A glossary and the module's terms share their words."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from packager.definition.reader import read_module
from packager.document.glossary import Glossary
from packager.document.module import Module

EVERYTHING = Path(__file__).parents[2] / "definitions" / "everything"
LANGUAGES = ("fi", "sv", "en")
NO_TERMS = (
    "the glossary has no terms: write each as ## and its name {#id}, or add terms: true where the language "
    "files explain terms"
)


def changed(folder: Path, changes: dict[str, tuple[str, str]]) -> tuple[Module | None, list[str]]:
    """Replace words in files of the definition; return the module and what is wrong then."""
    module = folder / "module"
    shutil.copytree(EVERYTHING, module)
    for name, (old, new) in changes.items():
        written = (module / name).read_text(encoding="utf-8")
        assert old in written
        (module / name).write_text(written.replace(old, new), encoding="utf-8")
    read, problems = read_module(module)
    return read, [str(one) for one in problems.errors]


def glossary(module: Module | None) -> Glossary:
    assert module is not None
    unit = module.unit("words")
    assert isinstance(unit, Glossary)
    return unit


def test_the_glossary_is_read_in_every_language() -> None:
    entries = {one.id: one for one in glossary(read_module(EVERYTHING)[0]).entries}
    assert list(entries) == ["rpl", "identification", "eqf"]
    assert entries["rpl"].aliases["en"] == ("recognition", "RPL")
    assert [tuple(words.values()) for words in entries["identification"].categories] == [
        ("Laki", "Lag", "Law"), ("Ohjaus", "Handledning", "Guidance"),
    ]  # fmt: skip


def test_a_term_without_an_explanation_takes_that_of_the_language_file() -> None:
    eqf = glossary(read_module(EVERYTHING)[0]).entries[2]
    assert eqf.definition["en"] == "<p>European Qualifications Framework</p>"
    assert eqf.aliases["fi"] == ("eurooppalainen viitekehys",)


def test_texts_refer_to_the_words_of_a_glossary() -> None:
    module, _ = read_module(EVERYTHING)
    assert module is not None
    assert list(module.terms) == ["eqf", "rpl", "identification"]
    assert module.terms["rpl"].name["sv"] == "erkännande av kunnande"
    assert module.terms["rpl"].definition["en"] == (
        "The provider decides that prior learning stands for a part of the studies. "
        "Before that, it is identified."
    )
    assert module.terms["identification"].definition["en"].endswith("Two points are 2·27 hours.")


def test_words_of_the_language_files_join_only_where_they_should(tmp_path: Path) -> None:
    module, said = changed(tmp_path, {"module.yaml": (", terms: true", "")})
    assert module is None
    assert said[0] == (
        "en/words.md:17: #eqf: the term has no explanation: write it below, or as eqf below terms: in "
        "en/module.yaml, with terms: true in this unit's row"
    )
    assert len(said) == len(LANGUAGES)


def test_a_glossary_without_terms_says_so(tmp_path: Path) -> None:
    module = tmp_path / "module"
    shutil.copytree(EVERYTHING, module)
    for language in LANGUAGES:
        (module / language / "words.md").write_text("# Words\n\nNone yet.\n", encoding="utf-8")
        handout = module / language / "handout.md"
        handout.write_text("# Hand-out\n", encoding="utf-8")
    read, _ = read_module(module)
    assert [one.id for one in glossary(read).entries] == ["eqf"]
    row = module / "module.yaml"
    row.write_text(row.read_text(encoding="utf-8").replace(", terms: true", ""), encoding="utf-8")
    assert [(one.place.file, one.field, one.message) for one in read_module(module)[1].errors] == [
        ("module.yaml", "words.file", NO_TERMS)
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_that_no_glossary_explains_is_named(tmp_path: Path, language: str) -> None:
    _, said = changed(tmp_path, {f"{language}/handout.md": ("term:rpl", "term:rpll")})
    assert said == [f"{language}/handout.md:3: term:rpll is not explained: did you mean rpl?"]
