"""The shared style sheet: contrast of its colours on both papers (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re

import pytest

from packager.locations import look_folder

CSS = (look_folder() / "unit.css").read_text(encoding="utf-8")
LIGHT, DARK = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
TEXT = ("ink", "quiet", "accent", "right", "wrong", "partly")


def colours(block: str) -> dict[str, tuple[float, float, float]]:
    """Return the colours of a block of custom properties, each channel from 0 to 1."""
    found = re.findall(r"--poiju-([\w-]+): #([0-9a-f]{6});", block)
    return {
        name: (int(code[:2], 16) / 255, int(code[2:4], 16) / 255, int(code[4:], 16) / 255)
        for name, code in found
    }


def luminance(colour: tuple[float, float, float]) -> float:
    """Return the relative luminance of an sRGB colour."""
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return the contrast ratio of two colours."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("block", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_edges_stand_out_from_the_paper(block: str) -> None:
    found = colours(block)
    for paper in ("paper", "wash"):
        for name in TEXT:
            assert contrast(found[name], found[paper]) >= 4.5, f"{name} on {paper}"
        assert contrast(found["edge"], found[paper]) >= 3, f"edge on {paper}"
    assert contrast(found["on-accent"], found["accent"]) >= 4.5


def test_dark_paper_sets_every_colour_anew() -> None:
    assert set(colours(LIGHT)) == set(colours(DARK))
