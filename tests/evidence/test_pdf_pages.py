"""A PDF is read as a viewer copies it, over line ends and page breaks and past the marks of notes."""

from __future__ import annotations

import pytest
from support.snapshot_files import drawn_pdf, pdf

from bindery.evidence import snapshots
from bindery.text.tokens import locate, pages_of


def found(quote: str, data: bytes) -> str | None:
    """The pages on which a quotation is found; None when it is not there."""
    texts, problems = snapshots.snapshot_texts("a.pdf", data)
    assert problems == []
    stretches = ((locate(quote, text), text) for text in texts)
    return next((pages_of(stretch, text) for stretch, text in stretches if stretch), None)


def written(*lines: tuple[int, float, str]) -> str:
    """The operators that draw a page of lines: size, rise and words; what is between two bars is of this size and rise."""
    drawn = ["BT 14 TL 50 780 Td"]
    for size, rise, line in lines:
        for number, part in enumerate(line.split("|")):
            raised = number % 2 or not rise
            drawn.append(f"/F {size if raised else 12} Tf {rise if raised else 0} Ts ({part}) Tj")
        drawn.append("T*")
    return " ".join([*drawn, "ET"])


BODIES = (
    "that hot day came and",
    "that dry year went by as",
    "it never rained so",
    "people left the town",
    "for the hills, where",
    "water was still",
    "to be found, and",
    "came back later",
)


def headed(number: int, *layout: str) -> list[str]:
    """Pages with a line of words each; in a layout, `*` is that line and `#` the number of the page."""
    return [layout[n % len(layout)].replace("*", BODIES[n]).replace("#", str(n + 1)) for n in range(number)]


HEADED = {
    "a page number": headed(3, "*\n#"),
    "a page number between dashes": headed(3, "– # –\n*"),
    "two pages": headed(2, "Gibb Institute\n*\n#"),
    "one kind on the left, one on the right": headed(8, "Gibb Institute #\n*", "# The year in heat\n*"),
    "two lines": headed(5, "Gibb Institute\nAnnual report\n*"),
    "a number of pages": headed(5, "*\nPage # of 5"),
    "Roman numbers": [f"{BODIES[n]}\n{'x' * (n + 1)}" for n in range(3)],
    "an address": headed(3, "11/29/26 Heat\n*\nhttps://gibb.example/heat #/3"),
}


@pytest.mark.parametrize("case", HEADED)
def test_a_sentence_goes_on_past_what_is_printed_on_every_page(case: str) -> None:
    assert found("that hot day came and that dry year went by as", pdf(*HEADED[case])) == "1–2"


def test_what_is_printed_on_every_page_can_be_quoted_too() -> None:
    data = pdf(*HEADED["two lines"])
    assert found("Gibb Institute Annual report", data) == "1"
    assert found("day came and Gibb Institute Annual report that dry year", data) == "1–2"


def test_a_word_is_joined_over_a_page_break_with_a_running_head() -> None:
    pages = ["Gibb Institute\nIt was a world-", "Gibb Institute\nwide concern of all"]
    assert found("a worldwide concern", pdf(*pages)) == "1–2"
    assert found("wide concern", pdf(*pages)) is not None  # the page by itself begins with it


def test_lines_that_no_other_page_has_stay() -> None:
    pages = [f"{word} was the first\nand so {word} on" for word in ("hot", "dry", "bad", "ill")]
    assert found("and so hot on dry was the first", pdf(*pages)) == "1–2"


NOTED = drawn_pdf(
    written(
        (12, 0, "A first line of words that go on for long"),
        (7, 5, "that the toll|3| rose and 1998|4| was hot, as"),
        (7, 5, "it was 10|6| km and H|2|O, he said.|5| Then the"),
        (8, 0, "3 A note in small letters,"),
        (8, 0, "of two lines."),
    ),
    written((12, 0, "sentence goes on, and on and on for long")),
)


@pytest.mark.parametrize(
    ("quote", "pages"),
    [
        ("the toll rose", "1"),
        ("the toll3 rose", "1"),
        ("the toll4 rose", None),
        ("and 1998 was hot", "1"),
        ("and 19984 was hot", None),
        ("it was 106 km", "1"),
        ("it was 10 km", None),
        ("Then the sentence goes on", "1–2"),
        ("A note in small letters, of two lines", "1"),
    ],
)
def test_notes_and_their_marks_do_not_part_a_sentence(quote: str, pages: str | None) -> None:
    assert found(quote, NOTED) == pages


def test_a_note_between_the_halves_of_a_word_does_not_part_them() -> None:
    first = written(
        (12, 0, "The areas of display, mak-"), (8, 0, "3 A note in small letters,"), (8, 0, "and more.")
    )
    second = written((12, 0, "ing it hard for all, and for long"), (12, 0, "and longer"))
    assert found("of display, making it hard", drawn_pdf(first, second)) == "1–2"


def test_an_accent_before_its_letter_belongs_to_it() -> None:
    data = drawn_pdf("BT /F 12 Tf 50 780 Td (cio\\140e un caf\\264e) Tj ET")
    assert found("cioè un café", data) == "1"
    assert found("cio`e un caf´e", data) == "1"
    assert found("un caf'e", data) is None
    comma = pdf("by Serr`a, and others")
    assert found("by Serra,` and others", comma) == "1"
    assert found("by Serra,´ and others", comma) is None


MARK_ABOVE = drawn_pdf(
    "BT /F 12 Tf 50 780 Td (so that the toll) Tj 75 9 Td /F 6 Tf (3) Tj /F 12 Tf -75 -23 Td "
    "(rose and was high for long) Tj ET"
)


@pytest.mark.parametrize(
    ("quote", "pages"),
    [
        ("that the toll rose and", "1"),
        ("that the toll3 rose and", "1"),
        ("that the toll 3 rose and", "1"),  # as Chrome copies it
        ("that the toll4 rose and", None),
        ("that the toll 4 rose and", None),
    ],
)
def test_the_mark_of_a_note_may_be_a_line_by_itself(quote: str, pages: str | None) -> None:
    assert found(quote, MARK_ABOVE) == pages


@pytest.mark.parametrize(
    ("kind", "is_read"),
    [("Widget", True), ("FreeText", True), ("Stamp", True), ("Link", False), ("Popup", False)],
)
def test_words_that_are_filled_in_or_stamped_on_a_page_are_read(kind: str, is_read: bool) -> None:
    data = drawn_pdf(written((12, 0, "The form was sent")), notes={kind: "signed by both sides"})
    assert found("The form was sent", data) == "1"
    assert (found("signed by both sides", data) == "1") is is_read


def test_words_of_fields_that_no_one_sees_are_not_read() -> None:
    data = drawn_pdf(written((12, 0, "The form was sent")), notes={"Widget": "signed by both sides"})
    hidden = data.replace(b"/F 4 ", b"/F 2 ")
    assert found("The form was sent", hidden) == "1"
    assert found("signed by both sides", hidden) is None


def test_control_characters_do_not_count() -> None:
    data = pdf("Three aims:\n\x07 to lis\x04ten,\n\x07 to answer.")
    assert found("Three aims: to listen, to answer.", data) == "1"


def test_brackets_of_a_table_are_its_own_if_they_are_copied_whole() -> None:
    cells = ((50, 780, "Red"), (300, 780, "Blue"), (50, 760, "seven [a] ships"), (300, 760, "two boats"))
    by_column = sorted(cells)
    data = drawn_pdf(
        "BT /F 12 Tf " + " ".join(f"1 0 0 1 {x} {y} Tm ({one}) Tj" for x, y, one in by_column) + " ET"
    )
    assert found("seven [a] ships two boats", data) == "1"
    assert found("seven [b] ships two boats", data) is None
    assert found("seven […] ships two boats", data) is None


@pytest.mark.parametrize(
    ("gap", "quote", "is_found"),  # thousandths of the size of the letters, between `guidelines` and `for`
    [
        (130, "the guidelines for the city", True),
        (130, "the guidelinesfor the city", True),  # as Chrome copies it
        (130, "the guide lines for the city", False),
        (60, "the guidelines for the city", False),
        (60, "the guidelinesfor the city", True),
        (250, "the guidelinesfor the city", False),
    ],
)
def test_a_space_that_only_some_viewers_see_may_be_there(gap: int, quote: str, is_found: bool) -> None:
    data = drawn_pdf(f"BT /F 12 Tf 50 700 Td [(These were the guidelines) -{gap} (for the city)] TJ ET")
    assert (found(quote, data) is not None) is is_found


def test_letters_that_are_spaced_are_no_words() -> None:
    data = drawn_pdf("BT /F 12 Tf 50 700 Td 1.5 Tc (The departmental report) Tj ET")
    assert found("The departmental report", data)
    assert not found("The depart mental report", data)
