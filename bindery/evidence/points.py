"""Checks that each value of a dataset is in its own quotation, in the unit of the dataset."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from bindery.evidence.cited_material import Shelf, figures_in_quotation
from bindery.evidence.figures import bound_dropped, not_carried
from bindery.evidence.graph import Graph
from bindery.evidence.point_years import other_year
from bindery.model.briefing import Dataset, Point
from bindery.reading.project import ParsedBriefing
from bindery.text.figure import Figure
from bindery.text.number_context import MONEY, PERCENT, SHORT
from bindery.text.number_words import SCALES
from bindery.text.phrasing import exact_number
from bindery.text.problems import Problem
from bindery.text.span import Span

_SCALE_WORD = re.compile(
    rf"(?i)(?<!per )(?<!\w)(?P<word>{'|'.join(SCALES)})s?\b|['’‘]?(?<!\d)(?P<zeros>000)(?:s\b|\b)|(?P<short>[$€£]\s?(?:k|m|mn|bn?|tn|trn))\b"
)
_TIME_UNIT = re.compile(r"(?i)(?<!per )\b(year|month|week|day|hour|minute|decade)s?\b")
_LESS = re.compile(
    r"(?i)\b(?:f[ae]ll(?:en|s)?|declin\w*|decreas\w*|drop\w*|shr[aiu]nk\w*|shrink\w*|contract\w*|los[ts]\w*|loss\w*|minus"
    r"|negative|down|lower\w*|less|fewer|below|deficit\w*|reduc\w*|cut|cuts|slump\w*|plung\w*|outflow\w*|deflation)\b"
)
_NOTHING = re.compile(r"(?i)\b(?:no|none|nil|nobody|nothing|zero|not (?:a single|one|any))\b")
_OF_A_YEAR = re.compile(r"(?i)\b(?:in|since|of|by|from|until|during|to|for|and|year)\s+$")
_UNIT_AFTER = re.compile(rf"\s*(?:{PERCENT})|\s+[^\W\d_]+")
_LISTED = 5  # figures of a quotation that a message lists
_WORD_AFTER = re.compile(r"[\s-]*(?P<word>[^\W\d_]+)")
_NOT_COUNTED = re.compile(
    r"(?:in|by|for|at|on|during|and|to|from|as|while|per|of|or|but|with|after|before|since|until|over|through"
    r"|that|which|was|were|is|are|had|has|who|when|than|this|each|between)"
)
_MEASURES = {  # each spelling of a unit of weight, length, area or volume, with one of them for all
    spelling: spellings.split()[0]
    for spellings in (
        "kg kilogram kilograms kilo kilos",
        "g gram grams gramme grammes",
        "t tonne tonnes ton tons",
        "mm millimetre millimetres millimeter millimeters",
        "cm centimetre centimetres centimeter centimeters",
        "m metre metres meter meters",
        "km kilometre kilometres kilometer kilometers",
        "mile miles",
        "ha hectare hectares",
        "acre acres",
        "litre litres liter liters",
    )
    for spelling in spellings.split()
}


@dataclass(frozen=True)
class DatasetUnit:
    """The unit of a dataset, as far as it decides how its values are compared.

    Attributes:
        scale: what each value is multiplied by: a million in `million people`.
        kind: `%`, `pp`, `share`, `times`, a currency or a unit of time, as in a `Figure`; empty for a count.
        measure: the unit of weight, length or area, such as `kg`; empty for none.
        words: the words of the unit in small letters.
    """

    scale: Fraction
    kind: str
    measure: str
    words: frozenset[str]


def unit_of(written: str) -> DatasetUnit:
    """Reads the unit of a dataset: `per cent`, `million people`, `people (thousands)`, `US$ bn`."""
    scale = Fraction(1)
    for match in _SCALE_WORD.finditer(written):
        short = (match["short"] or "").lstrip("$€£ ").lower()
        scale *= 1000 if match["zeros"] else SHORT[short] if short else SCALES[match["word"].lower()]
    words = frozenset(re.findall(r"[^\W\d_]+", written.lower()))
    kind = _kind_of(written, words)
    measure = next((_MEASURES[word] for word in sorted(words) if word in _MEASURES and len(word) > 1), "")
    return DatasetUnit(scale, kind, measure, words)


def _kind_of(written: str, words: frozenset[str]) -> str:
    """What the values of a dataset are, as in the unit of a `Figure`; empty for a count."""
    if re.search(r"(?i)percentage[\s-]points?", written):
        return "pp"
    if re.search(rf"(?i){PERCENT}|\bpercentage\b", written):
        return "%"
    money = next((MONEY[sign] for sign in MONEY if sign in written or sign in words), "")
    money = money or next((MONEY[word] for word in ("dollar", "euro", "rupee") if f"{word}s" in words), "")
    time = _TIME_UNIT.search(written)
    return money or (time[1].lower() if time else "")


def check_points(parsed: ParsedBriefing, graph: Graph) -> Iterator[Problem]:
    """An error (B355) for a value that its own quotation does not have, a warning (B357) for a lost bound.

    A warning (B310) says which values of a series nothing carries.
    """
    for index, dataset in enumerate(parsed.briefing.datasets):
        unit = unit_of(dataset.unit)
        for number, series in enumerate(dataset.series):
            noted = bool(dataset.note or series.note)
            missed: list[tuple[Span, Point]] = []
            for nth, point in enumerate(series.points):
                place = parsed.document.span("datasets", index, "series", number, "points", nth, "y")
                explained = any((noted, point.note, point.cell, dataset.allow_figures))
                if point.quote:
                    yield from _quoted(place, dataset, point, unit, graph, noted=noted)
                    said = "" if explained else other_year(point, dataset, graph.language_of(point.source))
                    if said:
                        yield not_carried(
                            f"this value is given for {point.x}, its quotation says `{said}`",
                            parsed.document.span("datasets", index, "series", number, "points", nth, "x"),
                            "correct `x`, quote the words that have it, or explain it in a `note`",
                        )
                elif not explained and not _is_carried(point, unit, graph):
                    missed.append((place, point))
            yield from _uncarried(missed, dataset)


def _quoted(
    place: Span, dataset: Dataset, point: Point, unit: DatasetUnit, graph: Graph, *, noted: bool
) -> Iterator[Problem]:
    """What is wrong with a value beside its own quotation."""
    if point.y is None:
        return
    value = Fraction(point.y)
    quote = point.quote or ""
    figures = list(_numbers_in(quote, graph.language_of(point.source)))
    same = [figure for figure in figures if has_value(quote, figure, value, unit)]
    if not same and not (value == 0 and _NOTHING.search(quote)):
        yield other_value(
            f"the value {exact_number(value)} {dataset.unit} is not in its quotation",
            place,
            f"the quotation has {_listed(quote, figures)}; correct `y`, or quote the words that have it",
        )
    elif same and all(figure.said for figure in same) and not (noted or point.note):
        said = same[0].said
        yield bound_dropped(
            f"the source says `{said}`, the chart shows {exact_number(value)}",
            place,
            f"say so in a `note` of the value, such as `{said}`",
        )


def _is_carried(point: Point, unit: DatasetUnit, graph: Graph) -> bool:
    """Whether something that is quoted from a point's source has its value; of some sources, no words are kept."""
    quotes = list(Shelf(graph).quotes(point.source))
    if point.y is None or not quotes:
        return True
    value, language = Fraction(point.y), graph.language_of(point.source)
    return any(
        has_value(quote, figure, value, unit) for quote in quotes for figure in _numbers_in(quote, language)
    )


def _uncarried(missed: list[tuple[Span, Point]], dataset: Dataset) -> Iterator[Problem]:
    """A warning (B310) at the first of a series' values that are in nothing quoted from their sources."""
    if not missed:
        return
    place, first = missed[0]
    value = f"the value {exact_number(Fraction(first.y or 0))} {dataset.unit}"
    sources = " and ".join(dict.fromkeys(f"`{point.source}`" for _, point in missed))
    told = f"{value} is" if len(missed) == 1 else f"{value} and {len(missed) - 1} more of its series are"
    yield not_carried(
        f"{told} in nothing that is quoted from {sources}",
        place,
        "give the words or the cell that have it, or say in a `note` why there are none",
    )


def other_value(message: str, place: Span, remedy: str) -> Problem:
    """The problem (B355) that a value of a dataset is not in its quotation or its cell."""
    return Problem("B355", message, place, help=remedy)


def is_value(value: Fraction, unit: DatasetUnit, figures: Iterable[Figure]) -> bool:
    """Whether one of the figures of a cell is a value of a dataset, with or without the scale of its unit."""
    for figure in figures:
        amount = (figure.value or Fraction(0)) * (100 if (figure.unit, unit.kind) == ("share", "%") else 1)
        fits = figure.unit != "%" or unit.kind in ("%", "pp")
        if figure.value is not None and fits and amount in (value, value * unit.scale):
            return True
    return False


def _numbers_in(quote: str, language: str) -> Iterator[Figure]:
    """The numbers in a quotation. Those that look like a version, as in `Population 1.2`, count too."""
    for figure in figures_in_quotation(quote, language):
        if figure.value is not None:
            yield figure
        elif re.fullmatch(r"\d+\.\d+", figure.token):
            yield replace(figure, value=Fraction(figure.token))


def _listed(quote: str, figures: list[Figure]) -> str:
    """The figures of a quotation, for a message."""
    if not figures:
        return "no figure"
    words = [
        figure.said or " ".join(quote[figure.start : _end_of_unit(quote, figure)].split())
        for figure in figures[:_LISTED]
    ]
    words = list(dict.fromkeys(words))
    return ", ".join(f"`{word}`" for word in words) + (" and others" if len(figures) > _LISTED else "")


def _end_of_unit(quote: str, figure: Figure) -> int:
    match = _UNIT_AFTER.match(quote, figure.end)
    counted = match and not _NOT_COUNTED.fullmatch(match[0].strip().lower())
    return match.end() if match and counted else figure.end


def has_value(quote: str, figure: Figure, value: Fraction, unit: DatasetUnit) -> bool:
    """Whether a figure of a quotation is a value of a dataset.

    Args:
        quote: the words.
        figure: a number in them.
        value: the value.
        unit: the unit of the dataset.
    """
    amount = figure.value or Fraction(0)
    wanted = value * unit.scale
    if figure.unit == "share" and unit.kind == "%":
        amount, kind = amount * 100, "%"
    else:
        kind = figure.unit
    signs = _signs(quote, value)
    if _is_year(quote, figure) or not any(amount in (sign * wanted, sign * value) for sign in signs):
        return False
    word = _word_after(quote, figure)
    bare = not word or bool(_NOT_COUNTED.fullmatch(word)) or word in unit.words
    other_measure = unit.measure and _MEASURES.get(word, unit.measure) != unit.measure
    if other_measure or not _kind_fits(kind, unit, bare=bare, spanned=figure.day is not None):
        return False
    if any(amount == sign * wanted for sign in signs):
        return True
    return _in_thousands(quote, word, unit, bare=bare, kind=kind)


def _signs(quote: str, value: Fraction) -> tuple[int, ...]:
    """The signs with which a value may be written: -3 also as 3 after a word such as `fell`."""
    return (1, -1) if value < 0 and _LESS.search(quote) else (1,)


def _word_after(quote: str, figure: Figure) -> str:
    """The word after a number, in small letters; empty when none follows."""
    following = _WORD_AFTER.match(quote, figure.end)
    return following["word"].lower() if following else ""


def _is_year(quote: str, figure: Figure) -> bool:
    """Whether a number in a quotation is a year: `in 2019`."""
    return figure.day is not None and bool(_OF_A_YEAR.search(quote[: figure.start]))


def _kind_fits(kind: str, unit: DatasetUnit, *, bare: bool, spanned: bool) -> bool:
    """Whether the unit of a number in a quotation may be that of a dataset. A bare number may be from a table."""
    if kind in (unit.kind, "*"):
        return True
    if not kind:
        return unit.kind not in ("%", "pp") or (bare and not spanned)
    if kind == "share":
        return unit.kind == "" and "share" in unit.words
    return kind in unit.words


def _in_thousands(quote: str, word: str, unit: DatasetUnit, *, bare: bool, kind: str) -> bool:
    """Whether a number may be given in the scale of the dataset, as in a table whose head says `millions`."""
    counted = word in unit.words and word not in SCALES and f"{word}s" not in unit.words
    return not kind and ((bare and not counted) or bool(_SCALE_WORD.search(quote)))
