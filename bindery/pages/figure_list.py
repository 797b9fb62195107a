"""The figures of a briefing as its page *Figures* lists them: by class, each with its statement and what carries it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from bindery.evidence.cited_material import Shelf, figures_in_quotation
from bindery.evidence.figure_matching import Carrier, figure_carries
from bindery.evidence.figure_readings import FigureReading, FiguresOfBriefing, read_figures
from bindery.evidence.own_words import is_in_own_words
from bindery.evidence.register import Path
from bindery.evidence.uses import page_of_dataset
from bindery.model.briefing import Dataset, Point
from bindery.pages.addresses import CLAIMS, Link
from bindery.pages.briefing_references import BriefingReferences
from bindery.text.figure import Figure

# Each class of figure, in the order of the page: its heading, its words in a sentence, and what it means.
CLASSES = {
    "missing": ("Not found", "not found in anything cited", "Nothing that is cited has these figures."),
    "quoted": (
        "Quoted",
        "quoted",
        "The quoted words of a cited source have these figures, and a text repeats them or a dataset lists them.",
    ),
    "reworded": (
        "Quoted, and told in the authors' words",
        "quoted and told in the authors' words",
        (
            "The quoted words of a cited source have these figures, but what is said of them is in the authors' words. "
            "Software finds common mistakes there, not all: read both."
        ),
    ),
    "cell": ("In a table", "in a table", "A cell of a source's table has these figures."),
    "computed": (
        "Computed",
        "computed",
        (
            "A claim shows how these figures were calculated, or software works them out from the quoted figures: "
            "check that the working is what the text means."
        ),
    ),
    "dataset": ("In a dataset", "in a dataset", "These are values of this briefing's datasets."),
    "dated": (
        "Dates of sources and events",
        "the date of a source or event",
        "A cited source was published then, or an event or a claim is of that date.",
    ),
    "titled": ("In a title", "in the title of a source", "The title of a cited source has these figures."),
    "stated": ("In a claim", "in a claim", "A claim has these figures and says what they rest on."),
    "declared": ("Declared", "declared", "No source has these figures. The authors say why they stand here."),
}
_AROUND = 60  # characters shown before and after a figure


@dataclass(frozen=True)
class Excerpt:
    """A stretch of text around a figure.

    Attributes:
        before: what is before the figure.
        figure: the figure; empty when it is not marked.
        after: what is after it.
    """

    before: str
    figure: str = ""
    after: str = ""


@dataclass(frozen=True)
class ListedFigure:
    """A line of the page.

    Attributes:
        outcome: a key of `CLASSES`.
        words: the figure as it is written.
        where: the part of the briefing that states it, in one word, such as `claim`.
        link: where it is stated.
        statement: the text around it.
        source: id of the source that carries it; empty for none.
        quote: the whole quotation or calculation; may be empty.
        working: how software worked it out from figures of the quotation; may be empty.
        excerpt: the part of that around the figure.
        cell: the cell of the source's table; may be empty.
        claim: id of the claim that carries it; empty for none.
        event: id of the event that has its date; empty for none.
        dataset: id of the dataset that has it; empty for none.
        reason: why it stands here although no source has it; may be empty.
    """

    outcome: str
    words: str
    where: str
    link: Link
    statement: Excerpt
    source: str = ""
    quote: str = ""
    working: str = ""
    excerpt: Excerpt | None = None
    cell: str = ""
    claim: str = ""
    event: str = ""
    dataset: str = ""
    reason: str = ""


class FigureList:
    """Every figure of a briefing.

    Args:
        view: the briefing.
        shelf: the figures of all sources.

    Attributes:
        found: the figures and what carries them.
    """

    def __init__(self, view: BriefingReferences, shelf: Shelf) -> None:
        self.view = view
        self.language = shelf.graph.language_of
        self.found: FiguresOfBriefing = read_figures(view.register, shelf)
        # A figure that several rules contradict is listed once.
        self.lines = list(dict.fromkeys([*map(self._line, self.found.readings), *self._points()]))

    @property
    def classes(self) -> list[tuple[str, str, str, list[ListedFigure]]]:
        """Each class that occurs: its key, its heading, its meaning, and its figures."""
        groups: dict[str, list[ListedFigure]] = {key: [] for key in CLASSES}
        for line in self.lines:
            groups[line.outcome].append(line)
        return [(key, CLASSES[key][0], CLASSES[key][2], lines) for key, lines in groups.items() if lines]

    def by_page(self, lines: Iterable[ListedFigure]) -> list[tuple[Link, list[ListedFigure]]]:
        """Some figures by the page that states them, in the order of the pages; those of all claims together.

        Args:
            lines: the figures.
        """
        pages = {link.address: link for link in self.view.contents}
        register = f"{self.view.address}{CLAIMS}/"
        found: dict[str, list[ListedFigure]] = {address: [] for address in pages}
        for line in lines:
            address = line.link.address
            found[register if address.startswith(register) else address].append(line)
        return [(pages[address], group) for address, group in found.items() if group]

    @property
    def counts(self) -> list[tuple[str, int, str]]:
        """Each class that occurs, with its number of figures and its words in a sentence."""
        return [(key, len(lines), CLASSES[key][1]) for key, _, _, lines in self.classes]

    @property
    def in_words(self) -> str:
        """The number of figures of each class: `12 quoted, 1 computed`."""
        wording = self.view.wording
        return ", ".join(
            f"{wording.number(number)} {wording.message(words)}" for _, number, words in self.counts
        ) or wording.say("none")

    def declared(self, path: Path) -> list[tuple[str, str]]:
        """The declared figures at a path of the briefing or below it, those of one key together, with the reason."""
        words: dict[tuple[str, str], dict[str, None]] = {}
        for reading in self.found.readings:
            if reading.key and reading.statement.path[: len(path)] == path:
                words.setdefault((reading.key, reading.reason), {})[reading.words] = None
        return [(", ".join(found), reason) for (_, reason), found in words.items()]

    def dataset_link(self, dataset: str) -> Link:
        """A link to a dataset."""
        return self._link(page_of_dataset(self.view.register.parsed, dataset), f"_data-{dataset}")

    def _line(self, reading: FigureReading) -> ListedFigure:
        statement, carrier = reading.statement, reading.support.carrier if reading.support else None
        known = {
            "outcome": reading.outcome,
            "words": reading.figure.said or reading.words,
            "where": statement.noun,
            "link": self._link(statement.page, statement.anchor),
            "statement": _plain(
                around(statement.text, reading.figure.start, reading.figure.end), statement.claim
            ),
            "reason": reading.reason,
        }
        if carrier is None or reading.outcome == "declared":
            return ListedFigure(**known)  # type: ignore[arg-type]  # as named above
        quote = carrier.words if reading.outcome in ("quoted", "computed", "titled") else ""
        if reading.outcome == "quoted" and self._is_reworded(reading, carrier):
            known["outcome"] = "reworded"
        return ListedFigure(
            **known,  # type: ignore[arg-type]  # as named above
            source=carrier.source if carrier.source in self.view.numbers else "",
            quote=quote,
            working=carrier.working,
            excerpt=_around_same(quote, carrier.figure, self.language(carrier.source), carrier.year)
            if quote
            else None,
            cell=carrier.words if reading.outcome == "cell" else "",
            **self._place(carrier.place, statement.claim),  # type: ignore[arg-type]  # of three fields of text
        )

    def _place(self, place: str, own: str) -> dict[str, str]:
        """The claim, the event or the dataset that carries a figure, by its name in a line; empty for another claim's own."""
        found = {
            "claim": place in self.view.claims and place != own,
            "event": place in self._events,
            "dataset": place in self._datasets,
        }
        return {key: place for key, is_it in found.items() if is_it}

    def _is_reworded(self, reading: FigureReading, carrier: Carrier) -> bool:
        """Whether the sentence of a figure is in the authors' words."""
        from bindery.evidence.alignment import sentence_of  # noqa: PLC0415  it takes long to load

        start, end = sentence_of(reading.statement.text, reading.figure)
        sentence = reading.statement.text[start:end]
        return is_in_own_words(sentence, [(self.language(carrier.source), carrier.words)])

    @property
    def _events(self) -> set[str]:
        return {event.id for event in self.view.briefing.events}

    @property
    def _datasets(self) -> set[str]:
        return {dataset.id for dataset in self.view.briefing.datasets}

    def _points(self) -> Iterable[ListedFigure]:
        """The values of the datasets."""
        for dataset in self.view.briefing.datasets:
            link = self.dataset_link(dataset.id)
            for series in dataset.series:
                yield from (
                    self._point(dataset, series.name, point, link)
                    for point in series.points
                    if point.y is not None
                )

    def _point(self, dataset: Dataset, series: str, point: Point, link: Link) -> ListedFigure:
        return ListedFigure(
            outcome="quoted" if point.quote else "cell" if point.cell else "dataset",
            words=self.view.wording.number(point.y or 0),
            where="value",
            link=link,
            statement=Excerpt(f"{dataset.title}: {series}, {point.x}"),
            source=point.source,
            quote=point.quote or "",
            excerpt=_around_value(point, self.language(point.source)) if point.quote else None,
            cell=point.cell or "",
        )

    def _link(self, page: str, anchor: str) -> Link:
        address = f"{self.view.address}{page}/" if page else self.view.address
        return Link(address, self.view.title_of(page), anchor)


def around(text: str, start: int, end: int) -> Excerpt:
    """The text around a figure, cut off between words."""
    before, after = text[:start], text[end:]
    if len(before) > _AROUND:
        before = "… " + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + " …"
    return Excerpt(before, text[start:end], after)


def _plain(excerpt: Excerpt, claim: str) -> Excerpt:
    """The excerpt without Markdown, if it is from the text of a claim."""
    if not claim:
        return excerpt
    return Excerpt(*(re.sub(r"[*`]", "", part) for part in (excerpt.before, excerpt.figure, excerpt.after)))


def _around_value(point: Point, language: str) -> Excerpt:
    """The part of the quotation of a value around its number; its beginning when that is not found."""
    same = Figure(0, 0, Fraction(point.y or 0), "*")
    return _around_same(point.quote or "", same, language)


def _around_same(quote: str, figure: Figure, language: str, year: int | None = None) -> Excerpt:
    """The part of a quotation around the figure that is the same as another; its beginning when there is none.

    Args:
        quote: the quotation.
        figure: the other figure.
        language: the language of the quotation.
        year: the year of the source, which completes a date such as `1 August`.
    """
    for found in figures_in_quotation(quote, language):
        same = (found.value, found.unit, found.token) == (figure.value, figure.unit, figure.token)
        if (same and found.day == figure.day) or figure_carries(found, figure, year):
            length = len(quote)
            return around(quote, min(found.start, length), min(found.end, length))
    return around(quote, 0, 0)
