"""Reads a web page that SingleFile saved as an archive that unpacks itself: a page with a zip file in it."""

from __future__ import annotations

from bindery.evidence.kinds.packages import Package, UnreadableError
from bindery.evidence.limits import TooLargeError

_MAIN, _HEAD = "index.html", 400  # bytes at the beginning in which the page says what it is


def unpacked_page(data: bytes) -> bytes:
    """The page with its frames after it; the data as they are if they are no such page."""
    if b"data-sfz" not in data[:_HEAD]:
        return data
    try:
        package = Package(data, "web page")
        frames = sorted(name for name in package.names if name.endswith(f"/{_MAIN}"))
        main = package.part(_MAIN)
        shown = [package.part(name) or b"" for name in frames]
    except (UnreadableError, TooLargeError):
        return data
    return data if main is None else main + b"".join(map(_frame, shown))


def _frame(page: bytes) -> bytes:
    quoted = page.replace(b"&", b"&amp;").replace(b'"', b"&quot;")
    return b'<iframe srcdoc="' + quoted + b'"></iframe>'
