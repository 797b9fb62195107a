"""Ends the process without freeing one by one what is in its memory, which takes longer than a part of some builds."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable


def run_to_exit(program: Callable[[], object]) -> None:
    """Run a program that ends with `SystemExit`, and then the process.

    All threads have ended by then, and every function that the program registered with `atexit` has been called.

    Args:
        program: the program. Where it ends with any other error, the process ends as usual.
    """
    codes: list[int] = []
    atexit.register(_leave, codes)  # the first that is registered is called last
    try:
        program()
    except SystemExit as stop:
        if stop.code is None or isinstance(stop.code, int):
            codes.append(stop.code or 0)
        raise


def _leave(codes: list[int]) -> None:
    """End the process with a code, if there is one and everything could be printed."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):
        return  # Python tries again, and reports it
    if codes:
        os._exit(codes[0])


__all__ = ["run_to_exit"]
