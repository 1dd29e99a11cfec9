"""docs/modules.md says what is so: its files are valid, its messages are the real ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from packager.definition.licences import LICENCES
from packager.definition.models.language_file import LanguageFile
from packager.definition.models.media_file import MediaFile
from packager.definition.models.module_file import ModuleFile
from packager.definition.models.overlay_file import OverlayFile
from packager.definition.models.paths_file import PathsFile
from packager.definition.problems import Problems
from packager.definition.scope import SourceFile
from packager.definition.validation import validated
from packager.definition.yaml_source import load_yaml

HERE = Path(__file__).parent
TEXT = (HERE.parents[2] / "docs" / "modules.md").read_text(encoding="utf-8")
MODELS: dict[str, type[BaseModel]] = {
    "module.yaml": ModuleFile,
    "sv/module.yaml": LanguageFile,
    "media/media.yaml": MediaFile,
    "college.yaml": OverlayFile,
    "paths.yaml": PathsFile,
}
BLOCKS = dict(re.findall(r"```yaml\n# (\S+)\n(.*?)```", TEXT, re.DOTALL))
MESSAGES = re.findall(r"^\| [^|`]+ \| `([^`]+)` \|$", TEXT, re.MULTILINE)


def real_messages() -> set[str]:
    """Return every message that the tests hold against what `poiju check` says."""
    mistakes = yaml.safe_load((HERE / "mistakes.yaml").read_text(encoding="utf-8"))
    overlay = yaml.safe_load((HERE / "overlay_mistakes.yaml").read_text(encoding="utf-8"))
    settings = yaml.safe_load((HERE / "settings_mistakes.yaml").read_text(encoding="utf-8"))
    said = {said for case in mistakes for said in case["says"]} | {case["says"] for case in overlay}
    return said | {f"module.yaml:{case['says']}" for case in settings}


@pytest.mark.parametrize("name", MODELS)
def test_each_file_is_valid(name: str) -> None:
    problems = Problems()
    file = load_yaml(SourceFile(name, BLOCKS[name], Path()), problems)
    assert file is not None
    assert validated(MODELS[name], file, problems) is not None
    assert [str(one) for one in problems] == []


@pytest.mark.parametrize("name", MODELS)
def test_each_file_shows_every_field(name: str) -> None:
    fields = {info.alias or field for field, info in MODELS[name].model_fields.items()} - {"root"}
    told = {field for field in fields if re.search(rf"\b{field}\b", TEXT)}
    assert told == fields


def test_each_message_is_a_real_one() -> None:
    assert len(MESSAGES) > 20
    assert set(MESSAGES) <= real_messages()


def test_each_licence_is_named() -> None:
    assert [licence for licence in LICENCES if licence not in TEXT] == []
