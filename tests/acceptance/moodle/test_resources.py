"""What arrives in a real Moodle of units to look things up in, to take along, to hear or to see."""

from __future__ import annotations

import re
from typing import Any

import pytest

from packager.document.folder import Folder
from packager.document.glossary import Glossary
from packager.document.module import Module
from tests.support.moodle_restored import activities, at_home, restored
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


def test_the_folder_holds_its_files_in_their_folders(arrived: dict[str, Any], module: Module) -> None:
    unit, found = module.unit("tools"), activities(arrived)["tools"]
    assert isinstance(unit, Folder)
    assert [(one["path"], one["name"], one["sha1"]) for one in found["files"]] == [
        (f"/{one.within}/" if one.within else "/", asset.name, asset.sha1)
        for one in unit.files_inside
        for asset in [module.assets[one.asset[LANGUAGE]]]
    ]
    shown = ("showexpanded", "showdownloadfolder", "display")
    assert [found["instance"][name] for name in shown] == ["1", "1", "0"]
    assert "<p>Take these along, en.</p>" in found["instance"]["intro"]


def test_films_and_sounds_are_pages_with_their_files(arrived: dict[str, Any], module: Module) -> None:
    found = activities(arrived)
    film = found["film"]
    assert {(one["name"], one["sha1"]) for one in film["files"]} == {
        (asset.name, asset.sha1)
        for path, asset in module.assets.items()
        if path.startswith("media/film.") or path == "media/figure.png"
    }
    assert [one["name"] for one in found["sound"]["files"]] == ["sound.wav"]
    # What is stored, and what a learner sees of it: Moodle's own player, which keeps the captions.
    # IOMAD's filter (5.1) cuts the address of a film to pieces if its host begins with a digit.
    shown = film["shown"]
    looked_at = [film["instance"]["content"]]
    if f'src="{arrived["root"]}/' in shown:
        assert 'class="nomediaplugin"' in shown
        looked_at.append(shown)
    for language in module.languages:
        track = rf'<track [^>]*src="[^"]*/film\.{language}\.vtt"[^>]*srclang="{language}"'
        assert all(re.search(track, text) for text in looked_at)
    assert "<summary>Transcript</summary>" in shown
    assert "https://video.example.fi/embed/a?b=1&amp;c=2" in found["stream"]["instance"]["content"]
    assert all(
        (found[name]["completion"], found[name]["view"]) == (2, 1) for name in ("film", "sound", "stream")
    )
