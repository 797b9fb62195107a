"""Is this quotation really in that source, word for word? Where; or what comes nearest to it?

The rule is written down in docs/method.md, and has a number, so that a site can say by which rule it was
checked. There is no fuzzy match: likeness only helps to show an author where the words went wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Literal

from bindery.evidence import snapshots
from bindery.evidence.graph import Graph
from bindery.model.briefing import Evidence, Point, walk
from bindery.reading.project import ParsedBriefing, Project
from bindery.text.characters import visible
from bindery.text.problems import Problem
from bindery.text.span import Span
from bindery.text.tokens import (
    RULE,
    Searchable,
    SearchableText,
    context_around,
    locate,
    normalise,
    pages_of,
)

if TYPE_CHECKING:
    from bindery.evidence.fingerprints import Fingerprint


def occurs(quote: str, text: str) -> bool:
    """Whether a quotation stands in a text: each piece whole, between the edges of words, in order."""
    return locate(quote, SearchableText.of(text)) is not None


@dataclass(frozen=True)
class Quotation:
    """Words that an author says a source has, and where the author says so."""

    source: str
    words: str
    span: Span


def all_quotations(project: Project, graph: Graph) -> Iterator[Quotation]:
    """Every quotation of every briefing and every list of sources."""
    for parsed in project.briefings.values():
        yield from _quoted_evidence(parsed)
        for path, prose in parsed.prose.items():
            for citation in prose.citations:
                for item in citation.items:
                    if item.quote:
                        yield Quotation(
                            item.source, item.quote, parsed.document.span(*path).find(f"@{item.source}")
                        )
    for _, document in project.lists:
        for index, source in enumerate(document.value.sources):
            if graph.sources.get(source.id) is source:
                for number, passage in enumerate(source.passages):
                    span = document.span("sources", index, "passages", number, "quote")
                    yield Quotation(source.id, passage.quote, span)


def _quoted_evidence(parsed: ParsedBriefing) -> Iterator[Quotation]:
    quoted: Iterator[tuple[tuple[str | int, ...], Evidence | Point]] = chain(
        walk(parsed.briefing, Evidence), walk(parsed.briefing.datasets, Point, ("datasets",))
    )
    for path, item in quoted:
        if item.quote:
            yield Quotation(item.source, item.quote, parsed.document.span(*path, "quote"))


CONTEXT = 30  # words and marks on each side of a quotation, where a licence lets them be shown


@dataclass(frozen=True)
class Verification:
    """How a quotation was verified.

    Attributes:
        by: what it was found in.
        page: the page it stands on, `4` or `4–5`; empty when the source has no pages.
    """

    by: Literal["snapshot", "fingerprint"]
    page: str = ""


class QuotationResults:
    """What became of each quotation.

    Attributes:
        outcomes: by (source, words): how it was verified, or None when the words are not there.
        held: what there is of each source.
    """

    def __init__(
        self,
        outcomes: dict[tuple[str, str], Verification | None],
        held: Mapping[str, Sequence[StoredSource]] | None = None,
    ) -> None:
        self.outcomes = outcomes
        self.held = held or {}

    def outcome(self, source: str, words: str) -> str:
        """`verified`, `missing`, or `unchecked` when there is neither snapshot nor fingerprint of the source."""
        if (source, words) not in self.outcomes:
            return "unchecked"
        return "verified" if self.outcomes[source, words] else "missing"

    def finding(self, source: str, words: str) -> Verification | None:
        """How a quotation was verified; None when it was not."""
        return self.outcomes.get((source, words))

    def context(self, source: str, words: str) -> tuple[str, str] | None:
        """What stands before and after a quotation in the snapshot; None when there is no snapshot of it."""
        for text in self.texts(source):
            stretch = locate(words, text)
            if stretch:
                before, after = context_around(stretch, text, CONTEXT)
                return visible(before), visible(after)
        return None

    def texts(self, source: str) -> list[SearchableText]:
        """What a source's snapshots say; none when there is only a fingerprint."""
        witnesses = [witness for holding in self.held.get(source, ()) for witness in holding.witnesses]
        return [witness for witness in witnesses if isinstance(witness, SearchableText)]


@dataclass(frozen=True)
class StoredSource:
    """What there is of a source: its texts, or the prints of them.

    Attributes:
        by: what it is.
        witnesses: what can be asked for words.
        path: of the snapshot's file; empty for a fingerprint.
        sha256: hash of the snapshot, which a fingerprint knows too.
        licence: what stands below a stored text as its licence.
    """

    by: Literal["snapshot", "fingerprint"]
    witnesses: tuple[Searchable, ...]
    path: str = ""
    sha256: str = ""
    licence: str = ""

    def finding(self, words: str) -> Verification | None:
        """How words are found in it; None when they are not."""
        for witness in self.witnesses:
            stretch = locate(words, witness)
            if stretch:
                return Verification(self.by, pages_of(stretch, witness))
        return None


def stored_sources(project: Project) -> tuple[dict[str, list[StoredSource]], list[Problem]]:
    """What there is of each source, snapshots first, and what is wrong with it."""
    found: dict[str, list[StoredSource]] = {}
    prints, problems = _prints(project) if project.fingerprints else ({}, [])
    for (slug, source), (path, data) in project.snapshots.items():
        texts, wrong = snapshots.snapshot_texts(path, data)
        problems += wrong
        kept = prints.pop((slug, source), None)
        made_of = sha256(data).hexdigest()
        if kept and kept.record.sha256 != made_of:
            from bindery.evidence import fingerprints  # noqa: PLC0415  see below

            message = f"the fingerprint of `{source}` was made from other bytes than this snapshot has"
            problems.append(fingerprints.stale_problem(path, source, message))
        if texts:
            found.setdefault(source, []).append(
                StoredSource("snapshot", texts, path, made_of, snapshots.licence_of(path, data))
            )
    for (_, source), made in prints.items():
        found.setdefault(source, []).append(
            StoredSource("fingerprint", made.prints, sha256=made.record.sha256)
        )
    return found, problems


def _prints(project: Project) -> tuple[dict[tuple[str, str], Fingerprint], list[Problem]]:
    """The fingerprint of each source that has one, and what is wrong with others."""
    from bindery.evidence import fingerprints  # noqa: PLC0415  its models take long to build, and few projects have one

    problems: list[Problem] = []
    prints: dict[tuple[str, str], Fingerprint] = {}
    for (slug, source), (path, data) in project.fingerprints.items():
        made, wrong = fingerprints.read_fingerprint(path, data, source)
        problems += wrong
        if made:
            prints[slug, source] = made
    return prints, problems


def verify_quotations(
    project: Project, graph: Graph, *, required: bool = False
) -> tuple[QuotationResults, list[Problem]]:
    """Every quotation compared with what there is of its source.

    Args:
        project: the briefings, snapshots and fingerprints.
        graph: their links.
        required: whether it is an error when there is nothing to compare one with.
    """
    held, problems = stored_sources(project)
    outcomes: dict[tuple[str, str], Verification | None] = {}
    for quotation in all_quotations(project, graph):
        there = held.get(quotation.source)
        if not there:
            if required and quotation.source in graph.sources:
                problems.append(_unchecked(quotation))
            continue
        key = quotation.source, quotation.words
        if key not in outcomes:
            outcomes[key] = next(filter(None, (h.finding(quotation.words) for h in there)), None)
        if outcomes[key] is None:
            problems.append(_not_found(quotation, there[0]))
    return QuotationResults(outcomes, held), problems


def _unchecked(quotation: Quotation) -> Problem:
    source = quotation.source
    return Problem(
        "B303",
        f"there is neither a snapshot nor a fingerprint of `{source}` to compare these words with",
        quotation.span,
        help=f"store what the source says: bindery snapshot add {source} FILE",
    )


def _not_found(quotation: Quotation, holding: StoredSource) -> Problem:
    from bindery.evidence import near_miss  # noqa: PLC0415  what compares takes long to load, and most quotations are found

    first = holding.witnesses[0]
    if isinstance(first, SearchableText):
        near, differing = near_miss.nearest_passage(quotation.words, first)
        remedy = f"the nearest passage: “{near}”" if near else "nothing in the snapshot is like it"
        if differing:
            remedy += f"\nthe words that differ: {differing}"
    else:
        remedy = near_miss.longest_match(quotation.words, first)
    return Problem(
        "B301",
        f"these words are not in the {holding.by} of `{quotation.source}`",
        quotation.span,
        help=remedy,
    )


__all__ = [
    "RULE",
    "QuotationResults",
    "Verification",
    "all_quotations",
    "normalise",
    "occurs",
    "verify_quotations",
]
