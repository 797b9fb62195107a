"""Other states of a project, read from files or from git history, as inputs."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bindery.reading.inputs import Inputs
from bindery.reading.project import FOLDER
from bindery.system import clock, disk
from bindery.system.confined import confined
from bindery.text.problems import Problem

_LONGEST_WAIT = 60  # seconds for one call of git
# Git only reads objects here. It runs no program that the repository's settings name, and fetches nothing. So it is
# safe to read a repository that another user owns, and the result is the same for every user.
_READ_ONLY = [
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "protocol.allow=never"),
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "safe.directory=*"),
]
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_TERMINAL_PROMPT": "0",
}


class HistoryError(Exception):
    """A state of the project cannot be read; the message says why."""


@dataclass(frozen=True)
class CheckedOutCommit:
    """The commit that is checked out.

    Attributes:
        id: its hash, in hexadecimal digits.
        blobs: git's hash of each file in it, by path relative to the project.
    """

    id: str
    blobs: dict[str, str]


def current_commit(root: Path) -> CheckedOutCommit | None:
    """The commit that the project at `root` belongs to; None if there is no commit or git is not installed."""
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode("ascii").strip()
        listed = _git(root, "ls-tree", "-r", "-z", found).split(b"\0") if found else []
    except HistoryError:
        return None
    blobs: dict[str, str] = {}
    for line in filter(None, listed):
        columns, _, path = line.partition(b"\t")
        blobs[os.fsdecode(path)] = columns.split()[2].decode("ascii")
    return (
        CheckedOutCommit(found, blobs) if "mkdocs.yml" in blobs else None
    )  # otherwise it is the repository of another project


def state_of_file(path: Path) -> Inputs:
    """The state in one briefing.yml, with the sources.yml in its folder and the one in the folder above, if there are any.

    The briefing's slug is always `briefing`, so that files from differently named folders can be compared.

    Raises:
        HistoryError: one of the files cannot be read.
    """
    found = files_of_state(path)
    read = {name: disk.read_regular(file, file.as_posix()) for name, file in found.items()}
    for data in read.values():
        if isinstance(data, Problem):
            raise HistoryError(f"{data.path}: {data.message}")
    return _inputs({name: data for name, data in read.items() if isinstance(data, bytes)})


def files_of_state(path: Path) -> dict[str, Path]:
    """The files that `state_of_file` reads for a briefing.yml, by their paths in the inputs."""
    own_sources, shared_sources = path.with_name("sources.yml"), path.parent.parent / "sources.yml"
    found = {f"{FOLDER}/briefing/briefing.yml": path}
    if own_sources.is_file():
        found[f"{FOLDER}/briefing/sources.yml"] = own_sources
    if shared_sources.is_file():
        found[f"{FOLDER}/sources.yml"] = shared_sources
    return found


def state_of_folder(root: Path) -> Inputs:
    """The state of the project's files on disk."""
    return replace(disk.read_inputs(root, drafts=True), templates={})


def state_of_revision(root: Path, revision: str) -> Inputs:
    """The state of the project at a git revision.

    Args:
        root: the project's folder.
        revision: name of the revision as git reads it, such as `main` or `HEAD~2`.

    Raises:
        HistoryError: git is not installed, the folder is not in a repository, or the revision does not exist.
    """
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if not commit.strip():
        raise HistoryError(f"there is no file and no revision called {revision}")
    name = commit.decode("ascii").strip()
    listed = _git(root, "ls-tree", "-r", "-z", "--name-only", name, "--", FOLDER).split(b"\0")
    paths = [
        item.decode("utf-8", "replace") for item in listed if item.endswith(b".yml") or b"/snapshots/" in item
    ]
    return _inputs({path: _git(root, "show", f"{name}:./{path}") for path in paths})


def _inputs(files: Mapping[str, bytes]) -> Inputs:
    return Inputs(files=files, templates={}, today=clock.today(), drafts=True, confine=confined)


def _git(root: Path, *arguments: str) -> bytes:
    """What git prints. If `rev-parse` fails, that is nothing; if another command fails, it raises `HistoryError`."""
    try:
        done = subprocess.run(  # noqa: S603  a list of arguments, not a shell command
            ["git", "-C", str(root), *_READ_ONLY, *arguments],  # noqa: S607  the author's own git, wherever it is installed
            env={name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
            | _ENVIRONMENT,
            capture_output=True,
            check=False,
            timeout=_LONGEST_WAIT,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise HistoryError(f"git cannot be run: {error}") from error
    if done.returncode and arguments[0] != "rev-parse":
        raise HistoryError(done.stderr.decode("utf-8", "replace").strip() or "git failed")
    return done.stdout
