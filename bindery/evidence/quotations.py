"""Checks that each quotation is in its source, word for word, and on which page.

docs/method.md describes the rule of comparison. The rule has a number, so that a site can say by which one it was
checked. Quotations are never matched by similarity, which only serves to show an author which words differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING, Literal

from bindery.evidence import copies, snapshots
from bindery.evidence.graph import Graph
from bindery.model.briefing import Evidence, Point
from bindery.model.format_model import walk_values
from bindery.model.names import CopyKey, SourceId
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
    """Whether a text has a quotation.

    A quotation with words left out (`…`) has several pieces. Each must be in the text as whole words, in order.
    """
    return locate(quote, SearchableText.of(text)) is not None


@dataclass(frozen=True)
class Quotation:
    """A quotation that an author wrote.

    Attributes:
        source: id of the source that is quoted.
        words: the words quoted.
        span: where they were written.
    """

    source: SourceId
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
                            SourceId(item.source),
                            item.quote,
                            parsed.document.span(*path).find(f"@{item.source}"),
                        )
    for _, document in project.lists:
        for index, source in enumerate(document.value.sources):
            if graph.sources.get(source.id) is source:
                for number, passage in enumerate(source.passages):
                    span = document.span("sources", index, "passages", number, "quote")
                    yield Quotation(SourceId(source.id), passage.quote, span)


def _quoted_evidence(parsed: ParsedBriefing) -> Iterator[Quotation]:
    quoted: Iterator[tuple[tuple[str | int, ...], Evidence | Point]] = chain(
        walk_values(parsed.briefing, Evidence), walk_values(parsed.briefing.datasets, Point, ("datasets",))
    )
    for path, item in quoted:
        if item.quote:
            yield Quotation(SourceId(item.source), item.quote, parsed.document.span(*path, "quote"))


CONTEXT = 30  # words and punctuation marks shown on each side of a quotation, where the licence allows it


@dataclass(frozen=True)
class Verification:
    """How a quotation was verified.

    Attributes:
        by: whether it was found in a snapshot or in a fingerprint of the source.
        page: the page of the source that has it, `4` or `4–5`; empty when the source has no pages.
        copy: the day of the older copy that the quotation names; empty when it was found in the newest.
        gone: the day of the newest copy if that no longer has the words; empty when it has.
    """

    by: Literal["snapshot", "fingerprint"]
    page: str = ""
    copy: str = ""
    gone: str = ""


class QuotationResults:
    """The result of the check of each quotation.

    Attributes:
        outcomes: how each quotation was verified, by source and words; None when the source does not have the words.
        held: the snapshots and fingerprints of each source, by source.
    """

    def __init__(
        self,
        outcomes: dict[tuple[SourceId, str], Verification | None],
        held: Mapping[SourceId, Sequence[StoredSource]] | None = None,
    ) -> None:
        self.outcomes = outcomes
        self.held = held or {}

    def outcome(self, source: str, words: str) -> str:
        """The result in one word: `verified`, `missing`, or `unchecked` when nothing of the source is stored."""
        key = SourceId(source), words
        if key not in self.outcomes:
            return "unchecked"
        return "verified" if self.outcomes[key] else "missing"

    def finding(self, source: str, words: str) -> Verification | None:
        """How a quotation was verified; None when it was not."""
        return self.outcomes.get((SourceId(source), words))

    def context(self, source: str, words: str) -> tuple[str, str] | None:
        """The text before and after a quotation in the snapshot; None when no snapshot has it."""
        for text in self.texts(source):
            stretch = locate(words, text)
            if stretch:
                before, after = context_around(stretch, text, CONTEXT)
                return visible(before), visible(after)
        return None

    def stored(self, source: str) -> Sequence[StoredSource]:
        """The snapshots and fingerprints of a source; empty when nothing is stored."""
        return self.held.get(SourceId(source), ())

    def texts(self, source: str) -> list[SearchableText]:
        """The texts of a source's snapshots; empty when only a fingerprint is stored."""
        witnesses = [witness for stored in self.stored(source) for witness in stored.witnesses]
        return [witness for witness in witnesses if isinstance(witness, SearchableText)]


@dataclass(frozen=True)
class StoredSource:
    """A stored snapshot of a source, or a fingerprint of one.

    Attributes:
        by: which of the two it is.
        witnesses: the texts that can be searched for words.
        path: path of the snapshot's file; empty for a fingerprint.
        sha256: SHA-256 of the snapshot in hexadecimal; a fingerprint records it too.
        licence: the licence written below a stored text; may be empty.
        day: the day of the copy, such as `2024-05-03`; empty when it is not known.
        dated: whether the day is in the name of its file.
    """

    by: Literal["snapshot", "fingerprint"]
    witnesses: tuple[Searchable, ...]
    path: str = ""
    sha256: str = ""
    licence: str = ""
    day: str = ""
    dated: bool = False

    def finding(self, words: str) -> Verification | None:
        """How a quotation is verified here; None when none of the texts has the words."""
        for witness in self.witnesses:
            stretch = locate(words, witness)
            if stretch:
                return Verification(self.by, pages_of(stretch, witness))
        return None


def stored_sources(project: Project) -> tuple[dict[SourceId, list[StoredSource]], list[Problem]]:
    """The snapshots and fingerprints of each source, newest and snapshots first, and the problems with them."""
    found: dict[SourceId, list[StoredSource]] = {}
    valid, problems = _fingerprints(project) if project.fingerprints else ({}, [])
    for key, (path, data) in project.snapshots.items():
        source = key.source
        texts, wrong = snapshots.snapshot_texts(path, data)
        problems += wrong
        kept = valid.pop(key, None)
        made_of = sha256(data).hexdigest()
        if kept and kept.record.sha256 != made_of:
            from bindery.evidence import fingerprints  # noqa: PLC0415  as in _fingerprints

            message = f"the fingerprint of `{source}` does not match this snapshot"
            problems.append(fingerprints.stale_problem(path, source, message))
        if texts:
            found.setdefault(source, []).append(
                StoredSource(
                    "snapshot",
                    texts,
                    path,
                    made_of,
                    snapshots.licence_of(path, data),
                    day=key.day or (kept.record.date if kept else ""),
                    dated=bool(key.day),
                )
            )
    for key, made in valid.items():
        found.setdefault(key.source, []).append(
            StoredSource(
                "fingerprint",
                made.prints,
                sha256=made.record.sha256,
                day=key.day or made.record.date,
                dated=bool(key.day),
            )
        )
    return {source: _newest_first(stored) for source, stored in found.items()}, problems


def _newest_first(stored: Sequence[StoredSource]) -> list[StoredSource]:
    return [one for made in copies.copies_by_day(stored) for one in made.stored]


def _fingerprints(project: Project) -> tuple[dict[CopyKey, Fingerprint], list[Problem]]:
    """The valid fingerprints by briefing and source, and the problems with the others."""
    from bindery.evidence import fingerprints  # noqa: PLC0415  slow to load, and few projects have one

    problems: list[Problem] = []
    valid: dict[CopyKey, Fingerprint] = {}
    for key, (path, data) in project.fingerprints.items():
        made, wrong = fingerprints.read_fingerprint(path, data, key.source)
        problems += wrong
        if made:
            valid[key] = made
    return valid, problems


def verify_quotations(
    project: Project, graph: Graph, *, required: bool = False
) -> tuple[QuotationResults, list[Problem]]:
    """Compares every quotation with what is stored of its source.

    Args:
        project: the briefings, snapshots and fingerprints.
        graph: the sources.
        required: whether it is an error (B303) when nothing of the source is stored.

    Returns:
        The results, and the problems found.
    """
    held, problems = stored_sources(project)
    outcomes: dict[tuple[SourceId, str], Verification | None] = {}
    named = copies.named_copies(project, graph)
    problems += copies.unknown_days(named, held)
    dated = {source: copies.copies_by_day(stored) for source, stored in held.items()}
    for quotation in all_quotations(project, graph):
        stored = held.get(quotation.source)
        if not stored:
            if required and quotation.source in graph.sources:
                problems.append(_unchecked(quotation))
            continue
        key = quotation.source, quotation.words
        if key not in outcomes:
            outcomes[key] = copies.find_words(dated[quotation.source], quotation.words, named.get(key, ()))
            problems += copies.missing_from_named(*key, dated[quotation.source], named.get(key, {}))
        if outcomes[key] is None and not (named.get(key, {}).keys() & {made.day for made in dated[key[0]]}):
            gone = copies.gone_problem(*key, dated[quotation.source], quotation.span)
            problems.append(gone or _not_found(quotation, stored[0]))
    return QuotationResults(outcomes, held), problems


def _unchecked(quotation: Quotation) -> Problem:
    source = quotation.source
    return Problem(
        "B303",
        f"no snapshot or fingerprint of `{source}` is stored to check these words against",
        quotation.span,
        help=f"store a copy of the source: bindery snapshot add {source} FILE",
    )


def _not_found(quotation: Quotation, stored: StoredSource) -> Problem:
    from bindery.evidence import near_miss  # noqa: PLC0415  slow to load, and rarely needed

    first = stored.witnesses[0]
    if isinstance(first, SearchableText):
        near, differing = near_miss.nearest_passage(quotation.words, first)
        remedy = f"the nearest passage: “{near}”" if near else "nothing in the snapshot is similar"
        if differing:
            remedy += f"\nthe words that differ: {differing}"
    else:
        remedy = near_miss.longest_match(quotation.words, first)
    return Problem(
        "B301",
        f"these words are not in the {stored.by} of `{quotation.source}`",
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
