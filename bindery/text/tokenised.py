"""A text as tokens, and the ways in which the same words can be copied from it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice, pairwise, product

from bindery.text.cleaning import (
    CASE_MARK,
    accents_composed_otherwise,
    clean,
    normalise,
    with_accents_composed,
)
from bindery.text.marks import NO_MARKS, Marks, PlacedMark, marks_at_tokens
from bindery.text.note_marks import NOTED, with_note
from bindery.text.visual_order import readings_as_drawn
from bindery.text.word_patterns import (
    BEFORE_SIGN,
    DIVIDED,
    LINE_END,
    PREFIXED,
    SUPERSCRIPTS,
    UNSPACED,
    has_unspaced,
    number_pattern,
    token_pattern,
)

DIVISION = "\u00ad"  # in a spelling of a word: where a line end divides it, if a viewer copies a space there
LINE_HYPHEN = "- "  # the hyphen with which a program divided a word at a line end; viewers may leave it out
PAGE = "\f"  # separates the pages of a text that has pages
# An empty line, a line with cells that are parted by tabs, or one that begins with the mark of a list item, heading,
# quotation or table row.
_PARAGRAPH = re.compile(r"\n(?=[^\n\t]*\S[^\S\n]*\t)|\n[^\S\n]*(?:\n\s*|(?=(?:[-*+•>|]|#+|\d{1,3}[.)])\s))")
_FIRST_DIGIT = re.compile(r"(?<!\w)\d")
_MOST_BEFORE_DIGIT = 16  # characters of a number before its first digit: signs and a currency, at most
_MOST_READINGS = 16  # ways to read a part of a quotation that are tried
_HYPHEN = re.compile(rf"-{LINE_END}")
_DIVIDED_BY_PROGRAM = re.compile(rf"(?<=[^\W\d_]){LINE_HYPHEN}{LINE_END}(?=[^\W\d_])")
_HYPHEN_BETWEEN_LETTERS = re.compile(rf"(?<=[^\W\d_])-{LINE_END}(?=[^\W\d_])")
_HYPHEN_BESIDE_LETTER = re.compile(rf"(?<=[^\W\d_])-{LINE_END}|-{LINE_END}(?=[^\W\d_])")
# Raised digits are the mark of a note after a word, a year or a number with thousands. After `10`, `km` or `x` they are an
# exponent; so are 2 and 3 after any two letters that may be a unit.
_MARKED = re.compile(
    rf"(.*[^\W\d_{SUPERSCRIPTS}]{{3}}|(?:.*\D)?(?:1[5-9]|20)\d\d|.*\d[.,]\d{{3}}"
    rf"|(?!(?:[kcdmnµμ]m|ft|in|yd|mi|ha|hm|dm)[²³]$)[^\W\d_{SUPERSCRIPTS}]{{2}}"
    rf"|[aàeéioóuwyzавикосуяієй](?![²³]$))[{SUPERSCRIPTS}]+",
    re.IGNORECASE,
)
_POWER = re.compile(rf"[{SUPERSCRIPTS}]+$")
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_ELLIPSIS, _DOTS = "…", 3  # dots of an ellipsis
_MARKED_CASE = re.compile(f"{CASE_MARK}(.)")
# In a quotation: a hyphen before the space that was a line end, and the number of a note after a punctuation mark.
_DIVIDED = re.compile(r"(?<=\w)- (?=\w)")
_NUMBERED = re.compile(
    r"((?:(?<=[^\W\d_])[.,;:!?\"')»。，、；：！？）」』】]+|(?<=\d)[\"')\]»][.,;:!?]*)(?=\d{1,3}(?:\s|$))"
    rf"|[{UNSPACED}])(\d{{1,3}})(?!\d)"
)


@dataclass(frozen=True)
class TokenisedText:
    """A text as tokens: words, numbers, web addresses and runs of one punctuation mark or symbol.

    Attributes:
        tokens: the tokens, in reading order.
        spaced: one byte for each token: 1 if white space precedes it, otherwise 0. It is shown, but not compared.
        joined: one byte for each token: 1 if it continues the word before it, so that no word boundary precedes it.
        pages: the index of the first token of each page; empty for a text without pages.
        paragraphs: the index of the first token of each paragraph, list item and heading after the first.
        alternatives: other spellings of a token, by its index: `well-known` for a word that a line end divides at its
            hyphen, `word3` for a word with the mark of a note.
        marks: its printed page numbers, headings and time codes.
    """

    tokens: tuple[str, ...]
    spaced: bytes
    joined: bytes
    pages: tuple[int, ...] = ()
    paragraphs: tuple[int, ...] = ()
    alternatives: dict[int, tuple[str, ...]] = field(default_factory=dict)
    marks: Marks = NO_MARKS

    @property
    def has_words(self) -> bool:
        """Whether any token is a word or a number."""
        return any(any(map(str.isalnum, token)) for token in self.tokens)

    def page_of(self, token: int) -> int:
        """The number of the page, from 1, that a token is on; 0 when there are no pages."""
        return bisect_right(self.pages, token)


def tokenise(written: str, marks: Sequence[PlacedMark] = (), labels: Sequence[str] = ()) -> TokenisedText:
    """Splits a text into tokens, after `clean`.

    Args:
        written: the text, without marks.
        marks: the marks that it had.
        labels: the number printed on each of its pages.
    """
    text = clean(written)
    starts: list[int] = []
    tokens: list[str] = []
    spaced = bytearray()
    alternatives: dict[int, tuple[str, ...]] = {}
    end = 0
    for match in token_pattern(text).finditer(text):
        start = match.start()
        token = match[0]
        if match["note"] or (start == end and tokens and _POWER.match(token)):
            _add_mark(tokens, alternatives, token)
        else:
            spellings = (token,) if token.isascii() and token.isalnum() else _spellings(token)
            if len(spellings) > 1:
                alternatives[len(tokens)] = spellings[1:]
            starts.append(start)
            tokens.append(spellings[0])
            spaced.append(start > end)
        end = match.end()
    _drop_hyphens_of_lines(tokens, alternatives)
    joined = bytearray(len(tokens))
    for first, last in _multi_token_words(text):
        for index in range(bisect_right(starts, first), bisect_left(starts, last)):
            joined[index] = 1
    breaks = [match.start() for match in re.finditer(PAGE, text)]
    pages = (0, *(bisect_left(starts, place) for place in breaks)) if breaks else ()
    paragraphs = tuple(bisect_left(starts, match.end()) for match in _PARAGRAPH.finditer(text))
    found = _placed(written, marks, starts, labels)
    return TokenisedText(tuple(tokens), bytes(spaced), bytes(joined), pages, paragraphs, alternatives, found)


def _placed(written: str, marks: Sequence[PlacedMark], starts: Sequence[int], labels: Sequence[str]) -> Marks:
    """The marks of a text by the numbers of its tokens, which begin at these offsets of the cleaned text."""
    if not marks and not labels:
        return NO_MARKS
    offsets = (0, *(mark.offset for mark in marks))
    lengths = accumulate(len(clean(written[start:end])) for start, end in pairwise(offsets))
    return marks_at_tokens(written, marks, lengths, starts, labels)


def tokenise_word(word: str) -> TokenisedText:
    """A text of one token, as it is."""
    return TokenisedText((word,), b"\0", b"\0")


def text_of_tokens(reading: TokenisedText, start: int, end: int) -> str:
    """A range of tokens as text, with one space where the text has white space."""
    parts = zip(reading.tokens[start:end], reading.spaced[start:end], strict=True)
    return "".join(f" {token}" if spaced else token for token, spaced in parts).strip()


def token_ranges(cleaned: str) -> list[tuple[int, int]]:
    """Where each token of a cleaned text begins and ends; the mark of a note belongs to no token."""
    ranges: list[tuple[int, int]] = []
    end = 0
    for match in token_pattern(cleaned).finditer(cleaned):
        if not (match["note"] or (match.start() == end and ranges and _POWER.match(match[0]))):
            ranges.append(match.span())
        end = match.end()
    return ranges


def _spellings(token: str) -> tuple[str, ...]:
    """The spelling by which a token is compared, and others that are as good."""
    if token[0] in ".…" and (dots := token.count(".") + _DOTS * token.count(_ELLIPSIS)) >= _DOTS:
        return (_ELLIPSIS + "." * (dots % _DOTS),)  # a fourth dot may be a full stop
    token = token.replace("−", "-")
    if not token.isascii() and len(token.split()) > 1:
        token = BEFORE_SIGN.sub("", token)
    whole, kept = token, tuple[str, ...]()
    if _HYPHEN.search(token):  # a hyphen beside a digit is a true one, though viewers leave it out
        whole = _HYPHEN.sub("-", _HYPHEN_BETWEEN_LETTERS.sub("", token))
        others = (_HYPHEN.sub("-", token), _HYPHEN.sub("-", _HYPHEN_BESIDE_LETTER.sub("", token)))
        halves = _DIVIDED_BY_PROGRAM.sub(DIVISION, token) if LINE_HYPHEN in token else whole
        halves = _HYPHEN.sub("-", halves)
        kept = tuple(dict.fromkeys(spelling for spelling in (*others, halves) if spelling != whole))
    marked = _MARKED.fullmatch(whole)
    if marked:
        return marked[1], *kept, with_note(marked[1], whole[len(marked[1]) :]), NOTED
    return (whole, *kept, whole.translate(_DIGITS)) if _POWER.search(whole) else (whole, *kept)


def _drop_hyphens_of_lines(tokens: Sequence[str], alternatives: dict[int, tuple[str, ...]]) -> None:
    """Drops the spelling with a hyphen of a word that a line end divides, if the text has the word without it elsewhere."""
    divided = {
        place: hyphened
        for place, spellings in alternatives.items()
        if (hyphened := _with_hyphen(tokens[place], spellings))
    }
    known = (
        {token.lower() for place, token in enumerate(tokens) if place not in divided} if divided else set()
    )
    for place, hyphened in divided.items():
        if tokens[place].lower() in known and known.isdisjoint(map(str.lower, hyphened)):
            kept = tuple(other for other in alternatives.pop(place) if other not in hyphened)
            alternatives.update({place: kept} if kept else {})


def _with_hyphen(token: str, spellings: Sequence[str]) -> list[str]:
    """The spellings that differ from a token by hyphens alone."""
    return [other for other in spellings if "-" in other and other.replace("-", "") == token]


def _add_mark(tokens: list[str], alternatives: dict[int, tuple[str, ...]], mark: str) -> None:
    """Adds to the last token the spelling that it has with the mark of a note after it."""
    last = len(tokens) - 1
    known = alternatives.get(last, ())
    spelling = with_note(tokens[last], mark)
    if spelling and len(known) < _MOST_READINGS:
        alternatives[last] = tuple(dict.fromkeys((*known, spelling, NOTED)))


def _multi_token_words(text: str) -> Iterator[tuple[int, int]]:
    """The ranges of a text that are one word although they may have several tokens: start and end offset of each."""
    for match in _numbers(text):
        if match.end() - match.start() > 1:
            yield match.span()
    for pattern in (DIVIDED, PREFIXED):
        for match in pattern.finditer(text):
            yield match.start() - 1, match.end() + 1


def _numbers(text: str) -> Iterator[re.Match[str]]:
    """The numbers of a text, searched for around digits alone where every number has one, since that is much faster."""
    if has_unspaced(text):
        yield from number_pattern(unspaced=True).finditer(text)
        return
    pattern, at = number_pattern(unspaced=False), 0
    while digit := _FIRST_DIGIT.search(text, at):
        found = pattern.search(text, max(at, digit.start() - _MOST_BEFORE_DIGIT))
        if found is None:
            return
        yield found
        at = found.end()


def readings(piece: str, written: str = "") -> Iterator[TokenisedText]:
    """The ways to read a part of a quotation, the plain one first.

    A hyphen before a space may divide a word at the end of a line: it is read with the word joined, with and without
    its hyphen. A number directly after a punctuation mark or a Chinese character may be the mark of a note, which then
    must be in the source. An accent before a letter may belong to it, as in PDFs made with old fonts. Arabic and Hebrew
    may be in the order in which they are drawn, or have lam and alef exchanged.

    Args:
        piece: the part, normalised.
        written: the part as written.
    """
    yield tokenise(piece)
    if CASE_MARK in written:
        yield tokenise(normalise(_MARKED_CASE.sub(lambda match: match[1].swapcase(), written)))
    marked = _NUMBERED.sub(r"\1[\2]", piece)
    divided = (_DIVIDED.sub("-\n", text) for text in (piece, marked))
    accented = (with_accents_composed(piece), *accents_composed_otherwise(piece))
    for text in dict.fromkeys((*divided, marked, *accented, *readings_as_drawn(written or piece))):
        if text != piece:
            read = tokenise(text)
            yield from islice(_spelt(read, numbered="[" in text), _MOST_READINGS)


def _spelt(read: TokenisedText, *, numbered: bool) -> Iterator[TokenisedText]:
    """A text with each of its tokens in each of its spellings.

    Args:
        read: the text.
        numbered: whether a mark of a note must stay, if the text has one.
    """
    places = list(read.alternatives)
    choices = []
    for place in places:
        others = (one for one in read.alternatives[place] if DIVISION not in one and one != NOTED)
        spellings = (read.tokens[place], *others)
        marked = [one for one in spellings[1:] if one.removeprefix(spellings[0]).isdigit()]
        choices.append(marked if numbered and marked else spellings)
    for chosen in product(*choices):
        tokens = list(read.tokens)
        for place, spelling in zip(places, chosen, strict=True):
            tokens[place] = spelling
        yield TokenisedText(tuple(tokens), read.spaced, read.joined, read.pages)
