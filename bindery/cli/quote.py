"""`bindery quote` and `bindery sources`: the words of a stored source, ready to paste, and which source has them."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from bindery.cli.options import root_option
from bindery.cli.source_names import named_sources
from bindery.evidence.graph import Graph
from bindery.evidence.quotable import Quotable, StoredTexts, sources_that_say
from bindery.model.source import Source
from bindery.reading.project import read_project
from bindery.references import append_yaml
from bindery.references.reference import reference_to
from bindery.system import disk
from bindery.text.report import printable, printable_lines

_MARKS = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"), ("‹", "›"), ("「", "」"))
_MOST_NEAR = 5  # passages that are only like the words
_SHAPES = ["evidence", "passage", "citation"]
_WORD = re.compile(r"[a-z0-9]+")
_LONGEST_ID = 40  # characters of the id of a passage
_TITLE = 90  # characters


@click.command()
@click.argument("source")
@click.argument("words", nargs=-1, required=True)
@root_option
@click.option(
    "--as",
    "shape",
    type=click.Choice(_SHAPES),
    default="evidence",
    show_default=True,
    help="What to print: a piece of evidence, a passage of a source, or a citation in a text.",
)
def quote(source: str, words: tuple[str, ...], root: Path, shape: str) -> None:
    """Find WORDS in what is stored of SOURCE, and print the YAML that quotes them.

    The words need not be exact: the nearest passage is found, and what differs is shown. The printed words are those of
    the source, with their page, section or time, or the cell of a table. Exits with 1 when nothing is like the words.
    """
    project, _ = read_project(disk.read_inputs(root, drafts=True))
    graph = Graph(project)
    named_sources([source], project, graph)
    sought = _sought(" ".join(words))
    texts = StoredTexts(project, graph, source)
    if source not in texts.sources():
        raise click.ClickException(_nothing_stored(source, texts))
    found = texts.exact(source, sought) or texts.nearest(source, sought)
    if found is None:
        rest = texts.longest_match(source, sought) or "try other words, or fewer"
        raise click.ClickException(
            printable_lines(f"nothing in what is stored of `{source}` is like these words: {rest}")
        )
    click.echo(printable_lines(_shaped(found, shape)))
    for line in (_outcome(found), *_remarks(found)):
        click.echo(printable(line), err=True)


@click.command()
@root_option
@click.option("--where", metavar="TEXT", help="List only the sources whose stored text has TEXT, or nearly.")
def sources(root: Path, where: str | None) -> None:
    """List the sources, with what is stored of each; or with --where, those that say something.

    Exits with 1 when --where finds nothing.
    """
    project, _ = read_project(disk.read_inputs(root, drafts=True))
    graph = Graph(project)
    if where is None:
        kept = {str(key.source): "fingerprint" for key in project.fingerprints}
        kept |= {str(key.source): "snapshot" for key in project.snapshots}
        for name, source in sorted(graph.sources.items()):
            click.echo(printable(f"{name}: {_title(source)} ({kept.get(source.id, 'nothing')} stored)"))
        return
    found = sources_that_say(StoredTexts(project, graph), _sought(where), _MOST_NEAR)
    if not found:
        click.echo("no stored source has these words, or words like them", err=True)
        sys.exit(1)
    if not found[0].is_exact:
        click.echo("no stored source has these words; the likest passages:", err=True)
    for one in found:
        click.echo(printable(f"{one.source}: {_outcome(one)}"))
        if one.around:
            click.echo(printable(f"    {one.around}"))


def _sought(written: str) -> str:
    """The words to search for: without the quotation marks around them."""
    words = " ".join(written.split())
    for opening, closing in _MARKS:
        if len(words) > 1 and words[0] == opening and words[-1] == closing and opening not in words[1:-1]:
            words = words[1:-1].strip()
            break
    if not any(character.isalnum() for character in words):
        raise click.UsageError("name the words to search for")
    return words


def _nothing_stored(source: str, texts: StoredTexts) -> str:
    """The message that there is no text to search."""
    if texts.problems:
        return printable(f"what is stored of `{source}` cannot be read: {texts.problems[0].message}")
    return f"nothing is stored of `{source}`: run bindery snapshot add {source} FILE"


def _shaped(found: Quotable, shape: str) -> str:
    """What to paste."""
    if shape == "citation":
        return _citation(found)
    fields = found.fields()
    if shape == "passage":
        if not found.words:
            raise click.UsageError("a passage needs words, and this is a figure in a table; leave out --as")
        name = "-".join(_WORD.findall(found.words.lower()))[:_LONGEST_ID].strip("-") or "passage"
        fields = {"id": name} | {
            key: fields[key] for key in ("quote", "locator", "snapshot") if key in fields
        }
    return append_yaml.sources_as_yaml([fields], column=0, apart=False).rstrip()


def _citation(found: Quotable) -> str:
    """A citation in a text: `[@okafor-2024, p. 4, "words it has"]`."""
    place = f", {found.locator}" if found.locator else ""
    if not found.words:
        return f"[@{found.source}{place}]"
    free = (pair for pair in _MARKS if not {*pair} & {*found.words})
    opening, closing = next(free, _MARKS[1])
    return f"[@{found.source}{place}, {opening}{found.words}{closing}]"


def _outcome(found: Quotable) -> str:
    """How and where the words were found."""
    where = ", ".join(part for part in (found.locator, found.cell) if part)
    copy = f"in the copy of {found.copy}" if found.copy else ""
    place = ", ".join(part for part in (where, copy) if part)
    if found.is_exact:
        return "word for word" + (f", {place}" if place else "")
    return (
        f"{found.likeness:.0f} % alike"
        + (f", {place}" if place else "")
        + (f": {found.differing}" if found.differing else "")
    )


def _remarks(found: Quotable) -> list[str]:
    """What an author should know before quoting the words."""
    said = []
    if found.around and not found.is_exact:
        said.append(f"    {found.around}")
    if found.snapshot:
        said.append("the newest stored copy no longer has these words; `snapshot` names the one that does")
    shortening = found.check.shortening if found.check else None
    if shortening and shortening.limiting:
        left_out = ", ".join(f"“{word}”" for word in shortening.limiting)
        said.append(f"careful: the sentence goes on, and these words leave out {left_out}")
        said += [f"    {shortening.as_text}"] if shortening.as_text else []
    elif shortening and shortening.is_nested:
        said.append("careful: the source itself quotes these words")
    return said


def _title(source: Source) -> str:
    title = reference_to(source).title
    return title if len(title) <= _TITLE else f"{title[:_TITLE]} …"
