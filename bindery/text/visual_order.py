"""Reads Arabic and Hebrew words that a viewer of PDFs copies in the order in which they are drawn, from left to right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import partial
from itertools import product

from bindery.text.cleaning import normalise

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_AS_DRAWN = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")  # forms of Arabic letters, by their place in a word
# A stretch that keeps its order when the rest is reversed: Latin words and numbers.
_LEFT_TO_RIGHT = r"[A-Za-z0-9\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9](?:[\w\u00c0-\u024f.,:/'-]*[A-Za-z0-9\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9])?"
# Letters in their plain form between letters as drawn keep their order too, with the punctuation after them.
_PLAIN = "[\u0620-\u06d3\u06d5-\u06ef\u06fa-\u06ff]+[\u060c\u061b\u061f\u06d4.,:]*"
# So do marks next to them, and spaces between two such letters or marks.
_MARKS = "\u060c\u061b\u061f.:\"'«»!?*–\\-"
_BARE = "[\u0620-\u064a\u0671-\u06d3\u06d5-\u06ef\u06fa-\u06ff]"  # without vowel signs
_SPACED = rf"(?:[{_MARKS}][{_MARKS} ]*)?{_BARE}(?:[{_MARKS} ]*{_BARE})*(?:[{_MARKS} ]*[{_MARKS}])?"
_KEPT_SPACED = re.compile(f"{_SPACED}|{_LEFT_TO_RIGHT}(?: {_LEFT_TO_RIGHT})*", re.ASCII)
# Latin words keep their order, and a number after them belongs to them; two numbers are drawn one before the other.
_KEPT = re.compile(f"(?=[A-Za-z]){_LEFT_TO_RIGHT}(?: {_LEFT_TO_RIGHT})*|{_LEFT_TO_RIGHT}", re.ASCII)
_KEPT_PLAIN = re.compile(f"{_PLAIN}|{_LEFT_TO_RIGHT}", re.ASCII)
_MIRRORED = str.maketrans("()[]{}«»", ")(][}{»«")
_ALEF_ALEF_LAM = re.compile("(?<=ا)([أإآا])ل")
# Nor has any word this ya before another letter: it is the one sign for lam and ya, as ya and lam.
_YA_LAM = re.compile("ىل(?![\u0621-\u064a])")
_DIRECTED = re.compile("[\u202a-\u202e]")  # viewers that copy in reading order put these marks around words
_EMBEDDED = re.compile("\u202a([^\u202a-\u202e]*)\u202c")
# A mark after Latin words, on their other side: Poppler puts it there, as it is drawn.
_MARK_BEFORE_LATIN = re.compile(
    r"(?<=\s)([.,:;!?\u060c\u061b\u061f])([A-Za-z](?:[\w.'-]*[A-Za-z0-9])?)", re.ASCII
)
_NUMBER_SIGNS = "%‰°$€£₪"
_NUMBER = "[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066b\u066c][0-9\u0660-\u0669\u06f0-\u06f9]+)*"
_RANGE_EMBEDDED = re.compile(f"(\u202a[ ]*)({_NUMBER})([-–])({_NUMBER})([ ]*\u202c)")
_SIGN_EARLY = re.compile("([\u064b-\u0655\u0670])([\u0620-\u064a\u0671-\u06d3\u06d5])(?![\u064b-\u0655])")
_SIGN_APART = re.compile("[ ]+([\u064b-\u0652])")
_SIGN_FIRST = re.compile("(?<![\u0620-\u06ff])([\u064b-\u0652])([\u0620-\u064a])")
_ALEF_LAM = re.compile("[اأإآ]ل")
# Within a word, not after `و` and the like at its beginning, where it is the article.
_INNER_ALEF_LAM = re.compile(r"(?<=[\u0620-\u064a])(?<!\b[وفبك])([اأإآ])ل")
_LAM_ALEF = re.compile("ل[اأإآ]")
_MANY_WORDS = 6  # a line with as many words has an order that no one else would write
_TURNED_WORDS = 3  # words of which the forms of the letters show that they are turned
_RUN_TOGETHER = 10  # letters of a word, on average, if a viewer left out the spaces
_MANY_LETTERS = 30  # so does one with as many letters, if a viewer left out its spaces
_MOST_PAIRS = 3


def readings_as_drawn(written: str) -> Iterator[str]:
    """The ways to read words as they are drawn: each line from its end, or with lam before alef; normalised.

    Args:
        written: the words, as copied.
    """
    if not _RIGHT_TO_LEFT.search(written):
        return
    lines = [line for line in written.splitlines() if line.strip()]
    ways = (_KEPT, _KEPT_PLAIN, _KEPT_SPACED) if _AS_DRAWN.search(written) else (_KEPT,)
    for kept in ways:
        yield _signed(" ".join(_turned(line.strip(), kept) for line in lines))
    piece = normalise(written)
    yield _with_lam_first(piece)
    directed = _DIRECTED.search(written) is not None
    if len(ways) > 1 or directed:
        yield _signed(piece)
    if directed:
        yield _INNER_ALEF_LAM.sub(r"ل\1", piece)
    if _MARK_BEFORE_LATIN.search(written):
        yield normalise(_MARK_BEFORE_LATIN.sub(r"\2\1 ", written))
    embedded = _EMBEDDED.sub(_embedded, written)
    yield from _by_line(embedded)
    whole = _EMBEDDED.sub(partial(_embedded, parts=_NUMBER_SIGNS), written)
    if whole != embedded:
        yield from _by_line(whole)
    ranges = _RANGE_EMBEDDED.sub(_ends_exchanged, written)
    if ranges != written:
        yield from _by_line(_EMBEDDED.sub(_embedded, ranges))


def has_own_order(words: str) -> bool:
    """Whether there are so many words that no one would write them in the order in which they are drawn.

    Fewer do if the forms of their letters show that each word is turned too.
    """
    if sum(map(_is_turned, words.split())) >= _TURNED_WORDS:
        return True
    written = sum(any(map(str.isalpha, word)) for word in words.split())
    letters = sum(map(str.isalnum, words))
    return written >= _MANY_WORDS or letters >= max(_MANY_LETTERS, _RUN_TOGETHER * written)


def _is_turned(word: str) -> bool:
    """Whether the first letter of a word has the form that the last one has, or the other way round."""
    letters = [letter for letter in word if letter.isalpha()]
    forms = [unicodedata.decomposition(letter).partition(" ")[0] for letter in (*letters[:1], *letters[-1:])]
    return len(letters) > 1 and (forms[0] == "<final>" or forms[1] == "<initial>")


def _by_line(written: str) -> Iterator[str]:
    """The readings of words that are in reading order but for vowel signs before their letters and alef before lam."""
    for one in (written, _SIGN_EARLY.sub(r"\2\1", written)):
        for two in (one, _with_lam_first(one)):
            yield _signed(two)


def has_exchanged_lam(text: str) -> bool:
    """Whether a viewer copied the one sign for lam and alef as alef and lam: no word is spelt so, and none has them right."""
    return _ALEF_ALEF_LAM.search(text) is not None and not _LAM_ALEF.search(text)


def _with_lam_first(text: str) -> str:
    text = _YA_LAM.sub("لى", text)
    return _ALEF_ALEF_LAM.sub(r"ل\1", text) if has_exchanged_lam(text) else text


def _embedded(match: re.Match[str], parts: str = "") -> str:
    """A stretch that a viewer marks as going from left to right, with the spaces and marks at its ends exchanged.

    Args:
        match: the stretch.
        parts: signs that are drawn as a part of the number next to them: `12%` in Hebrew, but not in Arabic.
    """
    words = match[1]
    letters = [place for place, one in enumerate(words) if one.isalnum() or one in parts]
    if not letters:
        return words[::-1]
    first, last = letters[0], letters[-1] + 1
    return f"{words[last:][::-1]}{words[first:last]}{words[:first][::-1]}"


def _ends_exchanged(match: re.Match[str]) -> str:
    """The numbers of a range that a viewer copied as it is drawn, from left to right, in the order in which they are read."""
    return f"{match[1]}{match[4]}{match[3]}{match[2]}{match[5]}"


def _turned(line: str, kept: re.Pattern[str]) -> str:
    """A line from its end, except for the stretches that are kept."""
    parts: list[str] = []
    end = 0
    for match in kept.finditer(line):
        parts += (line[end : match.start()][::-1].translate(_MIRRORED), match[0])
        end = match.end()
    parts.append(line[end:][::-1].translate(_MIRRORED))
    return "".join(reversed(parts))


def _signed(text: str) -> str:
    """The text, normalised, with each vowel sign after its letter."""
    return normalise(_SIGN_FIRST.sub(r"\2\1", _SIGN_APART.sub(r"\1", normalise(text))))


def with_lam_before_alef(word: str) -> Iterator[str]:
    """A word with some of its pairs of alef and lam exchanged: a viewer may copy the one sign for lam and alef as `ال`."""
    pairs = [match.start() for match in _ALEF_LAM.finditer(word)][:_MOST_PAIRS]
    for chosen in product((False, True), repeat=len(pairs)):
        letters = list(word)
        for place in (place for place, wanted in zip(pairs, chosen, strict=True) if wanted):
            letters[place : place + 2] = letters[place + 1], letters[place]
        yield "".join(letters)
