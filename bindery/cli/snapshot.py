"""The commands that store snapshots of sources, and check that stored snapshots are unchanged."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path, PurePosixPath

import click

from bindery import __version__
from bindery.cli.options import format_option, root_option
from bindery.evidence import fingerprints, snapshots, tables
from bindery.evidence.graph import Graph
from bindery.model.names import CopyKey, Slug, SourceId
from bindery.reading.project import FINGERPRINT, FOLDER, STORE, Project, read_project, valid_day
from bindery.system import cache, clock, disk
from bindery.system.confined import confined
from bindery.system.terminal import show
from bindery.text.problems import Problem, did_you_mean
from bindery.text.report import Format, printable
from bindery.text.tokens import SearchableText

_READERS = {".html": "trafilatura", ".htm": "trafilatura", ".pdf": "pypdfium2"}


@click.group()
def snapshot() -> None:
    """Store snapshots of sources, and check them."""


@snapshot.command()
@click.argument("source")
@click.argument("file", type=click.Path(path_type=Path))
@root_option
@click.option(
    "--briefing", help="Briefing to store it for; needed when SOURCE is shared and several briefings cite it."
)
@click.option(
    "--keep",
    is_flag=True,
    help="Store the file next to the briefing and publish it; the source must have a licence.",
)
@click.option(
    "--date",
    "day",
    metavar="YYYY-MM-DD",
    default="",
    help="Day on which the copy was made; copies of other days are kept.",
)
@format_option
def add(  # noqa: PLR0917  one for each word of the command
    source: str, file: Path, root: Path, briefing: str | None, day: str, form: Format, *, keep: bool
) -> None:
    """Store FILE (.txt, .html, .pdf, .vtt, .srt, .csv, .xlsx or .json) as a snapshot of SOURCE, and write its fingerprint.

    The file is copied to .bindery/snapshots/, which git ignores; with --keep, to the briefing's folder. The
    fingerprint always goes to the briefing's folder: with it, every quotation can be checked without the text. A table
    (.csv, .xlsx, .json) gets no fingerprint: a cell can be compared only while the table itself is stored.
    With --date, it is one copy of several; the newest counts for a quotation that names none.
    """
    _refuse_day(day)
    project, _ = read_project(disk.read_inputs(root, drafts=True))
    graph = Graph(project)
    slug = _home(source, briefing, project, graph)
    suffix = file.suffix.lower()
    if suffix not in snapshots.SUFFIXES:
        raise click.UsageError(
            f"{printable(file.name)}: the name of a snapshot must end in .txt, .html, .htm, .pdf, .vtt, .srt, .csv, .xlsx or .json"
        )
    if keep and not graph.sources[source].licence:
        raise click.ClickException(
            f"`{source}` has no `licence`, so its text may not be published: add the licence to sources.yml if it"
            " allows you to share the text, or leave out --keep"
        )
    data = disk.read_regular(file, file.as_posix())
    texts, problems = (
        ((), [data])
        if isinstance(data, Problem)
        else snapshots.snapshot_texts(file.as_posix(), data, confined)
    )
    if problems or isinstance(data, Problem):
        show(tuple(problems), form)
        sys.exit(1)
    copy = CopyKey(Slug(slug), SourceId(source), day)
    name = f"{copy.stem}{suffix}"
    fingerprint = _fingerprint(suffix, _record(copy, name, data, graph.sources[source].language), texts)
    kept, stored = f"{FOLDER}/{slug}/snapshots", f"{STORE}/{slug}"
    _refuse_links(root, kept, stored)
    place = root / (kept if keep else stored) / name
    if not keep:
        disk.write(root / STORE / ".gitignore", b"*\n")
    disk.write(place, data)
    _write_fingerprint(root / kept / f"{copy.stem}{FINGERPRINT}", fingerprint)
    for folder in (kept, stored):  # there is one snapshot of a day, so that it is clear which one counts
        for other in snapshots.SUFFIXES:
            old = root / folder / f"{copy.stem}{other}"
            if old != place and old.is_file():
                old.unlink()
    click.echo(f"{place.relative_to(root)} is stored{_size(fingerprint)}", err=True)
    if fingerprint:
        _print_size(texts)


def _refuse_links(root: Path, *folders: str) -> None:
    """Ends the command if one of the folders that it writes to is a link, or is in one."""
    for name in folders:
        try:
            cache.real_folder(root, name)
        except OSError as error:
            message = f"{error.filename} is a link or not a folder, so nothing was stored: put a folder in its place"
            raise click.ClickException(printable(message)) from None


def _fingerprint(suffix: str, record: dict[str, str | int], texts: tuple[SearchableText, ...]) -> bytes:
    """The fingerprint of a snapshot; empty for a table, which has none."""
    if suffix in tables.SUFFIXES:
        return b""
    return fingerprints.write_fingerprint(record, tuple(text.reading for text in texts))


def _write_fingerprint(path: Path, fingerprint: bytes) -> None:
    """Write a fingerprint, or delete that of a table, which has none."""
    if fingerprint:
        disk.write(path, fingerprint)
    else:
        path.unlink(missing_ok=True)


def _size(fingerprint: bytes) -> str:
    return f"; its fingerprint has {len(fingerprint):,} bytes" if fingerprint else ""


def _print_size(texts: tuple[SearchableText, ...]) -> None:
    """Print how many words and pages were read, so that a badly read file is noticed."""
    words = sum(token[0].isalnum() for token in texts[0].reading.tokens)
    pages = max(0, len(texts[0].reading.pages) - 1)
    on = f" on {pages} page{'s' if pages > 1 else ''}" if pages else ""
    click.echo(f"it has {words:,} words{on}", err=True)


def _home(source: str, briefing: str | None, project: Project, graph: Graph) -> str:
    """The briefing that a snapshot is stored for: the one that was named, the one that lists it, or the only one to cite it.

    Args:
        source: id of the source.
        briefing: name of the briefing, if the option was given.
        project: all briefings.
        graph: which briefing cites which source.

    Returns:
        The name of the briefing.

    Raises:
        click.UsageError: there is no such source or briefing, or several could be meant.
    """
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


def _refuse_day(day: str) -> None:
    """Ends the command if a day is none, or is in the future."""
    if day and not valid_day(day):
        message = f"--date {printable(day)}: write a day as year-month-day, such as 2024-05-03"
        raise click.UsageError(message)
    if day > clock.today().isoformat():
        message = f"--date {day} is in the future; write the day on which the copy was made"
        raise click.UsageError(message)


def _record(copy: CopyKey, name: str, data: bytes, language: str | None) -> dict[str, str | int]:
    """What a fingerprint records about its snapshot.

    Args:
        copy: the source, and the day of the copy, by default today.
        name: file name of the snapshot.
        data: content of the snapshot.
        language: language of the source, whose limiting words the fingerprint marks; None when it is not known.
    """
    reader = _READERS.get(PurePosixPath(name).suffix)
    return {
        "source": copy.source,
        "snapshot": name,
        "sha256": sha256(data).hexdigest(),
        "bytes": len(data),
        "language": str(language or ""),
        "date": copy.day or clock.today().isoformat(),
        "tool": f"bindery {__version__}" + (f", {reader} {version(reader)}" if reader else ""),
    }


@snapshot.command()
@root_option
@format_option
def verify(root: Path, form: Format) -> None:
    """Compare every snapshot with its fingerprint. Exits with 1 if one has changed."""
    inputs = disk.read_inputs(root, drafts=True)
    project, problems = read_project(inputs)
    folders = f"{STORE}/", f"{FOLDER}/"
    found = [p for p in problems if p.path.startswith(folders) and ("/snapshots/" in p.path)]
    for key in sorted({*project.snapshots, *project.fingerprints}):
        found += _changed(_Pair(key, project.snapshots.get(key), project.fingerprints.get(key)))
    show(tuple(found), form)
    if found:
        sys.exit(1)
    click.echo(
        f"{len(project.snapshots)} snapshots and {len(project.fingerprints)} fingerprints are unchanged",
        err=True,
    )


@dataclass(frozen=True)
class _Pair:
    """The snapshot and the fingerprint of one copy of a source.

    Attributes:
        key: the source, and the day of the copy.
        snapshot: path and content of the snapshot; None where there is none.
        fingerprint: path and content of the fingerprint; None where there is none.
    """

    key: CopyKey
    snapshot: tuple[str, bytes] | None
    fingerprint: tuple[str, bytes] | None


def _changed(pair: _Pair) -> list[Problem]:
    """The problems of a snapshot or fingerprint that is not as it was stored."""
    if pair.fingerprint is None:
        unrecorded = pair.snapshot and not pair.snapshot[0].lower().endswith(tables.SUFFIXES)
        return [_unrecorded(pair.key, pair.snapshot[0])] if pair.snapshot and unrecorded else []
    path, data = pair.fingerprint
    made, problems = fingerprints.read_fingerprint(path, data, pair.key.source)
    if made is None or pair.snapshot is None:
        return problems
    where, kept = pair.snapshot
    if made.record.sha256 != sha256(kept).hexdigest():
        return [
            fingerprints.stale_problem(
                where, pair.key.source, "this snapshot is not the file that its fingerprint was made from"
            )
        ]
    texts, problems = snapshots.snapshot_texts(where, kept, confined)
    record = made.record.model_dump(exclude={"words", "rule", "texts"})
    if not problems and fingerprints.write_fingerprint(record, tuple(text.reading for text in texts)) != data:
        return [
            fingerprints.stale_problem(
                path, pair.key.source, "this fingerprint differs from one made from its snapshot"
            )
        ]
    return problems


def _unrecorded(key: CopyKey, path: str) -> Problem:
    """The problem of a snapshot without a fingerprint.

    Args:
        key: the source, and the day of the copy.
        path: path of the snapshot.
    """
    return Problem(
        "B332",
        "this snapshot has no fingerprint, so Bindery cannot tell whether it has changed",
        path=path,
        help=f"if it is the file that you stored, run: bindery snapshot add {key.source} {path}"
        + (f" --date {key.day}" if key.day else "")
        + (" --keep" if path.startswith(f"{FOLDER}/") else ""),
    )
