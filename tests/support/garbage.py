"""Frees what tests leave in memory: a build within a test takes it from the garbage collector for ever."""

from __future__ import annotations

import gc

THRESHOLDS = (50_000, 5, 5)  # new objects, and runs on younger ones, between two runs of the collector
MANY = 150_000  # objects more than there were; a build of a small site leaves some 70,000


class Garbage:
    """What tests leave.

    A command turns the collector nearly off and exempts all objects that exist, since it ends soon. A process of tests
    goes on, and grew to some gigabytes.
    """

    def __init__(self) -> None:
        self._kept = 0

    def free(self) -> None:
        """Gives what was exempted back to the collector, and lets it run where that is much."""
        exempted = gc.get_freeze_count()
        gc.unfreeze()
        gc.set_threshold(*THRESHOLDS)
        if exempted > self._kept + MANY:
            gc.collect()
            gc.freeze()
            self._kept = gc.get_freeze_count()
            gc.unfreeze()
