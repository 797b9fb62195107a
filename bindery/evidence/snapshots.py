"""Reads the text of a stored web page, PDF or plain text, with its page breaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

from bindery.evidence import tables
from bindery.evidence.encodings import UndecodableError, decoded
from bindery.evidence.limits import MOST_WORDS, TooLargeError
from bindery.evidence.pdf_pages import LockedError, pdf_texts
from bindery.evidence.source_marks import caption_text, page_labels, transcript_texts, with_marks
from bindery.evidence.web_pages import web_page_texts
from bindery.reading.inputs import Confine, TooMuchError, unconfined
from bindery.text.marks import take_marks, without_control
from bindery.text.problems import Problem
from bindery.text.tokens import PAGE, SearchableText

SUFFIXES = (".txt", ".html", ".htm", ".pdf", ".vtt", ".srt", *tables.SUFFIXES)
_PAGES = (".html", ".htm")
_CAPTIONS = (".vtt", ".srt")
_SHORT_PAGE = 100_000  # bytes of a web page, which cannot take long to read
_WORD = re.compile(r"\w+|[^\w\s]")
_SMALLER = "store a copy of only the pages or passages that you quote, for example as a .txt file"
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
_LICENCE = re.compile(r"^--- Licence of this text ---\s*$", re.MULTILINE)


class _UnreadableError(Exception):
    """A snapshot cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def snapshot_texts(
    path: str, data: bytes, confine: Confine = unconfined
) -> tuple[tuple[SearchableText, ...], list[Problem]]:
    """The texts of a snapshot that may be quoted, and the problems with it. A quotation may be in any of them.

    A plain text has one text, up to a line `--- Licence of this text ---`; the licence below it is left out. If it is a
    transcript, it has another one without the time codes; captions have their words alone. A web page
    has two: all of its words, and its article alone, without what the page puts between the paragraphs. A PDF has all
    of its words and, if its pages have running heads, the text without them. A table has its cells and, if it is a text
    file, that text.

    Args:
        path: path of the snapshot; its ending says how it is read.
        data: its bytes.
        confine: does the work on a file that can take very long to read.
    """
    try:
        return _texts(path, data, confine), []
    except (_UnreadableError, tables.UnreadableTableError) as error:
        return (), [error.problem]


def licence_of(path: str, data: bytes) -> str:
    """The licence below a stored plain text; empty when there is none, and for other kinds of file."""
    if PurePosixPath(path).suffix.lower() != ".txt":
        return ""
    parts = _LICENCE.split(data.decode("utf-8-sig", "replace"), maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""


@lru_cache(maxsize=32)  # a preview reads the same snapshots again and again
def _texts(path: str, data: bytes, confine: Confine) -> tuple[SearchableText, ...]:
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in tables.SUFFIXES:
        written = tables.table_texts(path, data, confine)
        found = _Found([without_control(text).replace(PAGE, "\n") for text in written])
    else:
        found = _found(path, data, confine)
    _refuse_too_long(path, found.texts)
    texts = [SearchableText.of(words, found.labels) for words in found.texts]
    if suffix in tables.SUFFIXES:
        return tuple(text for text in texts if text.reading.has_words)
    whole, *others = texts
    if not whole.reading.has_words:
        remedy = "save the text of the source again, or delete the file"
        if suffix == ".pdf":
            remedy = "if it is a scan, run text recognition (OCR), or type what you quote into a .txt file"
        raise _UnreadableError(Problem("B302", "there is no text in this snapshot", path=path, help=remedy))
    kept = (other for other in others if other.reading.has_words and whole.find(other.reading, 0) < 0)
    return (whole, *kept)


class _Found(NamedTuple):
    """The words that were found in a snapshot.

    Attributes:
        texts: its texts, with marks.
        labels: the number printed on each page.
    """

    texts: list[str]
    labels: tuple[str, ...] = ()


def _found(path: str, data: bytes, confine: Confine) -> _Found:
    """The words of a snapshot that is no table."""
    suffix = PurePosixPath(path).suffix.lower()
    can_be_slow = suffix == ".pdf" or (suffix in _PAGES and len(data) > _SHORT_PAGE)
    try:
        found = (confine if can_be_slow else unconfined)(_read, path, data)
    except TooMuchError:
        message = "this snapshot takes too much time or memory to read"
        raise _UnreadableError(Problem("B314", message, path=path, help=_SMALLER)) from None
    if isinstance(found, Problem):
        raise _UnreadableError(found)
    return found


def _read(path: str, data: bytes) -> _Found | Problem:
    """The words of a snapshot that is no table, or why it cannot be read."""
    try:
        suffix = PurePosixPath(path).suffix.lower()
        if suffix == ".pdf":
            texts = [with_marks(without_control(text)) for text in _of_pdf(path, data)]
            return _Found(texts, page_labels(data, take_marks(texts[0])[0].split(PAGE)[:-1]))
        return _Found(_texts_of(suffix, without_control(_decoded(path, data)).replace(PAGE, "\n")))
    except TooLargeError as error:
        return Problem("B315", str(error), path=path, help=_SMALLER)
    except _UnreadableError as error:
        return error.problem


def _refuse_too_long(path: str, texts: Sequence[str]) -> None:
    """Refuses a snapshot whose texts would take too long to compare with."""
    if sum(map(len, texts)) <= MOST_WORDS:
        return
    words = sum(1 for text in texts for _ in _WORD.finditer(text))
    if words > MOST_WORDS:
        read = f", in {len(texts)} readings" if len(texts) > 1 else ""
        error = TooLargeError(f"this snapshot has # words and punctuation marks{read}", words, MOST_WORDS)
        raise _UnreadableError(Problem("B315", str(error), path=path, help=_SMALLER))


def _texts_of(suffix: str, plain: str) -> list[str]:
    """The texts of a web page, of captions or of a plain text."""
    if suffix in _PAGES:
        return web_page_texts(plain)
    if suffix in _CAPTIONS:
        return [caption_text(plain)]
    return transcript_texts(_LICENCE.split(plain)[0])


def _decoded(path: str, data: bytes) -> str:
    if data.startswith(_NOT_WORDS) or (b"\0" in data and not data.startswith(_OTHER_UNICODE)):
        message = "this snapshot is not a text file, although its name says so"
        remedy = "if it is a PDF, rename it to end in .pdf; otherwise save its text as a .txt file"
        raise _UnreadableError(Problem("B305", message, path=path, help=remedy))
    try:
        return decoded(path, data, page=PurePosixPath(path).suffix.lower() in _PAGES)
    except UndecodableError as error:
        raise _UnreadableError(error.problem) from None


def _of_pdf(path: str, data: bytes) -> list[str]:
    """All words of a PDF and, where they differ, those without running heads and notes; with a mark after each page."""
    try:
        return pdf_texts(data, PAGE)
    except LockedError:
        message = "this PDF is encrypted"
        remedy = "open it with its password and print it to a new PDF, or save the passages you quote as a .txt file"
        raise _UnreadableError(Problem("B308", message, path=path, help=remedy)) from None
    except ValueError:
        message = "this PDF cannot be read: it is incomplete, or is not a PDF"
        remedy = "download it again, or print it to a new PDF"
        raise _UnreadableError(Problem("B307", message, path=path, help=remedy)) from None
