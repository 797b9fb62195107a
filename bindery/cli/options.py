"""What all commands share: their options, and how problems are printed."""

from __future__ import annotations

from pathlib import Path

import click

_FORMATS = click.Choice(["text", "json", "github", "sarif"])
root_option = click.option(
    "-C",
    "--project",
    "root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="this folder",
    help="The project's folder: the one with mkdocs.yml and briefings/.",
)
format_option = click.option(
    "--format", "form", type=_FORMATS, default="text", show_default=True, help="How problems are printed."
)
drafts_option = click.option("--drafts", is_flag=True, help="Include the briefings whose status is draft.")
strict_figures_option = click.option(
    "--strict-figures", is_flag=True, help="Make a figure that nothing cited carries an error."
)

require_snapshots_option = click.option(
    "--require-snapshots",
    is_flag=True,
    help="Make a quotation that nothing stored can be compared with an error.",
)
timings_option = click.option(
    "--timings", is_flag=True, help="Print where the time went, to standard error, when all is done."
)
