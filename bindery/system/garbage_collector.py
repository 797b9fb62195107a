"""How often Python looks for objects that only hold each other: each look goes through all that came to be since the last."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SELDOM, _NOW_AND_THEN = 2_000_000, 50_000  # objects that came to be since the last look


def collect_seldom() -> None:
    """For a program that is soon over: a build of a thousand pages leaves some 30,000 such objects, and no more."""
    gc.set_threshold(_SELDOM)


def collect_sometimes() -> None:
    """For a program that goes on, and must not gather them."""
    gc.set_threshold(_NOW_AND_THEN)


@contextmanager
def no_collection() -> Iterator[None]:
    """For a while, after which all that is there stays, so that nobody need look whether it may go."""
    gc.disable()
    try:
        yield
    finally:
        freeze_objects()
        gc.enable()


def freeze_objects() -> None:
    """Has all that is there stay until the program ends."""
    gc.freeze()
