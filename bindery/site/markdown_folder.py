"""Writes the pages as Markdown files into a folder, with a configuration, for site generators that read from disk."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bindery.edition import Edition, address_conflict
from bindery.exports.formats import robots
from bindery.html import csp
from bindery.pages.render import Page
from bindery.site.settings import Settings, read_config
from bindery.system import disk
from bindery.text.problems import Problem

DOCS = "docs"
MANIFEST = ".bindery-pages.json"
_THEME = "templates/theme"
_OWN = "templates/other-engines"  # a layout and scripts for other engines
_OVERRIDES = "overrides"
_SCRIPTS = "assets/bindery"
_LINK = re.compile(r"(\]\(\s*<?|^\[[^\]]+\]:\s*<?)([^)\s#<>:]+\.md)\b", re.MULTILINE)  # to a Markdown file
_UNUSED = frozenset({"search.js", "search-engine.js"})  # for our own search
_PALETTE = [
    {
        "media": f"(prefers-color-scheme: {shown})",
        "scheme": scheme,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": f"material/{icon}", "name": f"Switch to {other}"},
    }
    for shown, scheme, icon, other in (
        ("light", "default", "weather-night", "dark"),
        ("dark", "slate", "weather-sunny", "light"),
    )
]


class NotOursError(Exception):
    """The folder holds files that this program did not write. They are kept."""


@dataclass(frozen=True)
class FolderSettings:
    """What the configuration in the folder takes from that of the project.

    Attributes:
        site_name: as in mkdocs.yml.
        site_url: as in mkdocs.yml; may be empty.
        language: language of the theme, such as `en`.
        direction: direction of writing of the theme; empty for that of its language.
        palette: colours of the theme; empty for ours, light and dark.
        hosts: other hosts that pages may load from.
    """

    site_name: str
    site_url: str = ""
    language: str = "en"
    direction: str = ""
    palette: Sequence[Any] | Mapping[str, Any] = ()
    hosts: tuple[str, ...] = ()


def folder_settings(root: Path, known: Settings) -> FolderSettings:
    """The settings of a project that a folder takes over.

    Args:
        root: the project's folder.
        known: what else is known of its mkdocs.yml.
    """
    theme = read_config(root).theme
    return FolderSettings(
        known.imprint.name,
        known.site_url,
        str(theme.get("language") or "en"),
        str(theme.get("direction") or ""),
        theme.get("palette") or (),
        known.trusted.hosts,
    )


def write_folder(out: Path, edition: Edition, hand_written: Path, site: FolderSettings) -> int:
    """Write every page and file, and delete files of an earlier run that are no longer made.

    Args:
        out: the folder; it is made if it does not exist.
        edition: the pages and files.
        hand_written: the project's own folder of documents, which is copied too.
        site: what the configuration takes from that of the project.

    Returns:
        Number of files that were written because they are new or differ.

    Raises:
        NotOursError: the folder has files that an earlier run did not write.
    """
    before = _written_before(out)
    files: dict[str, bytes] = {}
    files |= _tree(hand_written, DOCS)
    files |= _theme_files()
    files |= {
        f"{DOCS}/{path}": data
        for path, data in edition.files.items()
        if path != robots.NAME or f"{DOCS}/{path}" not in files
    }
    files |= {f"{DOCS}/{_placed(page.path)}": _markdown(page) for page in edition.pages}
    moved = {page.path: _placed(page.path) for page in edition.pages}
    files |= {
        path: _with_moved_links(path.removeprefix(f"{DOCS}/"), files[path], moved)
        for path in _by_hand(hand_written)
    }
    files["mkdocs.yml"] = _configuration(edition, site, [*files])
    files[MANIFEST] = (json.dumps(sorted(files), indent=1) + "\n").encode()
    for stale in before - set(files):
        (out / stale).unlink(missing_ok=True)
        _prune(out, (out / stale).parent)
    return sum(disk.write(out / path, data) for path, data in files.items())


def _placed(path: str) -> str:
    """Where a page is written: `heat/claims/index.md` for `heat/claims.md`, which has the same address.

    Zensical takes the links in HTML as relative to the Markdown file, and MkDocs as relative to the address. There, both
    are the same.
    """
    folder, _, name = path.rpartition("/")
    return (
        path
        if name in ("index.md", "404.md")
        else f"{folder}/{name.removesuffix('.md')}/index.md".lstrip("/")
    )


def _by_hand(folder: Path) -> list[str]:
    """Paths of the hand-written pages in the folder that is written."""
    return [path for path in _tree(folder, DOCS) if path.endswith(".md")]


def _with_moved_links(path: str, data: bytes, moved: Mapping[str, str]) -> bytes:
    """A hand-written page whose links to our pages lead to where these are written.

    Args:
        path: path of the page.
        data: its Markdown.
        moved: where each of our pages is written, by the path that links name.
    """
    folder = posixpath.dirname(path)

    def new(match: re.Match[str]) -> str:
        there = moved.get(posixpath.normpath(posixpath.join(folder, match[2])))
        return f"{match[1]}{posixpath.relpath(there, folder or '.')}" if there else match[0]

    return _LINK.sub(new, data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")


def _theme_files() -> dict[str, bytes]:
    """The files of our theme that other engines use, by path."""
    assets = _tree(disk.shipped(_THEME) / _SCRIPTS, f"{DOCS}/{_SCRIPTS}")
    return {
        **{path: data for path, data in assets.items() if path.rpartition("/")[2] not in _UNUSED},
        **_tree(disk.shipped(_OWN) / "scripts", f"{DOCS}/{_SCRIPTS}"),
        **_tree(disk.shipped(_OWN) / _OVERRIDES, _OVERRIDES),
    }


def collisions(edition: Edition, hand_written: Path) -> list[Problem]:
    """An error for each page or file that would overwrite a hand-written one. Upper and lower case count as equal."""
    taken = {path.casefold(): path for path in _tree(hand_written, DOCS)}
    pages = [page.path for page in edition.pages]
    made = (*pages, *map(_placed, pages), *(path for path in edition.files if path != robots.NAME))
    made = tuple(dict.fromkeys(made))
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
    frame = page.meta.get("bindery")
    if frame:  # the navigation has the contents
        meta["bindery"] = {key: value for key, value in frame.items() if key not in ("contents", "feed")}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    return "\n".join(["---", *lines, "---", "", page.markdown.strip(), ""]).encode()


def _configuration(edition: Edition, site: FolderSettings, files: list[str]) -> bytes:
    """A mkdocs.yml for the folder, with its navigation, that Material for MkDocs and Zensical read."""
    titles = {page.path: page for page in edition.pages}
    nav: list[Any] = [{"Briefings": "index.md"}]
    nav += [
        {str(page.meta["title"]): _contents(page, titles)}
        for page in edition.pages
        if "bindery" in page.meta and page.path.endswith("/index.md")
    ]
    nav.append({"All sources": "sources/index.md"})
    by_hand = [name.removeprefix(f"{DOCS}/") for name in files if name.endswith(".md")]
    ours = set(map(_placed, titles))
    nav += [name for name in by_hand if name not in ours]
    made: dict[str, Any] = {
        "site_name": site.site_name,
        **({"site_url": site.site_url} if site.site_url else {}),
        "docs_dir": DOCS,
        "nav": nav,
        "not_in_nav": "/sources/*/**\n/*/print/index.md\n/404.md\n",
        "theme": {
            "name": "material",
            "variant": "classic",  # for Zensical; Material for MkDocs ignores it
            "custom_dir": _OVERRIDES,
            "language": site.language,
            **({"direction": site.direction} if site.direction else {}),
            "font": False,
            "favicon": f"{_SCRIPTS}/mark.svg",
            "palette": site.palette or _PALETTE,
            "features": [
                "content.lazy",
                "content.tooltips",
                "navigation.prune",
                "navigation.sections",
                "navigation.top",
                "search.highlight",
                "toc.follow",
            ],
        },
        "extra": {"generator": False, "policy": _policy(site.hosts)},
        "extra_css": [f"{_SCRIPTS}/bindery.css"],
        "extra_javascript": [f"{_SCRIPTS}/bindery.js"],
        "markdown_extensions": [
            "admonition",
            "attr_list",
            "def_list",
            "tables",
            {"toc": {"permalink": True, "toc_depth": 3}},
        ],
        "plugins": ["search"],
        # Zensical knows the anchors of headings only, and ours are those of HTML elements too. Ours are checked before.
        "validation": {"anchors": "ignore"},
    }
    return yaml.safe_dump(made, sort_keys=False, allow_unicode=True).encode()


def _policy(hosts: tuple[str, ...]) -> str:
    """The Content-Security-Policy of each page: no script runs that is within a page.

    Styles within a page are allowed: Zensical's search makes one, and bars have widths. An author's text has none.
    """
    policy = csp.page_policy((), (), csp.AllowedSources(hosts))
    return policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")


def _contents(overview: Page, pages: Mapping[str, Page]) -> list[Any]:
    """The entries of the navigation for one briefing, given its overview and all pages by path."""
    slug = overview.path.split("/")[0]
    listed: list[Any] = []
    for entry in overview.meta["bindery"]["contents"]:
        path = f"{entry['address'].rstrip('/')}.md" if entry["address"] != f"{slug}/" else overview.path
        if path in pages:
            listed.append({entry["title"]: _placed(path)})
    return listed
