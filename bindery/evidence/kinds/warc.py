"""The record of a source's address in a web archive (WARC 1.1, WACZ 1.1.1), as crawlers and wget write it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urldefrag, urljoin

from bindery.evidence.kinds.packages import UnreadableError
from bindery.evidence.limits import MOST_RECORDS, MOST_UNPACKED, TooLargeError
from bindery.text.web_address import comparable_or_empty

if TYPE_CHECKING:
    from warcio.recordloader import ArcWarcRecord

INSTALL = "pip install 'bindery-briefings[archives]'"
_MOST_REDIRECTS = 10
_MOST_INFO = 10_000  # bytes of what an archive says of itself
_LISTED = 5  # addresses that a message lists
_REDIRECTS = frozenset({"301", "302", "303", "307", "308"})
_FOUND = "2"  # the first digit of the status of a page that was there
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
_COMPRESSIONS = frozenset({"", "gzip", "x-gzip", "deflate", "identity"})


class NoReaderError(Exception):
    """A library that reads this kind is not installed; the message says how to install it."""


class NoRecordError(UnreadableError):
    """An archive has no record of the address of a source."""


class Asked(NamedTuple):
    """What is asked of a file that holds more than one page.

    Attributes:
        addresses: the addresses of the source, the first of which counts most.
        day: the day of the copy, such as `2024-05-03`; empty for the newest.
    """

    addresses: tuple[str, ...] = ()
    day: str = ""


NOTHING_ASKED = Asked()


@dataclass(frozen=True)
class Record:
    """What an archive says of a page, without its content.

    Attributes:
        address: the address that was asked.
        date: when, such as `2024-05-03T10:00:00Z`.
        kind: `response`, `resource` or `revisit`.
        status: the status of the answer, such as `200`.
        leads_to: the address to which a redirect leads; empty for other answers.
        type: the media type of the content.
        digest: the hash of the content, as the archive writes it.
        id: the id of the record.
        repeats: the id, and address and date, of the record whose content a `revisit` repeats; each may be empty.
        archive: the name of the file in a WACZ; empty in a WARC.
        offset: where the record begins in its file.
        length: how many bytes of the file it has.
    """

    address: str
    date: str
    kind: str
    status: str
    leads_to: str
    type: str
    digest: str
    id: str
    repeats: tuple[str, tuple[str, str]]
    archive: str
    offset: int
    length: int


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
                raise _damaged()
            yield Archive(package.open, tuple(sorted(names)))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise _damaged() from None


def _damaged() -> UnreadableError:
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
                found = _described(record, name, *place())
                if found:
                    yield found

    def _all(self, name: str) -> Iterator[tuple[ArcWarcRecord, Callable[[], tuple[int, int]]]]:
        """Each record of a file, and what gives its offset and length, after which it cannot be read any more."""
        iterator_of, error = _reader()
        stream = self._stream(name)
        stream.seek(0)
        iterator: Any = iterator_of(stream)
        try:
            for record in iterator:

                def place() -> tuple[int, int]:
                    iterator.read_to_end(record)  # noqa: B023  called before the next record
                    return int(iterator.get_record_offset()), int(iterator.get_record_length())

                yield record, place
        except (error, OSError, EOFError, ValueError):
            raise _damaged() from None

    def content(self, asked: Asked) -> Content:
        """The content of the record that is asked for; raises as the function `content` does."""
        chain = chosen(RecordIndex(self.records()), asked)
        return self.content_of(chain)

    def content_of(self, chain: Sequence[Record]) -> Content:
        """The content of the last of some records that lead to each other; raises as `content` does."""
        last = chain[-1]
        stream = self._stream(last.archive)
        stream.seek(last.offset)
        iterator_of, _ = _reader()
        record: ArcWarcRecord = next(iter(iterator_of(stream)))
        declared = _header(record, "content-type") or last.type
        compression = _header(record, "content-encoding").lower()
        if compression not in _COMPRESSIONS:
            message = f"the record of this page is compressed with `{compression}`, which is not read"
            raise UnreadableError(message, "save the page as .html, or archive it with another program")
        data = record.content_stream().read(MOST_UNPACKED + 1)
        if len(data) > MOST_UNPACKED:
            raise TooLargeError("the record of this page has # bytes or more", len(data), MOST_UNPACKED)
        headers = dict(record.http_headers.headers) if record.http_headers else {}
        return Content(_ending(last), data, _charset(declared), tuple(chain), headers)

    def raw(self, records: Sequence[Record]) -> bytes:
        """The bytes of some records as they are in the archive, in its order."""
        parts = []
        for record in sorted(set(records), key=lambda one: (one.archive, one.offset)):
            stream = self._stream(record.archive)
            stream.seek(record.offset)
            parts.append(stream.read(record.length))
        return b"".join(parts)


def _reader() -> tuple[Callable[[IO[bytes]], Any], type[Exception]]:
    """What iterates over the records of a file, and the error that it raises."""
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  an extra
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415  as above
    except ImportError:
        raise NoReaderError(INSTALL) from None
    return ArchiveIterator, ArchiveLoadFailed


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


class RecordIndex:
    """The records of an archive by their addresses.

    Args:
        records: the records.
    """

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = tuple(records)
        self._by_address: dict[str, list[Record]] = {}
        for record in self.records:
            self._by_address.setdefault(comparable_or_empty(record.address), []).append(record)

    def of(self, address: str, day: str) -> list[Record]:
        """The records of an address, the best first: those that are exactly of it, and of these the newest."""
        plain = urldefrag(address).url
        found = [
            one
            for one in self._by_address.get(comparable_or_empty(address), ())
            if not day or one.date.startswith(day)
        ]
        found.sort(key=lambda one: one.date, reverse=True)
        return sorted(found, key=lambda one: urldefrag(one.address).url != plain)


def chosen(index: RecordIndex, asked: Asked) -> list[Record]:
    """The records that lead from an address to its content: redirects, then an answer with content.

    Args:
        index: all records.
        asked: the addresses, and the day.

    Raises:
        NoRecordError: there is no such record.
    """
    addresses = asked.addresses or _only_page(index)
    for address in addresses:
        for first in index.of(address, asked.day):
            chain = _followed(index, first)
            if chain:
                return chain
    raise _no_record(index, asked)


def _only_page(index: RecordIndex) -> tuple[str, ...]:
    """The address of the only page of an archive; raises NoRecordError if it has several."""
    pages = {
        comparable_or_empty(one.address): one.address
        for one in index.records
        if one.type in ("text/html", "application/pdf") and one.status.startswith(_FOUND)
    }
    if len(pages) != 1:
        message = f"this web archive has {len(pages)} pages, and the source has no `url` that names one"
        raise NoRecordError(message, "give the source the `url` of its page")
    return tuple(pages.values())


def _followed(index: RecordIndex, first: Record) -> list[Record]:
    """The records from one to the content that it leads to; empty if that is not in the archive."""
    chain = [first]
    while len(chain) <= _MOST_REDIRECTS:
        here = chain[-1]
        if here.kind == "revisit" and not here.leads_to:
            repeated = _repeated(index, here)
            return [*chain, repeated] if repeated else []
        if not here.leads_to:
            return chain if here.status.startswith(_FOUND) else []
        following = [one for one in index.of(here.leads_to, "") if one not in chain]
        if not following:
            return []
        here_after = [one for one in following if one.date >= here.date]
        chain.append(min(here_after, key=lambda one: one.date) if here_after else following[0])
    return []


def _repeated(index: RecordIndex, revisit: Record) -> Record | None:
    """The record whose content another repeats: the one that it names, or one with the same hash."""
    whole = [one for one in index.records if one.kind != "revisit" and one.status.startswith(_FOUND)]
    number, place = revisit.repeats
    named = (one for one in whole if (number and one.id == number) or (one.address, one.date) == place)
    alike = (one for one in whole if revisit.digest and one.digest == revisit.digest)
    return next(named, None) or next(alike, None)


def _no_record(index: RecordIndex, asked: Asked) -> NoRecordError:
    """The error that no record of some addresses has content; says what the archive has instead."""
    same = [one for address in asked.addresses for one in index.of(address, "")]
    shown = asked.addresses[0] if asked.addresses else "this page"
    if same and asked.day and not any(one.date.startswith(asked.day) for one in same):
        days = ", ".join(sorted({one.date[:10] for one in same}))
        return NoRecordError(f"this web archive has no record of {shown} of {asked.day}", f"it has {days}")
    if same:
        answers = ", ".join(sorted({one.status or one.kind for one in same}))
        message = f"this web archive has no content of {shown}, only the answers {answers}"
        return NoRecordError(message, "archive the page again while it can be read")
    known = list(dict.fromkeys(one.address for one in index.records if one.type == "text/html"))
    listed = ", ".join(known[:_LISTED]) + (" and others" if len(known) > _LISTED else "")
    remedy = f"it has {listed}; correct the `url` of the source" if known else "it has no web page"
    return NoRecordError(f"this web archive has no record of {shown}", remedy)
