"""The words of all languages together: what the short forms in the files stand for, and that every file keeps to them."""

from __future__ import annotations

import re

from support.cases import each

from bindery.text.languages import codes_with, section
from bindery.text.words_of_all import words_of_all, words_pattern

SECTIONS = ("beside_numbers", "changes", "two_numbers", "datasets", "owners")
PATTERNS = ("ages",)  # keys whose values are patterns
FILES = tuple((name, code) for name in SECTIONS for code in codes_with(name))


@each(
    "listed, text, found",
    [
        ("rise|/s", "rise", True),
        ("rise|/s", "rises", True),
        ("rise|/s", "rise|", False),
        ("снижен*", "снижение", True),
        ("more than", "more\u00a0than", True),
        ("jusqu'", "jusqu’", True),
        ("p.p.", "pxp.", False),
        ("a, a total of", "a total of", True),
    ],
)
def test_a_short_form_stands_for_each_of_its_words(listed: str, text: str, found: bool) -> None:
    assert bool(re.fullmatch(words_pattern(listed), text)) is found


def test_words_of_languages_without_spaces_are_apart() -> None:
    assert re.fullmatch(words_of_all("beside_numbers", "times", unspaced=True), "倍")
    assert not re.fullmatch(words_of_all("beside_numbers", "times"), "倍")


def test_a_key_that_no_language_has_matches_nothing() -> None:
    assert not re.search(words_of_all("changes", "nothing"), "")


@each("name, code", FILES)
def test_each_word_of_a_file_can_be_read(name: str, code: str) -> None:
    for key, value in section(code, name).items():
        if key not in PATTERNS:
            words = re.split(r",\s+", value.strip())
            assert all(word and word.count("|") <= 1 and "," not in word for word in words), (key, words)
            assert re.compile(words_pattern(value))
