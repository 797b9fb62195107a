"""A site's folder made into one zip that opens from a disk, without a server and without a network."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of every entry: the earliest that a zip can say
_READ_ME = """{name}

Open index.html in a web browser. Nothing needs to be installed, and no network is needed:
pages, search and downloads are all in this folder. Links to sources on the web need one.
"""
_LEFT_OUT = re.compile(r"(?:^\.bindery-site|^404\.html|^sitemap\.xml(?:\.gz)?|\.map)$")
_LUNR = re.compile(r"^assets/javascripts/lunr/")
_LINK = re.compile(r'(<(?:a|link)\b[^>]*?\shref=")([^"]*)(")')
_SOURCE_MAP = re.compile(rb"\n?(?://# sourceMappingURL=[^\n]*|/\*# sourceMappingURL=[^*]*\*/)\s*$")
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>')  # a browser refuses it from a disk, and says so
_ADDRESS = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//|#)", re.IGNORECASE)


def write(site: Path, name: str) -> bytes:
    """The bundle of a built site.

    Args:
        site: the folder of the site.
        name: of the one folder in the zip.

    Returns:
        The bytes of the zip: the same for the same site.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data in sorted(_files(site, name)):
            entry = zipfile.ZipInfo(f"{name}/{path}", EPOCH)
            entry.external_attr = 0o100644 << 16
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def _files(site: Path, name: str) -> Iterator[tuple[str, bytes]]:
    yield "READ ME.txt", _READ_ME.format(name=name).encode()
    english = _searches_english(site)
    for path in sorted(p for p in site.rglob("*") if p.is_file()):
        here = path.relative_to(site).as_posix()
        if _LEFT_OUT.search(here) or _is_card(path) or (english and _LUNR.match(here)):
            continue
        data = path.read_bytes()
        if here == "search/search_index.json":
            yield "search/search_index.js", _index_script(data)
        elif here.endswith(".html"):
            yield here, _page(data.decode("utf-8")).encode()
        elif here.endswith((".js", ".css")):
            yield here, _SOURCE_MAP.sub(b"\n", data)
        else:
            yield here, data


def _is_card(path: Path) -> bool:
    """Whether a file is a card, which is of use to those alone who share an address: a bundle has none."""
    beside = ("briefing.json", "bindery.css")
    return path.name == "card.png" and any(path.with_name(name).is_file() for name in beside)


def _searches_english(site: Path) -> bool:
    """Whether the search needs no language of lunr's, which is so for English alone."""
    index = site / "search/search_index.json"
    return not index.is_file() or json.loads(index.read_bytes())["config"].get("lang", ["en"]) == ["en"]


def _index_script(data: bytes) -> bytes:
    """The search index as a script, since a page from a disk may not fetch; its addresses name files."""
    index = json.loads(data)
    for entry in index["docs"]:
        entry["location"] = file_address(entry["location"])
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    # a script ends neither at these characters nor at a closing tag
    safe = text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"var __index = {safe}".encode()


def _page(html: str) -> str:
    """A page whose links name files."""

    def relink(match: re.Match[str]) -> str:
        address = unescape(match.group(2))
        if _ADDRESS.match(address):
            return match.group(0)
        return f"{match.group(1)}{escape(file_address(address))}{match.group(3)}"

    return _LINK.sub(relink, _PRELOAD.sub("", html))


def file_address(address: str) -> str:
    """An address that ends in a folder, as one that names the file in it: `heat/#x` gives `heat/index.html#x`."""
    path, mark, anchor = address.partition("#")
    if path.endswith("/") or path.rsplit("/", 1)[-1] in ("", ".", ".."):
        path = f"{path.rstrip('/')}/index.html" if path.strip("/") else "index.html"
    return f"{path}{mark}{anchor}"
