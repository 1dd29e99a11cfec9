"""What a folder becomes: the module, the rule for drafts, files that cannot be read."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from packager.definition.problems import DefinitionError
from packager.definition.reader import load_module, read_module
from packager.document.units import Assignment, Lesson, Quiz
from tests.packager.definition.conftest import Change, Check

FIRST_DRAFT = """\
poiju: 1
id: fi.example.first
version: 0.1.0
status: draft
languages: [fi]
licence: CC-BY-4.0
sections:
  - id: a
    units:
      - {id: x, kind: quiz, file: x.md}
"""
NO_REASON = "no level is stated: say why in each language's module.yaml, as level: {reason: …}"
PARTICIPATION = "add participation: {mode: online, setting: non-formal}"
NOT_UTF_8 = "is not UTF-8: save the file again with the encoding UTF-8"


def test_a_folder_becomes_a_module(folder: Path) -> None:
    module = load_module(folder)
    assert (module.id, module.version, module.status) == ("fi.example.starter", "0.1.0", "published")
    assert module.languages == ("fi", "sv", "en")
    assert module.title == {
        "fi": "Yksi selkeä osaamistavoite",
        "sv": "Ett tydligt lärandemål",
        "en": "One clear learning outcome",
    }
    assert [(section.id, section.title["sv"]) for section in module.sections] == [
        ("learn", "Lär dig"),
        ("show", "Visa vad du kan"),
    ]
    assert module.sections[1].summary is not None
    assert [(unit.kind, unit.key, unit.minutes) for unit in module.units] == [
        ("lesson", "fi.example.starter/outcome", 15),
        ("discussion", "fi.example.starter/talk", 15),
        ("assignment", "fi.example.starter/plan", 30),
        ("quiz", "fi.example.starter/quiz", 15),
    ]
    assert module.unit("plan").after == ("outcome",)
    assert module.terms["outcome"].name["fi"] == "osaamistavoite"


def test_the_credential_holds_what_is_written(folder: Path) -> None:
    credential = load_module(folder).credential
    assert [(one.id, one.bloom, one.kind) for one in credential.outcomes] == [
        ("LO1", "evaluate", "skill"),
        ("LO2", "create", "skill"),
    ]
    assert credential.outcomes[1].text["en"].startswith("writes a learning outcome")
    assert credential.workload.hours == Decimal("1.25")
    assert credential.workload.credits is None
    assert credential.field == ("0111",)
    assert credential.level.eqf is None
    assert credential.level.reason is not None
    assert credential.level.reason["fi"] == "Järjestäjä ei ole määritellyt vaativuustasoa."
    assert credential.prior_learning is not None
    assert credential.prior_learning.allowed
    assert credential.stack is not None
    assert credential.stack.kind == "standalone"


def test_each_language_has_its_own_variant_of_a_file(folder: Path) -> None:
    module = load_module(folder)
    plan = module.unit("plan")
    assert isinstance(plan, Assignment)
    assert plan.template == {"fi": "media/plan.fi.txt", "sv": "media/plan.sv.txt", "en": "media/plan.txt"}
    assert list(module.assets) == [
        "media/outcome.fi.svg",
        "media/outcome.sv.svg",
        "media/outcome.svg",
        "media/plan.fi.txt",
        "media/plan.sv.txt",
        "media/plan.txt",
    ]
    picture = module.assets["media/outcome.fi.svg"]
    assert picture.media_type == "image/svg+xml"
    assert picture.size == (folder / "media/outcome.fi.svg").stat().st_size
    assert picture.credit is not None
    assert picture.credit.licence == "CC-BY-SA-4.0"


def test_reading_twice_gives_the_same(folder: Path) -> None:
    assert load_module(folder) == load_module(folder)


def test_errors_are_raised_together(change: Change, folder: Path) -> None:
    change("module.yaml", "pass: 80", "pas: 80")
    change("sv/module.yaml", "title: Ett", "titel: Ett")
    with pytest.raises(DefinitionError) as raised:
        load_module(folder)
    assert len(raised.value.problems) == 3
    assert raised.value.exit_code == 2


# What a draft may lack: the file, what is taken away, and the warning.
INCOMPLETE = (
    ("sv/module.yaml", "title: Ett tydligt lärandemål\n", "sv/module.yaml:1: title: is missing"),
    ("module.yaml", "  quality: {type: institutional}\n", "module.yaml:9: credential.quality: is missing"),
    ("module.yaml", "  workload: {hours: 1.25} ", "module.yaml:9: credential.workload.hours: is missing"),
    ("module.yaml", "pass: 80, serves: [LO1], ", "module.yaml:11: credential.outcomes.LO1: no quiz or"),
    ("module.yaml", "minutes: 15, pass: 80, ", "module.yaml:33: quiz.minutes: is missing"),
    ("media/media.yaml", "  licence: CC-BY-SA-4.0\n", None),
)


@pytest.mark.parametrize(("file", "text", "said"), INCOMPLETE)
def test_a_draft_may_be_incomplete(
    file: str, text: str, said: str | None, change: Change, folder: Path
) -> None:
    change("module.yaml", "status: published", "status: draft")
    change(file, text, "")
    module, problems = read_module(folder)
    found = [str(one) for one in problems]
    if said is None:
        assert module is None
        assert not found[0].startswith("warning")
    else:
        assert module is not None
        assert any(one.startswith(f"warning: {said}") for one in found), found


def test_a_first_draft_is_told_all_that_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "module.yaml").write_text(FIRST_DRAFT, encoding="utf-8")
    (tmp_path / "fi").mkdir()
    (tmp_path / "fi" / "x.md").write_text("# Testi\n\n## K {#k}\n- [x] a\n- [ ] b\n", encoding="utf-8")
    module, problems = read_module(tmp_path)
    assert module is not None
    assert module.title == {"fi": "fi.example.first"}
    assert [str(one).removeprefix("warning: ") for one in problems] == [
        "fi/module.yaml:1: is missing: write the module's title, summary and outcomes there",
        "module.yaml:1: credential.assessment: is missing: add assessment: {supervision: unsupervised-no-id}",
        'module.yaml:1: credential.field: is missing: add ISCED-F codes, as field: ["0111"]',
        f"module.yaml:1: credential.level: {NO_REASON}",
        "module.yaml:1: credential.outcomes: names no outcome: add one, as {id: LO1, bloom: apply}",
        f"module.yaml:1: credential.participation: is missing: {PARTICIPATION}",
        "module.yaml:1: credential.quality: is missing: add quality: {type: institutional}",
        "module.yaml:1: credential.workload.hours: is missing: add it, as hours: 6",
        "module.yaml:10: x.minutes: is missing: say how long it takes, as minutes: 15",
    ]


def test_a_draft_needs_no_second_language_yet(change: Change, folder: Path) -> None:
    change("module.yaml", "status: published", "status: draft")
    for name in ("module.yaml", "1-outcome.md", "4-quiz.md"):
        (folder / "sv" / name).unlink()
    module, problems = read_module(folder)
    assert module is not None
    assert [str(one) for one in problems.warnings] == [
        "warning: sv/1-outcome.md:1: is missing: translate fi/1-outcome.md",
        "warning: sv/4-quiz.md:1: is missing: translate fi/4-quiz.md",
        "warning: sv/module.yaml:1: is missing: write the module's title, summary and outcomes there",
    ]
    lesson = module.unit("outcome")
    assert isinstance(lesson, Lesson)
    assert set(lesson.body) == {"fi", "en"}


def test_a_published_module_needs_every_language(folder: Path, problems: Check) -> None:
    (folder / "sv" / "2-discussion.md").unlink()
    (folder / "en" / "module.yaml").unlink()
    assert problems() == [
        "en/module.yaml:1: is missing: write the module's title, summary and outcomes there",
        "sv/2-discussion.md:1: is missing: translate fi/2-discussion.md",
    ]


def test_a_unit_without_any_text(folder: Path, problems: Check) -> None:
    for language in ("fi", "sv", "en"):
        (folder / language / "2-discussion.md").unlink()
    (said,) = problems()
    where, what = said.split(": talk.file: ")
    assert where == "module.yaml:29"
    assert what == "2-discussion.md is in none of fi/, sv/, en/: write it, or correct the name"


def test_a_folder_without_a_module(tmp_path: Path) -> None:
    module, problems = read_module(tmp_path)
    assert module is None
    assert [str(one) for one in problems] == [
        f"module.yaml:1: is missing in {tmp_path}: name a folder that holds a module"
    ]


@pytest.mark.parametrize("name", ["module.yaml", "sv/module.yaml", "media/media.yaml", "sv/1-outcome.md"])
@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("title: x\näiti: ä\n".encode("latin-1"), 2, NOT_UTF_8),
        ("a: b\n".encode("utf-16"), 1, NOT_UTF_8),
        (b"a: b\nc: \x07\n", 2, "holds the invisible character U+0007: delete it"),
    ],
)
def test_a_file_that_is_no_text(
    name: str, content: bytes, line: int, message: str, folder: Path, problems: Check
) -> None:
    (folder / name).write_bytes(content)
    assert f"{name}:{line}: {message}" in problems()


def test_a_file_of_monstrous_size(folder: Path, problems: Check) -> None:
    with (folder / "sv" / "module.yaml").open("a", encoding="utf-8") as opened:
        opened.write("#" * 2_000_001)
    assert "sv/module.yaml:1: is longer than 2 MB: split it, or move data to media/" in problems()


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(folder: Path, problems: Check) -> None:
    before = load_module(folder)
    for name in ("module.yaml", "fi/module.yaml", "fi/1-outcome.md", "fi/4-quiz.md"):
        path = folder / name
        text = path.read_text(encoding="utf-8")
        path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))
    mixed = folder / "sv" / "1-outcome.md"
    first, rest = mixed.read_text(encoding="utf-8").split("\n", 1)
    mixed.write_bytes(f"{first}\r\n{rest}".encode())
    assert problems() == []
    assert load_module(folder) == before


def test_texts_and_folders_that_nobody_uses(folder: Path, problems: Check) -> None:
    (folder / "en" / "old.md").write_text("# Old\n", encoding="utf-8")
    (folder / "de").mkdir()
    (folder / "de" / "module.yaml").write_text("title: Alt\n", encoding="utf-8")
    assert problems() == [
        "warning: de/module.yaml:1: de is no language of module.yaml: add it there, or take the folder away",
        "warning: en/old.md:1: no unit or pool uses this text: add it to module.yaml, or take it away",
    ]


def test_a_text_that_is_a_link_out_of_the_folder(folder: Path, tmp_path: Path, problems: Check) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text("# Secret\n", encoding="utf-8")
    (folder / "sv" / "2-discussion.md").unlink()
    (folder / "sv" / "2-discussion.md").symlink_to(outside)
    assert problems() == [
        "sv/2-discussion.md:1: leads out of the module's folder: put the file itself here, not a link"
    ]


ESSAY = "# Quiz\n\n## Your own? {#own .essay%s}\n"


@pytest.mark.parametrize(("written", "marks"), [("", 0), (" marks=0", 0), (" marks=3", 3)])
def test_an_essay_weighs_nothing_unless_it_says_so(
    folder: Path, change: Change, written: str, marks: int
) -> None:
    change("module.yaml", "pass: 80, ", "")
    for language in ("fi", "sv", "en"):
        (folder / language / "4-quiz.md").write_text(ESSAY % written, encoding="utf-8")
    module, problems = read_module(folder)
    assert module is not None
    quiz = module.unit("quiz")
    assert isinstance(quiz, Quiz)
    assert [one.marks for one in quiz.questions] == [marks]
    assert ["no question of this quiz counts" in str(one) for one in problems] == ([] if marks else [True])


def test_a_quiz_in_which_nothing_counts_cannot_be_passed(folder: Path, problems: Check) -> None:
    for language in ("fi", "sv", "en"):
        (folder / language / "4-quiz.md").write_text(ESSAY % "", encoding="utf-8")
    (said,) = problems()
    assert said.endswith(
        "quiz.pass: no question of this quiz counts, so nobody can pass: give an essay marks=1, "
        "or delete pass:"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("poiju: 1\n", "", "module.yaml:1: poiju: is missing"),
        ("version: 0.1.0", "version: 1", "module.yaml:4: version: "),
        ("pass: 80", "pass: 80 %", "module.yaml:33: quiz.pass: "),
        ("audience: [teacher]", "audience: [Teacher]", "module.yaml:7: audience: "),
        ("workload: {hours: 1.25}", "workload: {hours: many}", "module.yaml:13: credential.workload.hours: "),
    ],
)
def test_a_mistake_in_the_structure_hides_none_in_the_texts(
    change: Change, problems: Check, old: str, new: str, said: str
) -> None:
    change("module.yaml", old, new)
    change("en/1-outcome.md", "# One", "#One")
    found = problems()
    assert found[-1].startswith(said)
    assert len(found) == 3
    assert [one.split(": ")[0] for one in found[:-1]] == ["en/1-outcome.md:1", "en/1-outcome.md:1"]
