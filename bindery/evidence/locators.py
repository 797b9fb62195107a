"""Checks that quoted words stand where their locator says: on its pages, in its sections, at its times.

Only what is certain is an error. A locator that is not understood, or names what the source does not have, is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from bindery.evidence import places
from bindery.evidence.graph import Graph
from bindery.evidence.quotations import QuotationResults
from bindery.model.briefing import Evidence
from bindery.model.format_model import walk_values
from bindery.model.names import SourceId
from bindery.reading.project import ParsedBriefing, Project
from bindery.text.locator_words import PlaceNames, read_locator
from bindery.text.phrasing import listed
from bindery.text.problems import Problem
from bindery.text.span import Span
from bindery.text.tokens import Searchable, SearchableText, TokenRange, locate

_MOST_PAGES = 3  # pages with the words that a message lists
_PAGE, _SECTION, _TIME = "page", "section", "time"


@dataclass(frozen=True)
class LocatedQuotation:
    """Quoted words with the place where an author says they are.

    Attributes:
        source: id of the source.
        words: the words quoted.
        locator: the place.
        span: where the locator was written.
        language: language of the briefing; empty when it is not known.
    """

    source: SourceId
    words: str
    locator: str
    span: Span
    language: str = ""


def check_locators(project: Project, graph: Graph, results: QuotationResults) -> list[Problem]:
    """The locators (B345) that name another place than the one where the words are.

    Args:
        project: the briefings and lists of sources.
        graph: the sources.
        results: what is stored of the sources, and which quotations were found there.
    """
    problems = []
    for quotation in located_quotations(project, graph):
        if results.finding(quotation.source, quotation.words):
            source = graph.sources.get(quotation.source)
            languages = [str(source.language or "") if source else ""]
            if quotation.language != "en":  # it is English where nothing is declared
                languages.append(quotation.language)
            names = read_locator(quotation.locator, languages)
            problem = _wrong_place(quotation, names, results)
            if problem:
                problems.append(problem)
    return problems


def located_quotations(project: Project, graph: Graph) -> Iterator[LocatedQuotation]:
    """Every quotation with a locator."""
    for parsed in project.briefings.values():
        language = str(parsed.briefing.language or "")
        yield from _located_evidence(parsed, language)
        for path in parsed.prose:
            paragraph = parsed.document.span(*path)
            for item, span in parsed.cited(path):
                if item.quote and item.locator:
                    rest = Span(span.text, span.end, paragraph.end).find(item.locator)
                    place = rest if rest.content == item.locator else span
                    yield LocatedQuotation(SourceId(item.source), item.quote, item.locator, place, language)
    for _, document in project.lists:
        for index, source in enumerate(document.value.sources):
            if graph.sources.get(source.id) is source:
                for number, passage in enumerate(source.passages):
                    if passage.locator:
                        span = document.span("sources", index, "passages", number, "locator")
                        yield LocatedQuotation(SourceId(source.id), passage.quote, passage.locator, span)


def _located_evidence(parsed: ParsedBriefing, language: str) -> Iterator[LocatedQuotation]:
    for path, piece in walk_values(parsed.briefing, Evidence):
        if piece.quote and piece.locator:
            span = parsed.document.span(*path, "locator")
            yield LocatedQuotation(SourceId(piece.source), piece.quote, piece.locator, span, language)


def _wrong_place(quotation: LocatedQuotation, names: PlaceNames, results: QuotationResults) -> Problem | None:
    """The problem that words are not at the place that their locator names; None when they are or may be."""
    holders = [
        (witness, found)
        for stored in results.stored(quotation.source)
        for witness in stored.witnesses
        if (found := locate(quotation.words, witness))
    ]
    named = [(witness, found, _named(quotation.words, names, witness)) for witness, found in holders]
    most = max((len(ranges) for _, _, ranges in named), default=0)
    for number in range(most):
        kind = next(ranges[number][0] for _, _, ranges in named if len(ranges) > number)
        judged = [
            (witness, found, ranges[number][1]) for witness, found, ranges in named if len(ranges) > number
        ]
        if not any(places.stands_in(quotation.words, witness, ranges) for witness, _, ranges in judged):
            witness, found, _ = judged[0]
            return _problem(quotation, kind, witness, found)
    return None


def _named(words: str, names: PlaceNames, witness: Searchable) -> list[tuple[str, list[TokenRange]]]:
    """Each place that a locator names in a text: of which kind it is, and its ranges of tokens."""
    pages, times = places.named_pages(names, witness), None
    if names.times and witness.marks.cues:
        times = places.named_times(names.times, witness.marks, places.said_until(words, witness))
    return [
        *([] if pages is None else [(_PAGE, pages)]),
        *([] if times is None else [(_TIME, times)]),
        *((_SECTION, ranges) for ranges in places.named_sections(names, witness)),
    ]


def _problem(quotation: LocatedQuotation, kind: str, witness: Searchable, found: TokenRange) -> Problem:
    if kind == _PAGE:
        where, remedy = _on_pages(quotation, witness, found)
    elif kind == _TIME:
        where, remedy = _at_time(witness, found)
    else:
        where, remedy = _in_section(witness, found)
    return elsewhere(
        quotation,
        f"the words are not at `{quotation.locator}` of `{quotation.source}`: they are {where}",
        f"{remedy}, or quote what is at the place that it names",
    )


def elsewhere(quotation: LocatedQuotation, message: str, remedy: str) -> Problem:
    """The problem that quoted words are not where their locator says."""
    return Problem("B345", message, quotation.span, help=remedy)


def _on_pages(quotation: LocatedQuotation, witness: Searchable, found: TokenRange) -> tuple[str, str]:
    """On which pages words are, and what to write for the first of them."""
    count = len(witness.pages) - 1
    stretch = witness.page_of(found.start), witness.page_of(found.end - 1)
    pages = [stretch]
    for page in range(stretch[1] + 1, count + 1):
        if len(pages) > _MOST_PAGES:
            break
        at = TokenRange(witness.pages[page - 1], witness.pages[page])
        if at.start < at.end and places.stands_in(quotation.words, witness, [at]):
            pages.append((page, page))
    shown = [_page_name(one, witness.marks.labels) for one in pages[:_MOST_PAGES]]
    more = len(pages) > _MOST_PAGES
    several = len(shown) > 1 or stretch[0] != stretch[1]
    named = ", ".join(shown) + " and others" if more else listed(shown)
    label = places.labels_of(found, witness)
    remedy = f"write `p. {label or _numbers(stretch)}`"
    return f"on page{'s' if several else ''} {named}", remedy


def _page_name(pages: tuple[int, int], labels: tuple[str, ...]) -> str:
    """The number of a page, `4`, or the printed one with that of the file, `iv (page 4 of the file)`."""
    printed = places.printed_number(pages, labels)
    return f"{printed} (page {_numbers(pages)} of the file)" if printed else _numbers(pages)


def _numbers(pages: tuple[int, int]) -> str:
    return str(pages[0]) if pages[0] == pages[1] else f"{pages[0]}–{pages[1]}"


def _at_time(witness: Searchable, found: TokenRange) -> tuple[str, str]:
    cue = next(
        (cue for cue in reversed(witness.marks.cues) if cue.start <= found.start), witness.marks.cues[0]
    )
    minutes, seconds = divmod(cue.seconds, 60)
    code = f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"
    return f"said at {code}", f"write `{code}`"


def _in_section(witness: Searchable, found: TokenRange) -> tuple[str, str]:
    heading = places.heading_above(found.start, witness.marks)
    if heading is None:
        return "above the first heading", "correct the locator"
    title = ""
    if isinstance(witness, SearchableText):
        reading = witness.reading
        tokens = zip(
            reading.tokens[heading.start : heading.end],
            reading.spaced[heading.start : heading.end],
            strict=True,
        )
        title = "".join(chain.from_iterable((" " * spaced, token) for token, spaced in tokens)).strip()
    title = title or heading.number
    return (f"below the heading “{title}”" if title else "below another heading"), "correct the locator"
