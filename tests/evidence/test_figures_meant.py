"""Words that look like numbers, and are none, need no evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindery.evidence.figures_meant import figures_outside_names, is_small_count

CASES = [
    tuple(part.strip() for part in line.split("|"))
    for line in Path(__file__).with_name("not_numbers.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("language", "text"), CASES, ids=[text for _, text in CASES])
def test_no_figure_is_asked_of_it(language: str, text: str) -> None:
    figures = figures_outside_names(text, (), language)
    assert not [one for one in figures if not one.weak or is_small_count(text, one, language)]
