"""Times of day in words are read in every language that has a list, and lengths of time are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bindery.text.spoken_times import find_spoken_times

CASES = [
    tuple(part.strip() for part in line.split("|"))
    for line in Path(__file__).with_name("spoken_times.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("language", "text", "times"), CASES, ids=[text for _, text, _ in CASES])
def test_a_time_of_day_in_words_is_read(language: str, text: str, times: str) -> None:
    assert ", ".join(time for _, _, time in find_spoken_times(text, language)) == times
