"""Prints what becomes of the red-team corpus, and exits with 1 if a goal is missed: `make redteam`."""

from __future__ import annotations

import sys

from redteam.corpus import HALVES, ROUNDS, seeds
from redteam.verdicts import (
    MOST_FALSE_HINTS,
    failures,
    false_hints,
    outcomes_file,
    table,
    told,
    written_outcomes,
)

_TITLES = {
    "seeds": "Seeds that rules are tuned with",
    "held-out": "Held-out seeds",
    ROUNDS: "Rounds, after rules were changed",
}


def main(arguments: list[str]) -> int:
    """Prints the tables; `--accept` writes the outcomes, `--show-held-out` names the failures of the held-out half."""
    met = True
    for half in (*HALVES, ROUNDS):
        print(f"\n{_TITLES[half]}: {len(seeds(half))}\n")
        print("\n".join([*table(half, "kind"), "", *table(half, "language")]))
        missed, hints = failures(half, honest=False), failures(half, honest=True)
        print(f"\nBent seeds that pass: {len(missed)} (goal: 0)")
        print(f"Bent seeds of which readers see only that they are in the author's words: {told(half)}")
        print(
            f"False hints on honest seeds: {len(hints)}, {false_hints(half):.1f} % (goal: at most {MOST_FALSE_HINTS} %)"
        )
        if half == "seeds" or "--show-held-out" in arguments:
            for seed, verdict in [*missed, *hints]:
                print(f"  {seed.id}: {verdict}. {seed.written['why']}")
        if "--accept" in arguments:
            outcomes_file(half).write_text(written_outcomes(half), "utf-8")
        met &= half == ROUNDS or (not missed and false_hints(half) <= MOST_FALSE_HINTS)
    return 0 if met else 1


sys.exit(main(sys.argv[1:]))
