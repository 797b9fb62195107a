"""Web archives are read as programs leave them: packed pages, other line ends, and without their end."""

from __future__ import annotations

import gzip
import io

import brotli
import pytest
from support.cases import each

from bindery.evidence.kinds import warc
from bindery.evidence.kinds.packages import UnreadableError
from bindery.evidence.kinds.warc import Asked, NoRecordError
from bindery.evidence.limits import MOST_UNPACKED, TooLargeError

PAGES = {f"https://example.org/{name}": f"<p>Page {name}.</p>".encode() for name in ("a", "b", "c")}


def record(address: str, body: bytes, headers: str = "", kind: str = "response") -> bytes:
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n".encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-05-01T10:00:00Z\r\n"
        f"Content-Type: application/http\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def split(parts: list[bytes]) -> list[tuple[bytes, bytes]]:
    """The own headers of records, and the rest."""
    return [(head, rest) for head, _, rest in (part.partition(b"\r\n\r\nHTTP") for part in parts)]


RECORDS = [record(*one) for one in PAGES.items()]


def found(data: bytes, address: str, ending: str = ".warc") -> bytes:
    return warc.content(data, ending, Asked((address,))).data


@each(("headers", "body"), [
    ("", b"<p>x</p>"),
    ("Content-Encoding: br\r\n", brotli.compress(b"<p>x</p>")),
    ("Content-Encoding: gzip\r\n", gzip.compress(b"<p>x</p>")),
    ("Content-Encoding: br\r\n", b"<p>x</p>"),  # a browser unpacked it, and its archive kept the header
    ("Transfer-Encoding: chunked\r\n", b"3\r\n<p>\r\n5\r\nx</p>\r\n0\r\n\r\n"),
    ("Transfer-Encoding: chunked\r\n", b"<p>x</p>"),
    ("Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n", b"c\r\n" + brotli.compress(b"<p>x</p>") + b"\r\n0\r\n\r\n"),
])  # fmt: skip
def test_the_content_is_that_which_a_browser_shows(headers: str, body: bytes) -> None:
    address = "https://example.org/x"
    assert found(record(address, body, headers), address) == b"<p>x</p>"
    assert found(gzip.compress(record(address, body, headers)), address, ".warc.gz") == b"<p>x</p>"


def test_a_page_that_unpacks_to_too_much_is_refused() -> None:
    address = "https://example.org/x"
    bomb = record(address, brotli.compress(bytes(MOST_UNPACKED + 1), quality=1), "Content-Encoding: br\r\n")
    with pytest.raises(TooLargeError):
        found(bomb, address)
    for headers in ("Content-Encoding: br\r\n", "Content-Encoding: compress\r\n"):
        with pytest.raises(UnreadableError, match="cannot be read: the"):
            found(record(address, b"\0\1\2", headers), address)


@each(("end",), [b"\r\n\r\n", b"\n\n", b"\r\n", b"", b"\r\n" * 5, b"\n"])
def test_any_number_of_empty_lines_may_be_between_records(end: bytes) -> None:
    for line in ("\r\n", "\n"):
        parts = [one.removesuffix(b"\r\n\r\n") + end for one in RECORDS]
        if line == "\n":
            parts = [head.replace(b"\r\n", b"\n") + b"\n\nHTTP" + rest for head, rest in split(parts)]
        data = b"".join(parts)
        for address, body in PAGES.items():
            assert found(data, address) == body
        with warc.opened(io.BytesIO(data), ".warc") as archive:
            records = list(archive.records())
            assert [archive.raw([one]).rstrip() for one in records] == [part.rstrip() for part in parts]


@each(("packed",), [False, True])
def test_an_archive_without_its_end_has_the_pages_before_it(packed: bool) -> None:
    parts = [gzip.compress(one) if packed else one.rstrip(b"\r\n") + b"\r\n\r\n" for one in RECORDS]
    ending, whole = ".warc.gz" if packed else ".warc", b"".join(parts)
    addresses = list(PAGES)
    for cut in range(8, len(whole) - 4, 7):
        data = whole[:cut]
        for number, address in enumerate(addresses):
            least = sum(map(len, parts[: number + 1]))
            if cut >= least:
                assert found(data, address, ending) == PAGES[address]
            elif cut < least - 12:  # what follows the page may be missing: a checksum, line ends
                with pytest.raises(UnreadableError):
                    found(data, address, ending)


def test_an_archive_that_only_says_that_nothing_changed_asks_for_the_other() -> None:
    address = "https://example.org/a"
    same = record(address, b"", kind="revisit")
    with pytest.raises(NoRecordError, match="was the same as before"):
        found(same, address)
