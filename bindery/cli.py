"""The commands."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

from bindery import (
    __version__,
    bundle,
    custody,
    disk,
    enquiry,
    folder,
    inspection,
    manual,
    onefile,
    outputs,
    plugin,
    publishing,
    schema,
    verify,
)
from bindery.console import (
    FaultError,
    drafts_option,
    fault,
    format_option,
    in_utf8,
    require_snapshots_option,
    root_option,
    show,
    strict_figures_option,
)
from bindery.edition import compile  # noqa: A004
from bindery.problems import (
    Format,
    nearest,
    printable,
)

_STAYS = "The old site stays as it was"
_HALF = "The new site is in its place; {dist} may lack files of it until the next build"


class _Commands(click.Group):
    """The commands, none of which answers a fault of the machine with a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs one, and tells of what the system or the environment refuses."""
        try:
            return super().invoke(ctx)
        except disk.DayError as error:
            raise click.UsageError(printable(str(error))) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # who read our output has gone; click knows what to do
                raise
            raise fault(error) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bindery")
def main() -> None:
    """Publish sourced briefings: every statement can be followed to the source it rests on."""
    in_utf8()


@main.command()
@root_option
@drafts_option
@format_option
@strict_figures_option
@require_snapshots_option
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
def build(
    root: Path,
    site_dir: Path,
    dist_dir: Path,
    form: Format,
    *,
    drafts: bool,
    strict_figures: bool,
    require_snapshots: bool,
) -> None:
    """Build the website, the offline bundle, and each briefing as one file to send.

    The website is built beside the old one and takes its place when it is whole and was checked: each link leads
    somewhere, and nothing is loaded or run that the project does not name. Exits with 1 when the briefings or the
    site have errors or an output may not be written to, and with 3 when the machine fails or a file changed
    meanwhile; the old site then stays as it is.
    """
    site, dist = outputs.real(root / site_dir), outputs.real(root / dist_dir)
    switched = False
    try:
        sources = plugin.settings(root).sources
        outputs.refuse(root, site, dist, sources)
        with publishing.press(site, dist, _say_busy) as press:
            with _unchanged(root, sources):
                made = _made(
                    root,
                    press.made,
                    drafts=drafts,
                    strict_figures=strict_figures,
                    require_snapshots=require_snapshots,
                )
            try:
                press.publish(made.files)
            finally:
                switched = press.switched
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
    _tell(root, root / site_dir, dist_dir=dist_dir, made=made)


@dataclass(frozen=True)
class _Made:
    """What a build made, but for the website itself: the files of dist/ by name, and what a bundle would load."""

    files: Mapping[str, bytes]
    asks: list[str]


def _made(root: Path, made: Path, **options: bool) -> _Made:
    """Builds, seals and checks a website in a folder that nobody reads yet, and makes of it the files of dist/."""
    edition = plugin.build(root, made, **options)
    known = plugin.settings(root)
    published = onefile.Publication(
        made, edition, disk.read_templates(root), known.imprint.name, known.site_url, known.directory_urls
    )
    editions = onefile.write(published)
    # What writes into the site stands before the seal; what checks the site stands after it, and raises.
    verify.seal_folder(made)
    asks = inspection.inspect(made, known.trusted)
    name = bundle.name_of(edition, known.imprint.name)
    files = {f"{name}.zip": bundle.write(made, name), **editions}
    return _Made(files, asks)


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
    pages = sum(1 for _ in target.rglob("*.html"))
    place = target.relative_to(root) if target.is_relative_to(root) else target
    click.echo(f"{place}/ has {pages} pages", err=True)
    for file, data in made.files.items():
        if file.endswith(".zip"):
            size = f"{len(data) / 1e6:.1f} MB: unpack it and open index.html"
        else:
            size = f"{len(data) / 1e3:.0f} kB: the whole briefing in one file"
        click.echo(f"{dist_dir / file} has {size}", err=True)
    for url in made.asks:
        click.echo(
            f"pages load from {printable(url)}, as mkdocs.yml says; without a network they lack it", err=True
        )


@main.command()
@root_option
@drafts_option
@format_option
@strict_figures_option
@require_snapshots_option
@click.option(
    "--min-coverage",
    type=click.IntRange(0, 100),
    default=0,
    help="Least share of paragraphs, per cent, that rest on something.",
)
def check(
    root: Path,
    form: Format,
    min_coverage: int,
    *,
    drafts: bool,
    strict_figures: bool,
    require_snapshots: bool,
) -> None:
    """Look for problems in every briefing, and build nothing. Exits with 1 when there are errors."""
    try:
        inputs = plugin.styled_as_set(disk.read(root, drafts=drafts), root)
    except plugin.SiteError as error:
        raise click.ClickException(printable(str(error))) from error
    edition = compile(
        replace(
            inputs,
            min_coverage=min_coverage,
            strict_figures=strict_figures,
            require_snapshots=require_snapshots,
        )
    )
    show(edition.problems, form)
    if edition.errors:
        sys.exit(1)


@main.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say what a problem's CODE means and how to put it right."""
    known = headings()
    wanted = code.upper()
    if wanted not in known:
        near = nearest(wanted, known)
        raise click.UsageError(
            f"no problem has the code {printable(code)}" + (f"; did you mean {near}?" if near else ""),
        )
    click.echo(known[wanted])


@main.command(name="schema")
@click.argument("name", type=click.Choice(list(schema.MODELS)), default="briefing")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Write both schemas into this folder."
)
@click.option("--reference", is_flag=True, help="Print the reference for authors instead, as Markdown.")
def schema_command(name: str, out: Path | None, *, reference: bool) -> None:
    """Print the JSON Schema of a briefing, or of a list of sources."""
    if reference:
        click.echo(manual.text(), nl=False)
        return
    if out is None:
        click.echo(schema.text(name), nl=False)
        return
    for path, data in schema.files().items():
        disk.write(out / Path(path).name, data)


@main.command()
@root_option
@drafts_option
@format_option
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder to write to."
)
def pages(root: Path, out: Path, form: Format, *, drafts: bool) -> None:
    """Write the pages as Markdown, with an mkdocs.yml, for site engines that read from disk."""
    try:
        known = plugin.settings(root)
        inputs = plugin.styled_as_set(disk.read(root, drafts=drafts), root)
        edition = compile(replace(inputs, imprint=known.imprint if known.site_url else None))
        problems = (*edition.problems, *folder.collisions(edition, known.docs_dir))
        if any(problem.severity == "error" for problem in problems):
            show(problems, form)
            sys.exit(1)
        written = folder.write(out, edition, known.docs_dir, known.imprint.name, known.site_url)
    except (plugin.SiteError, folder.NotOursError) as error:
        raise click.ClickException(printable(str(error))) from error
    click.echo(f"{out}/ has {len(edition.pages)} pages; {written} files were written", err=True)


for _command in (
    enquiry.coverage_command,
    enquiry.impact_command,
    enquiry.diff_command,
    custody.snapshot,
    verify.verify_command,
):
    main.add_command(_command)


def headings() -> dict[str, str]:
    """The text under each heading of the list of problems, by code."""
    text = disk.shipped("docs/problems.md").read_text("utf-8")
    found: dict[str, str] = {}
    for part in re.split(r"^(?=### B\d{3})", text, flags=re.MULTILINE)[1:]:
        title, _, body = part.partition("\n")
        body = re.split(r"^## ", body, maxsplit=1, flags=re.MULTILINE)[0]
        found[title[4:8]] = f"{re.sub(r' *{#.*}', '', title[4:])}\n{body.rstrip()}"
    return found


__all__ = ["headings", "main"]

if __name__ == "__main__":
    main()
