"""Which claim rests on which source and which origin, and back, and what status that gives it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bindery.evidence.register import register_claims
from bindery.evidence.uses import Use, uses_in
from bindery.model.briefing import Claim, Evidence, Origin, Source
from bindery.reading.project import Project

LONGEST_CHAIN = 50  # sources that repeat one another; nobody can follow more


@dataclass(frozen=True)
class ClaimVerdict:
    """What the evidence makes of a claim.

    Attributes:
        status: a word of `vocabulary.STATUSES`.
        origins_for: the distinct ends of its supporting sources' chains, in the order of the evidence.
        origins_against: likewise for the sources that dispute it.
        reports: how many different sources support it.
        quotations: how many pieces of its evidence are quoted.
    """

    status: str
    origins_for: tuple[str, ...]
    origins_against: tuple[str, ...]
    reports: int
    quotations: int


class Graph:
    """Sources, origins and briefings, and the questions that pages ask of them.

    Lists come out in the order in which things were written, briefings by slug.
    """

    def __init__(self, project: Project) -> None:
        self.sources: dict[str, Source] = {}
        self.origins: dict[str, Origin] = {}
        self.homes: dict[str, str] = {}
        self._ends: dict[str, str] = {}  # of the chains that were followed
        for slug, document in project.lists:
            for source in document.value.sources:
                self.sources.setdefault(source.id, source)
                self.homes.setdefault(source.id, slug)
            for origin in document.value.origins:
                self.origins.setdefault(origin.id, origin)
        self.registers = {slug: register_claims(parsed) for slug, parsed in sorted(project.briefings.items())}

    def chain(self, source: str) -> tuple[str, ...]:
        """The source, what it repeats, what that repeats, and so on to the origin; a circle is cut where it closes."""
        chain = {source: None}  # in order; asked often whether it has a name
        last = source
        while (current := self.sources.get(last)) and current.origin and current.origin not in chain:
            if len(chain) > LONGEST_CHAIN:
                break
            last = str(current.origin)
            chain[last] = None
        return tuple(chain)

    def circle(self, source: str) -> tuple[str, ...]:
        """The circle that a source's chain of origins runs into; empty when it comes to an end."""
        chain = self.chain(source)
        last = self.sources.get(chain[-1])
        if last is None or last.origin is None or last.origin not in chain:
            return ()
        return chain[chain.index(str(last.origin)) :]

    def origin_of(self, source: str) -> str:
        """Where a source's chain ends: an origin, or a source that repeats nothing. In a circle, its first name."""
        if source not in self._ends:
            self._ends[source] = min(self.circle(source), default=self.chain(source)[-1])
        return self._ends[source]

    def name_of_origin(self, origin: str) -> str:
        """Publisher and title of an origin or of a source that is one; the id when neither is known."""
        found = self.origins.get(origin) or self.sources.get(origin)
        words = [word for word in (found.publisher, found.title) if word] if found else []
        return ": ".join(words) or origin

    @cached_property
    def _sharing(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for source in self.sources:
            groups.setdefault(self.origin_of(source), []).append(source)
        return groups

    def sources_sharing_origin(self, source: str) -> list[str]:
        """The other sources that end at the same origin."""
        return [other for other in self._sharing.get(self.origin_of(source), []) if other != source]

    def verdict(self, claim: Claim) -> ClaimVerdict:
        """The status of a claim and what gives it, as docs/method.md defines them."""
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
        """The distinct origins of some evidence, in its order."""
        return tuple(dict.fromkeys(self.origin_of(e.source) for e in evidence))

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """Every place where each source is used, by source: the exact inverse of all citations."""
        found: dict[str, list[Use]] = {source: [] for source in self.sources}
        for register in self.registers.values():
            for use in uses_in(register):
                if use.source in found:
                    found[use.source].append(use)
        return found
