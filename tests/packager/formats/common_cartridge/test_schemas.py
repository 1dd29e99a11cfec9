"""Every cartridge of the sample is valid for the official schemas and the strict judge."""

from __future__ import annotations

from pathlib import Path

import pytest

from packager.formats.base import Delivery
from tests.support.cartridges import build, judged, schema_errors
from tests.support.sample import LANGUAGES, sample_module

EXPECTED_WARNING = "W moodle.detect"  # the judge says of every 1.3 that Moodle refuses it: so it is


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("delivery", ["native", "lti"])
@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_official_schemas_accept_every_file(
    tmp_path: Path, version: str, delivery: Delivery, language: str
) -> None:
    built = build(sample_module(tmp_path), tmp_path, version, language, delivery)
    assert schema_errors(built, version) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("delivery", ["native", "lti"])
@pytest.mark.parametrize("version", ["1.1", "1.3"])
def test_strict_judge_passes_without_avoidable_warnings(
    tmp_path: Path, version: str, delivery: Delivery, language: str
) -> None:
    built = build(sample_module(tmp_path), tmp_path, version, language, delivery)
    code, lines = judged(built.path)
    assert code == 0, lines
    assert lines[0].startswith("PASS")
    complaints = [line.strip() for line in lines[1:] if line.lstrip().startswith(("W ", "E "))]
    assert [line for line in complaints if not line.startswith(EXPECTED_WARNING)] == []
    assert bool(complaints) == (version == "1.3")
