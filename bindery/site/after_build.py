"""Files that are written or changed after MkDocs has built a site: the search index, the sitemap, the style, our mark."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from bindery.exports import sitemap
from bindery.html.material_fixes import without_comments, without_switching
from bindery.html.own_colours import leave_colours
from bindery.provenance.checksums import MARK
from bindery.search import search_index, shards, stemmers
from bindery.search.parts import Part, PartSize, WordSplitter
from bindery.site.theme import STYLE
from bindery.system import disk

if TYPE_CHECKING:
    from bindery.pages.views import SiteView
    from bindery.search.parts import Entry
    from bindery.site.bodies import Bodies

_COLOURS = "assets/stylesheets/palette.*.css"


def write_search(
    site: Path,
    view: SiteView,
    headings: Mapping[str, list[tuple[str, str]]],
    bodies: Bodies | None,
    *,
    directory_urls: bool,
) -> list[PartSize]:
    """Replaces the search index of Material with ours. If MkDocs has written none, nothing happens.

    Args:
        site: the folder of the built site.
        view: the site as templates see it.
        headings: words and anchor of each heading on each generated page, by address of the page.
        bodies: the bodies that have the entries of briefings; None where `view` has the briefings.
        directory_urls: whether addresses end in a slash.

    Returns:
        What is kept of the parts of the index, for the next build.
    """
    path = site / search_index.WRITTEN
    if not path.is_file():
        return []
    stock = json.loads(path.read_bytes())
    path.unlink()
    config = stemmers.with_served_languages(stock["config"], lambda name: (site / name).is_file())
    settings = search_index.search_settings(config)
    splitter = WordSplitter(settings.separator)
    groups: Iterator[Sequence[Entry]] = search_index.site_entries(
        stock["docs"], view, headings, splitter, directory_urls=directory_urls
    )
    if bodies:
        groups = chain(islice(groups, 1), map(bodies.entries, bodies.slugs), groups)
    sizes: list[PartSize] = []

    def parts() -> Iterator[Part]:
        for group in groups:
            part = Part(group, splitter)
            sizes.append(part.measured())
            yield part

    for name, data in shards.index_files(parts(), settings):
        disk.write(site / name, data)
    by_hand = sizes[-1]
    sizes[-1] = by_hand._replace(owners=[search_index.BY_HAND] if by_hand.units else [])
    return sizes


def write_sitemap(site: Path, entries: Iterable[tuple[str, str]]) -> None:
    """Writes the sitemap, unless the project's theme has made one.

    Args:
        site: the folder of the built site.
        entries: address and date of each page; a date may be empty.
    """
    if not (site / sitemap.NAME).is_file():
        disk.write(site / sitemap.NAME, sitemap.sitemap_xml(entries))


def finish_style(site: Path, project_styles: Iterable[str]) -> None:
    """Removes from our stylesheet its comments and the colours that the project sets itself, and a rule from Material's.

    Args:
        site: the folder of the built site.
        project_styles: addresses of the project's own stylesheets, as `extra_css` in mkdocs.yml names them.
    """
    style = site / STYLE
    own = [(site / name).read_text("utf-8", "replace") for name in project_styles if (site / name).is_file()]
    found = leave_colours(without_comments(style.read_text("utf-8")), own)
    style.write_text(found, "utf-8", newline="\n")
    for colours in site.glob(_COLOURS):
        colours.write_text(without_switching(colours.read_text("utf-8")), "utf-8", newline="\n")


def mark_as_ours(site: Path) -> None:
    """Writes the file that says that Bindery built this folder, and may replace it with the next build."""
    (site / MARK).write_text(
        "This folder was built by Bindery and may be replaced by it.\n", "utf-8", newline="\n"
    )
