"""Words in the order of a language's own alphabet."""

from __future__ import annotations

import pytest

from packager.render.alphabet import by_letter, initial, sort_key

WORDS = ["öljy", "Zeta", "ala", "äiti", "Åbo", "ele", "éclair", "2 pistettä", "(alku)", "Ala-aste"]


@pytest.mark.parametrize("language", ["fi", "sv", "sv-FI"])
def test_the_last_letters_stand_behind_z(language: str) -> None:
    ordered = [word for _, words in by_letter(WORDS, str, language) for word in words]
    assert ordered == [
        "2 pistettä", "ala", "Ala-aste", "(alku)", "éclair", "ele", "Zeta", "Åbo", "äiti", "öljy"
    ]  # fmt: skip


def test_elsewhere_a_letter_with_a_mark_stands_with_its_base() -> None:
    assert [letter for letter, _ in by_letter(WORDS, str, "en")] == ["#", "A", "E", "O", "Z"]
    assert sorted(["Åbo", "ab", "ac"], key=lambda one: sort_key(one, "en")) == ["ab", "Åbo", "ac"]


@pytest.mark.parametrize(
    ("word", "letter"), [("åbo", "Å"), ("3D", "#"), ("", "#"), ("„alku”", "A"), ("ß", "S")]
)
def test_a_word_stands_below_its_first_letter(word: str, letter: str) -> None:
    assert initial(word, "fi") == letter


def test_words_of_other_scripts_have_their_letters() -> None:
    assert [letter for letter, _ in by_letter(["язык", "слово"], str, "ru")] == ["С", "Я"]
