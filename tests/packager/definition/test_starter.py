"""`poiju new`: a module to start from, in any languages, never over something that is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.definition.reader import read_module
from packager.definition.starter import create_module
from packager.errors import UsageError


@pytest.mark.parametrize("languages", [("fi", "sv", "en"), ("sv",), ("en", "fi"), ("de", "pt-BR")])
def test_a_new_module_is_whole(languages: tuple[str, ...], tmp_path: Path) -> None:
    create_module(tmp_path / "Oma Moduuli", languages=languages)
    module, problems = read_module(tmp_path / "Oma Moduuli")
    assert [str(one) for one in problems] == []
    assert module is not None
    assert module.id == "fi.example.oma-moduuli"
    assert module.languages == languages
    assert {unit.kind for unit in module.units} == {"lesson", "discussion", "assignment", "quiz"}


def test_editors_find_the_schemas(tmp_path: Path) -> None:
    create_module(tmp_path / "m")
    for path in (tmp_path / "m").rglob("*.yaml"):
        first = path.read_text(encoding="utf-8").split("\n")[0]
        schema = first.removeprefix("# yaml-language-server: $schema=")
        assert (path.parent / schema).resolve().is_file(), path


def test_an_id_is_taken_as_given(tmp_path: Path) -> None:
    create_module(tmp_path / "m", module_id="fi.jamk.kuntoutus", languages=["fi"])
    module, _ = read_module(tmp_path / "m")
    assert module is not None
    assert module.id == "fi.jamk.kuntoutus"


def test_an_empty_folder_may_be_there(tmp_path: Path) -> None:
    create_module(tmp_path)
    assert (tmp_path / "module.yaml").is_file()


@pytest.mark.parametrize(
    ("module_id", "languages", "message"),
    [
        ("nodots", ("fi",), "--id nodots: write small letters"),
        ("fi.x", ("suomi!",), "--lang suomi!: write a language's code"),
        ("fi.x", ("../..",), "--lang ../..: write a language's code"),
        ("fi.x", (), "--lang: name at least one language"),
    ],
)
def test_words_that_are_off(module_id: str, languages: tuple[str, ...], message: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        create_module(tmp_path / "m", module_id=module_id, languages=languages)
    assert str(raised.value).startswith(message)
    assert not (tmp_path / "m").exists()


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    for target in (tmp_path, tmp_path / "mine.txt"):
        with pytest.raises(UsageError, match="is there and not empty: name a new folder"):
            create_module(target)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
