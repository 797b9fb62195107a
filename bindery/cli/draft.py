"""`bindery draft`: the skeleton of a briefing, made from a Word document."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import click

from bindery.cli.options import root_option
from bindery.drafting.left_words import left_words
from bindery.drafting.skeleton import Draft, draft_of
from bindery.drafting.word_package import WordPackage
from bindery.evidence.kinds.packages import UnreadableError
from bindery.evidence.limits import TooLargeError
from bindery.model.field_types import valid_id
from bindery.reading.folder_names import slug_problems
from bindery.reading.inputs import Inputs
from bindery.reading.project import FOLDER, read_project
from bindery.site import pandoc
from bindery.system import clock, disk
from bindery.text.folding import fold
from bindery.text.problems import Problem
from bindery.text.report import printable

_ENDING = ".docx"
_INSTALL = "this command needs pandoc, which is not installed: run pip install 'bindery-briefings[csl]'"


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@root_option
@click.option("--briefing", help="Name of the new briefing's folder.  [default: made from FILE]")
def draft(file: Path, root: Path, briefing: str | None) -> None:
    """Make the skeleton of a briefing from FILE, a Word document (.docx), in briefings/NAME/.

    Headings become sections, and footnotes and fields of Zotero, EndNote or Mendeley become citations and sources. Tables and
    pictures are kept, tracked changes accepted, and comments told. Each paragraph that cites nothing is marked. The
    briefing is a draft; no existing file is touched.
    """
    if file.suffix.lower() != _ENDING:
        raise click.UsageError(
            f"{printable(file.name)}: the name of a Word document ends in {_ENDING}; save it as one"
        )
    slug = briefing or valid_id("".join(one for one in fold(file.stem) if one.isascii()))
    for problem in slug_problems(slug, f"{FOLDER}/{slug}"):
        raise click.UsageError(printable(f"{problem.message}; {problem.help}"))
    target = root / FOLDER / slug
    if target.exists() or target.is_symlink():
        raise click.ClickException(
            printable(f"{FOLDER}/{slug}/ already exists; name another with --briefing")
        )
    data = disk.read_regular(file, file.as_posix())
    if isinstance(data, Problem):
        raise click.ClickException(printable(f"{data.message}; {data.help}"))
    made = _made(file.name, data, root)
    _refuse_errors(made, slug)
    _write(root, slug, made)
    _tell(made, slug)


def _made(name: str, data: bytes, root: Path) -> Draft:
    """The skeleton; ends the command if the document cannot be read."""
    project, _ = read_project(disk.read_inputs(root, drafts=True))
    try:
        pandoc.require_pandoc()
    except pandoc.StyleError:
        raise click.ClickException(_INSTALL) from None
    try:
        package = WordPackage(data)
        tree = pandoc.word_document(package.for_pandoc())
        lists = [document.value for _, document in project.lists]
        made = draft_of(tree, name, clock.today(), lists, package.picture)
        written = "\n".join((made.briefing, made.sources, *made.comments))
        lost = [f"the words “{words}”" for words in left_words(package.parts, written)]
        return replace(made, left_out=(*made.left_out, *lost))
    except UnreadableError as error:
        raise click.ClickException(printable(f"{name}: {error.message}; {error.remedy}")) from None
    except (TooLargeError, pandoc.StyleError, RecursionError) as error:
        said = str(error) if not isinstance(error, RecursionError) else "its parts are too deep in each other"
        raise click.ClickException(
            printable(f"{name}: {said}; split the document, or save it again")
        ) from None


def _files(made: Draft, slug: str) -> dict[str, bytes]:
    """The files of the briefing, by path in the project."""
    texts = {"briefing.yml": made.briefing.encode(), "sources.yml": made.sources.encode()}
    return {f"{FOLDER}/{slug}/{path}": data for path, data in {**texts, **made.images}.items()}


def _refuse_errors(made: Draft, slug: str) -> None:
    """Ends the command if the skeleton could not be read as a briefing, so that nothing broken is written."""
    project, problems = read_project(
        Inputs(files=_files(made, slug), templates={}, today=clock.today(), drafts=True)
    )
    if slug not in project.briefings or not project.sources_complete:
        said = "; ".join(f"{one.message} ({one.code})" for one in problems if one.severity == "error")[:500]
        raise click.ClickException(
            printable(f"nothing was written: the document has what no briefing can have: {said}")
        )


def _write(root: Path, slug: str, made: Draft) -> None:
    """Writes the briefing's folder, whole or not at all."""
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=root, prefix=".bindery-draft-"))
    try:
        for path, data in _files(made, slug).items():
            disk.write(scratch / path, data)
        (scratch / FOLDER / slug).rename(folder / slug)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _tell(made: Draft, slug: str) -> None:
    """Prints what was made, and what the author should look at."""
    for comment in made.comments:
        click.echo(printable(comment))
    for one in dict.fromkeys(made.left_out):
        click.echo(printable(f"left out: {one}"))
    counts = {
        "section": made.sections,
        "source": made.cited,
        "picture": len(made.images),
        "comment": len(made.comments),
    }
    said = ", ".join(f"{number} {noun}{'s' * (number != 1)}" for noun, number in counts.items())
    click.echo(printable(f"{FOLDER}/{slug}/ has {said}"), err=True)
    said = "1 paragraph cites nothing and is marked"
    if made.uncited != 1:
        said = f"{made.uncited} paragraphs cite nothing and are marked"
    click.echo(said, err=True)
    click.echo("`bindery check --drafts` lists what to do next", err=True)
