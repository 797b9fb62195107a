"""What a chart's value is of, its date and its series, compared with what its own quotation gives the number for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bindery.evidence.cited_material import figures_in_quotation
from bindery.evidence.figure_labels import exchanged_with, other_fate
from bindery.model.briefing import Dataset, Point, Series
from bindery.text import numerals
from bindery.text.dates import Day, find_dates
from bindery.text.figure import Figure

# Words that count a year from another one.
_RELATIVE = re.compile(
    r"(?i)(?<!\w)(?:(?:the |a |one )?years? (?:before|earlier|ago|later)|previous|last year|this year|prior|preceding|following|annually|since|report|between|over the"
    r"|vorjahr\w*|l[’']année précédente|año anterior|в прошлом году)(?!\w)"
)


def date_instead(point: Point, dataset: Dataset, language: str) -> str:
    """What the quotation of a value says instead, if it gives its number for another date; else empty.

    Args:
        point: the value.
        dataset: the dataset that has it.
        language: the language of its source.
    """
    quote = point.quote or ""
    wanted = [day for day, _ in _dates(point.x)]
    if point.y is None or not wanted or _RELATIVE.search(quote):
        return ""
    found = _dates(quote)
    if found and not any(_agree(day, other) for day in wanted for other, _ in found):
        return found[0][1]
    said = [words for other, words in found if any(_agree(day, other) for day in wanted)]
    return _given_for(f"{point.y:f} {dataset.unit} in {said[0]}", quote, language) if said else ""


def _dates(text: str) -> list[tuple[Day, str]]:
    """The dates of a text that name a year or a month, each with its words."""
    return [
        (one.day, text[one.start : one.end])
        for one in find_dates(text)
        if not one.day.decade and (one.day.year is not None or one.day.day is not None)
    ]


def _agree(day: Day, other: Day) -> bool:
    """Whether two dates may be one: all that both of them say is the same."""
    pairs = ((day.year, other.year), (day.month, other.month), (day.day, other.day))
    return all(one == two for one, two in pairs if one is not None and two is not None)


def said_of_another(
    point: Point, series: Series, dataset: Dataset, same: Sequence[Figure], cited: Sequence[Figure]
) -> str:
    """What the quotation of a value gives its number for, if the chart gives it for something else; else empty.

    Args:
        point: the value.
        series: its series.
        dataset: its dataset.
        same: the numbers of the quotation that are the value.
        cited: all numbers of the quotation.
    """
    quote = point.quote or ""
    place = "" if _dates(point.x) else point.x
    statement = ", ".join(filter(None, (f"{point.y:f} {dataset.unit}", series.name, place)))
    titled = f"{statement}, {dataset.title}"
    fates = [other_fate(titled, quote, figure) for figure in same]
    if all(fates):
        return fates[0]
    own = numerals.find_figures(statement)
    if not own or own[0].value is None:
        return ""
    others = [exchanged_with(statement, _like(own[0], one), own, quote, cited) for one in same]
    other = others[0] if all(others) else None
    return " ".join(quote[other.start : other.end].split()) if other else ""


def _given_for(statement: str, quote: str, language: str) -> str:
    """The figure that a quotation gives for the year of a statement, if it gives the statement's own for another."""
    own = numerals.find_figures(statement)
    if not own or own[0].value is None:
        return ""
    cited = figures_in_quotation(quote, language)
    same = next((figure for figure in cited if figure.value == own[0].value and not figure.day), None)
    other = exchanged_with(statement, _like(own[0], same), own, quote, cited) if same else None
    return quote[other.start : other.end] if other else ""


def _like(own: Figure, cited: Figure) -> Figure:
    """The value of a chart in the unit that its quotation gives it, without its bound."""
    return replace(own, unit=cited.unit, measure=cited.measure, rate=cited.rate, bound="", end_of_range="")
