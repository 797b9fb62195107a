"""The commands that store snapshots of sources, and check that stored snapshots are unchanged."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path

import click

from bindery.cli.archived import taken_out
from bindery.cli.copy_homes import home_of
from bindery.cli.fetch import fetch
from bindery.cli.matching import transcript_of
from bindery.cli.options import format_option, root_option
from bindery.cli.storing import NewCopy, made_ready, write_copies
from bindery.evidence import custody, fingerprints, snapshots
from bindery.evidence.graph import Graph
from bindery.evidence.kinds.warc import Asked
from bindery.evidence.quotations import addresses_of
from bindery.evidence.saved_pages import described
from bindery.evidence.unreadable import not_installed, unreadable
from bindery.model.names import CopyKey, Slug, SourceId
from bindery.model.stored_kinds import ARCHIVES, PICTURES, TABLES, ending_of, listed_endings
from bindery.reading.project import FOLDER, STORE, Project, read_project, valid_day
from bindery.system import clock, disk
from bindery.system.confined import confined
from bindery.system.terminal import show
from bindery.text.problems import Problem
from bindery.text.report import Format, printable
from bindery.text.tokens import RULE, SearchableText

_roots_option = click.option(
    "--roots",
    type=click.Path(path_type=Path),
    help="Certificates to trust for time stamps, in PEM format. By default timestamp-roots.pem of the project, or else"
    " those of the system.",
)


@click.group()
def snapshot() -> None:
    """Store snapshots of sources, and check them."""


snapshot.add_command(fetch)


@snapshot.command()
@click.argument("source")
@click.argument("file", required=False, type=click.Path(path_type=Path))
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
@click.option("--dry-run", is_flag=True, help="Of a folder: print what would be stored, and change no file.")
@click.option("--yes", is_flag=True, help="Of a folder: store without asking.")
@format_option
def add(  # noqa: PLR0917  one for each word of the command
    source: str,
    file: Path | None,
    root: Path,
    briefing: str | None,
    day: str,
    form: Format,
    *,
    keep: bool,
    dry_run: bool,
    yes: bool,
) -> None:
    """Store FILE as a snapshot of SOURCE, or every file of a FOLDER as a snapshot of the source that it is a copy of.

    Write `bindery snapshot add SOURCE FILE` or `bindery snapshot add FOLDER`.

    The file is copied to .bindery/snapshots/, which git ignores; with --keep, to the briefing's folder. The
    fingerprint always goes to the briefing's folder: with it, every quotation can be checked without the text. A table
    (.csv, .xlsx, .json) gets no fingerprint: a cell can be compared only while the table itself is stored.
    With --date, it is one copy of several; the newest counts for a quotation that names none.

    Of a web archive, the records of the source's address are stored. A picture needs what it says in a file
    next to it, NAME.jpg.txt. Files of a FOLDER are matched by their names and by the addresses in them.
    """
    _refuse_day(day)
    project, _ = read_project(disk.read_inputs(root, drafts=True))
    graph = Graph(project)
    if file is None and day:
        raise click.UsageError("--date is for one file: write the id of its source and the file")
    if file is None:
        from bindery.cli import add_folder  # noqa: PLC0415  only a folder needs it

        add_folder.run(
            Path(source), root, project, graph, add_folder.Wishes(briefing, keep, dry_run, yes, form)
        )
        return
    slug = home_of(source, briefing, project, graph)
    suffix = ending_of(file.name)
    if not suffix:
        raise click.UsageError(
            f"{printable(file.name)}: the name of a snapshot must end in {listed_endings()}"
        )
    if keep:
        _refuse_without_licence(source, graph)
    new = _new_copy(CopyKey(Slug(slug), SourceId(source), day), file, graph)
    ready = made_ready(new, graph) if isinstance(new, NewCopy) else [new]
    if isinstance(ready, list):
        show(tuple(ready), form)
        sys.exit(1)
    write_copies(root, [ready], keep=keep)
    where = f"{FOLDER}/{slug}/snapshots" if keep else f"{STORE}/{slug}"
    click.echo(f"{where}/{ready.file} is stored{_size(ready.fingerprint)}", err=True)
    if ready.fingerprint:
        _print_size(ready.texts)


def _refuse_without_licence(source: str, graph: Graph) -> None:
    """Ends the command if the text of a source may not be published."""
    if not graph.sources[source].licence:
        raise click.ClickException(
            f"`{source}` has no `licence`, so its text may not be published: add the licence to sources.yml if it"
            " allows you to share the text, or leave out --keep"
        )


def _new_copy(key: CopyKey, file: Path, graph: Graph) -> NewCopy | Problem:
    """A file as a copy of a source, with what it says of itself; a problem if it cannot be read."""
    ending = ending_of(file.name)
    if ending in ARCHIVES and file.is_file() and not file.is_symlink():
        wanted = {str(key.source): Asked(addresses_of(key.source, graph), key.day)}
        found = taken_out(file, wanted)
        if isinstance(found, Problem):
            return found
        taken = found.get(str(key.source), "it has no record of the address of this source")
        if isinstance(taken, str):
            return unreadable(file.as_posix(), taken, "archive the page again, or save it as .html")
        return NewCopy(key, file.as_posix() + taken.ending, taken.ending, taken.data, origin=taken.origin)
    data = disk.read_regular(file, file.as_posix())
    if isinstance(data, Problem):
        return data
    saved = described(file.name, data)
    origin = {"address": saved.address, "fetched": saved.saved, "fetched_by": saved.tool}
    transcript = transcript_of(file) if ending in PICTURES else None
    return NewCopy(key, file.as_posix(), ending, data, transcript, origin)


def _size(fingerprint: bytes) -> str:
    return f"; its fingerprint has {len(fingerprint):,} bytes" if fingerprint else ""


def _print_size(texts: tuple[SearchableText, ...]) -> None:
    """Print how many words and pages were read, so that a badly read file is noticed."""
    words = sum(token[0].isalnum() for token in texts[0].reading.tokens)
    pages = max(0, len(texts[0].reading.pages) - 1)
    on = f" on {pages} page{'s' if pages > 1 else ''}" if pages else ""
    click.echo(f"it has {words:,} words{on}", err=True)


def _refuse_day(day: str) -> None:
    """Ends the command if a day is none, or is in the future."""
    if day and not valid_day(day):
        message = f"--date {printable(day)}: write a day as year-month-day, such as 2024-05-03"
        raise click.UsageError(message)
    if day > clock.today().isoformat():
        message = f"--date {day} is in the future; write the day on which the copy was made"
        raise click.UsageError(message)


@snapshot.command()
@click.argument("sources", nargs=-1)
@root_option
@click.option("--authority", metavar="URL", help="Address of a time-stamping authority (RFC 3161).")
@_roots_option
def timestamp(sources: tuple[str, ...], root: Path, authority: str | None, roots: Path | None) -> None:
    """Have the stored copies of SOURCES signed with the time by an authority; of all sources if none is named.

    The authority gets the hash of each file (SHA-256) and nothing else. Its answer is stored next to the fingerprint
    as SOURCE.tsr, and proves that the file was there at this time. `bindery snapshot verify` checks it offline.
    """
    from bindery.cli import timestamp as stamping  # noqa: PLC0415  few projects have time stamps

    stamping.run(sources, root, authority or stamping.AUTHORITY, roots)


@snapshot.command()
@root_option
@_roots_option
@format_option
def verify(root: Path, roots: Path | None, form: Format) -> None:
    """Compare every snapshot with its fingerprint, record and time stamp. Exits with 1 if one has changed."""
    inputs = disk.read_inputs(root, drafts=True)
    project, problems = read_project(inputs)
    graph = Graph(project)
    folders = f"{STORE}/", f"{FOLDER}/"
    found = [p for p in problems if p.path.startswith(folders) and ("/snapshots/" in p.path)]
    keys = {*project.snapshots, *project.fingerprints, *project.custody, *project.timestamps}
    for key in sorted(keys):
        found += _Stored(key, project).problems(graph)
    found += _untrue_stamps(project, root, roots) if project.timestamps else []
    show(tuple(found), form)
    if found:
        sys.exit(1)
    click.echo(
        f"{len(project.snapshots)} snapshots and {len(project.fingerprints)} fingerprints are unchanged"
        + (f", and {len(project.timestamps)} time stamps are true" if project.timestamps else ""),
        err=True,
    )


def _untrue_stamps(project: Project, root: Path, roots: Path | None) -> list[Problem]:
    """The problems with time stamps."""
    from bindery.cli.timestamp import check_stamp, trusted_roots  # noqa: PLC0415  as in timestamp
    from bindery.provenance.timestamps import TimestampsNotInstalledError  # noqa: PLC0415  as in timestamp

    try:
        trusted = trusted_roots(root, roots)
        return [one for key in sorted(project.timestamps) for one in check_stamp(key, project, trusted)]
    except TimestampsNotInstalledError as error:
        first = min(file.path for file in project.timestamps.values())
        return [not_installed(first, "check time stamps", str(error))]


class _Stored:
    """What is stored of one copy of a source.

    Args:
        key: the source, and the day of the copy.
        project: the stored files.
    """

    def __init__(self, key: CopyKey, project: Project) -> None:
        self.key = key
        self.snapshot = project.snapshots.get(key)
        self.transcript = project.transcripts.get(key)
        self.fingerprint = project.fingerprints.get(key)
        self.custody = project.custody.get(key)

    def problems(self, graph: Graph) -> list[Problem]:
        """What is not as it was stored."""
        found = self._changed(graph)
        if self.custody and not found:
            hashes = [sha256(one.data).hexdigest() if one else "" for one in (self.snapshot, self.transcript)]
            _, found = custody.check_custody(*self.custody, self.key.source, *hashes)
        return found

    def _changed(self, graph: Graph) -> list[Problem]:
        """The problems of a snapshot or fingerprint that is not as it was stored."""
        if self.fingerprint is None:
            unrecorded = self.snapshot and not self.custody and ending_of(self.snapshot.path) not in TABLES
            return [_unrecorded(self.key, self.snapshot.path)] if self.snapshot and unrecorded else []
        path, data = self.fingerprint
        made, problems = fingerprints.read_fingerprint(path, data, self.key.source)
        if made is None or self.snapshot is None:
            return problems
        where, kept = self.snapshot
        if made.record.sha256 != sha256(kept).hexdigest():
            return [
                fingerprints.stale_problem(
                    where, self.key.source, "this snapshot is not the file that its fingerprint was made from"
                )
            ]
        asked = Asked(addresses_of(self.key.source, graph), self.key.day)
        transcript = self.transcript.data if self.transcript else None
        texts, problems = snapshots.snapshot_texts(where, kept, confined, asked, transcript)
        record = made.record.model_dump(exclude={"words", "rule", "texts"})
        read = tuple(text.reading for text in texts)
        again = (fingerprints.write_fingerprint(record, read, may_move=way) for way in (True, False))
        if not problems and data not in again:
            is_older = made.record.rule < RULE
            message = (
                f"this fingerprint was made by rule {made.record.rule}, and words are now compared by rule {RULE}"
                if is_older
                else "this fingerprint differs from one made from its snapshot"
            )
            return [fingerprints.stale_problem(path, self.key.source, message)]
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
