"""The record of a source's address in a web archive (WARC 1.1, WACZ 1.1.1), as crawlers and wget write it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

from bindery.evidence.kinds.packages import UnreadableError
from bindery.evidence.kinds.records import (
    NOTHING_ASKED,
    Asked,
    NoReaderError,
    NoRecordError,
    Record,
    RecordIndex,
    chosen,
)
from bindery.evidence.limits import MOST_RECORDS, MOST_UNPACKED, TooLargeError
from bindery.evidence.packed_bodies import (
    NoUnpackerError,
    PackedBodyError,
    TooLargeBodyError,
    unpacked_body,
)

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

INSTALL = "pip install 'bindery-briefings[archives]'"
_PLAIN, _PACKED = b"WARC/", b"\x1f\x8b"  # how files begin, plain and compressed
_LONGEST_LINE, _MOST_LINES = 100_000, 1_000  # bytes of a header, and headers of a record
_MOST_INFO = 10_000  # bytes of what an archive says of itself
_REDIRECTS = frozenset({"301", "302", "303", "307", "308"})
_PAGES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "application/json": ".json",
    "text/vtt": ".vtt",
    "application/epub+zip": ".epub",
    "multipart/related": ".mhtml",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}


class Content(NamedTuple):
    """The content of a record.

    Attributes:
        ending: the ending of a file of its kind, such as `.html`.
        data: its bytes.
        label: the encoding that was declared with it; may be empty.
        records: the records that led to it; the last one has the content.
        headers: the headers of the answer.
    """

    ending: str
    data: bytes
    label: str
    records: tuple[Record, ...]
    headers: dict[str, str]


def content(data: bytes, ending: str, asked: Asked) -> Content:
    """The content of the record of an address in a web archive.

    Args:
        data: the archive.
        ending: `.warc`, `.warc.gz` or `.wacz`.
        asked: the addresses, and the day.

    Raises:
        NoReaderError: the library that reads archives is not installed.
        NoRecordError: there is no record of these addresses, or of this day.
        UnreadableError: the archive is damaged.
        TooLargeError: it has too many records, or the record is too large.
    """
    with opened(io.BytesIO(data), ending) as archive:
        return archive.content(asked)


@contextmanager
def opened(file: IO[bytes], ending: str) -> Iterator[Archive]:
    """A web archive in a file that can be searched; raises as `content` does."""
    if ending != ".wacz":
        yield Archive(lambda _: file, ("",))
        return
    try:
        with zipfile.ZipFile(file) as package:
            names = [name for name in package.namelist() if name.startswith("archive/") and ".warc" in name]
            if not names:
                raise damaged()
            yield Archive(package.open, tuple(sorted(names)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise damaged() from None


def damaged() -> UnreadableError:
    """The error that a file is no web archive, or is incomplete."""
    return UnreadableError(
        "this cannot be read as a web archive: it is incomplete, or is something else",
        "archive the page again, or save it as .html",
    )


class Archive:
    """The records of a web archive.

    Args:
        stream: opens one of its files.
        names: the names of its files.
    """

    def __init__(self, stream: Callable[[str], IO[bytes]], names: Sequence[str]) -> None:
        self.software = ""  # that made the archive, as far as it was read
        self.damaged = False  # whether a file could not be read to its end; what comes before is used
        self._stream = stream
        self._names = names

    def records(self) -> Iterator[Record]:
        """Each record of an answer, in the order of the files."""
        number = 0
        for name in self._names:
            for record, place in self._all(name):
                number += 1
                if number > MOST_RECORDS:
                    raise TooLargeError("this web archive has # records or more", number, MOST_RECORDS)
                if record.rec_type == "warcinfo" and not self.software:
                    self.software = _software(record)
                try:
                    found = _described(record, name, *place())
                except Exception:  # noqa: BLE001  as below
                    self.damaged = True
                    break
                if found:
                    yield found
        if self.damaged and not number:
            raise damaged()

    def _all(self, name: str) -> Iterator[tuple[ArcWarcRecord, Callable[[], tuple[int, int]]]]:
        """Each record of a file, and what gives its offset and length, after which it cannot be read any more.

        A program that was stopped leaves a file without its end: the records before it count.
        """
        stream = self._stream(name)
        stream.seek(0)
        start = stream.read(len(_PLAIN))
        stream.seek(0)
        if not start.startswith((_PLAIN, _PACKED)):
            raise damaged()
        try:
            yield from _plain_records(stream) if start == _PLAIN else _packed_records(stream)
        except NoReaderError:
            raise
        except Exception:  # noqa: BLE001  the library can raise any of a damaged file, and its own errors too
            self.damaged = True

    def content(self, asked: Asked) -> Content:
        """The content of the record that is asked for; raises as the function `content` does."""
        index = RecordIndex(self.records())
        try:
            return self.content_of(chosen(index, asked))
        except NoRecordError:
            if self.damaged:
                raise damaged() from None
            raise

    def content_of(self, chain: Sequence[Record]) -> Content:
        """The content of the last of some records that lead to each other; raises as `content` does."""
        last = chain[-1]
        stream = self._stream(last.archive)
        stream.seek(last.offset)
        iterator_of = _reader()
        record: ArcWarcRecord = next(iter(iterator_of(stream)))
        declared = _header(record, "content-type") or last.type
        headers = dict(record.http_headers.headers) if record.http_headers else {}
        return Content(_ending(last), _body(record), _charset(declared), tuple(chain), headers)

    def raw(self, records: Sequence[Record]) -> bytes:
        """The bytes of some records as they are in the archive, in its order."""
        parts = []
        for record in sorted(set(records), key=lambda one: (one.archive, one.offset)):
            stream = self._stream(record.archive)
            stream.seek(record.offset)
            parts.append(stream.read(record.length))
        return b"".join(parts)


def _body(record: ArcWarcRecord) -> bytes:
    """The content of a record, without the chunks in which it was sent, and unpacked."""
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415  an extra

    chunked = "chunked" in _header(record, "transfer-encoding").lower()
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    data: bytes = stream.read(MOST_UNPACKED + 1)
    try:
        return unpacked_body(data, _header(record, "content-encoding").split(","), MOST_UNPACKED)
    except NoUnpackerError:
        raise NoReaderError(INSTALL) from None
    except TooLargeBodyError:
        number = MOST_UNPACKED + 1
        raise TooLargeError("the record of this page has # bytes or more", number, MOST_UNPACKED) from None
    except PackedBodyError as error:
        remedy = "save the page as .html, or archive it with another program"
        raise UnreadableError(f"the record of this page cannot be read: {error}", remedy) from None


def _packed_records(stream: IO[bytes]) -> Iterator[tuple[ArcWarcRecord, Callable[[], tuple[int, int]]]]:
    """As `Archive._all`, of a file of which each record is compressed by itself."""
    iterator: Any = _reader()(stream)
    for record in iterator:

        def place() -> tuple[int, int]:
            iterator.read_to_end(record)  # noqa: B023  called before the next record
            if record.raw_stream.limit > 0:  # noqa: B023  as above
                raise EOFError
            return int(iterator.get_record_offset()), int(iterator.get_record_length())

        yield record, place


def _plain_records(stream: IO[bytes]) -> Iterator[tuple[ArcWarcRecord, Callable[[], tuple[int, int]]]]:
    """As `Archive._all`, of a file that is not compressed. Contents are not read, so that a large file takes no time."""
    iterator_of = _reader()
    offset = 0
    while True:
        stream.seek(offset)
        head: list[bytes] = []
        while (line := stream.readline(_LONGEST_LINE)) and (line.strip() or not head):
            if line.strip():
                head.append(line)
            else:
                offset += len(line)  # an empty line more than there should be before a record
            if len(head) > _MOST_LINES:
                raise damaged()
        if not head:
            return
        found = re.search(
            rb"^content-length:[ \t]*(\d{1,18})\s*$", b"".join(head), re.MULTILINE | re.IGNORECASE
        )
        if not found:
            raise damaged()
        stream.seek(stream.tell() + int(found[1]) - 1)
        last_and_after = stream.read(1 + len(b"\r\n\r\n"))
        if not last_and_after:
            raise EOFError
        length = stream.tell() - len(last_and_after[1:].lstrip(b"\r\n")) - offset
        stream.seek(offset)
        yield next(iter(iterator_of(stream))), partial(_place, offset, length)
        offset += length


def _place(offset: int, length: int) -> tuple[int, int]:
    return offset, length


def _reader() -> Callable[[IO[bytes]], Any]:
    """What iterates over the records of a file."""
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  an extra
    except ImportError:
        raise NoReaderError(INSTALL) from None
    return ArchiveIterator  # type: ignore[no-any-return]


def _described(record: ArcWarcRecord, name: str, offset: int, length: int) -> Record | None:
    """What a record says of a page; None if it is no answer."""
    if record.rec_type not in ("response", "resource", "revisit"):
        return None

    def said(field: str) -> str:
        return (record.rec_headers.get_header(field) or "").strip("<> ")

    address = said("WARC-Target-URI")
    status = (
        "200" if record.rec_type == "resource" else str(getattr(record.http_headers, "statusline", ""))[:3]
    )
    location = _header(record, "location")
    declared = _header(record, "content-type") if record.rec_type != "resource" else said("Content-Type")
    return Record(
        address,
        said("WARC-Date"),
        record.rec_type,
        status,
        urljoin(address, location) if status in _REDIRECTS and location else "",
        declared.partition(";")[0].strip().lower(),
        said("WARC-Payload-Digest"),
        said("WARC-Record-ID"),
        (said("WARC-Refers-To"), (said("WARC-Refers-To-Target-URI"), said("WARC-Refers-To-Date"))),
        name,
        offset,
        length,
    )


def _software(record: ArcWarcRecord) -> str:
    """The program that made an archive, as its first record says."""
    written = record.content_stream().read(_MOST_INFO).decode("utf-8", "replace")
    found = re.search(r"^software:[ \t]*(\S[^\r\n]{0,200})", written, re.MULTILINE | re.IGNORECASE)
    return found[1].strip() if found else ""


def _header(record: ArcWarcRecord, field: str) -> str:
    return str(record.http_headers.get_header(field) or "") if record.http_headers else ""


def _charset(declared: str) -> str:
    for part in declared.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'").lower()
    return ""


def _ending(record: Record) -> str:
    found = _PAGES.get(record.type)
    if not found:
        message = (
            f"the record of this address is `{record.type or 'of no kind'}`, which has no words to quote"
        )
        raise UnreadableError(message, "give the source the address of the page that has the words")
    return found


__all__ = [
    "NOTHING_ASKED",
    "Archive",
    "Asked",
    "Content",
    "NoReaderError",
    "NoRecordError",
    "Record",
    "RecordIndex",
    "chosen",
    "content",
    "damaged",
    "opened",
]
