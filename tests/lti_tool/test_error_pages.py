"""Every fault has its page, and no page tells what only the log should."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from lti_tool.errors import Fault, LaunchError
from lti_tool.views.errors import PAGES
from tests.support.platform import Platform
from tests.support.tool import Browser

OPERATIONS = Path(__file__).resolve().parents[2] / "docs" / "operations.md"


def test_every_fault_has_a_sentence_and_a_remedy() -> None:
    assert set(PAGES) == set(Fault)


def test_codes_in_the_documents_exist() -> None:
    section = OPERATIONS.read_text("utf-8").partition("## When a launch fails")[2]
    codes = re.findall(r"^\| `([a-z-]+)` \|", section, re.MULTILINE)
    assert codes
    assert set(codes) <= {fault.value for fault in Fault}


@pytest.mark.parametrize(("language", "words"), [("fi", "Viite"), ("sv", "Referens"), ("en", "Reference")])
def test_pages_speak_the_browsers_language(language: str, words: str, browser: Browser) -> None:
    answer = browser.get("/nowhere", headers={"Accept-Language": language})
    assert f'<html lang="{language}">' in answer.text
    assert words in answer.text


def test_details_go_to_the_log_only(app: Flask, platform: Platform) -> None:
    @app.get("/breaks")
    def breaks() -> str:
        raise LaunchError(Fault.TOKEN_UNTRUSTED, "what only the operator should read")

    answer = Browser(app, platform).get("/breaks")
    assert answer.status_code == 400
    assert "operator" not in answer.text


def test_a_bug_shows_a_page_without_its_traceback(app: Flask, platform: Platform) -> None:
    @app.get("/bug")
    def bug() -> str:
        raise RuntimeError("internal matters")

    answer = Browser(app, platform).get("/bug")
    assert answer.status_code == 500
    assert "<h1>" in answer.text
    assert "internal matters" not in answer.text
