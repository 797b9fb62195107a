"""Tables of a Word document: their cells, the width of their columns, and the rows that each page repeats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table, _Cell

from bindery.paper.pictures import COLOURS

if TYPE_CHECKING:
    from docx.document import Document
    from lxml import html

_TWIPS = 9180  # width of a line of text, in twentieths of a point
_EDGES, _LETTER = 230, 120  # width of a cell's two edges and of a letter, in the same unit
_WORD, _WIDE = 20, 60  # letters of a word and of a text for which a column has room at most


@dataclass(frozen=True)
class Cell:
    """A cell of a table on the page.

    Attributes:
        element: the cell.
        row: its first row, from 0.
        column: its first column, from 0.
        wide: how many columns it takes.
        tall: how many rows it takes.
    """

    element: html.HtmlElement
    row: int
    column: int
    wide: int
    tall: int


@dataclass(frozen=True)
class Grid:
    """The cells of a table, each at its place.

    Attributes:
        cells: the cells, row by row.
        rows: how many rows there are.
        columns: how many columns there are.
        heads: how many rows are its head.
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    heads: int


def grid_of(table: html.HtmlElement) -> Grid:
    """The cells of a table of a page, with the rows of its head first. A cell never reaches beyond the table."""
    head = [row for part in table.iter("thead") for row in part.iter("tr")]
    rows = [*head, *(row for row in table.iter("tr") if row not in head)]
    columns = max((sum(_span(cell, "colspan") for cell in _cells(row)) for row in rows), default=0)
    taken: set[tuple[int, int]] = set()
    found: list[Cell] = []
    for y, row in enumerate(rows):
        for element in _cells(row):
            x = next(x for x in range(columns + 1) if (y, x) not in taken)
            columns = max(columns, x + 1)
            free = next((w for w in range(columns - x) if (y, x + w) in taken), columns - x)
            wide, tall = min(_span(element, "colspan"), free), min(_span(element, "rowspan"), len(rows) - y)
            taken |= {(y + down, x + right) for down in range(tall) for right in range(wide)}
            found.append(Cell(element, y, x, wide, tall))
    return Grid(tuple(found), len(rows), columns, len(head))


def _cells(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: html.HtmlElement, name: str) -> int:
    value = cell.get(name) or "1"
    return min(max(int(value), 1), 1000) if value.isascii() and value.isdigit() else 1


def add_table(
    container: Document | _Cell, grid: Grid, *, right_to_left: bool
) -> Iterator[tuple[Cell, _Cell]]:
    """Adds an empty table; gives each cell of the page with that of the document that takes its content.

    Args:
        container: the document, or the cell that the table stands in.
        grid: the cells of the page.
        right_to_left: whether its first column is at the right.
    """
    widths = _widths(grid)
    table = Table(_frame(widths, right_to_left=right_to_left), container)
    holder = container._body._body if hasattr(container, "_body") else container._tc  # noqa: SLF001
    _insert(holder, table._tbl)  # noqa: SLF001
    starts = {(cell.row, cell.column): cell for cell in grid.cells}
    above = {
        (cell.row + down, cell.column): cell for cell in grid.cells for down in range(1, cell.tall)
    }  # places that a cell of a row before reaches into
    for y in range(grid.rows):
        row = OxmlElement("w:tr")
        properties = OxmlElement("w:trPr")
        properties.append(OxmlElement("w:cantSplit"))
        if y < grid.heads:
            properties.append(OxmlElement("w:tblHeader"))
        row.append(properties)
        table._tbl.append(row)  # noqa: SLF001
        x = 0
        while x < grid.columns:
            cell = starts.get((y, x)) or above.get((y, x))
            wide = cell.wide if cell else 1
            begins = "" if not cell or cell.tall == 1 else "restart" if cell.row == y else "continue"
            made = _cell(sum(widths[x : x + wide]), wide, begins)
            row.append(made)
            if cell and cell.row == y:
                yield cell, _Cell(made, table)
            x += max(wide, 1)


def _insert(holder: Any, table: Any) -> None:
    """Puts a table at the end of a text: before the settings of the section, or the paragraph that must end a cell."""
    last = holder[-1] if len(holder) else None
    if last is not None and last.tag == qn("w:sectPr"):
        last.addprevious(table)
    else:
        holder.append(table)
        holder.append(OxmlElement("w:p"))


def _frame(widths: list[int], *, right_to_left: bool) -> Any:
    """An empty table with thin lines between its rows."""
    table = OxmlElement("w:tbl")
    properties = OxmlElement("w:tblPr")
    if right_to_left:
        properties.append(OxmlElement("w:bidiVisual"))
    _add(properties, "w:tblW", w=str(sum(widths)), type="dxa")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        _add(borders, f"w:{side}", val="single", sz="4", space="0", color=COLOURS["line"].lstrip("#").upper())
    properties.append(borders)
    _add(properties, "w:tblLayout", type="fixed")
    table.append(properties)
    grid = OxmlElement("w:tblGrid")
    for width in widths:
        _add(grid, "w:gridCol", w=str(width))
    table.append(grid)
    return table


def _cell(width: int, wide: int, begins: str) -> Any:
    cell = OxmlElement("w:tc")
    properties = OxmlElement("w:tcPr")
    _add(properties, "w:tcW", w=str(width), type="dxa")
    if wide > 1:
        _add(properties, "w:gridSpan", val=str(wide))
    if begins:
        _add(properties, "w:vMerge", val=begins)
    cell.append(properties)
    cell.append(OxmlElement("w:p"))
    return cell


def _add(parent: Any, name: str, **values: str) -> None:
    child = OxmlElement(name)
    for key, value in values.items():
        child.set(qn(f"w:{key}"), value)
    parent.append(child)


def _widths(grid: Grid) -> list[int]:
    """The width of each column in twips: room for its longest word, and of the rest a share by its longest text."""
    least = [_EDGES] * grid.columns
    longest = [1] * grid.columns
    for cell in grid.cells:
        words = cell.element.text_content().split()
        if cell.wide == 1 and words:
            least[cell.column] = max(least[cell.column], _EDGES + _LETTER * min(max(map(len, words)), _WORD))
            longest[cell.column] = max(longest[cell.column], min(len(" ".join(words)), _WIDE))
    if sum(least) >= _TWIPS:
        return [round(_TWIPS * width / sum(least)) for width in least]
    left = _TWIPS - sum(least)
    return [width + round(left * length / sum(longest)) for width, length in zip(least, longest, strict=True)]
