"""Compares two versions of a briefing claim by claim: claims added and withdrawn, figures, status, sources, wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bindery.evidence.former_ids import former_ids, former_sources
from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister, register_claims
from bindery.model import vocabulary
from bindery.model.briefing import Claim
from bindery.model.source import Source
from bindery.reading.project import Project
from bindery.text import numerals
from bindery.text.problems import Problem
from bindery.text.wording import Sentence

_NOW_AND_NO_LONGER = "%(name)s now %(said)s the claim, and no longer %(lost)s it"


@dataclass(frozen=True)
class ClaimDifference:
    """What changed in one claim.

    Attributes:
        claim: id of the claim.
        kinds: keys of `vocabulary.DIFFERENCES`; `wording` only when there is no other.
        before: its text before; empty for a claim that was added.
        after: its text now; empty for a claim that is no longer there.
        details: what changed, in words for readers, such as `The Post now qualifies the claim`.
    """

    claim: str
    kinds: tuple[str, ...]
    before: str
    after: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class _ClaimVersion:
    """A claim in one version of a briefing.

    Attributes:
        register: the claims of that version.
        graph: the sources of that version.
        claim: the claim.
    """

    register: BriefingRegister
    graph: Graph
    claim: Claim

    @property
    def words(self) -> str:
        return statement_words(self.register, self.claim)

    @property
    def status(self) -> str:
        return self.graph.verdict(self.claim, withdrawn=self.claim.id in self.register.withdrawals).status


def compare_claims(
    old: BriefingRegister, old_graph: Graph, new: BriefingRegister, new_graph: Graph
) -> list[ClaimDifference]:
    """The claims that differ between two versions of a briefing. The order of claims and evidence does not matter.

    Args:
        old: the claims of the old version.
        old_graph: the sources of the old version.
        new: the claims of the new version.
        new_graph: the sources of the new version.

    Returns:
        The differences, in the order of the new version; claims that were withdrawn come last.
    """
    found = []
    earlier = _earlier_claims(old, new)
    sources = former_sources(new_graph)
    for claim in new.claims.values():
        before = earlier.get(claim.id)
        if before is None:
            found.append(ClaimDifference(claim.id, ("added",), "", statement_words(new, claim)))
        else:
            before = _with_sources(before, {k: v for k, v in sources.items() if k not in old_graph.sources})
            versions = _ClaimVersion(old, old_graph, before), _ClaimVersion(new, new_graph, claim)
            found += _changed(*versions, sources)
    followed = {claim.id for claim in earlier.values()}
    withdrawn = (claim for key, claim in old.claims.items() if key not in followed)
    found += [
        ClaimDifference(claim.id, ("withdrawn",), statement_words(old, claim), "") for claim in withdrawn
    ]
    return found


def _earlier_claims(old: BriefingRegister, new: BriefingRegister) -> dict[str, Claim]:
    """What each claim was in an old version of its briefing, by its id now; a claim may have had another id then."""
    found: dict[str, Claim] = {}
    for claim in new.claims.values():
        names = (claim.id, *claim.was)
        before = next((old.claims[name] for name in names if name in old.claims), None)
        if before is not None:
            found[claim.id] = before
    return found


def _with_sources(claim: Claim, renamed: Mapping[str, str]) -> Claim:
    """A claim whose evidence names sources by their ids of today.

    Args:
        claim: the claim.
        renamed: the id of each source by each of its former ids.
    """
    if not any(piece.source in renamed for piece in claim.evidence):
        return claim
    evidence = tuple(
        piece.model_copy(update={"source": renamed.get(piece.source, piece.source)})
        for piece in claim.evidence
    )
    return claim.model_copy(update={"evidence": evidence})


def renamed_hints(
    differences: Iterable[ClaimDifference], old: BriefingRegister, new: BriefingRegister
) -> Iterator[Problem]:
    """A hint (B235) for each claim that seems to have got another id: same words, and the old id is gone.

    Args:
        differences: what changed between the two versions.
        old: the claims of the old version.
        new: the claims of the new version.
    """
    gone = {one.before: one.claim for one in differences if one.kinds == ("withdrawn",) and not one.after}
    for added in differences:
        before = gone.get(added.after) if added.kinds == ("added",) else None
        if before:
            yield Problem(
                "B235",
                f"`{added.claim}` has the words that `{before}` had, and `{before}` is gone",
                new.parsed.document.span(*new.paths[added.claim], "id"),
                severity="hint",
                help=f"if only the id changed, add `was: [{before}]` to the claim, so that links to it still work",
                related=((old.parsed.document.span(*old.paths[before], "id"), "the old id"),),
            )


def statement_words(register: BriefingRegister, claim: Claim) -> str:
    """The statement of a claim as plain text."""
    return register.parsed.prose[(*register.paths[claim.id], "text")].words


def _changed(old: _ClaimVersion, new: _ClaimVersion, renamed: Mapping[str, str]) -> Iterator[ClaimDifference]:
    """What changed in a claim.

    Args:
        old: the claim before.
        new: the claim now.
        renamed: the id of each source by each of its former ids.
    """
    before, after, same = old.words, new.words, _with_sources(old.claim, renamed)
    changes = [*_figures(before, after), *_status(old, new), *_sources(old, new, same)]
    if changes:
        kinds = tuple(dict.fromkeys(kind for kind, _ in changes))
        yield ClaimDifference(new.claim.id, kinds, before, after, tuple(detail for _, detail in changes))
    elif _without_order(same) != _without_order(new.claim):
        yield ClaimDifference(new.claim.id, ("wording",), before, after)


def _figures(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The kind and the detail of a change of figures."""
    old, new = (_figures_by_meaning(text) for text in (before, after))
    if sorted(map(repr, old)) != sorted(map(repr, new)):
        was, now = (", ".join(figures.values()) or "no figure" for figures in (old, new))
        yield "figure", Sentence("%(was)s → %(now)s", was=was, now=now)


def _figures_by_meaning(text: str) -> dict[tuple[object, ...], str]:
    """How each figure of a text is written, by what it means: 1,500 and 1500 mean the same."""
    figures = (figure for figure in numerals.find_figures(text) if not figure.weak)
    return {(f.value, f.unit, f.day, f.value is None and f.token): text[f.start : f.end] for f in figures}


def _status(old: _ClaimVersion, new: _ClaimVersion) -> Iterator[tuple[str, str]]:
    """The kind and the detail of a change of status; a claim that an edition took back is withdrawn."""
    before, after = old.status, new.status
    if before != after:
        was, now = (vocabulary.STATUSES[status].label for status in (before, after))
        said = Sentence("the status was “%(was)s” and is now “%(now)s”", was=was, now=now)
        yield "withdrawn" if after == "withdrawn" else "status", said


def _sources(old: _ClaimVersion, new: _ClaimVersion, same: Claim) -> Iterator[tuple[str, str]]:
    """The kind and the detail of each change of the sources and of what they say of the claim.

    Args:
        old: the claim before.
        new: the claim now.
        same: the claim before, with the ids that its sources have now.
    """
    before, after = _stances(same), _stances(new.claim)
    names = _names({**old.graph.sources, **new.graph.sources}, {**before, **after})
    for source in sorted({*before, *after}, key=lambda source: (source not in after, source)):
        gone = before.get(source, set()) - after.get(source, set())
        added = after.get(source, set()) - before.get(source, set())
        said, lost = (" and ".join(sorted(stances)) for stances in (added, gone))
        name = names[source]
        if source not in before:
            yield "source-added", Sentence("%(name)s now %(said)s the claim", name=name, said=said)
        elif source not in after:
            yield "source-lost", Sentence("%(name)s no longer %(lost)s the claim", name=name, lost=lost)
        elif added and gone:
            yield "stance", Sentence(_NOW_AND_NO_LONGER, name=name, said=said, lost=lost)
        elif added:
            yield "stance", Sentence("%(name)s now also %(said)s the claim", name=name, said=said)
        elif gone:
            yield "stance", Sentence("%(name)s no longer %(lost)s the claim", name=name, lost=lost)


def _stances(claim: Claim) -> dict[str, set[str]]:
    """What each source says of a claim."""
    found: dict[str, set[str]] = {}
    for piece in claim.evidence:
        found.setdefault(str(piece.source), set()).add(str(piece.stance))
    return found


def _names(sources: Mapping[str, Source], keys: Iterable[str]) -> dict[str, str]:
    """The name of each source for readers: its publisher, with its title where several sources have one publisher."""
    known = {key: sources[key] for key in keys if key in sources}
    names = {key: str(one.short or one.publisher or one.title or key) for key, one in known.items()}
    counts = Counter(names.values())
    for key, name in names.items():
        title = known[key].title
        if counts[name] > 1 and title and title != name:
            names[key] = f"{name} (“{title}”)"
    return {key: names.get(key, key) for key in keys}


def _without_order(claim: Claim) -> tuple[object, ...]:
    """All fields of a claim, in a form that does not depend on the order of its evidence."""
    # `value` and `unit` only point to a figure of the text, and another id changes nothing.
    rest = claim.model_dump(exclude={"evidence", "value", "unit", "id", "was", "review"})
    return repr(sorted(rest.items())), sorted(repr(piece) for piece in claim.evidence)


def undeclared_changes(
    differences: list[ClaimDifference], old: BriefingRegister, new: BriefingRegister
) -> list[Problem]:
    """A warning (B323) for each changed figure or status for which no new edition gives a reason.

    Args:
        differences: what changed between the two versions.
        old: the claims of the old version.
        new: the claims of the new version.
    """
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
            f"`{difference.claim}` changed ({'; '.join(difference.details)}), but no new edition says why",
            new.parsed.document.span(*new.paths[difference.claim], "id"),
            severity="warning",
            help="add an edition with `{claim: " + difference.claim + ", kind: correction, reason: ...}`",
        )
        for difference in differences
        if {"figure", "status"} & set(difference.kinds) and difference.claim not in declared
    ]


def check_kept_editions(project: Project, graph: Graph) -> list[Problem]:
    """Warnings (B323) for what changed since the newest edition that an author kept, without a reason given.

    Args:
        project: the briefings, and the editions that were kept.
        graph: the sources.
    """
    problems = []
    for slug, register in graph.registers.items():
        kept = kept_editions(project, slug)
        if kept:
            old = kept[max(kept)]
            found = compare_claims(old, graph, register, graph)
            problems += [*undeclared_changes(found, old, register), *renamed_hints(found, old, register)]
    return problems


def kept_editions(project: Project, slug: str) -> dict[int, BriefingRegister]:
    """The claims of each earlier edition of a briefing that its author kept, by the number of the edition."""
    return {
        number: register_claims(parsed)
        for (owner, number), parsed in project.editions.items()
        if owner == slug
    }


def changes_by_edition(
    register: BriefingRegister, kept: Mapping[int, BriefingRegister], graph: Graph
) -> dict[int, list[ClaimDifference]]:
    """What each edition changed, calculated from the editions that were kept.

    Args:
        register: the briefing as it is now, which is its newest edition.
        kept: its earlier editions, by number.
        graph: the sources.

    Returns:
        The differences by the number of the edition. An edition is left out when it or the one before was not kept.
    """
    named = former_ids(register.claims.values())
    return {
        number: [
            replace(one, claim=named.get(one.claim, one.claim))
            for one in compare_claims(old, graph, new, graph)
        ]
        for number, old, new in edition_pairs(register, kept)
    }


def edition_pairs(
    register: BriefingRegister, kept: Mapping[int, BriefingRegister]
) -> Iterator[tuple[int, BriefingRegister, BriefingRegister]]:
    """The number of each edition that can be compared with the one before, with both versions of the briefing.

    Args:
        register: the briefing as it is now, which is its newest edition.
        kept: its earlier editions, by number.
    """
    numbers = sorted(edition.number for edition in register.parsed.briefing.editions)
    versions = dict(kept) | ({numbers[-1]: register} if numbers else {})
    for before, number in pairwise(numbers):
        if before in versions and number in versions:
            yield number, versions[before], versions[number]


def changes_report(slug: str, differences: list[ClaimDifference], also: Sequence[str] = ()) -> str:
    """The output of the command `diff` for one briefing.

    Args:
        slug: name of the briefing.
        differences: the claims that changed.
        also: lines about what else changed.
    """
    if not differences and not also:
        return f"{slug}: no claim changed"
    lines = [f"{slug}:"]
    for difference in differences:
        kinds = ", ".join(vocabulary.DIFFERENCES[kind].lower() for kind in difference.kinds)
        lines.append(f"  {difference.claim}: {kinds}")
        if difference.before != difference.after:
            lines += [f"    - {difference.before}"] if difference.before else []
            lines += [f"    + {difference.after}"] if difference.after else []
        lines += [f"    {detail}" for detail in difference.details]
    return "\n".join([*lines, *also])
