"""Writes the pages as Markdown files into a folder, with a configuration, for site generators that read from disk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from bindery.edition import Edition, address_conflict
from bindery.exports.formats import robots
from bindery.pages.render import Page
from bindery.system import disk
from bindery.text.problems import Problem

DOCS = "docs"
MANIFEST = ".bindery-pages.json"
_THEME = "templates/theme"


class NotOursError(Exception):
    """The folder holds files that this program did not write. They are kept."""


def write_folder(out: Path, edition: Edition, hand_written: Path, site_name: str, site_url: str) -> int:
    """Write every page and file, and delete files of an earlier run that are no longer made.

    Args:
        out: the folder; it is made if it does not exist.
        edition: the pages and files.
        hand_written: the project's own folder of documents, which is copied too.
        site_name: as in mkdocs.yml.
        site_url: as in mkdocs.yml; may be empty.

    Returns:
        Number of files that were written because they are new or differ.

    Raises:
        NotOursError: the folder has files that an earlier run did not write.
    """
    before = _written_before(out)
    files: dict[str, bytes] = {}
    files |= _tree(hand_written, DOCS)
    files |= _tree(disk.shipped(_THEME) / "assets", f"{DOCS}/assets")
    files |= {
        f"{DOCS}/{path}": data
        for path, data in edition.files.items()
        if path != robots.NAME or f"{DOCS}/{path}" not in files
    }
    files |= {f"{DOCS}/{page.path}": _markdown(page) for page in edition.pages}
    files["mkdocs.yml"] = _configuration(edition, site_name, site_url, [*files])
    files[MANIFEST] = (json.dumps(sorted(files), indent=1) + "\n").encode()
    for stale in before - set(files):
        (out / stale).unlink(missing_ok=True)
        _prune(out, (out / stale).parent)
    return sum(disk.write(out / path, data) for path, data in files.items())


def collisions(edition: Edition, hand_written: Path) -> list[Problem]:
    """An error for each page or file that would overwrite a hand-written one. Upper and lower case count as equal."""
    taken = {path.casefold(): path for path in _tree(hand_written, DOCS)}
    made = (*(page.path for page in edition.pages), *(path for path in edition.files if path != robots.NAME))
    named = ((path, f"{DOCS}/{path}".casefold()) for path in made)
    return [address_conflict(path, taken[address]) for path, address in named if address in taken]


def _prune(out: Path, folder: Path) -> None:
    """Deletes a folder that has become empty, and its parents that have, up to but not including `out`."""
    while folder != out and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _written_before(out: Path) -> set[str]:
    """Paths of the files that an earlier run wrote; raises `NotOursError` if the folder has files and no list of them."""
    manifest = out / MANIFEST
    if manifest.is_file():
        listed = {str(name) for name in json.loads(manifest.read_text("utf-8"))}
        return {name for name in listed if (out / name).resolve().is_relative_to(out.resolve())}
    if out.is_dir() and any(out.iterdir()):
        message = f"{out} is not empty and was not written by this command; choose another folder"
        raise NotOursError(message)
    return set()


def _tree(folder: Path, under: str) -> dict[str, bytes]:
    """The bytes of each file in a folder by its path, which begins with `under` in place of the folder. No links."""
    if not folder.is_dir():
        return {}
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
    return {f"{under}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}


def _markdown(page: Page) -> bytes:
    """A page with its front matter. The values are JSON, which is valid YAML and cannot be misread."""
    meta = {key: value for key, value in page.meta.items() if key not in ("bindery", "share")}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", "", page.markdown.strip(), ""]).encode()


def _configuration(edition: Edition, site_name: str, site_url: str, files: list[str]) -> bytes:
    """A mkdocs.yml for the folder, with its navigation."""
    titles = {page.path: page for page in edition.pages}
    nav: list[Any] = [{"Briefings": "index.md"}]
    nav += [
        {str(page.meta["title"]): _contents(page, titles)}
        for page in edition.pages
        if "bindery" in page.meta and page.path.endswith("/index.md")
    ]
    nav.append({"All sources": "sources/index.md"})
    by_hand = [name.removeprefix(f"{DOCS}/") for name in files if name.endswith(".md")]
    nav += [name for name in by_hand if name not in titles]
    made: dict[str, Any] = {
        "site_name": site_name,
        **({"site_url": site_url} if site_url else {}),
        "docs_dir": DOCS,
        "nav": nav,
        "not_in_nav": "/sources/*.md\n/404.md\n",
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.prune", "navigation.sections", "search.highlight"],
        },
        "extra_css": ["assets/bindery/bindery.css"],
        "markdown_extensions": [
            "admonition",
            "attr_list",
            "def_list",
            "tables",
            {"toc": {"permalink": True}},
        ],
        "plugins": ["search"],
    }
    return yaml.safe_dump(made, sort_keys=False, allow_unicode=True).encode()


def _contents(overview: Page, pages: Mapping[str, Page]) -> list[Any]:
    """The entries of the navigation for one briefing, given its overview and all pages by path."""
    slug = overview.path.split("/")[0]
    listed: list[Any] = []
    for entry in overview.meta["bindery"]["contents"]:
        path = f"{entry['address'].rstrip('/')}.md" if entry["address"] != f"{slug}/" else overview.path
        if path in pages:
            listed.append({entry["title"]: path})
    return listed
