"""The red-team corpus: no bent seed passes as verified, few honest ones get a hint, and each outcome is as committed; others are in test_rounds.py."""

from __future__ import annotations

import os
from collections import Counter

import pytest
from redteam.corpus import HALVES, Seed, kinds, seeds
from redteam.verdicts import (
    MOST_FALSE_HINTS,
    all_verdicts,
    failures,
    false_hints,
    is_told,
    outcomes_file,
    passes,
    written_outcomes,
)

pytestmark = pytest.mark.slow  # `make redteam` shows the same, and more

ACCEPT = bool(os.environ.get("BINDERY_ACCEPT"))  # rewrites the outcomes; then read the difference
LANGUAGES = {"de", "fr", "ur"}  # beside English; each has its own list of words in the program
UNSEEN = ("desk-", "h-", "audit-")  # begin the ids of seeds that were written before the program saw them
MOST_MISSED = 0.011  # of the bent seeds, all of them among these


def every() -> list[Seed]:
    """All seeds but those of the rounds; they are read only where tests of them run."""
    return [seed for half in HALVES for seed in seeds(half)]


def test_the_corpus_is_as_large_as_it_should_be() -> None:
    honest = {half: sum(seed.honest for seed in seeds(half)) for half in HALVES}
    assert len(every()) >= 400
    assert len(seeds("held-out")) >= 500
    assert honest["seeds"] >= 150
    assert honest["held-out"] >= 150
    counts = Counter(seed.language for seed in every())
    assert {language: counts[language] for language in LANGUAGES if counts[language] < 30} == {}


def test_each_seed_has_an_id_of_its_own_a_known_kind_and_a_reason() -> None:
    assert [name for name, times in Counter(seed.id for seed in every()).items() if times > 1] == []
    assert [seed.id for seed in every() if seed.kind not in kinds() or not seed.written.get("why")] == []
    known = {seed.id for seed in every()}
    assert [seed.id for seed in every() if seed.pair and seed.pair not in known] == []


def test_no_two_seeds_are_the_same() -> None:
    def trial(seed: Seed) -> str:
        left_out = ("id", "why", "accept", "pair")
        return repr(sorted((key, value) for key, value in seed.written.items() if key not in left_out))

    assert [many for many in Counter(map(trial, every())).values() if many > 1] == []


def test_each_outcome_is_as_committed() -> None:
    seen = written_outcomes("seeds")
    if ACCEPT:
        outcomes_file("seeds").write_text(seen, "utf-8")
    assert seen.splitlines() == outcomes_file("seeds").read_text("utf-8").splitlines()


def test_hardly_any_bent_seed_passes_or_is_only_told_in_the_authors_words() -> None:
    made = all_verdicts("seeds")  # `outcomes.txt` marks what is missed or only told; the goal is none
    missed = [
        s.id for s in seeds("seeds") if not s.honest and (is_told(s, made[s.id]) or not passes(s, made[s.id]))
    ]
    assert [name for name in missed if not name.startswith(UNSEEN)] == []
    assert len(missed) <= MOST_MISSED * sum(not seed.honest for seed in seeds("seeds")), missed


def test_honest_authors_get_hardly_any_hint() -> None:
    assert false_hints("seeds") <= MOST_FALSE_HINTS, [seed.id for seed, _ in failures("seeds", honest=True)]
