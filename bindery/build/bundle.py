"""A site's folder made into one zip that opens from a disk, without a server and without a network.

Pages are read one after another, twice: to see what they have in common, and to be made. No more than one is in memory,
beside what was packed. Of a site that differs in a few files from the last one, only these are read: the others are
taken from the last bundle as they lie in it.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from bindery.build.previous_site import last_file
from bindery.build.zipping import Packed, packed, unzipped, zipped
from bindery.edition import Edition
from bindery.html import offline
from bindery.html.offline import Census
from bindery.provenance import checksums
from bindery.system import atomic, disk, progress, workers

_WORDS = "templates/offline"  # what stands in a bundle alone
_LEFT_OUT = re.compile(
    rf"(?:^\.bindery-site|^{checksums.NAME}|^404\.html|^sitemap\.xml(?:\.gz)?|^robots\.txt|^sources/all\.[a-z]+|^(?:[a-z0-9-]+/)?feed\.xml|\.map)$"
)
_LUNR = re.compile(r"^assets/javascripts/lunr/")
_PAGEFIND = re.compile(r"^(?:search/pagefind/|assets/bindery/pagefind\.js$)")  # wants a server
_SOURCE_MAP = re.compile(r"\n?(?://# sourceMappingURL=[^\n]*|/\*# sourceMappingURL=[^*]*\*/)\s*$")
_INDEX = "search/search_index"
_ANY = "surrogateescape"  # a page that people wrote may be in any encoding, and leaves as it came


def bundle_name(edition: Edition, title: str) -> str:
    """The name of an edition's bundle: whose it is and which it is, so that two in one folder are told apart.

    One briefing gives its folder's name and the number of its newest edition; several, the site's name. Where no
    edition is numbered it is the newest date that a briefing names as its own.

    Args:
        edition: what the site was made from.
        title: the name of the site.
    """
    briefings = edition.site.briefings if edition.site else {}
    which = edition.newest
    whose = _words(title) or "briefings"
    if len(briefings) == 1:
        [(whose, view)] = briefings.items()
        if view.last_edition:
            which = f"edition-{view.last_edition.number}"
    return "-".join(filter(None, (whose, which, "offline")))


def _words(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))


@dataclass(frozen=True)
class Bundle:
    """A bundle that was made.

    Attributes:
        data: the bytes of the zip.
        census: on how many pages there is what bears on all of it.
    """

    data: bytes
    census: Census


@dataclass(frozen=True)
class LastBundle:
    """The last bundle, as it was left by the same program.

    Attributes:
        site: the folder of the website that it was made of.
        sealed: what that is sealed with.
        made: the bundle.
    """

    site: Path
    sealed: Mapping[str, str]
    made: Bundle


def bundle_bytes(site: Path, name: str) -> bytes:
    """The bytes of the bundle of a built site, made of nothing else; see `made`."""
    return make_bundle(site, name).data


def make_bundle(site: Path, name: str, last: LastBundle | None = None) -> Bundle:
    """The bundle of a built site.

    Args:
        site: the folder of the site; sealed, where there is a last one.
        name: of the one folder in the zip.
        last: the last bundle of that name.

    Returns:
        The bundle: the same for the same site, whatever the last one was.

    Raises:
        UnfitError: the site of the last bundle is not as it was left.
    """
    progress.step("bundling")
    making = _Making(site, name, last)
    return Bundle(zipped(name, making.files()), making.census)


class _Making:
    """One bundle on its way from the files of a site to those of the zip."""

    def __init__(self, site: Path, name: str, last: LastBundle | None) -> None:
        self.site = site
        self.name = name
        self.last, self.same = _compared(site, last)
        self.paths = sorted(self.last.sealed) if self.last else _paths(site)
        self.census = self._census()
        self.common = offline.shared_parts(self.census)
        self.alike = self.last is not None and offline.shared_parts(self.last.made.census) == self.common

    def files(self) -> dict[str, Packed]:
        """Every file of the bundle, by its path in the bundle's folder."""
        before = unzipped(self.name, self.last.made.data) if self.last else {}
        styles, unused = self._styles()
        taken = self._taken(unused)
        kept = {here: before[here] for here, path in taken.items() if here in before and self._is_kept(path)}
        fresh = {here: path for here, path in taken.items() if here not in kept and path not in styles}
        work = partial(self._packed, len(fresh))
        made = dict(zip(fresh, workers.map_in_two(work, list(enumerate(fresh.values(), 1))), strict=True))
        own = self._own() | {here: styles[path] for here, path in taken.items() if path in styles}
        files = {here: packed(data, before.get(here)) for here, data in own.items()} | kept | made
        files[checksums.NAME] = packed(
            checksums.checksum_text({path: file.digest for path, file in files.items()})
        )
        return files

    def _census(self) -> Census:
        """What the pages have: counted, or where it is known what they had, this put right for those that differ."""
        pages = [path for path in self.paths if _is_page(path) and path not in self.same]
        found = workers.map_in_two(self._traits, pages)
        census = self.last.made.census.copy() if self.last else Census()
        for path, traits in zip(pages, found, strict=True):
            census.update(traits)
            if self.last:
                census.subtract(offline.traits(_decoded(last_file(self.last.site, path, self.last.sealed))))
        return +census

    def _traits(self, path: str) -> tuple[offline.Trait, ...]:
        return offline.traits(self._text(path))

    def _is_kept(self, path: str) -> bool:
        """Whether a file of the site, if the last bundle has it, is in this one as it is in that."""
        return path in self.same and not path.endswith(".css") and (self.alike or not _is_page(path))

    def _text(self, path: str) -> str:
        return _decoded((self.site / path).read_bytes())

    def _packed(self, of: int, numbered: tuple[int, str]) -> Packed:
        """A file of the site as the bundle has it."""
        number, path = numbered
        progress.step("bundling", number, of)
        if _is_page(path):
            return packed(_encoded(offline.offline_page(self._text(path), path, self.common)))
        if path == f"{_INDEX}.json":
            return packed(offline.search_script((self.site / path).read_bytes()).encode())
        if path.endswith(".js"):
            return packed(_encoded(_SOURCE_MAP.sub("\n", self._text(path))))
        return packed((self.site / path).read_bytes())

    def _own(self) -> dict[str, bytes]:
        """The files that a bundle has and its site has not."""
        words = disk.shipped(_WORDS)
        return {
            "READ ME.txt": (words / "read-me.txt").read_text("utf-8").format(name=self.name).encode(),
            offline.STYLE: _encoded(
                offline.offline_style((words / "offline.css").read_text("utf-8"), self.common)
            ),
            **{path: _encoded(text) for text, path in self.common.scripts.items()},
        }

    def _taken(self, unused: set[str]) -> dict[str, str]:
        """By its path in the bundle, of which file of the site each one is made, without those that no reader needs."""
        there = frozenset(self.paths)
        found: dict[str, str] = {}
        needless = [_LEFT_OUT, _PAGEFIND, *([_LUNR] if self._searches_english() else [])]
        if not offline.has_stock_icon(self.census):
            unused = unused | {offline.STOCK_ICON}
        for path in self.paths:
            if path in unused or _is_card(path, there) or any(pattern.search(path) for pattern in needless):
                continue
            found[f"{_INDEX}.js" if path == f"{_INDEX}.json" else path] = path
        return found

    def _styles(self) -> tuple[dict[str, bytes], set[str]]:
        """The styles without source maps and without fonts that nothing needs; and the paths of those fonts."""
        found = {path: self._text(path) for path in self.paths if path.endswith(".css")}
        shown = offline.characters(self.census, found.values())
        styles: dict[str, bytes] = {}
        unused: set[str] = set()
        for path, css in found.items():
            slim, fonts = offline.without_unused_fonts(_SOURCE_MAP.sub("\n", css), shown)
            styles[path] = _encoded(offline.waiting_for_fonts(slim))
            unused |= {PurePosixPath(path).parent.joinpath(font).as_posix() for font in fonts}
        return styles, unused

    def _searches_english(self) -> bool:
        """Whether the search needs no language of lunr's, which is so for English alone."""
        index = self.site / f"{_INDEX}.json"
        return not index.is_file() or json.loads(index.read_bytes())["config"].get("lang", ["en"]) == ["en"]


def _paths(site: Path) -> list[str]:
    """Every file of a site, by its path."""
    top = os.fspath(site)
    found = (entry for entry in atomic.entries(top) if entry.is_file())
    return sorted(entry.path[len(top) + 1 :].replace(os.sep, "/") for entry in found)


def _compared(site: Path, last: LastBundle | None) -> tuple[LastBundle | None, frozenset[str]]:
    """The last bundle, if its site had the same files as this one, and those that have not changed."""
    sealed = checksums.read_checksums((site / checksums.NAME).read_bytes()) if last else {}
    if last is None or sealed.keys() != last.sealed.keys():
        return None, frozenset()
    return last, frozenset(path for path, digest in sealed.items() if last.sealed[path] == digest)


def _is_page(path: str) -> bool:
    """Whether a file is a page; that which says that there is no page is none."""
    return path.endswith(".html") and not _LEFT_OUT.search(path)


def _is_card(path: str, there: frozenset[str]) -> bool:
    """Whether a file is a card, which is of use to those alone who share an address: a bundle has none."""
    folder = path.removesuffix("card.png")
    return path.rpartition("/")[2] == "card.png" and not there.isdisjoint(
        {f"{folder}briefing.json", f"{folder}bindery.css"}
    )


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", _ANY)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", _ANY)
