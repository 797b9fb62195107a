"""The commands that store what a source said, and look whether it still says so byte for byte."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path, PurePosixPath

import click

from bindery import __version__
from bindery.cli.options import format_option, root_option
from bindery.evidence import fingerprints, snapshots
from bindery.evidence.graph import Graph
from bindery.reading.project import FINGERPRINT, FOLDER, STORE, Project, read_project
from bindery.system import clock, disk
from bindery.system.terminal import show
from bindery.text.problems import Problem, did_you_mean
from bindery.text.report import Format, printable
from bindery.text.tokens import SearchableText

_READERS = {".html": "trafilatura", ".htm": "trafilatura", ".pdf": "pypdf"}


@click.group()
def snapshot() -> None:
    """Store what sources said, and check what is stored."""


@snapshot.command()
@click.argument("source")
@click.argument("file", type=click.Path(path_type=Path))
@root_option
@click.option(
    "--briefing", help="The briefing to store it for; needed when SOURCE is shared and several cite it."
)
@click.option(
    "--keep",
    is_flag=True,
    help="Store the file beside the briefing, to be published with it; needs a licence.",
)
@format_option
def add(source: str, file: Path, root: Path, briefing: str | None, form: Format, *, keep: bool) -> None:
    """Store FILE (.txt, .html or .pdf) as what SOURCE says, and write its fingerprint.

    The file is copied into .bindery/snapshots/, which git leaves alone; with --keep, beside the briefing. The
    fingerprint always lies beside the briefing: share it, and every quotation can be checked without the text.
    """
    project, _ = read_project(disk.read_inputs(root, drafts=True))
    graph = Graph(project)
    slug = _home(source, briefing, project, graph)
    suffix = file.suffix.lower()
    if suffix not in snapshots.SUFFIXES:
        raise click.UsageError(f"{printable(file.name)}: a snapshot ends in .txt, .html, .htm or .pdf")
    if keep and not graph.sources[source].licence:
        raise click.ClickException(
            f"`{source}` has no `licence`, so its text may not be kept with the site: write the licence into"
            " sources.yml if it lets you share the text, or leave out --keep"
        )
    data = disk.read_regular(file, file.as_posix())
    texts, problems = (
        ((), [data]) if isinstance(data, Problem) else snapshots.snapshot_texts(file.as_posix(), data)
    )
    if problems or isinstance(data, Problem):
        show(tuple(problems), form)
        sys.exit(1)
    name = f"{source}{suffix}"
    printed = fingerprints.write_fingerprint(
        _record(source, name, data), tuple(text.reading for text in texts)
    )
    kept, stored = f"{FOLDER}/{slug}/snapshots", f"{STORE}/{slug}"
    place = root / (kept if keep else stored) / name
    if not keep:
        disk.write(root / STORE / ".gitignore", b"*\n")
    disk.write(place, data)
    disk.write(root / kept / f"{source}{FINGERPRINT}", printed)
    for folder in (kept, stored):  # one snapshot of a source, so that nobody wonders which one counts
        for other in snapshots.SUFFIXES:
            old = root / folder / f"{source}{other}"
            if old != place and old.is_file():
                old.unlink()
    click.echo(f"{place.relative_to(root)} is stored; its fingerprint has {len(printed):,} bytes", err=True)
    _say_how_it_is_read(texts)


def _say_how_it_is_read(texts: tuple[SearchableText, ...]) -> None:
    words = sum(token[0].isalnum() for token in texts[0].reading.tokens)
    pages = max(0, len(texts[0].reading.pages) - 1)
    on = f" on {pages} page{'s' if pages > 1 else ''}" if pages else ""
    click.echo(f"it has {words:,} words{on}", err=True)


def _home(source: str, briefing: str | None, project: Project, graph: Graph) -> str:
    """The briefing that a source's snapshot is stored for: the one named, its own, or the only one that cites it."""
    if source not in graph.sources:
        near = did_you_mean(source, graph.sources)
        raise click.UsageError(f"no source is called {printable(source)}" + (f"; {near}" if near else ""))
    if briefing is not None:
        if briefing not in project.briefings:
            near = did_you_mean(briefing, project.briefings)
            raise click.UsageError(
                f"no briefing is called {printable(briefing)}" + (f"; {printable(near)}" if near else "")
            )
        return briefing
    citing = sorted({use.briefing for use in graph.uses[source]})
    home = graph.homes[source] or (citing[0] if len(citing) == 1 else "")
    if not home:
        said = f"these cite it: {printable(', '.join(citing))}" if citing else "no briefing cites it"
        raise click.UsageError(f"`{source}` is shared by all briefings; name one with --briefing ({said})")
    return home


def _record(source: str, name: str, data: bytes) -> dict[str, str | int]:
    reader = _READERS.get(PurePosixPath(name).suffix)
    return {
        "source": source,
        "snapshot": name,
        "sha256": sha256(data).hexdigest(),
        "bytes": len(data),
        "date": clock.today().isoformat(),
        "tool": f"bindery {__version__}" + (f", {reader} {version(reader)}" if reader else ""),
    }


@snapshot.command()
@root_option
@format_option
def verify(root: Path, form: Format) -> None:
    """Hash again every snapshot and every fingerprint there is. Exits with 1 when one has changed."""
    inputs = disk.read_inputs(root, drafts=True)
    project, problems = read_project(inputs)
    lying = f"{STORE}/", f"{FOLDER}/"
    found = [p for p in problems if p.path.startswith(lying) and ("/snapshots/" in p.path)]
    for key in sorted({*project.snapshots, *project.fingerprints}):
        found += _changed(_Pair(key[1], project.snapshots.get(key), project.fingerprints.get(key)))
    show(tuple(found), form)
    if found:
        sys.exit(1)
    click.echo(
        f"{len(project.snapshots)} snapshots and {len(project.fingerprints)} fingerprints are as stored",
        err=True,
    )


@dataclass(frozen=True)
class _Pair:
    """What lies there under the name of one source: path and bytes of its snapshot and of its fingerprint."""

    source: str
    snapshot: tuple[str, bytes] | None
    fingerprint: tuple[str, bytes] | None


def _changed(pair: _Pair) -> list[Problem]:
    """What is no longer as it was stored."""
    if pair.fingerprint is None:
        return [_unrecorded(pair.source, pair.snapshot[0])] if pair.snapshot else []
    path, data = pair.fingerprint
    made, problems = fingerprints.read_fingerprint(path, data, pair.source)
    if made is None or pair.snapshot is None:
        return problems
    where, kept = pair.snapshot
    if made.record.sha256 != sha256(kept).hexdigest():
        return [
            fingerprints.stale_problem(
                where, pair.source, "this snapshot has other bytes than its fingerprint records"
            )
        ]
    texts, problems = snapshots.snapshot_texts(where, kept)
    record = made.record.model_dump(exclude={"rule", "texts"})
    if not problems and fingerprints.write_fingerprint(record, tuple(text.reading for text in texts)) != data:
        return [
            fingerprints.stale_problem(
                path, pair.source, "this fingerprint is not the one that its snapshot has"
            )
        ]
    return problems


def _unrecorded(source: str, path: str) -> Problem:
    return Problem(
        "B332",
        "no hash of this snapshot was recorded, so nobody can tell whether it has changed",
        path=path,
        help=f"if it is as you stored it, run: bindery snapshot add {source} {path}"
        + (" --keep" if path.startswith(f"{FOLDER}/") else ""),
    )
