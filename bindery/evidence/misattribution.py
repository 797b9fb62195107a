"""Says why words may be missing from their source: they are another source's, two sources', or have marks around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from bindery.text.phrasing import listed
from bindery.text.tokens import Searchable, locate, normalised_parts
from bindery.text.word_patterns import has_unspaced

_MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』｢｣〝〞〟＂＇❝❞❮❯《》″`´"  # at the ends of a quotation, not part of it
_OPENING, _CLOSING = "“„‟«‹「『｢〝❝❮《‚‘", "”»›」』｣〞〟❞❯》’"
_MOST_NAMED = 3  # sources that a message names
_FEWEST_WORDS = 2  # a single word is in many sources by chance
_FEWEST_IN_PART = 3  # words of each part of a quotation put together from two sources
_MOST_SEARCHED = 300  # sources that are searched for a part of a quotation
_LONGEST_SHOWN = 60  # characters of a part that a message shows

Holds = Callable[[str], bool]
"""Says whether a source has a quotation."""


class Explanation(NamedTuple):
    """Why words are missing from their source.

    Attributes:
        message: what is wrong; empty where only the remedy is known.
        remedy: what to do.
    """

    message: str
    remedy: str


def holder(witnesses: Iterable[Searchable]) -> Holds:
    """Says whether any of these texts has a quotation."""
    texts = tuple(witnesses)
    return lambda words: any(locate(words, witness) for witness in texts)


def explain(words: str, source: str, holders: Mapping[str, Holds]) -> Explanation | None:
    """Why a source does not have words, if it can be told from the stored sources.

    Args:
        words: the quotation.
        source: id of the source that is quoted.
        holders: which quotations each stored source has, by its id.
    """
    bare = _within_marks(words, holders[source])
    if bare:
        ends = listed(sorted({*_outside(words, bare)}, key=words.find))
        return Explanation(
            f"`{source}` has these words, but not the quotation marks around them",
            f"delete {ends} at the ends of the words",
        )
    for form in dict.fromkeys((words, words.strip(_MARKS).strip())):
        others = _others_with(form, source, holders)
        if others:
            shown = [f"`{other}`" for other in others[:_MOST_NAMED]]
            named = ", ".join(shown) + " and others" if len(others) > _MOST_NAMED else listed(shown)
            return Explanation("", f"these words are in {named}; correct the source")
    return _put_together(words, source, holders)


def _others_with(words: str, source: str, holders: Mapping[str, Holds]) -> list[str]:
    """The other sources that have words; one more than a message names at most."""
    if sum(map(_is_worded, words.split())) < _FEWEST_WORDS and not has_unspaced(words):
        return []
    found: list[str] = []
    for other in sorted(holders):
        if other != source and holders[other](words):
            found.append(other)
            if len(found) > _MOST_NAMED:
                break
    return found


def _is_worded(word: str) -> bool:
    return any(character.isalnum() for character in word)


def _within_marks(words: str, holds: Holds) -> str:
    """The words without the fewest marks at their ends with which the source has them; empty when it has them with none."""
    words = words.strip()
    starts, ends = _cuts(words, 1), _cuts(words, -1)
    pairs = sorted((start + end, start, end) for start in starts for end in ends if start + end)
    for _, start, end in pairs:
        bare = words[start : len(words) - end].strip()
        if _is_worded(bare) and _is_balanced(bare) and holds(bare):
            return bare
    return ""


def _cuts(words: str, step: int) -> list[int]:
    """How many characters may be cut off an end of words: none, or each number of marks."""
    cuts = [0]
    for number, character in enumerate(words[::step], 1):
        if character in _MARKS:
            cuts.append(number)
        elif not character.isspace():
            break
    return cuts


def _is_balanced(words: str) -> bool:
    """Whether the marks within words have their partners, so that those at the ends were not one of these."""
    opened = sum(words.count(mark) for mark in _OPENING if mark != "‘")
    closed = sum(words.count(mark) for mark in _CLOSING if mark != "’")
    return words.count('"') % 2 == 0 and opened == closed


def _outside(words: str, bare: str) -> str:
    """The marks outside the words that a source has."""
    start = words.find(bare)
    return "".join(c for c in words[:start] + words[start + len(bare) :] if not c.isspace())


def _put_together(words: str, source: str, holders: Mapping[str, Holds]) -> Explanation | None:
    """Why words are missing if their parts are in two sources."""
    names = [source, *sorted(other for other in holders if other != source)][:_MOST_SEARCHED]
    pieces = normalised_parts(words)
    if len(pieces) > 1:
        return _pieces_elsewhere(pieces, names, holders)
    run = pieces[0].split() if pieces else []
    if len(run) < 2 * _FEWEST_IN_PART:
        return None
    begins = {name: _longest(run, holders[name], from_start=True) for name in names}
    ends = {name: _longest(run, holders[name], from_start=False) for name in names}
    for one in names:
        for other in names:
            cut = begins[one]
            rest = len(run) - ends[other]
            if one != other and rest <= cut and cut >= _FEWEST_IN_PART and ends[other] >= _FEWEST_IN_PART:
                cut = min(cut, len(run) - _FEWEST_IN_PART)
                return _two_sources((" ".join(run[:cut]), one), (" ".join(run[cut:]), other))
    return None


def _longest(run: Sequence[str], holds: Holds, *, from_start: bool) -> int:
    """How many words at one end of a run a source has."""

    def has(width: int) -> bool:
        return holds(" ".join(run[:width] if from_start else run[len(run) - width :]))

    low, high = 0, len(run) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if has(middle) else (low, middle - 1)
    return low


def _pieces_elsewhere(
    pieces: Sequence[str], names: Sequence[str], holders: Mapping[str, Holds]
) -> Explanation | None:
    """Why words with gaps are missing if each of their parts is in some source, but not all are in one."""
    found: list[tuple[str, str]] = []
    for piece in pieces:
        if len(piece.split()) < _FEWEST_WORDS and not found:
            return None
        where = next((name for name in names if holders[name](piece)), "")
        if not where:
            return None
        found.append((piece, where))
    foreign = next((one for one in found if one[1] != found[0][1]), None)
    return _two_sources(found[0], foreign) if foreign else None


def _two_sources(one: tuple[str, str], other: tuple[str, str]) -> Explanation:
    first, second = (_shown(words) for words, _ in (one, other))
    return Explanation(
        "",
        f"they are put together from two sources: “{first}” is in `{one[1]}`, “{second}” in `{other[1]}`"
        "\nquote each source by itself",
    )


def _shown(words: str) -> str:
    if len(words) <= _LONGEST_SHOWN:
        return words
    return words[:_LONGEST_SHOWN].rsplit(" ", 1)[0] + " …"
