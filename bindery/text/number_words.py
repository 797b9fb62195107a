"""Finds numbers written in English words: `forty-four`, `a dozen`, `half a million`, `two thirds`, `twice`, `a decade`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from bindery.text.characters import ascii_lowered

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
CARDINALS = {**_CARDINALS, "hundred": 100}
"""The numbers of one English word."""
_SMALL_SCALES = {"dozen": 12, "hundred": 100}  # a larger scale may follow, as in `two hundred thousand`
SCALES = {
    **_SMALL_SCALES,
    "thousand": 10**3,
    "lakh": 10**5,
    "million": 10**6,
    "crore": 10**7,
    "billion": 10**9,
    "trillion": 10**12,
}
SCALE = "|".join(SCALES)
SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12, "trn": 10**12}
"""What letters after digits multiply by."""
_DENOMINATORS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
}
SPANS = {"decade": 10, "hundred year": 100}  # length in years
_WORDS_WITH_UNIT = {  # words that mean a number and its unit
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
_FIRST_FIGURE = 10  # a number below this is a figure only before a noun that it counts

_CARDINAL = "|".join([*_CARDINALS, *SCALES])
_ROW = re.compile(
    rf"(?i)(?<![\w-])(?<![\w\x00]['’])(?:(?P<lead>half\s+an?|an?)[\s-]+(?=(?:{SCALE})\b))?"
    rf"(?P<row>(?:{_CARDINAL})\b(?:(?:[\s-]+|\s+and\s+)(?:{_CARDINAL})\b)*)"
)
_ONE = re.compile(rf"(?i)(?P<gap>\s+and\s+|[\s-]+)?(?P<word>{_CARDINAL})\b")
_ORDINAL = re.compile(r"(?i)[\s-]+(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b")
_SHARE = re.compile(
    rf"(?i)(?<![\w-])(?:(?P<many>an?|{'|'.join(_SMALL[1:10])})[\s-]+)?(?P<part>{'|'.join(_DENOMINATORS)})(?P<plural>s?)\b"
    rf"(?!-|\s+an?\s+(?:{SCALE})\b)(?P<of>\s+of\b)?"
)
_OF_SCALE = re.compile(
    rf"(?i)(?<![\w-])(?P<many>an?|{'|'.join(_SMALL[1:10])})[\s-]+(?P<part>{'|'.join(_DENOMINATORS)})s?"
    r"\s+of\s+a\s+(?P<scale>thousand|lakh|million|crore|billion|trillion)\b"
)
_BY = re.compile(  # `rose by a third in June`, but not `hit by a third attack`
    r"(?i)\b(?:of which|of whom|by|to|than|nearly|almost|about|around|roughly|some|only|just|over|under) (?:an? )?$"
)
_NO_NOUN_AFTER = re.compile(
    r"(?i)\s*(?:$|[.,;:)–—]|(?:in|on|at|from|since|over|during|after|before|between|by|to|and|or|but|last|this|next|compared"
    r"|more|less|higher|lower|larger|smaller|as|than|for|when|while|is|are|was|were|has|have|had|will)\b)"
)
_LISTED = re.compile(r"[^.!?]*(?:,|\band)\s+(?:and\s+)?")
_SUPERLATIVE = re.compile(
    r"(?i)\b(?:[a-z]{3,}est|worst(?:-\w+)?|best(?:-\w+)?|top|bottom)\s$"
)  # `the poorest fifth of`
_NOT_A_SHARE = re.compile(r"(?i)(?:first|second|third|latter|other|and a)\s$")
_WORD = re.compile(
    rf"(?i)(?<![\w-])(?:an?\s+(?=decade|century|fortnight))?(?P<word>{'|'.join(_WORDS_WITH_UNIT)})\b"
)

_ORDINAL_SMALL = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
)
_ORDINALS = {word: n for n, word in enumerate(_ORDINAL_SMALL, 1)}
_ORDINALS |= {f"{word[:-1]}ieth": value for word, value in _TENS.items()}
_ORDINALS |= {
    f"{ten}-{word}": value + n for ten, value in _TENS.items() for n, word in enumerate(_ORDINAL_SMALL[:9], 1)
}
ORDINAL = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_PLACE = re.compile(rf"(?i)(?<![\w-])(?P<word>{ORDINAL})(?!\w)(?!-(?:hand|class|rate|party|degree|guess)\b)")

_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER_WORDS = frozenset(
    [
        *_ORDINAL_SMALL,
        *(f"{word[:-1]}ieth" for word in _TENS),
        *_CARDINALS,
        *SCALES,
        *_WORDS_WITH_UNIT,
        *_DENOMINATORS,
        *(f"{part}s" for part in _DENOMINATORS),
    ]
)


@dataclass(frozen=True)
class SpelledNumber:
    """A number in words that was found in a text.

    Attributes:
        start: offset of its first character.
        end: offset after its last character.
        value: the number.
        unit: `share` (of one), `times`, `ordinal`, `year` or `week` when the words say so, otherwise empty.
        small: whether the word is so common, as `one` or `double` is, that it may not be meant as a figure.
        below: the first number that is too large, if the words only give a size, such as `hundreds`; else None.
        bound: `about` when the word itself says so, as `une vingtaine` does; else empty.
    """

    start: int
    end: int
    value: Fraction
    unit: str = ""
    small: bool = False
    below: Fraction | None = None
    bound: str = ""


def may_be_in_english_number(word: str) -> bool:
    """Whether a word in small letters may be part of what `find_number_words` finds."""
    return word in _NUMBER_WORDS


def find_number_words(text: str) -> Iterator[SpelledNumber]:
    """Every number in words. Not in reading order: shares first, then cardinal numbers, then words such as `twice`."""
    if _NUMBER_WORDS.isdisjoint(_LETTERS.findall(text.lower())):
        return  # most texts have none
    yield from _shares(text)
    for match in _OF_SCALE.finditer(text):  # `a quarter of a million`
        share = Fraction(_CARDINALS.get(match["many"].lower(), 1), _DENOMINATORS[match["part"].lower()])
        yield SpelledNumber(*match.span(), share * SCALES[match["scale"].lower()])
    for match in _ROW.finditer(text):
        yield from _row(text, match)
    for match in _WORD.finditer(text):
        word = match["word"].lower()
        value, unit = _WORDS_WITH_UNIT[word]
        yield SpelledNumber(*match.span(), Fraction(value), unit, small=word == "double")
    for match in _PLACE.finditer(text):
        rank = ordinal_value(match["word"])
        yield SpelledNumber(*match.span(), Fraction(rank), "ordinal", small=rank < _FIRST_FIGURE)


def ordinal_value(word: str) -> int:
    """The number of an ordinal word: 21 for `twenty-first`."""
    return _ORDINALS[ascii_lowered(word)]


def _shares(text: str) -> Iterator[SpelledNumber]:
    """`half`, `a third of`, `three quarters`; but not `a third attack` or `the second half`."""
    last = None  # the end of the last share
    for match in _SHARE.finditer(text):
        part, many = match["part"].lower(), (match["many"] or "").lower()
        plain = (
            part == "half" or match["plural"] or match["of"] or many == "one" or _is_amount(text, match, last)
        )
        if (
            (many or part == "half" or _SUPERLATIVE.search(text, 0, match.start()))
            and plain
            and not _NOT_A_SHARE.search(text[max(0, match.start() - 10) : match.start()])
        ):
            last = match.end("plural")
            yield SpelledNumber(
                match.start(),
                match.end("plural"),
                Fraction(_CARDINALS.get(many, 1), _DENOMINATORS[part]),
                "share",
            )


def _is_amount(text: str, match: re.Match[str], last: int | None) -> bool:
    """Whether `a third` is an amount and not the third of several things.

    Args:
        text: the text.
        match: the words.
        last: the end of the last share before them; None for none.
    """
    before = text[max(0, match.start() - 12) : match.start()]
    listed = last is not None and _LISTED.fullmatch(
        text, last, match.start()
    )  # `half from taxes, a third from fees`
    return bool((listed or _BY.search(before)) and _NO_NOUN_AFTER.match(text, match.end()))


def _row(text: str, match: re.Match[str]) -> Iterator[SpelledNumber]:
    lead = (match["lead"] or "").lower()
    share = Fraction(1, 2) if lead.startswith("half") else Fraction(1 if lead else 0)
    for start, end, value in _numbers(text, *match.span("row"), share):
        if not _ORDINAL.match(text, end):
            begin = match.start() if start == match.start("row") else start
            yield SpelledNumber(begin, end, value, small=value < _FIRST_FIGURE and not lead)


def _numbers(text: str, at: int, end: int, lead: Fraction) -> Iterator[tuple[int, int, Fraction]]:
    """The numbers in a row of number words: `two hundred and six` is one number, `one two` are two.

    Args:
        text: the text.
        at: offset at which the row begins.
        end: offset after the row.
        lead: the number before the row: 1/2 in `half a million`, 1 in `a million`, zero for none.

    Yields:
        Start, end and value of each number.
    """
    start, total, group, last = at, Fraction(0), lead, "one" if lead else ""
    while at < end and (match := _ONE.match(text, at)):
        word, joined = ascii_lowered(match["word"]), "and" in (match["gap"] or "").lower()
        if last and not _continues(word, last, joined=joined):
            yield start, at, total + group
            total, group, last = Fraction(0), Fraction(0), ""
        if not last:
            start = match.start("word")
        if word in _CARDINALS:
            group += _CARDINALS[word]
        elif word in _SMALL_SCALES:
            group *= SCALES[word]
        else:
            total, group = total + group * SCALES[word], Fraction(0)
        last, at = word, match.end()
    if total + group or last == "zero":
        yield start, at, total + group


def _continues(word: str, last: str, *, joined: bool) -> bool:
    """Whether a word continues the number whose last word so far is `last`.

    Args:
        word: the next word.
        last: the word before it.
        joined: whether `and` is between the two.
    """
    if word in SCALES:
        return not joined and last not in ("zero", word)
    if last in SCALES:
        return True
    return last in _TENS and word in _SMALL[1:10] and not joined
