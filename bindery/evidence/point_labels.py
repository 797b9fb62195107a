"""What a chart's value is of, its date and its series, compared with what its own quotation gives the number for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bindery.evidence.alignment import align, reading_of
from bindery.evidence.cited_material import figures_in_quotation
from bindery.evidence.exchanged_clauses import clause_instead
from bindery.evidence.figure_labels import other_fate
from bindery.evidence.figures_meant import figures_stated
from bindery.model.briefing import Dataset, Point, Series
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


def other_day(x: str, labels: Sequence[str]) -> str:
    """The date that the labels of a cell give, if it is another one than that of a value; else empty.

    Args:
        x: the position of the value, which may be a date.
        labels: what says what the cell is of.
    """
    wanted = [day for day, _ in _dates(x)]
    found = [one for label in labels for one in _dates(label)]
    if not wanted or not found or any(_agree(day, other) for day in wanted for other, _ in found):
        return ""
    return found[0][1]


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
    point: Point, series: Series, dataset: Dataset, same: Sequence[Figure], language: str
) -> str:
    """What the quotation of a value gives its number for, if the chart gives it for something else; else empty.

    Args:
        point: the value.
        series: its series.
        dataset: its dataset.
        same: the numbers of the quotation that are the value.
        language: the language of its source.
    """
    quote = point.quote or ""
    place = "" if _dates(point.x) else point.x
    statement = ", ".join(filter(None, (f"{point.y:f} {dataset.unit}", series.name, place)))
    titled = f"{statement}, {dataset.title}"
    read = reading_of(language, quote, figures_in_quotation(quote, language))
    fates = [other_fate(titled, read, figure) for figure in same]
    if all(fates):
        return fates[0]
    others = [_instead(statement, figure, quote, language) for figure in same]
    return others[0] if all(others) else ""


def _given_for(statement: str, quote: str, language: str) -> str:
    """The words of a quotation that have the figure of a statement, if they give it for another year; else empty."""
    own = figures_stated(statement, language)
    cited = figures_in_quotation(quote, language)
    same = (figure for figure in cited if own and figure.value == own[0].value and not figure.day)
    found = next(same, None)
    return _instead(statement, found, quote, language) if found else ""


def _instead(statement: str, cited: Figure, quote: str, language: str) -> str:
    """The clause of a quotation that has the first figure of a statement, if it says something else; else empty."""
    own = figures_stated(statement, language)
    if not own or own[0].value is None:
        return ""
    value = _like(own[0], cited)
    found = figures_in_quotation(quote, language)
    return clause_instead(align(language, statement, (value, *own[1:]), [(language, quote, found)]), value)


def _like(own: Figure, cited: Figure) -> Figure:
    """The value of a chart in the unit that its quotation gives it, without its bound."""
    return replace(own, unit=cited.unit, measure=cited.measure, rate=cited.rate, bound="", end_of_range="")
