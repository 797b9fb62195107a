"""Reads the cells of an Excel workbook (.xlsx), within limits of time and memory."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from bindery.evidence.table_cells import CellValue, Grid, Table, UnreadableTableError
from bindery.reading.inputs import Confine, TooMuchError
from bindery.text.money import MONEY
from bindery.text.problems import Problem

MOST_UNPACKED = (
    300_000_000  # bytes of an unpacked workbook; a small file can hold far more, to fill the memory
)
MOST_CELLS = 1_000_000
MOST_WORKBOOK_CELLS = 400_000  # a workbook takes much longer to read than a text; with formulas twice as long
_SMALLER = "store a copy with only the sheets and rows that you cite"
_FORMULA = re.compile(rb"[<:]f[\s/>]")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')  # words in a number format, and what else shows no digit
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")  # `[$€-407]`
_CODE = re.compile(r"[A-Za-z]{2,}")
_CELL = re.compile(rb"<(?:\w{1,20}:)?c[\s>/]")


def too_many_cells(path: str) -> UnreadableTableError:
    """The error that says that a table has too many cells."""
    return UnreadableTableError(path, f"this table has more than {MOST_CELLS:,} cells", _SMALLER)


def read_workbook(path: str, data: bytes, confine: Confine) -> Table:
    """Reads a workbook; raises as `read_table` does."""
    try:
        found = confine(_workbook_or_problem, path, data)
    except TooMuchError:
        message = "this workbook takes too much time or memory to read"
        raise UnreadableTableError(path, message, _SMALLER) from None
    if isinstance(found, Problem):
        raise UnreadableTableError(path, found.message, found.help)
    return found


def _workbook_or_problem(path: str, data: bytes) -> Table | Problem:
    try:
        return _workbook(path, data)
    except UnreadableTableError as error:
        return error.problem


def _workbook(path: str, data: bytes) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            formulas = unpacked <= MOST_UNPACKED and _refuse_many_cells(path, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        remedy = "save it as .xlsx in a spreadsheet program"
        raise UnreadableTableError(
            path, "this is not an Excel workbook, although its name says so", remedy
        ) from None
    if unpacked > MOST_UNPACKED:
        message = f"this workbook has {unpacked:,} bytes when unpacked; the limit is {MOST_UNPACKED:,}"
        raise UnreadableTableError(path, message, _SMALLER)
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415  slow to load, and few projects have a workbook

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = {sheet.title: _grid(path, sheet) for sheet in book.worksheets}
        missing = _without_result(data, sheets) if formulas else frozenset()
    except UnreadableTableError:
        raise
    except Exception:  # noqa: BLE001  a damaged workbook can break a reader anywhere
        raise UnreadableTableError(
            path, "this workbook cannot be read: it is damaged", "save it again in a spreadsheet program"
        ) from None
    return Table(sheets, missing)


def _refuse_many_cells(path: str, archive: zipfile.ZipFile) -> bool:
    """Whether any sheet of a workbook has a formula; raises UnreadableTableError if it would take too long to read.

    With formulas it is read twice. Counting takes a fraction of the time.
    """
    cells, formulas = 0, False
    for entry in archive.infolist():
        if entry.filename.lower().endswith(".xml"):
            sheet = archive.read(entry)
            cells += sum(1 for _ in _CELL.finditer(sheet))
            formulas = formulas or bool(_FORMULA.search(sheet))
    most = MOST_WORKBOOK_CELLS // 2 if formulas else MOST_WORKBOOK_CELLS
    if cells > most:
        has = "with formulas has" if formulas else "has"
        raise UnreadableTableError(
            path, f"this workbook {has} {cells:,} cells; the limit is {most:,}", _SMALLER
        )
    return formulas


def _without_result(data: bytes, sheets: Mapping[str, Grid]) -> frozenset[tuple[str, int, int]]:
    """The cells of a workbook with a formula whose result is not stored: sheet, row and column of each."""
    import openpyxl  # noqa: PLC0415  as in _workbook

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    return frozenset(
        (sheet.title, cell.row, cell.column)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if getattr(cell, "data_type", "") == "f" and (cell.row, cell.column) not in sheets[sheet.title]
    )


def _grid(path: str, sheet: Any) -> Grid:
    grid: dict[tuple[int, int], CellValue] = {}
    for row in sheet.iter_rows():
        for cell in row:
            value = _value(cell)
            if value is not None:
                grid[cell.row, cell.column] = value
        if len(grid) > MOST_CELLS:
            raise too_many_cells(path)
    return grid


def _value(cell: Any) -> CellValue | None:
    """The value of a cell of a workbook; None when it is empty."""
    value, shown = cell.value, str(getattr(cell, "number_format", "") or "")
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value, shown)
    clock = f"{value:%H:%M:%S}".removesuffix(":00") if hasattr(value, "hour") else ""
    if not isinstance(value, date):
        return CellValue(clock or str(value).strip())
    day = date(value.year, value.month, value.day)
    return CellValue(f"{day} {clock}" if clock not in ("", "00:00") else day)


def _number(value: float, shown: str) -> CellValue:
    """A number, with what its number format shows of it."""
    plain_format = _LITERAL.sub("", shown)
    formatted = re.search(r"0(?:\.(0+))?(?![\d#])", plain_format.partition(";")[0])
    plain = not formatted or shown == "General" or "," in plain_format[-1:]
    decimals = None if plain else len((formatted and formatted[1]) or "")
    percent, grouped = "%" in plain_format, "#,##" in plain_format
    return CellValue(Decimal(repr(value)), percent, decimals, grouped, _money(shown))


def _money(number_format: str) -> str:
    """The kind of money that a number format shows, as in the unit of a `Figure`; empty for none."""
    shown = _CURRENCY.sub(lambda match: f" {match[1]} ", number_format)
    word = next((MONEY[word.lower()] for word in _CODE.findall(shown) if word.lower() in MONEY), "")
    return word or next((MONEY[sign] for sign in "€£¥₹$" if sign in shown), "")
