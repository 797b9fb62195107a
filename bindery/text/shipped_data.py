"""Where the files of data are that are part of the program; `importlib.resources` takes long to load."""

from __future__ import annotations

from pathlib import Path

_PROGRAM = Path(__file__).resolve().parents[1]


def shipped_folder(package: str) -> Path:
    """The folder of a package of ours, with the files of data in it.

    Args:
        package: its whole name, such as `bindery.text`.
    """
    return _PROGRAM.joinpath(*package.split(".")[1:])


__all__ = ["shipped_folder"]
