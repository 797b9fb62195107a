"""What a site shows of the check of each source: who read its quotations again, and when."""

from __future__ import annotations

from collections import Counter

from bindery.evidence.graph import Graph
from bindery.evidence.quotations import QuotationResults
from bindery.evidence.readings import readings_of
from bindery.model.source import Reading
from bindery.pages.reading_words import reading_in_words


class SourceRecord:
    """What is known of the check of the sources of a site.

    Attributes:
        graph: the sources.
        checks: the results of comparing quotations with the stored sources.
    """

    def __init__(self, graph: Graph, checks: QuotationResults) -> None:
        self.graph = graph
        self.checks = checks

    def standing(self, source: str, quote: str) -> str:
        """The outcome of checking a quotation, or `read` if it was not compared by machine but read again."""
        found = self.checks.outcome(source, quote)
        return "read" if found == "unchecked" and self.readings(source, quote) else found

    def readings(self, source: str, quote: str) -> list[Reading]:
        """The readings that cover a quotation, newest first."""
        known = self.graph.sources.get(source)
        return readings_of(known, quote) if known else []

    def reread(self, source: str, quote: str) -> str:
        """When and how a quotation was last read again, in words; empty if no reading is recorded."""
        found = self.readings(source, quote)
        return reading_in_words(found[0]) if found else ""

    def recorded_readings(self, source: str, quotes: list[str]) -> list[tuple[Reading, int]]:
        """Each reading of a source or of its passages, newest first, with the number of quotations that it covers.

        Args:
            source: id of the source.
            quotes: the words of each quotation from it.
        """
        counted = Counter(reading for quote in quotes for reading in self.readings(source, quote))
        return sorted(counted.items(), key=lambda item: (item[0].date, item[0].method), reverse=True)
