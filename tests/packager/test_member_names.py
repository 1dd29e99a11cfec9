"""Names in archives of others never lead out of them, and print as plain ASCII."""

from __future__ import annotations

import pytest

from packager.member_names import shown, stays_inside


@pytest.mark.parametrize("name", ["a", "a/b.txt", "folder/", "content/ä.png", "a/b..c", ".hidden"])
def test_a_name_below_the_folder_stays_inside(name: str) -> None:
    assert stays_inside(name)


@pytest.mark.parametrize(
    "name", ["", "/", "/etc/passwd", "../a", "a/../b", "a/./b", "a//b", "a\\b", "C:a", "c:/a", "a\0b"]
)
def test_a_name_that_leads_elsewhere_on_any_system_does_not(name: str) -> None:
    assert not stays_inside(name)


def test_a_printed_name_is_short_and_harmless() -> None:
    assert shown("a\x1b[31m\n") == r"a\x1b[31m\n"
    assert shown("ä" * 500).isascii()
    assert len(shown("a" * 500)) < 110
