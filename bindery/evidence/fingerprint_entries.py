"""The entries of a fingerprint: where each token of a text is, which only those can find who know the token."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b, pbkdf2_hmac
from itertools import count
from typing import NamedTuple, Protocol

from bindery.evidence.moved_tokens import OWN, packed_bits, packed_places, places_in
from bindery.text.tokenised import TokenisedText

ROUNDS = 1000  # of PBKDF2: each guess at a word costs a thousand times as much
ENTRY = 8  # bytes of the entry of a token
OPENS, CLOSES, SPACED = 1, 2, 4  # flags of a token: begins a word, ends a word, has white space before it
_HALF = 32  # bits of an entry's tag, and of its encrypted position and flags
_FLAGS = 3  # bits of the flags


class Index(Protocol):
    """Where each token of a text is."""

    def places(self, secret: bytes) -> dict[int, int]:
        """The positions of a token in order, each with its flags; `secret` is derived from the token."""
        ...


@dataclass(frozen=True)
class Entries:
    """The entries of all tokens of a text, sorted by tag.

    Attributes:
        entries: each a number of 64 bits: the tag, then the position and the flags, encrypted with the token's secret.
        tokens: number of tokens in the text.
    """

    entries: array[int]
    tokens: int
    _opened: dict[bytes, dict[int, int]] = field(default_factory=dict, repr=False, compare=False)

    def places(self, secret: bytes) -> dict[int, int]:
        """The positions of a token in order, each with its flags; `secret` is derived from the token."""
        known = self._opened.get(secret)
        if known is None:
            known = self._opened[secret] = dict(self._open(secret))
        return known

    def _open(self, secret: bytes) -> Iterator[tuple[int, int]]:
        last = -1
        for number in count():
            tag, mask = _tag_and_mask(secret, number)
            at = bisect_left(self.entries, tag << _HALF)
            found = []
            while at < len(self.entries) and self.entries[at] >> _HALF == tag:
                place, flags = divmod((self.entries[at] & (1 << _HALF) - 1) ^ mask, 1 << _FLAGS)
                if last < place < self.tokens:
                    found.append((place, flags))
                at += 1
            if not found:
                return
            yield from found
            last = min(found)[0]


@dataclass(frozen=True)
class MovedEntries:
    """The entries of a text most of whose tokens are those of another text, in another order.

    Attributes:
        base: the entries of the other text.
        moved: the position in this text of each token that is in the other one, by its position there.
        own: the entries of the other tokens.
        flags: the flags of each token.
    """

    base: Entries
    moved: dict[int, int]
    own: Entries
    flags: bytes

    def places(self, secret: bytes) -> dict[int, int]:
        """The positions of a token in order, each with its flags; `secret` is derived from the token."""
        found = {self.moved[place] for place in self.base.places(secret) if place in self.moved}
        return {place: self.flags[place] for place in sorted(found | self.own.places(secret).keys())}


@lru_cache(maxsize=1 << 16)
def secret_of(key: bytes, token: str) -> bytes:
    """The secret of a token, from which the tags and masks of its entries are derived."""
    return pbkdf2_hmac("sha256", token.encode(errors="surrogatepass"), key + b"word", ROUNDS)


def flags_of(spaced: bytes, joined: bytes) -> bytes:
    """The flags of each token of a text.

    Args:
        spaced: as in `TokenisedText`.
        joined: as in `TokenisedText`.
    """
    ends = (*joined[1:], 0)[: len(joined)]
    return bytes(
        OPENS * (not joins) | CLOSES * (not goes_on) | SPACED * space
        for space, joins, goes_on in zip(spaced, joined, ends, strict=True)
    )


def token_entries(reading: TokenisedText, key: bytes, places: Iterable[int]) -> Iterator[int]:
    """The entries of some tokens of a text, and of their other spellings."""
    seen: dict[bytes, int] = {}
    flags = flags_of(reading.spaced, reading.joined)
    for place in places:
        for spelling in (reading.tokens[place], *reading.alternatives.get(place, ())):
            secret = secret_of(key, spelling)
            number = seen.get(secret, 0)
            seen[secret] = number + 1
            tag, mask = _tag_and_mask(secret, number)
            yield tag << _HALF | (place << _FLAGS | flags[place]) ^ mask


def packed_entries(entries: Iterable[int]) -> bytes:
    """Entries, sorted, as the bytes of a file."""
    return b"".join(entry.to_bytes(ENTRY, "big") for entry in sorted(entries))


def unpacked_entries(data: bytes) -> array[int]:
    """The entries in the bytes of a file."""
    return array("Q", (int.from_bytes(data[at : at + ENTRY], "big") for at in range(0, len(data), ENTRY)))


class MovedText(NamedTuple):
    """The bytes of a text as the tokens of the first one, moved, without its outline; and what the head says of them."""

    data: bytes
    facts: dict[str, int]


def moved_text(base: TokenisedText, reading: TokenisedText, key: bytes, limit: int) -> MovedText | None:
    """A text as the tokens of the first one, moved; None if this does not take fewer bytes than a limit.

    Args:
        base: the first text.
        reading: the text.
        key: the key of its source.
        limit: the bytes that it takes with entries of its own.
    """
    places = places_in(base, reading)
    packed = packed_places(places)
    own = [number for number, place in enumerate(places) if place == OWN]
    entries = sum(1 + len(reading.alternatives.get(number, ())) for number in own)
    flags = packed_bits(reading.spaced) + packed_bits(reading.joined)
    if ENTRY * entries + len(packed) + len(flags) >= limit:
        return None
    data = packed_entries(token_entries(reading, key, own)) + packed + flags
    return MovedText(data, {"moved": len(packed), "own": entries})


def _tag_and_mask(secret: bytes, number: int) -> tuple[int, int]:
    """The tag of the occurrence `number` of a token, from 0, and the mask that encrypts its position and flags."""
    made = blake2b(number.to_bytes(4, "big"), key=secret, digest_size=ENTRY).digest()
    return int.from_bytes(made[:4], "big"), int.from_bytes(made[4:], "big")
