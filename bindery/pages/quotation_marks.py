"""What pages show of the comparison of a quotation with its source: its mark, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace

from bindery.evidence.graph import Graph
from bindery.evidence.quotations import RULE, QuotationResults, Verification
from bindery.evidence.shortenings import Shortening


class QuotationMarks:
    """The results of the comparison, as far as the licence of each source allows showing them.

    Args:
        graph: the sources.
        checks: the result of each quotation.
    """

    rule = RULE
    """Number of the rule by which quotations are compared with their sources."""

    def __init__(self, graph: Graph, checks: QuotationResults) -> None:
        self.graph = graph
        self.checks = checks

    def outcome(self, source: str, quote: str) -> str:
        """The outcome of checking a quotation: `verified`, `shortened`, `unchecked` or `missing`."""
        return self.checks.outcome(source, quote)

    def finding(self, source: str, quote: str) -> Verification | None:
        """How a quotation was verified and on which page; None if it was not."""
        return self.checks.finding(source, quote)

    def shortening(self, source: str, quote: str) -> Shortening | None:
        """What a quotation leaves out of its sentence; without the sentence if the licence does not allow showing it."""
        finding = self.finding(source, quote)
        if finding is None or finding.shortening is None:
            return None
        shown = self.graph.sources[source].show != "quote"
        return finding.shortening if shown else replace(finding.shortening, sentence=())

    def reason(self, source: str, quote: str) -> str:
        """Why the author leaves out words that limit a quotation; empty when nothing is declared."""
        return self.checks.reason(source, quote)

    def context(self, source: str, quote: str) -> tuple[str, str] | None:
        """The words before and after a quotation; None if no snapshot is stored or its licence does not allow it."""
        shown = self.graph.sources[source].show != "quote"
        return self.checks.context(source, quote) if shown else None
