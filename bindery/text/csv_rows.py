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


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Rows of cells as a file."""
    return csv_file(map(csv_row, rows))


def csv_file(rows: Iterable[str]) -> str:
    """Rows as a file, after a mark by which programs know UTF-8."""
    return "".join((_MARK, *rows))


def csv_row(cells: Sequence[Cell]) -> str:
    """A row: a line that ends as RFC 4180 says.

    A number is written as it is: it may begin with a minus, and is no formula.
    """
    written = io.StringIO(newline="")
    csv.writer(written).writerow([_written(cell) for cell in cells])
    return written.getvalue()


def without_formula(text: str) -> str:
    """The text as a cell that no spreadsheet computes: one that looks like a formula gets an apostrophe before it."""
    begins = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return f"'{text}" if begins.startswith(_FORMULA) else text


def _written(cell: Cell) -> str:
    if isinstance(cell, str):
        return without_formula(cell)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
