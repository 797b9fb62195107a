"""Finds the passage of a stored text that an author remembers, word for word or nearly: for `bindery quote`.

What is found is shown to the author and never used to verify a quotation.
"""

from __future__ import annotations

import heapq
import math
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.distance import Levenshtein

from bindery.evidence.near_miss import word_differences
from bindery.text.characters import visible
from bindery.text.tokens import (
    PAGE,
    SearchableText,
    TokenRange,
    character_ranges,
    locate,
    locate_parts,
    normalise,
    quoted_parts,
    text_of_tokens,
    tokenise,
)

LEAST_LIKENESS = 45  # per cent; a passage that is less like the words is none that the author meant
_MOST_PLACES = 3000  # places of one word that are considered
_MOST_WORDS = 300  # words of what the author remembers that are compared
_CANDIDATES = 6  # passages that are compared in detail
_LEAST_SPELLING = 78  # per cent, of a word that is taken for another
_FORGOTTEN = 0.45  # cost of a word of the source that the author left out; one that was added costs 1
_SHORTEST_RESPELT = 4  # letters of a word that may have another spelling

_DIVIDED = re.compile(r"([^\W\d_]+)-[^\S\n]*\n\s*([^\W\d_]+)")  # a word at the end of a line


@dataclass(frozen=True)
class FoundPassage:
    """A passage of a stored text.

    Attributes:
        words: its words, as the source has them.
        place: its tokens.
        likeness: how like it is to the words that were searched for, in per cent.
        differing: what differs, such as `“killed” for “died”`; empty when nothing does.
    """

    words: str
    place: TokenRange
    likeness: float
    differing: str = ""


def exact_passage(words: str, text: SearchableText) -> FoundPassage | None:
    """The passage that has exactly these words; None when the text does not have them."""
    parts = locate_parts(words, text)
    if not parts:
        return None
    ranges = [TokenRange(*part) for part in parts]
    place = TokenRange(ranges[0].start, ranges[-1].end)
    own = words if len(ranges) > 1 else words_at(ranges[0], text)
    return FoundPassage(own if locate(own, text) else words, place, 100)


def likest_passage(words: str, text: SearchableText) -> FoundPassage | None:
    """The passage that is most like some words; None when nothing is like them."""
    wanted = _wanted(words)
    if not wanted:
        return None
    lower = _lower(text.reading.tokens)
    places = _places(wanted, lower)
    if not places:
        return None
    found = [_aligned(wanted, lower, around, text) for around in _candidates(places, len(wanted))]
    likest = max(found, key=lambda one: one.likeness, default=None)
    if likest is None or likest.likeness < LEAST_LIKENESS:
        return None
    return FoundPassage(
        likest.words, likest.place, likest.likeness, word_differences(words.split(), likest.words.split())
    )


def words_at(place: TokenRange, text: SearchableText) -> str:
    """The words of a range of tokens as the source has them, in one line, so that they can be quoted."""
    ((start, end),) = character_ranges([place], text)
    raw = text.written[start:end].replace(PAGE, "\n")
    whole = _DIVIDED.sub(lambda match: _undivided(match, text.written), raw)
    for written in (whole, raw):
        words = visible(" ".join(written.split()))
        if locate(words, text):
            return words
    return visible(text_of_tokens(text.reading, *place))


def _undivided(match: re.Match[str], written: str) -> str:
    """A word that a line end divides at a hyphen, in one: with its hyphen if the source has it so elsewhere."""
    hyphened = f"{match[1]}-{match[2]}"
    return hyphened if hyphened in written else match[1] + match[2]


def _wanted(words: str) -> list[str]:
    """The words and numbers that are searched for, in lower case."""
    parts = " ".join(map(normalise, quoted_parts(words)))
    return [token for token in _lower(tokenise(parts).tokens) if token[0].isalnum()][:_MOST_WORDS]


def _lower(tokens: Iterable[str]) -> list[str]:
    return [token.casefold() or token for token in tokens]


def _places(wanted: Sequence[str], tokens: Sequence[str]) -> list[tuple[int, str, float]]:
    """Where the text has a word that is wanted: index of the token, the word, and how much the word says.

    A word that the text has seldom says more than one that it has everywhere.
    """
    known: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        known.setdefault(token, []).append(index)
    found = []
    for word in dict.fromkeys(wanted):
        for spelling, likeness in _spellings(word, known):
            indexes = known[spelling]
            weight = likeness * math.log(1 + len(tokens) / len(indexes))
            found += [(index, word, weight) for index in indexes[:_MOST_PLACES]]
    return sorted(found)


def _spellings(word: str, known: dict[str, list[int]]) -> list[tuple[str, float]]:
    """The words of a text that a word may be, each with a share from 0 to 1 by which it counts."""
    if word in known:
        return [(word, 1.0)]
    if len(word) < _SHORTEST_RESPELT or word[0].isdigit():
        return []
    near = process.extract(word, known.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=_LEAST_SPELLING)
    return [(spelling, score / 100) for spelling, score, _ in near]


def _candidates(places: Sequence[tuple[int, str, float]], count: int) -> list[tuple[int, int]]:
    """The stretches of tokens that have most of what is wanted: index of the first token and of the last.

    Args:
        places: where there are words that are wanted, in order.
        count: how many words are wanted.
    """
    width = count * 3 // 2 + 6  # tokens, which include punctuation marks
    scored: list[tuple[float, int, int]] = []
    held: dict[str, list[float]] = {}
    first, score = 0, 0.0
    for index, word, weight in places:
        held.setdefault(word, []).append(weight)
        score += weight if len(held[word]) == 1 else 0
        while index - places[first][0] > width:
            _, gone, lost = places[first]
            held[gone].pop()
            score -= lost if not held[gone] else 0
            first += 1
        scored.append((-score, places[first][0], index))
    chosen: list[tuple[int, int]] = []
    for _, start, end in heapq.nsmallest(_CANDIDATES * 8, scored):
        if all(end < other or start > last for other, last in chosen):
            chosen.append((start, end))
        if len(chosen) == _CANDIDATES:
            break
    return chosen


def _aligned(
    wanted: Sequence[str], tokens: Sequence[str], around: tuple[int, int], text: SearchableText
) -> FoundPassage:
    """The passage in and next to a stretch of tokens that differs least from what is wanted."""
    pad = max(3, len(wanted) // 3)
    low, high = max(0, around[0] - pad), min(len(tokens), around[1] + pad + 1)
    words = [index for index in range(low, high) if tokens[index][0].isalnum()]
    first, last = _best_stretch(wanted, [tokens[index] for index in words])
    kept = _trimmed(wanted, tokens, words[first:last])
    place = _whole_words(TokenRange(kept[0], kept[-1] + 1), text)
    own = words_at(place, text)
    return FoundPassage(own, place, fuzz.ratio(" ".join(wanted), " ".join(_wanted(own))))


def _best_stretch(wanted: Sequence[str], near: Sequence[str]) -> tuple[int, int]:
    """Where the words that differ least from those wanted begin and end, by an alignment with free ends.

    Sellers, "The theory and computation of evolutionary distances" (1980).
    """
    likeness: dict[tuple[str, str], float] = {}
    costs = [0.0] * (len(near) + 1)  # of the best alignment that ends before each word
    begins = list(range(len(near) + 1))
    for number, word in enumerate(wanted, 1):
        new_costs, new_begins = [float(number)], [0]
        for at, other in enumerate(near, 1):
            pair = word, other
            if pair not in likeness:
                likeness[pair] = Levenshtein.normalized_distance(word, other)
            steps = (
                (costs[at - 1] + likeness[pair], begins[at - 1]),
                (costs[at] + 1, begins[at]),
                (new_costs[at - 1] + _FORGOTTEN, new_begins[at - 1]),
            )
            cost, begin = min(steps)
            new_costs.append(cost)
            new_begins.append(begin)
        costs, begins = new_costs, new_begins
    end = min(range(1, len(near) + 1), key=lambda at: (costs[at], at))
    return min(begins[end], end - 1), end


def _trimmed(wanted: Sequence[str], tokens: Sequence[str], words: Sequence[int]) -> Sequence[int]:
    """The words of a stretch without those at its ends that are like nothing wanted.

    One such word stays at each end, if no punctuation mark parts it from the rest: the author may remember another.

    Args:
        wanted: the words that are wanted.
        tokens: all tokens of the text.
        words: indexes of the words of the stretch.
    """
    alike = [
        number
        for number, index in enumerate(words)
        if tokens[index] in wanted
        or process.extractOne(tokens[index], wanted, scorer=fuzz.ratio, score_cutoff=_LEAST_SPELLING)
    ]
    if not alike:
        return words
    first, last = alike[0], alike[-1]
    first -= first == 1 and words[1] - words[0] == 1
    last += last == len(words) - 2 and words[-1] - words[-2] == 1
    return words[first : last + 1]


def _whole_words(place: TokenRange, text: SearchableText) -> TokenRange:
    """The range, made so much longer that it begins and ends where a word does: `1,524` may be several tokens."""
    joined = text.reading.joined
    start, end = place
    while start and joined[start]:
        start -= 1
    while end < len(joined) and joined[end]:
        end += 1
    return TokenRange(start, end)


def words_around(place: TokenRange, text: SearchableText) -> str:
    """The words round a passage, in its paragraph, to show where it is."""
    breaks = sorted({0, *text.reading.paragraphs, *text.reading.pages, len(text.reading.tokens)})
    start = max(breaks[bisect_right(breaks, place.start) - 1], place.start - 25)
    end = min(breaks[min(bisect_left(breaks, place.end), len(breaks) - 1)], place.end + 25)
    return visible(text_of_tokens(text.reading, start, end))
