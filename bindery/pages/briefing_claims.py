"""The claims of a briefing by status and by dispute, as its pages count and list them."""

from __future__ import annotations

from functools import cached_property

from bindery.evidence import disputes, first_screen, outcomes
from bindery.evidence.disputes import ContestedPoint
from bindery.evidence.first_screen import FirstNumber
from bindery.evidence.own_words import is_in_own_words
from bindery.evidence.register import Path
from bindery.evidence.verdict import ClaimVerdict
from bindery.model import vocabulary
from bindery.model.briefing import Block, Claim, Dispute, Entity
from bindery.model.vocabulary import PointGroup
from bindery.pages import claim_counts
from bindery.pages.briefing_references import BriefingReferences
from bindery.text.first_sentences import first_sentences

LONGEST_LEAD = 300  # characters of the summary that a list of briefings shows


class BriefingClaims(BriefingReferences):
    """The claims of one briefing, with its references.

    Attributes:
        key_points: ids of the claims that matter most, in reading order.
    """

    key_points: tuple[str, ...]

    @cached_property
    def verdicts(self) -> dict[str, ClaimVerdict]:
        """The verdict on each claim, by id."""
        withdrawn = self.register.withdrawals
        return {
            key: self._graph.verdict(claim, withdrawn=key in withdrawn) for key, claim in self.claims.items()
        }

    @cached_property
    def strip(self) -> list[tuple[str, int]]:
        """Each status with its number of claims, in the order of the vocabulary; only those that occur."""
        return claim_counts.by_status(self.verdicts)

    def is_in_own_words(self, claim: Claim) -> bool:
        """Whether a claim with a quotation for it is in its authors' words, not in those of the quotation."""
        quotes = [
            (self._graph.language_of(piece.source), piece.quote)
            for piece in claim.evidence
            if piece.quote and piece.stance == "supports"
        ]
        words = self.register.parsed.prose[(*self.register.paths[claim.id], "text")].words
        return bool(quotes) and is_in_own_words(words, quotes)

    def count_of(self, status: str) -> int:
        """How many claims have a status."""
        return dict(self.strip).get(status, 0)

    @cached_property
    def points(self) -> list[tuple[str, int]]:
        """As `strip`, but all claims of a dispute count as one contested point."""
        return claim_counts.by_points(self.verdicts, self.briefing.disputes)

    @cached_property
    def contested(self) -> list[ContestedPoint]:
        """The contested points that are not key points, the most evenly disputed first."""
        return claim_counts.contested(self.verdicts, self.key_points, self.briefing.disputes)

    @cached_property
    def disputes(self) -> dict[str, Dispute]:
        """The dispute of each claim that is in one, by id of the claim."""
        return disputes.disputes_by_claim(self.briefing.disputes)

    @cached_property
    def point_groups(self) -> list[tuple[PointGroup, list[str]]]:
        """The key points in groups: solid, disputed, not confirmed; only groups that have any, in reading order."""
        found = [
            (group, [key for key in self.key_points if self.verdicts[key].status in group.statuses])
            for group in vocabulary.POINT_GROUPS
        ]
        return [(group, keys) for group, keys in found if keys]

    @cached_property
    def first_numbers(self) -> list[FirstNumber]:
        """The numbers of the first screen."""
        return first_screen.first_numbers(self.register)

    @cached_property
    def first_map(self) -> tuple[Path, Block] | None:
        """The map of the first screen, and where it is in the briefing; None if the briefing names none."""
        for index, section in enumerate(self.briefing.sections):
            for number, block in enumerate(section.content):
                if block.kind == "map" and self.briefing.map and block.id == self.briefing.map:  # type: ignore[attr-defined]
                    return ("sections", index, "content", number), block
        return None

    @cached_property
    def explained(self) -> list[tuple[int, Entity, str]]:
        """The entities that the first screen explains: the position of each in the briefing, and its initials if it has any."""
        entities = {str(entity.id): (n, entity) for n, entity in enumerate(self.briefing.entities)}
        found = [entities[key] for key in map(str, self.briefing.explain) if key in entities]
        return [(number, entity, _initials(entity)) for number, entity in found if entity.text]

    @cached_property
    def lead(self) -> str:
        """The answer as plain text; without an answer, the first sentences of the summary."""
        answer = self.register.parsed.prose.get(("answer",))
        if answer:
            return answer.words
        summary = self.register.parsed.prose["summary",].words
        return first_sentences(summary, LONGEST_LEAD, self.briefing.language)

    def rivals(self, dispute: Dispute) -> tuple[str, ...]:
        """Ids of the claims of a dispute that are not withdrawn."""
        return disputes.rival_claims(dispute, self.verdicts)

    def groups(self, status: str) -> list[tuple[Dispute | None, list[Claim]]]:
        """The claims with a status, those of each dispute together; first the disputes, then the claims in none."""
        found: dict[str, tuple[Dispute | None, list[Claim]]] = {}
        for key, claim in self.claims.items():
            if self.verdicts[key].status == status:
                dispute = self.disputes.get(key)
                found.setdefault(dispute.id if dispute else "", (dispute, []))[1].append(claim)
        for dispute, claims in found.values():
            if dispute:
                claims.sort(key=lambda claim, order=dispute.claims: order.index(claim.id))  # type: ignore[misc]
        return sorted(found.values(), key=lambda group: group[0] is None)

    def home_of(self, dispute: Dispute) -> str:
        """The status under which the register lists a dispute: contested, or else that of its first claim."""
        statuses = [self.verdicts[key].status for key in dispute.claims if key in self.verdicts]
        return disputes.CONTESTED if disputes.CONTESTED in statuses else statuses[0]

    @property
    def open_questions(self) -> int:
        """How many questions have no answer yet."""
        return sum(outcomes.is_open(item) for item in self.briefing.questions)

    def awaits(self, item: outcomes.Judged) -> bool:
        """Whether a judgement or question has a day on which to look at it, and no outcome of that day."""
        return outcomes.is_awaited(item)

    @cached_property
    def calibration(self) -> dict[str, dict[str, int]]:
        """How many judgements of each likelihood have each state; empty if none has an outcome."""
        judged = any(not outcomes.is_open(item) for item in self.briefing.assessments)
        return outcomes.calibration(self.briefing.assessments) if judged else {}


def _initials(entity: Entity) -> str:
    """The first other name of an entity that consists of capitals only, such as `TTP`; empty if there is none."""
    return next((alias for alias in map(str, entity.aliases) if alias.isascii() and alias.isupper()), "")
