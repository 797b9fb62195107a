"""Fingerprints of texts: they show whether a text has given words, but the text cannot be read from them.

docs/reference/fingerprints.md describes the format. In short: for every token there is an encrypted entry with its position,
filed under a hash of the token, so that only those who know the token can find and decrypt it. For every position
there is also a hash of the five tokens that begin there. The outline of the text, one byte for each token, is not encrypted.
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

from bindery.text.limiters import list_name, word_list
from bindery.text.marks import NO_MARKS, Cue, Heading, Marks
from bindery.text.problems import Problem
from bindery.text.sentences import KIND, outline_of
from bindery.text.tokens import RULE, TokenisedText

VERSION = 2
RUN = 5  # tokens in a run
ROUNDS = 1000  # of PBKDF2: each guess at a word costs a thousand times as much
ENTRY = 8  # bytes of the entry of a token
CHECK = 4  # bytes of the hash of a run
MOST_TOKENS = 1 << 29  # an entry has 29 bits for the position
_MAGIC = b"bindery-fingerprint "
_CHECKSUM = 32  # bytes
_HALF = 32  # bits of an entry's tag, and of its encrypted position and flags
_OPENS, _CLOSES, _SPACED = 1, 2, 4  # flags of a token: begins a word, ends a word, has white space before it
_FLAGS = 3  # bits of the flags


class _TextRecord(BaseModel):
    """What a fingerprint records of one text.

    Attributes:
        tokens: number of its tokens.
        pages: the number of the first token of each page.
        respelt: number of other spellings of its tokens, which have entries too.
        labels: as in `Marks`, like the two below; an empty list is left out.
        headings: the headings.
        cues: the time codes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    tokens: int = Field(ge=0, lt=MOST_TOKENS)
    pages: list[int] = []
    respelt: int = Field(default=0, ge=0, lt=MOST_TOKENS)
    labels: list[str] = []
    headings: list[tuple[int, int, int, str]] = []
    cues: list[tuple[int, int]] = []

    @property
    def marks(self) -> Marks:
        """The marks of the text."""
        headings, cues = (Heading(*one) for one in self.headings), (Cue(*one) for one in self.cues)
        return Marks(tuple(self.labels), tuple(headings), tuple(cues))


class SnapshotRecord(BaseModel):
    """What a fingerprint records of the snapshot from which it was made.

    Attributes:
        source: id of the source.
        snapshot: name of the snapshot's file.
        sha256: SHA-256 of the snapshot, in hexadecimal.
        bytes: size of the snapshot, in bytes.
        date: the day on which it was stored, such as `2024-11-21`.
        tool: name and version of the program that read it.
        language: tag of the language whose limiting words the outline has; empty when all lists were used.
        words: name of the list of these words; empty when there is none for the language.
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
    language: str = ""
    words: str
    rule: Literal[2]
    texts: list[_TextRecord]


@dataclass(frozen=True)
class _Index:
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
class FingerprintedText:
    """The fingerprint of one text; it can be searched for words as the text itself can.

    Attributes:
        key: the key of its source.
        words: the entries of its tokens.
        runs: the hash of the run at each position, `CHECK` bytes each.
        pages: the number of the first token of each page; empty when the text has no pages.
        codes: the outline of the text.
        language: tag of the language whose limiting words the outline has; None when all lists were used.
        respelt: whether any token has another spelling, for which there is an entry too.
        marks: its printed page numbers, headings and time codes.
    """

    key: bytes
    words: _Index
    runs: bytes
    pages: tuple[int, ...]
    codes: bytes
    language: str | None
    respelt: bool = False
    marks: Marks = NO_MARKS

    def find(self, piece: TokenisedText, start: int) -> int:
        """The position, from token `start` on, at which a piece occurs as whole words; -1 when there is none."""
        found = (place for place in self._exact(piece) if place >= start)
        return next(found, next((place for place in self._respelt(piece) if place >= start), -1))

    def occurrences(self, piece: TokenisedText) -> list[int]:
        """Every position at which a piece occurs as whole words, in order."""
        return sorted({*self._exact(piece), *self._respelt(piece)})

    def _exact(self, piece: TokenisedText) -> Iterator[int]:
        """The positions of a piece in the spelling by which tokens are compared, in order."""
        width = len(piece.tokens)
        looked_up = (
            range(width) if width < RUN else (0, width - 1)
        )  # the hashes of runs confirm the tokens between
        steps = {offset: self.words.places(_word(self.key, piece.tokens[offset])) for offset in looked_up}
        for place, flags in sorted(steps[0].items()):
            if flags & _OPENS:
                reached = {offset: step.get(place + offset) for offset, step in steps.items()}
                if _holds(reached) and self._runs_on(piece, place):
                    yield place

    def _respelt(self, piece: TokenisedText) -> Iterator[int]:
        """The positions of a piece, with every token looked up, since a run has only one spelling of its tokens."""
        steps = []
        for token in piece.tokens if self.respelt else ():
            steps.append(self.words.places(_word(self.key, token)))
            if not steps[-1]:
                return
        for place, flags in sorted(steps[0].items()) if steps else ():
            if flags & _OPENS:
                reached = {offset: step.get(place + offset) for offset, step in enumerate(steps)}
                if _holds(reached):
                    yield place

    def outline(self, _language: str | None) -> bytes:
        """The outline of the text, as it was when the fingerprint was written."""
        return self.codes

    def limiting_word(self, token: int) -> str:
        """The limiting word at a position, found by trying each word of the list; empty when it is none of these."""
        spellings = word_list(self.language).spellings.get(self.codes[token] & KIND, ())
        forms = (
            *spellings,
            *map(str.capitalize, spellings),
            *map(str.upper, spellings),
        )  # the usual ones first
        return next(
            (form for form in dict.fromkeys(forms) if token in self.words.places(_word(self.key, form))), ""
        )

    def _runs_on(self, piece: TokenisedText, place: int) -> bool:
        """Whether every run of a piece has the hash that is stored for its position, if the piece begins at `place`."""
        return all(
            _run(self.key, piece, first, place + first) == self.runs[CHECK * (place + first) :][:CHECK]
            for first in range(len(piece.tokens) - RUN + 1)
        )

    def page_of(self, token: int) -> int:
        """The number of the page, from 1, that has a token; 0 when the text has no pages."""
        return bisect_right(self.pages, token)


def _holds(reached: dict[int, int | None]) -> bool:
    """Whether all tokens that were looked up are there, and the last one ends a word."""
    last = max(reached)
    return all(
        flags is not None and (offset < last or bool(flags & _CLOSES)) for offset, flags in reached.items()
    )


@dataclass(frozen=True)
class Fingerprint:
    """A fingerprint file that was read.

    Attributes:
        record: what it records of the snapshot.
        prints: the fingerprint of each text that was found in the snapshot.
    """

    record: SnapshotRecord
    prints: tuple[FingerprintedText, ...]


def write_fingerprint(record: dict[str, Any], readings: tuple[TokenisedText, ...]) -> bytes:
    """The fingerprint file of a snapshot; the same record and texts always give the same bytes.

    Args:
        record: the attributes of a `SnapshotRecord`, without `words`, `rule` and `texts`.
        readings: the texts of the snapshot.
    """
    parts = [
        {
            "tokens": len(reading.tokens),
            "pages": list(reading.pages),
            "respelt": sum(map(len, reading.alternatives.values())),
            **{name: list(found) for name, found in vars(reading.marks).items() if found},
        }
        for reading in readings
    ]
    language = record.get("language") or None
    made = {"words": list_name(language), "rule": RULE, "texts": parts}
    head = json.dumps({**record, **made}, sort_keys=True, ensure_ascii=False)
    key = _key(record["source"])
    body = b"".join(
        part
        for reading in readings
        for part in (_packed(_entries(reading, key)), _runs(reading, key), outline_of(reading, language))
    )
    whole = _MAGIC + f"{VERSION}\n{head}\n".encode() + body
    return whole + sha256(whole).digest()


def read_fingerprint(path: str, data: bytes, source: str) -> tuple[Fingerprint | None, list[Problem]]:
    """Reads a fingerprint file.

    Args:
        path: path of the file, for messages.
        data: its bytes.
        source: id of the source that it should belong to.

    Returns:
        The fingerprint, or None if there are problems; and the problems (B309, B330, B331).
    """
    first, _, rest = data.partition(b"\n")
    whole = sha256(data[:-_CHECKSUM]).digest() == data[-_CHECKSUM:]
    if whole and first.startswith(_MAGIC) and first != _MAGIC + str(VERSION).encode():
        message, remedy = _other_version(first, source)
        return None, [Problem("B330", message, path=path, help=remedy)]
    opened = _open(rest) if whole else None
    if opened is None:
        message = "this fingerprint is damaged: its checksum does not match its contents"
        remedy = f"restore it from version control, or run `bindery snapshot add {source} FILE`"
        return None, [Problem("B309", message, path=path, help=remedy)]
    if opened.record.source != source:
        return None, [
            stale_problem(
                path, source, f"this fingerprint belongs to another source, `{opened.record.source}`"
            )
        ]
    return opened, []


def _other_version(first: bytes, source: str) -> tuple[str, str]:
    """What is wrong with a fingerprint of another version, and what to do, from the first line of its file."""
    older = first.removeprefix(_MAGIC) in {str(version).encode() for version in range(1, VERSION)}
    if older:
        message = "this fingerprint was made by an earlier rule of comparison, which is no longer used"
        return message, f"make it again from the stored text: bindery snapshot add {source} FILE"
    message = "this fingerprint has a version that this Bindery cannot read"
    return message, "run `bindery snapshot add` again, or install the version of Bindery that wrote it"


def stale_problem(path: str, source: str, message: str) -> Problem:
    """The problem (B331) that a fingerprint does not match its source or snapshot."""
    return Problem("B331", message, path=path, help=f"run `bindery snapshot add {source} FILE` again")


def _open(rest: bytes) -> Fingerprint | None:
    """The fingerprint from a file's bytes after the first line; None when they are not one."""
    head, _, body = rest[:-_CHECKSUM].partition(b"\n")
    try:
        record = SnapshotRecord.model_validate_json(head)
    except ValidationError:
        return None
    prints = []
    key = _key(record.source)
    at = 0
    for part in record.texts:
        middle = at + ENTRY * (part.tokens + part.respelt)
        end = middle + CHECK * max(0, part.tokens - RUN + 1)
        after = end + part.tokens
        if after > len(body):
            return None
        words = _Index(_unpacked(body[at:middle]), part.tokens)
        runs, codes = body[middle:end], body[end:after]
        language = record.language or None
        pages, respelt = tuple(part.pages), part.respelt > 0
        prints.append(FingerprintedText(key, words, runs, pages, codes, language, respelt, part.marks))
        at = after
    return Fingerprint(record, tuple(prints)) if at == len(body) else None


def _key(source: str) -> bytes:
    """The key of a source. Keys differ, so that nobody can see that two sources have the same text."""
    return blake2b(f"{VERSION}:{RULE}:{source}".encode(), digest_size=32, person=b"bindery-key").digest()


@lru_cache(maxsize=1 << 16)
def _word(key: bytes, token: str) -> bytes:
    """The secret of a token, from which the tags and masks of its entries are derived."""
    return pbkdf2_hmac("sha256", token.encode(errors="surrogatepass"), key + b"word", ROUNDS)


def _run(key: bytes, reading: TokenisedText, first: int, place: int) -> bytes:
    """The hash of the run that begins at token `first` of a piece, if that token is at position `place` of the text."""
    last = first + RUN
    words = "".join(f"\0{token}" for token in reading.tokens[first:last])
    salt = place.to_bytes(8, "big")
    return blake2b(
        words.encode(errors="surrogatepass"), key=key, digest_size=CHECK, salt=salt, person=b"bindery-run"
    ).digest()


def _runs(reading: TokenisedText, key: bytes) -> bytes:
    """The hash of every run of a text, one after the other."""
    return b"".join(_run(key, reading, place, place) for place in range(len(reading.tokens) - RUN + 1))


def _tag_and_mask(secret: bytes, number: int) -> tuple[int, int]:
    """The tag of the occurrence `number` of a token, from 0, and the mask that encrypts its position and flags."""
    made = blake2b(number.to_bytes(4, "big"), key=secret, digest_size=ENTRY).digest()
    return int.from_bytes(made[:4], "big"), int.from_bytes(made[4:], "big")


def _entries(reading: TokenisedText, key: bytes) -> Iterator[int]:
    """The entry of every token of a text, and of its other spellings."""
    seen: dict[bytes, int] = {}
    ends = (*reading.joined[1:], 0)
    for place, token in enumerate(reading.tokens):
        flags = (
            _OPENS * (not reading.joined[place])
            | _CLOSES * (not ends[place])
            | _SPACED * reading.spaced[place]
        )
        for spelling in (token, *reading.alternatives.get(place, ())):
            secret = _word(key, spelling)
            number = seen.get(secret, 0)
            seen[secret] = number + 1
            tag, mask = _tag_and_mask(secret, number)
            yield tag << _HALF | (place << _FLAGS | flags) ^ mask


def _packed(entries: Iterator[int]) -> bytes:
    """Entries, sorted, as the bytes of a file."""
    return b"".join(entry.to_bytes(ENTRY, "big") for entry in sorted(entries))


def _unpacked(data: bytes) -> array[int]:
    return array("Q", (int.from_bytes(data[at : at + ENTRY], "big") for at in range(0, len(data), ENTRY)))
