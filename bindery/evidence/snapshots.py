"""Reads the text of a stored copy of any kind, with its page breaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import NamedTuple

from bindery.evidence import tables
from bindery.evidence.encodings import UndecodableError, as_browsers_show, decoded
from bindery.evidence.kinds.packages import UnreadableError
from bindery.evidence.kinds.packed_page import unpacked_page
from bindery.evidence.kinds.records import NOTHING_ASKED, Asked, NoReaderError, NoRecordError
from bindery.evidence.limits import MOST_WORDS, TooLargeError
from bindery.evidence.source_marks import caption_text, page_labels, transcript_texts, with_marks
from bindery.evidence.table_cells import UnreadableTableError
from bindery.evidence.unreadable import no_record, not_installed, too_large, too_slow, unreadable
from bindery.evidence.web_pages import load_readers, web_page_texts
from bindery.model.stored_kinds import (
    ARCHIVES,
    CAPTIONS,
    ENDINGS,
    KINDS,
    PICTURES,
    TABLES,
    TRANSCRIPT,
    WEB_PAGES,
    ending_of,
)
from bindery.reading.inputs import Confine, TooMuchError, unconfined
from bindery.text.marks import take_marks, without_control
from bindery.text.problems import Problem
from bindery.text.tokens import PAGE, SearchableText

SUFFIXES = ENDINGS
_HOLD_PAGES = frozenset((*ARCHIVES, *WEB_PAGES, ".mhtml", ".mht", ".eml"))
_SHORT_PAGE = 100_000  # bytes of a web page, which cannot take long to read
_LEAST_READINGS = 2  # of a PDF: all of its words, and those without running heads and notes
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
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\0", b"MM\0*")
_OTHER_UNICODE = (b"\xff\xfe", b"\xfe\xff")
_LICENCE = re.compile(r"^--- Licence of this text ---\s*$", re.MULTILINE)


class _UnreadableError(Exception):
    """A snapshot cannot be read; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def snapshot_texts(
    path: str,
    data: bytes,
    confine: Confine = unconfined,
    asked: Asked = NOTHING_ASKED,
    transcript: bytes | None = None,
) -> tuple[tuple[SearchableText, ...], list[Problem]]:
    """The texts of a snapshot that may be quoted, and the problems with it. A quotation may be in any of them.

    A plain text has one text, up to a line `--- Licence of this text ---`; the licence below it is left out. If it is a
    transcript, it has another one without the time codes; captions have their words alone. A web page
    has two: all of its words, and its article alone, without what the page puts between the paragraphs; and a third where
    browsers show other letters than it has, because it declares a wrong encoding. A PDF has all
    of its words and, if its pages have running heads, the text without them. A table has its cells and, if it is a text
    file, that text. A mail has a text for each form in which it was sent. A web archive has those of the page that
    its record holds, and a picture those of its transcript.

    Args:
        path: path of the snapshot; its ending says how it is read.
        data: its bytes.
        confine: does the work on a file that can take very long to read.
        asked: the addresses of the source, and the day of the copy, for an archive of several pages.
        transcript: what a person read in a picture; None where there is none.
    """
    try:
        if ending_of(path) in PICTURES:
            return _of_picture(path, data, transcript, confine), []
        asked = asked if ending_of(path) in ARCHIVES else NOTHING_ASKED
        return _texts(path, data, confine, asked), []
    except (_UnreadableError, UnreadableTableError) as error:
        return (), [error.problem]


def licence_of(path: str, data: bytes) -> str:
    """The licence below a stored plain text; empty when there is none, and for other kinds of file."""
    if ending_of(path) != ".txt":
        return ""
    parts = _LICENCE.split(data.decode("utf-8-sig", "replace"), maxsplit=1)
    return parts[1].strip() if len(parts) > 1 else ""


@lru_cache(maxsize=32)  # a preview reads the same snapshots again and again
def _texts(
    path: str, data: bytes, confine: Confine, asked: Asked = NOTHING_ASKED
) -> tuple[SearchableText, ...]:
    suffix = ending_of(path)
    if suffix in TABLES:
        written = tables.table_texts(path, data, confine)
        found = _Found([*map(_plain, written)])
    else:
        found = _found(path, data, confine, asked)
    texts = [SearchableText.of(words, found.labels) for words in _within_limit(path, found.texts)]
    if suffix in TABLES:
        return tuple(text for text in texts if text.reading.has_words)
    whole, *others = texts
    if not whole.reading.has_words:
        remedy = "save the text of the source again, or delete the file"
        if suffix == ".pdf":
            remedy = "if it is a scan, run text recognition (OCR), or type what you quote into a .txt file"
        raise _UnreadableError(Problem("B302", "there is no text in this snapshot", path=path, help=remedy))
    kept = (other for other in others if other.reading.has_words and whole.find(other.reading, 0) < 0)
    return (whole, *kept)


def _of_picture(
    path: str, data: bytes, transcript: bytes | None, confine: Confine
) -> tuple[SearchableText, ...]:
    """The texts of the transcript of a picture."""
    name = path.rpartition("/")[2]
    if not data.startswith(_PICTURES) and data[4:8] != b"ftyp":
        message = f"this is not a picture, although its name ends in {ending_of(path)}"
        raise _UnreadableError(unreadable(path, message, "save the picture again"))
    if transcript is None:
        remedy = f"write the words that you read in it into `{name}{TRANSCRIPT}`, next to it"
        message = "there is no transcript of this picture, so nothing can be quoted from it"
        raise _UnreadableError(Problem("B673", message, path=path, help=remedy))
    return _texts(path + TRANSCRIPT, transcript, confine)


class _Found(NamedTuple):
    """The words that were found in a snapshot.

    Attributes:
        texts: its texts, with marks.
        labels: the number printed on each page.
    """

    texts: list[str]
    labels: tuple[str, ...] = ()


def _found(path: str, data: bytes, confine: Confine, asked: Asked) -> _Found:
    """The words of a snapshot that is no table."""
    suffix = ending_of(path)
    quick = suffix in (".txt", *CAPTIONS) or (suffix in WEB_PAGES and len(data) <= _SHORT_PAGE)
    if not quick:
        _document_readers()  # loaded here, so that not every process that reads a file loads them
        if suffix in _HOLD_PAGES:
            load_readers()
        if suffix == ".pdf":
            import bindery.evidence.pdf_pages  # noqa: F401, PLC0415  as above
    try:
        found = (unconfined if quick else confine)(partial(_read, asked=asked), path, data)
    except TooMuchError:
        raise _UnreadableError(too_slow(path, "snapshot", _SMALLER)) from None
    if isinstance(found, Problem):
        raise _UnreadableError(found)
    return found


def _read(path: str, data: bytes, asked: Asked) -> _Found | Problem:
    """The words of a snapshot that is no table, or why it cannot be read."""
    try:
        suffix = ending_of(path)
        if suffix in ARCHIVES:
            from bindery.evidence.kinds import warc  # noqa: PLC0415  only web archives need it

            page = warc.content(data, suffix, asked)
            return _read_as(page.ending, path, page.data, page.label)
        return _read_as(suffix, path, data)
    except TooLargeError as error:
        return _too_large(path, error)
    except NoReaderError as error:
        return not_installed(path, f"read {KINDS[ending_of(path)]} files", str(error))
    except UnreadableError as error:
        problem = no_record if isinstance(error, NoRecordError) else unreadable
        return problem(path, error.message, error.remedy)
    except UndecodableError as error:
        return replace(error.problem, path=path)
    except (_UnreadableError, UnreadableTableError) as error:
        return error.problem
    except RecursionError:
        return _too_large(
            path, TooLargeError("this snapshot has more than # elements in each other", 200, 200)
        )


def _read_as(suffix: str, path: str, data: bytes, label: str = "") -> _Found:
    """The words of a file of some kind; `label` is the encoding that was declared when it was sent."""
    if suffix == ".pdf":
        texts = [with_marks(without_control(text)) for text in _of_pdf(path, data)]
        return _Found(texts, page_labels(data, take_marks(texts[0])[0].split(PAGE)[:-1]))
    if suffix in TABLES:  # in a web archive
        written = tables.table_texts(f"{path}{suffix}", data)
        return _Found([*map(_plain, written)] or [""])
    if suffix in (".txt", *WEB_PAGES, *CAPTIONS):
        data = unpacked_page(data) if suffix in WEB_PAGES else data
        texts = _texts_of(suffix, _plain(_decoded(path, data, suffix, label)))
        if suffix in WEB_PAGES and (shown := as_browsers_show(data, label)):
            texts += web_page_texts(_plain(shown), with_article=False)[:1]
        return _Found(texts)
    return _Found(_document_readers()[suffix](data))


def _too_large(path: str, error: TooLargeError) -> Problem:
    return too_large(path, str(error), _SMALLER)


def _within_limit(path: str, texts: Sequence[str]) -> list[str]:
    """The texts that are compared: of a PDF, only those in the order of reading if it takes too long to compare with all.

    Raises:
        _UnreadableError: the others are too long too.
    """
    kept, words = [*texts], 0
    if sum(map(len, texts)) > MOST_WORDS:
        counts = [sum(1 for _ in _WORD.finditer(text)) for text in texts]
        while (
            (words := sum(counts)) > MOST_WORDS and len(kept) > _LEAST_READINGS and ending_of(path) == ".pdf"
        ):
            counts.pop()
            kept.pop()
    if words > MOST_WORDS:
        read = f", in {len(kept)} readings" if len(kept) > 1 else ""
        error = TooLargeError(f"this snapshot has # words and punctuation marks{read}", words, MOST_WORDS)
        raise _UnreadableError(_too_large(path, error))
    return kept


def _document_readers() -> Mapping[str, Callable[[bytes], list[str]]]:
    """What reads documents, by ending. Few projects have one."""
    from bindery.evidence.kinds.documents import READERS  # noqa: PLC0415  loaded where it is needed

    return READERS


def _texts_of(suffix: str, plain: str) -> list[str]:
    """The texts of a web page, of captions or of a plain text."""
    if suffix in WEB_PAGES:
        return web_page_texts(plain)
    if suffix in CAPTIONS:
        return [caption_text(plain)]
    return transcript_texts(_LICENCE.split(plain)[0])


def _plain(text: str) -> str:
    return without_control(text).replace(PAGE, "\n")


def _decoded(path: str, data: bytes, suffix: str, label: str) -> str:
    if data.startswith(_NOT_WORDS) or (b"\0" in data and not data.startswith(_OTHER_UNICODE)):
        message = "this snapshot is not a text file, although its name says so"
        remedy = "if it is a PDF, rename it to end in .pdf; otherwise save its text as a .txt file"
        raise _UnreadableError(Problem("B305", message, path=path, help=remedy))
    return decoded(path, data, page=suffix in WEB_PAGES, label=label)


def _of_pdf(path: str, data: bytes) -> list[str]:
    """All words of a PDF and, where they differ, those without running heads and notes; with a mark after each page."""
    from bindery.evidence.pdf_pages import LockedError, pdf_texts  # noqa: PLC0415  few copies are PDFs

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
