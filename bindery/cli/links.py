"""`bindery links`: which sources moved, died or changed since they were stored."""

from __future__ import annotations

import itertools
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bindery.cli.extras import needing
from bindery.cli.options import root_option
from bindery.cli.source_names import named_sources
from bindery.evidence.graph import Graph
from bindery.reading.project import FOLDER, read_project
from bindery.references import edit_yaml
from bindery.references.append_yaml import AppendError
from bindery.system import disk, progress
from bindery.system.terminal import FaultError
from bindery.text.problems import Problem
from bindery.text.report import printable

if TYPE_CHECKING:
    from bindery.network.fetching import Fetcher
    from bindery.network.link_check import LinkResult

_FORMATS = ["text", "json", "markdown"]
_LIST = "sources.yml"

timeout_option = click.option(
    "--timeout",
    type=click.FloatRange(1, 600),
    default=8.0,
    show_default=True,
    help="Seconds that a page may take.",
)


@click.group()
def links() -> None:
    """Look after the addresses of sources."""


@links.command()
@click.argument("sources", nargs=-1)
@root_option
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="text",
    show_default=True,
    help="Format of the report.",
)
@click.option("--write", is_flag=True, help="Write what is proposed into the lists of sources.")
@timeout_option
@click.pass_obj
def check(
    fetcher: Fetcher | None, sources: tuple[str, ...], root: Path, form: str, timeout: float, *, write: bool
) -> None:
    """Ask for the page of each of SOURCES, by default of all, and its archived copies; compare them with what is stored.

    Reports which sources died, changed or moved, and proposes their `state` or `url`. Nothing is written without --write.
    Exits with 1 when something is proposed, or an archived copy is gone.
    """
    with needing("fetch"):
        from bindery.network import fetching, link_check  # noqa: PLC0415  needs an optional package
    project, _ = read_project(disk.read_inputs(root, drafts=True))
    graph = Graph(project)
    chosen = named_sources(sources, project, graph)
    fetcher = fetcher or fetching.Fetcher(fetching.Limits(seconds=timeout))
    try:
        with progress.watching("text", timings=False):
            results = link_check.check_links(
                project, graph, chosen, fetcher, lambda done, of: progress.step("asking", done, of)
            )
    except link_check.NetworkDownError as error:
        raise FaultError(
            f"no host could be found ({error}); is this machine connected to the internet?"
        ) from None
    finally:
        fetcher.close()
    for line in {"text": _as_text, "json": _as_json, "markdown": _as_markdown}[form](results):
        click.echo(line)
    proposed = [one for one in results if one.proposals]
    if write and proposed:
        _write(root, proposed)
    elif any(one.needs_author for one in results):
        sys.exit(1)


def _as_text(results: Sequence[LinkResult]) -> Iterable[str]:
    """A line for each source that is not as it was, and what to write."""
    from bindery.network.link_check import OUTCOMES  # noqa: PLC0415  needs an optional package

    for one in results:
        yield from _lines(one)
    pages = [one for one in results if not one.is_archive]
    counts = [(sum(one.outcome == key for one in pages), words) for key, words in OUTCOMES.items()]
    yield ", ".join(f"{count} {words}" for count, words in counts if count) or "no source has an address"
    archives = [one for one in results if one.is_archive]
    if archives:
        there = sum(one.outcome == "same" for one in archives)
        yield f"{there} of {len(archives)} archived copies are there and have the quoted words"


def _lines(one: LinkResult) -> Iterable[str]:
    """What was found of one source, and what to write about it."""
    if one.outcome != "same":
        yield printable(f"{one.source}: {one.words}: {one.reason}")
        yield printable(f"    {one.url}")
        yield from (printable(f"    gone: “{words}”") for words in one.gone)
    if one.outcome == "dead" and one.is_archive:
        yield "    take it from `archive`, or write the address of another copy"
    elif one.outcome == "dead" and not one.archived:
        yield "    no archived copy is named: search for one, and write its address under `archive`"
    yield from (f"    write `{key}: {printable(value)}`" for key, value in one.proposals.items())


def _as_json(results: Sequence[LinkResult]) -> Iterable[str]:
    rows = [
        {
            "source": one.source,
            "url": one.url,
            "outcome": one.outcome,
            "reason": one.reason,
            "status": one.status,
            "moved_to": one.moved_to,
            "gone": list(one.gone),
            "kept": None if one.kept is None else round(one.kept, 3),
            "state": one.state,
            "archived": one.archived,
            "is_archive": one.is_archive,
            "proposals": one.proposals,
        }
        for one in results
    ]
    yield json.dumps(rows, ensure_ascii=False, indent=2)


def _as_markdown(results: Sequence[LinkResult]) -> Iterable[str]:
    """A report for an issue: a list for each outcome, with what was fetched as code, so that it cannot forge anything."""
    from bindery.network.link_check import OUTCOMES  # noqa: PLC0415  needs an optional package

    for is_archive, key in itertools.product((False, True), OUTCOMES):
        found = [one for one in results if one.outcome == key and one.is_archive is is_archive]
        if key == "same" or not found:
            continue
        yield f"## {found[0].words.capitalize()} ({len(found)})\n"
        for one in found:
            yield f"- {_code(one.source)} {_code(one.url)}: {_code(one.reason)}"
            yield from (f"  - gone: {_code(quoted)}" for quoted in one.gone)
            yield from (f"  - write {_code(f'{name}: {value}')}" for name, value in one.proposals.items())
        yield ""
    pages = [one for one in results if not one.is_archive]
    same = sum(one.outcome == "same" for one in pages)
    yield f"{same} of {len(pages)} sources are as they were stored."


def _code(text: str) -> str:
    return f"`{printable(text).replace('`', 'ˋ')}`"


def _write(root: Path, results: Sequence[LinkResult]) -> None:
    """Writes what is proposed into the lists of sources."""
    for one in results:
        path = f"{FOLDER}/{one.home}/{_LIST}" if one.home else f"{FOLDER}/{_LIST}"
        for key, value in one.proposals.items():
            write_field(root, path, one.source, key, value)
        click.echo(f"{path}: `{one.source}` is updated", err=True)


def write_field(root: Path, path: str, source: str, key: str, value: str) -> None:
    """Writes one field of a source into its list; ends the command if nothing can be written.

    Args:
        root: the project's folder.
        path: path of the list, relative to the project.
        source: id of the source.
        key: the field.
        value: its value, or the one that is added to its list.
    """
    old = disk.read_regular(root / path, path)
    if isinstance(old, Problem):
        raise click.ClickException(printable(f"{path}: {old.message}"))
    try:
        new = edit_yaml.with_field(path, old, source, key, value)
    except AppendError as error:
        raise click.ClickException(
            printable(f"{path}: `{source}`: {error}; add `{key}: {value}` by hand")
        ) from None
    disk.write(root / path, new)
