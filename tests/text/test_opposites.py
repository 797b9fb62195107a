"""Words that exclude each other: the files are well formed."""

from __future__ import annotations

from itertools import chain

import pytest

from bindery.text.languages import codes_with, section
from bindery.text.opposites import opposites


@pytest.mark.parametrize("language", codes_with("opposites"))
def test_no_form_is_its_own_opposite(language: str) -> None:
    data = dict(section(language, "opposites"))
    known = opposites(language)
    for word in data.pop("converse").split(", "):
        assert any(group.converse for group in known if word in group.number) or word not in {
            form for group in known for form in group.number
        }
    assert set(data) == {"anywhere", "before", "after"}
    for group in chain.from_iterable(data.values()):
        lines = [line.split(", ") for line in group.strip().splitlines()]
        forms = list(chain.from_iterable(lines))
        assert len(lines) > 1, group
        assert len(forms) == len(set(forms)), group
        assert all(form == form.strip().lower() for form in forms), group


@pytest.mark.parametrize("language", codes_with("opposites"))
def test_a_word_that_both_sides_may_use_is_one_of_a_group(language: str) -> None:
    listed = section(language, "opposites").get("converse", "")
    grouped = {word for group in opposites(language) for word in group.number}
    assert {word for word in listed.split(", ") if word} <= grouped


def test_a_language_without_a_file_has_none() -> None:
    assert opposites("xx") == ()
    assert len(opposites("en-GB")) == len(opposites("en"))
