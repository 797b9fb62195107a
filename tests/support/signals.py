"""Tests can interrupt the programs that they start, even where the tests themselves run in the background."""

from __future__ import annotations

import signal


def heed_interrupts() -> None:
    """Handles SIGINT where it is ignored.

    A shell has what it starts in the background ignore SIGINT, and so does each child of a process that ignores it; a
    child of one that handles it begins with the default, as a program does that is started by hand.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
