"""What would be affected if a source were withdrawn: claims, paragraphs, events and values that rest on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister
from bindery.evidence.uses import uses_in
from bindery.model.briefing import Claim, Evidence
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
        sources: id of the source, then those of the sources that repeat it and would be withdrawn with it.
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
    """What would be affected if a source were withdrawn."""
    withdrawn = withdrawn_with(graph, source)
    claims: list[AffectedClaim] = []
    weakened: list[tuple[str, str]] = []
    for slug, register in graph.registers.items():
        for claim in register.claims.values():
            before = graph.verdict(claim).status
            after = graph.verdict(_without(claim, withdrawn)).status
            if before != after:
                claims.append(AffectedClaim(slug, claim.id, before, after))
            elif any(piece.source in withdrawn for piece in claim.evidence):
                weakened.append((slug, claim.id))
    registers = graph.registers.values()
    return Impact(
        sources=(source, *sorted(withdrawn - {source})),
        claims=tuple(claims),
        weakened=tuple(weakened),
        paragraphs=tuple(item for register in registers for item in _paragraphs(register, withdrawn)),
        events=tuple(item for register in registers for item in _events(register, withdrawn)),
        points=tuple(item for register in registers for item in _points(register, withdrawn)),
    )


def _without(claim: Claim, withdrawn: frozenset[str]) -> Claim:
    """The claim without the evidence from these sources."""
    kept = tuple(piece for piece in claim.evidence if piece.source not in withdrawn)
    return claim.model_copy(update={"evidence": kept})


def _all_from(evidence: tuple[Evidence, ...], withdrawn: frozenset[str]) -> bool:
    """Whether there is evidence, and all of it is from these sources."""
    return bool(evidence) and all(piece.source in withdrawn for piece in evidence)


def _events(register: BriefingRegister, withdrawn: frozenset[str]) -> Iterator[tuple[str, str]]:
    for event in register.parsed.briefing.events:
        if _all_from(event.evidence, withdrawn):
            yield register.slug, event.id


def _paragraphs(register: BriefingRegister, withdrawn: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    found: dict[tuple[str, str, str], set[str]] = {}
    for use in uses_in(register):
        if use.kind == "prose":
            found.setdefault((use.page, use.anchor, use.noun), set()).add(use.source)
    for (page, _, words), sources in found.items():
        if sources <= withdrawn:
            yield register.slug, page, words


def _points(register: BriefingRegister, withdrawn: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    for dataset in register.parsed.briefing.datasets:
        for series in dataset.series:
            for point in series.points:
                if point.source in withdrawn:
                    yield register.slug, dataset.id, point.x


def retracted_sources(graph: Graph) -> frozenset[str]:
    """The sources that their publishers retracted, and those that repeat them."""
    retracted = [key for key, source in graph.sources.items() if source.state == "retracted"]
    return frozenset(key for source in retracted for key in withdrawn_with(graph, source))


def check_retractions(project: Project, graph: Graph) -> list[Problem]:
    """An error (B322) for each claim all of whose supporting evidence is from retracted sources."""
    retracted = retracted_sources(graph)
    if not retracted:
        return []
    problems = []
    for slug, register in graph.registers.items():
        for claim in register.claims.values():
            support = tuple(piece for piece in claim.evidence if piece.stance == "supports")
            if _all_from(support, retracted):
                named = ", ".join(f"`{piece.source}`" for piece in support)
                problems.append(
                    Problem(
                        "B322",
                        f"the claim `{claim.id}` rests only on retracted sources: {named}",
                        project.briefings[slug].document.span(*register.paths[claim.id], "id"),
                        help="find other evidence, change this evidence to `stance: disputes`, or withdraw the claim",
                    )
                )
    return problems


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
