"""Folders that several test processes use and only one of them fills."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

LONGEST = 600.0  # seconds that a process waits for another one


def filled_once(factory: pytest.TempPathFactory, name: str, fill: Callable[[Path], object]) -> Path:
    """Returns a folder that one process of this run fills, while the others wait for it.

    Args:
        factory: Knows where this run keeps its temporary files.
        name: The name of the folder, which must be used for one thing alone.
        fill: Writes the files. No test may change them afterwards.
    """
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "shared"
    shared.mkdir(exist_ok=True)
    folder, done, failed = shared / name, shared / f"{name}.done", shared / f"{name}.failed"
    try:
        folder.mkdir()
    except FileExistsError:
        _wait(done, failed)
        return folder
    try:
        fill(folder)
    except BaseException:
        failed.touch()
        raise
    done.touch()
    return folder


def _wait(done: Path, failed: Path) -> None:
    end = time.monotonic() + LONGEST
    while not done.exists():
        assert not failed.exists(), f"another process could not make {done.stem}; its own failure says why"
        assert time.monotonic() < end, f"another process takes too long to make {done.stem}"
        time.sleep(0.1)
