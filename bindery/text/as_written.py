"""Words of a text with the marks that it has itself: `，` and `“`, where comparisons take `,` and `"` for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from bindery.text.cleaning import JOINERS, forms_of_marks
from bindery.text.tokens import SearchableText

_MOST_TOKENS = 400  # of longer stretches, the plain form is good enough


def tokens_as_written(text: SearchableText, start: int, end: int) -> Sequence[str]:
    """The tokens of a range, with quotation marks, wide marks and joiners as in the text.

    What cannot be found so, as where the end of a line divides a word, stays as it is compared.
    """
    reading = text.reading
    tokens = reading.tokens[start:end]
    if text.written.isascii() or not 0 < len(tokens) <= _MOST_TOKENS:
        return tokens
    joiner = f"[{JOINERS}]*" if re.search(f"[{JOINERS}]", text.written) else ""
    groups = [
        (r"\s+" if spaced and number else "") + f"({_pattern(token, joiner)})"
        for number, (token, spaced) in enumerate(zip(tokens, reading.spaced[start:end], strict=True))
    ]
    found = re.search("".join(groups), text.written)
    return found.groups() if found else tokens


def words_as_written(text: SearchableText, start: int, end: int) -> str:
    """A range of tokens as text, as `tokens_as_written` has them, with one space where the text has white space."""
    tokens = tokens_as_written(text, start, end)
    spaced = text.reading.spaced[start:end]
    return "".join(
        f" {token}" if space else token for token, space in zip(tokens, spaced, strict=True)
    ).strip()


def context_around(stretch: tuple[int, int], text: SearchableText, width: int) -> tuple[str, str]:
    """The text before and after a range of tokens.

    Args:
        stretch: index of the first token, and index after the last one.
        text: the text that it is a range of.
        width: how many tokens to take on each side, at most.
    """
    first, end = stretch
    last = min(len(text.reading.tokens), end + width)
    return words_as_written(text, max(0, first - width), first), words_as_written(text, end, last)


@cache
def _pattern(token: str, joiner: str) -> str:
    """A pattern for a token in each form of its marks."""
    return joiner.join(
        f"[{re.escape(forms)}]" if (forms := forms_of_marks(character)) else re.escape(character)
        for character in token
    )
