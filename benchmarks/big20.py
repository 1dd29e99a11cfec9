"""The packaging job of 20 modules: 200 pages of 6 KB, 100 pictures of 100 KB, 40 quizzes with 400 questions,
20 discussions. Written as definitions into a folder; the same bytes every time."""

from __future__ import annotations

import random
import struct
import zlib
from pathlib import Path

WORDS = [
    *(
        "outcome",
        "evidence",
        "activity",
        "learner",
        "level",
        "workload",
        "assessment",
        "criteria",
        "employer",
    ),
    *(
        "practice",
        "guidance",
        "feedback",
        "quality",
        "credential",
        "recognition",
        "competence",
        "course",
        "plan",
    ),
]
PAGES, PICTURES, QUIZZES, QUESTIONS = 10, 5, 2, 10  # of each module


def write_modules(folder: Path, modules: int = 20) -> list[Path]:
    """Write the modules below a folder and return their folders."""
    chance = random.Random(20)
    return [_module(folder / f"module-{number:02}", number, chance) for number in range(1, modules + 1)]


def _module(folder: Path, number: int, chance: random.Random) -> Path:
    (folder / "en").mkdir(parents=True)
    (folder / "media").mkdir()
    pages = [f"page-{page:02}" for page in range(1, PAGES + 1)]
    quizzes = [f"quiz-{quiz}" for quiz in range(1, QUIZZES + 1)]
    for picture in range(1, PICTURES + 1):
        (folder / "media" / f"picture-{picture}.png").write_bytes(_noise(chance))
    for index, page in enumerate(pages):
        (folder / "en" / f"{page}.md").write_text(_page(chance, index % PICTURES + 1), encoding="utf-8")
    for quiz in quizzes:
        (folder / "en" / f"{quiz}.md").write_text(_quiz(chance), encoding="utf-8")
    (folder / "en" / "talk.md").write_text(f"# Talk\n\n{_sentences(chance, 400)}\n", encoding="utf-8")
    (folder / "module.yaml").write_text(_yaml(number, pages, quizzes), encoding="utf-8")
    (folder / "en" / "module.yaml").write_text(_words(number), encoding="utf-8")
    credits = "".join(
        f"picture-{picture}.png: {{author: Benchmark, licence: CC0-1.0}}\n"
        for picture in range(1, PICTURES + 1)
    )
    (folder / "media" / "media.yaml").write_text(credits, encoding="utf-8")
    return folder


def _noise(chance: random.Random) -> bytes:
    """Return a valid picture of about 100 KB that does not compress."""
    width = height = 184

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + chance.randbytes(width * 3) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _sentences(chance: random.Random, size: int) -> str:
    text = ""
    while len(text) < size:
        text += " ".join(chance.choices(WORDS, k=12)).capitalize() + ". "
    return text.strip()


def _page(chance: random.Random, picture: int) -> str:
    parts = [f"# {_sentences(chance, 30)[:40]}", "::: summary", _sentences(chance, 200), ":::"]
    for heading in range(1, 5):
        rows = "\n".join(f"- **{chance.choice(WORDS)}**: {_sentences(chance, 120)}" for _ in range(4))
        parts += [f"## Part {heading}", _sentences(chance, 800), rows]
    parts.append(f"![Boxes in a row](../media/picture-{picture}.png)")
    return "\n\n".join(parts) + "\n"


def _quiz(chance: random.Random) -> str:
    parts = ["# Quiz", "You need 80 %."]
    for number in range(1, QUESTIONS + 1):
        parts.append(f"## {_sentences(chance, 60)} {{#q{number}}}")
        answers = []
        for answer in range(4):
            mark = "x" if answer == 1 else " "
            answers.append(f"- [{mark}] {_sentences(chance, 60)}\n  > {_sentences(chance, 80)}")
        parts.append("\n".join(answers))
    return "\n\n".join(parts) + "\n"


def _yaml(number: int, pages: list[str], quizzes: list[str]) -> str:
    units = "".join(f"      - {{id: {page}, kind: lesson, file: {page}.md, minutes: 20}}\n" for page in pages)
    tests = "".join(
        f"      - {{id: {quiz}, kind: quiz, file: {quiz}.md, minutes: 20, pass: 80, serves: [LO1]}}\n"
        for quiz in quizzes
    )
    return f"""poiju: 1
id: org.example.big-{number:02}
version: 1.0.0
status: draft
languages: [en]
audience: [teacher]
credential:
  outcomes:
    - {{id: LO1, bloom: apply, esco: []}}
  workload: {{hours: 4, credits: null, system: none}}
  level: not-applicable
  field: ["0111"]
  participation: {{mode: online, setting: non-formal}}
  assessment: {{supervision: unsupervised-no-id}}
  quality: {{type: institutional, reviewed: 2026-11-01, next: 2027-11-01}}
licence: CC-BY-SA-4.0
sections:
  - id: learn
    units:
{units}  - id: finish
    units:
{tests}      - {{id: talk, kind: discussion, file: talk.md, minutes: 10}}
"""


def _words(number: int) -> str:
    return f"""title: Big module {number}
summary: A module that a benchmark builds.
outcomes: {{LO1: aligns a plan}}
sections: {{learn: Learn, finish: Finish}}
level: {{reason: None is claimed.}}
"""
