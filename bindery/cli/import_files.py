"""Stores the files that were exported with references, as `bindery snapshot add` does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

import click

from bindery.cli import snapshot
from bindery.model.stored_kinds import ending_of
from bindery.reading.project import valid_day
from bindery.references.imports import Attachment
from bindery.references.to_source import ImportOutcome
from bindery.system import clock
from bindery.text.report import printable

_PREFERRED = (".pdf", ".html", ".htm")  # of several files of a source, the one to store


def store_files(
    root: Path, slug: str, exported: Path, outcomes: Sequence[ImportOutcome], *, dry_run: bool
) -> None:
    """Stores a file of each new source as its snapshot, and prints which, and which not and why.

    Args:
        root: the project's folder.
        slug: the briefing whose list the sources are in; empty for the list that all share.
        exported: the file of references, next to whose folder the files are.
        outcomes: the outcome of each reference.
        dry_run: whether nothing is to be written.
    """
    if dry_run:
        return
    for outcome in outcomes:
        if outcome.fields and isinstance(files := getattr(outcome.entry, "files", ()), tuple) and files:
            for line in _store(root, slug, exported, str(outcome.fields["id"]), files):
                click.echo(printable(line), err=True)


def _store(
    root: Path, slug: str, exported: Path, source: str, files: tuple[Attachment, ...]
) -> Iterator[str]:
    """Stores the first of the files that can be stored; says what became of each."""
    if not slug:
        yield f"`{source}`: its files are not stored: name a briefing with `bindery snapshot add {source} FILE --briefing`"
        return
    stored = ""
    for file in sorted(files, key=_rank):
        why = f"`{stored}` is its snapshot already" if stored else _reason(exported, file)
        if not why:
            why = _added(root, slug, exported.parent / file.path, source, file.day)
            stored = stored or ("" if why else file.path)
        if why:
            yield f"`{source}`: {file.path} is not stored: {why}"


def _rank(file: Attachment) -> int:
    suffix = PurePosixPath(file.path).suffix.lower()
    return _PREFERRED.index(suffix) if suffix in _PREFERRED else len(_PREFERRED)


def _reason(exported: Path, file: Attachment) -> str:
    """Why a file cannot be stored; empty if it can."""
    folder = exported.resolve().parent
    path = (folder / file.path).resolve() if "\0" not in file.path else folder
    if PurePosixPath(file.path).is_absolute() or not path.is_relative_to(folder):
        return "it is outside the folder of the exported library"
    if not path.is_file():
        return "there is no such file; export the library again with its files"
    if not ending_of(path.name):
        return f"a file that ends in `{path.suffix}` cannot be a snapshot"
    return ""


def _added(root: Path, slug: str, path: Path, source: str, day: str) -> str:
    """Adds a file as a snapshot; returns why it could not be added, or an empty text."""
    day = day if valid_day(day) and day <= clock.today().isoformat() else ""
    arguments = [source, str(path.resolve()), "-C", str(root), "--briefing", slug]
    try:
        snapshot.add.main([*arguments, *(["--date", day] if day else [])], standalone_mode=False)
    except click.ClickException as error:
        return error.format_message()
    except SystemExit:
        return "it cannot be read; see above"
    return ""
