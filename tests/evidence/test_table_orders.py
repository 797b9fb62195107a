"""Words of a table or of columns are found row by row and column by column, and in no other order."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.snapshot_files import drawn_pdf

from bindery.evidence import snapshots
from bindery.evidence.stored_source import StoredSource
from bindery.evidence.table_orders import DrawnWords, by_columns, by_rows
from bindery.text.drawn_order import BY_TABLE, is_in_other_order
from bindery.text.tokens import PAGE, SearchableText, locate

CELLS = (
    ("The first district", "it had seven schools", "none was closed"),
    ("and the second one", "but only two roads", "both were closed"),
    ("and a third district", "it has no schools", "nothing was open"),
)


def table(*, by_column: bool) -> bytes:
    """A PDF of a table whose file has its cells row by row or column by column."""
    places = [(row, column) for row in range(len(CELLS)) for column in range(len(CELLS[0]))]
    if by_column:
        places.sort(key=lambda place: place[::-1])
    drawn = (
        f"1 0 0 1 {50 + 170 * column} {780 - 20 * row} Tm ({CELLS[row][column]}) Tj" for row, column in places
    )
    return drawn_pdf(f"BT /F 12 Tf {' '.join(drawn)} ET")


ROWS = "\n".join(" ".join(row) for row in CELLS)
COLUMNS = "\n".join(map("\n".join, zip(*CELLS, strict=True)))


@pytest.mark.parametrize("by_column", [False, True])
@pytest.mark.parametrize(
    ("quote", "is_found"),
    [
        (ROWS, True),
        (COLUMNS, True),
        ("seven schools none was closed", True),
        ("it had seven schools but only two roads", True),
        ("none was closed but only two roads", False),  # from the end of a column to the middle of another
        ("it had seven schools both were closed", False),
        ("it had seven schools it has no schools", False),  # a row is left out
        ("but only two roads it had seven schools", False),
        ("seven schools but not only two roads", False),
        ("The first district […] it has no schools", True),  # in the order of the file
        ("none was closed […] The first district", False),
        ("[The] first district and the second one and a third district", False),
    ],
)
def test_a_table_is_read_by_rows_and_by_columns(quote: str, is_found: bool, by_column: bool) -> None:
    texts, problems = snapshots.snapshot_texts("a.pdf", table(by_column=by_column))
    assert problems == []
    found = any(locate(quote, text) for text in texts)
    insertion = quote.startswith("[") and by_column  # in the order of the file, an insertion may stand
    assert found is (is_found or insertion)


HEAD, LEFT, RIGHT = "Report of the year", "The council met in May", "Minutes of the town"
FOOT = "and it closed two of its schools."


def drawn_in(order: str) -> bytes:
    """A PDF of a head and a line of two parts near each other, and what follows, in some order in the file."""
    places = {"h": (50, 780, HEAD), "l": (50, 760, LEFT), "r": (185, 760, RIGHT), "f": (50, 740, FOOT)}
    shown = (places[one] for one in order)
    return drawn_pdf(f"BT /F 12 Tf {' '.join(f'1 0 0 1 {x} {y} Tm ({text}) Tj' for x, y, text in shown)} ET")


@pytest.mark.parametrize(
    ("order", "quote", "is_found"),
    [
        ("hlrf", f"{LEFT} {RIGHT}", True),
        ("hlrf", f"{RIGHT} {LEFT}", False),
        ("hrlf", f"{RIGHT} {LEFT}", True),  # as pdf.js copies it
        ("hrlf", f"{LEFT} {RIGHT}", True),  # as Chrome does
        ("hrlf", f"{LEFT} {FOOT}", True),
        ("hrlf", f"{RIGHT}{LEFT}", True),
        ("hrlf", f"{RIGHT} {LEFT.replace('met in', 'met not in')}", False),
        ("hrlf", f"{RIGHT} {FOOT}", True),
        ("hlrf", f"{LEFT} {FOOT}", False),
        ("lfhr", f"{LEFT} {FOOT}", True),
        ("lfhr", f"{FOOT} {HEAD}", True),
        ("hrlf", "town The", False),
    ],
)
def test_words_are_found_in_the_order_in_which_the_file_draws_them(
    order: str, quote: str, is_found: bool
) -> None:
    texts, problems = snapshots.snapshot_texts("a.pdf", drawn_in(order))
    assert problems == []
    assert any(locate(quote, text) for text in texts) is is_found
    assert not any(locate(quote, text) for text in texts[2:] if not is_in_other_order(text))


def test_few_words_and_parts_are_not_put_together_in_rows_or_columns() -> None:
    text = SearchableText.of(BY_TABLE + ROWS + PAGE)
    assert is_in_other_order(text)
    assert locate("schools none was", text)
    assert not locate("schools none", text)
    assert not locate("The first district […] and the second one", text)


def test_what_limits_words_is_looked_for_in_the_order_of_reading() -> None:
    read = SearchableText.of("The council did not\nauthorise the plan at all.\nMany people came." + PAGE)
    by_row = SearchableText.of(
        BY_TABLE + "The council did not Many\nauthorise the plan at all. people came." + PAGE
    )
    for witnesses in ((read, by_row), (by_row, read)):
        found = StoredSource("snapshot", witnesses, language="en").finding("authorise the plan at all.")
        assert found is not None
        assert found.shortening is not None
        assert [one.kind for one in found.shortening.omissions] == ["front"]


stretches = st.lists(
    st.builds(
        DrawnWords,
        st.text("abc", min_size=1, max_size=3),
        st.integers(0, 500).map(float),
        st.integers(501, 900).map(float),
        st.integers(0, 800).map(float),
        st.sampled_from([8.0, 12.0]),
    ),
    max_size=30,
)


@given(stretches)
def test_no_order_adds_or_loses_a_stretch(drawn: list[DrawnWords]) -> None:
    words = Counter(one.text for one in drawn)
    assert Counter(" ".join(by_rows(drawn)).split()) == words
    assert Counter(by_columns(drawn)) == words


@given(st.permutations(range(12)))
def test_the_order_of_the_file_makes_no_difference(order: list[int]) -> None:
    grid = [
        DrawnWords(f"{row}.{column}", 100.0 * column, 100.0 * column + 60, -14.0 * row, 12.0)
        for row in range(4)
        for column in range(3)
    ]
    drawn = [grid[place] for place in order]
    assert (
        by_rows(drawn)
        == by_rows(grid)
        == [" ".join(f"{row}.{column}" for column in range(3)) for row in range(4)]
    )
    assert by_columns(drawn) == [f"{row}.{column}" for column in range(3) for row in range(4)]


@pytest.mark.parametrize(
    ("quote", "is_found"),
    [
        ("for the fund remains unchanged at six per cent in the year", True),
        ("the fund remains Weekly 71.15 unchanged at six", True),  # as Chrome copies it
        ("Weekly 71.15 Biweekly 142.31 Monthly 308.33", True),
        ("for the fund remains at six per cent in the year", False),
        ("Biweekly 71.15 unchanged at six per cent", False),
        ("for the fund remains Biweekly 142.31", False),
    ],
)
def test_columns_are_read_apart_where_chrome_leaves_them_in_one_line(quote: str, is_found: bool) -> None:
    left = "The rate for the fund remains", "unchanged at six per cent in", "the year that follows, and no"
    right = "Weekly 71.15", "Biweekly 142.31", "Monthly 308.33"
    drawn = " ".join(
        f"1 0 0 1 50 {700 - 14 * row} Tm ({one}) Tj 1 0 0 1 225 {693 - 14 * row} Tm ({other}) Tj"
        for row, (one, other) in enumerate(zip(left, right, strict=True))
    )
    texts, _ = snapshots.snapshot_texts("a.pdf", drawn_pdf(f"BT /F 12 Tf {drawn} ET"))
    assert any(locate(quote, text) for text in texts) is is_found
