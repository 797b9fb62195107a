"""The claims register of a briefing: its claims by section and dispute, and the evidence of each claim by origin."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from bindery.model.blocks.annotate import annotated_claims
from bindery.model.blocks.compare import compared_claims
from bindery.model.briefing import Claim, Dispute, Evidence
from bindery.pages import claim_counts
from bindery.pages.addresses import Link
from bindery.pages.numbered_parts import NumberedParts
from bindery.reading.withheld_counts import WithheldCounts


@dataclass(frozen=True)
class RegisterGroup:
    """The claims of one section in the register.

    Attributes:
        section: the section that they belong to; None for claims that no section shows.
        disputes: the disputes among them, each with its claims.
        others: the claims that are in no dispute, in the order of the file.
    """

    section: Link | None
    disputes: tuple[tuple[Dispute, tuple[Claim, ...]], ...]
    others: tuple[Claim, ...]

    @property
    def listed(self) -> list[Claim]:
        """Its claims in the order in which the register lists them."""
        return [*self.others, *(claim for _, claims in self.disputes for claim in claims)]


@dataclass(frozen=True)
class OriginGroup:
    """The evidence that comes from one origin.

    Attributes:
        origin: id of the origin.
        sources: the sources that it comes through, each with its pieces of evidence.
    """

    origin: str
    sources: tuple[tuple[str, tuple[Evidence, ...]], ...]


class ClaimsRegister(NumberedParts):
    """The claims of one briefing as its register shows them, with its numbered parts."""

    @property
    def withheld(self) -> WithheldCounts | None:
        """How much is not in the briefing because readers may not see it; None if nothing is, or if they are not told."""
        return self.register.parsed.withheld

    def withheld_from(self, claim: str) -> int:
        """How many pieces of evidence of a claim are withheld, as far as readers are told."""
        return self.withheld.evidence.get(claim, 0) if self.withheld else 0

    def withheld_against(self, claim: str) -> int:
        """How many of these dispute or qualify the claim."""
        return self.withheld.against.get(claim, 0) if self.withheld else 0

    @cached_property
    def register_groups(self) -> list[RegisterGroup]:
        """The claims by section: each under the first that shows its card, or else names it; a dispute under its first claim's."""
        places: list[Link | None] = [
            Link(f"{self.address}{section.id}/", section.title) for section in self.briefing.sections
        ]
        rows: dict[Link | None, list[Claim]] = {place: [] for place in (*places, None)}
        for key, claim in self.claims.items():
            if key not in self.disputes:
                rows[self._first_section(key)].append(claim)
        disputes = self._disputes_by_section(places)
        groups = (
            RegisterGroup(place, tuple(disputes.get(place, ())), tuple(others))
            for place, others in rows.items()
        )
        return [group for group in groups if group.listed]

    def _first_section(self, claim: str) -> Link | None:
        """The first section that shows the card or the figure of a claim, or else the first that names it."""
        return self._shown_in.get(claim) or next(iter(self.sections_with(claim)), None)

    @cached_property
    def _shown_in(self) -> dict[str, Link]:
        """The first section with a `claim` or `compare` block of each claim that has one."""
        found: dict[str, Link] = {}
        for section in self.briefing.sections:
            here = Link(f"{self.address}{section.id}/", section.title)
            for block in section.content:
                for claim in (block.of("claim") or "", *compared_claims(block, self.briefing)):
                    found.setdefault(str(claim), here)
        return found

    def _disputes_by_section(
        self, places: list[Link | None]
    ) -> dict[Link | None, list[tuple[Dispute, tuple[Claim, ...]]]]:
        """Each dispute with its claims, by the first section that shows one of them."""
        found: dict[Link | None, list[tuple[Dispute, tuple[Claim, ...]]]] = {}
        for dispute in self.briefing.disputes:
            claims = tuple(self.claims[key] for key in dispute.claims if key in self.claims)
            homes = [home for claim in claims if (home := self._first_section(claim.id))]
            if claims:
                found.setdefault(min(homes, key=places.index, default=None), []).append((dispute, claims))
        return found

    @cached_property
    def register_order(self) -> list[str]:
        """The ids of the claims in the order in which the register lists them."""
        return [claim.id for group in self.register_groups for claim in group.listed]

    @cached_property
    def first_of_status(self) -> dict[str, str]:
        """The status of each claim that is the first of its status in the register, by id of the claim."""
        found: dict[str, str] = {}
        for key in reversed(self.register_order):
            found[self.verdicts[key].status] = key
        return {key: status for status, key in found.items()}

    def by_origin(self, claim: Claim, stance: str) -> list[OriginGroup]:
        """The evidence of a claim with one stance, by origin, in the authors' order.

        Args:
            claim: the claim.
            stance: such as `supports`.
        """
        found: dict[str, dict[str, list[Evidence]]] = {}
        for piece in claim.evidence:
            if piece.stance == stance:
                origin = self._graph.origin_behind(piece.source, piece.quote, piece.origin)
                found.setdefault(origin, {}).setdefault(piece.source, []).append(piece)
        return [
            OriginGroup(origin, tuple((source, tuple(pieces)) for source, pieces in sources.items()))
            for origin, sources in found.items()
        ]

    def counts_in_words(self, claim: Claim) -> str:
        """The counts behind the status of a claim, in few words: `3 origins for, 2 against`."""
        return claim_counts.counts_in_words(self.verdicts[claim.id], self.wording)

    def section_numbers(self, claim: Claim) -> list[int]:
        """The numbers of the sections that show or name a claim, from 0."""
        addresses = [f"{self.address}{section.id}/" for section in self.briefing.sections]
        return [addresses.index(link.address) for link in self.sections_with(claim.id)]

    @cached_property
    def publishers(self) -> list[str]:
        """The publishers of the sources that are evidence for or against a claim, in the order of the list of sources."""
        return list(dict.fromkeys(self._publisher_of.values()))

    @cached_property
    def _publisher_of(self) -> dict[str, str]:
        """The publisher of each of these sources, by id; its short reference where none is known."""
        return {ref.source.id: ref.publisher or ref.short for ref in self.weighed}

    @cached_property
    def _numbers_of_publishers(self) -> dict[str, int]:
        return {publisher: number for number, publisher in enumerate(self.publishers)}

    def publisher_numbers(self, claim: Claim) -> list[int]:
        """The positions, in `publishers`, of the publishers of a claim's evidence."""
        found = (self._publisher_of.get(piece.source) for piece in claim.evidence)
        return [self._numbers_of_publishers[name] for name in dict.fromkeys(found) if name]

    def sections_with(self, claim: str) -> list[Link]:
        """The sections that show or name a claim."""
        return self._sections_with.get(claim, [])

    @cached_property
    def _sections_with(self) -> dict[str, list[Link]]:
        """The sections that show or name each claim; last those that only have a text under review that makes it."""
        shown: list[set[str]] = [set() for _ in self.briefing.sections]
        for path, prose in self.register.parsed.prose.items():
            if path[0] == "sections":
                shown[int(path[1])].update(mention.claim for mention in prose.mentions)
        found: dict[str, list[Link]] = {}
        for section, claims in zip(self.briefing.sections, shown, strict=True):
            for block in section.content:
                compared = compared_claims(block, self.briefing)
                claims.update((block.of("claim") or "", *compared))
            for claim in claims:
                found.setdefault(claim, []).append(Link(f"{self.address}{section.id}/", section.title))
        for section in self.briefing.sections:
            here = Link(f"{self.address}{section.id}/", section.title)
            for claim in dict.fromkeys(key for block in section.content for key in annotated_claims(block)):
                if here not in found.setdefault(claim, []):
                    found[claim].append(here)
        return found
