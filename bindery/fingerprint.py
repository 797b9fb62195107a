"""The fingerprint of a text: enough to tell whether words stand in it, and nothing to read.

docs/fingerprints.md describes the format. In short: for every token, and for every run of five, an entry is kept
under a hash of it; the entry says where it stands, and only who knows the token or the run can find and open it.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b, pbkdf2_hmac, sha256
from itertools import count
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bindery.problems import Problem
from bindery.wording import RULE, Reading

VERSION = 1
RUN = 5  # tokens of the runs that long quotations are looked up by
ROUNDS = 1000  # of the derivation that makes each guess at a single word a thousand times as dear
ENTRY = 8  # bytes
MOST_TOKENS = 1 << 29  # what an entry has room to count
_MAGIC = b"bindery-fingerprint "
_CHECKSUM = 32  # bytes
_HALF = 32  # bits of an entry's tag, and of what it hides
_OPENS, _CLOSES, _SPACED = 1, 2, 4  # flags: a word's edge before, one after, white space before
_FLAGS = 3  # bits


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    tokens: int = Field(ge=0, lt=MOST_TOKENS)
    pages: list[int] = []


class Record(BaseModel):
    """What a fingerprint says of the snapshot that it was made from.

    Attributes:
        source: id of the source.
        snapshot: name of the snapshot's file.
        sha256: hash of the snapshot's bytes.
        bytes: how many there are.
        date: the day on which it was stored.
        tool: what read it.
        rule: version of the rule by which words are compared.
        texts: the texts that were found in it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    source: str
    snapshot: str
    sha256: str
    bytes: int
    date: str
    tool: str
    rule: Literal[1]
    texts: list[_Part]


@dataclass(frozen=True)
class _Index:
    """Entries of one kind in order of their tags; each gives up its place to whoever has its secret."""

    entries: array[int]
    tokens: int
    _opened: dict[bytes, dict[int, int]] = field(default_factory=dict, repr=False, compare=False)

    def places(self, secret: bytes) -> dict[int, int]:
        """The places that a secret opens, in order, each with its flags."""
        known = self._opened.get(secret)
        if known is None:
            known = self._opened[secret] = dict(self._open(secret))
        return known

    def _open(self, secret: bytes) -> Iterator[tuple[int, int]]:
        last = -1
        for number in count():
            tag, mask = _sealed(secret, number)
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
class Print:
    """The fingerprint of one text, which can be asked for words as the text itself can be."""

    key: bytes
    words: _Index
    runs: _Index
    pages: tuple[int, ...]

    def find(self, piece: Reading, start: int) -> int:
        """The first place from token `start` on where a piece stands between edges of words; -1 for none."""
        width = len(piece.tokens)
        if width < RUN:
            steps = [self.words.places(_word(self.key, token)) for token in piece.tokens]
            spaces = list(piece.spaced)
        else:
            steps = [self.runs.places(_run(self.key, piece, first)) for first in range(width - RUN + 1)]
            spaces = []  # a run's hash holds them
        for place, flags in steps[0].items():
            if place >= start and flags & _OPENS:
                reached = [step.get(place + offset) for offset, step in enumerate(steps)]
                if _holds(reached, spaces):
                    return place
        return -1

    def page_of(self, token: int) -> int:
        """The page, from 1, that a token stands on; 0 when there are no pages."""
        return bisect_right(self.pages, token)


def _holds(reached: list[int | None], spaces: list[int]) -> bool:
    """Whether every step of a piece is there, with white space where it belongs, up to a word's edge."""
    if None in reached or not (reached[-1] or 0) & _CLOSES:
        return False
    return all(
        bool((flags or 0) & _SPACED) == bool(s) for flags, s in zip(reached[1:], spaces[1:], strict=False)
    )


@dataclass(frozen=True)
class Fingerprint:
    """A fingerprint as it was read.

    Attributes:
        record: what it says of the snapshot.
        prints: one for each text that was found in the snapshot.
    """

    record: Record
    prints: tuple[Print, ...]


def write(record: dict[str, Any], readings: tuple[Reading, ...]) -> bytes:
    """The fingerprint of a snapshot's texts: the same bytes for the same record and texts.

    Args:
        record: the attributes of `Record`, without `rule` and `texts`.
        readings: the texts.
    """
    parts = [{"tokens": len(r.tokens), "pages": list(r.pages)} for r in readings]
    head = json.dumps({**record, "rule": RULE, "texts": parts}, sort_keys=True, ensure_ascii=False)
    key = _key(record["source"])
    body = b"".join(_packed(_entries(reading, key, width)) for reading in readings for width in (1, RUN))
    whole = _MAGIC + f"{VERSION}\n{head}\n".encode() + body
    return whole + sha256(whole).digest()


def read(path: str, data: bytes, source: str) -> tuple[Fingerprint | None, list[Problem]]:
    """A fingerprint and what is wrong with it; it is used only when nothing is."""
    first, _, rest = data.partition(b"\n")
    whole = sha256(data[:-_CHECKSUM]).digest() == data[-_CHECKSUM:]
    if whole and first.startswith(_MAGIC) and first != _MAGIC + str(VERSION).encode():
        message = "this fingerprint is of a version that is not known here"
        remedy = "run `bindery snapshot add` again, or install the version of Bindery that wrote it"
        return None, [Problem("B330", message, path=path, help=remedy)]
    opened = _open(rest) if whole else None
    if opened is None:
        message = "this fingerprint is damaged: its checksum is not that of its contents"
        remedy = f"take it from version control again, or run `bindery snapshot add {source} FILE`"
        return None, [Problem("B309", message, path=path, help=remedy)]
    if opened.record.source != source:
        return None, [
            stale(path, source, f"this is the fingerprint of another source, `{opened.record.source}`")
        ]
    return opened, []


def stale(path: str, source: str, message: str) -> Problem:
    """A fingerprint that does not belong to what it lies beside."""
    return Problem("B331", message, path=path, help=f"run `bindery snapshot add {source} FILE` again")


def _open(rest: bytes) -> Fingerprint | None:
    head, _, body = rest[:-_CHECKSUM].partition(b"\n")
    try:
        record = Record.model_validate_json(head)
    except ValidationError:
        return None
    prints = []
    key = _key(record.source)
    at = 0
    for part in record.texts:
        sizes = (part.tokens, max(0, part.tokens - RUN + 1))
        indexes = []
        for size in sizes:
            if at + size * ENTRY > len(body):
                return None
            indexes.append(_Index(_unpacked(body[at : at + size * ENTRY]), part.tokens))
            at += size * ENTRY
        prints.append(Print(key, indexes[0], indexes[1], tuple(part.pages)))
    return Fingerprint(record, tuple(prints)) if at == len(body) else None


def _key(source: str) -> bytes:
    """The key of a source: equal texts of two sources have nothing in common to see."""
    return blake2b(f"{VERSION}:{RULE}:{source}".encode(), digest_size=32, person=b"bindery-key").digest()


@lru_cache(maxsize=1 << 16)
def _word(key: bytes, token: str) -> bytes:
    return pbkdf2_hmac("sha256", token.encode("utf-8", "surrogatepass"), key + b"word", ROUNDS)


def _run(key: bytes, reading: Reading, first: int) -> bytes:
    last = first + RUN
    parts = zip(reading.tokens[first:last], b"\0" + reading.spaced[first + 1 : last], strict=True)
    words = "".join(f" \0{token}" if spaced else f"\0{token}" for token, spaced in parts)
    return blake2b(
        words.encode("utf-8", "surrogatepass"), key=key, digest_size=32, person=b"bindery-run"
    ).digest()


def _sealed(secret: bytes, number: int) -> tuple[int, int]:
    """The tag of an occurrence of what a secret stands for, and the mask over its place."""
    made = blake2b(number.to_bytes(4, "big"), key=secret, digest_size=ENTRY).digest()
    return int.from_bytes(made[:4], "big"), int.from_bytes(made[4:], "big")


def _entries(reading: Reading, key: bytes, width: int) -> Iterator[int]:
    """An entry for every token, or for every run of tokens."""
    seen: dict[bytes, int] = {}
    ends = (*reading.joined[1:], 0)
    for place in range(len(reading.tokens) - width + 1):
        secret = _word(key, reading.tokens[place]) if width == 1 else _run(key, reading, place)
        number = seen.get(secret, 0)
        seen[secret] = number + 1
        flags = (
            _OPENS * (not reading.joined[place])
            | _CLOSES * (not ends[place + width - 1])
            | _SPACED * reading.spaced[place]
        )
        tag, mask = _sealed(secret, number)
        yield tag << _HALF | (place << _FLAGS | flags) ^ mask


def _packed(entries: Iterator[int]) -> bytes:
    return b"".join(entry.to_bytes(ENTRY, "big") for entry in sorted(entries))


def _unpacked(data: bytes) -> array[int]:
    return array("Q", (int.from_bytes(data[at : at + ENTRY], "big") for at in range(0, len(data), ENTRY)))
