"""`bindery check`: what is wrong with the briefings."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bindery.cli.options import (
    drafts_option,
    format_option,
    require_snapshots_option,
    root_option,
    strict_figures_option,
    timings_option,
)
from bindery.system import cache, progress
from bindery.system.clock import today
from bindery.system.terminal import problems_text
from bindery.text.problems import Problem
from bindery.text.report import Format, printable

if TYPE_CHECKING:
    from bindery.reading.inputs import Inputs


@click.command()
@root_option
@drafts_option
@format_option
@strict_figures_option
@require_snapshots_option
@timings_option
@click.option(
    "--min-coverage",
    type=click.IntRange(0, 100),
    default=0,
    help="Least share of paragraphs, per cent, that rest on something.",
)
def check(root: Path, form: Format, *, timings: bool, **asked: bool | int) -> None:
    """Look for problems in every briefing, and build nothing. Exits with 1 when there are errors.

    What was found is remembered in .bindery/memory, so that the same briefings are not looked through again.
    """
    click.get_current_context().with_resource(progress.watching(form, timings=timings))
    progress.step("remembering")
    of = cache.key(root, form, sorted(asked.items()), sys.stdout.isatty(), today())
    found = cache.load(root, "check", of)
    if found is None:
        found = _looked(root, form, **asked)
        cache.store(root, "check", of, found)
    if found["said"]:
        click.echo(found["said"])
    if found["omissions"]:
        click.echo(found["omissions"], err=True)
    if found["errors"]:
        sys.exit(1)


def _looked(root: Path, form: Format, **asked: bool | int) -> dict[str, object]:
    """What is found when one looks: the words to print, and whether there are errors."""
    progress.step("starting")
    from bindery.build import cached_problems  # noqa: PLC0415  they take longer to load than a memory
    from bindery.system import disk  # noqa: PLC0415  they take longer to load than a memory

    progress.step("reading")
    inputs = replace(
        disk.read_inputs(root, drafts=bool(asked["drafts"])),
        min_coverage=int(asked["min_coverage"]),
        strict_figures=bool(asked["strict_figures"]),
        require_snapshots=bool(asked["require_snapshots"]),
    )
    rest = cache.key(root, sorted(asked.items()), today(), read=(disk.TEMPLATES,))
    last = cache.load(root, "found", rest)
    found = cached_problems.recheck(inputs, last) if last else None
    if found is None:
        found = _looked_at_all(root, inputs, rest)
    problems, omissions = found
    return {
        "said": problems_text(problems, form),
        "omissions": omissions,
        "errors": any(problem.severity == "error" for problem in problems),
    }


def _looked_at_all(root: Path, inputs: Inputs, rest: str) -> tuple[tuple[Problem, ...], str]:
    """The same, when one looks at everything."""
    from bindery import edition  # noqa: PLC0415  see above
    from bindery.build import cached_problems  # noqa: PLC0415  see above
    from bindery.site import settings  # noqa: PLC0415  see above

    try:
        inputs = settings.with_configured_style(inputs, root)
    except settings.SiteError as error:
        raise click.ClickException(printable(str(error))) from error
    made = edition.check(inputs, progress.step)
    if rest:
        cache.store(root, "found", rest, cached_problems.problems_to_keep(inputs, made))
    return made.problems, made.omissions
