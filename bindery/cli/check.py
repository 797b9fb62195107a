"""`bindery check`: every problem of the briefings, and nothing built."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bindery.cli.options import (
    all_option,
    drafts_option,
    format_option,
    release_option,
    require_snapshots_option,
    reviewers_option,
    root_option,
    strict_figures_option,
    timings_option,
)
from bindery.system import cache, progress
from bindery.system.clock import today
from bindery.system.terminal import problems_text
from bindery.text.report import Format, printable

if TYPE_CHECKING:
    from bindery.build.cached_problems import CheckResult
    from bindery.reading.inputs import Inputs, Release

_KEPT = "problems"  # name of the file in .bindery/memory that holds the last check of everything


@click.command()
@root_option
@drafts_option
@format_option
@all_option
@strict_figures_option
@require_snapshots_option
@reviewers_option
@timings_option
@release_option
@click.option(
    "--min-coverage",
    type=click.IntRange(0, 100),
    default=0,
    help="Least percentage of paragraphs that must cite a source, name a claim or declare a basis; less is an error.",
)
def check(root: Path, form: Format, *, every: bool, timings: bool, **asked: bool | int | str | None) -> None:
    """Check every briefing for problems, and build nothing. Exits with 1 when there are errors.

    Results are kept in .bindery/memory, so that briefings that have not changed are not checked again.
    """
    click.get_current_context().with_resource(progress.watching(form, timings=timings))
    progress.step("remembering")
    of = cache.key(root, form, every, sorted(asked.items()), sys.stdout.isatty(), today())
    found = cache.load(root, "check", of)
    if found is None:
        found = _checked(root, form, every=every, **asked)
        cache.store(root, "check", of, found)
    if found["said"]:
        click.echo(found["said"])
    if found["omissions"]:
        click.echo(found["omissions"], err=True)
    if found["errors"]:
        sys.exit(1)


def _checked(root: Path, form: Format, *, every: bool, **asked: Any) -> dict[str, object]:
    """Check the project.

    Args:
        root: the project's folder.
        form: how problems are printed.
        every: whether all problems of a kind are printed.
        asked: options of the command, by name.

    Returns:
        As JSON can hold it: the problems as text (`said`), the line on what is left out (`omissions`), and whether
        there are errors (`errors`).

    Raises:
        click.ClickException: mkdocs.yml cannot be used.
    """
    progress.step("starting")
    from bindery.build import cached_problems  # noqa: PLC0415  slow to import, and not needed for a cached result
    from bindery.build.cached_problems import KeptCheck  # noqa: PLC0415  slow to import
    from bindery.system import disk  # noqa: PLC0415  slow to import

    progress.step("reading")
    inputs = replace(
        disk.read_inputs(root, drafts=bool(asked["drafts"]), release=_release(root, asked["release"] or "")),
        min_coverage=int(asked["min_coverage"]),
        strict_figures=bool(asked["strict_figures"]),
        require_snapshots=bool(asked["require_snapshots"]),
        reviewers=int(asked["reviewers"]),
    )
    rest = cache.key(root, sorted(asked.items()), today(), read=(disk.TEMPLATES,))
    kept = cache.load(root, _KEPT, rest)
    found = cached_problems.recheck(inputs, KeptCheck.from_json(kept)) if kept else None
    if found is None:
        found = _check_all(root, inputs, rest)
    return {
        "said": problems_text(found.problems, form, every=every),
        "omissions": found.omissions,
        "errors": any(problem.severity == "error" for problem in found.problems),
    }


def _release(root: Path, level: str) -> Release:
    """What an edition at a level may hold, and whether its readers are told what is withheld.

    Raises:
        click.ClickException: mkdocs.yml cannot be used.
    """
    from bindery.reading.inputs import Release  # noqa: PLC0415  slow to import

    if not level:
        return Release()
    from bindery.site import settings  # noqa: PLC0415  slow to import

    try:
        return Release(level, settings.counts_withheld(root))
    except settings.SiteError as error:
        raise click.ClickException(printable(str(error))) from error


def _check_all(root: Path, inputs: Inputs, rest: str) -> CheckResult:
    """Check everything, and keep what was found.

    Args:
        root: the project's folder.
        inputs: everything to check.
        rest: hash of everything else that the result depends on; empty where the result is not kept.

    Raises:
        click.ClickException: mkdocs.yml cannot be used.
    """
    from bindery import edition  # noqa: PLC0415  slow to import, and not needed for a cached result
    from bindery.build import cached_problems  # noqa: PLC0415  slow to import
    from bindery.build.cached_problems import CheckResult  # noqa: PLC0415  slow to import
    from bindery.site import settings  # noqa: PLC0415  slow to import

    try:
        inputs = settings.with_configured_style(inputs, root)
    except settings.SiteError as error:
        raise click.ClickException(printable(str(error))) from error
    made = edition.check_inputs(inputs, progress.step)
    kept = cached_problems.check_to_keep(inputs, made) if rest else None
    if kept:
        cache.store(root, _KEPT, rest, kept.as_json())
    return CheckResult(made.problems, made.omissions)
