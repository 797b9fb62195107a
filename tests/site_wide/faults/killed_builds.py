"""A small project whose builds are killed, interrupted or run out of space, and the state that its site is left in."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from support.project import ROOT, Site

HERE = Path(__file__).resolve().parent
BUILD = [sys.executable, str(ROOT / "build.py")]
CHANGE = ("Why cities are hot", "Why cities grow hot")
PAGE = "briefings/heat/briefing.yml"
NONE = "none"  # the fingerprint of a folder that does not exist
SECONDS = 300  # after which a build counts as hung


def fingerprint(folder: Path) -> str:
    """A hash of every path in a folder, and of every byte."""
    if not folder.is_dir():
        return NONE
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        whole.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0{path.is_dir()}\0".encode() + data)
    return whole.hexdigest()


@dataclass(frozen=True)
class Result:
    """How a build ended: its exit code, what it said, and the fingerprints of site and dist."""

    code: int
    said: str
    site: str
    dist: str


class SabotagedProject:
    """A project that is built as a user does, by the program itself in a process of its own."""

    def __init__(self, root: Path) -> None:
        self.files = Site(root)
        self.known_steps: dict[str, list[str]] = {}
        self.root = root
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        self.files.newsroom().replace("mkdocs.yml", "theme:", "site_url: https://example.org/\ntheme:")
        self.customised = root.parent / f"{root.name}-sabotage"
        self.customised.mkdir(exist_ok=True)
        shutil.copy(HERE / "saboteur.py", self.customised / "sitecustomize.py")
        self.old = self.build()
        assert self.old.code == 0, self.old.said
        self.keep = root.parent / f"{root.name}-old"
        shutil.rmtree(self.keep, ignore_errors=True)
        shutil.copytree(root, self.keep)
        self.change()
        self.new = self.build()
        assert self.new.code == 0, self.new.said
        assert self.new.site != self.old.site
        self.known = {path.read_bytes() for at in (self.keep, root) for path in (at / "dist").iterdir()}
        self.again()

    def environment(self, more: Mapping[str, str]) -> dict[str, str]:
        """The environment of a build, in which Python loads saboteur.py when it starts.

        The first builds keep what Python compiles; in a sabotaged one that would count among its steps.
        """
        paths = os.pathsep.join((str(self.customised), str(ROOT)))
        kept = {"PYTHONDONTWRITEBYTECODE": "1"} if more else {}
        return {**os.environ, "PYTHONPATH": paths, **kept, **more}

    def start(self, *arguments: str, before: Sequence[str] = (), **more: str) -> subprocess.Popen[str]:
        """Start a build without waiting for it; `before` is a command that runs it, such as `setpriv`."""
        return subprocess.Popen(
            [*before, *BUILD, *arguments],
            cwd=self.root,
            env=self.environment(more),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def build(self, *arguments: str, before: Sequence[str] = (), **more: str) -> Result:
        """Build, and return how it ended."""
        return self.ended(self.start(*arguments, before=before, **more))

    def ended(self, build: subprocess.Popen[str]) -> Result:
        """Wait for a build."""
        said, _ = build.communicate(timeout=SECONDS)
        return Result(build.returncode, said, *self.state())

    def state(self) -> tuple[str, str]:
        """The fingerprints of site and dist as they are."""
        return fingerprint(self.root / "site"), fingerprint(self.root / "dist")

    def change(self) -> None:
        """Edit the project, so that its next build makes another site."""
        self.files.replace(PAGE, *CHANGE)

    def again(self) -> None:
        """Restore the old site with the inputs of the new one, and delete everything else."""
        shutil.rmtree(self.root)
        shutil.copytree(self.keep, self.root)
        self.change()

    def which(self) -> str:
        """Whether readers have the old site or the new one now: `old`, `new`, `none` or `broken`."""
        site, _ = self.state()
        names = {self.old.site: "old", self.new.site: "new", NONE: "none"}
        if (self.root / "dist").is_dir() and not self.whole_files():
            return "broken"
        return names.get(site, "broken")

    def whole_files(self) -> bool:
        """Whether each file of dist is, whole, that of the old or of the new build."""
        return all(
            path.read_bytes() in self.known for path in (self.root / "dist").iterdir() if path.is_file()
        )

    def steps(self, deed: str) -> list[str]:
        """The steps that a build to the new site takes, in order: those at which `SABOTAGE_AT` can stop it."""
        if deed in self.known_steps:
            return self.known_steps[deed]
        log = self.customised / "log"
        log.unlink(missing_ok=True)
        result = self.build(SABOTAGE=f"watch {deed}", SABOTAGE_LOG=str(log))
        assert result.code == 0, result.said
        self.again()
        return self.known_steps.setdefault(deed, log.read_text("utf-8").splitlines())

    def leftovers(self) -> list[str]:
        """The hidden folders of builds; a build that ended by itself leaves none."""
        return [path.relative_to(self.root).as_posix() for path in self.root.rglob("*bindery-build*")]
