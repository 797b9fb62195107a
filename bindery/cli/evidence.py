"""The commands about evidence: how much there is, what depends on a source, and what changed between versions."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

import click

from bindery.cli.options import drafts_option, root_option
from bindery.edition import compile  # noqa: A004
from bindery.evidence import changes, copy_changes, coverage, impact, outcomes, quotations
from bindery.evidence.bodies import named
from bindery.evidence.former_ids import former_briefings, former_sources
from bindery.evidence.graph import Graph
from bindery.evidence.quotations import QuotationResults
from bindery.pages.views import SiteView
from bindery.provenance import git
from bindery.reading.project import FOLDER, read_project
from bindery.system import disk
from bindery.system.terminal import show
from bindery.text.problems import Problem, did_you_mean
from bindery.text.report import printable, printable_lines


@click.command(name="coverage")
@root_option
@drafts_option
def coverage_command(root: Path, *, drafts: bool) -> None:
    """Count the evidence of each briefing: claims by status, quotations by outcome, sources and paragraphs."""
    site = _site(root, drafts=drafts)
    click.echo(printable_lines(coverage.coverage_table(site.graph, site.checks)))


@click.command(name="impact")
@click.argument("source")
@root_option
@drafts_option
def impact_command(source: str, root: Path, *, drafts: bool) -> None:
    """List what would lose its evidence if SOURCE were withdrawn.

    SOURCE is the id of a source or an origin, or the name of a body or a party.
    """
    graph = _site(root, drafts=drafts).graph
    known = {*graph.sources, *graph.origins}
    names = impact.names_behind(graph)
    if source not in known and named(source).key not in names:
        near = did_you_mean(source, {*known, *names.values()})
        raise click.UsageError(f"no source is called {printable(source)}" + (f"; {near}" if near else ""))
    click.echo(printable_lines(impact.impact_report(graph, source)))


@click.command(name="diff")
@click.argument("old")
@click.argument("new", required=False)
@root_option
def diff_command(old: str, new: str | None, root: Path) -> None:
    """List what changed from OLD to NEW, claim by claim, and the sources of which other copies are stored.

    Each is a briefing.yml, a project's folder or a git revision. Without NEW, OLD is compared with the files as they are now. A different
    order is not a change. If a figure or a status changed, and no new edition gives a reason, there is a warning.
    """
    try:
        (before, checked), (after, checked_now) = (_state(root, name) for name in (old, new))
    except git.HistoryError as error:
        raise click.ClickException(printable(str(error))) from error
    warnings: list[Problem] = []
    named = former_briefings(after.registers)
    earlier = {
        slug if slug in after.registers else named.get(slug, slug): register
        for slug, register in before.registers.items()
    }
    for slug in sorted({*earlier, *after.registers}):
        if slug in earlier and slug in after.registers:
            found = changes.compare_claims(earlier[slug], before, after.registers[slug], after)
            versions = earlier[slug], after.registers[slug]
            warnings += changes.undeclared_changes(found, *versions)
            warnings += changes.renamed_hints(found, *versions)
            judged = outcomes.compare_outcomes(*versions)
            report = changes.changes_report(slug, found, outcomes.outcomes_report(judged))
            click.echo(printable_lines(report))
        else:
            click.echo(
                printable(f"{slug}: the briefing was {'added' if slug in after.registers else 'withdrawn'}")
            )
    alone = any(
        name and Path(name).is_file() for name in (old, new)
    )  # a file is read without copies of sources
    report = "" if alone else _copies_report(checked, checked_now, former_sources(after))
    if report:
        click.echo(printable_lines(report))
    if warnings:
        show(tuple(warnings), "text")


def _copies_report(old: QuotationResults, new: QuotationResults, renamed: Mapping[str, str]) -> str:
    """What changed in the stored copies of sources, which may have other ids than before."""
    return copy_changes.sources_report(copy_changes.changed_sources(old, new, renamed))


def _state(root: Path, name: str | None) -> tuple[Graph, QuotationResults]:
    """The briefings of a version with their evidence, and the result of the check of their quotations.

    Args:
        root: the project's folder.
        name: a briefing.yml or a git revision; None for the files as they are now.

    Raises:
        HistoryError: git does not know the revision.
        click.ClickException: a briefing cannot be read.
    """
    if name is None:
        inputs = git.state_of_folder(root)
    elif Path(name).is_file():
        inputs = git.state_of_file(Path(name))
    elif (Path(name) / FOLDER).is_dir():
        inputs = git.state_of_folder(Path(name))
    else:
        inputs = git.state_of_revision(root, name)
    project, problems = read_project(inputs)
    if project.broken:
        show(tuple(problem for problem in problems if problem.severity == "error"), "text")
        raise click.ClickException(f"{name or 'the project'} cannot be read")
    graph = Graph(project)
    results, _ = quotations.verify_quotations(project, graph)
    return graph, results


def _site(root: Path, *, drafts: bool) -> SiteView:
    """The site of a project; ends the command where the project has errors, because counts would be wrong."""
    edition = compile(disk.read_inputs(root, drafts=drafts))
    if edition.errors or edition.site is None:
        show(edition.problems, "text")
        sys.exit(1)
    return edition.site
