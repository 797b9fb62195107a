"""A page that was fetched, with all that was asked and answered: what of it is stored, and as what."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from urllib.parse import urlsplit

from bindery.evidence.encodings import declared_encoding

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ENDINGS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/x-pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".txt",
    "text/csv": ".csv",
    "application/csv": ".csv",
    "application/json": ".json",
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/epub+zip": ".epub",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
}
"""The ending of a snapshot, by the media type of a page."""
_VAGUE = ("", "application/octet-stream", "binary/octet-stream", "application/download", "text/plain")
_PAGE = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_TEXTS = (".html", ".txt", ".csv", ".json", ".vtt", ".srt")
_UTF8 = "utf-8"
_PERMANENT = frozenset({301, 308})


@dataclass(frozen=True)
class Exchange:
    """A request, and the answer to it.

    Attributes:
        method: the method of the request, such as `GET`.
        url: the address that was asked.
        sent: the headers of the request.
        status: the status of the answer, such as 200.
        reason: its words, such as `OK`; may be empty.
        headers: the headers of the answer.
        raw: the body as it was sent.
        body: the body, unpacked.
        time: when it was received, in UTC.
    """

    method: str
    url: str
    sent: tuple[tuple[str, str], ...]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    raw: bytes
    body: bytes
    time: datetime

    def header(self, name: str) -> str:
        """The value of a header of the answer; empty when it has none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True)
class FetchedPage:
    """A page that was fetched.

    Attributes:
        asked: the address that was asked for.
        exchanges: each request and its answer; the last one has the page.
    """

    asked: str
    exchanges: tuple[Exchange, ...]

    @property
    def last(self) -> Exchange:
        """The answer that has the page."""
        return self.exchanges[-1]

    @property
    def url(self) -> str:
        """The address that it came from in the end."""
        return self.last.url

    @property
    def moved_to(self) -> str:
        """The address that each redirect says is the page's for good; empty when none does."""
        steps = self.exchanges[:-1]
        return self.url if steps and all(step.status in _PERMANENT for step in steps) else ""

    @property
    def media_type(self) -> str:
        """The media type that the server declares, such as `text/html`; empty when it declares none."""
        return _content_type(self.last).get_content_type() if self.last.header("content-type") else ""

    @property
    def charset(self) -> str:
        """The encoding that the server declares, in small letters; empty when it declares none."""
        try:
            return str(_content_type(self.last).get_content_charset() or "")
        except (LookupError, ValueError):
            return ""

    @property
    def ending(self) -> str:
        """The ending of the name of a snapshot of it, such as `.html`; empty when no snapshot can be made of it.

        The first bytes count more than what the server declares, since many servers are wrong.
        """
        body = self.last.body
        if body[:1024].lstrip().startswith(b"%PDF-"):
            return ".pdf"
        if self.media_type in _VAGUE and _PAGE.match(body[:4096]):
            return ".html"
        path = urlsplit(self.url).path.lower()
        named = next((ending for ending in dict.fromkeys(_ENDINGS.values()) if path.endswith(ending)), "")
        if self.media_type in _VAGUE:
            return named or (".txt" if self.media_type == "text/plain" else "")
        found = _ENDINGS.get(self.media_type, "")
        return ".json" if self.media_type.endswith("+json") else found

    def as_stored(self) -> bytes:
        """The page as it is stored: as it was sent, but in UTF-8 if the server alone says in which encoding it is.

        A stored file has no headers, so that nobody could read it otherwise.
        """
        body = self.last.body
        if self.ending not in _TEXTS or not self.charset or body.startswith(_MARKS) or _is_utf8(body):
            return body
        codec = _codec(self.charset)
        if codec is None or (self.ending == ".html" and _codec(declared_encoding(body)) == codec):
            return body
        try:
            return codecs.BOM_UTF8 + body.decode(codec).encode(_UTF8)
        except UnicodeDecodeError:
            return body


def _content_type(answer: Exchange) -> Message:
    message = Message()
    message["content-type"] = " ".join(answer.header("content-type").split())
    return message


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode(_UTF8)
    except UnicodeDecodeError:
        return False
    return True


def _codec(label: str) -> str | None:
    """The name of Python's codec for a label of the Encoding Standard; None when there is none."""
    import webencodings  # noqa: PLC0415  only pages in other encodings need it

    encoding = webencodings.lookup(label) if label else None
    return str(encoding.codec_info.name) if encoding else None
