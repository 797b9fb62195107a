"""What a statement cites, as figures that can be searched: quotations, cells, datasets, calculations and dates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bindery.evidence.figure_matching import Carrier, FigureIndex, Fit, Support, is_version, is_within
from bindery.evidence.graph import Graph
from bindery.evidence.implied_figures import implied_figures, proportions
from bindery.evidence.register import BriefingRegister
from bindery.evidence.statements import StatedText
from bindery.model.briefing import Claim, Dataset, Event, Evidence, Point
from bindery.text import dates as days
from bindery.text import numerals
from bindery.text.dates import Day
from bindery.text.figure import Figure

_INSERTION = re.compile(r"\[[^\[\]]*\]")  # in a quotation: an omission, or words that an editor added
CellFigures = Callable[[str, str], tuple[Figure, ...] | None]
"""The figures in a cell of the stored copy of a source; None when no table of it is stored. Arguments: source, cell."""


def no_cells(_source: str, _cell: str) -> None:
    """A `CellFigures` for projects without stored tables."""


@dataclass(frozen=True)
class DatedThing:
    """A date that needs no quotation: of a source, an event, a claim.

    Attributes:
        day: the date.
        source: id of the source that was published then; empty for none.
        place: id of the event or claim with this date; empty for none.
    """

    day: Day
    source: str = ""
    place: str = ""


@dataclass(frozen=True)
class Material:
    """Everything that a statement cites and in which its figures may be found.

    Attributes:
        indexes: the figures that can carry, the nearest to the statement first.
        dates: the dates that need no quotation.
        quotations: number of quotations that were searched, for messages.
        points: number of values of datasets that were searched.
        calculated: whether it has a calculation.
        uncompared: the cells of tables that are not stored, any of which may have a figure.
    """

    indexes: tuple[FigureIndex, ...] = ()
    dates: tuple[DatedThing, ...] = ()
    quotations: int = 0
    points: int = 0
    calculated: bool = False
    uncompared: tuple[Carrier, ...] = ()

    def find(self, wanted: Figure) -> Support | None:
        """What carries a figure: the best of its full supports, or else one that has another bound."""
        best = self._best(wanted)
        if best and best.fit == Fit.FULL:
            return best
        if wanted.day or wanted.unit == "century":
            for thing in self.dates:
                if _says(thing.day, wanted):
                    carrier = Carrier(wanted, "dated", source=thing.source, place=thing.place)
                    return Support(carrier, Fit.FULL)
        if best is None and self.uncompared:
            return Support(self.uncompared[0], Fit.FULL)
        return best

    def _best(self, wanted: Figure) -> Support | None:
        """The best support of a number or a version: before others, one that has the same number in full."""
        best: Support | None = None
        for found in filter(None, (index.find(wanted) for index in self.indexes)):
            if found.fit == Fit.FULL and found.carrier.figure.value == wanted.value:
                return found
            if best is None or found.fit > best.fit:
                best = found
        return best

    def full_carriers(self, wanted: Figure) -> Iterator[Carrier]:
        """Everything that carries a figure in full."""
        return (carrier for index in self.indexes for carrier in index.full(wanted))

    def days(self) -> Iterator[Day]:
        """Every date of the material."""
        yield from (thing.day for thing in self.dates)
        for index in self.indexes:
            yield from (carrier.figure.day for carrier in index.by_key.get("date", ()) if carrier.figure.day)

    def without_results(self) -> Material:
        """The material without the results of the claim's own calculation, which are no evidence for its operands."""
        evidence = (i for i in self.indexes if not any(carrier.kind == "computed" for carrier in i.carriers))
        return replace(self, indexes=tuple(evidence))

    def carries(self, wanted: Figure) -> bool:
        """Whether the material has a figure, in any spelling and with any bound."""
        return self.find(wanted) is not None

    def has_number(self, wanted: Figure) -> bool:
        """Whether the number of a figure occurs, perhaps with another meaning."""
        return wanted.value is not None and any(wanted.value in index.by_key for index in self.indexes)

    def __str__(self) -> str:
        """A summary for messages: `2 quotations, 1 value of the datasets, the calculation`."""
        quotations, points = self.quotations, self.points
        parts = [f"{quotations} quotation{'s' * (quotations > 1)}"] if quotations else ["no quotation"]
        parts += [f"{points} value{'s' * (points > 1)} of the datasets"] if points else []
        return ", ".join([*parts, *(["the calculation"] if self.calculated else [])])


def _says(day: Day, wanted: Figure) -> bool:
    """Whether a date is the wanted one, or in the wanted century."""
    return day.says(wanted.day) if wanted.day else is_within(Figure(0, 0, day=day), wanted)


def figures_in_quotation(quote: str, language: str = "") -> tuple[Figure, ...]:
    """The figures in quoted words, without what the author put into square brackets."""
    own = _INSERTION.sub(lambda match: f" {'…' * (len(match[0]) - 2)} ", quote)
    return numerals.find_figures(own, language, only=True)


def figures_of_point(
    point: Point, dataset: Dataset, language: str, in_cell: Sequence[Figure] = ()
) -> Iterator[Figure]:
    """The figures of a value: its position, and the value in its unit with the bound that its quotation or cell gives it.

    Args:
        point: the value.
        dataset: its dataset.
        language: the language of its source.
        in_cell: the figures in its cell.
    """
    yield from numerals.find_figures(f"{point.x}")
    if point.y is None:
        return
    evidence = figures_in_quotation(point.quote, language) if point.quote else in_cell
    for figure in numerals.find_figures(f"{point.y:f} {dataset.unit}"):
        counts = figure.start == 0 and figure.value is not None
        same = [one for one in evidence if counts and one.value == figure.value]
        if same and all(one.said for one in same):
            bound, said, end = same[0].bound, same[0].said, same[0].end_of_range
            yield replace(figure, bound=bound, said=said, end_of_range=end)
        else:
            yield figure


class Shelf:
    """The figures of every source of a project, wherever in the project its words are quoted.

    Args:
        graph: the sources, and every use of them.
        cells: the figures in a cell of a stored table.
        days: the dates that the labels of such a cell give.

    Attributes:
        readings: what `read_figures` found in each briefing, by its name: so it is found once.
    """

    def __init__(self, graph: Graph, cells: CellFigures = no_cells, days: CellFigures = no_cells) -> None:
        self.graph = graph
        self.cells = cells
        self.days = days
        self.readings: dict[str, Any] = {}
        self._indexes: dict[str, FigureIndex] = {}
        self._counts: dict[str, int] = {}
        self._cells: dict[str, dict[str, None]] | None = None

    def published(self, source: str) -> Day | None:
        """The date on which a source was published; None when it is not known."""
        found = self.graph.sources.get(source)
        return days.parse_date(found.published) if found and found.published else None

    def quoted(self, source: str, quotes: Iterable[str]) -> Iterator[Carrier]:
        """The figures in some quotations from a source."""
        published = self.published(source)
        year = published.year if published else None
        for quote in quotes:
            language = self.graph.language_of(source)
            figures = figures_in_quotation(quote, language)
            shares = [one for pair in proportions(quote, figures) for one in pair[:2]]
            counts = (one for one in figures if one not in shares)
            for figure in (*counts, *implied_figures(quote, figures, language)):
                yield Carrier(figure, "quoted", year, source, words=quote)

    def in_cells(self, source: str, cells: Iterable[str]) -> Iterator[Carrier]:
        """The figures in some cells of a stored table, and the dates of their rows and columns."""
        for cell in cells:
            for figure in (*(self.cells(source, cell) or ()), *(self.days(source, cell) or ())):
                yield Carrier(figure, "cell", None, source, words=cell)

    def uncompared(self, evidence: Iterable[Evidence]) -> Iterator[Carrier]:
        """The cells in some evidence that cannot be compared, because no table is stored."""
        for piece in evidence:
            if piece.cell and self.cells(piece.source, piece.cell) is None:
                yield Carrier(Figure(0, 0), "cell", None, piece.source, words=piece.cell)

    def titled(self, source: str, *, dates: bool = False) -> Iterator[Carrier]:
        """The versions in the title of a source, and its dates if these are wanted too."""
        found = self.graph.sources.get(source)
        for figure in numerals.find_figures(found.title) if found and found.title else ():
            if is_version(figure) or (dates and figure.day):
                yield Carrier(
                    figure, "titled", None, source, words=found.title if found and found.title else ""
                )

    def located(self, source: str, locators: Iterable[str | None]) -> Iterator[Carrier]:
        """The versions in the headings that some locators name, such as that of a release in a changelog."""
        for locator in locators:
            for figure in numerals.find_figures(locator) if locator else ():
                if is_version(figure):
                    yield Carrier(figure, "titled", None, source, words=locator or "")

    def of_source(self, source: str) -> FigureIndex:
        """Every figure in what the project quotes from a source."""
        if source not in self._indexes:
            quotes = dict.fromkeys(self.quotes(source))
            self._counts[source] = len(quotes)
            self._indexes[source] = FigureIndex(
                [
                    *self.quoted(source, quotes),
                    *self.in_cells(source, self._cells_of(source)),
                    *self.titled(source, dates=True),
                    *self.located(source, self._locators(source)),
                ]
            )
        return self._indexes[source]

    def count(self, source: str) -> int:
        """How many different quotations from a source the project has."""
        self.of_source(source)
        return self._counts[source]

    def quotes(self, source: str) -> Iterator[str]:
        """Every quotation from a source."""
        found = self.graph.sources.get(source)
        yield from (passage.quote for passage in found.passages) if found else ()
        yield from (use.quote for use in self.graph.uses.get(source, ()) if use.quote)

    def _locators(self, source: str) -> Iterator[str | None]:
        """The locator of each quotation from a source."""
        found = self.graph.sources.get(source)
        yield from (passage.locator for passage in found.passages) if found else ()
        yield from (use.locator for use in self.graph.uses.get(source, ()) if use.quote)

    def _cells_of(self, source: str) -> Iterable[str]:
        if self._cells is None:
            self._cells = {}
            for register in self.graph.registers.values():
                for found, cell in cells_in(register):
                    self._cells.setdefault(found, {})[cell] = None
        return self._cells.get(source, ())


def cells_in(register: BriefingRegister) -> Iterator[tuple[str, str]]:
    """The source and the cell of each piece of evidence and each value of a briefing that names one."""
    briefing = register.parsed.briefing
    pieces = [piece for claim in register.claims.values() for piece in claim.evidence]
    pieces += [piece for event in briefing.events for piece in event.evidence]
    yield from ((piece.source, piece.cell) for piece in pieces if piece.cell)
    for dataset in briefing.datasets:
        for series in dataset.series:
            yield from ((point.source, point.cell) for point in series.points if point.cell)


@dataclass
class BriefingMaterial:
    """What the statements of one briefing may cite, collected once.

    Attributes:
        register: the briefing.
        shelf: the figures of all sources.
    """

    register: BriefingRegister
    shelf: Shelf
    _points: dict[str, list[Carrier]] = field(default_factory=dict)  # by source
    _point_counts: dict[str, int] = field(default_factory=dict)  # by source
    _point_indexes: dict[str, FigureIndex] = field(default_factory=dict)  # by source
    _event_dates: dict[str, list[DatedThing]] = field(default_factory=dict)  # by source
    _by_claim: dict[str, Material] = field(default_factory=dict)  # by id of the claim

    def __post_init__(self) -> None:
        briefing = self.register.parsed.briefing
        for dataset in briefing.datasets:
            for point in (point for series in dataset.series for point in series.points):
                found = self._points.setdefault(str(point.source), [])
                language = self.shelf.graph.language_of(point.source)
                found += (
                    Carrier(figure, "dataset", None, point.source, dataset.id, point.quote or "")
                    for figure in figures_of_point(point, dataset, language, self._in_cell(point))
                )
                self._point_counts[point.source] = self._point_counts.get(point.source, 0) + 1
        for event in briefing.events:
            for source in dict.fromkeys(str(piece.source) for piece in event.evidence):
                things = self._event_dates.setdefault(source, [])
                things += (
                    DatedThing(days.parse_date(day), place=event.id) for day in (event.date, event.end) if day
                )

    def all_points(self) -> Iterator[Carrier]:
        """The figures of every value of the briefing's datasets."""
        return (carrier for found in self._points.values() for carrier in found)

    def _in_cell(self, point: Point) -> Sequence[Figure]:
        return (self.shelf.cells(point.source, point.cell) or ()) if point.cell else ()

    def of_claim(self, claim: Claim, results_from: Callable[[Material], Sequence[Carrier]]) -> Material:
        """What a claim cites: its own quotations and cells, and what datasets have from its sources.

        Args:
            claim: the claim.
            results_from: makes the results of its calculation, of everything else that it cites.
        """
        if claim.id in self._by_claim:
            return self._by_claim[claim.id]
        shelf, sources = self.shelf, tuple(dict.fromkeys(str(piece.source) for piece in claim.evidence))
        own = self._own_carriers(claim)
        as_of = [DatedThing(days.parse_date(claim.as_of), place=claim.id)] if claim.as_of else []
        made = Material(
            indexes=(FigureIndex(own),),
            dates=(*self._dates(sources), *as_of),
            quotations=len(
                {
                    (piece.source, piece.quote, piece.cell)
                    for piece in claim.evidence
                    if piece.quote or piece.cell
                }
            ),
            points=sum(self._point_counts.get(source, 0) for source in sources),
            calculated=bool(claim.calculation),
            uncompared=tuple(shelf.uncompared(claim.evidence)),
        )
        if results := results_from(made):
            made = replace(made, indexes=(*made.indexes, FigureIndex(results)))
        self._by_claim[claim.id] = made
        return made

    def _own_carriers(self, claim: Claim) -> list[Carrier]:
        """The figures in what a claim quotes, in the cells that it names, and in datasets from its sources."""
        shelf, sources = self.shelf, tuple(dict.fromkeys(str(piece.source) for piece in claim.evidence))
        quotes = _by_source((piece.source, piece.quote) for piece in claim.evidence)
        cells = _by_source((piece.source, piece.cell) for piece in claim.evidence)
        own = [carrier for source in sources for carrier in shelf.quoted(source, quotes[source])]
        own += [carrier for source in sources for carrier in shelf.in_cells(source, cells[source])]
        own += [carrier for source in sources for carrier in self._points.get(source, ())]
        own += [carrier for source in sources for carrier in self._quoted_by_points(source)]
        own += [carrier for source in sources for carrier in shelf.titled(source)]
        return [*own, *self._located(claim)]

    def _located(self, claim: Claim) -> Iterator[Carrier]:
        """The versions in the locators of a claim's evidence."""
        for piece in claim.evidence:
            yield from self.shelf.located(piece.source, [piece.locator])

    def _quoted_by_points(self, source: str) -> Iterator[Carrier]:
        """The figures in the words that the datasets of this briefing quote from a source."""
        quotes = dict.fromkeys(carrier.words for carrier in self._points.get(source, ()) if carrier.words)
        return self.shelf.quoted(source, quotes)

    def of_statement(self, statement: StatedText, stated: Iterable[FigureIndex]) -> Material:
        """What a statement other than a claim cites.

        Args:
            statement: the statement.
            stated: the figures of the claims that it may repeat.
        """
        briefing = self.register.parsed.briefing
        sources = statement.sources
        events = [event for event in briefing.events if event.id == statement.event]
        own = _dates_of(events)
        mentioned = self._of_claims(statement.claims)
        return Material(
            indexes=(
                *(self.shelf.of_source(source) for source in sources),
                *(self._index_of_points(source) for source in sources if source in self._points),
                *stated,
                *(index for material in mentioned for index in material.indexes),
            ),
            dates=(*own, *self._dates(sources), *(day for material in mentioned for day in material.dates)),
            quotations=sum(self.shelf.count(source) for source in sources),
            points=sum(self._point_counts.get(source, 0) for source in sources),
            uncompared=tuple(self.shelf.uncompared(piece for event in events for piece in event.evidence)),
        )

    def _of_claims(self, claims: Iterable[str]) -> list[Material]:
        """What some claims cite."""
        return [self._by_claim[key] for key in claims if key in self._by_claim]

    def _index_of_points(self, source: str) -> FigureIndex:
        if source not in self._point_indexes:
            self._point_indexes[source] = FigureIndex(self._points[source])
        return self._point_indexes[source]

    def _dates(self, sources: Iterable[str]) -> Iterator[DatedThing]:
        """The dates on which some sources were published, and those of the events that share one of them."""
        for source in sources:
            if published := self.shelf.published(source):
                yield DatedThing(published, source)
        for source in sources:
            yield from self._event_dates.get(source, ())


def _by_source(pairs: Iterable[tuple[str, str | None]]) -> dict[str, dict[str, None]]:
    """The quotations or cells of each source, each once."""
    found: dict[str, dict[str, None]] = {}
    for source, words in pairs:
        found.setdefault(str(source), {}).update({words: None} if words else {})
    return found


def _dates_of(events: Iterable[Event]) -> list[DatedThing]:
    """The first and the last day of some events."""
    days_of = ((event.id, day) for event in events for day in (event.date, event.end) if day)
    return [DatedThing(days.parse_date(day), place=place) for place, day in days_of]
