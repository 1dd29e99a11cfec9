"""The site's script marks as the tool does: both are held to tests/cases/marking.json."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from packager.document.edition import Edition
from packager.document.marking import mark
from packager.document.questions import Accepted, ShortAnswer
from packager.formats.html_site import writer
from packager.formats.html_site.keys import answer_key
from tests.support.links import EverythingTravels
from tests.support.sample import LANGUAGES, questions, sample_module, short
from tests.support.sample_questions import word_questions

CASES = json.loads((Path(__file__).parents[3] / "cases" / "marking.json").read_text(encoding="utf-8"))
WILD = ShortAnswer(
    id="wild",
    text=short("?"),
    case_sensitive=True,
    answers=dict.fromkeys(LANGUAGES, (Accepted(text="EU*suositus", right=True),)),
)
BY_ID = {question.id: question for question in (*questions(), *word_questions(), WILD)}
RUN = """
const fs = require("fs");
require("vm").runInThisContext(fs.readFileSync(process.argv[1], "utf8"));
const {keys, cases} = JSON.parse(fs.readFileSync(0, "utf8"));
const marks = cases.map((one) => PoijuMarking.mark(keys[one.question], one.response));
process.stdout.write(JSON.stringify(marks));
"""


def test_the_script_agrees_with_the_common_cases(tmp_path: Path) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("needs node to run the script outside a browser: apt install nodejs")
    edition = Edition(sample_module(tmp_path), "fi")
    keys = {name: answer_key(edition, question, EverythingTravels()) for name, question in BY_ID.items()}
    done = subprocess.run(
        [node, "-e", RUN, str(writer.STATIC / "marking.js")],
        input=json.dumps({"keys": keys, "cases": CASES}),
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    for case, marked in zip(CASES, json.loads(done.stdout), strict=True):
        name = f"{case['question']}: {case['name']}"
        assert fraction(marked["fraction"]) == case["fraction"], name
        expected = mark(BY_ID[case["question"]], case["response"], "fi")
        assert [(one["field"], one["value"], one["right"]) for one in marked["parts"]] == [
            (part.field, part.value, part.right) for part in expected.parts
        ], name
        assert (marked["right"], marked["answered"]) == (expected.right, expected.answered), name
        assert (marked["verdict"] is None) == (expected.verdict is None), name


def fraction(value: dict[str, int] | None) -> str | None:
    """Return a fraction as the table writes it."""
    if value is None:
        return None
    return (
        str(value["numerator"])
        if value["denominator"] == 1
        else f"{value['numerator']}/{value['denominator']}"
    )
