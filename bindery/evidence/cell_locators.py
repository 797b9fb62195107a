"""Checks that quoted words are in the cell of a stored table, or at the place of a JSON file, that their locator names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.evidence.cells import StoredTables
from bindery.evidence.graph import Graph
from bindery.evidence.locators import elsewhere, located_quotations
from bindery.evidence.table_cells import CellNotFoundError, UnreadableTableError
from bindery.evidence.tables import read_table
from bindery.reading.project import Project
from bindery.text.problems import Problem
from bindery.text.tokens import SearchableText, locate

_POINTER = re.compile(r"/\S*")
_CELL = re.compile(r"(?:[^!]+!)?\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}|[^;]+;[^;]+")


def check_cell_locators(project: Project, graph: Graph, tables: StoredTables) -> Iterator[Problem]:
    """The locators (B345) that name a cell of a stored table, or a place in a JSON file, without the quoted words.

    Args:
        project: the briefings and lists of sources.
        graph: the sources.
        tables: the stored tables.
    """
    for quotation in located_quotations(project, graph) if tables.files else ():
        file = tables.files.get(quotation.source)
        if file is None or not (_POINTER if file.path.endswith(".json") else _CELL).fullmatch(
            quotation.locator
        ):
            continue
        try:
            value = str(read_table(*file, tables.confine).cell(quotation.locator))
        except UnreadableTableError:
            continue  # it is reported where the snapshot is read
        except CellNotFoundError as error:
            yield elsewhere(quotation, error.message, error.remedy)
            continue
        if not locate(quotation.words, SearchableText.of(value)):
            yield elsewhere(
                quotation,
                f"the words are not at `{quotation.locator}` of `{quotation.source}`: it has “{_short(value)}”",
                "name the cell that has them, or quote what is in this one",
            )


def _short(value: str) -> str:
    most = 80  # characters that a message shows
    return value if len(value) <= most else value[: most - 1] + "…"
