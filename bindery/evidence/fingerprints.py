"""The fingerprint of a text: enough to tell whether words stand in it, and nothing to read.

docs/reference/fingerprints.md describes the format. In short: for every token an entry is kept under a hash of it, which says
where the token stands, and only who knows the token can find and open it; and for every place there is a hash of the
five tokens from there on.
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

from bindery.text.problems import Problem
from bindery.text.tokens import RULE, TokenisedText

VERSION = 1
RUN = 5  # tokens of a run
ROUNDS = 1000  # of the derivation that makes each guess at a single word a thousand times as dear
ENTRY = 8  # bytes, of what is kept for a token
CHECK = 4  # bytes, of what is kept for a run
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


class SnapshotRecord(BaseModel):
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
class FingerprintedText:
    """The fingerprint of one text, which can be asked for words as the text itself can be."""

    key: bytes
    words: _Index
    runs: bytes
    pages: tuple[int, ...]

    def find(self, piece: TokenisedText, start: int) -> int:
        """The first place from token `start` on where a piece stands between edges of words; -1 for none."""
        width = len(piece.tokens)
        looked_up = range(width) if width < RUN else (0, width - 1)  # the runs vouch for what lies between
        steps = {offset: self.words.places(_word(self.key, piece.tokens[offset])) for offset in looked_up}
        for place, flags in steps[0].items():
            if place >= start and flags & _OPENS:
                reached = {offset: step.get(place + offset) for offset, step in steps.items()}
                if _holds(reached, piece) and self._runs_on(piece, place):
                    return place
        return -1

    def _runs_on(self, piece: TokenisedText, place: int) -> bool:
        """Whether every run of a piece is that of the place where it would stand."""
        return all(
            _run(self.key, piece, first, place + first) == self.runs[CHECK * (place + first) :][:CHECK]
            for first in range(len(piece.tokens) - RUN + 1)
        )

    def page_of(self, token: int) -> int:
        """The page, from 1, that a token stands on; 0 when there are no pages."""
        return bisect_right(self.pages, token)


def _holds(reached: dict[int, int | None], piece: TokenisedText) -> bool:
    """Whether every token looked up is there, with white space where it belongs, up to a word's edge."""
    last = len(piece.tokens) - 1
    return all(
        flags is not None
        and (offset == 0 or bool(flags & _SPACED) == bool(piece.spaced[offset]))
        and (offset < last or bool(flags & _CLOSES))
        for offset, flags in reached.items()
    )


@dataclass(frozen=True)
class Fingerprint:
    """A fingerprint as it was read.

    Attributes:
        record: what it says of the snapshot.
        prints: one for each text that was found in the snapshot.
    """

    record: SnapshotRecord
    prints: tuple[FingerprintedText, ...]


def write_fingerprint(record: dict[str, Any], readings: tuple[TokenisedText, ...]) -> bytes:
    """The fingerprint of a snapshot's texts: the same bytes for the same record and texts.

    Args:
        record: the attributes of `Record`, without `rule` and `texts`.
        readings: the texts.
    """
    parts = [{"tokens": len(r.tokens), "pages": list(r.pages)} for r in readings]
    head = json.dumps({**record, "rule": RULE, "texts": parts}, sort_keys=True, ensure_ascii=False)
    key = _key(record["source"])
    body = b"".join(
        part for reading in readings for part in (_packed(_entries(reading, key)), _runs(reading, key))
    )
    whole = _MAGIC + f"{VERSION}\n{head}\n".encode() + body
    return whole + sha256(whole).digest()


def read_fingerprint(path: str, data: bytes, source: str) -> tuple[Fingerprint | None, list[Problem]]:
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
            stale_problem(
                path, source, f"this is the fingerprint of another source, `{opened.record.source}`"
            )
        ]
    return opened, []


def stale_problem(path: str, source: str, message: str) -> Problem:
    """A fingerprint that does not belong to what it lies beside."""
    return Problem("B331", message, path=path, help=f"run `bindery snapshot add {source} FILE` again")


def _open(rest: bytes) -> Fingerprint | None:
    head, _, body = rest[:-_CHECKSUM].partition(b"\n")
    try:
        record = SnapshotRecord.model_validate_json(head)
    except ValidationError:
        return None
    prints = []
    key = _key(record.source)
    at = 0
    for part in record.texts:
        middle = at + ENTRY * part.tokens
        end = middle + CHECK * max(0, part.tokens - RUN + 1)
        if end > len(body):
            return None
        words = _Index(_unpacked(body[at:middle]), part.tokens)
        prints.append(FingerprintedText(key, words, body[middle:end], tuple(part.pages)))
        at = end
    return Fingerprint(record, tuple(prints)) if at == len(body) else None


def _key(source: str) -> bytes:
    """The key of a source: equal texts of two sources have nothing in common to see."""
    return blake2b(f"{VERSION}:{RULE}:{source}".encode(), digest_size=32, person=b"bindery-key").digest()


@lru_cache(maxsize=1 << 16)
def _word(key: bytes, token: str) -> bytes:
    return pbkdf2_hmac("sha256", token.encode(errors="surrogatepass"), key + b"word", ROUNDS)


def _run(key: bytes, reading: TokenisedText, first: int, place: int) -> bytes:
    """The hash of the run of a piece that begins with its token `first`, as it is when it stands at a place."""
    last = first + RUN
    parts = zip(reading.tokens[first:last], b"\0" + reading.spaced[first + 1 : last], strict=True)
    words = "".join(f" \0{token}" if spaced else f"\0{token}" for token, spaced in parts)
    salt = place.to_bytes(8, "big")
    return blake2b(
        words.encode(errors="surrogatepass"), key=key, digest_size=CHECK, salt=salt, person=b"bindery-run"
    ).digest()


def _runs(reading: TokenisedText, key: bytes) -> bytes:
    return b"".join(_run(key, reading, place, place) for place in range(len(reading.tokens) - RUN + 1))


def _sealed(secret: bytes, number: int) -> tuple[int, int]:
    """The tag of an occurrence of what a secret stands for, and the mask over its place."""
    made = blake2b(number.to_bytes(4, "big"), key=secret, digest_size=ENTRY).digest()
    return int.from_bytes(made[:4], "big"), int.from_bytes(made[4:], "big")


def _entries(reading: TokenisedText, key: bytes) -> Iterator[int]:
    """An entry for every token."""
    seen: dict[bytes, int] = {}
    ends = (*reading.joined[1:], 0)
    for place, token in enumerate(reading.tokens):
        secret = _word(key, token)
        number = seen.get(secret, 0)
        seen[secret] = number + 1
        flags = (
            _OPENS * (not reading.joined[place])
            | _CLOSES * (not ends[place])
            | _SPACED * reading.spaced[place]
        )
        tag, mask = _sealed(secret, number)
        yield tag << _HALF | (place << _FLAGS | flags) ^ mask


def _packed(entries: Iterator[int]) -> bytes:
    return b"".join(entry.to_bytes(ENTRY, "big") for entry in sorted(entries))


def _unpacked(data: bytes) -> array[int]:
    return array("Q", (int.from_bytes(data[at : at + ENTRY], "big") for at in range(0, len(data), ENTRY)))
