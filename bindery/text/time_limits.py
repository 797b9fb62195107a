"""Words for `until` in a text of tokens: whether one limits the clause before it, as in `gesperrt bis Freitag`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bindery.text.limiters import WordList

_SEPARATORS = frozenset(",;؛،、")
_REACH = 9  # tokens after a word for `until`
_MOST_BETWEEN = 2  # words between it and the time
_YEAR = re.compile("[12][0-9]{3}")


def is_until(tokens: Sequence[str], at: int, end: int, words: WordList, folded: Mapping[str, str]) -> bool:
    """Whether a word for `until` limits the clause before it, and is not that of a place or of a range.

    It does after a comma, and where a time comes after it that ends the clause.

    Args:
        tokens: the tokens of the text.
        at: index of the first token of the word.
        end: index after its last token.
        words: the list of words of the language.
        folded: the folded form of each token.
    """
    before = tokens[at - 1] if at else ""
    if before and before[0] in _SEPARATORS:
        return True
    in_range = before[:1].isdigit() or before == "." or folded.get(before) in words.times
    return bool(before) and not in_range and _ends_with_time(tokens, end, words, folded)


def _ends_with_time(tokens: Sequence[str], start: int, words: WordList, folded: Mapping[str, str]) -> bool:
    """Whether the rest of a clause is a time, perhaps after words such as `zum`."""
    rest = _rest_of_clause(tokens, start, words, folded)
    times = [_is_time(token, words, folded) for token in rest]
    named = any(folded[token] in words.times or _YEAR.fullmatch(token) for token in rest)
    first = times.index(True) if named and len(rest) < _REACH else len(times)
    return named and first <= _MOST_BETWEEN and all(times[first:])


def _rest_of_clause(
    tokens: Sequence[str], start: int, words: WordList, folded: Mapping[str, str]
) -> list[str]:
    """The words up to the end of a clause; the full stop of `3. Mai` does not end it."""
    found: list[str] = []
    for place in range(start, min(start + _REACH, len(tokens))):
        token = tokens[place]
        if token[0].isalnum():
            found.append(token)
        elif token != "." or place + 1 == len(tokens) or not _is_time(tokens[place + 1], words, folded):  # noqa: S105  a full stop
            break
    return found


def _is_time(token: str, words: WordList, folded: Mapping[str, str]) -> bool:
    """Whether a token is a number or a word for a time."""
    return token[0].isdigit() or folded[token] in words.times
