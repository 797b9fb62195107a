"""`bindery join`: the website and the files of dist/, put together from shards that other machines made."""

from __future__ import annotations

from pathlib import Path

import click

from bindery.build import outputs
from bindery.build.job import Job
from bindery.build.outputs import OutputError
from bindery.cli import build as building
from bindery.cli.options import all_option, format_option, outputs_options, root_option, timings_option
from bindery.system import progress
from bindery.system.terminal import show
from bindery.text.report import Format, printable


@click.command()
@root_option
@format_option
@all_option
@timings_option
@outputs_options
@click.argument("shards", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def join(
    shards: tuple[Path, ...],
    root: Path,
    site_dir: Path,
    dist_dir: Path,
    form: Format,
    *,
    every: bool,
    website_only: bool,
    timings: bool,
) -> None:
    """Put a website together from its SHARDS, as one `bindery build` would make it, byte for byte.

    SHARDS are all files that `bindery build --shard k/n` made, or folders that hold them. Run this in the project as it
    was when they were made; options such as --drafts are those of the shards. A shard that is missing, given twice,
    damaged, made by another version or from other files is named, and the old site stays as it was. Exits as
    `bindery build` does.
    """
    watch = click.get_current_context().with_resource(progress.watching(form, timings=timings))
    progress.step("starting")
    from bindery.build import shard, shard_build  # noqa: PLC0415  MkDocs takes long to load

    try:
        found = shard.read_shards(shard_build.shard_files(shards))
    except OutputError as error:
        raise click.ClickException(printable(str(error))) from error
    except shard.ShardError as error:
        show(error.problems, form, every=every)
        click.get_current_context().exit(1)
    options = dict(found[0].manifest.options)
    if level := str(options.get("release") or ""):
        site_dir, dist_dir = building.own_folders(level, site_dir, dist_dir)
    site, dist = outputs.resolved_path(root / site_dir), outputs.resolved_path(root / dist_dir)
    job = Job(root, site, dist, options, website_only, shard_build.Joining(found))
    watch.pages = building.build_and_report(job, (site_dir, dist_dir), form, every=every, updates=False)
