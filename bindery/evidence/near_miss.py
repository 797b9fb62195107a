"""What comes nearest to words that are not there: for a message to an author, and never to approve anything."""

from __future__ import annotations

import heapq

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from bindery.text.tokens import Searchable, SearchableText, TokenisedText, normalised_parts, tokenise

_MOST_PLACES = 2000  # of one word that are looked at
_CANDIDATES = 5  # passages that are compared closely
_LIKE_ENOUGH = 70  # per cent, for a passage that shares no whole word
_LONGEST_SOUGHT = 64  # characters of a quotation that such a passage is looked for
_MOST_SEARCHED = 1 << 17  # characters that are searched for it
_SLACK = 2  # words that a passage may have more or fewer than the quotation
_MOST_CHANGES = 12  # differences that a message lists
_EDGES = ".,;:!?\"'()[]…"


def nearest_passage(quote: str, snapshot: SearchableText) -> tuple[str, str]:
    """The words of a snapshot that are most like a quotation, and the words that differ."""
    wanted = [word for piece in normalised_parts(quote) for word in piece.split()]
    starts: dict[int, int] = {}
    for offset, word in enumerate(wanted):
        for index in snapshot.places.get(word, ())[:_MOST_PLACES]:
            starts[index - offset] = starts.get(index - offset, 0) + 1
    if not starts:
        return _like(" ".join(wanted), snapshot), ""
    best = heapq.nsmallest(_CANDIDATES, starts, key=lambda start: (-starts[start], start))
    said = " ".join(wanted)
    near = max(
        (_passage(snapshot, at, len(wanted)) for at in best),
        key=lambda words: fuzz.ratio(said, " ".join(words)),
    )
    return _compared(wanted, near)


def _passage(snapshot: SearchableText, start: int, width: int) -> list[str]:
    return snapshot.words[max(0, start) : max(0, start + width + _SLACK)]


def _compared(wanted: list[str], near: list[str]) -> tuple[str, str]:
    """The passage up to where the quotation ends, and the differences on the way."""
    ends = range(max(1, len(wanted) - _SLACK), len(near) + 1)
    end = min(ends, key=lambda end: (_distance(wanted, near[:end]), abs(end - len(wanted))), default=0)
    near = near[:end]
    steps = [step for step in Levenshtein.opcodes(_bare(wanted), _bare(near)) if step.tag != "equal"]
    changes = [
        f"“{_said(wanted[step.src_start : step.src_end])}” for “{_said(near[step.dest_start : step.dest_end])}”"
        for step in steps
    ]
    return " ".join(near), "; ".join(changes[:_MOST_CHANGES])


def _distance(wanted: list[str], near: list[str]) -> int:
    return int(Levenshtein.distance(_bare(wanted), _bare(near)))


def _said(words: list[str]) -> str:
    return " ".join(words) or "(nothing)"


def _bare(words: list[str]) -> list[str]:
    """The words, the first and last without the signs that a quotation may leave out there."""
    if not words:
        return []
    bare = [*words]
    bare[0] = bare[0].lstrip(_EDGES)
    bare[-1] = bare[-1].rstrip(_EDGES)
    return bare


def _like(quote: str, snapshot: SearchableText) -> str:
    """A passage that shares no whole word with a quotation and is spelt much like it; empty when none is."""
    if not 0 < len(quote) <= _LONGEST_SOUGHT:
        return ""
    searched = snapshot.normal[:_MOST_SEARCHED]
    found = fuzz.partial_ratio_alignment(quote, searched, score_cutoff=_LIKE_ENOUGH)
    if found is None:
        return ""
    start = searched.rfind(" ", 0, found.dest_start + 1) + 1
    end = searched.find(" ", found.dest_end)
    return searched[start : end if end >= 0 else len(searched)]


def longest_match(quote: str, witness: Searchable) -> str:
    """How much of a quotation a fingerprint has: it can be asked for words, and has none to show."""
    at = 0
    for piece in map(tokenise, normalised_parts(quote)):
        found = witness.find(piece, at)
        if found < 0:
            return _first_missing(piece, witness, at)
        at = found + len(piece.tokens)
    return "there is no text to show, only a fingerprint: compare the words with the source"


def _first_missing(piece: TokenisedText, witness: Searchable, start: int) -> str:
    """The longest beginning of a piece that is there, and the word after it."""
    fits = 0
    for width in range(1, len(piece.tokens)):
        if not (width < len(piece.tokens) and piece.joined[width]):
            if witness.find(_cut(piece, width), start) < 0:
                break
            fits = width
    there, missing = _written(_cut(piece, fits)), _written(piece, fits)
    begins = f"“{there}” is there" if fits else "not even its first word is there"
    return f"{begins}; then the source does not go on with “{missing}”" if fits else f"{begins}: “{missing}”"


def _cut(piece: TokenisedText, width: int) -> TokenisedText:
    return TokenisedText(piece.tokens[:width], piece.spaced[:width], piece.joined[:width])


def _written(piece: TokenisedText, start: int = 0) -> str:
    """The words of a piece, from one of them up to the next blank."""
    said = ""
    for index in range(start, len(piece.tokens)):
        if piece.spaced[index] and index > start:
            if start:
                break
            said += " "
        said += piece.tokens[index]
    return said
