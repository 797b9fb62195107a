"""The web page in an MHTML file, as browsers save a page with everything in it (RFC 2557)."""

from __future__ import annotations

from bindery.evidence.kinds import mime
from bindery.evidence.kinds.packages import UnreadableError

_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})


def saved_pages(data: bytes) -> list[str]:
    """The page, and after it the pages in its frames.

    Raises:
        UnreadableError: it is no MHTML file, or has no page.
        TooLargeError: it has too many parts.
        UndecodableError: a page is not in the encoding that it declares.
    """
    message = mime.parsed(data, "page saved as MHTML")
    found = [part for part in mime.leaves(message) if part.get_content_type() in _PAGES]
    start = str(message.get_param("start") or "")
    found.sort(key=lambda part: not (start and str(part.get("Content-ID", "")).strip() == start))
    if not found:
        raise UnreadableError(
            "there is no web page in this file", "save the page again, complete or as a single file"
        )
    return [mime.text_of(part) for part in found]


def saved_address(data: bytes) -> str:
    """The address of the page, as the browser wrote it; empty if it did not."""
    message = mime.parsed(data, "page saved as MHTML")
    found = mime.header(message, "Snapshot-Content-Location") or mime.header(message, "Content-Location")
    if not found:
        located = (mime.header(part, "Content-Location") for part in mime.leaves(message))
        found = next(filter(None, located), "")
    return found.replace(" ", "")
