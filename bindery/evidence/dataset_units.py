"""The unit of a dataset, and whether a number of a source is a value in it: 6,000 kilograms is 6 in `tonnes`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache, partial
from typing import NamedTuple

from bindery.evidence.counted_things import things_after
from bindery.evidence.figure_labels import fates_in
from bindery.text import amounts, numerals, units
from bindery.text.figure import Figure
from bindery.text.number_words import SCALES, SHORT
from bindery.text.things import related, table_of, things_in
from bindery.text.units_beside import percent_words, points_words
from bindery.text.words_of_all import words_of_all

_SCALE_WORD = re.compile(
    rf"(?i)(?<!per )(?<!\w)(?P<word>{'|'.join(SCALES)})s?\b|['’‘]?(?<![\d.,])(?P<zeros>000)(?:s\b|\b)|(?P<short>[$€£¥]\s?(?:k|m|mn|bn?|tn|trn))\b"
)
# Words for a scale in other languages, as in `Mio. €` or `万人`, unless they are the base of a rate.
_FAR_SCALE = re.compile(r"[十百千万億亿萬兆]+|(?<!\w)[^\W\d_]{2,}\.?")
_SECTION = "datasets"  # of the file of a language
_LEAST_SCALE = 1000
_TIMES = re.compile(r"(?i)^\s*(?:times|x|×)(?!\w)")
_OF_A_YEAR = re.compile(r"(?i)\b(?:in|since|of|by|from|until|during|to|for|and|year)\s+$")
_WORD_AFTER = re.compile(r"[\s-]*(?P<word>[^\W\d_]+)")
_NOT_COUNTED = re.compile(
    r"(?:in|by|for|at|on|during|and|to|from|as|while|per|of|or|but|with|after|before|since|until|over|through"
    r"|that|which|was|were|is|are|had|has|who|when|than|this|each|between)"
)
_KINDS_OF_MONEY = {  # what one symbol or word may mean
    "$": {"US$", "A$", "C$", "HK$"},
    "¥": {"JP¥", "CN¥"},
    "rupees": {"PKR", "INR"},
    "francs": {"CHF"},
}
_PLAIN = ("", "*")


class _Words(NamedTuple):
    """Patterns of words, in all languages together.

    Attributes:
        share: of a share.
        less: of a loss or a fall, with which a number without a sign may be a negative one.
        none: of a source that has none of what is counted.
        one: of one thing.
        whole: after a number, with the whole that it is a part of.
        base_of_rate: before the base of a rate.
    """

    share: re.Pattern[str]
    less: re.Pattern[str]
    none: re.Pattern[str]
    one: re.Pattern[str]
    whole: re.Pattern[str]
    base_of_rate: re.Pattern[str]


@cache
def _words() -> _Words:
    def of(key: str) -> str:
        return rf"(?:{words_of_all(_SECTION, key)})"

    def unspaced(key: str) -> str:
        return words_of_all(_SECTION, key, unspaced=True)

    compiled = partial(re.compile, flags=re.IGNORECASE)
    return _Words(
        share=compiled(rf"(?<!\w){of('share')}(?!\w)|{unspaced('share')}"),
        less=compiled(rf"(?<!\w){of('less')}(?!\w)|{unspaced('less')}"),
        none=compiled(rf"(?<!\w){of('none')}(?!\w)|{unspaced('none')}"),
        one=compiled(rf"(?<!\w){of('one')}\s+(?=[^\W\d_])"),
        whole=compiled(rf"(?:\s+[^\W\d_]+)?\s+{of('whole_after')}\s+(?:{of('the')}\s)?\d"),
        base_of_rate=compiled(rf"(?:(?<!\w){of('base_after')}\s+|(?:{unspaced('base_after')}|/)\s*)$"),
    )


@dataclass(frozen=True)
class DatasetUnit:
    """The unit of a dataset, as far as it decides how its values are compared.

    Attributes:
        scale: what each value is multiplied by: a million in `million people`.
        kind: `%`, `pp`, `share` or `times`, as in a `Figure`; empty for anything else.
        key: its unit of measure, time or money, see `units.find_unit`, such as `kilograms`; empty for a count.
        rate: what it is given for, such as `per day` or `per 1000`; empty for nothing.
        things: the things that it counts, see `bindery.text.things`, and `anyone` for what became of people.
        words: the words of the unit in small letters.
    """

    scale: Fraction
    kind: str
    key: str
    rate: str
    things: frozenset[str]
    words: frozenset[str]


@lru_cache(maxsize=256)
def unit_of(written: str, language: str = "en") -> DatasetUnit:
    """Reads the unit of a dataset: `per cent`, `million people`, `people (thousands)`, `US$ bn`, `Mio. €`.

    Args:
        written: the unit.
        language: the language of the briefing.
    """
    scale, head = _scale(written)
    words = frozenset(re.findall(r"[^\W\d_]+", written.lower()))
    key, rate = _key_and_rate(head.strip(" ()"), language)
    kind = _kind_of(head)
    things = frozenset(one.thing for one in things_in(head, language))
    if not things and fates_in(head):
        things = frozenset({"anyone"})
    return DatasetUnit(scale, kind, "" if kind else key, rate, things, words)


def _scale(written: str) -> tuple[Fraction, str]:
    """The scale of a unit, and the unit without the words for it."""
    scale = Fraction(1)
    for match in _SCALE_WORD.finditer(written):
        short = (match["short"] or "").lstrip("$€£¥ ").lower()
        scale *= 1000 if match["zeros"] else SHORT[short] if short else SCALES[match["word"].lower()]
    head = _SCALE_WORD.sub(lambda match: (match["short"] or "")[:1], written)
    if scale > 1:
        return scale, head
    for match in _FAR_SCALE.finditer(written):
        found = numerals.find_figures(f"1 {match[0]}")
        value = found[0].value if found and found[0].end == len(match[0]) + 2 else None
        if value and value >= _LEAST_SCALE and not _words().base_of_rate.search(written, 0, match.start()):
            return value, written[: match.start()] + written[match.end() :]
    return scale, head


def _key_and_rate(head: str, language: str) -> tuple[str, str]:
    """The key of a unit of measure, time or money and what it is given for; both may be empty."""
    known = units.known_unit(head)
    if not known:
        found = amounts.find_amounts(f"3 {head}", language) if head else ()
        known = found[0].unit if found else ""
    return _parted(known)


def _parted(key: str) -> tuple[str, str]:
    """A unit and the rate after it, which `find_unit` gives as one: `tonnes per day`."""
    if key == "per mille":
        return key, ""
    base, found, rate = f" {key}".partition(" per ")
    return base.strip(), f"per {_base(rate)}" if found else ""


def _base(rate: str) -> str:
    """The base of a rate, with one spelling for each number: 100000 for `100,000`."""
    plain = re.sub(r"(?<=\d)[., ](?=\d{3})", "", rate)
    return str(SCALES.get(plain, plain))


def _kind_of(written: str) -> str:
    """What the values of a dataset are, as in the unit of a `Figure`; empty for a count, a measure or money."""
    if re.search(points_words(), written):
        return "pp"
    if re.search(rf"(?i){percent_words()}|\bpercentage\b|[％٪]", written):
        return "%"
    if _TIMES.search(written):
        return "times"
    return "share" if _words().share.search(written) and not units.known_unit(written) else ""


def values_in(value: Fraction, unit: DatasetUnit, figures: Iterable[Figure]) -> list[Figure]:
    """Those of the figures of a cell that are a value of a dataset, with or without the scale of its unit."""
    return [figure for figure in figures if _is_value(value, unit, figure)]


def _is_value(value: Fraction, unit: DatasetUnit, figure: Figure) -> bool:
    if figure.value is None:
        return False
    scale = {("share", "%"): Fraction(100), ("%", "share"): Fraction(1, 100)}.get((figure.unit, unit.kind))
    fits = figure.unit != "%" or scale or unit.kind in ("%", "pp")
    money = _key_of(figure.unit) if figure.unit not in ("%", "share", *_PLAIN) else ""
    other = money and unit.key and not _same_money(money, unit.key)
    return bool(fits and not other) and figure.value * (scale or 1) in (value, value * unit.scale)


def has_value(quote: str, figure: Figure, value: Fraction, unit: DatasetUnit) -> bool:
    """Whether a figure of a quotation is a value of a dataset.

    Args:
        quote: the words.
        figure: a number in them.
        value: the value.
        unit: the unit of the dataset.
    """
    if _is_year(quote, figure):
        return False
    signs = (1, -1) if value < 0 and _words().less.search(quote) else (1,)
    meant = list(_meant(quote, figure, unit))
    if any(amount == sign * value * unit.scale for amount in meant for sign in signs):
        return True
    if figure.unit == "share" and unit.kind == "%":
        places = _decimals(value)
        return any(round(amount, places) == sign * value for amount in meant for sign in signs)
    plain = any(amount == sign * value for amount in meant for sign in signs)
    return plain and _in_thousands(quote, figure, unit)


def says_none(quote: str) -> bool:
    """Whether a quotation says that there is none of something."""
    return bool(_words().none.search(quote))


def says_one(quote: str) -> bool:
    """Whether a quotation names a single thing: `a man died`."""
    return bool(_words().one.search(quote))


def counts_others(
    quote: str, figure: Figure, unit: DatasetUnit, named: Iterable[frozenset[str]], language: str
) -> bool:
    """Whether a number of a quotation counts other things than a dataset does: boats in a dataset of people.

    Args:
        quote: the words.
        figure: a number in them.
        unit: the unit of the dataset.
        named: the things that the name of the series and the position name: men in a series of women.
        language: the language of the quotation.
    """
    there = things_after(language, quote, figure)
    tables = {table_of(one) for one in there}
    alike = (frozenset(one for one in things if table_of(one) in tables) for things in named)
    return bool(there) and any(_are_others(things, there) for things in (unit.things, *alike))


def _are_others(things: Iterable[str], there: Iterable[str]) -> bool:
    """Whether there are some things, and none of them is one of the others or a kind of one."""
    pairs = [(one, other) for one in things for other in there]
    return bool(pairs) and not any(related(one, other) for one, other in pairs)


def _decimals(value: Fraction) -> int:
    """How many decimals a value is written with."""
    places = 0
    while (value * 10**places).denominator > 1:
        places += 1
    return places


def _meant(quote: str, figure: Figure, unit: DatasetUnit) -> Iterator[Fraction]:
    """What a number of a quotation may be in the unit of a dataset, without its scale; nothing in another unit."""
    value = figure.value or Fraction(0)
    found = amounts.amount_of(quote, figure)
    key, rate = _parted(found.unit)
    if rate and unit.rate and rate != unit.rate:
        return
    if unit.kind:
        yield from _as_share(quote, figure, unit)
    elif figure.unit not in ("%", "pp", "share", "times", "ordinal"):
        yield from _in_key(value, key or _key_of(figure.unit), figure, unit)


def _in_key(value: Fraction, key: str, figure: Figure, unit: DatasetUnit) -> Iterator[Fraction]:
    """A number in a unit of measure, time or money, or of a count, in the unit of a dataset; nothing in another one."""
    if not key:
        yield value
    elif unit.key:
        converted = units.convert(value, key, unit.key)
        if converted is not None or _same_money(key, unit.key):
            yield value if converted is None else converted
    elif figure.unit in _PLAIN and not unit.things:
        yield value


def _as_share(quote: str, figure: Figure, unit: DatasetUnit) -> Iterator[Fraction]:
    """What a number of a quotation may be in a dataset of percentages, shares or multiples."""
    value = figure.value or Fraction(0)
    kinds = {figure.unit, unit.kind}
    if figure.unit in (unit.kind, "*"):
        yield value
    elif kinds == {"share", "%"}:
        yield value * 100 if unit.kind == "%" else value / 100
        if unit.kind == "%" and value < 1:  # `it halved` is a fall of 50 per cent
            yield value * 100
    elif kinds == {"times", "%"}:
        yield (value - 1) * 100 if unit.kind == "%" else value / 100 + 1
    elif not figure.unit and not figure.measure and _is_bare(quote, figure, unit) and figure.day is None:
        yield value


def _key_of(unit: str) -> str:
    """The key of a unit of time or money of a `Figure`: `days` for `day`, `rupees` for `Rs`; empty for a plain number."""
    if unit in _PLAIN:
        return ""
    return units.known_unit(f"{unit}s") or units.known_unit(unit) or unit


def _same_money(one: str, other: str) -> bool:
    """Whether two kinds of money may be one: US dollars and `$`."""
    return one == other or one in _KINDS_OF_MONEY.get(other, ()) or other in _KINDS_OF_MONEY.get(one, ())


def _is_bare(quote: str, figure: Figure, unit: DatasetUnit) -> bool:
    """Whether no word after a number says what it counts, as in a table, or only one of the dataset's unit does."""
    if unit.kind and _words().whole.match(quote, figure.end):
        return False
    word = _word_after(quote, figure)
    return not word or bool(_NOT_COUNTED.fullmatch(word)) or word in unit.words


def _word_after(quote: str, figure: Figure) -> str:
    """The word after a number, in small letters; empty when none follows."""
    following = _WORD_AFTER.match(quote, figure.end)
    return following["word"].lower() if following else ""


def _is_year(quote: str, figure: Figure) -> bool:
    """Whether a number in a quotation is a year: `in 2019`."""
    return figure.day is not None and bool(_OF_A_YEAR.search(quote[: figure.start]))


def _in_thousands(quote: str, figure: Figure, unit: DatasetUnit) -> bool:
    """Whether a number may be given in the scale of the dataset, as in a table whose head says `millions`."""
    word = _word_after(quote, figure)
    counted = word in unit.words and word not in SCALES and f"{word}s" not in unit.words
    table = _is_bare(quote, figure, unit) and not counted
    return figure.unit in _PLAIN and (table or bool(_SCALE_WORD.search(quote)))
