"""Checks of the origins that passages and pieces of evidence name, and of claims with one origin on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bindery.evidence.graph import Graph
from bindery.evidence.id_checks import circle_of_origins
from bindery.evidence.register import BriefingRegister, Path, written_claims
from bindery.evidence.same_origin_checks import check_same_origins
from bindery.evidence.unknown_ids import dangling
from bindery.evidence.verdict import verdict_of
from bindery.model.briefing import Claim, Evidence, Point
from bindery.reading.project import ParsedBriefing, Project
from bindery.text.problems import Problem
from bindery.text.span import Span


@dataclass(frozen=True)
class _Piece:
    """A passage, a piece of evidence or a value of a dataset.

    Attributes:
        source: id of its source.
        quote: the words quoted; may be empty.
        origin: the origin that it names for itself; may be empty.
        span: where its origin is written, or else its quotation or its source.
    """

    source: str
    quote: str
    origin: str
    span: Span


def check_origins(project: Project, graph: Graph) -> Iterator[Problem]:
    """The problems of origins that pieces name, and warnings for counts that readers would misunderstand."""
    known = {*graph.sources, *graph.origins}
    for passage in _passages(project):
        if passage.origin not in known and project.sources_complete:
            yield dangling("origin", passage.origin, passage.span, known, graph.sources.values())
        yield from _circle(passage, graph)
    for slug, parsed in project.briefings.items():
        for piece in _pieces(parsed):
            yield from _circle(piece, graph) if piece.origin else _ambiguous(piece, graph)
        yield from check_same_origins(graph.registers[slug], graph)
        for claim in graph.registers[slug].claims.values():
            yield from _both_sides(graph.registers[slug], claim, graph)
            yield from _needless_reason(graph.registers[slug], claim, graph)


def _passages(project: Project) -> Iterator[_Piece]:
    """The passages that name an origin."""
    for _, document in project.lists:
        for index, source in enumerate(document.value.sources):
            for number, passage in enumerate(source.passages):
                if passage.origin:
                    span = document.span("sources", index, "passages", number, "origin")
                    yield _Piece(source.id, str(passage.quote), str(passage.origin), span)


def _pieces(parsed: ParsedBriefing) -> Iterator[_Piece]:
    """The pieces of evidence and the values of a briefing that name an origin or quote something."""
    briefing = parsed.briefing
    lists: list[tuple[Path, Sequence[Evidence | Point]]] = [
        *(((*path, "evidence"), claim.evidence) for path, claim in written_claims(parsed)),
        *((("events", number, "evidence"), event.evidence) for number, event in enumerate(briefing.events)),
        *(
            (("datasets", number, "series", nth, "points"), series.points)
            for number, dataset in enumerate(briefing.datasets)
            for nth, series in enumerate(dataset.series)
        ),
    ]
    for path, pieces in lists:
        for number, piece in enumerate(pieces):
            if piece.origin or piece.quote:
                span = parsed.document.span(*path, number, "origin" if piece.origin else "quote")
                yield _Piece(str(piece.source), str(piece.quote or ""), str(piece.origin or ""), span)


def _circle(piece: _Piece, graph: Graph) -> Iterator[Problem]:
    """An error (B206) for a piece that repeats what repeats its own source."""
    chain = graph.chain(piece.origin)
    if piece.source in chain[1:]:
        circle = [piece.source, *chain[: chain.index(piece.source) + 1]]
        remedy = f"name the real origin here; if `{piece.source}` has this first-hand, write `origin: {piece.source}`"
        yield circle_of_origins(circle, piece.span, remedy)


def _ambiguous(piece: _Piece, graph: Graph) -> Iterator[Problem]:
    """A warning (B374) for words that are in passages of different origins."""
    origins = graph.origins_named(piece.source, piece.quote)
    if len(origins) > 1:
        yield Problem(
            "B374",
            f"passages of `{piece.source}` with these words have different origins: {_listed(origins)}",
            piece.span,
            severity="warning",
            help="say which one is meant here, with `origin:`",
        )


def _both_sides(register: BriefingRegister, claim: Claim, graph: Graph) -> Iterator[Problem]:
    """A warning (B370) for each origin of evidence for a claim and of evidence against it."""
    if claim.id in register.withdrawals or len({piece.stance for piece in claim.evidence}) == 1:
        return
    pieces = graph.traced(claim)
    for origin in verdict_of(pieces).on_both_sides:
        number = next(n for n, one in enumerate(pieces) if one.stance == "disputes" and one.origin == origin)
        yield Problem(
            "B370",
            f"the origin `{origin}` is both for and against the claim `{claim.id}`",
            register.parsed.document.span(*register.paths[claim.id], "evidence", number, "source"),
            severity="warning",
            help="if the two pieces come from different people or documents, give each its own `origin`;"
            " if not, correct one `stance`",
        )


def _needless_reason(register: BriefingRegister, claim: Claim, graph: Graph) -> Iterator[Problem]:
    """A hint (B373) for a claim whose status would be the same without `independent`."""
    if not claim.independent or claim.id in register.withdrawals:
        return
    plain = graph.traced(claim.model_copy(update={"independent": None}))
    if verdict_of(plain).status == graph.verdict(claim).status:
        yield Problem(
            "B373",
            f"`independent` changes nothing for the claim `{claim.id}`",
            register.parsed.document.span(*register.paths[claim.id], "independent"),
            severity="hint",
            help="delete it: it is for claims whose whole support is from several origins of one body",
        )


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
