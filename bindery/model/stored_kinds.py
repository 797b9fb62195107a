"""The kinds of file that a stored copy of a source can be, by the ending of its name."""

from __future__ import annotations

import re

KINDS = {
    ".txt": "TXT",
    ".html": "HTML",
    ".htm": "HTML",
    ".mhtml": "MHTML",
    ".mht": "MHTML",
    ".pdf": "PDF",
    ".docx": "DOCX",
    ".odt": "ODT",
    ".epub": "EPUB",
    ".warc": "WARC",
    ".warc.gz": "WARC",
    ".wacz": "WACZ",
    ".eml": "EML",
    ".vtt": "WebVTT",
    ".srt": "SubRip",
    ".csv": "CSV",
    ".xlsx": "XLSX",
    ".json": "JSON",
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".gif": "GIF",
    ".webp": "WebP",
    ".avif": "AVIF",
    ".tif": "TIFF",
    ".tiff": "TIFF",
}
"""The name of each kind, by ending. The names are those of the formats, in every language."""

ENDINGS = tuple(KINDS)
TABLES = (".csv", ".xlsx", ".json")
WEB_PAGES = (".html", ".htm")
CAPTIONS = (".vtt", ".srt")
ARCHIVES = (".warc", ".warc.gz", ".wacz")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".tif", ".tiff")
TRANSCRIPT = ".txt"  # added to the name of a picture: `SOURCE.jpg.txt` is what a person read in `SOURCE.jpg`

_LONGEST_FIRST = sorted(ENDINGS, key=len, reverse=True)
ENDING = re.compile(rf"(?:{'|'.join(map(re.escape, _LONGEST_FIRST))})$", re.IGNORECASE)


def ending_of(name: str) -> str:
    """The ending of a file name by which it is known how to read it, in small letters; empty for any other file."""
    found = ENDING.search(name)
    return found[0].lower() if found else ""


def is_transcript(name: str) -> bool:
    """Whether a file name is that of the transcript of a picture: `SOURCE.jpg.txt`."""
    return name.lower().endswith(tuple(picture + TRANSCRIPT for picture in PICTURES))


def listed_endings() -> str:
    """The endings as a message lists them, one for each kind."""
    shown = [ending for ending in ENDINGS if ending not in _OTHER_SPELLINGS]
    return f"{', '.join(shown[:-1])} or {shown[-1]}"


_OTHER_SPELLINGS = frozenset({".htm", ".mht", ".warc", ".jpeg", ".tif", ".gif", ".webp", ".avif", ".tiff"})
