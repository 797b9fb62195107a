"""A site's folder made into one zip that opens from a disk, without a server and without a network."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from bindery import disk, offline, progress, seals
from bindery.edition import Edition

EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of every entry: the earliest that a zip can say
_WORDS = "templates/offline"  # what stands in a bundle alone
_LEFT_OUT = re.compile(
    rf"(?:^\.bindery-site|^{seals.NAME}|^404\.html|^sitemap\.xml(?:\.gz)?|^robots\.txt|^sources/all\.[a-z]+|^(?:[a-z0-9-]+/)?feed\.xml|\.map)$"
)
_LUNR = re.compile(r"^assets/javascripts/lunr/")
_PAGEFIND = re.compile(r"^(?:search/pagefind/|assets/bindery/pagefind\.js$)")  # wants a server
_STOCK_ICON = "assets/images/favicon.png"
_SOURCE_MAP = re.compile(r"\n?(?://# sourceMappingURL=[^\n]*|/\*# sourceMappingURL=[^*]*\*/)\s*$")
_INDEX = "search/search_index"
_ANY = "surrogateescape"  # a page that people wrote may be in any encoding, and leaves as it came


def name_of(edition: Edition, title: str) -> str:
    """The name of an edition's bundle: whose it is and which it is, so that two in one folder are told apart.

    One briefing gives its folder's name and the number of its newest edition; several, the site's name. Where no
    edition is numbered it is the newest date that a briefing names as its own.

    Args:
        edition: what the site was made from.
        title: the name of the site.
    """
    books = edition.site.books if edition.site else {}
    which = edition.newest
    whose = _words(title) or "briefings"
    if len(books) == 1:
        [(whose, book)] = books.items()
        if book.last_edition:
            which = f"edition-{book.last_edition.number}"
    return "-".join(filter(None, (whose, which, "offline")))


def _words(title: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", title.lower()))


def write(site: Path, name: str) -> bytes:
    """The bundle of a built site.

    Args:
        site: the folder of the site.
        name: of the one folder in the zip.

    Returns:
        The bytes of the zip: the same for the same site.
    """
    progress.step("bundling")
    files = dict(_files(site, name))
    files[seals.NAME] = seals.seal(files)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data in progress.counted("bundling", sorted(files.items())):
            entry = zipfile.ZipInfo(f"{name}/{path}", EPOCH)
            entry.external_attr = 0o100644 << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def _pages(site: Path) -> dict[str, str]:
    """Every page of a site by its path, but for the one that says that there is none."""
    found = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}
    return {
        here: path.read_bytes().decode("utf-8", _ANY)
        for here, path in found.items()
        if not _LEFT_OUT.search(here)
    }


def _files(site: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """Every file of the bundle but its seal, by its path in the bundle's folder."""
    pages = _pages(site)
    common = offline.shared(pages.values())
    words = disk.shipped(_WORDS)
    yield "READ ME.txt", (words / "read-me.txt").read_text("utf-8").format(name=name).encode()
    yield (
        offline.STYLE,
        offline.style((words / "offline.css").read_text("utf-8"), common).encode("utf-8", _ANY),
    )
    for text, path in common.scripts.items():
        yield path, text.encode("utf-8", _ANY)
    for path, html in pages.items():
        yield path, offline.page(html, path, common).encode("utf-8", _ANY)
    yield from _others(site, pages)


def _others(site: Path, pages: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """The files that are no pages, without those that no reader of the bundle needs."""
    english = _searches_english(site)
    styles, unused = _styles(site, pages)
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        here = path.relative_to(site).as_posix()
        if (
            here in pages
            or here in unused
            or _LEFT_OUT.search(here)
            or _is_card(path)
            or _PAGEFIND.match(here)
        ):
            continue
        if (english and _LUNR.match(here)) or (here == _STOCK_ICON and not _named(here, pages)):
            continue
        if here == f"{_INDEX}.json":
            yield f"{_INDEX}.js", offline.search_index(path.read_bytes()).encode()
        elif here in styles:
            yield here, styles[here].encode("utf-8", _ANY)
        elif here.endswith(".js"):
            yield here, _SOURCE_MAP.sub("\n", path.read_bytes().decode("utf-8", _ANY)).encode("utf-8", _ANY)
        else:
            yield here, path.read_bytes()


def _styles(site: Path, pages: Mapping[str, str]) -> tuple[dict[str, str], set[str]]:
    """The styles without source maps and without fonts that nothing needs; and the paths of those fonts."""
    found = {path: path.read_bytes().decode("utf-8", _ANY) for path in sorted(site.rglob("*.css"))}
    shown = offline.characters([*pages.values(), *found.values()])
    styles: dict[str, str] = {}
    unused: set[str] = set()
    for path, css in found.items():
        slim, fonts = offline.without_unused_fonts(_SOURCE_MAP.sub("\n", css), shown)
        styles[path.relative_to(site).as_posix()] = offline.waiting_for_fonts(slim)
        unused |= {path.parent.relative_to(site).joinpath(font).as_posix() for font in fonts}
    return styles, unused


def _named(path: str, pages: Mapping[str, str]) -> bool:
    return any(path in html for html in pages.values())


def _is_card(path: Path) -> bool:
    """Whether a file is a card, which is of use to those alone who share an address: a bundle has none."""
    beside = ("briefing.json", "bindery.css")
    return path.name == "card.png" and any(path.with_name(name).is_file() for name in beside)


def _searches_english(site: Path) -> bool:
    """Whether the search needs no language of lunr's, which is so for English alone."""
    index = site / f"{_INDEX}.json"
    return not index.is_file() or json.loads(index.read_bytes())["config"].get("lang", ["en"]) == ["en"]
