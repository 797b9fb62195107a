"""The commands."""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

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
    plugin,
    schema,
    verify,
)
from bindery.console import (
    drafts_option,
    format_option,
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
from bindery.shelf import FOLDER


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="bindery")
def main() -> None:
    """Publish sourced briefings: every statement can be followed to the source it rests on."""


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
    somewhere, and nothing is loaded or run that the project does not name. Exits with 1 when the briefings have
    errors, or the site has; the old site then stays as it is.
    """
    target, dist = root / site_dir, root / dist_dir
    _refuse_foreign(root, target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".bindery-") as scratch:
        made, old = Path(scratch) / "site", Path(scratch) / "old"
        try:
            edition = plugin.build(
                root, made, drafts=drafts, strict_figures=strict_figures, require_snapshots=require_snapshots
            )
            known = plugin.settings(root)
            name = bundle.name_of(edition, known.imprint.name)
        except plugin.BriefingsError as error:
            show(error.problems, form)
            sys.exit(1)
        except plugin.SiteError as error:
            raise click.ClickException(printable(str(error))) from error
        published = onefile.Publication(
            made, edition, disk.read_templates(root), known.imprint.name, known.site_url, known.directory_urls
        )
        try:
            files = onefile.write(published)
        except onefile.UnwrittenError as error:
            show((error.problem,), form)
            sys.exit(1)
        verify.seal_folder(made)
        asks = _inspected(made, known.trusted, form)
        disk.write(dist / f"{name}.zip", bundle.write(made, name))
        for file, data in files.items():
            disk.write(dist / file, data)
        _take_its_place(made, target, old)
    _tell(root, target, dist_dir=dist_dir, name=name, files=files, asks=asks)


def _inspected(made: Path, trusted: inspection.Trusted, form: Format) -> list[str]:
    """The addresses on other hosts from which a site's pages load; stops when there is anything wrong with it."""
    try:
        return inspection.inspect(made, trusted)
    except inspection.RefusedError as error:
        show(error.problems, form)
        sys.exit(1)


def _take_its_place(made: Path, target: Path, old: Path) -> None:
    """Puts a site where the old one is; when that cannot be done, the old one is put back."""
    if target.exists():
        target.rename(old)
    try:
        made.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)  # the last good site stays
        raise


def _tell(
    root: Path, target: Path, *, dist_dir: Path, name: str, files: Mapping[str, bytes], asks: list[str]
) -> None:
    """Says what was built, and what a reader without a network would lack."""
    pages = sum(1 for _ in target.rglob("*.html"))
    size = (root / dist_dir / f"{name}.zip").stat().st_size / 1e6
    click.echo(
        f"{target.relative_to(root) if target.is_relative_to(root) else target}/ has {pages} pages", err=True
    )
    click.echo(f"{dist_dir / name}.zip has {size:.1f} MB: unpack it and open index.html", err=True)
    for url in asks:
        click.echo(
            f"pages load from {printable(url)}, as mkdocs.yml says; without a network they lack it", err=True
        )
    for file, data in files.items():
        click.echo(
            f"{dist_dir / file} has {len(data) / 1e3:.0f} kB: the whole briefing in one file", err=True
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
    inputs = disk.read(root, drafts=drafts)
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
        edition = compile(replace(disk.read(root, drafts=drafts), imprint=known.imprint))
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


def _refuse_foreign(root: Path, target: Path) -> None:
    """Stops before a folder is replaced that this program did not make, or that a site is made from."""
    place, project = target.resolve(), root.resolve()
    sources = [project / name for name in (FOLDER, disk.TEMPLATES, "docs")]
    if project.is_relative_to(place) or any(place.is_relative_to(source) for source in sources):
        raise click.ClickException(f"{target} is what the site is made from; name another folder with --site")
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise click.ClickException(f"{target} is not a folder; name another with --site")
    if target.is_dir() and any(target.iterdir()) and not (target / plugin.MARK).is_file():
        raise click.ClickException(
            f"{target} holds files that Bindery did not make; move them, or name another folder with --site"
        )


__all__ = ["headings", "main"]

if __name__ == "__main__":
    main()
