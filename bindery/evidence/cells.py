"""Checks that the cells of stored tables that evidence names are there and have the figures of its statement."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bindery.evidence import dataset_units, operands, point_labels, points
from bindery.evidence.figure_matching import Fit, fit_of
from bindery.evidence.figures import bound_dropped, not_carried
from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister, Path
from bindery.evidence.table_cells import CellNotFoundError, CellValue, Table, UnreadableTableError
from bindery.evidence.tables import SUFFIXES, read_table
from bindery.model.briefing import Evidence
from bindery.reading.project import Project, StoredFile
from bindery.text import numerals
from bindery.text.bounds import says_bound
from bindery.text.dates import Day
from bindery.text.figure import Figure
from bindery.text.money import MONEY
from bindery.text.problems import Problem, Severity

_PLAIN = re.compile(r"[-+−(]?\s*[$£€]?\s*\d[\d.,'’\s\u00a0\u2007\u2009\u202f]*\)?\s*%?")
_EUROPEAN = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")


class StoredTables:
    """The stored tables of a project, by source.

    Args:
        project: the project, with its snapshots.
    """

    def __init__(self, project: Project) -> None:
        self.files: dict[str, StoredFile] = {}
        self.others: dict[str, StoredFile] = {}
        self.confine = project.confine
        for key, file in project.snapshots.items():
            kept = self.files if file.path.lower().endswith(SUFFIXES) else self.others
            kept.setdefault(key.source, file)

    def value(self, source: str, cell: str) -> CellValue | None:
        """What is in a cell of the stored copy of a source; None when no table of it is stored or it cannot be read.

        Raises:
            CellNotFoundError: there is nothing at this address.
        """
        if source not in self.files:
            return None
        try:
            table = self._table(source)
        except UnreadableTableError:
            return None  # it is reported where the snapshot is read
        value = table.cell(cell)
        if value.is_error:
            raise CellNotFoundError(
                f"the cell `{cell}` has no figure, only the error `{value}`", "name another cell"
            )
        if not figures_of(value):
            raise CellNotFoundError(
                f"the cell `{cell}` has `{value}`, which is no figure", "name another cell"
            )
        return value

    def figures(self, source: str, cell: str) -> tuple[Figure, ...] | None:
        """The figures in a cell; none when it is not there. None when no copy of the source is stored."""
        if source not in self.files and source not in self.others:
            return None
        try:
            value = self.value(source, cell)
        except CellNotFoundError:
            return ()
        return figures_of(value) if value else ()

    def labels(self, source: str, cell: str) -> tuple[str, ...]:
        """What says what a cell is of, such as the first cell of its row; empty when it is not there or not stored."""
        try:
            return self._table(source).labels(cell) if self.value(source, cell) else ()
        except CellNotFoundError:
            return ()

    def days(self, source: str, cell: str) -> tuple[Figure, ...]:
        """The dates that the labels of a cell give."""
        found = (figure for label in self.labels(source, cell) for figure in numerals.find_figures(label))
        return tuple(figure for figure in found if figure.day)

    def _table(self, source: str) -> Table:
        return read_table(*self.files[source], self.confine)


def figures_of(cell: CellValue) -> tuple[Figure, ...]:
    """The figures that a cell may mean: its number, also as it is shown, or those in its text."""
    if isinstance(cell.value, date):
        return (Figure(0, 0, day=Day(cell.value.year, cell.value.month, cell.value.day)),)
    if isinstance(cell.value, str):
        language = "de" if cell.mark == "," else ""  # in which a comma is before decimals
        plain = _plain_number(cell.value, cell.mark)
        return () if cell.is_error else tuple(plain) or numerals.find_figures(cell.value, language)
    scale = 100 if cell.percent else 1
    exact = Fraction(cell.value) * scale
    amounts = {exact: None}
    if cell.decimals is not None:
        amounts[Fraction(round(Decimal(cell.value) * scale, cell.decimals))] = None
    unit = "%" if cell.percent else cell.money or "*"
    shares = [Figure(0, 0, exact, "share")] if 0 < exact < 1 and unit == "*" else []
    return (*(Figure(0, 0, amount, unit) for amount in amounts), *shares)


def _plain_number(text: str, mark: str) -> list[Figure]:
    """The numbers that a text without words may be: `1,234`, `(1 234)`, `1.234,5`, `56 %`, `$1,200`.

    Args:
        text: the text.
        mark: the mark before decimals, if it is known; else empty.
    """
    if not _PLAIN.fullmatch(text):
        return []
    sign = -1 if text.lstrip()[0] in "-−(" else 1
    money = next((MONEY[symbol] for symbol in "$£€" if symbol in text), "")
    unit = "%" if text.rstrip().endswith("%") else money or "*"
    found = dict.fromkeys(sign * amount for amount in _amounts(re.sub(r"[^\d.,]", "", text), mark))
    shares = [Figure(0, 0, amount, "share") for amount in found if unit == "*" and 0 < amount < 1]
    return [*(Figure(0, 0, amount, unit) for amount in found), *shares]


def _amounts(digits: str, mark: str) -> Iterator[Fraction]:
    """The numbers that digits with points and commas may be, in the order in which they are likely."""
    if mark != "," and re.fullmatch(r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)(?:\.\d+)?", digits):
        yield Fraction(digits.replace(",", ""))
    thousands = not mark and re.fullmatch(r"\d{1,3}(?:,\d{3})+", digits)
    if mark != "." and _EUROPEAN.fullmatch(digits) and not thousands:
        yield Fraction(digits.replace(".", "").replace(",", "."))


def check_cells(
    project: Project, graph: Graph, tables: StoredTables, *, required: bool = False, strict: bool = False
) -> Iterator[Problem]:
    """The cells that are not there (B358), that have another figure (B359, B355), or whose copy is no table (B361).

    Args:
        project: the briefings.
        graph: their claims.
        tables: the stored tables.
        required: whether it is an error when no table is stored.
        strict: whether a lost bound is an error rather than a warning.
    """
    for slug in project.briefings:
        yield from _Checker(graph.registers[slug], tables, required=required, strict=strict).problems()


class _Checker:
    """Checks the cells of one briefing."""

    def __init__(
        self, register: BriefingRegister, tables: StoredTables, *, required: bool, strict: bool
    ) -> None:
        self.register = register
        self.document = register.parsed.document
        self.tables = tables
        self.required = required
        self.severity: Severity = "error" if strict else "warning"

    def problems(self) -> Iterator[Problem]:
        briefing = self.register.parsed.briefing
        for claim in self.register.claims.values():
            known = list(numerals.find_figures(str(claim.text)))
            if claim.calculation:
                numbers = operands.read(claim.calculation).operands
                known += [Figure(0, 0, n.amount, "%" if n.percent else "*") for n in numbers]
            yield from self._evidence(self.register.paths[claim.id], "claim", claim.evidence, known)
        for index, event in enumerate(briefing.events):
            known = list(numerals.find_figures(f"{event.title}\n{event.text or ''}\n{event.date}"))
            yield from self._evidence(("events", index), "event", event.evidence, known)
        yield from self._points()

    def _evidence(
        self, path: Path, noun: str, evidence: Sequence[Evidence], known: Sequence[Figure]
    ) -> Iterator[Problem]:
        for number, piece in enumerate(evidence):
            if not piece.cell:
                continue
            place = (*path, "evidence", number, "cell")
            value = yield from self._value(piece.source, piece.cell, place)
            if value and not any(
                fit_of(cell, figure) != Fit.NONE for cell in figures_of(value) for figure in known
            ):
                yield Problem(
                    "B359",
                    f"the cell `{piece.cell}` has {value}, which is no figure of this {noun}",
                    self.document.span(*place),
                    help="name the cell that has the figure, correct the figure, or show in `calculation` how it follows",
                )

    def _points(self) -> Iterator[Problem]:
        for index, dataset in enumerate(self.register.parsed.briefing.datasets):
            unit = dataset_units.unit_of(dataset.unit, self.register.parsed.briefing.language)
            for number, series in enumerate(dataset.series):
                for nth, point in enumerate(series.points):
                    if not point.cell:
                        continue
                    path = ("datasets", index, "series", number, "points", nth)
                    value = yield from self._value(point.source, point.cell, (*path, "cell"))
                    if not value or point.y is None:
                        continue
                    same = dataset_units.values_in(Fraction(point.y), unit, figures_of(value))
                    notes = "\n".join(filter(None, (point.note, series.note, dataset.note)))
                    other = point_labels.other_day(point.x, self.tables.labels(point.source, point.cell))
                    if same and other and not notes:
                        yield not_carried(
                            f"this value is given for {point.x}, its cell stands at `{other}`",
                            self.document.span(*path, "cell"),
                            "correct `x`, name the cell that has the value, or explain it in a `note`",
                            self.severity,
                        )
                    if same and all(figure.said for figure in same) and not says_bound(notes):
                        yield bound_dropped(
                            f"the cell says `{same[0].said}`, the chart shows {point.y:,f}",
                            self.document.span(*path, "y"),
                            f"say so in a `note` of the value, such as `{same[0].said}`",
                            self.severity,
                        )
                    if not same:
                        yield points.other_value(
                            f"the value {point.y:,f} {dataset.unit} is not in the cell `{point.cell}`",
                            self.document.span(*path, "y"),
                            f"the cell has {value}; correct `y`, or name the cell that has the value",
                        )

    def _value(self, source: str, cell: str, place: Path) -> Generator[Problem, None, CellValue | None]:
        """What is in a cell; None after yielding the problem that it is not there."""
        span = self.document.span(*place)
        if source in self.tables.others and source not in self.tables.files:
            yield Problem(
                "B361",
                f"the stored copy of `{source}` is no table",
                span,
                help="a `cell` needs a stored .csv, .xlsx or .json file: bindery snapshot add; or quote the words",
            )
            return None
        if source not in self.tables.files and self.required:
            yield Problem(
                "B362",
                f"no table of `{source}` is stored to compare this cell with",
                span,
                help=f"store it: bindery snapshot add {source} FILE",
            )
        try:
            value = self.tables.value(source, cell)
        except CellNotFoundError as error:
            yield Problem("B358", error.message, span, help=error.remedy)
            return None
        return value
