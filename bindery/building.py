"""`bindery build`: the website, the offline bundle, and each briefing as one file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from bindery import bundle, disk, inspection, onefile, outputs, plugin, progress, publishing, verify
from bindery.console import (
    FaultError,
    drafts_option,
    fault,
    format_option,
    interrupted,
    require_snapshots_option,
    root_option,
    show,
    strict_figures_option,
    timings_option,
)
from bindery.problems import Format, printable

_STAYS = "The old site stays as it was"
_NOTHING = "no site was built"
_DONE = "the new site is in its place"
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
    site, dist = outputs.real(root / site_dir), outputs.real(root / dist_dir)
    there, switched = site.is_dir(), False
    try:
        progress.step("preparing")
        sources = plugin.settings(root).sources
        outputs.refuse(root, site, dist, sources)
        with publishing.press(site, dist, _say_busy) as press:
            with _unchanged(root, sources):
                made = _made(
                    root,
                    press.made,
                    website_only=website_only,
                    drafts=drafts,
                    strict_figures=strict_figures,
                    require_snapshots=require_snapshots,
                )
            progress.step("publishing")
            try:
                press.publish(made.files)
            finally:
                switched = press.switched
                progress.step("clearing")
    except plugin.BriefingsError as error:
        show(error.problems, form)
        sys.exit(1)
    except onefile.UnwrittenError as error:
        show((error.problem,), form)
        sys.exit(1)
    except inspection.RefusedError as error:
        show(error.problems, form)
        sys.exit(1)
    except (plugin.SiteError, outputs.RefusedError) as error:
        raise click.ClickException(printable(str(error))) from error
    except OSError as error:
        raise fault(error, _HALF.format(dist=dist_dir) if switched else _STAYS) from error
    except KeyboardInterrupt as stop:
        interrupted(stop, _DONE if switched else _STAYS[0].lower() + _STAYS[1:] if there else _NOTHING)
    watch.pages = _tell(root, root / site_dir, dist_dir=dist_dir, made=made)


@dataclass(frozen=True)
class _Made:
    """What a build made, but for the website itself: the files of dist/ by name, and what a bundle would load and leaves out.

    Attributes:
        files: the files of dist/ by name.
        asks: the addresses on other hosts that pages load from.
        omissions: what is left out, in a line.
        addressed: whether the site knows where it will be read.
    """

    files: Mapping[str, bytes]
    asks: list[str]
    omissions: str
    addressed: bool


def _made(root: Path, made: Path, *, website_only: bool, **options: bool) -> _Made:
    """Builds, seals and checks a website in a folder that nobody reads yet, and makes of it the files of dist/."""
    edition = plugin.build(root, made, **options)
    known = plugin.settings(root)
    published = onefile.Publication(
        made, edition, disk.read_templates(root), known.imprint.name, known.site_url, known.directory_urls
    )
    editions = {} if website_only else onefile.write(published)
    # What writes into the site stands before the seal; what checks the site stands after it, and raises.
    progress.step("sealing")
    verify.seal_folder(made)
    asks = inspection.inspect(made, known.trusted)
    name = bundle.name_of(edition, known.imprint.name)
    bundles = {} if website_only else {f"{name}.zip": bundle.write(made, name)}
    return _Made({**bundles, **editions}, asks, edition.omissions, bool(known.site_url))


@contextmanager
def _unchanged(root: Path, sources: Iterable[Path]) -> Iterator[None]:
    """Refuses what was made of inputs that changed meanwhile: it may hold some of the old and some of the new."""
    before = disk.state(sources)
    trouble: Exception | None = None
    try:
        yield
    except Exception as error:  # noqa: BLE001  a file that went away shows as any error; it is raised below if none did
        trouble = error
    after = disk.state(sources)
    changed = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    if changed:
        path = changed[0].resolve()
        name = path.relative_to(root.resolve()) if path.is_relative_to(root.resolve()) else path
        raise FaultError(
            printable(f"{name} changed while the site was built; build again. {_STAYS}")
        ) from trouble
    if trouble:
        raise trouble


def _say_busy(place: Path) -> None:
    click.echo(printable(f"another build for {place} is under way; this one waits until it ends"), err=True)


def _tell(root: Path, target: Path, *, dist_dir: Path, made: _Made) -> int:
    """Says what was built, and what a reader without a network would lack; returns the number of pages."""
    pages = sum(1 for _ in target.rglob("*.html"))
    place = target.relative_to(root) if target.is_relative_to(root) else target
    click.echo(f"{place}/ has {pages} pages", err=True)
    for file, data in made.files.items():
        if file.endswith(".zip"):
            size = f"{len(data) / 1e6:.1f} MB: unpack it and open index.html"
        else:
            size = f"{len(data) / 1e3:.0f} kB: the whole briefing in one file"
        click.echo(f"{dist_dir / file} has {size}", err=True)
    if not made.addressed:
        click.echo("no feed and no sitemap: both need the site's address, `site_url` in mkdocs.yml", err=True)
    if made.omissions:
        click.echo(made.omissions, err=True)
    for url in made.asks:
        click.echo(
            f"pages load from {printable(url)}, as mkdocs.yml says; without a network they lack it", err=True
        )
    return pages
