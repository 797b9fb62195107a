"""Reads the text of a stored web page, PDF or plain text, with its page breaks."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from io import BytesIO
from pathlib import PurePosixPath

from bindery.evidence import tables
from bindery.text.problems import Problem
from bindery.text.tokens import PAGE, SearchableText

SUFFIXES = (".txt", ".html", ".htm", ".pdf", *tables.SUFFIXES)
_NOT_TEXT = frozenset({"script", "style", "template", "noscript"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_NOT_WORDS = (
    b"%PDF",
    b"\x89PNG",
    b"PK\x03\x04",
    b"GIF8",
    b"\xff\xd8\xff",
    b"RIFF",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
)
_OTHER_UNICODE = (b"\xff\xfe", b"\xfe\xff")
_HYPHENATED = re.compile(r"(\w+)-\n\s*(\w+)([^\w\s]*)")
_LICENCE = re.compile(r"^--- Licence of this text ---\s*$", re.MULTILINE)
_FEW_PAGES = 3  # a line must be on at least so many pages to count as a running head


class _UnreadableError(Exception):
    """A snapshot cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def snapshot_texts(path: str, data: bytes) -> tuple[tuple[SearchableText, ...], list[Problem]]:
    """The texts of a snapshot that may be quoted, and the problems with it. A quotation may be in any of them.

    A plain text has one text, up to a line `--- Licence of this text ---`; the licence below it is left out. A web page
    has two: all of its words, and its article alone, without what the page puts between the paragraphs. A PDF has all
    of its words and, if its pages have running heads, the text without them. A table has its cells and, if it is a text
    file, that text.

    Args:
        path: path of the snapshot; its ending says how it is read.
        data: its bytes.
    """
    try:
        return (_table_texts if path.lower().endswith(tables.SUFFIXES) else _texts)(path, data), []
    except (_UnreadableError, tables.UnreadableTableError) as error:
        return (), [error.problem]


def licence_of(path: str, data: bytes) -> str:
    """The licence below a stored plain text; empty when there is none, and for other kinds of file."""
    if PurePosixPath(path).suffix.lower() != ".txt":
        return ""
    parts = _LICENCE.split(data.decode("utf-8-sig", "replace"), maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""


@lru_cache(maxsize=32)
def _table_texts(path: str, data: bytes) -> tuple[SearchableText, ...]:
    texts = [SearchableText.of(text.replace(PAGE, "\n")) for text in tables.table_texts(path, data)]
    return tuple(text for text in texts if text.reading.has_words)


@lru_cache(maxsize=32)  # a preview reads the same snapshots again and again
def _texts(path: str, data: bytes) -> tuple[SearchableText, ...]:
    suffix = PurePosixPath(path).suffix.lower()
    if suffix == ".pdf":
        found = _of_pdf(path, data)
    else:
        plain = _decoded(path, data)
        found = _of_html(plain) if suffix in (".html", ".htm") else [_LICENCE.split(plain)[0]]
        found = [text.replace(PAGE, "\n") for text in found]
    whole = SearchableText.of(found[0])
    if not whole.reading.has_words:
        remedy = "save the text of the source again, or delete the file"
        if suffix == ".pdf":
            remedy = "if it is a scan, run text recognition (OCR), or type what you quote into a .txt file"
        raise _UnreadableError(Problem("B302", "there is no text in this snapshot", path=path, help=remedy))
    others = [other for text in found[1:] if (other := SearchableText.of(text)).reading.has_words]
    return (whole, *(other for other in others if whole.find(other.reading, 0) < 0))


def _decoded(path: str, data: bytes) -> str:
    if data.startswith(_NOT_WORDS) or (b"\0" in data and not data.startswith(_OTHER_UNICODE)):
        message = "this snapshot is not a text file, although its name says so"
        remedy = "if it is a PDF, rename it to end in .pdf; otherwise save its text as a .txt file"
        raise _UnreadableError(Problem("B305", message, path=path, help=remedy))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"this snapshot is not UTF-8: byte {error.start + 1} is invalid"
        remedy = "open it in an editor and save it as UTF-8"
        raise _UnreadableError(Problem("B306", message, path=path, help=remedy)) from None


def _of_html(page: str) -> list[str]:
    """All words of a web page, and those of its article alone."""
    import trafilatura  # noqa: PLC0415  takes a second to load, and only web pages need it

    article = trafilatura.extract(page, include_comments=False) or ""
    return [_all_words(page), article]


def _all_words(page: str) -> str:
    """The text of a page without scripts and styles, and with a line break between blocks."""
    from lxml import etree  # noqa: PLC0415  slow to load, and only web pages need it

    root = (
        etree.fromstring(page.encode(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
        if page.strip()
        else None
    )
    if root is None:
        return ""
    parts: list[str] = []
    hidden = 0
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("start", "end") and element.tag not in _INLINE:
            parts.append("\n")
        if event == "start":
            hidden += element.tag in _NOT_TEXT
        words = element.text if event == "start" else element.tail
        if event == "end":
            hidden -= element.tag in _NOT_TEXT
        if words and not hidden:
            parts.append(words)
    return "".join(parts)


def _of_pdf(path: str, data: bytes) -> list[str]:
    """All words of a PDF and, where they differ, those without running heads; with a mark between pages."""
    pages = _pages(path, data) if data else [""]
    found = [_rejoined(PAGE.join(pages) + PAGE)]
    bodies = _without_heads(pages)
    if bodies != pages:
        found.append(_rejoined(PAGE.join(bodies) + PAGE))
    return found


def _pages(path: str, data: bytes) -> list[str]:
    from pypdf import PdfReader  # noqa: PLC0415  only PDFs need it

    locked = False
    try:
        reader = PdfReader(BytesIO(data))
        locked = reader.is_encrypted
        if not locked or reader.decrypt(""):
            return [page.extract_text().replace(PAGE, " ") for page in reader.pages] or [""]
    except Exception as error:  # noqa: BLE001  a broken PDF can break a reader anywhere
        if not locked:
            message = f"this PDF cannot be read: {str(error) or type(error).__name__}"
            remedy = "download it again, or print it to a new PDF"
            raise _UnreadableError(Problem("B307", message, path=path, help=remedy)) from None
    message = "this PDF is encrypted"
    remedy = (
        "open it with its password and print it to a new PDF, or save the passages you quote as a .txt file"
    )
    raise _UnreadableError(Problem("B308", message, path=path, help=remedy))


def _rejoined(text: str) -> str:
    """The text with words joined that were hyphenated at a line end, if the whole word is elsewhere in the text."""
    known = set(re.findall(r"\w+(?:-\w+)*", text))

    def whole(match: re.Match[str]) -> str:
        first, second, punctuation = match.groups()
        page = PAGE if PAGE in match[0] else ""
        for word in (f"{first}{second}", f"{first}-{second}"):
            if word in known:
                return word + punctuation + page
        return match[0]

    return _HYPHENATED.sub(whole, text.replace(f"-{PAGE}", f"-\n{PAGE}"))


def _without_heads(pages: list[str]) -> list[str]:
    """The pages without running heads: first or last lines that, apart from numbers, most pages share."""
    lines = [page.strip().split("\n") for page in pages]
    least = max(_FEW_PAGES, len(pages) // 2 + 1)

    def shared(end: int) -> set[str]:
        counts = Counter(_shape(page[end]) for page in lines)
        return {shape for shape, number in counts.items() if shape and number >= least}

    heads, feet = shared(0), shared(-1)
    bodies = []
    for page in lines:
        body = page[1:] if _shape(page[0]) in heads else page
        bodies.append("\n".join(body[:-1] if body and _shape(body[-1]) in feet else body))
    return bodies if heads | feet else pages


def _shape(line: str) -> str:
    """A line with every number replaced by 0, so that lines with page numbers can be compared."""
    return re.sub(r"\d+", "0", line.strip())
