"""The commands that create a briefing or a whole site, which pass every check as they are."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import click

from bindery import __version__
from bindery.cli.options import root_option
from bindery.exports import json_schema
from bindery.model.field_types import LONGEST_ID
from bindery.reading.folder_names import slug_problems
from bindery.reading.inputs import Inputs
from bindery.reading.project import FOLDER, read_project
from bindery.system import clock, disk
from bindery.text.problems import Problem
from bindery.text.report import printable

_TEMPLATES = "templates/new"
_FIRST = "first-briefing"  # name of the briefing that a new site has
_NOTE = "-note"  # end of the id of the source that a new briefing has
_CONFIGURATION = "mkdocs.yml"
_MAY_BE_THERE = {".git"}  # names that a folder for a new site may already hold
_PLACE = re.compile(r"\$([a-z]+)")  # placeholder in a template file; one that we do not know stays as it is
_HIDDEN = {
    "gitignore": ".gitignore",
    "github": ".github",
}  # stored without the dot, so that no tool takes them for settings of Bindery itself


@click.group()
def new() -> None:
    """Create a briefing, or a whole site."""


@new.command()
@click.argument("slug")
@root_option
@click.option("--title", help="Title of the briefing.  [default: made from SLUG]")
def briefing(slug: str, root: Path, title: str | None) -> None:
    """Create a briefing in briefings/SLUG/: a draft with example text and a comment on each key.

    SLUG is the name of the briefing's folder and part of its address. Existing files are not touched.
    """
    if not (root / _CONFIGURATION).is_file():
        raise click.ClickException(
            printable(
                f"there is no {_CONFIGURATION} in {root.resolve().name}/; run this in the project's folder, "
                "name the folder with -C, or create a project with `bindery new site`"
            )
        )
    _refuse(slug_problems(slug, f"{FOLDER}/{slug}"))
    files = _briefing(slug, title or _titled(slug), "draft")
    target = root / FOLDER / slug
    with _scratch(root) as scratch:
        _write(scratch / slug, files)
        target.parent.mkdir(exist_ok=True)
        _refuse_existing(target)
        (scratch / slug).rename(target)
    click.echo(printable(f"{FOLDER}/{slug}/ is a draft; `bindery serve` shows it while you write"), err=True)


@new.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the site.  [default: made from FOLDER]")
def site(folder: Path, name: str | None) -> None:
    """Create a site in FOLDER, which must be new or empty: a briefing, a page, settings and a workflow, ready to build."""
    existed = folder.is_dir()
    if folder.is_symlink() or (folder.exists() and not existed):
        raise click.ClickException(printable(f"{folder} is not a folder; name another"))
    if existed and any(entry.name not in _MAY_BE_THERE for entry in folder.iterdir()):
        raise click.ClickException(printable(f"{folder} is not empty; name a new or empty folder"))
    called = name or _titled(folder.resolve().name)
    files = _site(called) | {
        f"{FOLDER}/{_FIRST}/{path}": data
        for path, data in _briefing(_FIRST, _titled(_FIRST), "published").items()
    }
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with _scratch(folder) as scratch:
            _write(scratch, files)
            _move(scratch, folder)
    except BaseException:
        if not existed:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    click.echo(printable(f"{folder}/ is a site; change to that folder and run `bindery build`"), err=True)


def _briefing(slug: str, title: str, status: str) -> dict[str, bytes]:
    """The files of a new briefing.

    Args:
        slug: name of the briefing's folder.
        title: title of the briefing.
        status: `draft` or `published`.

    Returns:
        The content of each file by its path in the folder.

    Raises:
        click.UsageError: the title is not valid in a briefing.
    """
    source = slug[: LONGEST_ID - len(_NOTE)].rstrip("-") + _NOTE
    words = {
        "slug": slug,
        "title": _scalar(title),
        "status": status,
        "source": source,
        "today": clock.today().isoformat(),
    }
    files = _filled("briefing", words)
    files[f"snapshots/{source}.txt"] = files.pop("snapshots/note.txt")
    named = {f"{FOLDER}/{slug}/{path}": data for path, data in files.items()}
    _, problems = read_project(Inputs(files=named, templates={}, today=clock.today()))
    _refuse(problems)
    return files


def _site(name: str) -> dict[str, bytes]:
    """The files of a new site other than its briefing.

    Args:
        name: name of the site.

    Returns:
        The content of each file by its path in the site's folder.
    """
    found = _filled("site", {"name": _scalar(name), "version": __version__})
    found["README.md"] = found["README.md"].replace(_scalar(name).encode(), name.encode())
    files = {"/".join(_HIDDEN.get(part, part) for part in path.split("/")): found[path] for path in found}
    return files | json_schema.schema_files()


def _filled(kind: str, words: Mapping[str, str]) -> dict[str, bytes]:
    """Template files with their placeholders replaced.

    Args:
        kind: `briefing` or `site`.
        words: text for each placeholder, by its name.

    Returns:
        The content of each file by its path.
    """
    folder = disk.shipped(_TEMPLATES) / kind
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in disk.walk_files(folder)}
    return {
        path: _PLACE.sub(lambda place: words.get(place[1], place[0]), text).encode()
        for path, text in texts.items()
    }


def _scalar(text: str) -> str:
    """A text as a YAML value. JSON strings are valid YAML (YAML 1.2.2, 1.2)."""
    return json.dumps(text, ensure_ascii=False)


def _titled(name: str) -> str:
    """A title from the name of a folder."""
    words = name.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or "Briefings"


def _refuse(problems: list[Problem]) -> None:
    """End the command with the first problem and its help, if there is one."""
    for problem in problems:
        raise click.UsageError(printable(f"{problem.message}; {problem.help}"))


def _refuse_existing(target: Path) -> None:
    """End the command where the folder of a new briefing already exists."""
    if target.exists() or target.is_symlink():
        raise click.ClickException(printable(f"{FOLDER}/{target.name}/ already exists; choose another name"))


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        disk.write(folder / path, data)


@contextmanager
def _scratch(beside: Path) -> Iterator[Path]:
    """A temporary folder that is deleted at the end of the block.

    Args:
        beside: the folder to make it in, so that files can be moved from it by a rename.

    Yields:
        The temporary folder.
    """
    made = Path(tempfile.mkdtemp(dir=beside, prefix=".bindery-new-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _move(made: Path, folder: Path) -> None:
    """Move everything from one folder to another, mkdocs.yml last; where a step fails, undo the steps before.

    Args:
        made: the folder to move from.
        folder: the folder to move to, on the same disk.
    """
    entries = sorted(made.iterdir(), key=lambda entry: (entry.name == _CONFIGURATION, entry.name))
    moved: list[Path] = []
    try:
        for entry in entries:
            entry.rename(folder / entry.name)
            moved.append(folder / entry.name)
    except BaseException:
        for path in moved:
            path.rename(made / path.name)
        raise


__all__ = ["new"]
