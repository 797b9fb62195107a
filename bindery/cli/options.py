"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from bindery.model.vocabulary import HANDLING

_FORMATS = click.Choice(["text", "json", "github", "sarif"])
root_option = click.option(
    "-C",
    "--project",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="this folder",
    help="Folder of the project, which holds mkdocs.yml and briefings/.",
)
format_option = click.option(
    "--format",
    "form",
    type=_FORMATS,
    default="text",
    show_default=True,
    help="Format in which problems are printed.",
)
all_option = click.option(
    "--all", "every", is_flag=True, help="Print all problems of each kind, not only the first ten."
)
drafts_option = click.option("--drafts", is_flag=True, help="Include briefings whose status is draft.")
strict_figures_option = click.option(
    "--strict-figures", is_flag=True, help="Make it an error when a figure is not in what its claim cites."
)

require_snapshots_option = click.option(
    "--require-snapshots",
    is_flag=True,
    help="Make it an error when no snapshot or fingerprint is stored to check a quotation against.",
)
reviewers_option = click.option(
    "--reviewers",
    type=click.IntRange(0, 2),
    default=0,
    help="Make it an error when fewer people than this (0 to 2) have reviewed a claim or section.",
)
timings_option = click.option(
    "--timings", is_flag=True, help="Print how long each stage took, to standard error, at the end."
)


release_option = click.option(
    "--release",
    type=click.Choice([*HANDLING], case_sensitive=False),
    metavar="LEVEL",
    help="Take only what may be seen at this level, such as TLP:GREEN.",
)


def outputs_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options that say where a site goes and what is made of it."""
    for option in reversed(
        (
            click.option(
                "--site",
                "site_dir",
                type=click.Path(path_type=Path),
                default=Path("site"),
                show_default=True,
                help="Folder for the website.",
            ),
            click.option(
                "--dist",
                "dist_dir",
                type=click.Path(path_type=Path),
                default=Path("dist"),
                show_default=True,
                help="Folder for the offline bundle and the one-file editions.",
            ),
            click.option(
                "--website-only",
                is_flag=True,
                help="Do not make the offline bundle and the one-file editions.",
            ),
        )
    ):
        command = option(command)
    return command
