"""Checks for origins that are counted as two although they are one, or look like one: one page, or one body's two names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister
from bindery.evidence.same_pages import twins_among
from bindery.model.briefing import Claim
from bindery.text.alike_names import look_alike
from bindery.text.problems import Problem


def check_same_origins(register: BriefingRegister, graph: Graph) -> Iterator[Problem]:
    """Warnings for sources of a claim with one address (B375), and hints for its bodies or parties with like names (B376).

    Each two are reported once in a briefing. Whoever writes `independent` for a claim has looked at its sources.
    """
    told: set[tuple[str, str]] = set()
    for claim in register.claims.values():
        if claim.independent or claim.id in register.withdrawals:
            continue
        for pair, problem in (*_one_page(register, claim, graph), *_alike(register, claim, graph)):
            if pair not in told:
                told.add(pair)
                yield problem


def _one_page(
    register: BriefingRegister, claim: Claim, graph: Graph
) -> Iterator[tuple[tuple[str, str], Problem]]:
    used = [str(piece.source) for piece in claim.evidence]
    for second, first in twins_among(used, graph.sources).items():
        path = (*register.paths[claim.id], "evidence")
        places = [register.parsed.document.span(*path, used.index(one), "source") for one in (first, second)]
        yield (
            (first, second),
            Problem(
                "B375",
                f"`{first}` and `{second}` have one address, so they count as one source of the claim `{claim.id}`",
                places[1],
                severity="warning",
                help=f"cite `{first}` in both places, or correct a `url`;"
                " if two works are at this address, say in the claim why they are `independent`",
                related=((places[0], f"`{first}`"),),
            ),
        )


def _alike(
    register: BriefingRegister, claim: Claim, graph: Graph
) -> Iterator[tuple[tuple[str, str], Problem]]:
    pieces = graph.traced(claim)
    for stance in ("supports", "disputes"):
        side = [(n, piece) for n, piece in enumerate(pieces) if piece.stance == stance]
        bodies = {
            one.body.key: (one.body.name, n) for n, one in reversed(side) if not one.body.key.startswith("#")
        }
        parties = {one.party.key: (one.party.name, n) for n, one in reversed(side) if one.party}
        declared = {one.body.key for _, one in side if graph.names_body(one.origin)}
        for what, found, known in (("bodies", bodies, declared), ("parties", parties, set[str]())):
            for one, other in combinations(sorted(found, key=lambda key: found[key][1]), 2):
                if not {one, other} <= known and look_alike(found[one][0], found[other][0]):
                    yield (one, other), _hint(register, claim, what, found[one][0], found[other])


def _hint(
    register: BriefingRegister, claim: Claim, what: str, first: str, second: tuple[str, int]
) -> Problem:
    name, number = second
    key = "body" if what == "bodies" else "party"
    remedy = f"if they are, give all of their sources or origins the same `{key}`"
    if what == "bodies":
        remedy += "; if they are not, give each its own `body`"
    return Problem(
        "B376",
        f"the {what} `{first}` and `{name}` of the claim `{claim.id}` may be one",
        register.parsed.document.span(*register.paths[claim.id], "evidence", number, "source"),
        severity="hint",
        help=remedy,
    )
