"""The names of languages that readers see."""

from __future__ import annotations

import pytest

from bindery.model import vocabulary


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("nl", "Dutch"),
        ("NL", "Dutch"),
        ("ps", "Pashto"),
        ("en-GB", "English (en-GB)"),
        ("sw", "Swahili"),
        ("th", "Thai"),
        ("yue", "Cantonese"),
        ("xx", "xx"),
    ],
)
def test_a_language_is_shown_by_its_name(tag: str, name: str) -> None:
    assert vocabulary.language_name(tag) == name


def test_every_tag_of_two_letters_has_one_name() -> None:
    assert len(vocabulary.LANGUAGES) == len(set(vocabulary.LANGUAGES.values())) == 183
    assert all(len(tag) == len("nl") and tag.islower() for tag in vocabulary.LANGUAGES)
