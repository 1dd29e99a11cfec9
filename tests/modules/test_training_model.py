"""The shipped training model keeps its own promises: it passes every check, and its files are accessible."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from packager.definition.paths import check_paths
from packager.definition.reader import load_module, read_module
from packager.document.module import Module
from packager.document.units import GRADED_KINDS, Lesson, Quiz

FOLDER = Path(__file__).resolve().parents[2] / "modules"
MODULES = sorted(file.parent for file in FOLDER.glob("*/module.yaml"))
LANGUAGES = ("fi", "sv", "en")
SVG = "{http://www.w3.org/2000/svg}"
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

# Points measure no time, the law defines no micro-credential, and authorities that are gone are not named.
NEVER_PRINTED = (
    "ECVET",
    "27 h = 1 osp",
    "Valvira",
    "aikuiskoulutustuki",
    "öppna högskolan",
    "kvalitetshantering",
    "annan yrkesutbildning",
    "paikallisiin vaatimuksiin",
)

each_module = pytest.mark.parametrize("folder", MODULES, ids=lambda folder: folder.name)


def language_of(path: Path) -> str:
    """Return the language that a file in media/ is for: `x.fi.svg` is Finnish, `x.svg` English."""
    inner = path.stem.rpartition(".")[2]
    return inner if inner in LANGUAGES else "en"


@pytest.fixture(scope="module")
def modules() -> dict[str, Module]:
    return {folder.name: load_module(folder) for folder in MODULES}


@each_module
def test_it_has_no_mistake_and_no_warning(folder: Path) -> None:
    _, problems = read_module(folder)
    assert [str(one) for one in problems] == []


def test_the_paths_have_no_mistake_and_no_warning() -> None:
    assert [str(one) for one in check_paths(FOLDER)] == []


@each_module
def test_it_speaks_all_three_languages(folder: Path, modules: dict[str, Module]) -> None:
    assert modules[folder.name].languages == LANGUAGES


@each_module
def test_every_outcome_is_shown_in_a_piece_of_work(folder: Path, modules: dict[str, Module]) -> None:
    module = modules[folder.name]
    for outcome in module.credential.outcomes:
        kinds = {str(getattr(unit, "kind", "")) for unit in module.serving(outcome.id)}
        assert kinds & (GRADED_KINDS - {"quiz"}), f"{outcome.id} rests on a quiz or on nothing"


@each_module
def test_every_lesson_with_an_outcome_lets_the_learner_check_twice(
    folder: Path, modules: dict[str, Module]
) -> None:
    lessons = [unit for unit in modules[folder.name].units if isinstance(unit, Lesson) and unit.serves]
    assert lessons
    assert {unit.id: len(unit.checks) for unit in lessons} == {unit.id: 2 for unit in lessons}


@each_module
def test_quizzes_ask_for_80_per_cent_without_a_limit(folder: Path, modules: dict[str, Module]) -> None:
    quizzes = [unit for unit in modules[folder.name].units if isinstance(unit, Quiz)]
    assert {(unit.passing, unit.tries) for unit in quizzes} == {(80, 0)}


@each_module
def test_nothing_is_printed_that_is_not_so(folder: Path) -> None:
    for path in [*folder.glob("*/*.md"), *folder.glob("*/module.yaml")]:
        text = path.read_text(encoding="utf-8").replace("\u00a0", " ").casefold()
        assert [words for words in NEVER_PRINTED if words.casefold() in text] == [], path


@each_module
def test_nobody_is_said_to_have_reviewed_it(folder: Path, modules: dict[str, Module]) -> None:
    # Whoever runs the module reviews it and states the dates in the overlay.
    quality = modules[folder.name].credential.quality
    assert quality is None or (quality.reviewed, quality.next) == (None, None)


@each_module
def test_figures_name_themselves_in_their_own_language(folder: Path) -> None:
    for path in folder.glob("media/*.svg"):
        root = etree.parse(path).getroot()
        title = root.findtext(f"{SVG}title")
        assert title, path
        assert root.get(XML_LANG) == root.get("lang") == language_of(path), path


@each_module
def test_templates_can_be_read_with_a_screen_reader(folder: Path) -> None:
    for path in folder.glob("media/*.docx"):
        with zipfile.ZipFile(path) as archive:
            document = etree.fromstring(archive.read("word/document.xml"))
            styles = etree.fromstring(archive.read("word/styles.xml"))
        tables = document.findall(f".//{WORD}tbl")
        assert tables, path
        assert all(table.find(f"{WORD}tr/{WORD}trPr/{WORD}tblHeader") is not None for table in tables), path
        used = {style.get(f"{WORD}val") for style in document.iter(f"{WORD}pStyle")}
        assert {"Title", "Heading1", "Heading2"} <= used, path
        spoken = {str(row.get(f"{WORD}val"))[:2] for row in styles.iter(f"{WORD}lang")}
        assert spoken == {language_of(path)}, path
