"""How much of a briefing rests on something: paragraphs that cite, name a claim or are declared, and counts of all else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bindery.evidence.graph import Graph
from bindery.evidence.quotations import QuotationResults
from bindery.evidence.uses import uses_in
from bindery.reading.project import ParsedBriefing, Project
from bindery.text.problems import Problem

WHOLE = 100  # per cent


@dataclass(frozen=True)
class Coverage:
    """The paragraphs of the sections' prose.

    Attributes:
        covered: how many cite a source, name a claim, or are declared by the block's `basis`.
        total: how many there are.
    """

    covered: int
    total: int

    @property
    def per_cent(self) -> int:
        """The covered share, rounded down, so that only all is 100; 100 when there is no prose."""
        return WHOLE * self.covered // self.total if self.total else WHOLE


def coverage_of(parsed: ParsedBriefing) -> Coverage:
    """The coverage of one briefing."""
    covered = total = 0
    for _, declared, with_source, bare in _blocks(parsed):
        total += with_source + len(bare)
        covered += with_source + (len(bare) if declared else 0)
    return Coverage(covered, total)


def check_coverage(project: Project, least: int = 0) -> list[Problem]:
    """A warning for each paragraph that rests on nothing, and an error where too few rest on something.

    Args:
        project: the briefings.
        least: the coverage that each briefing must have, per cent.
    """
    problems = [problem for parsed in project.briefings.values() for problem in _bare_paragraphs(parsed)]
    for parsed in project.briefings.values():
        found = coverage_of(parsed)
        if found.per_cent < least:
            problems.append(
                Problem(
                    "B321",
                    f"{found.covered} of {found.total} paragraphs rest on something: {found.per_cent} per cent",
                    parsed.document.key("sections"),
                    help=f"at least {least} per cent were asked for; each paragraph that lacks a source is told of by itself",
                )
            )
    return problems


def _bare_paragraphs(parsed: ParsedBriefing) -> Iterator[Problem]:
    for path, declared, _, bare in _blocks(parsed):
        for words in bare if not declared else ():
            span = parsed.document.span(*path)
            yield Problem(
                "B320",
                "this paragraph cites nothing and names no claim",
                span.find(" ".join(words.split()[:2])),
                severity="warning",
                help="cite a source `[@id]`, name a claim `[#id]`, or put it into a block of its own with"
                " `basis: judgement`, `assumption`, `common-knowledge` or `method`",
            )


def _blocks(parsed: ParsedBriefing) -> Iterator[tuple[tuple[str | int, ...], bool, int, tuple[str, ...]]]:
    """Each piece of prose in the sections' blocks: its path, whether it is declared, and its paragraphs."""
    for path, prose in parsed.prose.items():
        if path[0] == "sections" and "content" in path and path[-1] == "text":
            block = parsed.briefing.sections[int(path[1])].content[int(path[3])]
            yield path, bool(getattr(block, "basis", None)), len(prose.paragraphs), prose.bare


def coverage_table(graph: Graph, checks: QuotationResults) -> str:
    """What the command `coverage` prints: for each briefing, counts that a reader of its evidence would ask for."""
    return "\n\n".join(_briefing_table(slug, graph, checks) for slug in graph.registers)


def _briefing_table(slug: str, graph: Graph, checks: QuotationResults) -> str:
    register = graph.registers[slug]
    verdicts = [graph.verdict(claim) for claim in register.claims.values()]
    uses = [use for use in uses_in(register) if use.source in graph.sources]
    quotations = {(use.source, use.quote) for use in uses if use.quote}
    used = [graph.sources[key] for key in dict.fromkeys(use.source for use in uses)]
    prose = coverage_of(register.parsed)
    dates = sorted(source.published for source in used if source.published)
    rows = [
        ("claims", f"{len(verdicts)}: {_counted(verdict.status for verdict in verdicts)}"),
        ("quotations", f"{len(quotations)}: {_counted(checks.outcome(*pair) for pair in quotations)}"),
        ("sources", f"{len(used)}: {_counted(str(source.kind) for source in used)}"),
        ("languages", _counted(str(source.language or "not stated") for source in used)),
        ("origins", str(len({graph.origin_of(source.id) for source in used}))),
        ("oldest source", f"{dates[0]}; {len(used) - len(dates)} without a date" if dates else "no dates"),
        ("paragraphs", f"{prose.covered} of {prose.total} rest on something ({prose.per_cent} per cent)"),
    ]
    width = max(len(name) for name, _ in rows)
    return "\n".join([slug, *(f"  {name.ljust(width)}  {value}" for name, value in rows)])


def _counted(words: Iterator[str]) -> str:
    counts = Counter(words)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{number} {word}" for word, number in ordered) or "none"
