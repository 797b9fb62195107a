"""The passage of a source most like a quotation that is not in it: shown to the author, never used to verify."""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from bindery.text.tokens import Searchable, SearchableText, TokenisedText, normalised_parts, tokenise

_MOST_PLACES = 2000  # places of one word that are considered
_CANDIDATES = 5  # passages that are compared in detail
_LEAST_LIKENESS = 70  # per cent, of a passage that shares no whole word with the quotation
_LONGEST_QUOTE = 64  # characters; no such passage is searched for a longer quotation
_MOST_SEARCHED = 1 << 17  # characters of the snapshot that are searched for such a passage
_SLACK = 2  # how many words longer or shorter than the quotation a passage may be
_MOST_CHANGES = 12  # differences that a message lists
_EDGES = ".,;:!?\"'()[]…"


def nearest_passage(quote: str, snapshot: SearchableText) -> tuple[str, str]:
    """The passage of a snapshot that is most like a quotation, and how the two differ.

    Args:
        quote: the words that were not found.
        snapshot: the text that is searched.

    Returns:
        The passage, empty when nothing is like the quotation; and the differences in words for a message, such as
        `“killed” for “died”`, which may be empty.
    """
    wanted = [word for piece in normalised_parts(quote) for word in piece.split()]
    starts: dict[int, int] = {}
    for offset, word in enumerate(wanted):
        for index in snapshot.places.get(word, ())[:_MOST_PLACES]:
            starts[index - offset] = starts.get(index - offset, 0) + 1
    if not starts:
        return _similarly_spelt(" ".join(wanted), snapshot), ""
    best = heapq.nsmallest(_CANDIDATES, starts, key=lambda start: (-starts[start], start))
    wanted_text = " ".join(wanted)
    near = max(
        (_passage(snapshot, at, len(wanted)) for at in best),
        key=lambda words: fuzz.ratio(wanted_text, " ".join(words)),
    )
    return _compared(wanted, near)


def nearest_words(words: str, paragraphs: Sequence[str]) -> str:
    """The words of some paragraphs that are most like others; empty when nothing is like them.

    Args:
        words: the words that were not found.
        paragraphs: the paragraphs, as written.
    """
    found = [nearest_passage(words, SearchableText.of(paragraph))[0] for paragraph in paragraphs]
    likest = max(found, key=lambda near: fuzz.ratio(words, near), default="")
    return likest if fuzz.ratio(words, likest) >= _LEAST_LIKENESS else ""


def _passage(snapshot: SearchableText, start: int, width: int) -> list[str]:
    return snapshot.words[max(0, start) : max(0, start + width + _SLACK)]


def _compared(wanted: list[str], near: list[str]) -> tuple[str, str]:
    """The passage, cut where the quotation ends, and the differences between the two."""
    ends = range(max(1, len(wanted) - _SLACK), len(near) + 1)
    end = min(ends, key=lambda end: (_distance(wanted, near[:end]), abs(end - len(wanted))), default=0)
    return " ".join(near[:end]), word_differences(wanted, near[:end])


def word_differences(wanted: list[str], near: list[str]) -> str:
    """How the words of a passage differ from others, such as `“killed” for “died”`; empty when they do not."""
    steps = [step for step in Levenshtein.opcodes(_bare(wanted), _bare(near)) if step.tag != "equal"]
    changes = [
        f"“{_in_words(wanted[step.src_start : step.src_end])}” for “{_in_words(near[step.dest_start : step.dest_end])}”"
        for step in steps
    ]
    return "; ".join(changes[:_MOST_CHANGES])


def _distance(wanted: list[str], near: list[str]) -> int:
    return int(Levenshtein.distance(_bare(wanted), _bare(near)))


def _in_words(words: list[str]) -> str:
    return " ".join(words) or "(nothing)"


def _bare(words: list[str]) -> list[str]:
    """The words without the punctuation at both ends, which a quotation may leave out."""
    if not words:
        return []
    bare = [*words]
    bare[0] = bare[0].lstrip(_EDGES)
    bare[-1] = bare[-1].rstrip(_EDGES)
    return bare


def _similarly_spelt(quote: str, snapshot: SearchableText) -> str:
    """A passage spelt much like a quotation with which it shares no whole word; empty when there is none."""
    if not 0 < len(quote) <= _LONGEST_QUOTE:
        return ""
    searched = snapshot.normal[:_MOST_SEARCHED]
    found = fuzz.partial_ratio_alignment(quote, searched, score_cutoff=_LEAST_LIKENESS)
    if found is None:
        return ""
    start = searched.rfind(" ", 0, found.dest_start + 1) + 1
    end = searched.find(" ", found.dest_end)
    return searched[start : end if end >= 0 else len(searched)]


def longest_match(quote: str, witness: Searchable) -> str:
    """How much of a quotation is in a source of which only a fingerprint is stored, as help for a message.

    A fingerprint can say whether it has given words, but has no text to show.

    Args:
        quote: the words that were not found.
        witness: the fingerprint.
    """
    at = 0
    for piece in map(tokenise, normalised_parts(quote)):
        found = witness.find(piece, at)
        if found < 0:
            return _first_missing(piece, witness, at)
        at = found + len(piece.tokens)
    return "there is no text to show, only a fingerprint: compare the words with the source"


def _first_missing(piece: TokenisedText, witness: Searchable, start: int) -> str:
    """A message with the longest beginning of a piece that is there, and the first word that is not."""
    fits = 0
    for width in range(1, len(piece.tokens)):
        if not (width < len(piece.tokens) and piece.joined[width]):
            if witness.find(_cut(piece, width), start) < 0:
                break
            fits = width
    there, missing = _text_of(_cut(piece, fits)), _text_of(piece, fits)
    if not fits:
        return f"the source does not have even the first word, “{missing}”"
    return f"the source has “{there}”, but it does not go on with “{missing}”"


def _cut(piece: TokenisedText, width: int) -> TokenisedText:
    return TokenisedText(piece.tokens[:width], piece.spaced[:width], piece.joined[:width])


def _text_of(piece: TokenisedText, start: int = 0) -> str:
    """The text of a piece; when `start` is above 0, only the word that begins at that token."""
    text = ""
    for index in range(start, len(piece.tokens)):
        if piece.spaced[index] and index > start:
            if start:
                break
            text += " "
        text += piece.tokens[index]
    return text
