"""Whatever module is written: its backup is XML that refers to nothing that is not in it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packager.document.module import Module
from tests.support.any_module import modules
from tests.support.moodle_package import MoodlePackage
from tests.support.moodle_references import broken
from tests.support.sample import sample_module

TOOL = "https://poiju.example.fi"


@cache
def sample() -> Module:
    return sample_module(Path(mkdtemp(prefix="poiju-any-module-")))


@pytest.mark.parametrize(("delivery", "tool"), [("native", ""), ("lti", TOOL)])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_reference_leads_somewhere(data: st.DataObject, delivery: str, tool: str) -> None:
    package = MoodlePackage(data.draw(modules(sample())), delivery=delivery, tool_url=tool)
    assert broken(package) == []
    units = len(list(package.module.units))
    assert sum(package.contents.items.values()) >= units
