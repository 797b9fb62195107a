"""Reads the cells of a stored table: CSV, an Excel workbook (.xlsx), or JSON."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from bindery.model.stored_kinds import TABLES
from bindery.reading.inputs import Confine, TooMuchError, unconfined
from bindery.text.problems import Problem

SUFFIXES = TABLES
MOST_UNPACKED = (
    300_000_000  # bytes of an unpacked workbook; a small file can hold far more, to fill the memory
)
MOST_CELLS = 1_000_000
MOST_WORKBOOK_CELLS = 400_000  # a workbook takes much longer to read than a text; with formulas twice as long
_MOST_TEXT = 1_000_000  # characters of a table whose words can be quoted
_SMALLER = "store a copy with only the sheets and rows that you cite"
_LISTED = 8  # names that a message lists
_DELIMITERS = ",;\t|"
_FORMULA = re.compile(rb"[<:]f[\s/>]")
_CELL = re.compile(rb"<(?:\w{1,20}:)?c[\s>/]")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")


class CellNotFoundError(Exception):
    """There is no figure at an address; `remedy` says what there is."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


class UnreadableTableError(Exception):
    """A table cannot be read; `problem` says why."""

    def __init__(self, path: str, message: str, remedy: str) -> None:
        super().__init__(message)
        self.problem = Problem("B360", message, path=path, help=remedy)


@dataclass(frozen=True, slots=True)
class CellValue:
    """What is in a cell.

    Attributes:
        value: the value: a number, a text or a date.
        percent: whether the table shows it as a percentage, so that 0.56 is 56 %.
        decimals: how many decimals the table shows; None when it shows all.
        grouped: whether the table shows marks between thousands.
    """

    value: Decimal | str | date
    percent: bool = False
    decimals: int | None = None
    grouped: bool = False

    def __str__(self) -> str:
        """The value as the table shows it."""
        if isinstance(self.value, Decimal):
            shown = self.value * (100 if self.percent else 1)
            digits = f"{shown:,f}" if self.decimals is None else f"{shown:,.{self.decimals}f}"
            digits = digits.rstrip("0").rstrip(".") if self.decimals is None and "." in digits else digits
            digits = digits if self.grouped else digits.replace(",", "")
            return digits + (" %" if self.percent else "")
        return self.value.isoformat() if isinstance(self.value, date) else self.value


Grid = Mapping[tuple[int, int], CellValue]


@dataclass(frozen=True)
class Table:
    """A table: the cells of its sheets, or the content of a JSON file.

    Attributes:
        sheets: for each sheet, its cells that are not empty, by row and column from 1. A CSV file has one, without a name.
        formulas: cells with a formula whose result is not stored.
        document: the content of a JSON file.
        is_json: whether it is a JSON file.
    """

    sheets: Mapping[str, Grid] = field(default_factory=dict)
    formulas: frozenset[tuple[str, int, int]] = frozenset()
    document: Any = None
    is_json: bool = False

    def cell(self, address: str) -> CellValue:
        """What is at an address.

        Args:
            address: `Sheet!B7`, `B7`, `row;column` or a JSON pointer such as `/data/0/deaths`.

        Raises:
            CellNotFoundError: there is no figure at this address.
        """
        return _at_pointer(self.document, address) if self.is_json else self._in_sheet(address.strip())

    def _in_sheet(self, address: str) -> CellValue:
        name, separator, within = address.rpartition("!")
        sheet = self._sheet(name.strip().strip("'").replace("''", "'") if separator else None)
        row, column = self._place(sheet, within.strip())
        value = self.sheets[sheet].get((row, column))
        if value is not None:
            return value
        shown = f"{column_name(column)}{row}"
        if (sheet, row, column) in self.formulas:
            remedy = "open the file in a spreadsheet program and save it, so that results are stored"
            raise CellNotFoundError(f"the formula in cell `{shown}` has no stored result", remedy)
        raise CellNotFoundError(f"the cell `{shown}` is empty", self._around(sheet, row, column))

    def _sheet(self, name: str | None) -> str:
        """The name of a sheet as the table writes it."""
        names = list(self.sheets)
        if name is None and len(names) == 1:
            return names[0]
        known = ", ".join(f"`{one}`" for one in names[:_LISTED])
        if name is None:
            raise CellNotFoundError(
                "this workbook has several sheets", f"name one, as in `{names[0]}!B7`: {known}"
            )
        if names == [""]:
            raise CellNotFoundError("a CSV file has no sheets", "write the cell alone, such as `B7`")
        found = [one for one in names if one == name] or [
            one for one in names if one.casefold() == name.casefold()
        ]
        if not found:
            raise CellNotFoundError(f"there is no sheet `{name}`", f"the sheets are {known}")
        return found[0]

    def _place(self, sheet: str, within: str) -> tuple[int, int]:
        """Row and column of `B7`, or of a row and a column named by their first cells: `2024;deaths`."""
        if match := _ADDRESS.fullmatch(within):
            return int(match[2]), _column_number(match[1])
        row, separator, column = (part.strip() for part in within.rpartition(";"))
        if not separator or not row or not column:
            remedy = "write `B7`, or the first cells of its row and its column, as in `2024;deaths`"
            raise CellNotFoundError(f"`{within}` is not the address of a cell", remedy)
        heads = {place: str(value) for place, value in self.sheets[sheet].items()}
        rows = {place[0]: text for place, text in heads.items() if place[1] == 1}
        columns = {place[1]: text for place, text in heads.items() if place[0] == 1}
        return _labelled("row", row, rows), _labelled("column", column, columns)

    def _around(self, sheet: str, row: int, column: int) -> str:
        """What is near an empty cell, for a message."""
        grid = self.sheets[sheet]
        if not grid:
            return "the sheet has no cells"
        last_row, last_column = max(place[0] for place in grid), max(place[1] for place in grid)
        if row > last_row or column > last_column:
            return f"the last cell is `{column_name(last_column)}{last_row}`"
        near = [f"`{column_name(c)}{row}` has {value}" for (r, c), value in sorted(grid.items()) if r == row]
        return f"in this row, {', '.join(near[:3])}" if near else f"row {row} is empty"


def _labelled(noun: str, label: str, labels: Mapping[int, str]) -> int:
    """The number of the row or column whose first cell has a text."""
    found = [n for n, text in sorted(labels.items()) if " ".join(text.split()) == " ".join(label.split())]
    if len(found) == 1:
        return found[0]
    if found:
        raise CellNotFoundError(
            f"two {noun}s begin with `{label}`", "write the address of the cell, such as `B7`"
        )
    known = ", ".join(f"`{text}`" for _, text in sorted(labels.items())[:_LISTED])
    raise CellNotFoundError(
        f"no {noun} begins with `{label}`", f"the {noun}s begin with {known or 'nothing'}"
    )


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_name(number: int) -> str:
    """The letters of a column, counted from 1: `A`, `AB`."""
    name = ""
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _at_pointer(document: Any, pointer: str) -> CellValue:
    """The value at a JSON pointer (RFC 6901)."""
    if not pointer.startswith("/"):
        remedy = "write a JSON pointer that begins with `/`, such as `/data/0/deaths`"
        raise CellNotFoundError(f"`{pointer}` is not a place in a JSON file", remedy)
    here, walked = document, ""
    for written in pointer[1:].split("/"):
        step = written.replace("~1", "/").replace("~0", "~")
        if isinstance(here, dict) and step in here:
            here = here[step]
        elif isinstance(here, list) and re.fullmatch(r"0|[1-9]\d{0,8}", step) and int(step) < len(here):
            here = here[int(step)]
        else:
            raise CellNotFoundError(
                f"`{walked}/{written}` leads nowhere", f"`{walked or '/'}` is {_kind(here)}"
            )
        walked += f"/{written}"
    if isinstance(here, bool) or not isinstance(here, (int, Decimal, str)) or here == "":
        raise CellNotFoundError(f"`{pointer}` has no figure", f"it is {_kind(here)}")
    return CellValue(here if isinstance(here, str) else Decimal(here))


def _kind(value: Any) -> str:
    """What a value of a JSON file is, in words."""
    if isinstance(value, dict):
        keys = [f"`{key}`" for key in value][:_LISTED]
        return f"an object with the keys {', '.join(keys)}" if keys else "an empty object"
    if isinstance(value, list):
        return f"a list of {len(value)}, counted from 0" if value else "an empty list"
    return f"`{json.dumps(value, default=str)}`"


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
        return _confined_workbook(path, data, confine)
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
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)  # the first one when none occurs
    grid: dict[tuple[int, int], CellValue] = {}
    try:
        for row, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            grid |= {(row, n): CellValue(cell.strip()) for n, cell in enumerate(cells, 1) if cell.strip()}
            if len(grid) > MOST_CELLS:
                raise _too_large(path)
    except csv.Error:
        raise UnreadableTableError(path, "this file cannot be read as CSV", "save it as CSV again") from None
    return Table({"": grid})


def _too_large(path: str) -> UnreadableTableError:
    return UnreadableTableError(path, f"this table has more than {MOST_CELLS:,} cells", _SMALLER)


def _confined_workbook(path: str, data: bytes, confine: Confine) -> Table:
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
            raise _too_large(path)
    return grid


def _value(cell: Any) -> CellValue | None:
    """The value of a cell of a workbook; None when it is empty."""
    value, shown = cell.value, str(getattr(cell, "number_format", "") or "")
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool) or (hasattr(value, "hour") and not isinstance(value, date)):
        return CellValue(str(value))
    if isinstance(value, int | float):
        formatted = re.search(r"0(?:\.(0+))?(?![\d#])", shown.partition(";")[0])
        plain = not formatted or shown == "General" or "," in shown[-1:]
        decimals = None if plain else len((formatted and formatted[1]) or "")
        return CellValue(Decimal(repr(value)), "%" in shown, decimals, "#,##" in shown)
    if isinstance(value, date):
        return CellValue(date(value.year, value.month, value.day))
    return CellValue(str(value).strip())
