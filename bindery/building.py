"""`bindery build`: the website, the offline bundle, and each briefing as one file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from bindery import (
    bundle,
    disk,
    inspection,
    onefile,
    outputs,
    plugin,
    progress,
    publishing,
    renewal,
    verify,
)
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
from bindery.ledger import Ledger
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
    options = {"drafts": drafts, "strict_figures": strict_figures, "require_snapshots": require_snapshots}
    there, switched = site.is_dir(), False
    try:
        progress.step("preparing")
        known = plugin.settings(root)
        outputs.refuse(root, site, dist, known.sources)
        with publishing.press(site, dist, _say_busy) as press:
            with _unchanged(root, known.sources):
                work = _Work(root, press, known, options, website_only=website_only)
                made = work.renewed() or work.whole()
            progress.step("publishing")
            try:
                press.publish(made.files)
            finally:
                switched = press.switched
                progress.step("clearing")
            if made.ledger:
                work.renewal.keep(made.ledger, press.made)
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
    watch.pages = made.pages
    _tell(root, root / site_dir, dist_dir=dist_dir, made=made)


@dataclass(frozen=True)
class _Made:
    """What a build made, but for the website itself.

    Attributes:
        files: the files of dist/ that are new, by name.
        sizes: bytes of each file of dist/, by name.
        asks: the addresses on other hosts that pages load from.
        omissions: what is left out, in a line.
        addressed: whether the site knows where it will be read.
        pages: how many the website has.
        ledger: what the next build may go on from; None for nothing.
    """

    files: Mapping[str, bytes]
    sizes: Mapping[str, int]
    asks: list[str]
    omissions: str
    addressed: bool
    pages: int
    ledger: Ledger | None


class _Work:
    """One build on its way: of the last site where that can be, or of nothing."""

    def __init__(
        self,
        root: Path,
        press: publishing.Press,
        known: plugin.Settings,
        options: Mapping[str, bool],
        *,
        website_only: bool,
    ) -> None:
        self.root = root
        self.press = press
        self.known = known
        self.options = options
        self.website_only = website_only
        asked = (press.dist, website_only, sorted(options.items()))
        self.renewal = renewal.renewal(root.resolve(), press.site, known.docs_dir, *asked)

    def renewed(self) -> _Made | None:
        """Makes the website of the last one, where only some briefings were edited; None where it has to be built."""
        if self.renewal.last is None:
            return None
        part = self.press.part
        try:
            built = plugin.construct(self.root, part, **self.options, choose=self.renewal.chosen)
            progress.step("joining")
            ledger = self.renewal.put_together(built, self.press.made, part, self.known.trusted)
            files = self._files(built, ledger.bundle, built.part.briefings if built.part else None)
            ledger = self.renewal.with_files(ledger, files, self.press.dist)
        except (renewal.UnfitError, plugin.BriefingsError, plugin.SiteError):
            self.renewal.give_up(self.press.made)
            return None
        plugin.tell_again((severity, words) for _, _, severity, words in ledger.told)
        sizes = {file: size for file, (_, size) in ledger.dist.items()}
        addressed = bool(self.known.site_url)
        return _Made(files, sizes, ledger.asks, ledger.omissions, addressed, ledger.pages, ledger)

    def whole(self) -> _Made:
        """Builds, seals and checks a website in a folder that nobody reads yet, and makes of it the files of dist/."""
        made = self.press.made
        built = plugin.construct(self.root, made, **self.options, choose=self.renewal.choose)
        edition = built.edition
        name = bundle.name_of(edition, self.known.imprint.name)
        # What writes into the site stands before the seal; what checks the site stands after it, and raises.
        progress.step("sealing")
        verify.seal_folder(made)
        asks = inspection.inspect(made, self.known.trusted)
        files = self._files(built, name)
        pages = sum(1 for _ in made.rglob("*.html"))
        ledger = self.renewal.begun(built, name, asks, pages)
        if ledger:
            ledger = self.renewal.with_files(ledger, files, self.press.dist)
        sizes = {file: len(data) for file, data in files.items()}
        return _Made(files, sizes, asks, edition.omissions, bool(self.known.site_url), pages, ledger)

    def _files(self, built: plugin.Built, name: str, only: frozenset[str] | None = None) -> dict[str, bytes]:
        """The files of dist/: the bundle, and the one-file editions of some briefings or of all."""
        if self.website_only:
            return {}
        known = self.known
        templates = disk.read_templates(self.root)
        published = onefile.Publication(
            self.press.made,
            built.edition,
            templates,
            known.imprint.name,
            known.site_url,
            known.directory_urls,
        )
        editions = onefile.write(published, only)
        return {f"{name}.zip": bundle.write(self.press.made, name), **editions}


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


def _tell(root: Path, target: Path, *, dist_dir: Path, made: _Made) -> None:
    """Says what was built, and what a reader without a network would lack."""
    place = target.relative_to(root) if target.is_relative_to(root) else target
    click.echo(f"{place}/ has {made.pages} pages", err=True)
    for file, size in made.sizes.items():
        if file.endswith(".zip"):
            told = f"{size / 1e6:.1f} MB: unpack it and open index.html"
        else:
            told = f"{size / 1e3:.0f} kB: the whole briefing in one file"
        click.echo(f"{dist_dir / file} has {told}", err=True)
    if not made.addressed:
        click.echo("no feed and no sitemap: both need the site's address, `site_url` in mkdocs.yml", err=True)
    if made.omissions:
        click.echo(made.omissions, err=True)
    for url in made.asks:
        click.echo(
            f"pages load from {printable(url)}, as mkdocs.yml says; without a network they lack it", err=True
        )
