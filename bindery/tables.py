"""Rows as CSV that no spreadsheet computes."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

# What a spreadsheet takes for the beginning of a formula, in any width of letter.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MARK = "\ufeff"  # without this mark at its beginning, Excel takes a file for one of an old alphabet

Cell = str | int | Decimal


def table(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows as a file: lines that end as RFC 4180 says, after a mark by which programs know UTF-8.

    A number is written as it is: it may begin with a minus, and is no formula.
    """
    written = io.StringIO(newline="")
    written.write(_MARK)
    csv.writer(written).writerows([_written(cell) for cell in row] for row in rows)
    return written.getvalue()


def harmless(text: str) -> str:
    """The text as a cell that no spreadsheet computes: one that looks like a formula gets an apostrophe before it."""
    return f"'{text}" if unicodedata.normalize("NFKC", text).startswith(_FORMULA) else text


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return harmless(cell)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
