"""Checks that each quotation is in its source, word for word, and on which page.

docs/method.md describes the rule of comparison. The rule has a number, so that a site can say by which one it was
checked. Quotations are never matched by similarity, which only serves to show an author which words differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from bindery.evidence import copies, marks_around, shortening_checks
from bindery.evidence.graph import Graph
from bindery.evidence.kinds.records import Asked
from bindery.evidence.quoted import Quotation, all_quotations
from bindery.evidence.stored_source import StoredSource, Verification
from bindery.model.names import CopyKey, SourceId
from bindery.model.stored_kinds import KINDS, PICTURES, WEB_PAGES, ending_of
from bindery.reading.project import Project
from bindery.text.as_written import context_around
from bindery.text.characters import visible
from bindery.text.limiters import list_name
from bindery.text.problems import Problem
from bindery.text.tokens import (
    RULE,
    SearchableText,
    locate,
    normalise,
)

if TYPE_CHECKING:
    from bindery.evidence.custody import Custody
    from bindery.evidence.fingerprints import Fingerprint


def occurs(quote: str, text: str) -> bool:
    """Whether a text has a quotation.

    A quotation with words left out (`…`) has several pieces. Each must be in the text as whole words, in order.
    """
    return locate(quote, SearchableText.of(text)) is not None


NOT_FOUND = "B301"  # code of the problem that a source does not have the words quoted from it
_MOST_EXPLAINED = 50  # missing quotations that are looked for in other sources, which takes time
CONTEXT = 30  # words and punctuation marks shown on each side of a quotation, where the licence allows it


class QuotationResults:
    """The result of the check of each quotation.

    Attributes:
        outcomes: how each quotation was verified, by source and words; None when the source does not have the words.
        held: the snapshots and fingerprints of each source, by source.
        reasons: why authors leave out words that limit a quotation, by source and words.
        runs: what `shared_text` found in the stored text of each source, since it is asked for more than once.
    """

    def __init__(
        self,
        outcomes: dict[tuple[SourceId, str], Verification | None],
        held: Mapping[SourceId, Sequence[StoredSource]] | None = None,
        reasons: Mapping[tuple[SourceId, str], str] | None = None,
    ) -> None:
        self.outcomes = outcomes
        self.held = held or {}
        self.reasons = reasons or {}
        self.runs: dict[str, set[int]] = {}

    def outcome(self, source: str, words: str) -> str:
        """The result in one word: `verified`, `part`, `shortened`, `missing`, or `unchecked` when nothing is stored.

        `part` means that the words are in the source as part of a sentence, and no word of the rest is known to limit
        them; `shortened` that words of their sentence that limit them are left out, or that the source itself quotes them.
        """
        key = SourceId(source), words
        if key not in self.outcomes:
            return "unchecked"
        found = self.outcomes[key]
        if not found:
            return "missing"
        if not found.shortening:
            return "verified"
        return "part" if found.shortening.is_part else "shortened"

    def reason(self, source: str, words: str) -> str:
        """Why the author leaves out words that limit a quotation; empty when nothing is declared."""
        return self.reasons.get((SourceId(source), words), "")

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


def stored_sources(
    project: Project, graph: Graph
) -> tuple[dict[SourceId, list[StoredSource]], list[Problem]]:
    """The snapshots and fingerprints of each source, newest and snapshots first, and the problems with them."""
    found: dict[SourceId, list[StoredSource]] = {}
    valid, problems = _fingerprints(project) if project.fingerprints else ({}, [])
    for key, (path, data) in project.snapshots.items():
        from bindery.evidence import snapshots  # noqa: PLC0415  what reads all kinds of files takes long to load

        source = key.source
        transcript = project.transcripts.get(key)
        asked = Asked(addresses_of(source, graph), key.day)
        texts, wrong = snapshots.snapshot_texts(
            path, data, project.confine, asked, transcript.data if transcript else None
        )
        problems += wrong
        kept = valid.pop(key, None)
        made_of = sha256(data).hexdigest()
        if kept and kept.record.sha256 != made_of:
            from bindery.evidence import fingerprints  # noqa: PLC0415  as in _fingerprints

            message = f"the fingerprint of `{source}` does not match this snapshot"
            problems.append(fingerprints.stale_problem(path, source, message))
        transcribed = sha256(transcript.data).hexdigest() if transcript else ""
        record, wrong = _custody(project, key, made_of, transcribed)
        problems += wrong
        if texts:
            language = _language(source, graph)
            found.setdefault(source, []).append(
                StoredSource(
                    "snapshot",
                    texts,
                    path,
                    made_of,
                    snapshots.licence_of(path, data),
                    language,
                    list_name(language),
                    day=key.day or (kept.record.date if kept else ""),
                    dated=bool(key.day),
                    kind=KINDS.get(ending_of(path), ""),
                    transcribed=transcribed,
                    custody=record,
                )
            )
    for key, made in valid.items():
        problems += _other_language(project.fingerprints[key][0], made, graph)
        record, wrong = _custody(project, key, made.record.sha256, "")
        problems += wrong
        ending = ending_of(made.record.snapshot)
        found.setdefault(key.source, []).append(
            StoredSource(
                "fingerprint",
                made.prints,
                sha256=made.record.sha256,
                language=made.record.language or None,
                word_list=made.record.words,
                day=key.day or made.record.date,
                dated=bool(key.day),
                kind=KINDS.get(ending, ""),
                transcribed="yes" if ending in PICTURES else "",
                custody=record,
            )
        )
    return {source: _newest_first(stored) for source, stored in found.items()}, problems


def _custody(
    project: Project, key: CopyKey, stored: str, transcript: str
) -> tuple[Custody | None, list[Problem]]:
    """The record of custody of a copy, if there is one and it is of this copy; and the problem with it."""
    file = project.custody.get(key)
    if not file:
        return None, []
    from bindery.evidence.custody import check_custody  # noqa: PLC0415  few copies have a record

    return check_custody(*file, key.source, stored, transcript)


def addresses_of(source: SourceId, graph: Graph) -> tuple[str, ...]:
    """The addresses at which a source can be read: its own, that of its DOI, and those of archived copies."""
    known = graph.sources.get(source)
    if known is None:
        return ()
    doi = f"https://doi.org/{known.doi}" if known.doi else ""
    return tuple(filter(None, (known.url, doi, *known.archive)))


def _newest_first(stored: Sequence[StoredSource]) -> list[StoredSource]:
    return [one for made in copies.copies_by_day(stored) for one in made.stored]


def _language(source: SourceId, graph: Graph) -> str | None:
    """The language of a source; None when it is not known."""
    return (str(graph.sources[source].language or "") or None) if source in graph.sources else None


def _other_language(path: str, made: Fingerprint, graph: Graph) -> Iterator[Problem]:
    """A warning (B331) if a fingerprint has the limiting words of another language than that of its source."""
    from bindery.evidence import fingerprints  # noqa: PLC0415  as in _fingerprints

    source = made.record.source
    if source in graph.sources and (made.record.language or None) != _language(SourceId(source), graph):
        used = made.record.words or "no list"
        message = f"this fingerprint was made when `{source}` had another `language`: it uses {used}"
        yield replace(fingerprints.stale_problem(path, source, message), severity="warning")


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
    held, problems = stored_sources(project, graph)
    outcomes: dict[tuple[SourceId, str], Verification | None] = {}
    missing = 0
    named = copies.named_copies(project, graph)
    problems += copies.unknown_days(named, held)
    dated = {source: copies.copies_by_day(stored) for source, stored in held.items()}
    quotations = list(all_quotations(project, graph))
    reasons: dict[tuple[SourceId, str], str] = {}
    for quotation in quotations:
        if quotation.shortened:
            reasons.setdefault((quotation.source, quotation.words), quotation.shortened)
    for quotation in quotations:
        stored = held.get(quotation.source)
        if not stored:
            if required and quotation.source in graph.sources:
                problems.append(_unchecked(quotation))
            problems += filter(None, [marks_around.marks_around(quotation)])
            continue
        key = quotation.source, quotation.words
        if key not in outcomes:
            outcomes[key] = copies.find_words(dated[quotation.source], quotation.words, named.get(key, ()))
            problems += copies.missing_from_named(*key, dated[quotation.source], named.get(key, {}))
        found = outcomes[key]
        if found is None and not copies.are_named(dated[quotation.source], named.get(key, ())):
            missing += 1
            gone = copies.gone_problem(*key, dated[quotation.source], quotation.span)
            others = held if missing <= _MOST_EXPLAINED else {}
            problems.append(gone or _not_found(quotation, stored[0], others))
        elif found:
            problems += _misread(quotation, stored)
            problems += shortening_checks.check_shortening(
                quotation, found.shortening, declared=key in reasons
            )
    return QuotationResults(outcomes, held, reasons), problems


def _unchecked(quotation: Quotation) -> Problem:
    source = quotation.source
    return Problem(
        "B303",
        f"no snapshot or fingerprint of `{source}` is stored to check these words against",
        quotation.span,
        help=f"store a copy of the source: bindery snapshot add {source} FILE",
    )


def _misread(quotation: Quotation, stored: Sequence[StoredSource]) -> Iterator[Problem]:
    """A warning (B351) if a source has words only as a browser shows them that reads it in a wrong encoding."""
    if quotation.words.isascii():
        return
    from bindery.evidence.copying_changes import is_misread  # noqa: PLC0415  few quotations are misread

    for text in (one.witnesses[0] for one in stored):
        if isinstance(text, SearchableText) and not locate(quotation.words, text):
            if is_misread(quotation.words, text):
                message = "these words are in letters that a browser shows because the page declares a wrong encoding"
                remedy = "quote them as the page has them, in UTF-8: your browser shows that at the page's own address"
                yield Problem("B351", message, quotation.span, severity="warning", help=remedy)
            return


def _not_found(
    quotation: Quotation, stored: StoredSource, held: Mapping[SourceId, Sequence[StoredSource]]
) -> Problem:
    """The problem that a source does not have words.

    Args:
        quotation: the words.
        stored: what is stored of the source, or the first of it.
        held: what is stored of all sources, in which the words are looked for; may be empty.
    """
    from bindery.evidence import (  # noqa: PLC0415  slow to load, and rarely needed
        copying_reasons,
        misattribution,
        near_miss,
    )

    message = f"these words are not in the {stored.by} of `{quotation.source}`"
    holders = {
        str(source): misattribution.holder(witness for one in found for witness in one.witnesses)
        for source, found in held.items()
    }
    found = misattribution.explain(quotation.words, quotation.source, holders) if holders else None
    first = stored.witnesses[0]
    near = ""
    if found:
        message, remedy = found.message or message, found.remedy
    elif isinstance(first, SearchableText):
        near, differing = near_miss.nearest_passage(quotation.words, first)
        remedy = f"the nearest passage: “{near}”" if near else "nothing in the snapshot is similar"
        if differing:
            remedy += f"\nthe words that differ: {differing}"
    else:
        remedy = near_miss.longest_match(quotation.words, first)
    if not found:
        is_page = stored.kind in (KINDS[ending] for ending in WEB_PAGES)
        found_reasons = copying_reasons.reasons(
            quotation.words, first, near, orders=stored.witnesses[1:], is_page=is_page
        )
        remedy = "\n".join((remedy, *found_reasons))
    return Problem(NOT_FOUND, message, quotation.span, help=remedy)


__all__ = [
    "RULE",
    "QuotationResults",
    "StoredSource",
    "Verification",
    "all_quotations",
    "normalise",
    "occurs",
    "verify_quotations",
]
