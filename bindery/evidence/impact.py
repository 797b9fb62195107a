"""What would fall if a source went: claims, paragraphs, events and figures that rest on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister
from bindery.evidence.uses import uses_in
from bindery.model.briefing import Claim, Evidence
from bindery.reading.project import Project
from bindery.text.problems import Problem


@dataclass(frozen=True)
class AffectedClaim:
    """A claim whose status would change.

    Attributes:
        briefing: slug of its briefing.
        claim: its id.
        before: its status now.
        after: its status without the source.
    """

    briefing: str
    claim: str
    before: str
    after: str


@dataclass(frozen=True)
class Impact:
    """Everything that a source carries.

    Attributes:
        sources: the source, and those that repeat it and would go with it.
        claims: the claims whose status would change.
        weakened: the claims that would lose evidence and keep their status, as (briefing, claim).
        paragraphs: paragraphs that would be left without any source, as (briefing, page, beginning).
        events: events that would be left without evidence, as (briefing, event).
        points: values of datasets that would go, as (briefing, dataset, x).
    """

    sources: tuple[str, ...]
    claims: tuple[AffectedClaim, ...]
    weakened: tuple[tuple[str, str], ...]
    paragraphs: tuple[tuple[str, str, str], ...]
    events: tuple[tuple[str, str], ...]
    points: tuple[tuple[str, str, str], ...]


def withdrawn_with(graph: Graph, source: str) -> frozenset[str]:
    """A source and all that repeat it, at first or second hand: what rests on it falls with it."""
    return frozenset(key for key in graph.sources if source in graph.chain(key))


def impact_of(graph: Graph, source: str) -> Impact:
    """What would fall if a source went."""
    gone = withdrawn_with(graph, source)
    claims: list[AffectedClaim] = []
    weakened: list[tuple[str, str]] = []
    for slug, register in graph.registers.items():
        for claim in register.claims.values():
            before, after = graph.verdict(claim).status, graph.verdict(_without(claim, gone)).status
            if before != after:
                claims.append(AffectedClaim(slug, claim.id, before, after))
            elif any(piece.source in gone for piece in claim.evidence):
                weakened.append((slug, claim.id))
    registers = graph.registers.values()
    return Impact(
        sources=(source, *sorted(gone - {source})),
        claims=tuple(claims),
        weakened=tuple(weakened),
        paragraphs=tuple(item for register in registers for item in _paragraphs(register, gone)),
        events=tuple(
            (register.slug, event.id)
            for register in registers
            for event in register.parsed.briefing.events
            if _only(event.evidence, gone)
        ),
        points=tuple(item for register in registers for item in _points(register, gone)),
    )


def _without(claim: Claim, gone: frozenset[str]) -> Claim:
    kept = tuple(piece for piece in claim.evidence if piece.source not in gone)
    return claim.model_copy(update={"evidence": kept})


def _only(evidence: tuple[Evidence, ...], gone: frozenset[str]) -> bool:
    return bool(evidence) and all(piece.source in gone for piece in evidence)


def _paragraphs(register: BriefingRegister, gone: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    found: dict[tuple[str, str, str], set[str]] = {}
    for use in uses_in(register):
        if use.kind == "prose":
            found.setdefault((use.page, use.anchor, use.noun), set()).add(use.source)
    for (page, _, words), sources in found.items():
        if sources <= gone:
            yield register.slug, page, words


def _points(register: BriefingRegister, gone: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    for dataset in register.parsed.briefing.datasets:
        for series in dataset.series:
            for point in series.points:
                if point.source in gone:
                    yield register.slug, dataset.id, point.x


def retracted_sources(graph: Graph) -> frozenset[str]:
    """The sources that their publishers withdrew, and those that repeat them."""
    withdrawn = [key for key, source in graph.sources.items() if source.state == "retracted"]
    return frozenset(key for source in withdrawn for key in withdrawn_with(graph, source))


def check_retractions(project: Project, graph: Graph) -> list[Problem]:
    """An error for each claim that rests on retracted sources alone."""
    gone = retracted_sources(graph)
    if not gone:
        return []
    problems = []
    for slug, register in graph.registers.items():
        for claim in register.claims.values():
            support = tuple(piece for piece in claim.evidence if piece.stance == "supports")
            if _only(support, gone):
                named = ", ".join(f"`{piece.source}`" for piece in support)
                problems.append(
                    Problem(
                        "B322",
                        f"the claim `{claim.id}` rests on what was retracted: {named}",
                        project.briefings[slug].document.span(*register.paths[claim.id], "id"),
                        help="find other evidence, turn it into `stance: disputes`, or withdraw the claim",
                    )
                )
    return problems


def impact_report(graph: Graph, source: str) -> str:
    """What the command `impact` prints."""
    impact = impact_of(graph, source)
    parts = [f"If `{source}` went:"]
    if len(impact.sources) > 1:
        parts.append(f"  with it would go what repeats it: {', '.join(impact.sources[1:])}")
    sections = (
        (
            "claims that would change status",
            [f"{f.briefing}: {f.claim}: {f.before} → {f.after}" for f in impact.claims],
        ),
        (
            "claims that would lose evidence and keep their status",
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
