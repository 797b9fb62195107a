"""Finds who read a quotation again in its source, when and how, as the authors record it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bindery.evidence.day_checks import check_day
from bindery.evidence.graph import Graph
from bindery.model.source import Reading, Source
from bindery.reading.project import Project
from bindery.text.problems import Problem
from bindery.text.tokens import SearchableText, locate, quoted_parts


def readings_of(source: Source, quote: str) -> list[Reading]:
    """The readings that cover a quotation, newest first.

    A reading of a source covers every quotation from it. A reading of a passage covers its words, and any unbroken
    part of them that is quoted elsewhere.
    """
    found = list(source.readings)
    for passage in source.passages:
        if passage.readings and _within(quote, passage.quote):
            found += [reading for reading in passage.readings if reading not in found]
    return sorted(found, key=lambda reading: reading.date, reverse=True)


def _within(quote: str, passage: str) -> bool:
    """Whether a quotation is a passage or an unbroken part of it."""
    if quote == passage:
        return True
    return list(quoted_parts(quote)) == [quote] and locate(quote, SearchableText.of(passage)) is not None


def check_readings(project: Project, graph: Graph, today: date) -> Iterator[Problem]:
    """A warning for each reading in the future (B380), and for each before its source was published (B382)."""
    for _, document in project.lists:
        for index, source in enumerate(document.value.sources):
            if graph.sources.get(source.id) is source:
                here = ("sources", index)
                for path, reading in _recorded(source):
                    span = document.span(*here, *path, "date")
                    yield from check_day("reading", reading.date, source, today, span=span)


def _recorded(source: Source) -> Iterator[tuple[tuple[str | int, ...], Reading]]:
    """Each reading of a source and of its passages, with its path within the source."""
    for number, reading in enumerate(source.readings):
        yield ("readings", number), reading
    for index, passage in enumerate(source.passages):
        for number, reading in enumerate(passage.readings):
            yield ("passages", index, "readings", number), reading
