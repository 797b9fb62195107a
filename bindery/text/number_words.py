"""Numbers that are written in words: `forty-four`, `a dozen`, `half a million`, `two thirds`, `twice`, `a decade`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = {
    word: 10 * n
    for n, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2
    )
}
_CARDINALS = {word: n for n, word in enumerate(_SMALL)} | _TENS
_WITHIN = {"dozen": 12, "hundred": 100}  # scales that a greater one may follow
SCALES = {
    **_WITHIN,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
SCALE = "|".join(SCALES)
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
SPANS = {"decade": 10}  # in years
_ONCE = {  # words that are a number by themselves, with its unit
    "twice": (2, "times"),
    "twofold": (2, "times"),
    "double": (2, "times"),
    "doubled": (2, "times"),
    "thrice": (3, "times"),
    "threefold": (3, "times"),
    "tripled": (3, "times"),
    "trebled": (3, "times"),
    "quadrupled": (4, "times"),
    "decade": (SPANS["decade"], "year"),
    "century": (100, "year"),
    "fortnight": (2, "week"),
}
_WEAK = 10  # a number below this is a figure only before something that is counted

_CARDINAL = "|".join([*_CARDINALS, *SCALES])
_ROW = re.compile(
    rf"(?i)(?<![\w-])(?:(?P<lead>half\s+an?|an?)[\s-]+(?=(?:{SCALE})\b))?"
    rf"(?P<row>(?:{_CARDINAL})\b(?:(?:[\s-]+|\s+and\s+)(?:{_CARDINAL})\b)*)"
)
_ONE = re.compile(rf"(?i)(?P<gap>\s+and\s+|[\s-]+)?(?P<word>{_CARDINAL})\b")
_ORDINAL = re.compile(r"(?i)[\s-]+(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b")
_SHARE = re.compile(
    rf"(?i)(?<![\w-])(?:(?P<many>an?|{'|'.join(_SMALL[1:10])})[\s-]+)?(?P<part>{'|'.join(_PARTS)})(?P<plural>s?)\b"
    rf"(?!-|\s+an?\s+(?:{SCALE})\b)(?P<of>\s+of\b)?"
)
_NO_SHARE = re.compile(r"(?i)(?:first|second|third|latter|other|and a)\s$")
_WORD = re.compile(rf"(?i)(?<![\w-])(?:an?\s+(?=decade|century|fortnight))?(?P<word>{'|'.join(_ONCE)})\b")


@dataclass(frozen=True)
class SpelledNumber:
    """A number in words, and where in the text it stands.

    Attributes:
        start: offset of its first character.
        end: offset after its last character.
        value: the number.
        unit: `share` (of one), `times`, `year` or `week` when the word says it; or empty.
        small: whether it is so common a word, `one` or `double`, that it need not be a figure.
    """

    start: int
    end: int
    value: Fraction
    unit: str = ""
    small: bool = False


def find_number_words(text: str) -> Iterator[SpelledNumber]:
    """Every number in words, rows of words first."""
    yield from _shares(text)
    for match in _ROW.finditer(text):
        yield from _row(text, match)
    for match in _WORD.finditer(text):
        word = match["word"].lower()
        value, unit = _ONCE[word]
        yield SpelledNumber(*match.span(), Fraction(value), unit, small=word == "double")


def _shares(text: str) -> Iterator[SpelledNumber]:
    """`half`, `a third of`, `three quarters`; but not `a third attack` or `the second half`."""
    for match in _SHARE.finditer(text):
        part, many = match["part"].lower(), (match["many"] or "").lower()
        plain = part == "half" or match["plural"] or match["of"] or many == "one"
        if (
            (many or part == "half")
            and plain
            and not _NO_SHARE.search(text[max(0, match.start() - 10) : match.start()])
        ):
            yield SpelledNumber(
                match.start(), match.end("plural"), Fraction(_CARDINALS.get(many, 1), _PARTS[part]), "share"
            )


def _row(text: str, match: re.Match[str]) -> Iterator[SpelledNumber]:
    lead = (match["lead"] or "").lower()
    share = Fraction(1, 2) if lead.startswith("half") else Fraction(1 if lead else 0)
    for start, end, value in _numbers(text, *match.span("row"), share):
        if not _ORDINAL.match(text, end):
            begin = match.start() if start == match.start("row") else start
            yield SpelledNumber(begin, end, value, small=value < _WEAK and not lead)


def _numbers(text: str, at: int, end: int, lead: Fraction) -> Iterator[tuple[int, int, Fraction]]:
    """The numbers that a row of words makes: `two hundred and six` is one, `one two` are two."""
    start, total, group, last = at, Fraction(0), lead, "one" if lead else ""
    while at < end and (match := _ONE.match(text, at)):
        word, joined = match["word"].lower(), "and" in (match["gap"] or "").lower()
        if last and not _goes_on(word, last, joined=joined):
            yield start, at, total + group
            total, group, last = Fraction(0), Fraction(0), ""
        if not last:
            start = match.start("word")
        if word in _CARDINALS:
            group += _CARDINALS[word]
        elif word in _WITHIN:
            group *= SCALES[word]
        else:
            total, group = total + group * SCALES[word], Fraction(0)
        last, at = word, match.end()
    if total + group or last == "zero":
        yield start, at, total + group


def _goes_on(word: str, last: str, *, joined: bool) -> bool:
    """Whether a word goes on with the number that another word ended so far."""
    if word in SCALES:
        return not joined and last not in ("zero", word)
    if last in SCALES:
        return True
    return last in _TENS and word in _SMALL[1:10] and not joined
