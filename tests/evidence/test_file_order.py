"""Words that pdf.js copies without a space are found if the file draws them so, and else not."""

from __future__ import annotations

import pytest
from support.snapshot_files import drawn_pdf

from bindery.evidence import snapshots
from bindery.evidence.file_order import as_in_file
from bindery.evidence.pdf_places import NOT_KNOWN, DrawnPiece
from bindery.evidence.table_orders import DrawnWords
from bindery.text.tokens import locate

HEAD, DAY, NEXT = "accounts of the town", "late in the spring", "and what the council spent"


def stretch(text: str, left: float, line: float) -> DrawnWords:
    """Words in letters of 10 points that are 5 points wide."""
    return DrawnWords(text, left, left + 5 * len(text), line, 10.0)


CASES: dict[str, tuple[list[tuple[str, float, float, DrawnPiece]], str]] = {
    "a word drawn back over its own line": (
        [("years", 100, 700, DrawnPiece(0, 0)), ("Report", 50, 700, DrawnPiece(1, 0))],
        "yearsReport",
    ),
    "a word further on in the line": (
        [("Report", 50, 700, DrawnPiece(0, 0)), ("years", 100, 700, DrawnPiece(1, 0))],
        "Report years",
    ),
    "a word that touches the one before it": (
        [("Report", 50, 700, DrawnPiece(0, 0)), ("2019", 80.5, 700, DrawnPiece(1, 0))],
        "Report2019",
    ),
    "a raised word in the line below": (
        [("Report", 50, 700, DrawnPiece(0, 0)), ("years", 85, 693, DrawnPiece(1, 0))],
        "Report years",
    ),
    "the next line": (
        [("years", 100, 700, DrawnPiece(0, 0)), ("Report", 50, 688, DrawnPiece(1, 0))],
        "years\nReport",
    ),
    "a drawing within the page": (
        [("years", 100, 700, DrawnPiece(0, 0)), ("Report", 50, 300, DrawnPiece(1, 1))],
        "yearsReport",
    ),
    "what follows after a drawing": (
        [
            ("years", 100, 700, DrawnPiece(0, 0)),
            ("Stamp", 50, 300, DrawnPiece(1, 1)),
            ("Report", 50, 688, DrawnPiece(2, 0)),
        ],
        "yearsStamp\nReport",
    ),
    "two drawings": (
        [
            ("years", 100, 700, DrawnPiece(0, 1)),
            ("Stamp", 50, 300, DrawnPiece(1, 2)),
            ("paid", 50, 288, DrawnPiece(2, 2)),
        ],
        "yearsStamp\npaid",
    ),
    "another order": (
        [("second", 50, 688, DrawnPiece(1, 0)), ("first", 50, 700, DrawnPiece(0, 0))],
        "first\nsecond",
    ),
    "no known piece": ([("years", 100, 700, NOT_KNOWN), ("Report", 50, 700, NOT_KNOWN)], ""),
}


@pytest.mark.parametrize("case", CASES)
def test_words_are_put_together_as_the_file_draws_them(case: str) -> None:
    drawn, expected = CASES[case]
    lines = [([stretch(text, left, line)], [piece]) for text, left, line, piece in drawn]
    assert as_in_file(lines, parted=False) == expected


def test_all_words_are_parted_as_other_viewers_do() -> None:
    lines = [
        ([stretch("last years", 100, 700)], [DrawnPiece(0, 0)] * 2),
        ([stretch("Stamp", 50, 300)], [DrawnPiece(1, 1)]),
    ]
    assert as_in_file(lines, parted=True) == "last years Stamp"
    assert as_in_file(lines, parted=False) == "last yearsStamp"


def page(*pieces: tuple[int, int, str]) -> bytes:
    """A PDF with words at some places, each in a piece of the file of its own."""
    drawn = " ".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj" for x, y, text in pieces)
    return drawn_pdf(f"BT /F 12 Tf {drawn} ET")


@pytest.mark.parametrize(
    ("quote", "is_found"),
    [
        (f"{DAY}{HEAD} {NEXT}", True),
        (f"{DAY}{HEAD}", True),
        (f"{DAY} {HEAD}", True),
        (f"{HEAD} {DAY}", True),
        (f"{DAY}{HEAD.replace('town', 'city')}", False),
        (f"{DAY.replace('late', 'early')}{HEAD}", False),
        (f"{DAY}{HEAD.replace('of the', 'of not the')}", False),
        (f"{HEAD}{NEXT}", False),  # the file ends the line
        (f"{HEAD}{DAY}", False),
        ("accounts ofthe town", False),
    ],
)
def test_words_without_a_space_are_found_where_the_file_draws_them_so(quote: str, is_found: bool) -> None:
    texts, problems = snapshots.snapshot_texts(
        "a.pdf", page((300, 780, DAY), (50, 780, HEAD), (50, 760, NEXT))
    )
    assert problems == []
    assert any(locate(quote, text) for text in texts) is is_found
