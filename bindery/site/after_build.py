"""Files that are written or changed after MkDocs has built a site: the search index, the sitemap, the style, our mark."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError

from bindery.exports import sitemap
from bindery.html.material_fixes import without_comments
from bindery.html.own_colours import leave_colours
from bindery.provenance.checksums import MARK
from bindery.search import search_index, stemmers
from bindery.site import pagefind
from bindery.site.theme import STYLE
from bindery.system import disk

if TYPE_CHECKING:
    from bindery.pages.views import SiteView


def write_search(
    site: Path,
    view: SiteView,
    headings: Mapping[str, list[tuple[str, str]]],
    *,
    directory_urls: bool,
    large: bool,
) -> None:
    """Replaces the search index of Material with ours. If MkDocs has written none, nothing happens.

    Args:
        site: the folder of the built site.
        view: the site as templates see it.
        headings: words and anchor of each heading on each generated page, by address of the page.
        directory_urls: whether addresses end in a slash.
        large: whether to write the files of Pagefind too.

    Raises:
        PluginError: Pagefind failed.
    """
    path = site / search_index.INDEX
    if not path.is_file():
        return
    stock = json.loads(path.read_bytes())
    stock["config"] = stemmers.with_served_languages(stock["config"], lambda name: (site / name).is_file())
    index = search_index.search_index(stock, view, headings, directory_urls=directory_urls)
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), "utf-8", newline="\n")
    if large:
        _write_pagefind(site, index)


def _write_pagefind(site: Path, index: dict[str, Any]) -> None:
    try:
        for path, data in pagefind.pagefind_files(index):
            disk.write(site / path, data)
    except pagefind.PagefindError as error:
        raise PluginError(str(error)) from error


def write_sitemap(site: Path, entries: Iterable[tuple[str, str]]) -> None:
    """Writes the sitemap, unless the project's theme has made one.

    Args:
        site: the folder of the built site.
        entries: address and date of each page; a date may be empty.
    """
    if not (site / sitemap.NAME).is_file():
        disk.write(site / sitemap.NAME, sitemap.sitemap_xml(entries))


def finish_style(site: Path, project_styles: Iterable[str]) -> None:
    """Removes from our stylesheet its comments, and the colours that the project sets itself.

    Args:
        site: the folder of the built site.
        project_styles: addresses of the project's own stylesheets, as `extra_css` in mkdocs.yml names them.
    """
    style = site / STYLE
    own = [(site / name).read_text("utf-8", "replace") for name in project_styles if (site / name).is_file()]
    found = leave_colours(without_comments(style.read_text("utf-8")), own)
    style.write_text(found, "utf-8", newline="\n")


def mark_as_ours(site: Path) -> None:
    """Writes the file that says that Bindery built this folder, and may replace it with the next build."""
    (site / MARK).write_text(
        "This folder was built by Bindery and may be replaced by it.\n", "utf-8", newline="\n"
    )
