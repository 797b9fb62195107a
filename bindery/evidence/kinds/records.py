"""Which records of a web archive lead to the page of a source: redirects, repeated records, the newest of several."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urldefrag

from bindery.evidence.kinds.packages import UnreadableError
from bindery.text.web_address import comparable_or_empty

_MOST_REDIRECTS = 10
_LISTED = 5  # addresses that a message lists
_FOUND = frozenset({"200", "201", "203"})  # the statuses of a page that is there as a whole


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
        if one.type in ("text/html", "application/pdf") and one.status in _FOUND
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
            return chain if here.status in _FOUND else []
        following = [one for one in index.of(here.leads_to, "") if one not in chain]
        if not following:
            return []
        here_after = [one for one in following if one.date >= here.date]
        chain.append(min(here_after, key=lambda one: one.date) if here_after else following[0])
    return []


def _repeated(index: RecordIndex, revisit: Record) -> Record | None:
    """The record whose content another repeats: the one that it names, or one with the same hash."""
    whole = [one for one in index.records if one.kind != "revisit" and one.status in _FOUND]
    number, place = revisit.repeats
    named = (one for one in whole if (number and one.id == number) or (one.address, one.date) == place)
    alike = (one for one in whole if revisit.digest and one.digest == revisit.digest)
    return next(named, None) or next(alike, None)


def _no_record(index: RecordIndex, asked: Asked) -> NoRecordError:
    """The error that no record of some addresses has content; says what the archive has instead."""
    same = [one for address in asked.addresses for one in index.of(address, "")]
    shown = asked.addresses[0] if asked.addresses else "this page"
    if not same:
        return NoRecordError(f"this web archive has no record of {shown}", _pages_in(index))
    if asked.day and not any(one.date.startswith(asked.day) for one in same):
        days = ", ".join(sorted({one.date[:10] for one in same}))
        return NoRecordError(f"this web archive has no record of {shown} of {asked.day}", f"it has {days}")
    if all(one.kind == "revisit" for one in same):
        message = f"this web archive says only that {shown} was the same as before, and has no copy of it"
        return NoRecordError(message, "add the archive that has the copy, or join both files into one")
    answers = ", ".join(sorted({one.status for one in same if one.status}))
    message = f"this web archive has no content of {shown}, only the answers {answers}"
    return NoRecordError(message, "archive the page again while it can be read")


def _pages_in(index: RecordIndex) -> str:
    """Which pages an archive has, for a message."""
    known = list(dict.fromkeys(one.address for one in index.records if one.type == "text/html"))
    if not known:
        return "it has no web page"
    listed = ", ".join(known[:_LISTED]) + (" and others" if len(known) > _LISTED else "")
    return f"it has {listed}; correct the `url` of the source"
