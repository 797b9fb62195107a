"""Coverage: how many paragraphs of a briefing have a source or a basis, and counts of what it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bindery.evidence.graph import Graph
from bindery.evidence.quotations import QuotationResults
from bindery.evidence.readings import readings_of
from bindery.evidence.register import BriefingRegister, Path
from bindery.evidence.uses import Use, uses_in
from bindery.model import vocabulary
from bindery.model.names import Slug
from bindery.model.source import Source
from bindery.reading.paragraph_places import paragraph_places
from bindery.reading.project import ParsedBriefing, Project
from bindery.text.problems import Problem

WHOLE = 100  # per cent


@dataclass(frozen=True)
class _Prose:
    """One piece of prose in a section's block.

    Attributes:
        path: where it was written in `briefing.yml`.
        has_basis: whether its block has a `basis`, so that its paragraphs need no source.
        sourced: number of paragraphs that cite a source or name a claim.
        unsourced: the numbers of the paragraphs that do neither.
    """

    path: Path
    has_basis: bool
    sourced: int
    unsourced: tuple[int, ...]


@dataclass(frozen=True)
class Coverage:
    """The number of paragraphs in the sections of a briefing, and how many of them are covered.

    Attributes:
        covered: those that cite a source, name a claim, or are in a block that states its `basis`.
        total: all paragraphs.
    """

    covered: int
    total: int

    @property
    def per_cent(self) -> int:
        """The covered share in per cent, rounded down, so that 100 means all; 100 when there are no paragraphs."""
        return WHOLE * self.covered // self.total if self.total else WHOLE


def coverage_of(parsed: ParsedBriefing) -> Coverage:
    """The coverage of one briefing."""
    covered = total = 0
    for prose in _section_prose(parsed):
        total += prose.sourced + len(prose.unsourced)
        covered += prose.sourced + (len(prose.unsourced) if prose.has_basis else 0)
    return Coverage(covered, total)


def check_coverage(project: Project, least: int = 0) -> list[Problem]:
    """A warning for each paragraph without a source (B320), an error for each briefing with too many (B321).

    Args:
        project: the briefings.
        least: the coverage that each briefing must have, in per cent.
    """
    problems = [problem for parsed in project.briefings.values() for problem in _unsourced_paragraphs(parsed)]
    for parsed in project.briefings.values():
        found = coverage_of(parsed)
        if found.per_cent < least:
            problems.append(
                Problem(
                    "B321",
                    f"only {found.covered} of {found.total} paragraphs have a source or a basis: {found.per_cent} per cent",
                    parsed.document.key("sections"),
                    help=f"at least {least} per cent are required; add sources to the paragraphs marked with B320",
                )
            )
    return problems


def _unsourced_paragraphs(parsed: ParsedBriefing) -> Iterator[Problem]:
    for prose in _section_prose(parsed):
        if prose.has_basis or not prose.unsourced:
            continue
        span = parsed.document.span(*prose.path)
        places = paragraph_places(parsed.prose[prose.path], span)
        for number in prose.unsourced:
            yield Problem(
                "B320",
                "this paragraph cites nothing and names no claim",
                places.get(number, span),
                severity="warning",
                help="cite a source `[@id]`, name a claim `[#id]`, or move it into a block of its own with"
                " `basis: judgement`, `assumption`, `common-knowledge` or `method`",
            )


def _section_prose(parsed: ParsedBriefing) -> Iterator[_Prose]:
    """Each piece of prose in the blocks of the sections."""
    for path, prose in parsed.prose.items():
        if path[0] == "sections" and "content" in path and path[-1] == "text":
            block = parsed.briefing.sections[int(path[1])].content[int(path[3])]
            basis = getattr(block.of("note") or block, "basis", None)
            yield _Prose(path, bool(basis), len(prose.paragraphs), tuple(prose.bare))


def coverage_table(graph: Graph, checks: QuotationResults) -> str:
    """The output of the command `coverage`: for each briefing, a table of counts of what it rests on."""
    return "\n\n".join(_briefing_table(slug, graph, checks) for slug in graph.registers)


def _briefing_table(slug: Slug, graph: Graph, checks: QuotationResults) -> str:
    register = graph.registers[slug]
    uses = [use for use in uses_in(register) if use.source in graph.sources]
    used = [graph.sources[key] for key in dict.fromkeys(use.source for use in uses)]
    prose = coverage_of(register.parsed)
    rows = [
        ("claims", _claim_counts(register, graph)),
        ("quotations", _quotation_counts(uses, graph, checks)),
        *_source_rows(used, uses, graph),
        (
            "paragraphs",
            f"{prose.covered} of {prose.total} have a source or a basis ({prose.per_cent} per cent)",
        ),
    ]
    width = max(len(name) for name, _ in rows)
    return "\n".join([slug, *(f"  {name.ljust(width)}  {value}" for name, value in rows)])


def _claim_counts(register: BriefingRegister, graph: Graph) -> str:
    statuses = [
        graph.verdict(claim, withdrawn=claim.id in register.withdrawals).status
        for claim in register.claims.values()
    ]
    return f"{len(statuses)}: {_counted(statuses)}"


def _quotation_counts(uses: list[Use], graph: Graph, checks: QuotationResults) -> str:
    quotations = {(use.source, use.quote) for use in uses if use.quote}
    outcomes = [(checks.outcome(*pair), *pair) for pair in quotations]
    read = sum(
        outcome == "unchecked" and bool(readings_of(graph.sources[source], words))
        for outcome, source, words in outcomes
    )
    unchecked = vocabulary.OUTCOMES["unchecked"]
    counted = _counted((vocabulary.OUTCOMES[outcome] for outcome, _, _ in outcomes), "; ")
    again = f"{unchecked} ({read} of them read again)" if read else unchecked
    return f"{len(quotations)}: {counted.replace(unchecked, again)}"


def _source_rows(used: list[Source], uses: list[Use], graph: Graph) -> Iterator[tuple[str, str]]:
    """The rows of the table that count the sources a briefing uses."""
    dates = sorted(source.published for source in used if source.published)
    yield "sources", f"{len(used)}: {_counted(str(source.kind) for source in used)}"
    yield "languages", _counted(str(source.language or "not stated") for source in used)
    origins = graph.origins_behind(uses)
    yield "origins", str(len(origins))
    yield "bodies", str(len({graph.body_of(origin).key for origin in origins}))
    yield "oldest source", f"{dates[0]}; {len(used) - len(dates)} without a date" if dates else "no dates"


def _counted(words: Iterable[str], separator: str = ", ") -> str:
    """How often each word occurs, the most frequent first: `5 corroborated, 2 contested`."""
    counts = Counter(words)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return separator.join(f"{number} {word}" for word, number in ordered) or "none"
