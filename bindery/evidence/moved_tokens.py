"""A further text of a snapshot as the tokens of its first text in another order, which takes little space.

Most tokens of a web page's article or of a PDF's pages as a viewer copies them are those of the first text, moved. For
these, the first text's entries serve, and only the places are kept: as runs of tokens that follow each other there, in the
same direction or in the opposite one. Each token of the first text is used at most once, so that nobody sees which words
a text repeats.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bindery.text.tokenised import TokenisedText

OWN = -1  # in a list of places: the first text has no such token
_SHORT = 7  # bits of a number in each byte
_MORE = 1 << _SHORT  # set in a byte: the number goes on in the next one


@dataclass
class _Open:
    """The tokens of the first text that are not used yet, by what they are: place of each, in order."""

    base: TokenisedText
    places: dict[tuple[str, ...], list[int]]

    def nearest(self, wanted: tuple[str, ...], last: int, step: int) -> int:
        """The place of an unused token: the next one after the last, in either direction, or the nearest one."""
        found = self.places.get(wanted, [])
        if not found:
            return OWN
        for place in dict.fromkeys((last + step, last + 1, last - 1)):
            at = bisect_left(found, place)
            if at < len(found) and found[at] == place:
                return found.pop(at)
        at = bisect_left(found, last)
        if at == len(found) or (at and last - found[at - 1] < found[at] - last):
            at -= 1
        return found.pop(at)


def places_in(base: TokenisedText, other: TokenisedText) -> list[int]:
    """For each token of a text, the place of the same one in the first text, with the same spellings; or `OWN`.

    Args:
        base: the first text.
        other: the text.
    """
    unused = _Open(base, {})
    for place, token in enumerate(base.tokens):
        unused.places.setdefault((token, *base.alternatives.get(place, ())), []).append(place)
    found: list[int] = []
    last, step = -1, 1
    for number, token in enumerate(other.tokens):
        place = unused.nearest((token, *other.alternatives.get(number, ())), last, step)
        found.append(place)
        if place != OWN:
            step = place - last if abs(place - last) == 1 else 1
            last = place
    return found


def packed_places(places: Sequence[int]) -> bytes:
    """A list of places as bytes: for each run its length and direction, and how far it is from the run before."""
    numbers: list[int] = []
    last = -1
    for first, length, step in _runs(places):
        numbers.append(length * 3 + (0 if first == OWN else 1 if step > 0 else 2))
        if first != OWN:
            numbers.append(_unsigned(first - last))
            last = first + step * (length - 1)
    return b"".join(map(_bytes, numbers))


def unpacked_places(data: bytes, tokens: int, base: int) -> list[int] | None:
    """The places that some bytes stand for; None when they are damaged.

    Args:
        data: the bytes.
        tokens: how many places there must be.
        base: how many tokens the first text has.
    """
    numbers = _numbers(data)
    places: list[int] = []
    last = -1
    for number in numbers:
        length, kind = divmod(number, 3)
        if not 0 < length <= tokens - len(places):
            return None
        if kind == 0:
            places += [OWN] * length
            continue
        step = 1 if kind == 1 else -1
        first = last + _signed(next(numbers, 0))
        last = first + step * (length - 1)
        if min(first, last) < 0 or max(first, last) >= base:
            return None
        places += range(first, last + step, step)
    moved = [place for place in places if place != OWN]
    return places if len(places) == tokens and len({*moved}) == len(moved) else None


def packed_bits(bits: Iterable[int]) -> bytes:
    """Bits as bytes, the first one lowest."""
    made = bytearray()
    for number, bit in enumerate(bits):
        if number % 8 == 0:
            made.append(0)
        made[-1] |= bit << number % 8
    return bytes(made)


def unpacked_bits(data: bytes, length: int) -> bytes:
    """The bits of some bytes, one byte for each."""
    return bytes(data[number // 8] >> number % 8 & 1 for number in range(length))


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """The runs of a list of places: first place, length and step."""
    at = 0
    while at < len(places):
        first, end = places[at], at + 1
        following = places[end] if end < len(places) else OWN
        step = 0 if first == OWN else -1 if following == first - 1 and following != OWN else 1
        while (
            end < len(places)
            and places[end] == places[end - 1] + step
            and (first == OWN or places[end] != OWN)
        ):
            end += 1
        yield first, end - at, step or 1
        at = end


def _unsigned(number: int) -> int:
    return 2 * number if number >= 0 else -2 * number - 1


def _signed(number: int) -> int:
    return -(number + 1) // 2 if number % 2 else number // 2


def _bytes(number: int) -> bytes:
    made = bytearray()
    while number >> _SHORT:
        made.append(number & _MORE - 1 | _MORE)
        number >>= _SHORT
    return bytes([*made, number])


def _numbers(data: bytes) -> Iterator[int]:
    number = shift = 0
    for byte in data:
        number |= (byte & _MORE - 1) << shift
        shift += _SHORT
        if byte < _MORE:
            yield number
            number = shift = 0
