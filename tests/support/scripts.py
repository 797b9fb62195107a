"""The scripts that a site carries, and the list of those that it may carry."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from support.project import ROOT

SCRIPTS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (ROOT / "requirements/scripts.yml").read_text("utf-8")
)


def of_files(folder: Path) -> dict[str, bytes]:
    """Every script under a folder, by its path in it. The files of the search index are data, though they are scripts."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.js"))}
    return {path: data for path, data in found.items() if not path.startswith("search/")}


def are_listed(carried: dict[str, bytes], listed: list[dict[str, Any]]) -> None:
    """Fails where the scripts are not those that are listed, byte for byte."""
    assert sorted(carried) == sorted(entry["path"] for entry in listed)
    for entry in listed:
        own = ROOT / entry["origin"]
        expected = entry.get("sha256") or sha256(own.read_bytes()).hexdigest()
        assert sha256(carried[entry["path"]]).hexdigest() == expected, entry["path"]
