"""Finds which quotation marks of a text open a quotation, and which close it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from bindery.text.tokenised import TokenisedText

QUOTATION_MARKS = "\"'»«”’„“‘‚›‹「」『』"
# What may close each mark. Some languages close with the mark that others open with: „German“, »Danish«, ”Swedish”.
_CLOSED_BY = {
    "“": '”"',
    "„": '“”"',
    "”": "”",
    "«": "»",
    "»": "«»",
    "‹": "›",
    "›": "‹",
    "‘": "’'",
    "‚": "‘’",
    "’": "’",
    "'": "'",
    '"': '"',
    "「": "」",
    "『": "』",
}
_ALWAYS_OPEN = frozenset("“„«‹‚「『")  # the others open only before a word, after a space
_SINGLE = frozenset("'’")  # marks that may be apostrophes
_FIRST_UNSPACED = "\u2e80"  # from here on, scripts put no space before a mark
_BEFORE_OPENING = frozenset("([{–—―-:/\"'“‘«„‹「『（：，、。")


def nested_quotations(reading: TokenisedText, marks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The quotations in a text: the tokens of the opening and of the closing mark of each.

    A quotation ends in the paragraph in which it begins. A mark without its partner there is none of these.

    Args:
        reading: the tokens of the text.
        marks: the indexes of those that are quotation marks, in order.
    """
    open_marks: list[int] = []
    paragraph = 0
    for at in marks:
        here = bisect_right(reading.paragraphs, at)
        if here != paragraph:
            open_marks, paragraph = [], here
        partner = _partner(reading, at, open_marks)
        if partner is not None:
            yield open_marks[partner], at
            del open_marks[partner:]
        elif _may_open(reading, at):
            open_marks.append(at)


def _partner(reading: TokenisedText, at: int, open_marks: Sequence[int]) -> int | None:
    """The place in a list of open marks of the one that a mark closes; None when it closes none."""
    mark = reading.tokens[at][0]
    if mark in _SINGLE and (reading.spaced[at] or _is_within_word(reading, at)):
        return None
    for number in range(len(open_marks) - 1, -1, -1):
        opening = reading.tokens[open_marks[number]][0]
        if mark in _CLOSED_BY[opening] and open_marks[number] < at - 1:
            return number
    return None


def _may_open(reading: TokenisedText, at: int) -> bool:
    """Whether a mark may open a quotation."""
    mark = reading.tokens[at][0]
    if mark not in _CLOSED_BY:
        return False
    if mark in _ALWAYS_OPEN:
        return True
    after = reading.spaced[at + 1] if at + 1 < len(reading.tokens) else 1
    if at == 0 or reading.spaced[at]:
        return not after
    last = reading.tokens[at - 1][-1]
    return not after and (last in _BEFORE_OPENING or last >= _FIRST_UNSPACED)


def _is_within_word(reading: TokenisedText, at: int) -> bool:
    """Whether an apostrophe has letters directly before and after it."""
    return (
        0 < at < len(reading.tokens) - 1
        and not reading.spaced[at + 1]
        and reading.tokens[at + 1][0].isalnum()
        and reading.tokens[at - 1][-1].isalnum()
    )
