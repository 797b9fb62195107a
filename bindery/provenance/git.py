"""Earlier states of a project, from files or from git, as inputs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bindery.reading.inputs import Inputs
from bindery.reading.project import FOLDER
from bindery.system import clock, disk
from bindery.text.problems import Problem

_LONGEST_WAIT = 60  # seconds for one call of git
# Git only reads objects here: it runs no program that a repository names, and fetches nothing that is not there.
# Since nothing of the repository is run, it may be somebody else's: the same bytes, whoever builds.
_HARMLESS = [
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "safe.directory=*"),
]
_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_TERMINAL_PROMPT": "0",
}


class HistoryError(Exception):
    """A state cannot be had; the message says why."""


@dataclass(frozen=True)
class Commit:
    """The commit that is checked out.

    Attributes:
        id: its hash.
        blobs: git's hash of each of its files, by path relative to the project.
    """

    id: str
    blobs: dict[str, str]


def current_commit(root: Path) -> Commit | None:
    """The commit that the project at `root` belongs to; None when there is none, or no git to ask."""
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode("ascii").strip()
        listed = _git(root, "ls-tree", "-r", "-z", found).split(b"\0") if found else []
    except HistoryError:
        return None
    blobs: dict[str, str] = {}
    for line in filter(None, listed):
        about, _, path = line.partition(b"\t")
        blobs[os.fsdecode(path)] = about.split()[2].decode("ascii")
    return Commit(found, blobs) if "mkdocs.yml" in blobs else None  # else the repository is of something else


def state_of_file(path: Path) -> Inputs:
    """The state that one briefing.yml holds, with the sources.yml beside it and the one above, where there are any.

    Its folder counts as the briefing `briefing`, so that two files can be compared whatever they are called.
    """
    beside, above = path.with_name("sources.yml"), path.parent.parent / "sources.yml"
    found = {f"{FOLDER}/briefing/briefing.yml": path}
    if beside.is_file():
        found[f"{FOLDER}/briefing/sources.yml"] = beside
    if above.is_file():
        found[f"{FOLDER}/sources.yml"] = above
    read = {name: disk.read_regular(file, file.as_posix()) for name, file in found.items()}
    for data in read.values():
        if isinstance(data, Problem):
            raise HistoryError(f"{data.path}: {data.message}")
    return _inputs({name: data for name, data in read.items() if isinstance(data, bytes)})


def state_of_folder(root: Path) -> Inputs:
    """The state of the project as it lies on disk."""
    return replace(disk.read_inputs(root, drafts=True), templates={})


def state_of_revision(root: Path, revision: str) -> Inputs:
    """The state of the project at a git revision.

    Raises:
        HistoryError: git is not there, the folder is in no repository, or it knows no such revision.
    """
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit.strip():
        raise HistoryError(f"there is no file and no revision called {revision}")
    name = commit.decode("ascii").strip()
    listed = _git(root, "ls-tree", "-r", "-z", "--name-only", name, "--", FOLDER).split(b"\0")
    paths = [item.decode("utf-8", "replace") for item in listed if item.endswith(b".yml")]
    return _inputs({path: _git(root, "show", f"{name}:./{path}") for path in paths})


def _inputs(files: Mapping[str, bytes]) -> Inputs:
    return Inputs(files=files, templates={}, today=clock.today(), drafts=True)


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603  a list of arguments, and no shell
            ["git", "-C", str(root), *_HARMLESS, *arguments],  # noqa: S607  the git that the author uses
            env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _QUIET,
            capture_output=True,
            check=False,
            timeout=_LONGEST_WAIT,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise HistoryError(f"git cannot be run: {error}") from error
    if done.returncode and arguments[0] != "rev-parse":
        raise HistoryError(done.stderr.decode("utf-8", "replace").strip() or "git failed")
    return done.stdout
