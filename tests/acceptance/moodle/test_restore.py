"""A real Moodle restores the backup without a complaint, and everything is there.

`MOODLE_DIR` is the folder with Moodle's config.php, `MOODLE_URL` its address; `php` runs beside.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from packager.document.blocks import Text
from packager.document.edition import Edition
from packager.document.module import Module
from packager.document.questions import Choice, Gap, Gaps, Matching, Number, Numerical, Option, Pair
from packager.document.units import Book, Quiz, Scenario
from packager.document.used_assets import used_assets
from packager.document.words import Xhtml
from packager.render.headings import lowered
from packager.tar_archive import tar_gz_archive
from tests.support.moodle_restored import LANGUAGE, TOOL, activities, at_home, restored, slots
from tests.support.sample import ID, sample_module, short, words

pytestmark = pytest.mark.moodle

END_OF_LESSON = -9
LOOKED_AT = {"outcomes", "reading", "handout", "guide", "halfway", "canvas", "talk", "quiz", "ward"}
"""Units of the sample that are looked at here; tests of their own look at the others."""
FRAGMENT = re.compile(r"<[^>]+>")


def hard_questions() -> tuple[Any, ...]:
    """Questions with what is easily lost: links and pictures in every text, signs of markup, many answers."""
    link, picture = (
        f'<a href="unit:{ID}/outcomes">the lesson</a>',
        '<img src="asset:media/figure.png" alt="Boxes"/>',
    )
    texts = {"en": Xhtml(f"<p>See {link} {picture}</p>")}
    gaps = '<span class="gap" data-gap="2"></span> {#7} <span class="gap" data-gap="1"></span>'
    return (
        Choice(
            id="linked", text=texts, feedback=texts, multiple=True, marks=2,
            options=tuple(Option(text=texts, right=number < 3, feedback=texts) for number in range(5)),
        ),
        Matching(
            id="signs", text=short("Match."),
            pairs=(Pair(left=texts, right=words("a < b & c")), Pair(left=short("2"), right=words("]]> 😀"))),
            distractors=(words("<b>"),),
        ),
        Numerical(
            id="zero", text=short("How many?"),
            answers=(
                Number(value=Decimal(0), tolerance=Decimal(0), right=True),
                Number(value=Decimal("-2.50"), tolerance=Decimal("0.05"), right=False, feedback=texts),
            ),
        ),
        Gaps(
            id="stars", text=texts, case_sensitive=True,
            passage={"en": Xhtml(f"<p>{gaps}</p>")},
            gaps=(Gap(accepted={"en": ("a*b",)}), Gap(accepted={"en": ("x~y}z#&", "Å")})),
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Module:
    """The sample with a second, harder quiz, which comes after the first."""
    made = sample_module(tmp_path_factory.mktemp("media"))
    quiz = Quiz(
        id="hard", key=f"{ID}/hard", title=words("Hard: a < b"), minutes=5, after=("quiz", "outcomes"),
        intro={"en": Xhtml(f'<p><a href="unit:{ID}/talk">Talk</a></p>')}, questions=hard_questions(),
        tries=3, counts="last", shuffle=True,
    )  # fmt: skip
    first, last = made.sections
    own, others = (tuple(unit for unit in section.units if unit.id in LOOKED_AT) for section in (first, last))
    return replace(
        made,
        sections=(replace(first, units=own), replace(last, units=(*others, quiz))),
        assets={path: asset for path, asset in made.assets.items() if not path.endswith(".h5p")},
    )


@pytest.fixture(scope="module")
def arrived(module: Module, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return restored(module, tmp_path_factory.mktemp("native"))


@pytest.fixture(scope="module")
def through_the_tool(module: Module, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return restored(module, tmp_path_factory.mktemp("lti"), delivery="lti", tool_url=TOOL)


def test_the_course_is_there(arrived: dict[str, Any], module: Module) -> None:
    course = arrived["course"]
    assert re.fullmatch(r"Sample module \(en\)( copy \d+)?", course["fullname"])  # the site may have one
    assert course["shortname"].startswith(f"{ID}-en")
    assert course["lang"] == "en"
    assert course["summary"] == "<p>All that a module can hold. (en)</p>"
    assert course["format"] == "topics"
    assert course["completion"] == 1
    assert course["tags"] == ["teacher"]
    assert [section["name"] for section in course["sections"]] == [
        "About this module",
        "Learn (en)",
        "Finish (en)",
    ]
    assert [FRAGMENT.sub("", section["summary"]) for section in course["sections"]] == [
        "All that a module can hold. (en)", "Read first (en)", "",
    ]  # fmt: skip


def test_every_activity_is_in_its_place(arrived: dict[str, Any]) -> None:
    placed = [
        [
            (one["module"], one["idnumber"].removeprefix(ID), one["name"], one["visible"])
            for one in section["activities"]
        ]
        for section in arrived["course"]["sections"]
    ]
    assert placed == [
        [
            ("page", "#record", "The micro-credential", 1),
            ("resource", "#data", "The micro-credential as data", 1),
        ],
        [
            ("page", "/outcomes", "Outcomes (en)", 1),
            ("url", "/reading", "Reading (en)", 1),
            ("resource", "/handout", "Handout (en)", 1),
            ("book", "/guide", "Guide (en)", 1),
            ("label", "/halfway", "Halfway (en)", 1),
        ],
        [
            ("assign", "/canvas", "Canvas (en)", 1),
            ("page", "/canvas#marking", "For the marker: Canvas (en)", 0),
            ("forum", "/talk", "Talk (en)", 1),
            ("quiz", "/quiz", "Quiz (en)", 1),
            ("lesson", "/ward", "Ward (en)", 1),
            ("quiz", "/hard", "Hard: a &lt; b (en)", 1),
        ],
    ]


def test_a_tar_gz_brings_the_same(arrived: dict[str, Any], module: Module, tmp_path: Path) -> None:
    again = activities(restored(module, tmp_path, tar_gz_archive))
    zipped = activities(arrived)
    assert [(key, one["name"]) for key, one in again.items()] == [
        (key, one["name"]) for key, one in zipped.items()
    ]
    kept = [
        [[(file["name"], file["sha1"]) for file in one["files"]] for one in found.values()]
        for found in (again, zipped)
    ]
    assert kept[0] == kept[1]


def test_completion_is_as_meant(arrived: dict[str, Any]) -> None:
    rules = {
        key: (one["completion"], one["view"], one["by_grade"], one["pass_grade"])
        for key, one in activities(arrived).items()
    }
    assert rules == {
        "#record": (0, 0, None, 0), "#data": (0, 0, None, 0), "canvas#marking": (0, 0, None, 0),
        "outcomes": (2, 1, None, 0), "reading": (1, 0, None, 0), "handout": (2, 1, None, 0),
        "guide": (2, 1, None, 0), "halfway": (0, 0, None, 0),
        "canvas": (2, 0, "0", 1), "talk": (2, 1, None, 0), "quiz": (2, 0, "0", 1), "hard": (2, 0, "0", 0),
        "ward": (2, 0, None, 0),
    }  # fmt: skip
    assert activities(arrived)["canvas"]["instance"]["completionsubmit"] == "1"
    assert activities(arrived)["talk"]["instance"]["completionposts"] == "2"
    assert activities(arrived)["ward"]["instance"]["completionendreached"] == "1"
    tracked = [one["id"] for one in activities(arrived).values() if one["completion"]]
    assert arrived["course"]["criteria"] == tracked


def test_what_comes_first_is_demanded(arrived: dict[str, Any], module: Module) -> None:
    found = activities(arrived)
    ids = {key: one["id"] for key, one in found.items()}
    for unit in (one for one in module.units if one.restrict is None):
        conditions = [{"type": "completion", "cm": ids[before], "e": 1} for before in unit.after]
        tree = found[unit.id]["availability"]
        assert (tree["c"] if tree else []) == conditions
        assert tree is None or (tree["op"], tree["showc"]) == ("&", [True] * len(conditions))


def test_a_learner_gets_through(arrived: dict[str, Any]) -> None:
    walked = arrived["walked"]
    always = [
        "#record",
        "#data",
        "/outcomes",
        "/reading",
        "/handout",
        "/guide",
        "/halfway",
        "/ward",
    ]
    assert [key.removeprefix(ID) for key in walked["before"]] == always
    opened = [key.removeprefix(ID) for key in walked["after"]]
    assert opened == [
        *always[:7],
        "/canvas",
        "/talk",
        "/quiz",
        "/ward",
    ]  # not "hard": it comes after the quiz
    assert walked["wrong"] == 0
    assert walked["grade"] == pytest.approx(100, abs=1e-3)
    assert int(walked["done"]) in (1, 2)  # complete, or complete with a pass


def test_grades_are_in_the_gradebook(arrived: dict[str, Any]) -> None:
    found = activities(arrived)
    grades = {
        key: [
            {name: value for name, value in item.items() if name not in ("id", "number")}
            for item in one["grades"]
        ]
        for key, one in found.items()
        if one["grades"]
    }
    assert grades == {
        key: [{"maximum": 100, "passing": passing, "weight": 0.33333, "idnumber": f"{ID}/{key}"}]
        for key, passing in (("canvas", 60), ("quiz", 80), ("hard", 0))
    }
    assert arrived["course"]["aggregation"] == 13
    assert arrived["course"]["total"] == 300


def test_the_lesson_reads_as_written(arrived: dict[str, Any], module: Module) -> None:
    page = activities(arrived)["outcomes"]
    html = at_home(arrived, page["instance"]["content"])
    for block in module.unit("outcomes").body[LANGUAGE]:  # type: ignore[union-attr]  # it is a lesson
        if block.kind in ("text", "callout", "embed"):
            assert block.html.replace("term:eqf", "#term-eqf") in html
    assert '<audio controls="controls" preload="none" src="asset:media/outcomes.mp3">' in html
    for kept in ("<details", "<math", '<dt id="term-eqf">', "https://video.example.fi/abc"):
        assert kept in page["shown"]
    assert "@@PLUGINFILE@@" not in page["shown"]
    assert {file["name"] for file in page["files"]} == {"figure.png", "canvas.docx", "outcomes.mp3"}


def test_a_text_between_units_is_a_label_of_the_course_page(arrived: dict[str, Any]) -> None:
    label = activities(arrived)["halfway"]
    html = at_home(arrived, label["instance"]["intro"])
    assert label["module"] == "label"
    assert f'<p>Halfway, en &amp; all: now <a href="unit:{ID}/quiz">the quiz</a>' in html
    assert "<p>Take a break, en.</p>" in html
    assert [file["name"] for file in label["files"]] == ["figure.png"]
    assert (label["completion"], label["showdescription"]) == (0, 1)


def test_files_are_whole_and_credited(arrived: dict[str, Any], module: Module) -> None:
    by_name = {asset.name: asset for asset in used_assets(Edition(module, LANGUAGE))}
    files = [file for one in activities(arrived).values() for file in one["files"] if file["name"] in by_name]
    assert {file["name"] for file in files} == set(by_name)
    for file in files:
        assert file["sha1"] == by_name[file["name"]].sha1
        assert (file["author"], file["license"]) == ("A. Author", "cc-4.0")
    areas = {(key, file["area"]) for key, one in activities(arrived).items() for file in one["files"]}
    assert ("canvas", "mod_assign/introattachment") in areas
    assert ("handout", "mod_resource/content") in areas
    assert ("#data", "mod_resource/content") in areas


def test_the_other_activities_are_as_written(arrived: dict[str, Any]) -> None:
    found = activities(arrived)
    assert found["reading"]["instance"]["externalurl"] == "https://example.org/eqf?a=1&b=2"
    for key in ("reading", "handout", "canvas", "talk", "guide"):
        assert "<p>Do this, en.</p>" in found[key]["instance"]["intro"]
    assert found["canvas#marking"]["instance"]["content"] == "<p>Three rows at least. (en)</p>"
    assert "Three rows" not in json.dumps(found["canvas"])
    assert "about 300 words" in found["canvas"]["instance"]["activity"]
    assert {"assignsubmission/onlinetext/enabled=1", "assignsubmission/file/enabled=1"} <= set(
        found["canvas"]["settings"]
    )


def test_the_book_has_its_pages(arrived: dict[str, Any], module: Module) -> None:
    book, unit = activities(arrived)["guide"], module.unit("guide")
    assert isinstance(unit, Book)
    assert [one["title"] for one in book["chapters"]] == [page.title[LANGUAGE] for page in unit.pages]
    assert [int(one["pagenum"]) for one in book["chapters"]] == [1, 2]
    for chapter, page in zip(book["chapters"], unit.pages, strict=True):
        (text,) = page.body[LANGUAGE]
        assert isinstance(text, Text)
        assert lowered(text.html, 1).replace("term:eqf", "#term-eqf") in at_home(arrived, chapter["content"])
    (figure,) = book["files"]
    assert (figure["area"], figure["item"]) == ("mod_book/chapter", int(book["chapters"][1]["id"]))


def test_the_quiz_is_as_written(arrived: dict[str, Any]) -> None:
    quiz, hard = activities(arrived)["quiz"], activities(arrived)["hard"]
    assert (quiz["instance"]["attempts"], quiz["instance"]["grademethod"]) == ("0", "1")
    assert (hard["instance"]["attempts"], hard["instance"]["grademethod"]) == ("3", "4")
    assert float(quiz["instance"]["sumgrades"]) == 8
    assert float(hard["instance"]["sumgrades"]) == 5
    assert [(float(one["mingrade"]), float(one["maxgrade"])) for one in quiz["bands"]] == [(80, 101), (0, 80)]
    assert "80 per cent" in quiz["bands"][0]["feedbacktext"]
    assert at_home(arrived, hard["instance"]["intro"]).endswith(f'<p><a href="unit:{ID}/talk">Talk</a></p>')


def test_a_scenario_branches_as_written(arrived: dict[str, Any], module: Module) -> None:
    ward, found = module.unit("ward"), activities(arrived)["ward"]
    assert isinstance(ward, Scenario)
    assert found["grades"] == []
    pages = {page["title"]: page for page in found["pages"]}
    assert found["pages"][0]["title"] == "A student is late (en)"
    assert len(pages) == 9
    for scene in ward.scenes:
        page = pages[scene.title[LANGUAGE]]
        assert at_home(arrived, page["text"]).startswith(scene.text[LANGUAGE])
        if not scene.choices:
            assert [to for _, to in page["buttons"]] == [END_OF_LESSON, "A student is late (en)"]
        for choice, (words_of_button, to) in zip(scene.choices, page["buttons"], strict=False):
            assert unescape(words_of_button) == unescape(to) == choice.text[LANGUAGE]
            assert choice.consequence[LANGUAGE] in pages[to]["text"]
            assert choice.principle[LANGUAGE] in pages[to]["text"]
            assert [after for _, after in pages[to]["buttons"]] == [ward.scene(choice.to).title[LANGUAGE]]
    first = found["pages"][0]["id"]
    assert ("mod_lesson/page_contents", first, "figure.png") in {
        (file["area"], file["item"], file["name"]) for file in found["files"]
    }


def test_a_learner_walks_the_case_to_its_end(arrived: dict[str, Any]) -> None:
    assert arrived["walked"]["case"] == {
        "titles": [
            "A student is late (en)", "Ask &lt;why&gt; & listen (en)", "The bus (en)",
            "Agree on a sign (en)", "An agreement (en)",
        ],
        "before": 0,
        "done": 1,
    }  # fmt: skip


def test_every_question_is_as_written(arrived: dict[str, Any], module: Module) -> None:
    for unit_id in ("quiz", "hard"):
        unit = module.unit(unit_id)
        assert isinstance(unit, Quiz)
        found = slots(arrived, unit_id)
        assert list(found) == [question.id for question in unit.questions]
        for question in unit.questions:
            slot = found[question.id]
            assert slot["mark"] == question.marks
            assert at_home(arrived, slot["question"]["text"]).startswith(question.text[LANGUAGE])
            feedback = question.feedback[LANGUAGE] if question.feedback else ""
            assert at_home(arrived, slot["question"]["feedback"]) == feedback


def test_the_engine_gives_full_marks_for_the_right_answer(arrived: dict[str, Any]) -> None:
    for unit_id in ("quiz", "hard"):
        for name, slot in slots(arrived, unit_id).items():
            worth = slot["question"]["worth_of_right_answer"]
            assert worth == (None if name == "own" else pytest.approx(1, abs=1e-6)), name


def test_answers_keep_their_worth_and_feedback(arrived: dict[str, Any], module: Module) -> None:
    found = slots(arrived, "quiz")
    fractions = {
        name: [one["fraction"] for one in slot["question"]["answers"]] for name, slot in found.items()
    }
    assert fractions == {
        "verb": [0, 1, 0], "several": [0.5, 0.5, -0.5, -0.5], "level-of": [0, 1], "rpl": [1, 1, 0],
        "hours": [1, 0], "levels": [], "steps": [1, 2, 3], "gaps": [], "own": [],
    }  # fmt: skip
    answers = {name: slot["question"]["answers"] for name, slot in found.items()}
    assert [one["feedback"] for one in answers["verb"]] == [
        f"<p>{said} (en)</p>" for said in ("Too wide.", "Visible.", "Behaviour.")
    ]
    assert [one["text"] for one in answers["rpl"]] == [
        "tunnustaminen",
        "osaamisen tunnustaminen",
        "tunnistaminen",
    ]
    assert answers["rpl"][2]["feedback"] == "<p>Identification.</p>"
    assert [(one["text"], float(one["tolerance"])) for one in answers["hours"]] == [("53.3", 1), ("40", 0)]
    assert found["levels"]["question"]["pairs"] == [
        ["<p>perustutkinto (en)</p>", "4 (en)"], ["<p>erikoisammattitutkinto (en)</p>", "5 (en)"],
        ["<p>AMK-tutkinto (en)</p>", "6 (en)"], ["", "8 (en)"],
    ]  # fmt: skip
    assert found["own"]["question"]["graderinfo"] == "<p>Look for a verb. (en)</p>"


def test_hard_questions_lose_nothing(arrived: dict[str, Any]) -> None:
    found = slots(arrived, "hard")
    linked = found["linked"]["question"]
    wanted = hard_questions()[0].text["en"]
    for answer in linked["answers"]:
        assert at_home(arrived, answer["text"]) == wanted
        assert at_home(arrived, answer["feedback"]) == wanted
    assert [one["fraction"] for one in linked["answers"]] == [0.3333333] * 3 + [-0.5] * 2
    pairs = found["signs"]["question"]["pairs"]
    assert at_home(arrived, pairs[0][0]) == wanted
    assert [right for _, right in pairs] == ["a &lt; b & c (en)", "]]&gt; 😀 (en)", "&lt;b&gt; (en)"]
    zero = found["zero"]["question"]["answers"]
    assert [(one["text"], one["fraction"], one["tolerance"]) for one in zero] == [
        ("0", 1, "0"),
        ("-2.50", 0, "0.05"),
    ]
    assert at_home(arrived, zero[1]["feedback"]) == wanted
    stars = found["stars"]["question"]
    assert at_home(arrived, stars["text"]) == f"{wanted}<p>{{#2}} &#123;#7}} {{#1}}</p>"
    assert [[one["text"] for one in part["answers"]] for part in stars["parts"]] == [
        [r"a\*b"],
        ["x~y}z#&", "Å"],
    ]
    assert [part["usecase"] for part in stars["parts"]] == ["1", "1"]


def test_a_learner_sees_the_questions(arrived: dict[str, Any]) -> None:
    found = {**slots(arrived, "quiz"), **slots(arrived, "hard")}
    # Without the host: IOMAD's own filter (5.1) garbles a picture's address whose host begins with a digit.
    address = r"/pluginfile\.php/\d+/question/questiontext/[^\"]+/figure\.png"
    for name in ("verb", "linked", "stars"):
        assert re.search(address, found[name]["shown"]), name
    lesson = activities(arrived)["outcomes"]["id"]
    assert f'href="{arrived["root"]}/mod/page/view.php?id={lesson}"' in found["linked"]["shown"]
    for choice in ("a &lt; b &amp; c (en)</option>", "]]&gt; 😀 (en)</option>", "&lt;b&gt; (en)</option>"):
        assert choice in found["signs"]["shown"]
    assert found["gaps"]["shown"].count('type="text"') == 2
    assert found["stars"]["shown"].count('type="text"') == 2
    assert "{#7}" in unescape(found["stars"]["shown"])
    assert "Look for a verb" not in found["own"]["shown"]


def test_pictures_of_questions_stand_with_each_text(arrived: dict[str, Any]) -> None:
    found = slots(arrived, "hard")
    linked, signs = found["linked"]["question"], found["signs"]["question"]
    files = {(file["area"], file["item"]) for file in activities(arrived)["hard"]["files"]}
    assert {("question/questiontext", linked["id"]), ("question/generalfeedback", linked["id"])} <= files
    for answer in linked["answers"]:
        assert {("question/answer", answer["id"]), ("question/answerfeedback", answer["id"])} <= files
    assert "qtype_match/subquestion" in {area for area, _ in files}
    assert ("question/questiontext", found["stars"]["question"]["id"]) in files
    assert signs["pairs"][0][0].count("@@PLUGINFILE@@/figure.png") == 1


def test_links_to_the_tool_open_by_their_address(through_the_tool: dict[str, Any]) -> None:
    found = activities(through_the_tool)
    assert {key for key, one in found.items() if one["module"] == "lti"} == {
        *("outcomes", "reading", "handout", "guide", "quiz", "ward", "hard"),
    }  # fmt: skip
    for key, one in found.items():
        if one["module"] != "lti":
            continue
        assert one["tool"] == through_the_tool["tool"] != 0
        assert one["instance"]["toolurl"] == f"{TOOL}/lti/launch"
        assert one["instance"]["instructorcustomparameters"].split("\n") == [
            f"unit={ID}/{key}", "lang=en", "ctx_history=$Context.id.history",
        ]  # fmt: skip


def test_links_to_the_tool_have_their_grades(through_the_tool: dict[str, Any]) -> None:
    grades = {
        key: one["grades"] for key, one in activities(through_the_tool).items() if one["module"] == "lti"
    }
    shape = {key: [(one["passing"], one["weight"]) for one in items] for key, items in grades.items()}
    assert shape == {
        "outcomes": [(100, 0)], "ward": [(100, 0)], "reading": [], "handout": [], "guide": [(100, 0)],
        "quiz": [(80, 0.33333)], "hard": [(0, 0.33333)],
    }  # fmt: skip
    rules = activities(through_the_tool)
    assert (rules["outcomes"]["by_grade"], rules["outcomes"]["pass_grade"]) == ("0", 1)
    assert (rules["handout"]["view"], rules["handout"]["by_grade"]) == (1, None)
    assert rules["quiz"]["availability"]["c"][0]["cm"] == rules["outcomes"]["id"]
