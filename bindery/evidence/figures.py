"""Checks that each figure of a briefing is in something that is cited, and that calculations are right and have evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.evidence.cited_material import Material, Shelf
from bindery.evidence.contrary_messages import contrary_message
from bindery.evidence.figure_matching import known_date
from bindery.evidence.figure_readings import FigureReading, FiguresOfBriefing, read_figures
from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister
from bindery.model.briefing import Claim
from bindery.reading.narrative import written_citations
from bindery.reading.paragraphs import paragraphs_of
from bindery.reading.project import ParsedBriefing
from bindery.text.dates import mask
from bindery.text.figure import Figure
from bindery.text.problems import MOST_PER_FILE, Problem, Severity
from bindery.text.span import Span


def check_figures(graph: Graph, shelf: Shelf | None = None, *, strict: bool = False) -> list[Problem]:
    """The figures that nothing cited has (B310), and the calculations that are wrong or made of nothing.

    Args:
        graph: the briefings and their sources.
        shelf: the figures of all sources; None where no table is stored.
        strict: whether a figure without evidence is an error rather than a warning.
    """
    problems: list[Problem] = []
    shelf = shelf or Shelf(graph)
    severity: Severity = "error" if strict else "warning"
    for register in graph.registers.values():
        found = read_figures(register, shelf)
        problems += _readings(register.parsed, found, severity)
        problems += _unused_keys(register.parsed, found)
        for claim in register.claims.values():
            problems += _calculation(register, claim, found, severity, graph)
    return problems


_REMEDY = "quote the passage with the {0}, correct the {0}, {1}, or give a reason under `allow_figures`"
_CALCULATE = "show how you calculated it under `calculation`"
_MENTION = "mention the claim that has it as `[#id]`"


def _readings(parsed: ParsedBriefing, found: FiguresOfBriefing, severity: Severity) -> Iterator[Problem]:
    """A problem for each figure that nothing carries (B310) or that has lost its bound (B357)."""
    shown = 0
    contradicted: set[tuple[object, ...]] = set()  # each place once, by the rule that comes first
    for reading in found.readings:
        if reading.outcome != "missing" and not reading.lacks_bound:
            continue
        where = reading.statement.path, reading.statement.number, reading.figure.start
        if where in contradicted:
            continue
        if reading.contrary.words:
            contradicted.add(where)
        shown += 1  # further problems are not shown, so their places, which are slow to find, are not needed
        if shown > MOST_PER_FILE:
            place = parsed.document.span(*reading.statement.path)
        else:
            place = _place_of_figure(parsed, reading)
        if reading.lacks_bound:
            message, remedy = _dropped(reading)
            yield bound_dropped(message, place, remedy, severity)
        else:
            material = found.materials[reading.statement.path, reading.statement.number]
            yield _not_found(reading, place, material, severity, str(parsed.briefing.language))


def _dropped(reading: FigureReading) -> tuple[str, str]:
    """What is said of a figure that has lost the bound of its source, and how to fix it."""
    carrier = reading.support.carrier if reading.support else None
    said, written = carrier.figure.said if carrier else "", reading.figure.said or reading.words
    message = f"the source says `{said}`, this {reading.statement.noun} says `{written}`"
    remedy = (
        f"write `{said}`, cite a source that has the exact figure, or give a reason under `allow_figures`"
    )
    if carrier and carrier.kind == "computed":
        message = f"the calculation is made with `{said}`, this {reading.statement.noun} says `{written}`"
        remedy = f"say that `{written}` is a limit or an estimate too, or give a reason under `allow_figures`"
    return message, remedy


def bound_dropped(message: str, place: Span, remedy: str, severity: Severity = "warning") -> Problem:
    """The problem (B357) that a figure lacks the `at least` or `about` of its source."""
    return Problem("B357", message, place, help=remedy, severity=severity)


def _not_found(
    reading: FigureReading, place: Span, material: Material, severity: Severity, language: str
) -> Problem:
    statement, noun = reading.statement, "date" if reading.figure.day else "figure"
    claims = ", nor in a claim" if statement.restates else ""
    cites = f"in nothing that this {statement.noun} cites"
    if statement.restates and not statement.sources:
        cites, claims = "in no claim, dataset or event of this briefing", ""
    if reading.contrary.words:
        return _other_number(reading, place, severity, language)
    remedy = _REMEDY.format(noun, _CALCULATE if statement.claim else _MENTION)
    message = f"the {noun} `{reading.words}` is {cites}{claims}"
    return not_carried(message, place, f"searched: {_searched(material, reading.figure)}\n{remedy}", severity)


def not_carried(message: str, place: Span, remedy: str, severity: Severity = "warning") -> Problem:
    """The problem (B310) that nothing which is cited has a figure."""
    return Problem("B310", message, place, help=remedy, severity=severity)


def _other_number(reading: FigureReading, place: Span, severity: Severity, language: str) -> Problem:
    """The problem of a figure of which the source says something else."""
    thing = " ".join([reading.words, *reading.figure.noun[:1]])
    message, remedy = contrary_message(language, reading.statement.noun, thing, reading.contrary)
    return not_carried(message, place, remedy, severity)


def _searched(material: Material, figure: Figure) -> str:
    """What was searched for a figure, and whether its number occurs there with another meaning."""
    if figure.day and material.dates:
        known = ", ".join(sorted({known_date(thing.day) for thing in material.dates}))
        return f"{material}; dates: {known}"
    if material.has_number(figure):
        meaning = "not as a percentage" if figure.unit == "%" else "with another meaning"
        return f"{material}; the number occurs there, but {meaning}"
    return str(material)


def _unused_keys(parsed: ParsedBriefing, found: FiguresOfBriefing) -> Iterator[Problem]:
    """An error (B312) for each key of `allow_figures` that names no figure of the texts that it covers."""
    for path, key in found.unused:
        noun = {"sections": "section", "events": "event", "datasets": "dataset"}.get(
            str(path[0]) if path else "",
            "claim" if path else "title, summary and other texts of the briefing",
        )
        yield Problem(
            "B312",
            f"the {noun} {'has' if path else 'have'} no figure `{key}`",
            parsed.document.key(*path, "allow_figures", key),
            help="delete the key, or write the figure as in the text"
            + ("" if path else "; a section, claim, event or dataset has an `allow_figures` of its own"),
        )


def _place_of_figure(parsed: ParsedBriefing, reading: FigureReading) -> Span:
    """The place of a figure in the file."""
    statement, figure = reading.statement, reading.figure
    span, text = parsed.document.span(*statement.path), statement.text
    if statement.claim or statement.path not in parsed.prose:
        return _place(span, text, figure.start, figure.end)
    earlier = paragraphs_of(parsed.prose[statement.path])[: statement.number] if statement.number else []
    before = "\n".join([*(paragraph.words for paragraph in earlier), ""])
    return _place(span, before + text, len(before) + figure.start, len(before) + figure.end)


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
    content = mask(span.content, list(written_citations(span.content)))
    if not words:
        return span
    before = sum(1 for match in re.finditer(words, text) if match.start() < start)
    places = list(re.finditer(words, content))
    if before >= len(places):
        return span
    return span.text.span(span.start + places[before].start(), span.start + places[before].end())


def _calculation(
    register: BriefingRegister, claim: Claim, found: FiguresOfBriefing, severity: Severity, graph: Graph
) -> Iterator[Problem]:
    """The fault of a claim's calculation (B311, B313), or each number in it that nothing carries (B356)."""
    if claim.calculation is None:
        return
    from bindery.evidence import operands  # noqa: PLC0415  slow to load, and few claims have one

    path = register.paths[claim.id]
    span, text = register.parsed.document.span(*path, "calculation"), str(claim.calculation)
    fault = operands.read(text).fault
    if fault:
        place = _place(span, text, fault.start, fault.end)
        yield Problem("B311" if fault.readable else "B313", fault.message, place, help=fault.remedy)
        return
    material = found.materials[(*path, "text"), 0]
    own = str(register.parsed.briefing.language)
    for number in operands.unsupported(
        text, material, str(claim.text), lambda key: graph.language_of(key) or own
    ):
        if not any(operands.means(key, number) for key in claim.allow_figures):
            yield _unsupported(
                text[number.start : number.end], _place(span, text, number.start, number.end), severity
            )


def _unsupported(written: str, place: Span, severity: Severity) -> Problem:
    return Problem(
        "B356",
        f"the number `{written}` of this calculation is in nothing that the claim cites",
        place,
        help="quote the passage that has it, correct it, or give a reason under `allow_figures`",
        severity=severity,
    )
