"""The year of a chart's value, compared with the year that its own quotation gives the number for."""

from __future__ import annotations

import re
from dataclasses import replace

from bindery.evidence.cited_material import figures_in_quotation
from bindery.evidence.figure_labels import exchanged_with
from bindery.model.briefing import Dataset, Point
from bindery.text import numerals
from bindery.text.dates import find_dates
from bindery.text.figure import Figure

# Words that count a year from another one.
_RELATIVE = re.compile(
    r"(?i)(?<!\w)(?:(?:the |a |one )?years? (?:before|earlier|ago|later)|previous|last year|this year|prior|preceding|following|annually|since|report|between|over the"
    r"|vorjahr\w*|l[’']année précédente|año anterior|в прошлом году)(?!\w)"
)


def other_year(point: Point, dataset: Dataset, language: str) -> str:
    """What the quotation of a value says instead, if it gives its number for another year; else empty.

    Args:
        point: the value.
        dataset: the dataset that has it.
        language: the language of its source.
    """
    quote = point.quote or ""
    wanted = _years(point.x)
    if point.y is None or not wanted or _RELATIVE.search(quote):
        return ""
    years = _years(quote)
    if years and wanted.keys().isdisjoint(years):
        return next(iter(years.values()))
    return _given_for(f"{point.y:f} {dataset.unit} in {min(wanted)}", quote, language)


def _years(text: str) -> dict[int, str]:
    """The years of a text, each with the date that has it."""
    return {
        one.day.year: text[one.start : one.end]
        for one in find_dates(text)
        if one.day.year is not None and not one.day.decade
    }


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
