"""Whether a statement is told in its source's words or in its author's own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from bindery.evidence.shortening import FINE, judge
from bindery.text.tokens import SearchableText

_ENDS = " .!?…。！？।۔؟"


def is_in_own_words(statement: str, quotations: Iterable[tuple[str, str]]) -> bool:
    """Whether a statement is no repetition of whole sentences or clauses of any of the quotations that support it.

    Such a statement may say something else than its quotations do, even where each of these is verified.

    Args:
        statement: the statement, as plain text.
        quotations: the language and the words of each quotation.
    """
    words = statement.strip(_ENDS)
    return not any(_repeats(words, language, quote) for language, quote in quotations)


def _repeats(words: str, language: str, quote: str) -> bool:
    """Whether words would have the plain mark as a quotation from a quotation."""
    if not words or words[1:].lower() not in quote.lower():
        return False
    text = _searchable(quote)
    firsts = dict.fromkeys([words[0], words[0].lower(), words[0].upper()])
    found = (judge(first + words[1:], text, language) for first in firsts)
    return any(one is not None and one.level == FINE for one in found)


@lru_cache(maxsize=64)  # a quotation often carries several figures
def _searchable(quote: str) -> SearchableText:
    return SearchableText.of(quote)
