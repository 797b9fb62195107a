"""Puts a line of Arabic or Hebrew as it is drawn into the order in which it is read.

This is the reverse of how a program draws such a line (Unicode Standard Annex 9): words from right to left, and within
them numbers and Latin words from left to right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import groupby

_KINDS = {"R": "R", "AL": "R", "L": "L", "EN": "N", "AN": "N"}
_OPENING, _CLOSING = "([{«", ")]}»"
_OTHER = {**dict(zip(_OPENING, _CLOSING, strict=True)), **dict(zip(_CLOSING, _OPENING, strict=True))}
_AFTER_WORD = frozenset(".,:;!?،؛؟۔\"'”’" + _CLOSING)
_PERCENT = frozenset("%‰٪")
# The letters of a line as it is drawn: R from right to left, L from left to right, N digits, _ spaces, and marks.
_SEPARATED = re.compile("(?<=N)[C](?=N)")
_LATIN = re.compile("(?:N+(?:_|[C ]*))?L(?:[^R]*L)?")


def in_reading_order(lines: Sequence[Sequence[str]]) -> list[str]:
    """The text of some lines of a page in the order in which they are read.

    Args:
        lines: the letters of each line from right to left as drawn, each with its vowel signs.
    """
    ordered = [_ordered(line) for line in lines]
    votes = [one == shown for line in ordered for place, (one, shown) in _brackets(line) if shown]
    mirrored = 2 * sum(votes) < len(votes)
    for line in ordered:
        for place, (one, shown) in _brackets(line):
            line[place] = (shown or (_OTHER[one] if mirrored else one), True)
    return ["".join(letter for letter, _ in line) for line in ordered]


def _brackets(line: Sequence[tuple[str, bool]]) -> list[tuple[int, tuple[str, str]]]:
    """The brackets of a line among words from right to left: place, sign, and the sign that it must be; empty if unclear."""
    found = []
    for place, (letter, turned) in enumerate(line):
        if not turned or letter not in _OTHER:
            continue
        before = line[place - 1][0] if place else " "
        after = line[place + 1][0] if place + 1 < len(line) else " "
        opens = before == " " and after != " " and after not in _AFTER_WORD
        closes = before != " " and (after == " " or after in _AFTER_WORD)
        sides = sorted((letter, _OTHER[letter]), key=_CLOSING.__contains__)
        found.append((place, (letter, sides[0] if opens else sides[1] if closes else "")))
    return found


def _ordered(letters: Sequence[str]) -> list[tuple[str, bool]]:
    """The letters of a line in reading order, each with whether it is of the words from right to left."""
    kinds = _kinds(letters)
    ordered: list[tuple[str, bool]] = []
    for is_turned, places in groupby(range(len(letters)), lambda place: kinds[place] in "RC _"):
        run = list(places)
        ordered += [(letters[place], is_turned) for place in (run if is_turned else reversed(run))]
    return ordered


def _kinds(letters: Sequence[str]) -> str:
    """For each letter of a line, from right to left: R, L, N, and _, C or a space for those that go with the words around them."""
    kinds = []
    directions = [unicodedata.bidirectional(letter[0]) for letter in letters]
    arabic = next((direction == "AL" for direction in directions if direction in ("R", "AL")), True)
    for place, direction in enumerate(directions):
        if direction in ("R", "AL"):
            arabic = direction == "AL"
        kind = "_" if letters[place] == " " else _KINDS.get(direction, " ")
        if direction == "CS" or (direction == "ES" and not arabic):
            kind = "C"
        elif direction == "ET" and _belongs_to_number(letters, place, arabic=arabic):
            kind = "N"
        kinds.append(kind)
    line = _SEPARATED.sub("N", "".join(kinds))
    # A number at the right end of Latin words belongs to them: `F-16`.
    return _with_brackets(_LATIN.sub(lambda match: "L" * len(match[0]), line), letters)


def _with_brackets(kinds: str, letters: Sequence[str]) -> str:
    """The kinds of letters with the bracket at the right end of Latin words that one in them opens: `call(one)`."""
    for match in re.finditer("L+", kinds):
        start, words = match.start(), letters[match.start() : match.end()]
        closing = letters[start - 1] if start else ""
        if closing in _CLOSING and closing and words.count(_OTHER[closing]) > words.count(closing):
            kinds = f"{kinds[: start - 1]}L{kinds[start:]}"
    return kinds


def _belongs_to_number(letters: Sequence[str], place: int, *, arabic: bool) -> bool:
    """Whether a sign such as `%` or `$` is drawn as a part of the number next to it."""
    before = letters[place - 1][0].isdigit() if place else False
    after = letters[place + 1][0].isdigit() if place + 1 < len(letters) else False
    if arabic:
        return after and not before and letters[place][0] in _PERCENT
    return before or after
