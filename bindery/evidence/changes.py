"""What changed between two states of a briefing, claim by claim: added, withdrawn, figures, status, sources, wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister, register_claims
from bindery.model import vocabulary
from bindery.model.briefing import Claim
from bindery.reading.project import Project
from bindery.text import numerals
from bindery.text.problems import Problem


@dataclass(frozen=True)
class Difference:
    """What changed in one claim.

    Attributes:
        claim: its id.
        kinds: words of `vocabulary.DIFFERENCES`; `wording` stands alone.
        before: its text before; empty for one that was added.
        after: its text now; empty for one that was withdrawn.
        details: what changed, in words: `corroborated → contested`, `+ some-source`.
    """

    claim: str
    kinds: tuple[str, ...]
    before: str
    after: str
    details: tuple[str, ...] = ()


def compare_claims(
    old: BriefingRegister, old_graph: Graph, new: BriefingRegister, new_graph: Graph
) -> list[Difference]:
    """The claims that differ, in the order of the new state, those withdrawn last. Order is no difference."""
    found = []
    for claim in new.claims.values():
        before = old.claims.get(claim.id)
        if before is None:
            found.append(Difference(claim.id, ("added",), "", statement_words(new, claim)))
        else:
            found += _changed((old, old_graph, before), (new, new_graph, claim))
    withdrawn = (claim for key, claim in old.claims.items() if key not in new.claims)
    found += [Difference(claim.id, ("withdrawn",), statement_words(old, claim), "") for claim in withdrawn]
    return found


def statement_words(register: BriefingRegister, claim: Claim) -> str:
    """The statement of a claim as plain text."""
    return register.parsed.prose[(*register.paths[claim.id], "text")].words


def _changed(
    old: tuple[BriefingRegister, Graph, Claim], new: tuple[BriefingRegister, Graph, Claim]
) -> Iterator[Difference]:
    before, after = statement_words(old[0], old[2]), statement_words(new[0], new[2])
    changes = [*_figures(before, after), *_status(old, new), *_sources(old[2], new[2])]
    if changes:
        kinds = tuple(dict.fromkeys(kind for kind, _ in changes))
        yield Difference(new[2].id, kinds, before, after, tuple(detail for _, detail in changes))
    elif _sorted_evidence(old[2]) != _sorted_evidence(new[2]):
        yield Difference(new[2].id, ("wording",), before, after)


def _figures(before: str, after: str) -> Iterator[tuple[str, str]]:
    old, new = (_counted(text) for text in (before, after))
    if sorted(map(repr, old)) != sorted(map(repr, new)):
        yield "figure", f"{', '.join(old.values()) or 'no figure'} → {', '.join(new.values()) or 'no figure'}"


def _counted(text: str) -> dict[tuple[object, ...], str]:
    """Each figure of a text by what it means, with how it is written: 1,500 and 1500 mean the same."""
    figures = (figure for figure in numerals.find_figures(text) if not figure.weak)
    return {(f.value, f.unit, f.day, f.value is None and f.token): text[f.start : f.end] for f in figures}


def _status(
    old: tuple[BriefingRegister, Graph, Claim], new: tuple[BriefingRegister, Graph, Claim]
) -> Iterator[tuple[str, str]]:
    before, after = old[1].verdict(old[2]).status, new[1].verdict(new[2]).status
    if before != after:
        yield "status", f"{before} → {after}"


def _sources(old: Claim, new: Claim) -> Iterator[tuple[str, str]]:
    before, after = ({(str(e.source), str(e.stance)) for e in claim.evidence} for claim in (old, new))
    for source, stance in sorted(after - before):
        yield "source-added", f"+ {source} ({stance})"
    for source, stance in sorted(before - after):
        yield "source-lost", f"− {source} ({stance})"


def _sorted_evidence(claim: Claim) -> tuple[object, ...]:
    """All that a claim says, without the order of its evidence."""
    rest = claim.model_dump(exclude={"evidence"})
    return repr(sorted(rest.items())), sorted(repr(piece) for piece in claim.evidence)


def undeclared_changes(
    differences: list[Difference], old: BriefingRegister, new: BriefingRegister
) -> list[Problem]:
    """A warning for each change of a figure or a status that no new edition gives a reason for."""
    known = {edition.number for edition in old.parsed.briefing.editions}
    declared = {
        str(change.claim)
        for edition in new.parsed.briefing.editions
        if edition.number not in known
        for change in edition.changes
    }
    return [
        Problem(
            "B323",
            f"`{difference.claim}` changed ({'; '.join(difference.details)}), and no new edition says why",
            new.parsed.document.span(*new.paths[difference.claim], "id"),
            severity="warning",
            help="add an edition with `{claim: " + difference.claim + ", kind: correction, reason: ...}`",
        )
        for difference in differences
        if {"figure", "status"} & set(difference.kinds) and difference.claim not in declared
    ]


def check_kept_editions(project: Project, graph: Graph) -> list[Problem]:
    """Warnings for what changed since the newest state that an author kept, and no edition gives a reason for."""
    problems = []
    for slug, register in graph.registers.items():
        kept = kept_editions(project, slug)
        if kept:
            old = kept[max(kept)]
            problems += undeclared_changes(compare_claims(old, graph, register, graph), old, register)
    return problems


def kept_editions(project: Project, slug: str) -> dict[int, BriefingRegister]:
    """The states of a briefing that its author kept, by the number of the edition."""
    return {
        number: register_claims(parsed)
        for (owner, number), parsed in project.editions.items()
        if owner == slug
    }


def changes_by_edition(
    register: BriefingRegister, kept: Mapping[int, BriefingRegister], graph: Graph
) -> dict[int, list[Difference]]:
    """What each edition changed, worked out from the states that were kept; an edition without one is left out.

    The newest edition is the briefing as it is now.
    """
    numbers = sorted(edition.number for edition in register.parsed.briefing.editions)
    states = dict(kept) | ({numbers[-1]: register} if numbers else {})
    return {
        number: compare_claims(states[before], graph, states[number], graph)
        for before, number in pairwise(numbers)
        if before in states and number in states
    }


def changes_report(slug: str, differences: list[Difference]) -> str:
    """What the command `diff` prints of one briefing."""
    if not differences:
        return f"{slug}: no claim changed"
    lines = [f"{slug}:"]
    for difference in differences:
        kinds = ", ".join(vocabulary.DIFFERENCES[kind].lower() for kind in difference.kinds)
        lines.append(f"  {difference.claim}: {kinds}")
        if difference.before != difference.after:
            lines += [f"    - {difference.before}"] if difference.before else []
            lines += [f"    + {difference.after}"] if difference.after else []
        lines += [f"    {detail}" for detail in difference.details]
    return "\n".join(lines)
