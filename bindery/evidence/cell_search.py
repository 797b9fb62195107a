"""Finds the cell of a stored table, or the place in a JSON file, that has given words or a given figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bindery.evidence.cells import figures_of
from bindery.evidence.table_cells import CellValue, Table, column_name
from bindery.text.tokens import normalise

_MOST_DEEP = 100  # levels of a JSON file that are searched


def find_cell(words: str, table: Table) -> tuple[str, str]:
    """The address and the content of the cell that has some words and least else; both are empty when none has them."""
    wanted = normalise(words).casefold()
    figures = figures_of(CellValue(words.strip()))
    found: tuple[int, str, str] | None = None
    for address, value in _cells(table):
        content = str(value)
        same = wanted in normalise(content).casefold()
        if not same and len(figures) == 1:
            same = any(
                one.value == figures[0].value and one.day == figures[0].day for one in figures_of(value)
            )
        if same and wanted and (found is None or len(content) < found[0]):
            found = len(content), address, content
    return (found[1], found[2]) if found else ("", "")


def _cells(table: Table) -> Iterator[tuple[str, CellValue]]:
    """Each cell with its address."""
    if table.is_json:
        yield from _values(table.document, "")
        return
    several = len(table.sheets) > 1
    for name, grid in table.sheets.items():
        sheet = f"{name}!" if several else ""
        for (row, column), value in grid.items():
            yield f"{sheet}{column_name(column)}{row}", value


def _values(root: Any, pointer: str) -> Iterator[tuple[str, CellValue]]:
    """Each text and number of a JSON file with its pointer (RFC 6901)."""
    waiting = [(root, pointer, 0)]
    while waiting:
        value, at, depth = waiting.pop()
        if isinstance(value, (dict, list)) and depth < _MOST_DEEP:
            entries = value.items() if isinstance(value, dict) else enumerate(value)
            below = [(one, f"{at}/{_escaped(str(key))}", depth + 1) for key, one in entries]
            waiting += reversed(below)
        elif isinstance(value, str) or (not isinstance(value, (bool, dict, list)) and value is not None):
            yield at, CellValue(value)


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
