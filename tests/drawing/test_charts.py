"""Charts: what they show of a dataset, that they are the same on every machine, and that words in them are never code."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from markupsafe import Markup
from support.cases import each
from support.parsed import Element, parse
from support.project import BARE, ROOT, Site, briefing, edition, sources

from bindery.drawing import layout
from bindery.drawing.charts import axes, draw_chart, tracks
from bindery.drawing.charts.axes import Calendar
from bindery.drawing.drawn_chart import Chart
from bindery.drawing.layout import LabelBox
from bindery.model.briefing import Dataset
from bindery.text.csv_rows import without_formula
from bindery.text.dates import Day

CASES = sorted((ROOT / "tests/drawing/charts").glob("*.yml"))
ACCEPT = bool(os.environ.get("BINDERY_ACCEPT"))  # writes the expected pictures again; then look at them
STYLE = (
    "text{font-family:sans-serif}:root{--bd-ink:#1b2430;--bd-quiet:#565f6b;--bd-line:#d9dce1;"
    "--bd-link:#1a4f8b;--bd-paper:#fff}"
)
HOSTILE = "\"><script>alert(1)</script>&amp;<b>'`{x} *y* [z](q) \\ $e^x$ \x07 کرم 日本"
HOSTILE_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Zl", "Zp"]) | st.sampled_from(HOSTILE), min_size=1, max_size=60
).filter(lambda text: any(unicodedata.category(char)[0] not in "CMZ" for char in text))  # as the model asks


def points(*pairs: tuple[Any, Any]) -> list[dict[str, Any]]:
    return [{"x": str(x), "y": str(y), "source": "a"} for x, y in pairs]


def dataset(*series: dict[str, Any] | list[dict[str, Any]], **parts: Any) -> Dataset:
    """A dataset of these series, or of these rows of points."""
    named = [
        one if isinstance(one, dict) else {"name": f"S{n}", "points": one} for n, one in enumerate(series)
    ]
    return Dataset.model_validate({"id": "d", "title": "T", "unit": "people", "series": named} | parts)


def read(path: Path) -> Dataset:
    written = as_written(yaml.safe_load(path.read_text("utf-8")))
    written.pop("axis", None)
    return Dataset.model_validate(written)


def drawn_as_asked(path: Path) -> Chart:
    """The chart of a case, on the axis that it asks for."""
    axis = yaml.safe_load(path.read_text("utf-8")).get("axis", {})
    start = Decimal(axis["start"]) if "start" in axis else None
    return draw_chart(read(path), log="log" in axis, start=start)


def as_written(value: Any) -> Any:
    """What YAML read, with numbers and dates as the text that an author wrote."""
    if isinstance(value, dict):
        return {key: as_written(item) for key, item in value.items()}
    return [as_written(item) for item in value] if isinstance(value, list) else str(value)


def wide(chart: Chart) -> etree._Element:
    return etree.fromstring(f"<svg>{chart.pictures[0].marks}</svg>")


def texts(root: etree._Element) -> str:
    return " ".join("".join(element.itertext()) for element in root.iter("text"))


def alone(chart: Chart) -> str:
    """Both pictures of a chart as a file that a browser shows."""
    across = sum(picture.width + 20 for picture in chart.pictures)
    tall = max(picture.height for picture in chart.pictures)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{tall}"><style>{STYLE}</style>'
    ]
    left = 0
    for picture in chart.pictures:
        parts.append(f'<g transform="translate({left},0)" font-size="{picture.letter}" fill="none">')
        parts += [re.sub(r"(?=<(?:line|path|text)\b)", "\n", str(picture.marks)), "</g>"]
        left += picture.width + 20
    return "\n".join([*parts, "</svg>\n"])


# The pictures


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_dataset_is_drawn_as_it_was(path: Path) -> None:
    drawn, expected = alone(drawn_as_asked(path)), path.with_suffix(".svg")
    if ACCEPT:
        expected.write_text(drawn, "utf-8")
    assert drawn == expected.read_text("utf-8")


@pytest.mark.slow
def test_a_machine_without_fonts_in_another_zone_draws_the_same() -> None:
    program = (
        "import sys; from drawing.test_charts import alone, draw_chart, read, CASES\n"
        "for path in CASES: sys.stdout.buffer.write(alone(draw_chart(read(path))).encode())"
    )
    with tempfile.TemporaryDirectory() as empty:
        bare = {
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
            "HOME": empty,
            "FONTCONFIG_FILE": f"{empty}/none.conf",
            "FONTCONFIG_PATH": empty,
            "TZ": "Pacific/Kiritimati",
            "LC_ALL": "C.UTF-8",  # plain C would keep Python from reading a folder's name that is not ASCII
            "PYTHONHASHSEED": "7",
        }
        kept = {key: os.environ[key] for key in ("SYSTEMROOT", "PATH") if key in os.environ}
        made = subprocess.run(
            [sys.executable, "-c", program], env=kept | bare, capture_output=True, check=True
        )
    assert made.stdout.decode() == "".join(alone(draw_chart(read(path))) for path in CASES)


def test_a_picture_brings_nothing_that_a_page_would_mind() -> None:
    for path in CASES:
        for picture in draw_chart(read(path)).pictures:
            root = etree.fromstring(f"<svg>{picture.marks}</svg>")
            assert {element.tag for element in root.iter()} <= {"svg", "line", "path", "text"}
            names = {name for element in root.iter() for name in element.attrib}
            assert names.isdisjoint({"id", "class", "style", "href", "clip-path", "font-family"})
            assert not [name for name in names if name.startswith("on")]
            colours = {element.get(name) for element in root.iter() for name in ("fill", "stroke")} - {None}
            assert all(str(colour).startswith("var(--bd-") for colour in colours)


def test_what_stands_within_a_picture_stays_within_it() -> None:
    for path in CASES:
        for picture in draw_chart(read(path)).pictures:
            root = etree.fromstring(f"<svg>{picture.marks}</svg>")
            for element in root.iter("line", "path", "text"):
                match = re.match(
                    r"translate\(([-\d.]+),([-\d.]+)\)", element.get("transform", "translate(0,0)")
                )
                assert match
                x, y = map(float, match.groups())
                assert -1 <= x <= picture.width + 1, (path.stem, picture.name, element.attrib)
                assert -1 <= y <= picture.height + 1, (path.stem, picture.name, element.attrib)


# Which kind, what is joined


@pytest.mark.parametrize(
    ("labels", "kind"),
    [
        (["2022", "2023"], "lines"),
        (["2024-06", "2024-07"], "lines"),
        (["2024-06-01", "2024"], "lines"),
        (["2024", "North"], "rows"),
        (["2024-13", "2024-12"], "rows"),
        (["0000", "0001"], "rows"),
        (["2024"], "rows"),
        (["2024", "2024-07-02"], "rows"),
        (["mid 2024", "2025"], "rows"),
    ],
)
def test_the_values_decide_how_they_are_drawn(labels: list[str], kind: str) -> None:
    assert draw_chart(dataset(points(*((label, n) for n, label in enumerate(labels))))).kind == kind


@pytest.mark.parametrize(
    ("years", "runs"),
    [
        ([2014, 2022, 2024], [1, 1, 1]),
        ([2013, 2014, 2015], [3]),
        ([2013, 2014, 2016, 2017], [2, 2]),
        ([1980, 1990, 2000], [3]),
        ([1980, 1990, 2000, 2020], [3, 1]),
        ([2014, 2022], [1, 1]),
        ([2016, 2014, 2015], [3]),
        ([2014, 2014, 2015], [1, 2]),
    ],
)
def test_only_values_that_follow_upon_each_other_are_joined(years: list[int], runs: list[int]) -> None:
    found = tracks.tracks_of(dataset(points(*((year, 1) for year in years))))
    assert found
    assert [len(run) for run in found.tracks[0].stretches(found.step)] == runs
    assert len(found.gaps) == len([1 for a, b in pairwise(sorted(years)) if b - a > found.step])


def named(name: str, *years: int) -> dict[str, Any]:
    return {"name": name, "points": points(*((year, 1) for year in years))}


@pytest.mark.parametrize(
    ("series", "breaks"),
    [
        ([named("X, to 2014", 2013, 2014), named("X, from 2015", 2015, 2016)], [(0, 1)]),
        ([named("X, from 2015", 2015, 2016), named("X, to 2014", 2013, 2014)], [(1, 0)]),
        ([named("Old", 2013, 2014), named("New", 2015)], [(0, 1)]),
        ([named("One", 2013), named("Two", 2014)], []),
        ([named("Old", 2013, 2014), named("New", 2014, 2015)], []),
        ([named("Old", 2013, 2014), named("New", 2017, 2018)], []),
        ([named("Ab", 2013, 2014), named("Cd", 2015, 2016), named("Ef", 2013, 2014, 2015, 2016)], []),
        ([named("Ab old", 2013, 2014), named("Ab new", 2015, 2016), named("Ef", 2013, 2014, 2015)], [(0, 1)]),
        ([named("Ab i", 2010, 2011), named("Ab j", 2012, 2013), named("Ab k", 2014, 2015)], [(0, 1), (1, 2)]),
    ],
)
def test_a_break_is_where_one_series_goes_on_from_another(
    series: list[dict[str, Any]], breaks: list[tuple[int, int]]
) -> None:
    found = tracks.tracks_of(dataset(*series))
    assert found
    assert [(item.before, item.after) for item in found.breaks] == breaks


def test_at_a_break_nothing_is_joined_and_the_notes_stand_there() -> None:
    chart = draw_chart(read(ROOT / "tests/drawing/charts/break-of-scope.yml"))
    root = wide(chart)
    joined = [path for path in root.iter("path") if "transform" not in path.attrib]
    assert len(joined) == 2
    assert chart.breaks
    assert chart.notes == ()
    assert "With accidents." in texts(root)
    assert "Without accidents; the scope was narrowed." in texts(root)


def test_a_note_that_finds_no_room_in_the_picture_stands_beside_it() -> None:
    series = [named("X, to 2014", 2013, 2014) | {"note": "word " * 200}, named("X, from 2015", 2015, 2016)]
    assert [name for name, _ in draw_chart(dataset(*series)).notes] == ["X, to 2014"]


def test_each_value_has_its_point_and_each_series_its_shape() -> None:
    for path in CASES:
        given_ = read(path)
        chart = drawn_as_asked(path)
        marks = [element for element in wide(chart).iter("path") if "transform" in element.attrib]
        count = sum(point.y is not None for series in given_.series for point in series.points)
        assert count <= len(marks) <= count + len(given_.series), path.stem
        shapes = 1 if chart.multiples else len(given_.series)  # a panel has one series
        assert len({element.get("d") for element in marks}) == shapes, path.stem


def test_a_dense_series_has_points_at_its_ends_alone() -> None:
    days_ = [f"2024-{month:02}-{day:02}" for month in range(1, 8) for day in range(1, 29)]
    root = wide(draw_chart(dataset(points(*((day, n) for n, day in enumerate(days_))))))
    assert len([element for element in root.iter("path") if "transform" in element.attrib]) < 20


# Axes


numbers = st.decimals(-(10**29), 10**29, allow_nan=False, places=6) | st.integers(-500, 500).map(Decimal)


@given(numbers, numbers, st.integers(3, 7))
def test_ticks_are_few_even_and_enclose_zero_and_the_values(one: Decimal, two: Decimal, most: int) -> None:
    low, high = sorted((one, two))
    found = axes.number_ticks(low, high, most)
    assert 2 <= len(found) <= most
    assert found[0] <= min(low, 0)
    assert found[-1] >= max(high, 0)
    assert 0 in found
    assert len({b - a for a, b in pairwise(found)}) == 1
    assert len({axes.brief(tick) for tick in found}) == len(found)


@each(
    ("number", "said"),
    [
        ("0", "0"), ("0.00", "0"), ("2000", "2,000"), ("20000", "20,000"), ("1500000", "1.5m"), ("-2000000", "−2m"),
        ("2.50", "2.5"), ("0.001", "0.001"), ("3e9", "3bn"), ("2.5e12", "2.5tn"), ("2e18", "2 × 10¹⁸"), ("5e-9", "5 × 10⁻⁹"),
    ],
)  # fmt: skip
def test_a_tick_is_written_in_few_characters(number: str, said: str) -> None:
    assert axes.brief(Decimal(number)) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("12632", "12,632"),
        ("-0.5", "−0.5"),
        ("1" * 29 + ".5", "≈ 1.111 × 10²⁸"),
        ("0." + "3" * 20, "≈ 0.3333"),
    ],
)
def test_a_value_is_written_in_full_while_anyone_would_read_it(number: str, said: str) -> None:
    assert axes.figure(Decimal(number)) == said


@pytest.mark.parametrize(
    ("low", "high", "most", "shown"),
    [
        ("2013", "2024", 6, ["2014", "2016", "2018", "2020", "2022", "2024"]),
        ("2013", "2024", 4, ["2015", "2020"]),
        ("2023-11", "2024-06", 6, ["Nov 2023", "Jan 2024", "Mar", "May"]),
        ("2024-11-28", "2024-12-05", 6, ["28 Nov 2024", "30 Nov", "2 Dec", "4 Dec"]),
        ("2024-01-15", "2024-08-01", 6, ["Mar 2024", "May", "Jul"]),
        ("2001-05", "2024-06", 6, ["2005", "2010", "2015", "2020"]),
        ("1900", "2020", 5, ["1900", "1950", "2000"]),
    ],
)
def test_ticks_of_time_stand_at_beginnings(low: str, high: str, most: int, shown: list[str]) -> None:
    dates = axes.read_dates([low, high])
    assert dates
    calendar = Calendar.of(dates)
    found = calendar.ticks(*map(calendar.place, dates), most)
    assert [f"{tick.label} {tick.under}".strip() for tick in found] == shown


dates = st.builds(
    lambda day, parts: "-".join(day.isoformat().split("-")[:parts]), st.dates(), st.integers(1, 3)
)


@given(st.lists(dates, min_size=2, max_size=6, unique=True), st.integers(2, 7))
def test_ticks_of_time_lie_within_the_stretch_and_are_few(written: list[str], most: int) -> None:
    found = axes.read_dates(written)
    assert found
    calendar = Calendar.of(found)
    places = sorted(map(calendar.place, found))
    ticks = calendar.ticks(places[0], places[-1], most)
    assert len(ticks) <= most
    assert all(places[0] <= tick.at <= places[-1] for tick in ticks)


def test_a_date_that_is_less_exact_stands_in_the_middle_of_what_it_names() -> None:
    months, days_ = Calendar("month"), Calendar("day")
    assert months.place(Day(2024, 6)) < months.place(Day(2024)) < months.place(Day(2024, 7))
    assert days_.place(Day(2024, 6, 10)) < days_.place(Day(2024, 6)) < days_.place(Day(2024, 6, 20))


# Lettering


@given(HOSTILE_TEXT, st.integers(30, 400))
def test_a_broken_text_has_all_its_words_and_fits(text: str, room: int) -> None:
    block = layout.wrap_text(text, room, 12)
    assert "".join("".join(block.lines).split()) == "".join(text.split())
    assert all(layout.greatest_width(line, 12) <= room for line in block.lines)


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(5, 40)), max_size=8))
def test_labels_in_a_column_do_not_cover_each_other(wanted: list[tuple[float, float]]) -> None:
    tops = layout.spread_blocks([middle for middle, _ in wanted], [height for _, height in wanted], 0, 200)
    placed = sorted(zip(tops, (height for _, height in wanted), strict=True))
    assert all(top + height <= after + 1e-6 for (top, height), (after, _) in pairwise(placed))


def test_a_label_goes_where_nothing_is_in_its_way() -> None:
    free, taken = LabelBox(20, 0, 30, 10), LabelBox(0, 0, 10, 10)
    assert layout.first_free_box([taken, free], [LabelBox(0, 0, 5, 5)], LabelBox(0, 0, 50, 50)) == (free, 0)


# Words of an author


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(HOSTILE_TEXT, HOSTILE_TEXT, st.booleans())
def test_words_in_a_picture_are_only_words(name: str, label: str, along_time: bool) -> None:
    xs = ["2023", "2024"] if along_time else [label, f"{label} 2"]
    made = draw_chart(dataset({"name": name, "note": label, "points": points((xs[0], 1), (xs[1], 2))}))
    for picture in made.pictures:
        assert isinstance(picture.marks, Markup)
        assert "\n\n" not in picture.marks
        root = parse(str(picture.marks))
        assert {element.tag for element in root.walk()} <= {"#root", "line", "path", "text"}
        allowed = {
            *("d", "x2", "y2", "transform", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap"),
            *("fill", "font-weight", "text-anchor", "direction"),
        }
        assert {name for element in root.walk() for name in element.attributes} <= allowed


@pytest.mark.slow
@pytest.mark.parametrize(
    "hostile", [HOSTILE, "</svg></figure><script>x</script>", "<!--", "]]>", "&lt;", "{{ x }}"]
)
def test_hostile_words_reach_a_page_as_they_were_typed(hostile: str, site: Site) -> None:
    typed = hostile.replace("\x07", "")
    given_ = [
        {
            "id": "d",
            "title": typed,
            "unit": typed,
            "x": typed,
            "note": typed,
            "series": [
                {
                    "name": typed,
                    "note": typed,
                    "points": [{"x": typed, "y": "1", "source": "a", "note": typed}],
                }
            ],
        }
    ]
    parts = briefing(datasets=given_, sections=[{"id": "s", "title": "S", "content": [{"chart": "d"}]}])
    site.newsroom().write("briefings/b/briefing.yml", parts).write(
        "briefings/b/sources.yml", sources("a")
    ).build(strict=False)  # the marks of Markdown in a plain field are a warning
    figure = site.page("b/s/").first("figure", class_="bd-data")
    assert not figure.all("script")
    assert figure.first("p", class_="bd-data__title").text == f"Figure 1 {' '.join(typed.split())}"
    drawn = [svg.text.replace(" ", "") for svg in figure.all("svg")]
    assert all("".join(typed.split()) in text for text in drawn)


# The page


@pytest.fixture
def shown(site: Site) -> Element:
    """A page with a chart and a table of one dataset."""
    given_ = read(ROOT / "tests/drawing/charts/years-that-are-not-known.yml").model_dump(
        mode="json", exclude_none=True
    )
    given_["series"][0]["points"][0]["quote"] = "1,723 people"
    for point in [point for series in given_["series"] for point in series["points"]][1:]:
        point["note"] = "No words are kept."  # else the value would have to be in the words quoted
    blocks = [{"chart": "attacks"}, {"table": "attacks"}]
    parts = briefing(datasets=[given_], sections=[{"id": "s", "title": "S", "content": blocks}])
    site.newsroom().write("briefings/b/briefing.yml", parts).write(
        "briefings/b/sources.yml", sources("a")
    ).build()
    return site.page("b/s/")


@pytest.mark.slow
def test_a_chart_has_two_pictures_a_source_line_a_table_and_a_file(shown: Element) -> None:
    chart, table = shown.all("figure", class_="bd-data")
    assert [svg.classes for svg in chart.all("svg") if svg.attributes.get("role") == "img"] == [
        ["bd-chart__wide"],
        ["bd-chart__narrow"],
    ]
    assert all("Attacks" in svg.attributes["aria-label"] for svg in chart.all("svg", role="img"))
    assert chart.first("details").first("summary").text == "The numbers"
    assert not table.all("details")
    assert not table.all("svg", role="img")
    for figure in (chart, table):
        rows = figure.first("table").all("tr")
        assert [cell.attributes["scope"] for cell in rows[0].all("th")] == ["col"] * 3
        assert len(figure.all("th", scope="row")) == 6
        assert len(figure.all("th", scope="rowgroup")) == 2
        assert "“1,723 people”" in figure.first("blockquote").text
        assert figure.first("a", href="../data/attacks.csv").text == "Download CSV"
        assert "The a paper" in figure.first("p", class_="bd-data__sources").text
    assert "no value is known" in chart.text
    assert not chart.all("script")


@pytest.mark.slow
def test_only_the_first_of_two_carries_the_place_that_links_lead_to(shown: Element) -> None:
    assert shown.ids.count("_data-attacks") == 1


@pytest.mark.slow
def test_the_words_of_a_picture_are_not_searched(shown: Element) -> None:
    svg = shown.first("svg", role="img")
    assert svg.parent is not None
    assert "data-search-exclude" in svg.parent.attributes


# The file


def rows_of(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def exported(given_: dict[str, Any]) -> list[list[str]]:
    files = {"b/briefing.yml": briefing(datasets=[given_]), "b/sources.yml": sources("a")}
    return rows_of(edition(files, templates=BARE).files["b/data/d.csv"])  # no page is drawn


CELLS = (
    st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn", "M"])
        | st.sampled_from("=+-@,;\"'|＝"),
        min_size=1,
        max_size=20,
    )
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(CELLS, CELLS, CELLS, CELLS, st.decimals(-(10**9), 10**9, places=3, allow_nan=False))
def test_a_file_reads_back_as_what_was_written(x: str, name: str, quote: str, note: str, y: Decimal) -> None:
    point = {"x": x, "y": f"{y:f}", "source": "a", "quote": quote, "note": note}
    series = {"name": name, "note": quote, "points": [point]}
    head, row = exported({"id": "d", "title": "T", "unit": "people", "x": x, "series": [series]})
    assert head == [
        *(
            without_formula(x),
            "series",
            "value",
            "unit",
            "source",
            "reference",
            "url",
            "quote",
            "quote check",
            "note",
            "series note",
        )
    ]
    cells = [without_formula(cell) for cell in (x, name, quote, note)]
    assert [row[0], row[1], row[7], row[9]] == cells
    assert Decimal(row[2]) == y
    assert row[3:7] == ["people", "a", "The a paper, undated", ""]
    assert row[10] == without_formula(quote)
    assert not [cell for n, cell in enumerate(row) if n != 2 and cell.startswith(tuple("=+-@\t\r"))]


@each(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-5 to 0", "'-5 to 0"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＝1", "'＝1"),
        ("1 = 1", "1 = 1"),
        ("", ""),
        ("'=1", "'=1"),
    ],
)
def test_a_cell_that_looks_like_a_formula_is_made_harmless(text: str, cell: str) -> None:
    assert without_formula(text) == cell
    assert unicodedata.normalize("NFKC", cell)[:1] not in {"=", "+", "@"}


def test_a_negative_value_stays_a_number() -> None:
    series = {"name": "S", "points": points(("2024", "-5"))}
    assert exported({"id": "d", "title": "T", "unit": "people", "series": [series]})[1][2] == "-5"
