"""The cells of a table that has been read, and the places in it: `Sheet!B7`, `row;column`, or a JSON pointer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from bindery.text.problems import Problem

_LISTED = 8  # names that a message lists
# What spreadsheet programs show in place of a result.
_ERROR = re.compile(
    r"(?i)#(?:DIV/0!|N/A|REF!|VALUE!|NUM!|NAME\?|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|GETTING_DATA|ERROR!|WERT!|BEZUG!|ZAHL!|NV|NOMBRE!|VALEUR!)|Err:\d{3}"
)
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
        money: the kind of money that it shows, as in the unit of a `Figure`; empty for none.
        mark: the mark before decimals in its table, if that is certain: `,` or `.`; else empty.
    """

    value: Decimal | str | date
    percent: bool = False
    decimals: int | None = None
    grouped: bool = False
    money: str = ""
    mark: str = ""

    @property
    def is_error(self) -> bool:
        """Whether a spreadsheet program could not calculate it, and says so: `#DIV/0!`."""
        return isinstance(self.value, str) and _ERROR.fullmatch(self.value) is not None

    def __str__(self) -> str:
        """The value as the table shows it."""
        if isinstance(self.value, Decimal):
            shown = self.value * (100 if self.percent else 1)
            digits = f"{shown:,f}" if self.decimals is None else f"{shown:,.{self.decimals}f}"
            digits = digits.rstrip("0").rstrip(".") if self.decimals is None and "." in digits else digits
            digits = digits if self.grouped else digits.replace(",", "")
            return f"{self.money}{digits}" + (" %" if self.percent else "")
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

    def labels(self, address: str) -> tuple[str, ...]:
        """What says what a cell is of: the first cells of its row and column; in JSON, its keys and the values beside it.

        Args:
            address: the address of a cell that is there.
        """
        if self.is_json:
            return tuple(_beside(self.document, address))
        name, separator, within = address.strip().rpartition("!")
        sheet = self._sheet(name.strip().strip("'").replace("''", "'") if separator else None)
        row, column = self._place(sheet, within.strip())
        heads = {place: str(value) for place, value in self.sheets[sheet].items()}
        firsts = _firsts(heads, 0).get(row), _firsts(heads, 1).get(column)
        places = (column, row)
        return tuple(one[1] for one, own in zip(firsts, places, strict=True) if one and one[0] != own)

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
        return _labelled("row", row, _firsts(heads, 0)), _labelled("column", column, _firsts(heads, 1))

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


def _firsts(heads: Mapping[tuple[int, int], str], axis: int) -> dict[int, tuple[int, str]]:
    """For each row (axis 0) or column (axis 1) of a sheet, the place of its first cell in it, and what is in that."""
    firsts: dict[int, tuple[int, str]] = {}
    for place, text in heads.items():
        if place[axis] not in firsts or place[1 - axis] < firsts[place[axis]][0]:
            firsts[place[axis]] = place[1 - axis], text
    return firsts


def _labelled(noun: str, label: str, firsts: Mapping[int, tuple[int, str]]) -> int:
    """The number of the row or column whose first cell has a text. A cell of the first column or row goes before others."""
    labels = {n: text for n, (_, text) in firsts.items()}
    alike = [n for n, text in sorted(labels.items()) if " ".join(text.split()) == " ".join(label.split())]
    found = [n for n in alike if firsts[n][0] == 1] or alike
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
        if re.search("~(?![01])", written):
            remedy = "in a JSON pointer, write `~0` for `~` and `~1` for `/`"
            raise CellNotFoundError(f"`{pointer}` is not a JSON pointer", remedy)
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


def _beside(document: Any, pointer: str) -> Iterator[str]:
    """The keys of a JSON pointer that are no positions in a list, and the other values of the object that it ends in."""
    here = document
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer[1:].split("/")]
    for number, step in enumerate(steps):
        if isinstance(here, list):
            here = here[int(step)]
            continue
        yield step
        if number == len(steps) - 1:
            yield from (str(value) for key, value in here.items() if key != step and _may_be_label(value))
        here = here[step]


def _may_be_label(value: Any) -> bool:
    return isinstance(value, (str, int, Decimal)) and not isinstance(value, bool)


def _kind(value: Any) -> str:
    """What a value of a JSON file is, in words."""
    if isinstance(value, dict):
        keys = [f"`{key}`" for key in value][:_LISTED]
        return f"an object with the keys {', '.join(keys)}" if keys else "an empty object"
    if isinstance(value, list):
        return f"a list of {len(value)}, counted from 0" if value else "an empty list"
    return f"`{json.dumps(value, default=str)}`"
