"""The rest of the red-team corpus, in a file of its own so that two processes share the work: held out, fingerprints, rounds."""

from __future__ import annotations

import os

import pytest
from redteam.corpus import HALVES, ROUNDS, kinds, seeds
from redteam.verdicts import outcomes_file, verdict_on, written_outcome, written_outcomes

pytestmark = pytest.mark.slow  # `make redteam` shows the same, and more

ACCEPT = bool(os.environ.get("BINDERY_ACCEPT"))  # rewrites the outcomes; then read the difference


def test_each_outcome_of_what_is_held_out_is_as_committed() -> None:
    seen = written_outcomes("held-out")
    if ACCEPT:
        outcomes_file("held-out").write_text(seen, "utf-8")
    assert seen.splitlines() == outcomes_file("held-out").read_text("utf-8").splitlines()


def committed(half: str) -> dict[str, str]:
    """The committed outcome of each seed, by its id."""
    lines = outcomes_file(half).read_text("utf-8").splitlines()
    return {line[2:].split(":")[0]: line for line in lines}


@pytest.mark.parametrize("half", HALVES)
def test_a_fingerprint_gives_the_same_verdict_as_the_text(half: str) -> None:
    kept = [seed for seed in seeds(half) if kinds()[seed.kind].get("by-fingerprint") == "true"]
    seen = committed(half)  # which another test compares with what the text gives
    made = [
        (seed, verdict_on(seed, fingerprints=True)) for seed in kept[::3]
    ]  # for all it would take a minute
    assert [written_outcome(*one) for one in made] == [seen[seed.id] for seed, _ in made]


def test_each_outcome_of_a_round_is_as_committed() -> None:
    seen = committed(ROUNDS)
    made = [(seed, verdict_on(seed)) for seed in seeds(ROUNDS)[::12]]  # `make redteam` writes and counts all
    assert [written_outcome(*one) for one in made] == [seen[seed.id] for seed, _ in made]
