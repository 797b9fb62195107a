"""What would be affected if a source were withdrawn: claims, paragraphs, events and values that rest on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bindery.evidence.bodies import named
from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister
from bindery.evidence.uses import Use, uses_in
from bindery.model.briefing import Evidence, Point
from bindery.model.names import Slug
from bindery.reading.project import Project
from bindery.text.problems import Problem


@dataclass(frozen=True)
class AffectedClaim:
    """A claim whose status would change.

    Attributes:
        briefing: slug of its briefing.
        claim: id of the claim.
        before: its present status.
        after: its status without the source.
    """

    briefing: Slug
    claim: str
    before: str
    after: str


@dataclass(frozen=True)
class Impact:
    """Everything that would be affected if a source were withdrawn.

    Attributes:
        sources: id of the source (or the name of a body or party), then those of the sources that repeat it and would be withdrawn with it.
        claims: the claims whose status would change.
        weakened: the claims that would lose evidence but keep their status, as (briefing, claim).
        paragraphs: the paragraphs that would have no source left, as (briefing, page, first words).
        events: the events that would have no evidence left, as (briefing, event).
        points: the values of datasets that come from it, as (briefing, dataset, x).
    """

    sources: tuple[str, ...]
    claims: tuple[AffectedClaim, ...]
    weakened: tuple[tuple[str, str], ...]
    paragraphs: tuple[tuple[str, str, str], ...]
    events: tuple[tuple[str, str], ...]
    points: tuple[tuple[str, str, str], ...]


def withdrawn_with(graph: Graph, source: str) -> frozenset[str]:
    """A source and all sources that repeat it, directly or through others: they cannot stand without it."""
    return frozenset(key for key in graph.sources if source in graph.chain(key))


def impact_of(graph: Graph, source: str) -> Impact:
    """What would be affected if a source, an origin, or all that is from a body or a party were withdrawn.

    Args:
        graph: the links between sources.
        source: id of the source or origin, or the name of the body or party.
    """
    lost = _Lost(graph, source)
    claims: list[AffectedClaim] = []
    weakened: list[tuple[str, str]] = []
    for slug, register in graph.registers.items():
        for claim in register.claims.values():
            kept = tuple(piece for piece in claim.evidence if piece not in lost)
            if len(kept) == len(claim.evidence) or claim.id in register.withdrawals:
                continue
            before = graph.verdict(claim).status
            after = graph.verdict(claim.model_copy(update={"evidence": kept})).status
            if before != after:
                claims.append(AffectedClaim(slug, claim.id, before, after))
            else:
                weakened.append((slug, claim.id))
    registers = graph.registers.values()
    return Impact(
        sources=(source, *sorted(withdrawn_with(graph, source) - {source})),
        claims=tuple(claims),
        weakened=tuple(weakened),
        paragraphs=tuple(item for register in registers for item in _paragraphs(register, lost)),
        events=tuple(item for register in registers for item in _events(register, lost)),
        points=tuple(item for register in registers for item in _points(register, lost)),
    )


@dataclass(frozen=True)
class _Lost:
    """What would go with a source, an origin, a body or a party: each piece that is from it or based on it.

    Attributes:
        graph: the links between sources.
        what: id of the source or origin, or the name of the body or party.
    """

    graph: Graph
    what: str

    def __contains__(self, piece: Evidence | Point | Use) -> bool:
        graph, place = self.graph, (piece.source, piece.quote, piece.origin)
        if self.what in graph.sources or self.what in graph.origins:
            return self.what in graph.chain_behind(*place)
        party = graph.party_behind(piece)
        behind = (graph.body_of(graph.origin_behind(*place)), *([party] if party else ()))
        return named(self.what).key in {name.key for name in behind}


def names_behind(graph: Graph) -> dict[str, str]:
    """The names of all bodies and parties behind what briefings cite, by their keys."""
    claims = (claim for register in graph.registers.values() for claim in register.claims.values())
    pieces = [piece for claim in claims for piece in claim.evidence]
    used: list[Evidence | Use] = [*pieces, *(use for uses in graph.uses.values() for use in uses)]
    bodies = (graph.body_of(origin) for origin in graph.origins_behind(used))
    parties = filter(None, map(graph.party_behind, used))
    return {name.key: name.name for name in (*bodies, *parties)}


def _events(register: BriefingRegister, lost: _Lost) -> Iterator[tuple[str, str]]:
    for event in register.parsed.briefing.events:
        if event.evidence and all(piece in lost for piece in event.evidence):
            yield register.slug, event.id


def _paragraphs(register: BriefingRegister, lost: _Lost) -> Iterator[tuple[str, str, str]]:
    found: dict[tuple[str, str, str], list[Use]] = {}
    for use in uses_in(register):
        if use.kind == "prose":
            found.setdefault((use.page, use.anchor, use.noun), []).append(use)
    for (page, _, words), uses in found.items():
        if all(use in lost for use in uses):
            yield register.slug, page, words


def _points(register: BriefingRegister, lost: _Lost) -> Iterator[tuple[str, str, str]]:
    for dataset in register.parsed.briefing.datasets:
        for series in dataset.series:
            for point in series.points:
                if point in lost:
                    yield register.slug, dataset.id, point.x


def check_retractions(project: Project, graph: Graph) -> list[Problem]:
    """An error (B322) for each claim all of whose supporting evidence is from retracted sources, unless withdrawn."""
    if not graph.any_retracted:
        return []
    problems = []
    for slug, register in graph.registers.items():
        for claim in register.claims.values():
            support = [piece for piece in claim.evidence if piece.stance == "supports"]
            if support and claim.id not in register.withdrawals and _all_retracted(support, graph):
                named = ", ".join(
                    f"`{source}`" for source in dict.fromkeys(piece.source for piece in support)
                )
                problems.append(
                    Problem(
                        "B322",
                        f"the claim `{claim.id}` rests only on retracted sources: {named}",
                        project.briefings[slug].document.span(*register.paths[claim.id], "id"),
                        help="find other evidence, change this evidence to `stance: disputes`, or withdraw the claim:"
                        " add `{claim: "
                        + claim.id
                        + ", kind: withdrawal, reason: ...}` to the `changes` of an edition",
                    )
                )
    return problems


def _all_retracted(evidence: Iterable[Evidence], graph: Graph) -> bool:
    return all(graph.retracted_behind(piece.source, piece.quote, piece.origin) for piece in evidence)


def impact_report(graph: Graph, source: str) -> str:
    """The output of the command `impact`."""
    impact = impact_of(graph, source)
    parts = [f"If `{source}` were withdrawn:"]
    if len(impact.sources) > 1:
        parts.append(f"  also withdrawn, because they repeat it: {', '.join(impact.sources[1:])}")
    sections = (
        (
            "claims that would change status",
            [f"{one.briefing}: {one.claim}: {one.before} → {one.after}" for one in impact.claims],
        ),
        (
            "claims that would lose evidence but keep their status",
            [": ".join(item) for item in impact.weakened],
        ),
        (
            "paragraphs left without a source",
            [f"{slug}: {page or 'overview'}: {words}" for slug, page, words in impact.paragraphs],
        ),
        ("events left without evidence", [": ".join(item) for item in impact.events]),
        ("values of datasets", [": ".join(item) for item in impact.points]),
    )
    for title, lines in sections:
        parts.append(f"  {title}: {len(lines)}")
        parts += [f"    {line}" for line in lines]
    return "\n".join(parts)
