"""What arrives in a real Moodle of units to look things up in, to take along, to hear or to see."""

from __future__ import annotations

import re
from typing import Any

import pytest

from packager.document.glossary import Glossary
from packager.document.module import Module
from tests.acceptance.moodle.test_restore import activities, at_home, restored
from tests.support.sample import sample_module

pytestmark = pytest.mark.moodle

LANGUAGE = "en"


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Module:
    return sample_module(tmp_path_factory.mktemp("media"))


@pytest.fixture(scope="module")
def arrived(module: Module, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return restored(module, tmp_path_factory.mktemp("resources"), wish="--no-walk")


def test_every_word_of_the_glossary_is_there(arrived: dict[str, Any], module: Module) -> None:
    unit, found = module.unit("glossary"), activities(arrived)["glossary"]
    assert isinstance(unit, Glossary)
    assert (found["view"], found["showdescription"]) == (1, 1)
    assert [one["concept"].replace("&lt;", "<").replace("&gt;", ">") for one in found["entries"]] == [
        entry.term[LANGUAGE] for entry in unit.entries
    ]
    for one, entry in zip(found["entries"], unit.entries, strict=True):
        assert [alias.replace("&lt;", "<") for alias in one["aliases"]] == [*entry.aliases.get(LANGUAGE, ())]
        assert one["categories"] == [words[LANGUAGE] for words in entry.categories]
        assert (one["userid"], one["approved"], one["teacherentry"]) == ("0", "1", "1")


def test_explanations_keep_their_links_and_pictures(arrived: dict[str, Any]) -> None:
    found = activities(arrived)["glossary"]
    rpl, level, eqf = found["entries"]
    definition = at_home(arrived, rpl["definition"])
    assert '<a href="unit:fi.example.sample/quiz">the quiz</a>' in definition
    assert '<img src="asset:media/figure.png" alt="A stamp"/>' in definition
    assert re.search(rf'showentry\.php\?courseid=\d+&eid={level["id"]}">level</a>', definition)
    assert re.search(rf'eid={eqf["id"]}">EQF</a>: \\\(x &lt; 8\\\)', level["definition"])
    (figure,) = found["files"]
    assert (figure["area"], figure["item"]) == ("mod_glossary/entry", int(rpl["id"]))
    ward = activities(arrived)["ward"]
    assert f'eid={eqf["id"]}">EQF</a>' in ward["instance"]["intro"]


def test_moodle_links_the_words_and_their_forms(arrived: dict[str, Any]) -> None:
    found = activities(arrived)["glossary"]
    rpl, level, _ = found["entries"]
    linked = re.findall(r'data-entryid="(\d+)"[^>]*>([^<]*)<', found["linked"])
    assert linked == [(rpl["id"], "rpl"), (level["id"], "level (en)")]
    assert "law (en) says" in found["linked"]
