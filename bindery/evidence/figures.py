"""Checks that each figure of a claim is in something that the claim cites, and that its calculation is right."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from bindery.evidence.graph import Graph
from bindery.evidence.register import Path, written_claims
from bindery.model.briefing import Briefing, Claim, Evidence, Point
from bindery.reading.project import ParsedBriefing, Project
from bindery.text import dates as days
from bindery.text import numerals
from bindery.text.dates import Day
from bindery.text.numerals import Figure
from bindery.text.problems import MOST_PER_FILE, Problem, Severity
from bindery.text.span import Span

_INSERTION = re.compile(r"\[[^\[\]]*\]")  # in a quotation: an omission, or words that an editor added
_OPERATOR = re.compile(r"[-+*/=≈()−–·⋅×÷∕]")
_ABOUT = 20  # `about 300` allows for a twentieth more or less
_FAR = 2  # `more than 100` does not fit a figure of twice as much or more


def check_figures(project: Project, graph: Graph, *, strict: bool = False) -> list[Problem]:
    """The figures that nothing cited has (B310), and the calculations that are wrong (B311, B313).

    Args:
        project: the briefings.
        graph: their sources.
        strict: whether a B310 is an error rather than a warning.
    """
    problems: list[Problem] = []
    severity: Severity = "error" if strict else "warning"
    for parsed in project.briefings.values():
        for path, claim in written_claims(parsed):
            problems += _calculation(parsed, path, claim)
            problems += _figures(
                parsed, path, claim, CitedMaterial.by(claim, parsed.briefing, graph), severity
            )
    return problems


@dataclass(frozen=True)
class QuotedText:
    """Words quoted from a source.

    Attributes:
        text: the words, with `…` for what the author put into square brackets.
        year: the year in which the source was published; None when unknown.
    """

    text: str
    year: int | None


@dataclass(frozen=True)
class CitedFigure:
    """A figure in something that a claim cites.

    Attributes:
        figure: the figure; its offsets are 0.
        year: the year of the text that has it; None when unknown. It completes dates such as `12 October`.
    """

    figure: Figure
    year: int | None = None


@dataclass(frozen=True)
class CitedMaterial:
    """Everything that a claim cites and in which its figures may be found.

    Attributes:
        quotations: the words quoted from its sources.
        points: the values that datasets have from its sources, as text: `2024: 56 %`.
        calculation: the claim's own calculation, without its operators.
        dates: the claim's own date, the dates of its sources, and those of events that share a source with it.
        titles: the titles of its sources, in which versions are found.
        names: the names of the briefing's entities; digits in a name, as in F-16, are no figure.
    """

    quotations: tuple[QuotedText, ...] = ()
    points: tuple[str, ...] = ()
    calculation: str = ""
    dates: tuple[Day, ...] = ()
    titles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @classmethod
    def by(cls, claim: Claim, briefing: Briefing, graph: Graph) -> CitedMaterial:
        """What a claim of a briefing cites."""
        ids = dict.fromkeys(str(piece.source) for piece in claim.evidence)  # each once, in order
        sources = [graph.sources[key] for key in ids if key in graph.sources]
        published: dict[str, Day] = {
            source.id: days.parse_date(source.published) for source in sources if source.published
        }
        points = list(_points_from(ids, briefing))
        quoting: list[Evidence | Point] = [*claim.evidence, *(found.point for found in points)]
        return cls(
            quotations=tuple(dict.fromkeys(_quoted(quoting, published))),
            points=tuple(dict.fromkeys(found.in_words for found in points)),
            calculation=_OPERATOR.sub(" ; ", claim.calculation or ""),
            dates=tuple(dict.fromkeys([*published.values(), *_own_dates(claim, ids, briefing)])),
            titles=tuple(source.title for source in sources if source.title),
            names=tuple(_names_of_entities(briefing)),
        )

    @cached_property
    def figures(self) -> tuple[CitedFigure, ...]:
        """Every figure of the cited material."""
        return tuple(
            dict.fromkeys(
                replace(cited, figure=replace(cited.figure, start=0, end=0)) for cited in self._found()
            )
        )

    def _found(self) -> Iterator[CitedFigure]:
        """Every figure of the cited material, with its place in its text, which may occur again elsewhere."""
        for quoted in self.quotations:
            yield from (CitedFigure(figure, quoted.year) for figure in numerals.find_figures(quoted.text))
        for text in self.points:
            yield from map(CitedFigure, numerals.find_figures(text))
        for figure in numerals.find_figures(self.calculation):
            yield CitedFigure(replace(figure, unit="*"))
        for text in self.titles:
            yield from map(CitedFigure, filter(_is_version, numerals.find_figures(text)))

    @cached_property
    def by_key(self) -> dict[Fraction | str, list[CitedFigure]]:
        """The figures by their number and by their spelling, and all dates under `date`."""
        found: dict[Fraction | str, list[CitedFigure]] = {}
        for cited in self.figures:
            for key in _keys(cited.figure):
                found.setdefault(key, []).append(cited)
        return found

    @cached_property
    def _numbers(self) -> list[Fraction]:
        return sorted(key for key in self.by_key if isinstance(key, Fraction))

    def carries(self, wanted: Figure) -> bool:
        """Whether the cited material has a figure, in any spelling."""
        if wanted.day and any(day.says(wanted.day) for day in self.dates):
            return True
        keys = _keys(wanted)
        if wanted.value is not None:
            scale = {"share": Fraction(100), "%": Fraction(1, 100)}.get(wanted.unit, Fraction(1))
            keys.append(wanted.value * scale)
            for value in {wanted.value, wanted.value * scale} if wanted.bound else ():
                low, high = sorted((value / _FAR, value * _FAR))
                keys += self._numbers[bisect_left(self._numbers, low) : bisect_right(self._numbers, high)]
        near = (cited for key in keys for cited in self.by_key.get(key, ()))
        return any(figure_carries(cited.figure, wanted, cited.year) for cited in near)

    def __str__(self) -> str:
        """A summary for messages: `2 quotations, 1 value of the datasets, the calculation`."""
        quotations, points = len(self.quotations), len(self.points)
        parts = [f"{quotations} quotation{'s' * (quotations > 1)}"] if quotations else ["no quotation"]
        parts += [f"{points} value{'s' * (points > 1)} of the datasets"] if points else []
        return ", ".join([*parts, *(["the calculation"] if self.calculation else [])])


@dataclass(frozen=True)
class _CitedPoint:
    """A value of a dataset, with the unit of the dataset."""

    point: Point
    unit: str

    @property
    def in_words(self) -> str:
        return f"{self.point.x}: {self.point.y:f} {self.unit}"


def _points_from(sources: Collection[str], briefing: Briefing) -> Iterator[_CitedPoint]:
    """The values that the datasets of a briefing have from some sources."""
    for dataset in briefing.datasets:
        for series in dataset.series:
            for point in series.points:
                if point.source in sources:
                    yield _CitedPoint(point, dataset.unit)


def _quoted(pieces: list[Evidence | Point], published: dict[str, Day]) -> Iterator[QuotedText]:
    """The quotations among some evidence and values, each with the year of its source."""
    for piece in pieces:
        if piece.quote:
            text = _INSERTION.sub(" … ", piece.quote)
            yield QuotedText(text, published.get(piece.source, Day()).year)


def _own_dates(claim: Claim, sources: Collection[str], briefing: Briefing) -> Iterator[Day]:
    """The date of a claim, and the dates of the events that share a source with it."""
    dates = [claim.as_of]
    for event in briefing.events:
        if any(piece.source in sources for piece in event.evidence):
            dates += [event.date, event.end]
    return (days.parse_date(date) for date in dates if date)


def _names_of_entities(briefing: Briefing) -> Iterator[str]:
    for entity in briefing.entities:
        yield entity.name
        yield from entity.aliases


def _keys(figure: Figure) -> list[Fraction | str]:
    """What a figure can be found by: `date`, how it is written, and its number."""
    keys: list[Fraction | str] = ["date"] if figure.day else []
    keys += [figure.token] if figure.token else []
    return keys if figure.value is None else [*keys, figure.value]


def _is_version(figure: Figure) -> bool:
    """Whether a figure is a version, a time or a ratio, which are compared as they are written."""
    return bool(figure.token) and figure.value is None


def figure_carries(cited: Figure, wanted: Figure, year: int | None = None) -> bool:
    """Whether a figure of a source supports a figure of a claim.

    Numbers, percentages and dates are compared, but not the things that are counted.

    Args:
        cited: the figure of the source.
        wanted: the figure of the claim.
        year: the year of the source, which completes a date such as `12 October`.
    """
    if wanted.day:
        return _date_fits(cited, wanted, year)
    if _is_version(wanted) or _is_version(cited):
        return bool(wanted.token) and wanted.token == cited.token
    if cited.value is None or wanted.value is None or not _same_unit(cited.unit, wanted.unit):
        return False
    found = cited.value * (100 if (cited.unit, wanted.unit) == ("share", "%") else 1)
    asked = wanted.value * (100 if (cited.unit, wanted.unit) == ("%", "share") else 1)
    if asked == found:
        return _bound_fits(cited, wanted)
    return not cited.day and _within_bound(found, asked, wanted.bound)  # a year is not a number near another


def _date_fits(cited: Figure, wanted: Figure, year: int | None) -> bool:
    """Whether a figure of a source written in a given year supports a date of a claim."""
    if wanted.value is not None and wanted.value == cited.value:
        return True
    return bool(wanted.day and cited.day and cited.day.says(wanted.day, year))


_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})  # `over ten years` may mean throughout


def _bound_fits(cited: Figure, wanted: Figure) -> bool:
    """Whether two equal figures agree in their bounds: exactly 100 does not support `over 100`."""
    return wanted.bound not in ("over", "under") or cited.bound == wanted.bound or wanted.unit in _TIMES


def _within_bound(found: Fraction, asked: Fraction, bound: str) -> bool:
    """Whether a number lies where the bound of another allows it: 120 supports `over 100`, 250 does not."""
    if bound in ("over", "at least"):
        return asked < found < _FAR * asked
    if bound in ("under", "at most"):
        return found < asked < _FAR * found
    return bound == "about" and abs(found - asked) * _ABOUT <= abs(asked)


def _same_unit(one: str, other: str) -> bool:
    """Whether two units may be the same: one may be missing, but a percentage is not a number of things."""
    if "*" in (one, other) or one == other:
        return True
    if {one, other} & {"%", "pp"}:
        return {one, other} == {"%", "share"}
    return "" in (one, other)


_REMEDY = (
    "quote the passage with the {0}, correct the {0}, show how you calculated it under `calculation`,"
    " or give a reason under `allow_figures`"
)


def _figures(
    parsed: ParsedBriefing, path: Path, claim: Claim, cited: CitedMaterial, severity: Severity
) -> Iterator[Problem]:
    text, span = str(claim.text), parsed.document.span(*path, "text")
    allowed = {key: numerals.find_figures(key) for key in claim.allow_figures}
    used: set[str] = set()
    found = 0
    for figure in _outside_names(text, cited.names):
        reasons = [key for key, figures in allowed.items() if any(_key_means(one, figure) for one in figures)]
        used.update(reasons)
        if figure.weak or reasons or cited.carries(figure):
            continue
        written = " ".join(text[figure.start : figure.end].split())
        noun = "date" if figure.day else "figure"
        found += 1  # further problems are not shown, so their places, which are slow to find, are not needed
        place = _place(span, text, figure.start, figure.end) if found <= MOST_PER_FILE else span
        yield Problem(
            "B310",
            f"the {noun} `{written}` is in nothing that this claim cites",
            place,
            help=f"searched: {_searched(cited, figure)}\n{_REMEDY.format(noun)}",
            severity=severity,
        )
    for key in claim.allow_figures:
        if key not in used:
            yield Problem(
                "B312",
                f"the claim's text has no figure `{key}`",
                parsed.document.key(*path, "allow_figures", key),
                help="delete the key, or write the figure as in the text",
                severity="hint",
            )


def _searched(cited: CitedMaterial, figure: Figure) -> str:
    """What was searched for a figure, and whether its number occurs there with another meaning."""
    if figure.day and cited.dates:
        return f"{cited}; dates: {', '.join(sorted({_iso(day) for day in cited.dates}))}"
    if figure.value is not None and figure.value in cited.by_key:
        meaning = "not as a percentage" if figure.unit == "%" else "with another meaning"
        return f"{cited}; the number occurs there, but {meaning}"
    return str(cited)


def _iso(day: Day) -> str:
    """A date as ISO 8601 writes it, to the precision that is known."""
    parts = (f"{day.year:04}", *(f"{part:02}" for part in (day.month, day.day) if part))
    return "-".join(parts)


def _outside_names(text: str, names: tuple[str, ...]) -> Iterator[Figure]:
    """The figures of a text, except those that are part of a name with letters, such as F-16 or Chapter 7."""
    figures = numerals.find_figures(text)
    if not figures:
        return
    places = [match.span() for name in names if re.search(r"\d", name) and re.search(r"[^\W\d_]{2}", name)
              for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]  # fmt: skip
    for figure in figures:
        if not any(start <= figure.start and figure.end <= end for start, end in places):
            yield figure


def _key_means(key: Figure, figure: Figure) -> bool:
    """Whether a key of `allow_figures` means this figure: 1,500 means 1500, and 56 means 56 %."""
    if figure.day and key.day:
        return figure.day == key.day
    if figure.value is not None and key.value is not None:
        return figure.value == key.value
    return bool(figure.token) and figure.token == key.token


def _place(span: Span, text: str, start: int, end: int) -> Span:
    """The span in the file of some characters of a value, which the file may break into lines.

    Args:
        span: where the whole value was written.
        text: the value.
        start: offset of the first character in the value.
        end: offset after the last character in the value.

    Returns:
        The span of these characters, or of the whole value when they are not found in the file.
    """
    words = r"\s+".join(re.escape(word) for word in text[start:end].split())
    if not words:
        return span
    before = sum(1 for match in re.finditer(words, text) if match.start() < start)
    places = list(re.finditer(words, span.content))
    if before >= len(places):
        return span
    return span.text.span(span.start + places[before].start(), span.start + places[before].end())


def _calculation(parsed: ParsedBriefing, path: Path, claim: Claim) -> Iterator[Problem]:
    if claim.calculation is None:
        return
    from bindery.evidence import calculation  # noqa: PLC0415  slow to load, and few claims have one

    fault = calculation.check_calculation(claim.calculation)
    if fault is None:
        return
    place = _place(parsed.document.span(*path, "calculation"), claim.calculation, fault.start, fault.end)
    if fault.readable:
        yield Problem("B311", fault.message, place, help=fault.remedy)
    else:
        yield Problem("B313", fault.message, place, help=fault.remedy)
