"""Whatever stands between quotation marks in a citation is compared with the source, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.growth import growth
from support.project import BARE, briefing, edition, sources

from bindery.reading.citations import citation_end
from bindery.reading.markdown import parse_markdown
from bindery.reading.quotation_marks import CLOSERS

ROWS = [
    [part.strip() for part in line.split(" |")]
    for line in Path(__file__).with_name("quotation_marks.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]
PAIRS = [(mark, closer) for mark, closers in CLOSERS.items() for closer in closers]


def read(rest: str, before: str = "") -> tuple[list[tuple[str, str, str]], list[str]]:
    """The sources of a citation, each with its quotation and locator, and the codes of what is wrong."""
    prose = parse_markdown(f"{before}Said [@a, {rest}]. More [@b].")
    items = [(i.source, i.quote, i.locator) for c in prose.citations for i in c.items]
    return items, [fault.code for fault in prose.faults]


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
@pytest.mark.parametrize(
    "before", ["", "*So*. "]
)  # with and without Markdown syntax, which are read in two ways
def test_marks_are_read_in_pairs_or_refused(row: list[str], before: str) -> None:
    items, codes = read(row[0], before)
    if row[1].startswith("B34"):
        assert codes == [row[1]]
    else:
        assert codes == []
        assert items == [("a", row[1], row[2] if len(row) > 2 else ""), ("b", "", "")]


def test_the_table_is_long() -> None:
    assert len(ROWS) >= 60


@pytest.mark.parametrize(
    ("prose", "caret"),
    [
        ('So [@a, "one]. And "two" [@b].', '"one'),
        ("So [@a, p. 3, «one; @b].", "«one"),
        ("So “two” [@a, one”].", "”"),
        ('So [@a, "one", "two"].', '"two"'),
    ],
)
def test_the_caret_is_at_the_mark(prose: str, caret: str) -> None:
    files = {"b/briefing.yml": briefing(summary=prose), "b/sources.yml": sources("a", "b")}
    found = [problem for problem in edition(files, templates=BARE).problems if problem.code[:3] == "B34"]
    assert [problem.span.content for problem in found if problem.span] == [caret]


WORDS = "levels rose, it’s said, by five metres"


def codes(quote: str) -> set[str]:
    """The codes of the problems of a briefing that has this after the source in a citation."""
    files = {
        "b/briefing.yml": briefing(summary=f"Said [@a, {quote}]."),
        "b/sources.yml": sources("a"),
        "b/snapshots/a.txt": f"He said that {WORDS}, in spring.",
    }
    return {problem.code for problem in edition(files, templates=BARE).problems}


@pytest.mark.parametrize("pair", PAIRS, ids=["".join(pair) for pair in PAIRS])
@pytest.mark.parametrize("blank", ["", "\u00a0"])
def test_in_every_pair_of_marks_true_words_pass_and_false_ones_do_not(
    pair: tuple[str, str], blank: str
) -> None:
    if blank and pair[0] not in "«‹":
        return  # only French marks have a blank within
    first, last = pair
    assert codes(f"{first}{blank}{WORDS}{blank}{last}") == set()
    assert "B301" in codes(f"{first}{blank}{WORDS.replace('rose', 'fell')}{blank}{last}")
    assert "B301" in codes(f"p. 3, {first}{blank}{WORDS.replace('five', 'six')}{blank}{last}")


@given(st.sampled_from(PAIRS), st.text("ab ,;:@()…’-", min_size=1).map(str.strip).filter(str.strip))
def test_nothing_between_marks_is_left_uncompared(pair: tuple[str, str], words: str) -> None:
    items, found = read(f"{pair[0]}{words}{pair[1]}")
    assert found or any(quote for _, quote, _ in items) or not any(c.isalnum() for c in words)


@given(st.text("ab @[],;«»“”„\"'‘’「」`\n", max_size=80))
def test_any_text_can_be_a_citation(text: str) -> None:
    parse_markdown(f"So [@a, {text}] and [@b].")


@pytest.mark.parametrize(
    "piece", ['[@a, "', "[@a, “ ] ", "[@a, ’a ", '5" ', "[@a «‹„ ", "'x' ", "‘a’ b’ ", "[@a[", "[@a]]"]
)
def test_reading_takes_linear_time(piece: str) -> None:
    def ends(times: int) -> list[int]:
        text = "[@a, " + piece * times
        return [citation_end(text, at) for at in range(len(text)) if text.startswith("[@", at)]

    assert growth(lambda: ends(500), lambda: ends(4000), limit=24) < 24
