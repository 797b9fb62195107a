"""Values that take long to calculate and depend on the program alone: the program may keep them for its next run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Keeper = Callable[[str, Iterable[str | None], Callable[[], Any]], Any]
"""Gives a kept value, or calculates it; for the arguments see `remembered`."""


def _calculate(_made_from: str, _modules: Iterable[str | None], make: Callable[[], Any]) -> Any:
    return make()


keeper: Keeper = _calculate


def remembered(made_from: str, modules: Iterable[str | None], make: Callable[[], Any]) -> Any:
    """A value of dicts, tuples, frozen sets, strings and numbers.

    Args:
        made_from: name of the value, and everything that it is made from.
        modules: the files of the modules that make it.
        make: makes it.
    """
    return keeper(made_from, modules, make)


def table_in(text: str) -> dict[str, Any]:
    """The data in a file of ours in TOML, which take long to read.

    Args:
        text: the text of the file, or of a part of it.
    """

    def read() -> dict[str, Any]:
        import tomllib  # noqa: PLC0415  what is kept need not be read

        return tomllib.loads(text)

    found: dict[str, Any] = remembered(f"table\n{text}", (), read) if text else {}
    return found


__all__ = ["Keeper", "remembered", "table_in"]
