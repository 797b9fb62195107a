"""The graph of claims, sources and origins: which rests on which, and the status that gives a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from bindery.evidence.bodies import Name, body_behind, named
from bindery.evidence.register import register_claims
from bindery.evidence.same_pages import as_one_page, twins_among
from bindery.evidence.uses import Use, uses_in
from bindery.evidence.verdict import ClaimVerdict, TracedEvidence, verdict_of
from bindery.model.briefing import Claim, Evidence, Point
from bindery.model.source import Origin, Source
from bindery.reading.project import Project
from bindery.text.tokens import SearchableText, locate, normalise

_ABBREVIATION = re.compile(r"\(([^\W\d_][\w&.-]{1,11})\)\s*$")  # at the end of a publisher's name
_FIRST_WORDS = re.compile(r"[,:;(]\s?|\s[–—]\s")  # a short name ends before this
LONGEST_CHAIN = 50  # sources that repeat one another; readers cannot follow more


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
        self._named: dict[
            tuple[str, str], tuple[str, ...]
        ] = {}  # origins of quotations, once they were asked for
        for slug, document in project.lists:
            for source in document.value.sources:
                self.sources.setdefault(source.id, source)
                self.homes.setdefault(source.id, slug)
            for origin in document.value.origins:
                self.origins.setdefault(origin.id, origin)
        self.registers = {slug: register_claims(parsed) for slug, parsed in sorted(project.briefings.items())}

    def language_of(self, source: str) -> str:
        """The language of a source; empty when it is not known."""
        found = self.sources.get(source)
        return str(found.language or "") if found else ""

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
        words = [word for word in (found.issuer, found.title) if word] if found else []
        return ": ".join(words) or origin

    def short_name_of_origin(self, origin: str) -> str:
        """A short name for a plot: `short`, or an abbreviation in brackets, or the publisher, or the title's beginning."""
        found = self.origins.get(origin) or self.sources.get(origin)
        if found is None:
            return origin
        if found.short:
            return str(found.short)
        publisher = str(found.issuer or "")
        abbreviation = _ABBREVIATION.search(publisher)
        if abbreviation:
            return abbreviation[1]
        return publisher or _FIRST_WORDS.split(str(found.title or origin), maxsplit=1)[0]

    def origins_named(self, source: str, quote: str) -> tuple[str, ...]:
        """The origins that the passages with some quoted words have; more than one if the passages disagree.

        A passage without an `origin` has its source's. Empty when no passage with these words has one of its own. A
        passage of exactly these words comes before those that contain them.
        """
        passages = self.sources[source].passages if quote and source in self.sources else ()
        if not any(passage.origin for passage in passages):
            return ()
        if (source, quote) not in self._named:
            same = [p for p in passages if normalise(p.quote) == normalise(quote)]
            found = same or [p for p in passages if locate(quote, SearchableText.of(p.quote))]
            own = any(passage.origin for passage in found)
            ends = [self.origin_behind(source, own=p.origin) for p in found] if own else []
            self._named[source, quote] = tuple(dict.fromkeys(ends))
        return self._named[source, quote]

    def _own_origin(self, source: str, quote: str, own: str | None) -> str:
        """What a piece of a source names as its origin, for itself or by its passage; empty for the source's own."""
        if own:
            return own
        passages = self.sources[source].passages if quote and source in self.sources else ()
        if not any(passage.origin for passage in passages):
            return ""
        return next(iter(self.origins_named(source, quote)), "")

    def chain_behind(self, source: str, quote: str | None = "", own: str | None = None) -> tuple[str, ...]:
        """The source of a piece of evidence, what this piece repeats, and so on to its origin.

        Args:
            source: id of the source.
            quote: the words quoted from it, if any: a passage with these words may have an origin of its own.
            own: the origin that the piece names for itself, which comes first.
        """
        named_origin = self._own_origin(source, quote or "", own)
        if not named_origin:
            return self.chain(source)
        rest = self.chain(named_origin) if named_origin != source else ()
        return (source, *(link for link in rest if link != source))

    def links_of(self, use: Use) -> tuple[str, ...]:
        """All that a use of a source depends on: its source, what this repeats, and what the piece itself repeats."""
        own = self.chain_behind(use.source, use.quote, use.origin)
        return tuple(dict.fromkeys((*self.chain(use.source), *own)))

    def origin_behind(self, source: str, quote: str | None = "", own: str | None = None) -> str:
        """The id of the origin of a piece of evidence; the arguments are those of `chain_behind`."""
        named_origin = self._own_origin(source, quote or "", own)
        return source if named_origin == source else self.origin_of(named_origin or source)

    def body_of(self, origin: str) -> Name:
        """The body behind an origin."""
        return body_behind(origin, self.origins.get(origin) or self.sources.get(origin))

    def names_body(self, origin: str) -> bool:
        """Whether the authors named the body behind an origin."""
        found = self.origins.get(origin) or self.sources.get(origin)
        return bool(found and found.body)

    def party_of(self, source: str) -> str:
        """The name of the party that a source speaks for, as its origin or itself says; empty if there is none."""
        links = (self.origins.get(link) or self.sources.get(link) for link in reversed(self.chain(source)))
        return next((str(link.party) for link in links if link and link.party), "")

    def party_behind(self, piece: Evidence | Point | Use) -> Name | None:
        """The party with an interest that a piece of evidence speaks for, as itself, its origin or its source says."""
        if isinstance(piece, Evidence) and piece.party:
            return named(piece.party)
        chain = self.chain_behind(piece.source, piece.quote, piece.origin)
        own = self._own_origin(piece.source, piece.quote or "", piece.origin)
        for link in reversed(chain[1:] if own and len(chain) > 1 else chain):
            found = self.origins.get(link) or self.sources.get(link)
            if found and found.party:
                return named(found.party)
        return None

    def retracted_behind(self, source: str, quote: str | None = "", own: str | None = None) -> str:
        """The retracted source that a piece of evidence is from or based on; empty if there is none."""
        if not self.any_retracted:
            return ""
        return next((link for link in self.chain_behind(source, quote, own) if self._is_retracted(link)), "")

    def _is_retracted(self, source: str) -> bool:
        return source in self.sources and self.sources[source].state == "retracted"

    @cached_property
    def any_retracted(self) -> bool:
        """Whether any source was retracted."""
        return any(map(self._is_retracted, self.sources))

    @cached_property
    def _origins_of(self) -> dict[str, dict[str, None]]:
        """The origins of each source, its own first, then those of its passages and of the pieces cited from it."""
        found = {source: {self.origin_of(source): None} for source in self.sources}
        for key, source in self.sources.items():
            for passage in source.passages:
                if passage.origin:
                    found[key][self.origin_behind(key, own=passage.origin)] = None
        for key, uses in self.uses.items():
            for use in uses:
                if use.origin:
                    found[key][self.origin_behind(key, own=use.origin)] = None
        return found

    def origins_of(self, source: str) -> tuple[str, ...]:
        """The distinct origins of a source: its own, then those of its passages and of pieces cited from it."""
        return tuple(self._origins_of[source])

    @cached_property
    def _by_origin(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for source, origins in self._origins_of.items():
            for origin in origins:
                groups.setdefault(origin, []).append(source)
        return groups

    def sources_sharing_origin(self, source: str) -> list[str]:
        """The ids of the other sources that have an origin in common with it."""
        groups = (self._by_origin[origin] for origin in self.origins_of(source))
        return list(dict.fromkeys(other for group in groups for other in group if other != source))

    def trace(self, piece: Evidence) -> TracedEvidence:
        """A piece of evidence with the origin, the body and the party behind it."""
        place = piece.source, piece.quote, piece.origin
        origin = self.origin_behind(*place)
        return TracedEvidence(
            stance=str(piece.stance),
            source=piece.source,
            origin=origin,
            body=self.body_of(origin),
            party=self.party_behind(piece),
            quoted=bool(piece.quote),
            retracted=bool(self.retracted_behind(*place)),
        )

    def traced(self, claim: Claim) -> list[TracedEvidence]:
        """The evidence of a claim, in which sources at one address are one origin unless its authors say why not."""
        pieces = [self.trace(piece) for piece in claim.evidence]
        twins = {} if claim.independent else twins_among([piece.source for piece in pieces], self.sources)
        return as_one_page(pieces, twins) if twins else pieces

    def verdict(self, claim: Claim, *, withdrawn: bool = False) -> ClaimVerdict:
        """The status of a claim with its counts, by the rules in docs/method.md.

        Args:
            claim: the claim.
            withdrawn: whether an edition of its briefing took it back.
        """
        return verdict_of(self.traced(claim), independent=bool(claim.independent), withdrawn=withdrawn)

    def origins_behind(self, evidence: Iterable[Evidence | Point | Use]) -> tuple[str, ...]:
        """The ids of the distinct origins of some evidence, in the order of the evidence."""
        return tuple(dict.fromkeys(self.origin_behind(e.source, e.quote, e.origin) for e in evidence))

    def origins_of_words(self, source: str, quote: str) -> tuple[str, ...]:
        """The origins of a quotation wherever it is cited, if any of them is not that of the whole source.

        Prose cannot name an origin, so it says nothing where evidence quotes the same words.
        """
        cited = [use for use in self.uses[source] if use.quote == quote]
        evidence = [use for use in cited if use.kind != "prose"]
        found = self.origins_behind(evidence or cited) or (self.origin_behind(source, quote),)
        return () if found == (self.origin_of(source),) else found

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """Every place where each source is used, by the id of the source."""
        found: dict[str, list[Use]] = {source: [] for source in self.sources}
        for register in self.registers.values():
            for use in uses_in(register):
                if use.source in found:
                    found[use.source].append(use)
        return found
