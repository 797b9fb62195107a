"""`bindery build`: the website, the offline bundle, and each briefing as one file."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from bindery.build import (
    build_messages,
    incremental,
    inspection,
    outputs,
    publishing,
    workspace,
)
from bindery.build.job import STAYS, BuildResult, Job, carry_out
from bindery.build.last_build import BuildRecord, DistFile
from bindery.cli.options import (
    all_option,
    drafts_option,
    format_option,
    outputs_options,
    release_option,
    require_snapshots_option,
    root_option,
    strict_figures_option,
    timings_option,
)
from bindery.system import memory, progress
from bindery.system.terminal import FaultError, exit_interrupted, fault_from, show
from bindery.text.report import Format, printable, printable_lines

_NOT_BUILT = "no site was built"
_TOO_LITTLE = (
    "the memory that this program may use is too little for this site: raise the limit (`ulimit -v unlimited`),"
    " or close other programs, and build again. {rest}"
)
_DONE = "the new site is in its place"
_MOST_NAMED = 10  # one-file editions that are listed one by one; more are summed up in a line
_MOST_SHARDS = 1000
_HALF_DONE = "The new site is in its place; {dist} may lack files of it until the next build"
_USES = {
    "pdf": "to print or send",
    "epub": "as an e-book",
    "docx": "to comment on in Word",
}  # what a file is for, by its ending


def _shard_number(
    _ctx: click.Context, _option: click.Parameter, written: str | None
) -> tuple[int, int] | None:
    """The number of a shard and how many there are, from text such as `3/10`."""
    if written is None:
        return None
    found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", written)
    number, of = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= number <= of <= _MOST_SHARDS:
        raise click.BadParameter(
            f"`{printable(written)}` is not a part; write the third of ten as 3/10 (at most {_MOST_SHARDS})"
        )
    return number, of


@click.command()
@root_option
@drafts_option
@format_option
@all_option
@strict_figures_option
@require_snapshots_option
@timings_option
@outputs_options
@release_option
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Have the briefings made by the workers of the Dask cluster with this scheduler, such as tcp://host:8786.",
)
@click.option(
    "--shard", metavar="K/N", callback=_shard_number, help="Make only part K of N, for `bindery join`."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("shards"),
    show_default=True,
    help="Folder or .zip file for the part that --shard makes.",
)
def build(
    root: Path,
    site_dir: Path,
    dist_dir: Path,
    form: Format,
    *,
    every: bool,
    website_only: bool,
    drafts: bool,
    strict_figures: bool,
    require_snapshots: bool,
    timings: bool,
    release: str | None,
    cluster: str | None,
    shard: tuple[int, int] | None,
    out: Path,
) -> None:
    """Build the website, the offline bundle, and each briefing as one HTML file.

    The new website is built next to the old one and replaces it once it is complete and checked: every link leads
    somewhere, and pages load and run only what the project names. Exits with 1 when the briefings or the site have
    errors, or when an output folder may not be replaced; with 3 when the system reports an error or a file changed
    during the build. In these cases, and when the build is interrupted, the old site stays as it was.

    With --release, the edition goes into folders of its own, such as site-tlp-green/ and dist-tlp-green/. With --shard, nothing but one part of the site is made, as a file; `bindery join` puts the parts together.
    """
    watch = click.get_current_context().with_resource(progress.watching(form, timings=timings))
    progress.step("preparing")
    options: dict[str, bool | str] = {
        "drafts": drafts,
        "strict_figures": strict_figures,
        "require_snapshots": require_snapshots,
        "release": release or "",
    }
    if shard:
        if cluster is not None:
            raise click.UsageError("--shard and --cluster are two ways to share work; give one of them")
        _make_shard(root, shard, out, options, form, every=every)
        return
    if release:
        site_dir, dist_dir = own_folders(release, site_dir, dist_dir)
    site, dist = outputs.resolved_path(root / site_dir), outputs.resolved_path(root / dist_dir)
    job = Job(root, site, dist, options, website_only)
    shown = site_dir, dist_dir
    if cluster is None:
        watch.pages = build_and_report(job, shown, form, every=every)
        return
    import bindery.build.cluster as clusters  # noqa: PLC0415  needed only where it is asked for

    try:
        with clusters.cluster_at(cluster) as found:
            job = replace(job, elsewhere=found.make)
            watch.pages = build_and_report(job, shown, form, every=every)
    except clusters.ClusterError as error:
        show((error.problem,), form)
        sys.exit(1)


def own_folders(level: str, site_dir: Path, dist_dir: Path) -> tuple[Path, Path]:
    """The folders of a release: those that were named, or else some of its own next to those of the whole edition.

    Args:
        level: the level of the release.
        site_dir: the folder of the website, as the option has it.
        dist_dir: the folder of dist/, as the option has it.
    """
    context = click.get_current_context()
    named = click.core.ParameterSource.COMMANDLINE

    def own(option: str, folder: Path) -> Path:
        is_named = context.get_parameter_source(option) is named
        return folder if is_named else outputs.folder_of_release(folder, level)

    return own("site_dir", site_dir), own("dist_dir", dist_dir)


def build_and_report(
    job: Job, shown: tuple[Path, Path], form: Format, *, every: bool, updates: bool = True
) -> int:
    """Build a site and print what was built; ends the command where that fails.

    Args:
        job: what was asked for.
        shown: the folders of the website and of dist/, as they were given.
        form: how problems are printed.
        every: whether all problems of a kind are printed.
        updates: whether the last site may be updated where only some briefings were edited.

    Returns:
        The number of pages.
    """
    site_dir, dist_dir = shown
    there = job.site.is_dir()
    memory.refuse_too_little(job.root)
    try:
        made = _build(job, form, every=every, updates=updates)
    except outputs.OutputError as error:
        raise click.ClickException(printable(str(error))) from error
    except OSError as error:
        raise fault_from(error, _HALF_DONE.format(dist=dist_dir) if job.switched else STAYS) from error
    except MemoryError as error:
        raise FaultError(_TOO_LITTLE.format(rest=_DONE if job.switched else STAYS)) from error
    except KeyboardInterrupt as stop:
        exit_interrupted(
            stop, _DONE if job.switched else STAYS[0].lower() + STAYS[1:] if there else _NOT_BUILT
        )
    _report(job.root, job.root / site_dir, dist_dir=dist_dir, made=made)
    return made.pages


def _make_shard(
    root: Path,
    number: tuple[int, int],
    out: Path,
    options: Mapping[str, bool | str],
    form: Format,
    *,
    every: bool,
) -> None:
    """Make one shard of a site, and print what it holds; ends the command where the project has errors.

    Args:
        root: the project's folder.
        number: number of the shard, from 1, and how many there are.
        out: the folder or file for it, relative to the project.
        options: options of the build, by name.
        form: how problems are printed.
        every: whether all problems of a kind are printed.
    """
    from bindery.build import shard_build  # noqa: PLC0415  MkDocs takes long to load

    try:
        made = shard_build.make_shard(root, number, root / out, options)
    except outputs.OutputError as error:
        raise click.ClickException(printable(str(error))) from error
    except OSError as error:
        raise fault_from(error, "no shard was made") from error
    except Exception as error:
        _exit_with_problems(error, form, every=every)
        raise
    click.echo(
        f"{made.path} is shard {number[0]} of {number[1]}: {made.briefings} briefings, {made.pages} pages,"
        f" {made.size / 1e6:.1f} MB",
        err=True,
    )


def _build(job: Job, form: Format, *, every: bool, updates: bool) -> BuildResult:
    """Update the last site, or build everything; ends the command where the project has errors.

    Args:
        job: what was asked for.
        form: how problems are printed.
        every: whether all problems of a kind are printed.
        updates: whether the last site may be updated.

    Raises:
        OutputError: an output may not be written where it was asked for.
        FaultError: an input changed while the site was built.
        OSError: the system refused; unless the job is `switched`, the old site stays as it was.
    """
    place = workspace.Workspace(job.root, job.site, (job.dist, job.website_only, sorted(job.options.items())))
    last = place.last() if updates else None
    try:
        if last is not None:
            try:
                made = carry_out(
                    job, last.conditions.sources, partial(_update, job, place, last), looked_at=True
                )
                for line in made.warnings:  # now that everything is not built after all, and said again
                    click.echo(printable_lines(line), err=True)
                return made  # noqa: TRY300
            except workspace.RebuildError:
                pass
        from bindery.build import full_build  # noqa: PLC0415  MkDocs takes as long to load as an incremental build

        return carry_out(job, full_build.source_paths(job), partial(full_build.build_everything, job, place))
    except Exception as error:
        _exit_with_problems(error, form, every=every)
        raise


def _exit_with_problems(error: Exception, form: Format, *, every: bool) -> None:
    """End the command with the problems that an error holds; returns where the error is not one of the project's.

    Args:
        error: what stopped the build.
        form: how problems are printed.
        every: whether all problems of a kind are printed.
    """
    from bindery.build import full_build, one_file, print_page  # noqa: PLC0415  MkDocs takes long to load
    from bindery.build import shard as shards  # noqa: PLC0415  as above

    if isinstance(error, full_build.SiteError):
        raise click.ClickException(printable(str(error))) from error
    if isinstance(error, full_build.BriefingsError | inspection.InspectionError | shards.ShardError):
        show(error.problems, form, every=every)
    elif isinstance(error, one_file.OneFileError | print_page.PaperError):
        show((error.problem,), form)
    else:
        return
    sys.exit(1)


def _update(
    job: Job, place: workspace.Workspace, last: BuildRecord, pending: publishing.PendingSite
) -> BuildResult:
    """An incremental build.

    Args:
        job: what was asked for.
        place: where the project is built.
        last: the record of the last build.
        pending: the scratch folder.

    Raises:
        RebuildError: the last site cannot be updated.
    """
    new = incremental.IncrementalBuild(place, last)
    record = new.put_together(pending.made)
    if build_messages.exposes(record):
        raise workspace.RebuildError  # a full build says which briefing is not for the readers of the site
    imprint = last.conditions.imprint
    files: Mapping[str, DistFile] = {}
    if not job.website_only:
        from bindery.build import distribution  # noqa: PLC0415  slow to import, and a website alone does not need it

        renamed = record.bundle != last.bundle
        there = new.edition.parts.briefings.keys()
        gone = {
            f"{slug}{end}" for slug in new.briefings - there for end in (".html", ".pdf", ".epub", ".docx")
        } | ({f"{last.bundle}.zip"} if renamed else set())
        known = {name: file for name, file in record.dist.items() if name not in gone}
        with new.results_for_any("files to download"):
            made = distribution.make_distribution(
                job.root,
                pending,
                record.bundle,
                [(new.edition, new.briefings)],
                imprint=imprint,
                known={name: file for name, file in known.items() if not name.endswith(".zip")},
                put=partial(new.swap.put, pending.made, removed=()),
                last=None if renamed else distribution.last_bundle(job.site, job.dist, last),
            )
        files = made.files
        workspace.refuse_missing(job.dist, known, files)
        record = replace(record, dist=workspace.with_files(known, files), census=made.census)
    return BuildResult(
        files=files,
        sizes={name: file.size for name, file in record.dist.items()},
        asks=record.asks,
        omissions=record.omissions,
        addressed=bool(imprint.address),
        pages=record.pages,
        written=None if new.swap.linked else new.swap.written,
        keep=partial(new.swap.keep, record),
        look=new.swap.look,
        warnings=tuple(build_messages.warning_lines(record)),
    )


def _dist_lines(dist_dir: Path, sizes: Mapping[str, int]) -> Iterator[str]:
    """The lines that name the files of dist/; many one-file editions share a line.

    Args:
        dist_dir: the folder, as it was given.
        sizes: bytes of each file, by name.
    """
    alone = {file: size for file, size in sizes.items() if not file.endswith(".zip")}
    for file in sizes.keys() - alone.keys():
        yield f"{dist_dir / file} has {sizes[file] / 1e6:.1f} MB: unpack it and open index.html"
    if len(alone) > _MOST_NAMED:
        yield f"{dist_dir}/ has {len(alone)} whole briefings, each in one file: {sum(alone.values()) / 1e6:.1f} MB"
        return
    for file, size in alone.items():
        what = _USES.get(file.rpartition(".")[2], "in one file")
        yield f"{dist_dir / file} has {size / 1e3:.0f} kB: the whole briefing {what}"


def _report(root: Path, target: Path, *, dist_dir: Path, made: BuildResult) -> None:
    """Print what was built, and what a reader without a network would not see.

    Args:
        root: the project's folder.
        target: the folder of the website.
        dist_dir: the folder of the bundle and the one-file editions, as it was given.
        made: what was built.
    """
    place = target.relative_to(root) if target.is_relative_to(root) else target
    click.echo(f"{place}/ has {made.pages} pages", err=True)
    for line in _dist_lines(dist_dir, made.sizes):
        click.echo(line, err=True)
    if not made.addressed:
        click.echo(
            "no feed and no sitemap were made: set `site_url` in mkdocs.yml to the site's address", err=True
        )
    if made.omissions:
        click.echo(made.omissions, err=True)
    for url in made.asks:
        click.echo(
            f"pages load from {printable(url)}, as mkdocs.yml allows; without a network they do without it",
            err=True,
        )
