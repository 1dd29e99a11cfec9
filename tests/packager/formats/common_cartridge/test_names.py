"""Names of files that every system can unpack."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from packager.formats.common_cartridge.names import SafeNames, unit_file
from tests.support.cartridges import build
from tests.support.sample import make_asset, sample_module, units

WINDOWS_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
PARTS = st.text(min_size=1, max_size=120).filter(lambda part: "/" not in part and part not in (".", ".."))


def test_plain_names_stay() -> None:
    names = SafeNames("media")
    assert names.name("alignment.fi.svg") == "media/alignment.fi.svg"
    assert names.name("film/part-1.mp4") == "media/film/part-1.mp4"


def test_names_that_change_keep_their_suffix() -> None:
    name = SafeNames("media").name("Käyrä 1?.PNG")
    assert re.fullmatch(r"media/Kayra-1--[0-9a-f]{6}\.PNG", name)


def test_case_alone_does_not_tell_files_apart() -> None:
    names = SafeNames("media")
    assert names.name("Figure.png").casefold() != names.name("figure.png").casefold()
    assert names.name("Figure.png") == "media/Figure.png"


@given(st.lists(st.lists(PARTS, min_size=1, max_size=3).map("/".join), min_size=1, max_size=6, unique=True))
def test_any_path_gets_a_name_of_its_own(paths: list[str]) -> None:
    names = SafeNames("media")
    made = [names.name(path) for path in paths]
    assert len({name.casefold() for name in made}) == len(paths)
    for name in made:
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", name)
        for part in name.split("/"):
            assert part
            assert len(part) <= 80
            assert not WINDOWS_RESERVED.fullmatch(part)
            assert not part.endswith(".")
    assert made == [names.name(path) for path in paths]


def test_a_unit_may_be_called_what_windows_reserves() -> None:
    assert unit_file("pages", "level", "html") == "pages/level.html"
    assert re.fullmatch(r"pages/_aux-[0-9a-f]{6}\.html", unit_file("pages", "aux", "html"))


def test_odd_names_of_media_travel(tmp_path: Path) -> None:
    odd = make_asset(tmp_path, "media/Ohje ä (1).pdf", "application/pdf", b"%PDF-1.4")
    module = sample_module(tmp_path)
    handout = units()["handout"]
    changed = type(handout)(
        id="handout", key=handout.key, title=handout.title, minutes=1, body=handout.body,
        asset=dict.fromkeys(module.languages, odd.path),
    )  # fmt: skip
    section = type(module.sections[0])(id="learn", title=module.sections[0].title, units=(changed,))
    built = build(
        sample_module(tmp_path, sections=(section,), assets={odd.path: odd, **module.assets}),
        tmp_path,
        "1.1",
        "fi",
    )
    name = next(name for name in built.files if name.endswith(".pdf"))
    assert name.isascii()
    assert " " not in name
    assert built.files[name] == b"%PDF-1.4"
