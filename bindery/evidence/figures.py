"""Is every figure of a claim carried by what it cites? And does each calculation come to what it says?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
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

_INSERTION = re.compile(r"\[[^\[\]]*\]")  # in a quotation: words left out, or an editor's own
_OPERATOR = re.compile(r"[-+*/=≈()−–·⋅×÷∕]")
_ABOUT = 20  # about 300 is a twentieth more or less
_FAR = 2  # more than 100 is not carried by twice as many


def check_figures(project: Project, graph: Graph, *, strict: bool = False) -> list[Problem]:
    """Every figure that nothing carries, and every calculation that is wrong.

    Args:
        project: the briefings.
        graph: their sources.
        strict: whether a figure that nothing carries is an error, and not a warning.
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
class CitedMaterial:
    """What a claim cites, as far as it can carry a figure.

    Attributes:
        quotations: words of sources, each with the year in which they were published.
        points: what the datasets say of the claim's sources.
        calculation: the numbers of the claim's own calculation.
        dates: its day, those of its sources, and those of events that share a source with it.
        titles: of its sources; they may carry a version.
        names: of the briefing's entities; a figure within a name is none.
    """

    quotations: tuple[tuple[str, int | None], ...] = ()
    points: tuple[str, ...] = ()
    calculation: str = ""
    dates: tuple[Day, ...] = ()
    titles: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @classmethod
    def by(cls, claim: Claim, briefing: Briefing, graph: Graph) -> CitedMaterial:
        """What a claim of a briefing cites."""
        ids = dict.fromkeys(piece.source for piece in claim.evidence)
        sources = [graph.sources[name] for name in ids if name in graph.sources]
        published = {source.id: days.parse_date(source.published) for source in sources if source.published}
        points = [
            (dataset.unit, point)
            for dataset in briefing.datasets
            for series in dataset.series
            for point in series.points
            if point.source in ids
        ]
        events = [event for event in briefing.events if any(piece.source in ids for piece in event.evidence)]
        dates = [claim.as_of, *(day for event in events for day in (event.date, event.end))]
        quoting: list[Evidence | Point] = [*claim.evidence, *(point for _, point in points)]
        quotations = [
            (_INSERTION.sub(" … ", piece.quote), published.get(piece.source, Day()).year)
            for piece in quoting
            if piece.quote
        ]
        return cls(
            quotations=tuple(dict.fromkeys(quotations)),
            points=tuple(dict.fromkeys(f"{point.x}: {point.y:f} {unit}" for unit, point in points)),
            calculation=_OPERATOR.sub(" ; ", claim.calculation or ""),
            dates=tuple(
                dict.fromkeys([*published.values(), *(days.parse_date(day) for day in dates if day)])
            ),
            titles=tuple(source.title for source in sources if source.title),
            names=tuple(name for entity in briefing.entities for name in (entity.name, *entity.aliases)),
        )

    @cached_property
    def figures(self) -> tuple[tuple[Figure, int | None], ...]:
        """Every figure of it, each with the year of what it stands in."""
        found = [(figure, year) for text, year in self.quotations for figure in numerals.find_figures(text)]
        found += [(figure, None) for text in self.points for figure in numerals.find_figures(text)]
        found += [(replace(figure, unit="*"), None) for figure in numerals.find_figures(self.calculation)]
        found += [
            (figure, None)
            for text in self.titles
            for figure in numerals.find_figures(text)
            if _is_version(figure)
        ]
        return tuple(dict.fromkeys((replace(figure, start=0, end=0), year) for figure, year in found))

    @cached_property
    def by_key(self) -> dict[Fraction | str, list[tuple[Figure, int | None]]]:
        """The figures by their number and by how they are written, and all dates under `date`."""
        found: dict[Fraction | str, list[tuple[Figure, int | None]]] = {}
        for figure, year in self.figures:
            for key in _keys(figure):
                found.setdefault(key, []).append((figure, year))
        return found

    @cached_property
    def _numbers(self) -> list[Fraction]:
        return sorted(key for key in self.by_key if isinstance(key, Fraction))

    def carries(self, wanted: Figure) -> bool:
        """Whether a figure stands in what is cited, in whatever way it is written."""
        if wanted.day and any(day.says(wanted.day) for day in self.dates):
            return True
        keys = _keys(wanted)
        if wanted.value is not None:
            scale = {"share": Fraction(100), "%": Fraction(1, 100)}.get(wanted.unit, Fraction(1))
            keys.append(wanted.value * scale)
            for value in {wanted.value, wanted.value * scale} if wanted.bound else ():
                low, high = sorted((value / _FAR, value * _FAR))
                keys += self._numbers[bisect_left(self._numbers, low) : bisect_right(self._numbers, high)]
        near = (found for key in keys for found in self.by_key.get(key, ()))
        return any(figure_carries(figure, wanted, year) for figure, year in near)

    def __str__(self) -> str:
        """What was looked at, in words."""
        quotations, points = len(self.quotations), len(self.points)
        said = [f"{quotations} quotation{'s' * (quotations > 1)}"] if quotations else ["no quotation"]
        said += [f"{points} point{'s' * (points > 1)} of the datasets"] if points else []
        return ", ".join([*said, *(["the calculation"] if self.calculation else [])])


def _keys(figure: Figure) -> list[Fraction | str]:
    keys: list[Fraction | str] = ["date"] if figure.day else []
    keys += [figure.token] if figure.token else []
    return keys if figure.value is None else [*keys, figure.value]


def _is_version(figure: Figure) -> bool:
    return bool(figure.token) and figure.value is None


def figure_carries(cited: Figure, wanted: Figure, year: int | None = None) -> bool:
    """Whether one figure, which stands in something of a given year, carries another.

    Numbers, percentages and dates are compared; what is counted is not.
    """
    if wanted.day:
        same_number = wanted.value is not None and wanted.value == cited.value
        return same_number or (cited.day is not None and cited.day.says(wanted.day, year))
    if _is_version(wanted) or _is_version(cited):
        return bool(wanted.token) and wanted.token == cited.token
    if cited.value is None or wanted.value is None or not _same_unit(cited.unit, wanted.unit):
        return False
    asked, found = wanted.value, cited.value
    if cited.unit == "share" and wanted.unit == "%":
        found *= 100
    if wanted.unit == "share" and cited.unit == "%":
        asked *= 100
    if asked == found:
        return wanted.bound not in ("over", "under") or cited.bound == wanted.bound or wanted.unit in _TIMES
    if cited.day:
        return False  # a year is no count near another
    return {
        "over": asked < found < _FAR * asked,
        "at least": asked < found < _FAR * asked,
        "under": found < asked < _FAR * found,
        "at most": found < asked < _FAR * found,
        "about": abs(found - asked) * _ABOUT <= abs(asked),
    }.get(wanted.bound, False)


_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})  # `over ten years` may mean throughout


def _same_unit(one: str, other: str) -> bool:
    """Whether two units may be the same: one may be unsaid, but a percentage is no number of things."""
    if "*" in (one, other) or one == other:
        return True
    if {one, other} & {"%", "pp"}:
        return {one, other} == {"%", "share"}
    return "" in (one, other)


def _figures(
    parsed: ParsedBriefing, path: Path, claim: Claim, cited: CitedMaterial, severity: Severity
) -> Iterator[Problem]:
    text, span = str(claim.text), parsed.document.span(*path, "text")
    allowed = {key: numerals.find_figures(key) for key in claim.allow_figures}
    used: set[str] = set()
    found = 0
    for figure in _outside_names(text, cited.names):
        reasons = [key for key, figures in allowed.items() if any(_means(one, figure) for one in figures)]
        used.update(reasons)
        if figure.weak or reasons or cited.carries(figure):
            continue
        written = " ".join(text[figure.start : figure.end].split())
        noun = "date" if figure.day else "figure"
        found += 1  # the places of more are never told, and finding one takes as long as the text
        place = _place(span, text, figure.start, figure.end) if found <= MOST_PER_FILE else span
        ways = "quote the words that carry it, reckon it in `calculation`, or give the reason under `allow_figures`"
        yield Problem(
            "B310",
            f"nothing cited carries the {noun} `{written}`",
            place,
            help=f"looked at: {_looked_at(cited, figure)}\n{ways}",
            severity=severity,
        )
    for key in claim.allow_figures:
        if key not in used:
            yield Problem(
                "B312",
                f"the claim's text has no figure `{key}`",
                parsed.document.key(*path, "allow_figures", key),
                help="take it out, or write it as the text has it",
                severity="hint",
            )


def _looked_at(cited: CitedMaterial, figure: Figure) -> str:
    if figure.day and cited.dates:
        return f"{cited}; dates: {', '.join(sorted({_iso(day) for day in cited.dates}))}"
    if figure.value is not None and figure.value in cited.by_key:
        return f"{cited}, where it {'is no percentage' if figure.unit == '%' else 'means something else'}"
    return str(cited)


def _iso(day: Day) -> str:
    parts = (f"{day.year:04}", *(f"{part:02}" for part in (day.month, day.day) if part))
    return "-".join(parts)


def _outside_names(text: str, names: tuple[str, ...]) -> Iterator[Figure]:
    """The figures of a text but those within a name that has letters too: F-16, Chapter 7."""
    figures = numerals.find_figures(text)
    if not figures:
        return
    places = [match.span() for name in names if re.search(r"\d", name) and re.search(r"[^\W\d_]{2}", name)
              for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]  # fmt: skip
    for figure in figures:
        if not any(start <= figure.start and figure.end <= end for start, end in places):
            yield figure


def _means(key: Figure, figure: Figure) -> bool:
    """Whether a key of `allow_figures` is this figure: 1,500 is 1500, and 56 is 56 %."""
    if figure.day and key.day:
        return figure.day == key.day
    if figure.value is not None and key.value is not None:
        return figure.value == key.value
    return bool(figure.token) and figure.token == key.token


def _place(span: Span, text: str, start: int, end: int) -> Span:
    """Where characters of a value stand in the file, in which its lines may be folded."""
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
    from bindery.evidence import calculation  # noqa: PLC0415  its patterns take long to compile, and few claims have one

    fault = calculation.check_calculation(claim.calculation)
    if fault is None:
        return
    place = _place(parsed.document.span(*path, "calculation"), claim.calculation, fault.start, fault.end)
    if fault.readable:
        yield Problem("B311", fault.message, place, help=fault.remedy)
    else:
        yield Problem("B313", fault.message, place, help=fault.remedy)
