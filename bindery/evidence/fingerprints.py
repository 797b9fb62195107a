"""Fingerprints of texts: they show whether a text has given words, but the text cannot be read from them.

docs/reference/fingerprints.md describes the format. In short: for every token there is an encrypted entry with its position,
filed under a hash of the token, so that only those who know the token can find and decrypt it. For every position
there is also a hash of the five tokens that begin there. The outline of the text, one byte for each token, is not encrypted.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b, sha256
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bindery.evidence.fingerprint_entries import (
    CLOSES,
    ENTRY,
    OPENS,
    Entries,
    Index,
    MovedEntries,
    flags_of,
    moved_text,
    packed_entries,
    secret_of,
    token_entries,
    unpacked_entries,
)
from bindery.evidence.moved_tokens import OWN, unpacked_bits, unpacked_places
from bindery.text.limiters import list_name, word_list
from bindery.text.marks import NO_MARKS, Cue, Heading, Marks
from bindery.text.problems import Problem
from bindery.text.sentences import KIND, outline_of
from bindery.text.tokens import RULE, TokenisedText

VERSION = 3  # of files in which a text has the tokens of the first one, moved
_PLAIN = 2  # of all others
_KEYED = 2  # the rule by which keys were first made; later ones have the same
RUN = 5  # tokens in a run
CHECK = 4  # bytes of the hash of a run
MOST_TOKENS = 1 << 29  # an entry has 29 bits for the position
_MAGIC = b"bindery-fingerprint "
_CHECKSUM = 32  # bytes
_READ = {str(version).encode() for version in (_PLAIN, VERSION)}


class _TextRecord(BaseModel):
    """What a fingerprint records of one text.

    Attributes:
        tokens: number of its tokens.
        pages: the number of the first token of each page.
        respelt: number of other spellings of its tokens, which have entries too.
        moved: number of bytes that say where its tokens are in the first text; 0 for a text with entries of its own.
        own: number of entries of a moved text, for the tokens that the first text does not have.
        labels: as in `Marks`, like the two below; an empty list is left out.
        headings: the headings.
        cues: the time codes.
    """

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", strict=True)

    tokens: int = Field(ge=0, lt=MOST_TOKENS)
    pages: list[int] = []
    respelt: int = Field(default=0, ge=0, lt=MOST_TOKENS)
    moved: int = Field(default=0, ge=0, lt=MOST_TOKENS)
    own: int = Field(default=0, ge=0, lt=MOST_TOKENS)
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

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", strict=True)

    source: str
    snapshot: str
    sha256: str
    bytes: int
    date: str
    tool: str
    language: str = ""
    words: str
    rule: Literal[2, 3]
    texts: list[_TextRecord]


@dataclass(frozen=True)
class FingerprintedText:
    """The fingerprint of one text; it can be searched for words as the text itself can.

    Attributes:
        key: the key of its source.
        words: the entries of its tokens.
        runs: the hash of the run at each position, `CHECK` bytes each; empty for the tokens of another text, moved.
        pages: the number of the first token of each page; empty when the text has no pages.
        codes: the outline of the text.
        language: tag of the language whose limiting words the outline has; None when all lists were used.
        respelt: whether any token has another spelling, for which there is an entry too.
        marks: its printed page numbers, headings and time codes.
        rule: version of the rule by which its words are compared.
    """

    key: bytes
    words: Index
    runs: bytes
    pages: tuple[int, ...]
    codes: bytes
    language: str | None
    respelt: bool = False
    marks: Marks = NO_MARKS
    rule: int = RULE

    def find(self, piece: TokenisedText, start: int) -> int:
        """The position, from token `start` on, at which a piece occurs as whole words; -1 when there is none."""
        ways = (self._exact(piece), self._respelt(piece))
        firsts = (next((place for place in way if place >= start), -1) for way in ways)
        return min((first for first in firsts if first >= 0), default=-1)

    def occurrences(self, piece: TokenisedText) -> list[int]:
        """Every position at which a piece occurs as whole words, in order."""
        return sorted({*self._exact(piece), *self._respelt(piece)})

    def _exact(self, piece: TokenisedText) -> Iterator[int]:
        """The positions of a piece in the spelling by which tokens are compared, in order."""
        width = len(piece.tokens)
        looked_up = (
            range(width) if width < RUN or not self.runs else (0, width - 1)
        )  # the hashes of runs confirm the tokens between
        steps = {offset: self.words.places(secret_of(self.key, piece.tokens[offset])) for offset in looked_up}
        for place, flags in sorted(steps[0].items()):
            if flags & OPENS:
                reached = {offset: step.get(place + offset) for offset, step in steps.items()}
                if _holds(reached) and self._runs_on(piece, place):
                    yield place

    def _respelt(self, piece: TokenisedText) -> Iterator[int]:
        """The positions of a piece, with every token looked up, since a run has only one spelling of its tokens."""
        steps = []
        for token in piece.tokens if self.respelt else ():
            steps.append(self.words.places(secret_of(self.key, token)))
            if not steps[-1]:
                return
        for place, flags in sorted(steps[0].items()) if steps else ():
            if flags & OPENS:
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
            (form for form in dict.fromkeys(forms) if token in self.words.places(secret_of(self.key, form))),
            "",
        )

    def _runs_on(self, piece: TokenisedText, place: int) -> bool:
        """Whether every run of a piece has the hash that is stored for its position, if the piece begins at `place`."""
        return not self.runs or all(
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
        flags is not None and (offset < last or bool(flags & CLOSES)) for offset, flags in reached.items()
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


def write_fingerprint(
    record: dict[str, Any], readings: tuple[TokenisedText, ...], *, may_move: bool = True
) -> bytes:
    """The fingerprint file of a snapshot; the same record and texts always give the same bytes.

    Args:
        record: the attributes of a `SnapshotRecord`, without `words`, `rule` and `texts`.
        readings: the texts of the snapshot.
        may_move: whether a text may be kept as the tokens of the first one, moved; files of version 2 have none.
    """
    language = record.get("language") or None
    key = _key(record["source"])
    parts: list[dict[str, Any]] = []
    body = b""
    for reading in readings:
        respelt = sum(map(len, reading.alternatives.values()))
        moved = moved_text(readings[0], reading, key, _size(reading)) if may_move and parts else None
        facts = {"tokens": len(reading.tokens), "pages": list(reading.pages), "respelt": respelt}
        marks = {name: list(found) for name, found in vars(reading.marks).items() if found}
        parts.append({**facts, **(moved.facts if moved else {}), **marks})
        body += moved.data if moved else _whole(reading, key)
        body += outline_of(reading, language)
    version = VERSION if any("moved" in part for part in parts) else _PLAIN
    made = {"words": list_name(language), "rule": RULE, "texts": parts}
    head = json.dumps({**record, **made}, sort_keys=True, ensure_ascii=False)
    whole = _MAGIC + f"{version}\n{head}\n".encode() + body
    return whole + sha256(whole).digest()


def _size(reading: TokenisedText) -> int:
    """The bytes of a text with entries of its own, without its outline."""
    tokens = len(reading.tokens)
    return ENTRY * (tokens + sum(map(len, reading.alternatives.values()))) + CHECK * max(0, tokens - RUN + 1)


def _whole(reading: TokenisedText, key: bytes) -> bytes:
    """The bytes of a text with entries of its own, without its outline."""
    return packed_entries(token_entries(reading, key, range(len(reading.tokens)))) + _runs(reading, key)


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
    if whole and first.startswith(_MAGIC) and first.removeprefix(_MAGIC) not in _READ:
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
    older = first.removeprefix(_MAGIC) in {str(version).encode() for version in range(1, _PLAIN)}
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
    prints: list[FingerprintedText] = []
    key, language = _key(record.source), record.language or None
    base: Entries | None = None
    at = 0
    for part in record.texts:
        read = _moved_entries(part, body[at:], base) if part.moved and base else _entries(part, body[at:])
        if read is None:
            return None
        words, runs, length = read
        base = words if isinstance(words, Entries) and base is None else base
        codes = body[at + length :][: part.tokens]
        at += length + part.tokens
        respelt = part.respelt > 0
        prints.append(
            FingerprintedText(
                key, words, runs, tuple(part.pages), codes, language, respelt, part.marks, record.rule
            )
        )
    return Fingerprint(record, tuple(prints)) if at == len(body) else None


def _entries(part: _TextRecord, data: bytes) -> tuple[Entries, bytes, int] | None:
    """The entries and runs of a text, and how many bytes they take; None when bytes are missing."""
    middle = ENTRY * (part.tokens + part.respelt)
    end = middle + CHECK * max(0, part.tokens - RUN + 1)
    if end + part.tokens > len(data):
        return None
    return Entries(unpacked_entries(data[:middle]), part.tokens), data[middle:end], end


def _moved_entries(part: _TextRecord, data: bytes, base: Entries) -> tuple[MovedEntries, bytes, int] | None:
    """As `_entries`, for a text with the tokens of the first one, moved; it has no runs."""
    middle, width = ENTRY * part.own, -(-part.tokens // 8)
    flags = middle + part.moved
    end = flags + 2 * width
    if end + part.tokens > len(data):
        return None
    places = unpacked_places(data[middle:flags], part.tokens, base.tokens)
    if places is None:
        return None
    moved = {place: number for number, place in enumerate(places) if place != OWN}
    spaced, joined = (
        unpacked_bits(data[start : start + width], part.tokens) for start in (flags, flags + width)
    )
    own = Entries(unpacked_entries(data[:middle]), part.tokens)
    return MovedEntries(base, moved, own, flags_of(spaced, joined)), b"", end


def _key(source: str) -> bytes:
    """The key of a source. Keys differ, so that nobody can see that two sources have the same text."""
    return blake2b(f"{_PLAIN}:{_KEYED}:{source}".encode(), digest_size=32, person=b"bindery-key").digest()


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
