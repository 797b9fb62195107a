"""`bindery import`: sources made from the references of other programs, such as Zotero."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from bindery.cli.import_files import store_files
from bindery.cli.options import root_option
from bindery.evidence import id_checks
from bindery.evidence.graph import Graph
from bindery.model.source import SourceList
from bindery.model.vocabulary import SOURCE_KINDS
from bindery.reading.file_bytes import MOST_BYTES
from bindery.reading.inputs import Inputs
from bindery.reading.project import FOLDER, Project, path_within_briefings, read_project
from bindery.references import append_yaml, imports
from bindery.references.imports import Found, ImportedEntry, ReferencesFileError, Refusal, Remark
from bindery.references.to_source import ImportOutcome, SourceCatalogue
from bindery.system import disk
from bindery.system.terminal import FaultError, show
from bindery.text.problems import Problem, did_you_mean
from bindery.text.report import printable

_LIST = "sources.yml"
_SHOWN = 90  # characters of a title


@click.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@root_option
@click.option("--briefing", help="Briefing to whose sources.yml they are added.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="The sources.yml to add to, such as briefings/sources.yml, which all briefings share.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["auto", *imports.FORMATS]),
    default="auto",
    show_default=True,
    help="Format of FILE.",
)
@click.option(
    "--kind",
    type=click.Choice(list(SOURCE_KINDS)),
    help="Kind of source for references whose type is not known.",
)
@click.option("--dry-run", is_flag=True, help="Print what would be added, and change no file.")
def import_command(
    *,
    file: Path,
    root: Path,
    briefing: str | None,
    into: Path | None,
    form: str,
    kind: str | None,
    dry_run: bool,
) -> None:
    """Add the references in FILE to a sources.yml.

    FILE is CSL-JSON, BibTeX, BibLaTeX, RIS or Zotero RDF, as Zotero exports them; EndNote XML; a file of PubMed (.nbib)
    or Web of Science; or a list of DOIs and addresses, one a line. Files that Zotero exports with its RDF are stored as
    snapshots.

    Existing sources stay as they are; new ones are added at the end of the list. A reference that is already in the
    project, by its DOI, its address, or its title and date, is not added again. Fields that a source does not have are
    left out, and listed. Exits with 1 when a reference could not be added, or a file could not be read or written.
    """
    inputs = disk.read_inputs(root, drafts=True)
    path = _target(root, inputs, briefing, into)
    old = inputs.files.get(path, b"")
    rest = replace(inputs, files={name: data for name, data in inputs.files.items() if name != path})
    before, problems = read_project(rest)
    _refuse_errors(path, before, problems)
    form, found = _read_entries(file, form)
    catalogue = _catalogue(path, old, before)
    entries = [entry for entry in found if not isinstance(entry, Remark)]
    outcomes = _add_all(catalogue, entries, kind or "", path, len(old))
    added = [outcome.fields for outcome in outcomes if outcome.fields]
    if added:
        new = _with_added(path, old, added, inputs)
        if not dry_run:
            _write(root / path, there=path in inputs.files, old=old, new=new)
    _report(path, form, outcomes, found, dry_run=dry_run)
    store_files(root, _home(path), file, outcomes, dry_run=dry_run)
    if any(outcome.why and not outcome.there for outcome in outcomes):
        sys.exit(1)


def _target(root: Path, inputs: Inputs, briefing: str | None, into: Path | None) -> str:
    """The list of sources to add to.

    Args:
        root: the project's folder.
        inputs: all inputs of the project.
        briefing: name of the briefing, if that option was given.
        into: path of the list, if that option was given.

    Returns:
        Path of the list, relative to the project.

    Raises:
        click.UsageError: the options do not name one list.
    """
    if briefing is not None and into is not None:
        raise click.UsageError("use either --briefing or --into, not both")
    slugs = [slug for name in sorted(inputs.files) if (slug := _slug(name))]
    if into is not None:
        return _named(root, into, {f"{FOLDER}/{_LIST}", *(f"{FOLDER}/{slug}/{_LIST}" for slug in slugs)})
    if briefing is None:
        if len(slugs) != 1:
            there = f": {printable(', '.join(slugs))}" if slugs else "; there is no briefing yet"
            raise click.UsageError(f"name the briefing with --briefing{there}; or --into {FOLDER}/{_LIST}")
        return f"{FOLDER}/{slugs[0]}/{_LIST}"
    if briefing not in slugs:
        near = did_you_mean(briefing, slugs)
        raise click.UsageError(
            f"no briefing is called {printable(briefing)}" + (f"; {printable(near)}" if near else "")
        )
    return f"{FOLDER}/{briefing}/{_LIST}"


def _home(path: str) -> str:
    """The briefing that a list of sources belongs to; empty for the list that all share."""
    parts = path_within_briefings(path)
    return str(parts[0]) if len(parts) > 1 else ""


def _slug(name: str) -> str:
    """The name of the briefing whose briefing.yml a file is; empty for any other file."""
    match path_within_briefings(name):
        case (slug, "briefing.yml"):
            return slug
    return ""


def _named(root: Path, path: Path, lists: set[str]) -> str:
    """The list that a path names, relative to the project or to the current folder.

    Args:
        root: the project's folder.
        path: the path, as it was given.
        lists: paths of all lists of sources that there may be, relative to the project.

    Returns:
        One of `lists`.

    Raises:
        click.UsageError: the path names none of them.
    """
    for start in (root.absolute(), Path.cwd()):
        found = Path(os.path.relpath(start / path, root.absolute())).as_posix()
        if found in lists:
            return found
    raise click.UsageError(
        f"{printable(path.as_posix())} is not a list of sources of this project; name {FOLDER}/{_LIST}"
        f" or the {_LIST} of a briefing"
    )


def _refuse_errors(path: str, project: Project, problems: Sequence[Problem]) -> None:
    """End the command where a list of sources has errors: it would not be known which ids are taken.

    Args:
        path: path of the list to add to, relative to the project.
        project: all other lists.
        problems: the problems of the project.
    """
    wrong = [problem for problem in problems if problem.severity == "error" and problem.file.endswith(_LIST)]
    wrong = [problem for problem in wrong if problem.file == path or not project.sources_complete]
    if wrong:
        _stop("the sources of the project have errors; fix them first", wrong)


def _stop(message: str, problems: Sequence[Problem] = ()) -> NoReturn:
    """End the command before anything is written.

    Args:
        message: what is wrong.
        problems: the problems that caused it.
    """
    if problems:
        show(tuple(problems), "text")
    raise click.ClickException(f"{printable(message)}. Nothing was written")


def _read_entries(file: Path, form: str) -> tuple[str, Found]:
    """The references in a file.

    Args:
        file: the file.
        form: the format; `auto` to recognise it.

    Returns:
        The format, and the references, with remarks on what is between them.
    """
    for library in ("bibtexparser", "pylatexenc"):  # we report what they warn about ourselves, with its line
        logging.getLogger(library).setLevel(logging.CRITICAL + 1)
    data = disk.read_regular(file.resolve(), file.as_posix())  # may be a link: the user has named it
    if isinstance(data, Problem):
        _stop(f"{file}: {data.message}; {data.help}")
    try:
        form, entries = imports.read_references(file.name, data, form)
    except ReferencesFileError as error:
        _stop(f"{file}: {error}")
    if all(isinstance(entry, Remark) for entry in entries):
        _stop(f"{file}: this file has no references")
    return form, entries


def _catalogue(path: str, old: bytes, project: Project) -> SourceCatalogue:
    """The sources that the project has.

    Args:
        path: path of the list to add to, relative to the project.
        old: content of the list; empty where there is none.
        project: all other lists.
    """
    try:
        mine = append_yaml.read_source_list(path, old) if old else SourceList()
    except append_yaml.AppendError as error:
        _stop(str(error), error.problems)
    return SourceCatalogue((mine, *(document.value for _, document in project.lists)))


def _with_added(path: str, old: bytes, added: list[append_yaml.Fields], inputs: Inputs) -> bytes:
    """A list of sources with new ones added; ends the command where they would cause new errors.

    Args:
        path: path of the list, relative to the project.
        old: content of the list; empty where there is none.
        added: fields of each new source.
        inputs: all inputs of the project.
    """
    try:
        new = append_yaml.append_sources(path, old, added)
    except append_yaml.AppendError as error:
        _stop(str(error), error.problems)
    had = {(problem.code, problem.message) for problem in _errors(inputs)}
    found = _errors(replace(inputs, files={**inputs.files, path: new}))
    fresh = [problem for problem in found if (problem.code, problem.message) not in had]
    if fresh:
        _stop("with these sources the project would have errors", fresh)
    return new


def _add_all(
    catalogue: SourceCatalogue, entries: Sequence[ImportedEntry | Refusal], kind: str, path: str, size: int
) -> list[ImportOutcome]:
    """The outcome of each reference; ends the command as soon as the list would have more bytes than are read.

    Args:
        catalogue: the sources of the project.
        entries: the references.
        kind: kind of source for references whose type is not known; may be empty.
        path: path of the list, relative to the project.
        size: number of bytes that the list has.
    """
    outcomes = []
    for entry in entries:
        outcomes.append(outcome := catalogue.add(entry, kind))
        if outcome.fields:
            size += append_yaml.least_bytes([outcome.fields])
            _refuse_too_large(path, size)
    return outcomes


def _refuse_too_large(path: str, size: int) -> None:
    """End the command where a list of sources would have more bytes than are read.

    Args:
        path: path of the list, relative to the project.
        size: the least number of bytes that it would have.
    """
    if size > MOST_BYTES:
        _stop(
            f"{path} would have more than {MOST_BYTES:,} bytes, which is the most that is read: export fewer references,"
            " such as those that the briefing cites, or add them to the lists of several briefings"
        )


def _errors(inputs: Inputs) -> list[Problem]:
    """The errors in the files and ids of a project."""
    project, problems = read_project(inputs)
    return [p for p in (*problems, *id_checks.check_ids(project, Graph(project))) if p.severity == "error"]


def _write(target: Path, *, there: bool, old: bytes, new: bytes) -> None:
    """Write the list, unless it was changed while the command ran.

    Args:
        target: the file.
        there: whether it existed when it was read.
        old: its content when it was read.
        new: its new content.

    Raises:
        FaultError: the file was changed.
    """
    now = target.read_bytes() if target.exists() else b""
    if now != old or target.exists() != there:
        raise FaultError(
            printable(f"{target} was changed by another program; nothing was written. Run the command again")
        )
    disk.write(target, new)


def _report(path: str, form: str, outcomes: Sequence[ImportOutcome], found: Found, *, dry_run: bool) -> None:
    """Print what was added, what was not and why, and which fields were left out.

    Args:
        path: path of the list, relative to the project.
        form: format of the references.
        outcomes: the outcome of each reference.
        found: what was read, with remarks on what is between the references.
        dry_run: whether nothing was written.
    """
    added = [outcome for outcome in outcomes if outcome.fields]
    if dry_run and added:
        for line in append_yaml.sources_as_yaml([o.fields for o in added if o.fields]).splitlines():
            click.echo(printable(line))
        click.echo("")
    _report_remarks(found)
    for outcome in outcomes:
        _report_outcome(outcome)
    if any(outcome.unknown for outcome in outcomes):
        click.echo(f"known types: {', '.join(imports.types(form))}")
        click.echo(f"for other types, give the kind of source with --kind: {', '.join(SOURCE_KINDS)}")
    there = sum(bool(outcome.there) for outcome in outcomes)
    refused = len(outcomes) - len(added) - there
    verb = "would be added" if dry_run else "added"
    click.echo(
        printable(f"{len(added)} {verb} to {path}, {there} there already, {refused} refused"), err=True
    )


def _report_remarks(found: Found) -> None:
    """Print what is said of the file between its references."""
    for remark in (item for item in found if isinstance(item, Remark)):
        click.echo(printable(f"note: {f'{remark.place}: ' if remark.place else ''}{remark.words}"))


def _report_outcome(outcome: ImportOutcome) -> None:
    """Print the outcome of one reference."""
    fields = outcome.fields
    if fields:
        title = next(str(fields[key]) for key in ("title", "url", "doi", "publisher") if key in fields)
        click.echo(printable(f"+ {fields['id']} ({fields['kind']}): {_cut(title)}"))
        for note in outcome.notes:
            click.echo(printable(f"    {note}"))
        return
    why = f"is there already as `{outcome.there}`: {outcome.why}" if outcome.there else outcome.why
    label = f", {_cut(outcome.entry.label)}" if outcome.entry.label else ""
    click.echo(printable(f"- {outcome.entry.place}{label}: {why}"))


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]} …"
