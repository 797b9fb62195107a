"""Checks that each value of a dataset is in its own quotation, in the unit of the dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache

from bindery.evidence.cited_material import Shelf, figures_in_quotation
from bindery.evidence.dataset_units import DatasetUnit, counts_others, has_value, says_none, says_one, unit_of
from bindery.evidence.figures import bound_dropped, not_carried
from bindery.evidence.graph import Graph
from bindery.evidence.implied_figures import implied_figures
from bindery.model.briefing import Dataset, Point, Series
from bindery.reading.project import ParsedBriefing
from bindery.text.bounds import says_bound
from bindery.text.figure import Figure
from bindery.text.phrasing import exact_number
from bindery.text.problems import Problem, Severity
from bindery.text.span import Span
from bindery.text.things import things_in
from bindery.text.units_beside import percent_words

_NOT_COUNTED = re.compile(
    r"(?:in|by|for|at|on|during|and|to|from|as|while|per|of|or|but|with|after|before|since|until|over|through"
    r"|that|which|was|were|is|are|had|has|who|when|than|this|each|between)"
)
_LISTED = 5  # figures of a quotation that a message lists


@dataclass(frozen=True)
class _Value:
    """A value of a dataset, with what decides what it says.

    Attributes:
        dataset: the dataset.
        series: its series.
        point: the value itself.
        unit: the unit of the dataset.
        language: the language of its source.
        own_language: the language of the briefing.
        severity: how bad it is that nothing carries a figure.
    """

    dataset: Dataset
    series: Series
    point: Point
    unit: DatasetUnit
    language: str
    own_language: str
    severity: Severity

    @property
    def notes(self) -> str:
        """What readers are told about it."""
        return "\n".join(filter(None, (self.point.note, self.series.note, self.dataset.note)))

    @property
    def is_explained(self) -> bool:
        """Whether readers are told anything about it, or its figures are declared."""
        return bool(self.notes or self.point.cell or self.dataset.allow_figures)


def check_points(parsed: ParsedBriefing, graph: Graph, *, strict: bool = False) -> Iterator[Problem]:
    """An error (B355) for a value that its own quotation does not have, a warning (B357) for a lost bound.

    A warning (B310) says which values of a series nothing carries, and which are those of something else.

    Args:
        parsed: the briefing.
        graph: its sources.
        strict: whether a figure without evidence is an error rather than a warning.
    """
    severity: Severity = "error" if strict else "warning"
    shelf, own = Shelf(graph), str(parsed.briefing.language)
    for index, dataset in enumerate(parsed.briefing.datasets):
        unit = unit_of(dataset.unit, own)
        for number, series in enumerate(dataset.series):
            missed: list[tuple[Span, Point]] = []
            for nth, point in enumerate(series.points):
                place = parsed.document.span("datasets", index, "series", number, "points", nth, "y")
                value = _Value(dataset, series, point, unit, graph.language_of(point.source), own, severity)
                if point.quote and point.y is not None:
                    yield from _quoted(value, place)
                    span = parsed.document.span("datasets", index, "series", number, "points", nth, "x")
                    yield from _of_another_date(value, span)
                elif not value.is_explained and not _is_carried(value, shelf):
                    missed.append((place, point))
            yield from _uncarried(missed, dataset, severity)


def _quoted(value: _Value, place: Span) -> Iterator[Problem]:
    """What is wrong with a value beside its own quotation."""
    quote, amount = value.point.quote or "", Fraction(value.point.y or 0)
    figures = list(_numbers_in(quote, value.language))
    same = [figure for figure in figures if has_value(quote, figure, amount, value.unit)]
    if not same:
        if not ((amount == 0 and says_none(quote)) or (amount == 1 and says_one(quote))):
            yield other_value(
                f"the value {exact_number(amount)} {value.dataset.unit} is not in its quotation",
                place,
                f"the quotation has {_listed(quote, figures)}; correct `y`, or quote the words that have it",
            )
        return
    if all(figure.said for figure in same) and not says_bound(value.notes):
        yield bound_dropped(
            f"the source says `{same[0].said}`, the chart shows {exact_number(amount)}",
            place,
            f"say so in a `note` of the value, such as `{same[0].said}`",
            value.severity,
        )
    said = "" if value.is_explained else _said_of_another(value, same)
    if said:
        yield not_carried(
            f"the chart has {exact_number(amount)} {value.dataset.unit}, the quotation says `{said}`",
            place,
            "correct `y`, quote the words that have it, or explain it in a `note`",
            value.severity,
        )


def _said_of_another(value: _Value, same: list[Figure]) -> str:
    """What a quotation gives the number of a value for, if it is something else; else empty."""
    quote = value.point.quote or ""
    parts = (value.series.name, value.point.x)
    named = [frozenset(one.thing for one in things_in(part, value.own_language)) for part in parts]
    if all(
        counts_others(quote, figure, value.unit, named, value.language or value.own_language)
        for figure in same
    ):
        return _listed(quote, same).strip("`")
    from bindery.evidence.point_labels import said_of_another  # noqa: PLC0415  most values are said of their series

    language = value.language or value.own_language
    return said_of_another(value.point, value.series, value.dataset, same, language)


def _of_another_date(value: _Value, place: Span) -> Iterator[Problem]:
    """A warning (B310) that a quotation gives its number for another date than that of the value."""
    from bindery.evidence.point_labels import date_instead  # noqa: PLC0415  as above

    said = "" if value.is_explained else date_instead(value.point, value.dataset, value.language)
    if said:
        yield not_carried(
            f"this value is given for {value.point.x}, its quotation says `{said}`",
            place,
            "correct `x`, quote the words that have it, or explain it in a `note`",
            value.severity,
        )


def _is_carried(value: _Value, shelf: Shelf) -> bool:
    """Whether something that is quoted from a value's source has it; of some sources, no words are kept."""
    quotes = list(shelf.quotes(value.point.source))
    if value.point.y is None or not quotes:
        return True
    return any(
        has_value(quote, figure, Fraction(value.point.y), value.unit)
        for quote in quotes
        for figure in _numbers_in(quote, value.language)
    )


def _uncarried(missed: list[tuple[Span, Point]], dataset: Dataset, severity: Severity) -> Iterator[Problem]:
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
        severity,
    )


def other_value(message: str, place: Span, remedy: str) -> Problem:
    """The problem (B355) that a value of a dataset is not in its quotation or its cell."""
    return Problem("B355", message, place, help=remedy)


def _numbers_in(quote: str, language: str) -> Iterator[Figure]:
    """The numbers in a quotation, with the shares that they imply, as 50 per cent in `15 of the 30`.

    Those that look like a version, as in `Population 1.2`, count too.
    """
    found = figures_in_quotation(quote, language)
    yield from (one for one in implied_figures(quote, found, language) if one.unit == "share")
    for figure in found:
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


@cache
def _unit_after() -> re.Pattern[str]:
    """Matches a sign or word for per cent, or any word."""
    return re.compile(rf"\s*(?:{percent_words()})|\s+[^\W\d_]+")


def _end_of_unit(quote: str, figure: Figure) -> int:
    match = _unit_after().match(quote, figure.end)
    counted = match and not _NOT_COUNTED.fullmatch(match[0].strip().lower())
    return match.end() if match and counted else figure.end
