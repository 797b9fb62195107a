"""`bindery pages`: the pages as Markdown files, for other site generators."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from bindery.cli.options import drafts_option, format_option, root_option
from bindery.edition import compile  # noqa: A004
from bindery.site import markdown_folder, settings
from bindery.system import disk, progress
from bindery.system.terminal import show
from bindery.text.report import Format, printable


@click.command()
@root_option
@drafts_option
@format_option
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write to."
)
def pages(root: Path, out: Path, form: Format, *, drafts: bool) -> None:
    """Write the pages as Markdown files, with an mkdocs.yml, for other site generators."""
    click.get_current_context().with_resource(progress.watching(form, timings=False))
    progress.step("reading")
    try:
        known = settings.load_settings(root)
        inputs = settings.with_configured_style(disk.read_inputs(root, drafts=drafts), root)
        edition = compile(replace(inputs, imprint=known.imprint if known.site_url else None), progress.step)
        problems = (*edition.problems, *markdown_folder.collisions(edition, known.docs_dir))
        if any(problem.severity == "error" for problem in problems):
            show(problems, form)
            sys.exit(1)
        progress.step("writing")
        site = markdown_folder.folder_settings(root, known)
        written = markdown_folder.write_folder(out, edition, known.docs_dir, site)
    except (settings.SiteError, markdown_folder.NotOursError) as error:
        raise click.ClickException(printable(str(error))) from error
    click.echo(f"{out}/ has {len(edition.pages)} pages; {written} files were written", err=True)
