"""Reads the cells of a stored table: CSV, an Excel workbook (.xlsx), or JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from pathlib import PurePosixPath
from typing import Any

from bindery.evidence.table_cells import CellValue, Grid, Table, UnreadableTableError
from bindery.evidence.workbooks import MOST_CELLS, read_workbook, too_many_cells
from bindery.model.stored_kinds import TABLES
from bindery.reading.inputs import Confine, unconfined

SUFFIXES = TABLES
_MOST_TEXT = 1_000_000  # characters of a table whose words can be quoted
_DELIMITERS = ",;\t|"
_FIRST_LINES = 50  # of a table, by which its delimiter is known
_SEPARATOR_LINE = re.compile(r"(?i)sep=(.)\r?\n")
_QUOTED = re.compile('"[^"]*"')
_DECIMALS = {  # numbers whose marks have one meaning only
    ",": re.compile(
        r"[-+−(]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})\)?|[-+−(]?\d+,(?:\d\d?|\d{4,})\s?%?|[-+−]?0,\d+"
    ),
    ".": re.compile(
        r"[-+−(]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})\)?|[-+−(]?\d+\.(?:\d\d?|\d{4,})\s?%?|[-+−]?0\.\d+"
    ),
}


@lru_cache(maxsize=32)
def read_table(path: str, data: bytes, confine: Confine = unconfined) -> Table:
    """Reads a stored table.

    Args:
        path: path of the file; its ending says how it is read.
        data: its bytes.
        confine: does the work on a file that can take very long to read.

    Raises:
        UnreadableTableError: the file is damaged, too large or of another kind.
    """
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".xlsx":
        return read_workbook(path, data, confine)
    try:
        text = _decoded(data)
    except UnicodeDecodeError as error:
        message = f"this table is not UTF-8: byte {error.start + 1} is invalid"
        raise UnreadableTableError(path, message, "save it as UTF-8") from None
    if not text.strip():
        raise UnreadableTableError(path, "there is nothing in this table", "export it again")
    return _json(path, text) if suffix == ".json" else _csv(path, text)


def _decoded(data: bytes) -> str:
    """A table as text: in UTF-16 if it begins so, as spreadsheet programs save Unicode text; otherwise in UTF-8."""
    return data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig")


def table_texts(path: str, data: bytes, confine: Confine = unconfined) -> list[str]:
    """The texts of a table in which quotations are searched: its cells row by row, and the file as it is."""
    table = read_table(path, data, confine)
    rows = ["\n".join("\t".join(row) for grid in table.sheets.values() for row in _rows(grid))]
    if table.is_json:
        rows = ["\n\n".join(_texts_in(table.document))]
    raw = [] if path.lower().endswith(".xlsx") else [_decoded(data)]
    return [text for text in (*rows, *raw) if text.strip() and len(text) <= _MOST_TEXT]


def _texts_in(document: Any) -> Iterator[str]:
    """The texts and numbers of a JSON file, in its order; the keys of an object too."""
    left = [document]
    while left:
        here = left.pop()
        if isinstance(here, dict):
            left += [one for key, value in reversed(here.items()) for one in (value, key)]
        elif isinstance(here, list):
            left += reversed(here)
        elif isinstance(here, str | Decimal):
            yield str(here)


def _rows(grid: Grid) -> Iterator[list[str]]:
    rows: dict[int, list[str]] = {}
    for (row, _), value in sorted(grid.items()):
        rows.setdefault(row, []).append(str(value))
    yield from rows.values()


def _json(path: str, text: str) -> Table:
    def refuse(constant: str) -> None:
        raise UnreadableTableError(path, f"`{constant}` is not JSON", "download it again")

    try:
        document = json.loads(text, parse_float=Decimal, parse_int=Decimal, parse_constant=refuse)
    except (ValueError, ArithmeticError, RecursionError) as error:
        where = (
            f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        )
        raise UnreadableTableError(
            path, f"this file cannot be read as JSON{where}", "download it again"
        ) from None
    return Table(document=document, is_json=True)


def _csv(path: str, text: str) -> Table:
    named = _SEPARATOR_LINE.match(text)  # Excel reads this line, and counts rows from the next one
    text = text[named.end() :] if named else text
    delimiter = named[1] if named else _delimiter(text)
    grid: dict[tuple[int, int], str] = {}
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            grid |= {(row, n): cell.strip() for n, cell in enumerate(cells, 1) if cell.strip()}
            if len(grid) > MOST_CELLS:
                raise too_many_cells(path)
    except csv.Error:
        raise UnreadableTableError(path, "this file cannot be read as CSV", "save it as CSV again") from None
    mark = _decimal_mark(grid.values())
    return Table({"": {place: CellValue(cell, mark=mark) for place, cell in grid.items()}})


def _delimiter(text: str) -> str:
    """The character between the cells of a table: the one that most lines have equally often; a comma if none has any."""
    lines = [line for line in islice(io.StringIO(text), _FIRST_LINES) if line.strip()]

    def use(delimiter: str) -> tuple[int, int]:
        counts = Counter(_QUOTED.sub("", line).count(delimiter) for line in lines)
        counts.pop(0, None)
        count, times = max(counts.items(), key=lambda found: (found[1], found[0]), default=(0, 0))
        return times, count

    return max(_DELIMITERS, key=use)  # the first one when none occurs


def _decimal_mark(cells: Iterable[str]) -> str:
    """The mark before decimals in a table, if some of its numbers show it and none shows the other; else empty."""
    found = {mark for cell in cells for mark, pattern in _DECIMALS.items() if pattern.fullmatch(cell)}
    return found.pop() if len(found) == 1 else ""
