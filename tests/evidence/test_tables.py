"""Cells of stored tables: every way to name one, what is there, and what is said when nothing is."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from typing import Any

import openpyxl  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each
from support.project import briefing, edition

from bindery.evidence import cells, figure_matching, table_cells, tables, workbooks
from bindery.text import numerals


def workbook(*rows: list[Any], formats: dict[str, str] | None = None, more: str = "") -> bytes:
    """A workbook with the rows in its sheet `Deaths`, and perhaps one more sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Deaths"
    for row in rows:
        sheet.append(row)
    for place, shown in (formats or {}).items():
        sheet[place].number_format = shown
    if more:
        book.create_sheet(more)["A1"] = "x"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


BOOK = workbook(
    ["year", "deaths", "share", "day", "text", "sum"],
    [2023, 1524, 0.56, date(2024, 11, 21), "1,234", "=B2+1"],
    [2024, 2546, 0.5551, None, "at least 13", None],
    formats={"C2": "0%", "C3": "0 %", "B2": "#,##0"},
)
CSV = b'\xef\xbb\xbfyear,deaths,share\n2023,"1,524",56%\n2024,2546,0.56\n2024,n/a,\n'
SEMICOLONS = b"Jahr;Tote;Anteil\n2023;1.524;55,5\n"
JSON = b'{"data": [{"deaths": 1524, "share": 0.56, "note": "1,234 people", "a/b": 7, "none": null}], "empty": []}'
FORMATTED = workbook(
    [12.5, 12, 12, time(14, 30), datetime.fromisoformat("2024-07-08T14:30"), "#DIV/0!", 12],
    formats={"A1": '0.0" %"', "B1": '"€" 0', "C1": "[$$-409]#,##0", "G1": "[$-407]0"},
)
COMMAS = b"Jahr;Tote;Anteil\n2023;1.524;12,5\n2024;2,504;13,25\n"
POINTS = b'Year,Deaths,Share\n2023,"$1,200",12.5\n2024,"1,524",13.25\n'
TITLED = b"Deaths; by year; in all\n\nYear,Deaths\n2023,980\n2024,1524\n"
EXCEL = b"sep=|\r\nYear|Deaths\r\n2023|980\r\n"
FILES = {
    "x.xlsx": BOOK, "x.csv": CSV, "y.csv": SEMICOLONS, "x.json": JSON, "formatted.xlsx": FORMATTED,
    "commas.csv": COMMAS, "points.csv": POINTS, "titled.csv": TITLED, "excel.csv": EXCEL,
}  # fmt: skip

# A file, an address in it, and a figure that the cell has.
THERE = [
    ("x.xlsx", "Deaths!B2", "1,524 people"),
    ("x.xlsx", "B2", "1,524 people"),
    ("x.xlsx", "$B$2", "1,524 people"),
    ("x.xlsx", "b2", "1,524 people"),
    ("x.xlsx", "'Deaths'!B2", "1,524 people"),
    ("x.xlsx", "deaths!B2", "1,524 people"),
    ("x.xlsx", "2024;deaths", "2,546 people"),
    ("x.xlsx", "Deaths!2024;deaths", "2,546 people"),
    ("x.xlsx", "C2", "56 per cent"),
    ("x.xlsx", "C3", "56 per cent"),  # as it is shown
    ("x.xlsx", "C3", "55.51 per cent"),
    ("x.xlsx", "D2", "21 November 2024"),
    ("x.xlsx", "D2", "November 2024"),
    ("x.xlsx", "A2", "2023"),
    ("x.xlsx", "E2", "1,234 people"),
    ("x.xlsx", "E3", "at least 13 people"),
    ("x.csv", "B2", "1,524 people"),
    ("x.csv", "2023;deaths", "1,524 people"),
    ("x.csv", "C2", "56 per cent"),
    ("x.csv", "C3", "56 per cent"),
    ("y.csv", "2023;Tote", "1,524 people"),
    ("y.csv", "C2", "55.5 per cent"),
    ("x.json", "/data/0/deaths", "1,524 people"),
    ("x.json", "/data/0/share", "56 per cent"),
    ("x.json", "/data/0/note", "1,234 people"),
    ("x.json", "/data/0/a~1b", "7 people"),
    ("formatted.xlsx", "A1", "12.5 per cent"),
    ("formatted.xlsx", "B1", "€12"),
    ("formatted.xlsx", "C1", "$12"),
    ("formatted.xlsx", "D1", "14:30"),
    ("formatted.xlsx", "E1", "8 July 2024"),
    ("formatted.xlsx", "E1", "14:30"),
    ("formatted.xlsx", "G1", "12 people"),
    ("commas.csv", "B2", "1,524 people"),
    ("commas.csv", "B3", "2.504 tonnes"),
    ("commas.csv", "C2", "12.5 per cent"),
    ("points.csv", "B2", "$1,200"),
    ("points.csv", "B3", "1,524 people"),
    ("titled.csv", "B4", "980 people"),
    ("titled.csv", "2023;Deaths", "980 people"),
    ("excel.csv", "B2", "980 people"),
    ("excel.csv", "2023;Deaths", "980 people"),
]
# A file, an address, and a figure that the cell does not have.
OTHERS = [
    ("formatted.xlsx", "B1", "$12"),
    ("formatted.xlsx", "B1", "12 per cent"),
    ("formatted.xlsx", "A1", "1,250 per cent"),
    ("formatted.xlsx", "F1", "0 people"),
    ("commas.csv", "B2", "1.524 tonnes"),
    ("commas.csv", "B3", "2,504 people"),
    ("points.csv", "B2", "€1,200"),
    ("points.csv", "B3", "1.524 tonnes"),
]
# A file, an address, and what the message and its help say.
NOT_THERE = [
    ("x.xlsx", "B9", "the cell `B9` is empty", "the last cell is `F3`"),
    ("x.xlsx", "D3", "the cell `D3` is empty", "`A3` has 2024"),
    ("x.xlsx", "Wounded!B2", "there is no sheet `Wounded`", "the sheets are `Deaths`"),
    ("x.xlsx", "F2", "the formula in cell `F2` has no stored result", "save it"),
    ("x.xlsx", "deaths", "`deaths` is not the address of a cell", "`2024;deaths`"),
    ("x.xlsx", "2025;deaths", "no row begins with `2025`", "`2023`"),
    ("x.csv", "2024;deaths", "two rows begin with `2024`", "`B7`"),
    ("x.csv", "2023;wounded", "no column begins with `wounded`", "`deaths`"),
    ("x.csv", "Sheet!B2", "a CSV file has no sheets", "`B7`"),
    ("x.csv", "Z99", "the cell `Z99` is empty", "the last cell is `C4`"),
    ("x.json", "/data/7/deaths", "`/data/7` leads nowhere", "a list of 1"),
    ("x.json", "/data/0/wounded", "`/data/0/wounded` leads nowhere", "`deaths`"),
    ("x.json", "/data/00", "`/data/00` leads nowhere", "a list of 1"),
    ("x.json", "/data", "`/data` has no figure", "a list of 1"),
    ("x.json", "/data/0/none", "`/data/0/none` has no figure", "`null`"),
    ("x.json", "/empty/0", "`/empty/0` leads nowhere", "an empty list"),
    ("x.json", "B7", "`B7` is not a place in a JSON file", "JSON pointer"),
    ("x.json", "/data/0/a~2b", "`/data/0/a~2b` is not a JSON pointer", "`~0` for `~`"),
]


def carries(name: str, address: str, words: str) -> bool:
    """Whether the cell has the figure of these words."""
    (wanted,) = numerals.find_figures(words)
    value = tables.read_table(name, FILES[name]).cell(address)
    return any(figure_matching.figure_carries(figure, wanted) for figure in cells.figures_of(value))


@each(("name", "address", "words"), THERE)
def test_a_cell_has_its_figure_and_no_other(name: str, address: str, words: str) -> None:
    assert carries(name, address, words)
    assert not carries(name, address, "76,543 people")


@each(("name", "address", "words"), OTHERS)
def test_a_cell_has_one_unit_and_its_marks_have_one_meaning(name: str, address: str, words: str) -> None:
    assert not carries(name, address, words)


@each(("name", "address", "message", "remedy"), NOT_THERE)
def test_it_is_said_what_is_there_instead(name: str, address: str, message: str, remedy: str) -> None:
    with pytest.raises(table_cells.CellNotFoundError) as caught:
        tables.read_table(name, FILES[name]).cell(address)
    assert caught.value.message == message
    assert remedy in caught.value.remedy


def test_of_several_sheets_one_must_be_named() -> None:
    table = tables.read_table("z.xlsx", workbook([1], more="Wounded"))
    with pytest.raises(table_cells.CellNotFoundError, match="several sheets") as caught:
        table.cell("A1")
    assert "`Deaths`, `Wounded`" in caught.value.remedy
    assert str(table.cell("Wounded!A1")) == "x"


def bomb() -> bytes:
    """A small zip file whose content is said to be huge."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("x", "w", force_zip64=True) as entry,
    ):
        for _ in range(workbooks.MOST_UNPACKED // 1_000_000 + 1):
            entry.write(b"\0" * 1_000_000)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.xlsx", b"year,deaths", "not an Excel workbook"),
        ("a.xlsx", BOOK[:2000], "not an Excel workbook"),
        ("a.json", b'{"a": 1', "cannot be read"),
        ("a.json", b'{"a": NaN}', "`NaN` is not JSON"),
        ("a.json", b"[" * 100_000, "cannot be read"),
        ("a.json", b"1" * 5000, ""),
        ("a.csv", b"a,\xff", "not UTF-8"),
        ("a.csv", "a,b".encode("utf-16")[:-1], "not UTF-8"),
        ("a.csv", b"\xef\xbb\xbf \n", "there is nothing in this table"),
        ("a.json", b"", "there is nothing in this table"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_read_is_one_problem(name: str, data: bytes, message: str) -> None:
    if not message:
        assert tables.read_table(name, data).is_json
        return
    with pytest.raises(table_cells.UnreadableTableError, match=message) as caught:
        tables.read_table(name, data)
    assert (caught.value.problem.code, caught.value.problem.path) == ("B360", name)


@pytest.mark.slow
def test_a_table_in_utf_16_is_read() -> None:
    for encoding, mark in (("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff")):
        data = mark + "Year;Deaths\r\n2023;1,524\r\n".encode(encoding)
        assert tables.read_table("a.csv", data).cell("2023;Deaths").value == "1,524"
        assert tables.table_texts("a.csv", data)[0] == "Year\tDeaths\n2023\t1,524"


def test_a_workbook_of_too_many_cells_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbooks, "MOST_WORKBOOK_CELLS", 3)
    with pytest.raises(table_cells.UnreadableTableError, match=r"has \d+ cells; the limit is"):
        tables.read_table("many.xlsx", BOOK)


@pytest.mark.slow
def test_a_zip_bomb_is_not_unpacked() -> None:
    with pytest.raises(table_cells.UnreadableTableError, match="when unpacked"):
        tables.read_table("a.xlsx", bomb())


def test_a_workbook_without_sheets_of_its_own_is_no_crash() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("x", "y")
    with pytest.raises(table_cells.UnreadableTableError, match="cannot be read"):
        tables.read_table("a.xlsx", file.getvalue())


@given(st.integers(-(10**9), 10**9), st.sampled_from([",", "\u00a0", " ", "’", ""]))
def test_a_number_in_a_cell_is_read_in_any_grouping(number: int, gap: str) -> None:
    text = f"{number:,}".replace(",", gap)
    table = tables.read_table("g.csv", f'a\tb\n1\t"{text}"\n'.encode())
    assert number in {figure.value for figure in cells.figures_of(table.cell("B2"))}


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.json", "a.xlsx"]), st.text(max_size=12))
def test_no_file_and_no_address_crashes(data: bytes, name: str, address: str) -> None:
    with suppress(table_cells.UnreadableTableError, table_cells.CellNotFoundError):
        cells.figures_of(tables.read_table(name, data).cell(address))


BOUNDED = b"year,deaths\n2023,at least 13\n2024,980\n"
DATASET = {"id": "d", "title": "Deaths", "unit": "people", "series": [{"name": "All", "points": [
    {"x": "2023", "y": "13", "source": "gibb", "cell": "2023;deaths"},
    {"x": "2024", "y": "980", "source": "gibb", "cell": "2024;deaths"}]}]}  # fmt: skip
EVENT = {
    "id": "e",
    "date": "2024-08-02",
    "title": "13 died",
    "evidence": [{"source": "gibb", "cell": "2023;deaths"}],
}
CLAIM = {"id": "toll", "text": "13 died.", "evidence": [{"source": "gibb", "cell": "2023;deaths"}]}


@pytest.mark.slow
@pytest.mark.parametrize("strict", [False, True])
def test_a_bound_in_a_cell_is_missed_in_a_claim_an_event_and_a_chart(strict: bool) -> None:
    made = {
        "heat/briefing.yml": briefing(key_points=[CLAIM], events=[EVENT], datasets=[DATASET]),
        "heat/sources.yml": {
            "sources": [{"id": "gibb", "kind": "dataset", "title": "Notes", "published": "2024"}]
        },
        "heat/snapshots/gibb.csv": BOUNDED,
    }
    found = [
        p for p in edition(made, strict_figures=strict).problems if p.code in ("B310", "B355", "B357", "B359")
    ]
    assert [(p.code, p.severity) for p in found] == [("B357", "error" if strict else "warning")] * 3
