"""Environments in which one project is built: another clock, zone, locale, umask, user, path, order of files, width."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from support.project import ROOT, Site, briefing

NOBODY = 65534
SITECUSTOMIZE = Path(__file__).parent / "world"
OLD = 946_684_800  # the first of January 2000
LONGEST = 300  # seconds for a build


@dataclass(frozen=True)
class World:
    """How an environment in which a project is built differs from the usual one.

    Attributes:
        name: what it is called in a table.
        variables: of the environment.
        umask: for what is made there.
        folder: name of the folder that the project lies in.
        user: number of the user who builds; None for the one who runs the tests.
        owner: number of the user whose files the project's are; None for the one who builds.
        old: whether all files of the project are dated long ago.
        before: what the command is run by, such as a program that sets the clock.
    """

    name: str
    variables: Mapping[str, str] = field(default_factory=dict)
    umask: int = 0o022
    folder: str = "project"
    user: int | None = None
    owner: int | None = None
    old: bool = False
    before: tuple[str, ...] = ()


PLAIN = World("plain")


def locales() -> list[str]:
    """The locales that matter and are there: Turkish has other capitals, C has ASCII alone."""
    told = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False)  # noqa: S607
    there = {name.lower().replace("-", ""): name for name in told.stdout.split()}
    wanted = ("tr_tr.utf8", "de_de.iso88591", "c.utf8", "c")
    return [there[name] for name in wanted if name in there]


@cache
def stranger() -> int | None:
    """A user other than the one who runs this, if one may become it and it may then run Python."""
    if not hasattr(os, "geteuid") or os.geteuid():
        return None
    command = [sys.executable, "-c", "import mkdocs"]
    try:
        done = subprocess.run(
            command, user=NOBODY, group=NOBODY, extra_groups=[], capture_output=True, check=False
        )
    except PermissionError:
        return None
    return None if done.returncode else NOBODY


@cache
def masked() -> tuple[str, ...]:
    """The command that makes another one believe that it has another user; empty where there is none."""
    seems = ("unshare", "--user", "--map-user=1234", "--map-group=1234")
    if shutil.which("unshare") is None:
        return ()
    done = subprocess.run([*seems, sys.executable, "-c", ""], capture_output=True, check=False)
    return () if done.returncode else seems


# ASCII alone, which Python is kept from changing; it cannot even start in a folder whose name has other characters.
ASCII = (
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    if f"{sys.prefix}{ROOT}".isascii()
    else {"LC_ALL": "C.UTF-8"}
)


def everything_else() -> World:
    """Everything different at once, as far as this machine allows."""
    return World(
        "everything at once",
        {
            "TZ": "Pacific/Kiritimati",
            **ASCII,
            "PYTHONHASHSEED": "4242",
            "COLUMNS": "20",
            "HOME": "/nonexistent",
            "USER": "somebody-else",
            "LOGNAME": "somebody-else",
            "HOSTNAME": "another-host",
            "WORLD_DAYS": "-400",
            "WORLD_SHUFFLE": "7",
        },
        umask=0o077,
        folder="un père et sa fille",
        user=stranger(),
        before=() if stranger() else masked(),
        old=True,
    )


def build(project: Path, world: World, place: Path) -> Site:
    """A copy of a project, built in a world.

    Args:
        project: the folder to copy.
        world: the one to build it in.
        place: a folder that is not there yet, for the copy.
    """
    site = Site(place / world.folder)
    shutil.copytree(project, site.root, symlinks=True)
    _settle(place, site.root, world)
    command = [*world.before, sys.executable, "-m", "bindery", "build"]
    done = subprocess.run(
        command,
        cwd=site.root,
        env=_environment(world),
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=LONGEST,
        umask=world.umask,
        user=world.user,
        group=world.user,
        extra_groups=None if world.user is None else [],
    )
    assert done.returncode == 0, f"{world.name}: {done.stdout}{done.stderr}"
    return site


def _settle(place: Path, root: Path, world: World) -> None:
    """Gives the copy to the user of the environment, and its files the date of it."""
    if world.user is not None:
        for above in (place, *place.parents):
            if not above.stat().st_mode & 0o001:
                above.chmod(above.stat().st_mode | 0o011)  # so that the other user can get there
    owner = world.user if world.owner is None else world.owner
    for path in (root, *root.rglob("*")):
        if owner is not None:
            os.chown(path, owner, owner, follow_symlinks=False)
        if world.old:
            os.utime(path, (OLD, OLD), follow_symlinks=False)


def _environment(world: World) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    paths = os.pathsep.join([str(SITECUSTOMIZE), str(ROOT)])
    plain = {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    return kept | plain | world.variables


def made(site: Site) -> dict[str, tuple[int, bytes]]:
    """Mode and bytes of every file that a build made, and the mode of every folder, by path."""
    found: dict[str, tuple[int, bytes]] = {}
    for folder in ("site", "dist"):
        for path in sorted((site.root / folder).rglob("*")):
            mode = path.stat().st_mode & 0o7777
            if path.is_file():
                found[path.relative_to(site.root).as_posix()] = mode, path.read_bytes()
            elif folder == "site":
                found[path.relative_to(site.root).as_posix() + "/"] = mode, b""
    return found


def differences(one: Site, other: Site) -> list[str]:
    """The paths of what two builds made differently."""
    here, there = made(one), made(other)
    return sorted(path for path in here.keys() | there.keys() if here.get(path) != there.get(path))


def committed(site: Site) -> Site:
    """The project as the one commit of a repository: the same commit wherever and whenever it is made."""
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    dated = {"GIT_AUTHOR_DATE": "2024-05-01T00:00:00Z", "GIT_COMMITTER_DATE": "2024-05-01T00:00:00Z"}
    for arguments in (("init", "-q", "-b", "main"), ("add", "-A"), (*who, "commit", "-q", "-m", "All")):
        subprocess.run(
            ["git", *arguments],  # noqa: S607  the one that the author uses
            cwd=site.root,
            env=os.environ | dated,
            check=True,
            capture_output=True,
        )
    return site


def small(root: Path) -> Site:
    """A small project with something of each kind that could be told differently somewhere else."""
    site = Site(root).newsroom()
    site.write(
        "docs/İstanbul.md",
        "# İstanbul\n\nIts page, and `code` with a table:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
    )
    site.write("docs/left-out.md", "# Not here\n")
    site.write(
        "mkdocs.yml", site.read("mkdocs.yml") + "exclude_docs: left-out.md\nmarkdown_extensions: [tables]\n"
    )
    site.write("templates/theme/extra.txt", "ours\n")
    site.write("briefings/draft/briefing.yml", briefing(status="draft", title="Not yet"))
    for name in ("briefing.yml", "sources.yml"):
        site.write(f"briefings/urdu/{name}", (ROOT / "tests/support/urdu/briefings/urdu" / name).read_bytes())
    return site
