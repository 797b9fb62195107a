"""The offline bundle: a built site as one zip file whose pages open without a server and without a network.

Each page is read twice, one page at a time: once to see what pages have in common, and once to be written. So memory
holds one page and the packed files. Where a site differs from the last one in a few files, only these are read; the
other files are copied, still packed, from the last bundle.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO

from bindery.build.downloads import is_download
from bindery.build.previous_site import last_file
from bindery.build.zipping import Packed, Spool, packed, unzipped, write_zip
from bindery.html import offline
from bindery.html.offline import Census
from bindery.provenance import checksums
from bindery.system import atomic, disk, progress, workers

_OWN_FILES = "templates/offline"  # files that only a bundle has
_LEFT_OUT = re.compile(
    rf"(?:^\.bindery-site|^{checksums.NAME}|^404\.html|^sitemap\.xml(?:\.gz)?|^robots\.txt|^sources/all\.[a-z]+|^(?:[a-z0-9-]+/)?feed\.xml|\.map)$"
)
_SOURCE_MAP = re.compile(r"\n?(?://# sourceMappingURL=[^\n]*|/\*# sourceMappingURL=[^*]*\*/)\s*$")
_ANY = "surrogateescape"  # a hand-written page may have any encoding; its bytes stay as they are


@dataclass(frozen=True)
class Bundle:
    """A bundle that was made.

    Attributes:
        data: the bytes of the zip.
        census: how many pages have each trait that matters to the whole bundle; see `offline.traits`.
    """

    data: bytes
    census: Census


@dataclass(frozen=True)
class LastBundle:
    """The last bundle, as the same version of the program left it.

    Attributes:
        site: the folder of the website that it was made from.
        listed: the checksum list of that website: SHA-256 by path.
        made: the bundle.
    """

    site: Path
    listed: Mapping[str, str]
    made: Bundle


def bundle_bytes(site: Path, name: str) -> bytes:
    """The bytes of a built site's bundle, made without a last bundle.

    Args:
        site: the folder of the site.
        name: name of the one folder in the zip.
    """
    return make_bundle(site, name).data


def make_bundle(site: Path, name: str, last: LastBundle | None = None) -> Bundle:
    """The bundle of a built site.

    Args:
        site: the folder of the site. Where there is a last bundle, the site must have its checksum list.
        name: name of the one folder in the zip.
        last: the last bundle of that name.

    Returns:
        The bundle. The same site gives the same bundle, with or without a last one.

    Raises:
        RebuildError: the site of the last bundle is not as it was left.
    """
    buffer = BytesIO()
    census = write_bundle(buffer, site, name, last)
    return Bundle(buffer.getvalue(), census)


def write_bundle(
    out: IO[bytes], site: Path, name: str, last: LastBundle | None = None, spool: Spool | None = None
) -> Census:
    """Write the bundle of a built site, as `make_bundle` makes it.

    Args:
        out: a new file.
        site: the folder of the site.
        name: name of the one folder in the zip.
        last: the last bundle of that name.
        spool: where packed files wait; None to keep them in memory.

    Returns:
        How many pages have each trait that matters to the whole bundle.

    Raises:
        RebuildError: the site of the last bundle is not as it was left.
    """
    progress.step("bundling")
    work = _BundleWork(site, name, last, spool)
    write_zip(out, name, work.files())
    return work.census


class _BundleWork:
    """The making of one bundle.

    Args:
        site: the folder of the site.
        name: name of the one folder in the zip.
        last: the last bundle of that name.
        spool: where packed files wait; None to keep them in memory.
    """

    def __init__(self, site: Path, name: str, last: LastBundle | None, spool: Spool | None) -> None:
        self.site = site
        self.spool = spool
        self.name = name
        self.last = last
        listed = checksums.read_checksums((site / checksums.NAME).read_bytes()) if last else {}
        self.paths = sorted(listed) if last else _paths(site)
        before = last.listed if last else {}
        self.same = frozenset(path for path, digest in listed.items() if before.get(path) == digest)
        self.census = self._census()
        self.common = offline.shared_parts(self.census)
        # Whether pages share the same scripts and icons as in the last bundle, so that unchanged pages can be copied.
        self.same_common = (
            self.last is not None and offline.shared_parts(self.last.made.census) == self.common
        )

    def files(self) -> dict[str, Packed]:
        """Every file of the bundle, packed, by its path in the bundle's folder."""
        before = unzipped(self.name, self.last.made.data) if self.last else {}
        styles, unused = self._styles()
        sources = self._sources(unused)
        kept = {
            here: before[here] for here, path in sources.items() if here in before and self._is_kept(path)
        }
        fresh = {here: path for here, path in sources.items() if here not in kept and path not in styles}
        work = partial(self._packed, len(fresh))
        made = dict(zip(fresh, workers.map_in_two(work, list(enumerate(fresh.values(), 1))), strict=True))
        own = self._own() | {here: styles[path] for here, path in sources.items() if path in styles}
        files = {here: packed(data, before.get(here)) for here, data in own.items()} | kept | made
        files[checksums.NAME] = packed(
            checksums.checksum_text({path: file.digest for path, file in files.items()})
        )
        return files

    def _census(self) -> Census:
        """How many pages have each trait: counted, or the last count corrected for the pages that changed."""
        pages = [path for path in self.paths if _is_page(path) and path not in self.same]
        found = workers.map_in_two(self._traits, pages)
        if self.last is None:
            return Census(trait for traits in found for trait in traits)
        census, before = self.last.made.census.copy(), self.last.listed
        census.update(trait for traits in found for trait in traits)
        for path in filter(_is_page, before.keys() - self.same):
            census.subtract(offline.traits(_decoded(last_file(self.last.site, path, before))))
        return +census

    def _traits(self, path: str) -> tuple[offline.Trait, ...]:
        return offline.traits(self._text(path))

    def _is_kept(self, path: str) -> bool:
        """Whether a file of the site is the same in this bundle as in the last one, if that has it."""
        return path in self.same and not path.endswith(".css") and (self.same_common or not _is_page(path))

    def _text(self, path: str) -> str:
        return _decoded((self.site / path).read_bytes())

    def _packed(self, of: int, numbered: tuple[int, str]) -> Packed:
        """A file of the site as the bundle has it.

        Args:
            of: number of files that are packed, for the progress line.
            numbered: the number of this file among them, from 1, and its path on the site.
        """
        number, path = numbered
        progress.step("bundling", number, of)
        made = self._packed_file(path)
        return self.spool.put(made) if self.spool else made

    def _packed_file(self, path: str) -> Packed:
        if _is_page(path):
            return packed(_encoded(offline.offline_page(self._text(path), path, self.common)))
        if path.endswith(".js"):
            return packed(_encoded(_SOURCE_MAP.sub("\n", self._text(path))))
        return packed((self.site / path).read_bytes())

    def _own(self) -> dict[str, bytes]:
        """The files that a bundle has and its site has not, by their paths in the bundle."""
        words = disk.shipped(_OWN_FILES)
        return {
            "READ ME.txt": (words / "read-me.txt").read_text("utf-8").format(name=self.name).encode(),
            offline.STYLE: _encoded(
                offline.offline_style((words / "offline.css").read_text("utf-8"), self.common)
            ),
            **{path: _encoded(text) for text, path in self.common.scripts.items()},
        }

    def _sources(self, unused: set[str]) -> dict[str, str]:
        """The file of the site that each file of the bundle is made from, without files that no reader needs.

        Args:
            unused: paths of the fonts that no page needs.

        Returns:
            Paths on the site by paths in the bundle.
        """
        there = frozenset(self.paths)
        if not offline.has_stock_icon(self.census):
            unused = unused | {offline.STOCK_ICON}
        needless = {path for path in self.paths if _is_needless(path, there)}
        return {path: path for path in self.paths if path not in needless | unused}

    def _styles(self) -> tuple[dict[str, bytes], set[str]]:
        """The stylesheets without source maps and unused fonts.

        Returns:
            The content of each stylesheet by its path on the site, and the paths of the unused fonts.
        """
        found = {path: self._text(path) for path in self.paths if path.endswith(".css")}
        shown = offline.characters(self.census, found.values())
        styles: dict[str, bytes] = {}
        unused: set[str] = set()
        for path, css in found.items():
            slim, fonts = offline.without_unused_fonts(_SOURCE_MAP.sub("\n", css), shown)
            styles[path] = _encoded(offline.waiting_for_fonts(slim))
            unused |= {PurePosixPath(path).parent.joinpath(font).as_posix() for font in fonts}
        return styles, unused


def _paths(site: Path) -> list[str]:
    """The paths of all files of a site, in order."""
    top = os.fspath(site)
    found = (entry for entry in atomic.entries(top) if entry.is_file())
    return sorted(entry.path[len(top) + 1 :].replace(os.sep, "/") for entry in found)


def _is_page(path: str) -> bool:
    """Whether a file is a page of the bundle; 404.html, which only a server shows, is not."""
    return path.endswith(".html") and not _LEFT_OUT.search(path)


def _is_needless(path: str, there: frozenset[str]) -> bool:
    """Whether a file has no use in a bundle. Its readers have all of it offline already, so it has no downloads either.

    Args:
        path: path of the file.
        there: paths of all files of the site.
    """
    return _is_card(path, there) or bool(_LEFT_OUT.search(path)) or is_download(path)


def _is_card(path: str, there: frozenset[str]) -> bool:
    """Whether a file is a card for shared links: a bundle has no address to share.

    Args:
        path: path of the file.
        there: paths of all files of the site.
    """
    folder = path.removesuffix("card.png")
    return path.rpartition("/")[2] == "card.png" and not there.isdisjoint(
        {f"{folder}briefing.json", f"{folder}bindery.css"}
    )


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", _ANY)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", _ANY)
