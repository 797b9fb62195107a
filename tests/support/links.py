"""Where the links of a built site lead, and which of them are broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from support.parsed import Element, parse


def pages_of(folder: Path) -> list[Path]:
    """Every HTML file under a folder, in order."""
    return sorted(folder.rglob("*.html"))


LEADING = {"a": "href", "link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src"}


def leads_of(page: Element) -> Iterator[str]:
    """Every address that a page links to or loads."""
    for element in page.walk():
        if (name := LEADING.get(element.tag, "")) in element.attributes:
            yield element.attributes[name]


def broken_links(folder: Path, *, files_only: bool = False) -> list[str]:
    """Every link within a site that leads to no file, or to no place of one.

    Args:
        folder: the site.
        files_only: whether a link must name a file, since no server adds index.html.
    """
    pages = {path: parse(path.read_text("utf-8")) for path in pages_of(folder)}
    ids = {path: set(page.ids) for path, page in pages.items()}
    found = []
    for path, page in pages.items():
        for lead in leads_of(page):
            parts = urlsplit(lead)
            if parts.scheme or parts.netloc or (not parts.path and not parts.fragment):
                continue
            base = folder if parts.path.startswith("/") else path.parent
            target = (base / unquote(parts.path).lstrip("/")).resolve() if parts.path else path
            if target.is_dir() and not files_only:
                target = target / "index.html"
            anchor = unquote(parts.fragment.partition(":~:")[0])
            known = ids.get(target)
            if not target.is_file() or (anchor and known is not None and anchor not in known):
                found.append(f"{path.relative_to(folder)}: {lead}")
    return found
