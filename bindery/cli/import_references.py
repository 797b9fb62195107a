"""The command that takes up sources from the references of other programs."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from bindery.cli.options import root_option
from bindery.evidence import id_checks
from bindery.evidence.graph import Graph
from bindery.model.briefing import SourceList
from bindery.model.vocabulary import SOURCE_KINDS
from bindery.reading.inputs import Inputs
from bindery.reading.project import FOLDER, Project, path_within_briefings, read_project
from bindery.references import append_yaml, imports
from bindery.references.imports import ImportedEntry, ReferencesFileError, Refusal
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
@click.option("--briefing", help="The briefing to whose sources.yml they are added.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    help="The sources.yml to add to, such as briefings/sources.yml, which several briefings share.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["auto", *imports.FORMATS]),
    default="auto",
    show_default=True,
    help="The format of FILE.",
)
@click.option(
    "--kind", type=click.Choice(list(SOURCE_KINDS)), help="The kind of each source whose type nobody knows."
)
@click.option("--dry-run", is_flag=True, help="Print what would be added, and write nothing.")
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
    """Add the references in FILE (CSL-JSON, BibTeX, BibLaTeX or RIS; as Zotero exports them) to a sources.yml.

    What is in the sources.yml stays as it is; new sources stand at the end of its list. One that is there already, by
    DOI, address, or title and date, is not added again. What a source has no place for is left out and told. Exits
    with 1 when a reference is neither added nor there already, or when nothing can be read or written.
    """
    inputs = disk.read_inputs(root, drafts=True)
    path = _target(root, inputs, briefing, into)
    old = inputs.files.get(path, b"")
    rest = replace(inputs, files={name: data for name, data in inputs.files.items() if name != path})
    before, problems = read_project(rest)
    _sound(path, before, problems)
    form, entries = _entries(file, form)
    catalogue = _catalogue(path, old, before)
    outcomes = [catalogue.add(entry, kind or "") for entry in entries]
    added = [outcome.fields for outcome in outcomes if outcome.fields]
    if added:
        new = _new(path, old, added, inputs)
        if not dry_run:
            _write(root / path, there=path in inputs.files, old=old, new=new)
    _tell(path, form, outcomes, dry_run=dry_run)
    if any(outcome.why and not outcome.there for outcome in outcomes):
        sys.exit(1)


def _target(root: Path, inputs: Inputs, briefing: str | None, into: Path | None) -> str:
    """The list to add to, relative to the project."""
    if briefing is not None and into is not None:
        raise click.UsageError("name the list with --briefing or with --into, not with both")
    slugs = [slug for name in sorted(inputs.files) if (slug := _slug(name))]
    if into is not None:
        return _named(root, into, {f"{FOLDER}/{_LIST}", *(f"{FOLDER}/{slug}/{_LIST}" for slug in slugs)})
    if briefing is None:
        if len(slugs) != 1:
            there = f": {printable(', '.join(slugs))}" if slugs else "; there is none yet"
            raise click.UsageError(f"name the briefing with --briefing{there}; or --into {FOLDER}/{_LIST}")
        return f"{FOLDER}/{slugs[0]}/{_LIST}"
    if briefing not in slugs:
        near = did_you_mean(briefing, slugs)
        raise click.UsageError(
            f"no briefing is called {printable(briefing)}" + (f"; {printable(near)}" if near else "")
        )
    return f"{FOLDER}/{briefing}/{_LIST}"


def _slug(name: str) -> str:
    """The briefing that a file is; empty for any other file."""
    match path_within_briefings(name):
        case (slug, "briefing.yml"):
            return slug
    return ""


def _named(root: Path, path: Path, lists: set[str]) -> str:
    """The list that a path names, from the project's folder or from the one where the command is given."""
    for start in (root.absolute(), Path.cwd()):
        found = Path(os.path.relpath(start / path, root.absolute())).as_posix()
        if found in lists:
            return found
    raise click.UsageError(
        f"{printable(path.as_posix())} is no list of sources of this project: name {FOLDER}/{_LIST},"
        f" or the {_LIST} of a briefing"
    )


def _sound(path: str, project: Project, problems: Sequence[Problem]) -> None:
    """Ends the command where a list of sources cannot be read: nobody could tell then which ids are taken."""
    wrong = [problem for problem in problems if problem.severity == "error" and problem.file.endswith(_LIST)]
    wrong = [problem for problem in wrong if problem.file == path or not project.sources_complete]
    if wrong:
        _stop("the sources of the project have errors; mend them first", wrong)


def _stop(message: str, problems: Sequence[Problem] = ()) -> NoReturn:
    if problems:
        show(tuple(problems), "text")
    raise click.ClickException(f"{printable(message)}. Nothing was written")


def _entries(file: Path, form: str) -> tuple[str, list[ImportedEntry | Refusal]]:
    """The format of a file, and its references."""
    for talkative in ("bibtexparser", "pylatexenc"):  # what they find odd is told by us, with its line
        logging.getLogger(talkative).setLevel(logging.CRITICAL + 1)
    data = disk.read_regular(
        file.resolve(), file.as_posix()
    )  # who gives the command names the file: a link will do
    if isinstance(data, Problem):
        _stop(f"{file}: {data.message}; {data.help}")
    try:
        form, entries = imports.read_references(file.name, data, form)
    except ReferencesFileError as error:
        _stop(f"{file}: {error}")
    if not entries:
        _stop(f"{file}: there is no reference in it")
    return form, entries


def _catalogue(path: str, old: bytes, project: Project) -> SourceCatalogue:
    """The sources that the project has."""
    try:
        mine = append_yaml.read_source_list(path, old) if old else SourceList()
    except append_yaml.AppendError as error:
        _stop(str(error), error.problems)
    return SourceCatalogue((mine, *(document.value for _, document in project.lists)))


def _new(path: str, old: bytes, added: list[append_yaml.Fields], inputs: Inputs) -> bytes:
    """The list with what is added; ends the command where the project would then have an error that it had not."""
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


def _errors(inputs: Inputs) -> list[Problem]:
    project, problems = read_project(inputs)
    return [p for p in (*problems, *id_checks.check_ids(project, Graph(project))) if p.severity == "error"]


def _write(target: Path, *, there: bool, old: bytes, new: bytes) -> None:
    """Writes the list whole or not at all, unless somebody changed it meanwhile."""
    now = target.read_bytes() if target.exists() else b""
    if now != old or target.exists() != there:
        raise FaultError(
            printable(f"{target} changed meanwhile; nothing was written. Give the command again")
        )
    disk.write(target, new)


def _tell(path: str, form: str, outcomes: Sequence[ImportOutcome], *, dry_run: bool) -> None:
    """Says what was added, what was not and why, and what was left out."""
    added = [outcome for outcome in outcomes if outcome.fields]
    if dry_run and added:
        for line in append_yaml.sources_as_yaml([o.fields for o in added if o.fields]).splitlines():
            click.echo(printable(line))
        click.echo("")
    for outcome in outcomes:
        _tell_of(outcome)
    if any(outcome.unknown for outcome in outcomes):
        click.echo(f"types that are known: {', '.join(imports.types(form))}")
        click.echo(f"or give the others a kind with --kind: {', '.join(SOURCE_KINDS)}")
    there = sum(bool(outcome.there) for outcome in outcomes)
    refused = len(outcomes) - len(added) - there
    verb = "would be added" if dry_run else "added"
    click.echo(
        printable(f"{len(added)} {verb} to {path}, {there} there already, {refused} refused"), err=True
    )


def _tell_of(outcome: ImportOutcome) -> None:
    fields = outcome.fields
    if fields:
        title = str(fields.get("title") or fields.get("url"))
        click.echo(printable(f"+ {fields['id']} ({fields['kind']}): {_cut(title)}"))
        for note in outcome.notes:
            click.echo(printable(f"    {note}"))
        return
    why = f"is there already as `{outcome.there}`: {outcome.why}" if outcome.there else outcome.why
    label = f", {_cut(outcome.entry.label)}" if outcome.entry.label else ""
    click.echo(printable(f"- {outcome.entry.place}{label}: {why}"))


def _cut(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]} …"
