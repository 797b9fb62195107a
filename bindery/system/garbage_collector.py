"""How often Python's garbage collector runs: each run takes time, and a build leaves little to collect."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM, _SOMETIMES = 2_000_000, 50_000  # new objects between two runs


def collect_seldom() -> None:
    """For a command that ends soon: a build of a thousand pages leaves only some 30,000 objects to collect."""
    gc.set_threshold(_SELDOM)


def collect_sometimes() -> None:
    """For a command that keeps running, and whose memory must not grow."""
    gc.set_threshold(_SOMETIMES)


@contextmanager
def no_collection() -> Iterator[None]:
    """Turns the collector off for a block of code, then exempts every object that exists by then from collection."""
    gc.disable()
    try:
        yield
    finally:
        freeze_objects()
        gc.enable()


def freeze_objects() -> None:
    """Exempts every object that exists now from collection, until the program ends."""
    gc.freeze()


def collect_now() -> None:
    """Frees what refers to itself, after a part of the work whose results are written."""
    gc.collect()
