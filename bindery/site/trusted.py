"""What a project's configuration answers for: scripts and hosts that its pages may load."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Trusted:
    """What a project's configuration allows pages to load and run.

    Attributes:
        hosts: other hosts, each as `https://example.org`.
        scripts: paths on the site of the scripts that mkdocs.yml names.
        folders: the folders of the theme; every script in them may run.
        base: path of the site's address, such as `/` or `/news/`.
    """

    hosts: tuple[str, ...] = ()
    scripts: frozenset[str] = frozenset()
    folders: tuple[Path, ...] = ()
    base: str = "/"

    def knows(self, script: str) -> bool:
        """Whether a script, given its path on the site, is in the theme or named in mkdocs.yml."""
        return script in self.scripts or any((folder / script).is_file() for folder in self.folders)

    def lets(self, address: str) -> bool:
        """Whether pages may load from an address on another host."""
        parts = urlsplit(address, scheme="https")
        return f"{parts.scheme}://{parts.netloc}" in self.hosts
