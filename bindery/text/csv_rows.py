"""CSV files that are safe to open in a spreadsheet: no cell is run as a formula."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal

# Spreadsheets read a cell that begins with one of these as a formula, in full-width characters too.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\ufeff"  # without it, Excel does not read the file as UTF-8

Cell = str | int | Decimal


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """The content of a CSV file with these rows of cells."""
    return csv_file(map(csv_row, rows))


def csv_file(rows: Iterable[str]) -> str:
    """The content of a CSV file with these rows, after a byte order mark.

    Args:
        rows: the lines of the file, as `csv_row` makes them.
    """
    return "".join((_BYTE_ORDER_MARK, *rows))


def csv_row(cells: Sequence[Cell]) -> str:
    """One line of a CSV file, with the line end of RFC 4180 (CRLF).

    Texts that look like formulas are made safe. Numbers are written unchanged, also negative ones.
    """
    line = io.StringIO(newline="")
    csv.writer(line).writerow([_cell_text(cell) for cell in cells])
    return line.getvalue()


def without_formula(text: str) -> str:
    """The text as a cell that spreadsheets show as text: an apostrophe is put before what looks like a formula."""
    normalised = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return f"'{text}" if normalised.startswith(_FORMULA_STARTS) else text


def _cell_text(cell: Cell) -> str:
    if isinstance(cell, str):
        return without_formula(cell)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
