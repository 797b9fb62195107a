"""`bindery snapshot add FOLDER`: stores each file of a folder as a copy of the source that it is of."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from bindery.cli.copy_homes import home_of
from bindery.cli.matching import FoundCopy, Matches, matches_in
from bindery.cli.storing import NewCopy, ReadyCopy, made_ready, write_copies
from bindery.evidence.graph import Graph
from bindery.evidence.kinds.warc import Asked
from bindery.evidence.quotations import addresses_of
from bindery.model.names import CopyKey, Slug, SourceId
from bindery.reading.project import Project
from bindery.system.terminal import show
from bindery.text.problems import Problem
from bindery.text.report import Format, printable

_LISTED = 20  # lines of each kind that are printed


class Wishes(NamedTuple):
    """What the options of the command say.

    Attributes:
        briefing: the briefing to store for; None for that of each source.
        keep: whether the files are stored next to the briefing, to be published.
        dry_run: whether nothing is written.
        yes: whether nothing is asked.
        form: the format in which problems are printed.
    """

    briefing: str | None
    keep: bool
    dry_run: bool
    yes: bool
    form: Format


def run(folder: Path, root: Path, project: Project, graph: Graph, wishes: Wishes) -> None:
    """Matches the files of a folder to sources, prints what it would do, and does it after one question."""
    if not folder.exists():
        message = (
            f"there is no folder {printable(folder.as_posix())}; to store one file, name its source before it"
        )
        raise click.UsageError(message)
    homes, unclear = _homes(project, graph, wishes.briefing)
    if not homes and not unclear:
        raise click.UsageError("no list has a source to match files with; `bindery check` says what is wrong")
    wanted = {source: Asked(addresses_of(source, graph)) for source in homes}
    matches = matches_in(folder, wanted)
    plan, stored = _plan(matches, homes, project, graph, keep=wishes.keep)
    ready, unreadable = _read(plan, graph)
    _print_plan(ready, matches, stored)
    done = {one.new.key.source for one in ready} | set(stored)
    _print_without(project, [*homes, *unclear], done)
    _print("left out; name the briefing to store for with --briefing:", unclear)
    if unreadable:
        show(tuple(unreadable), wishes.form)
    if not ready:
        click.echo("nothing is to be stored", err=True)
        sys.exit(1 if unreadable else 0)
    if wishes.dry_run:
        click.echo("nothing was stored; leave out --dry-run to store it", err=True)
        return
    if not wishes.yes:
        click.confirm(f"store {_files(len(ready))}?", abort=True, err=True)
    write_copies(root, ready, keep=wishes.keep)
    click.echo(f"{_files(len(ready))} stored", err=True)
    if unreadable:
        sys.exit(1)


def _read(plan: Sequence[NewCopy], graph: Graph) -> tuple[list[ReadyCopy], list[Problem]]:
    """What is made of those copies that can be read, and the problems with the others."""
    ready: list[ReadyCopy] = []
    problems: list[Problem] = []
    for new in plan:
        made = made_ready(new, graph)
        if isinstance(made, ReadyCopy):
            ready.append(made)
        else:
            problems += made
    return ready, problems


def _files(number: int) -> str:
    return f"{number} file{'s' if number != 1 else ''}"


def _homes(
    project: Project, graph: Graph, briefing: str | None
) -> tuple[dict[SourceId, Slug], list[SourceId]]:
    """The briefing for which a copy of each source is stored, and the sources for which that is not clear."""
    homes: dict[SourceId, Slug] = {}
    unclear: list[SourceId] = []
    for source in graph.sources:
        listed = graph.homes[source]
        if briefing and listed not in ("", briefing):
            continue
        try:
            homes[SourceId(source)] = Slug(home_of(source, briefing, project, graph))
        except click.UsageError:
            if briefing:
                raise
            unclear.append(SourceId(source))
    return homes, unclear


def _plan(
    matches: Matches, homes: dict[SourceId, Slug], project: Project, graph: Graph, *, keep: bool
) -> tuple[list[NewCopy], list[SourceId]]:
    """The copies to store, and the sources that have the same one already."""
    plan: list[NewCopy] = []
    stored: list[SourceId] = []
    for copy in matches.copies:
        name = copy.path.as_posix()
        key = CopyKey(homes[copy.source], copy.source, copy.day)
        have = project.snapshots.get(key)
        if have and have.data == copy.data:
            stored.append(copy.source)
        elif have or key in project.fingerprints:
            matches.left[name] = f"`{copy.source}` has another copy; to keep both: {_command(copy)}"
        elif keep and not graph.sources[copy.source].licence:
            matches.left[name] = f"`{copy.source}` has no `licence`, so its text may not be published"
        else:
            plan.append(
                NewCopy(key, f"{name}{'' if name.lower().endswith(copy.ending) else copy.ending}",
                        copy.ending, copy.data, copy.transcript, copy.origin)
            )  # fmt: skip
    return plan, stored


def _command(copy: FoundCopy) -> str:
    return f"bindery snapshot add {copy.source} {copy.path.name} --date YYYY-MM-DD"


def _print_plan(ready: Sequence[ReadyCopy], matches: Matches, stored: Sequence[SourceId]) -> None:
    """Prints what would be stored and what is left."""
    why = {copy.source: copy.why for copy in matches.copies}
    _print(
        f"{_files(len(ready))} to store:",
        (f"{one.new.key.source} ← {Path(one.new.name).name} ({why[one.new.key.source]})" for one in ready),
        most=len(ready),
    )
    _print("stored already:", stored)
    _print(
        "claimed by two files, so neither is stored; name one with `bindery snapshot add SOURCE FILE`:",
        (f"{source}: {', '.join(names)}" for source, names in matches.claimed_twice.items()),
    )
    _print("files left:", (f"{name}: {reason}" for name, reason in sorted(matches.left.items())))


def _print_without(project: Project, sources: Sequence[SourceId], done: set[SourceId]) -> None:
    """Prints the sources of which no copy is stored even then."""
    have = {key.source for key in (*project.snapshots, *project.fingerprints)} | done
    _print("sources without a file:", sorted(source for source in sources if source not in have))


def _print(head: str, lines: Iterable[str], most: int = _LISTED) -> None:
    """Prints a list with its heading; nothing if the list is empty."""
    found = list(lines)
    if not found:
        return
    click.echo(head)
    for line in found[:most]:
        click.echo(f"  {printable(line)}")
    if len(found) > most:
        click.echo(f"  and {len(found) - most} more")
