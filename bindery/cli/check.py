"""`bindery check`: every problem of the briefings, and nothing built."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
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
from bindery.system import cache, progress, store, workers
from bindery.system.clock import today
from bindery.system.terminal import problems_text
from bindery.text.report import Format, printable

if TYPE_CHECKING:
    from bindery.reading.inputs import Inputs, Release
    from bindery.text.problems import Problem


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

    Results are kept in .bindery/store, so that briefings that have not changed are not checked again.
    """
    click.get_current_context().with_resource(progress.watching(form, timings=timings))
    progress.step("remembering")
    of = cache.key(root, "check", form, every, sorted(asked.items()), sys.stdout.isatty(), today())
    try:
        found = json.loads(store.kept(root, f"check-{of}"))
    except (OSError, ValueError):
        found = _checked(root, form, every=every, **asked)
        if of and (root / cache.READ[0]).is_dir():
            store.keep(root, f"check-{of}", json.dumps(found).encode())
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
    from bindery.system import disk  # noqa: PLC0415  slow to import

    progress.step("reading")
    inputs = replace(
        disk.read_inputs(root, drafts=bool(asked["drafts"]), release=_release(root, asked["release"] or "")),
        min_coverage=int(asked["min_coverage"]),
        strict_figures=bool(asked["strict_figures"]),
        require_snapshots=bool(asked["require_snapshots"]),
        reviewers=int(asked["reviewers"]),
    )
    problems, omissions = _found(root, inputs, asked)
    return {
        "said": problems_text(problems, form, every=every),
        "omissions": omissions,
        "errors": any(problem.severity == "error" for problem in problems),
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


def _found(root: Path, inputs: Inputs, asked: Mapping[str, Any]) -> tuple[tuple[Problem, ...], str]:
    """The problems of the project, and the line on what is left out.

    Args:
        root: the project's folder.
        inputs: everything to check.
        asked: options of the command, by name.

    Raises:
        click.ClickException: mkdocs.yml cannot be used.
    """
    from bindery import edition  # noqa: PLC0415  slow to import, and not needed for a kept result
    from bindery.build.checked_records import CheckedRecords, found_in  # noqa: PLC0415  slow to import
    from bindery.build.interface import owner  # noqa: PLC0415  slow to import
    from bindery.system import disk  # noqa: PLC0415  slow to import

    of = cache.key(root, "problems", sorted(asked.items()), today(), read=(disk.TEMPLATES,))
    if not (of and store.has(root, store.result_name(f"settings-{of}"))):  # to read mkdocs.yml takes long
        inputs = _with_style(root, inputs)
        if of and (root / cache.READ[0]).is_dir():
            store.keep(root, f"settings-{of}", b"")
    if inputs.own_templates or not any(map(owner, inputs.files)):  # only pages show the problems of templates
        return found_in(edition.check_inputs(inputs, progress.step))
    share = workers.map_in_two if workers.has_no_threads() else edition.map_here
    keep, kept = partial(store.keep, root), partial(store.kept, root)
    return found_in(CheckedRecords(of, inputs, keep, kept, step=progress.step, share=share))


def _with_style(root: Path, inputs: Inputs) -> Inputs:
    """The inputs with the reference style of mkdocs.yml.

    Raises:
        click.ClickException: mkdocs.yml cannot be used.
    """
    from bindery.site import settings  # noqa: PLC0415  slow to import

    try:
        return settings.with_configured_style(inputs, root)
    except settings.SiteError as error:
        raise click.ClickException(printable(str(error))) from error
