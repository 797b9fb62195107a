"""Makes the files of a stored copy of a source: the copy, its fingerprint and its record of custody, and writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import click

from bindery import __version__
from bindery.evidence import custody, fingerprints, snapshots
from bindery.evidence.graph import Graph
from bindery.evidence.kinds.warc import Asked
from bindery.evidence.quotations import addresses_of
from bindery.model.names import CopyKey
from bindery.model.stored_kinds import ARCHIVES, ENDINGS, PICTURES, TABLES, TRANSCRIPT
from bindery.reading.project import CUSTODY, FINGERPRINT, FOLDER, STORE, TIMESTAMP
from bindery.system import cache, clock
from bindery.system.confined import confined
from bindery.system.together import write_together
from bindery.text.problems import Problem
from bindery.text.report import printable
from bindery.text.tokens import SearchableText

_READERS = {
    **dict.fromkeys((".html", ".htm", ".mhtml", ".mht"), "trafilatura"),
    **dict.fromkeys((".docx", ".odt", ".epub"), "lxml"),
    **dict.fromkeys(ARCHIVES, "warcio"),
    ".pdf": "pypdfium2",
}


@dataclass(frozen=True)
class NewCopy:
    """A file to be stored as a copy of a source.

    Attributes:
        key: the briefing, the source and the day; the day may be empty.
        name: name of the file, for messages.
        ending: its ending, which says how it is read.
        data: its bytes.
        transcript: what a person read in a picture; None for other kinds.
        origin: what is known of where it came from: attributes of `Custody`.
    """

    key: CopyKey
    name: str
    ending: str
    data: bytes
    transcript: bytes | None = None
    origin: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class ReadyCopy:
    """The files of a copy, made and not yet written.

    Attributes:
        new: the copy.
        file: the name under which it is stored.
        fingerprint: its fingerprint; empty for a table, which has none.
        record: its record of custody.
        texts: its texts.
    """

    new: NewCopy
    file: str
    fingerprint: bytes
    record: custody.Custody
    texts: tuple[SearchableText, ...]


def made_ready(new: NewCopy, graph: Graph) -> ReadyCopy | list[Problem]:
    """Reads a copy and makes what is stored with it; the problems if it cannot be read."""
    asked = Asked(addresses_of(new.key.source, graph), new.key.day)
    texts, problems = snapshots.snapshot_texts(new.name, new.data, confined, asked, new.transcript)
    if problems:
        return problems
    file = f"{new.key.stem}{new.ending}"
    language = str(graph.sources[new.key.source].language or "")
    made = _tool(new.ending)
    print_ = b""
    if new.ending not in TABLES:
        facts: dict[str, str | int] = {
            "source": new.key.source,
            "snapshot": file,
            "sha256": sha256(new.data).hexdigest(),
            "bytes": len(new.data),
            "language": language,
            "date": new.key.day or clock.today().isoformat(),
            "tool": made,
        }
        print_ = fingerprints.write_fingerprint(facts, tuple(text.reading for text in texts))
    record = custody.Custody(
        source=new.key.source,
        file=file,
        sha256=sha256(new.data).hexdigest(),
        bytes=len(new.data),
        stored=clock.now(),
        tool=made,
        transcript=sha256(new.transcript).hexdigest() if new.transcript is not None else "",
        **new.origin,
    )
    return ReadyCopy(new, file, print_, record, texts)


def _tool(ending: str) -> str:
    """The program that stores a file of some kind, with the library that reads it."""
    reader = _READERS.get(ending)
    try:
        return f"bindery {__version__}" + (f", {reader} {version(reader)}" if reader else "")
    except PackageNotFoundError:
        return f"bindery {__version__}"


def write_copies(root: Path, copies: Iterable[ReadyCopy], *, keep: bool) -> None:
    """Writes copies with all that belongs to them; either all of them or none.

    Args:
        root: the project's folder.
        copies: the copies.
        keep: whether they are stored next to the briefing, to be published.

    Raises:
        click.ClickException: a folder is a link.
        OSError: a file cannot be written.
    """
    files: dict[Path, bytes | None] = {}
    for ready in copies:
        files |= _files(root, ready, keep=keep)
    if not keep and files:
        files[root / STORE / ".gitignore"] = b"*\n"
    write_together(files)


def _files(root: Path, ready: ReadyCopy, *, keep: bool) -> dict[Path, bytes | None]:
    """The files to write for a copy, and those of an earlier copy of the same day to delete."""
    key = ready.new.key
    kept, stored = f"{FOLDER}/{key.slug}/snapshots", f"{STORE}/{key.slug}"
    _refuse_links(root, kept, stored)
    folder = root / (kept if keep else stored)
    # There is one snapshot of a day, so that it is clear which one counts.
    old = [root / where / f"{key.stem}{ending}" for where in (kept, stored) for ending in ENDINGS]
    old += [
        root / where / f"{key.stem}{ending}{TRANSCRIPT}" for where in (kept, stored) for ending in PICTURES
    ]
    files: dict[Path, bytes | None] = {path: None for path in old if path.is_file()}
    place = folder / ready.file
    stamp = root / kept / f"{key.stem}{TIMESTAMP}"
    if stamp.is_file() and not (place.is_file() and place.read_bytes() == ready.new.data):
        files[stamp] = None  # it is a proof for another file
    files[place] = ready.new.data
    if ready.new.transcript is not None:
        files[folder / f"{ready.file}{TRANSCRIPT}"] = ready.new.transcript
    record = root / kept / f"{key.stem}{CUSTODY}"
    files[record] = _with_earlier(ready.record, record)
    print_ = root / kept / f"{key.stem}{FINGERPRINT}"
    if ready.fingerprint or print_.is_file():
        files[print_] = ready.fingerprint or None
    return files


def _with_earlier(record: custody.Custody, path: Path) -> bytes:
    """The file of a record, with what an earlier record of the same bytes has besides: since when they are stored."""
    if path.is_file():
        earlier, _ = custody.read_custody(path.name, path.read_bytes())
        if earlier and (earlier.sha256, earlier.transcript) == (record.sha256, record.transcript):
            known = record.model_dump(exclude_defaults=True)
            lasting = {"stored": earlier.stored, "tool": earlier.tool}
            record = custody.Custody(**{**earlier.model_dump(), **known, **lasting})
    return custody.write_custody(record)


def _refuse_links(root: Path, *folders: str) -> None:
    """Ends the command if one of the folders that it writes to is a link, or is in one."""
    for name in folders:
        try:
            cache.real_folder(root, name)
        except OSError as error:
            message = f"{error.filename} is a link or not a folder, so nothing was stored: put a folder in its place"
            raise click.ClickException(printable(message)) from None
