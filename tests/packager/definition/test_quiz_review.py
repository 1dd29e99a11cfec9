"""What a learner sees of a try, in whatever order an author lists the moments."""

from __future__ import annotations

from pathlib import Path

from packager.definition.reader import load_module
from packager.definition.starter import create_module
from packager.document.quiz_settings import USUAL_REVIEW
from packager.document.units import Quiz


def test_the_usual_in_another_order_is_the_usual(tmp_path: Path) -> None:
    create_module(tmp_path / "module")
    file = tmp_path / "module" / "module.yaml"
    text = file.read_text(encoding="utf-8")
    wish = "kind: quiz, review: {marks: [closed, after, during, later, after], answers: [closed]},"
    file.write_text(text.replace("kind: quiz,", wish, 1), encoding="utf-8")
    quiz = load_module(tmp_path / "module").unit("quiz")
    assert isinstance(quiz, Quiz)
    assert quiz.review == USUAL_REVIEW
