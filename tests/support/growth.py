"""How much work something is, counted or compared, so that a busy machine changes no result."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import FrameType


def calls(work: Callable[[], object]) -> int:
    """How many functions are called while some work is done, in Python and in C.

    It sees every step of a program in Python. What one call does in C, such as a search by a regular expression, counts
    as one: see `growth`.
    """
    counted = 0

    def count(_frame: FrameType, event: str, _what: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return counted


def growth(
    small: Callable[[], object], large: Callable[[], object], *, limit: float, rounds: int = 5
) -> float:
    """How many times as long one work keeps the processor as another, both measured in turn.

    For work that regular expressions do, which nothing counts. Of each work the best round is taken: a busy neighbour
    makes a round longer and never shorter, and a slow machine is slow at both.

    Args:
        small: the work on a short input.
        large: the work on a long one.
        limit: what the ratio should stay below; as soon as it does, no further round is needed.
        rounds: how often to measure both at most.
    """
    best_small = best_large = float("inf")
    for _ in range(rounds):
        best_small = min(best_small, _processor_time(small), _processor_time(small))
        best_large = min(best_large, _processor_time(large))
        if best_large < limit * best_small:
            break
    return best_large / best_small


def _processor_time(work: Callable[[], object]) -> float:
    began = time.thread_time()
    work()
    return time.thread_time() - began
