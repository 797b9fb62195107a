"""`bindery build`: the website, the offline bundle, and each briefing as one file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from bindery.build import incremental, inspection, outputs, previous_site, publishing, workspace
from bindery.build.job import STAYS, BuildResult, Job, carry_out
from bindery.build.last_build import BuildRecord
from bindery.cli.options import (
    drafts_option,
    format_option,
    require_snapshots_option,
    root_option,
    strict_figures_option,
    timings_option,
)
from bindery.system import progress
from bindery.system.terminal import exit_interrupted, fault_from, show
from bindery.text.report import Format, printable, printable_lines

_NOTHING = "no site was built"
_DONE = "the new site is in its place"
_FEW = 10  # one-file editions that are named one by one
_HALF = "The new site is in its place; {dist} may lack files of it until the next build"


@click.command()
@root_option
@drafts_option
@format_option
@strict_figures_option
@require_snapshots_option
@timings_option
@click.option(
    "--site",
    "site_dir",
    type=click.Path(path_type=Path),
    default=Path("site"),
    show_default=True,
    help="Folder of the website.",
)
@click.option(
    "--dist",
    "dist_dir",
    type=click.Path(path_type=Path),
    default=Path("dist"),
    show_default=True,
    help="Folder of the offline bundle, and of each briefing as one file.",
)
@click.option("--website-only", is_flag=True, help="Make no offline bundle and no one-file editions.")
def build(
    root: Path,
    site_dir: Path,
    dist_dir: Path,
    form: Format,
    *,
    website_only: bool,
    drafts: bool,
    strict_figures: bool,
    require_snapshots: bool,
    timings: bool,
) -> None:
    """Build the website, the offline bundle, and each briefing as one file to send.

    The website is built beside the old one and takes its place when it is whole and was checked: each link leads
    somewhere, and nothing is loaded or run that the project does not name. Exits with 1 when the briefings or the
    site have errors or an output may not be written to, and with 3 when the machine fails or a file changed
    meanwhile; the old site then stays as it is, and so it does where the build is interrupted.
    """
    watch = click.get_current_context().with_resource(progress.watching(form, timings=timings))
    progress.step("preparing")
    options = {"drafts": drafts, "strict_figures": strict_figures, "require_snapshots": require_snapshots}
    site, dist = outputs.resolved_path(root / site_dir), outputs.resolved_path(root / dist_dir)
    job = Job(root, site, dist, options, website_only)
    there = site.is_dir()
    try:
        made = _carried_out(job, form)
    except outputs.OutputError as error:
        raise click.ClickException(printable(str(error))) from error
    except OSError as error:
        raise fault_from(error, _HALF.format(dist=dist_dir) if job.switched else STAYS) from error
    except KeyboardInterrupt as stop:
        exit_interrupted(stop, _DONE if job.switched else STAYS[0].lower() + STAYS[1:] if there else _NOTHING)
    watch.pages = made.pages
    _tell(root, root / site_dir, dist_dir=dist_dir, made=made)


def _carried_out(job: Job, form: Format) -> BuildResult:
    """Makes the site of the last one, or builds it; ends the command where its inputs do not let it."""
    place = workspace.Workspace(job.root, job.site, (job.dist, job.website_only, sorted(job.options.items())))
    last = place.last()
    try:
        if last is None:
            from bindery.build import full_build  # noqa: PLC0415  MkDocs takes as long to load as a site to be renewed

            return carry_out(
                job, full_build.source_paths(job), partial(full_build.build_everything, job, place)
            )
        return carry_out(job, map(Path, last.conditions.sources), partial(_made, job, place, last))
    except Exception as error:
        _tell_why(error, form)
        raise


def _tell_why(error: Exception, form: Format) -> None:
    """Ends the command where an error is one of the project's; of any other it says nothing."""
    from bindery.build import full_build, one_file  # noqa: PLC0415  see above

    if isinstance(error, full_build.SiteError):
        raise click.ClickException(printable(str(error))) from error
    if isinstance(error, full_build.BriefingsError | inspection.InspectionError):
        show(error.problems, form)
    elif isinstance(error, one_file.OneFileError):
        show((error.problem,), form)
    else:
        return
    sys.exit(1)


def _made(
    job: Job, place: workspace.Workspace, last: BuildRecord, pending: publishing.PendingSite
) -> BuildResult:
    """The site made of the last one, where only some briefings were edited, or else built."""
    try:
        return _renewed(job, place, last, pending)
    except workspace.RebuildError:
        from bindery.build import full_build  # noqa: PLC0415  see above

        previous_site.remove_folder(pending.made)
        return full_build.build_everything(job, place, pending)


def _renewed(
    job: Job, place: workspace.Workspace, last: BuildRecord, pending: publishing.PendingSite
) -> BuildResult:
    """The site made of the last one; raises `UnfitError` where it cannot be."""
    new = incremental.IncrementalBuild(place, last)
    record = new.put_together(pending.made)
    imprint = workspace.imprint(last.conditions)
    files: dict[str, bytes] = {}
    if not job.website_only:
        from bindery.build import distribution  # noqa: PLC0415  a website alone needs none of it

        made = distribution.make_distribution(
            job.root,
            pending.made,
            record.bundle,
            new.edition,
            imprint=imprint,
            only=new.briefings,
            last=distribution.last_bundle(job.site, job.dist, last),
        )
        files = made.files
        workspace.refuse_missing(job.dist, record.dist, files)
        record = replace(record, dist=workspace.with_files(record.dist, files), census=made.census)
    for line in new.warnings(record):
        click.echo(printable_lines(line), err=True)
    sizes = {file: size for file, (_, size) in record.dist.items()}
    return BuildResult(
        files=files,
        sizes=sizes,
        asks=record.asks,
        omissions=record.omissions,
        addressed=bool(imprint.address),
        pages=record.pages,
        written=None if new.swap.linked else new.swap.touched,
        keep=partial(new.swap.keep, record),
    )


def _of_dist(dist_dir: Path, sizes: Mapping[str, int]) -> Iterator[str]:
    """The lines that tell of the files of dist/; of many one-file editions they tell together."""
    alone = {file: size for file, size in sizes.items() if not file.endswith(".zip")}
    for file in sizes.keys() - alone.keys():
        yield f"{dist_dir / file} has {sizes[file] / 1e6:.1f} MB: unpack it and open index.html"
    if len(alone) > _FEW:
        yield f"{dist_dir}/ has {len(alone)} whole briefings, each in one file: {sum(alone.values()) / 1e6:.1f} MB"
        return
    for file, size in alone.items():
        yield f"{dist_dir / file} has {size / 1e3:.0f} kB: the whole briefing in one file"


def _tell(root: Path, target: Path, *, dist_dir: Path, made: BuildResult) -> None:
    """Says what was built, and what a reader without a network would lack."""
    place = target.relative_to(root) if target.is_relative_to(root) else target
    click.echo(f"{place}/ has {made.pages} pages", err=True)
    for line in _of_dist(dist_dir, made.sizes):
        click.echo(line, err=True)
    if not made.addressed:
        click.echo("no feed and no sitemap: both need the site's address, `site_url` in mkdocs.yml", err=True)
    if made.omissions:
        click.echo(made.omissions, err=True)
    for url in made.asks:
        click.echo(
            f"pages load from {printable(url)}, as mkdocs.yml says; without a network they lack it", err=True
        )
