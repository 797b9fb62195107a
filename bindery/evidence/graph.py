"""The graph of claims, sources and origins: which rests on which, and the status that gives a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bindery.evidence.register import register_claims
from bindery.evidence.uses import Use, uses_in
from bindery.model.briefing import Claim, Evidence
from bindery.model.source import Origin, Source
from bindery.reading.project import Project

_ABBREVIATION = re.compile(r"\(([^\W\d_][\w&.-]{1,11})\)\s*$")  # at the end of a publisher's name
_FIRST_WORDS = re.compile(r"[,:;(]\s?|\s[–—]\s")  # a short name ends before this
LONGEST_CHAIN = 50  # sources that repeat one another; readers cannot follow more


@dataclass(frozen=True)
class ClaimVerdict:
    """The status of a claim, and the counts from which it follows.

    Attributes:
        status: a key of `vocabulary.STATUSES`.
        origins_for: ids of the distinct origins of the sources that support it, in the order of the evidence.
        origins_against: ids of the distinct origins of the sources that dispute it, in the order of the evidence.
        reports: number of different sources that support it.
        quotations: number of pieces of evidence with a quotation.
    """

    status: str
    origins_for: tuple[str, ...]
    origins_against: tuple[str, ...]
    reports: int
    quotations: int


class Graph:
    """The sources, origins and claims of a project, and the links between them.

    Lists are in the order in which things were written; briefings are ordered by slug.

    Attributes:
        sources: every source by id.
        origins: every entry under `origins` by id.
        homes: the slug of the briefing whose list has a source, by the id of the source; empty for the shared list.
        registers: the claims of each briefing, by slug.
    """

    def __init__(self, project: Project) -> None:
        self.sources: dict[str, Source] = {}
        self.origins: dict[str, Origin] = {}
        self.homes: dict[str, str] = {}
        self._ends: dict[str, str] = {}  # origin of each source, once it was asked for
        for slug, document in project.lists:
            for source in document.value.sources:
                self.sources.setdefault(source.id, source)
                self.homes.setdefault(source.id, slug)
            for origin in document.value.origins:
                self.origins.setdefault(origin.id, origin)
        self.registers = {slug: register_claims(parsed) for slug, parsed in sorted(project.briefings.items())}

    def chain(self, source: str) -> tuple[str, ...]:
        """The source, the one that it repeats, and so on to the origin; each once, even if they form a circle."""
        chain = {source: None}  # a dict keeps the order and is fast to search
        last = source
        while (current := self.sources.get(last)) and current.origin and current.origin not in chain:
            if len(chain) > LONGEST_CHAIN:
                break
            last = str(current.origin)
            chain[last] = None
        return tuple(chain)

    def circle(self, source: str) -> tuple[str, ...]:
        """The circle in which a source's chain of origins ends; empty when it ends at an origin."""
        chain = self.chain(source)
        last = self.sources.get(chain[-1])
        if last is None or last.origin is None or last.origin not in chain:
            return ()
        return chain[chain.index(str(last.origin)) :]

    def origin_of(self, source: str) -> str:
        """The id at the end of a source's chain: an origin, or a source that repeats nothing.

        For a circle it is the id in it that comes first in the alphabet.
        """
        if source not in self._ends:
            self._ends[source] = min(self.circle(source), default=self.chain(source)[-1])
        return self._ends[source]

    def name_of_origin(self, origin: str) -> str:
        """Publisher and title of an origin or of a source that is one; the id when neither is known."""
        found = self.origins.get(origin) or self.sources.get(origin)
        words = [word for word in (found.publisher, found.title) if word] if found else []
        return ": ".join(words) or origin

    def short_name_of_origin(self, origin: str) -> str:
        """A short name for a plot: `short`, or an abbreviation in brackets, or the publisher, or the title's beginning."""
        found = self.origins.get(origin) or self.sources.get(origin)
        if found is None:
            return origin
        if found.short:
            return str(found.short)
        publisher = str(found.publisher or "")
        abbreviation = _ABBREVIATION.search(publisher)
        if abbreviation:
            return abbreviation[1]
        return publisher or _FIRST_WORDS.split(str(found.title or origin), maxsplit=1)[0]

    @cached_property
    def _by_origin(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for source in self.sources:
            groups.setdefault(self.origin_of(source), []).append(source)
        return groups

    def sources_sharing_origin(self, source: str) -> list[str]:
        """The ids of the other sources that have the same origin."""
        return [other for other in self._by_origin.get(self.origin_of(source), []) if other != source]

    def verdict(self, claim: Claim) -> ClaimVerdict:
        """The status of a claim with its counts, by the rules in docs/method.md."""
        supporting = [e for e in claim.evidence if e.stance == "supports"]
        disputing = [e for e in claim.evidence if e.stance == "disputes"]
        origins_for = self.origins_behind(supporting)
        if not supporting:
            status = "unsupported"
        elif disputing:
            status = "contested"
        elif len(origins_for) > 1:
            status = "corroborated"
        else:
            status = "single-origin"
        return ClaimVerdict(
            status=status,
            origins_for=origins_for,
            origins_against=self.origins_behind(disputing),
            reports=len({e.source for e in supporting}),
            quotations=sum(1 for e in claim.evidence if e.quote),
        )

    def origins_behind(self, evidence: list[Evidence]) -> tuple[str, ...]:
        """The ids of the distinct origins of some evidence, in the order of the evidence."""
        return tuple(dict.fromkeys(self.origin_of(e.source) for e in evidence))

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """Every place where each source is used, by the id of the source."""
        found: dict[str, list[Use]] = {source: [] for source in self.sources}
        for register in self.registers.values():
            for use in uses_in(register):
                if use.source in found:
                    found[use.source].append(use)
        return found
