"""The words of a mail (.eml): its headers as a mail program shows them, and its text in each form that it has (RFC 5322)."""

from __future__ import annotations

import re
from html import escape

from bindery.evidence.kinds import mime
from bindery.evidence.kinds.mime import Part

_SHOWN = ("Subject", "From", "To", "Cc", "Date")
_HTML = "text/html"
_QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)


def texts(data: bytes) -> list[tuple[str, bool]]:
    """The text of the mail as it is written, then as a web page; each with whether it is a page.

    A mail in both forms has both. Attachments are named and not read; a mail within the mail is read.

    Raises:
        UnreadableError: it is no mail.
        TooLargeError: it has too many parts.
        UndecodableError: its text is not in the encoding that it declares.
    """
    message = mime.parsed(data, "mail")
    plain, pages = _Text(html=False), _Text(html=True)
    _read(message, plain, pages)
    written = plain.text()
    found = [(written, False)]
    if _QUOTED.search(written):  # the marks of an earlier mail stand in the middle of its sentences
        found.append((_QUOTED.sub("", written), False))
    return (
        [(pages.text(), True), *found]
        if pages.bodies and not plain.bodies
        else [*found, (pages.text(), True)]
    )


class _Text:
    """One form of a mail as it is put together.

    Args:
        html: whether it is a web page.

    Attributes:
        bodies: how many texts it has, without headers.
    """

    def __init__(self, *, html: bool) -> None:
        self.bodies = 0
        self._html = html
        self._parts: list[str] = []

    def text(self) -> str:
        """The text."""
        return "\n\n".join(self._parts)

    def line(self, words: str) -> None:
        """Adds a line of headers, or the name of an attachment."""
        self._parts.append(f"<p>{escape(words)}</p>" if self._html else words)

    def body(self, text: str) -> None:
        """Adds a text of the mail in this form."""
        self.bodies += 1
        self._parts.append(text)


def _read(message: Part, plain: _Text, pages: _Text) -> None:
    """Adds a message and what it holds to both forms."""
    _headers(message, plain, pages)
    for part in message.walk():
        if part is message and part.is_multipart():
            continue
        kind, name = part.get_content_type(), part.get_filename()
        if kind == "message/rfc822" or part.is_multipart():
            for inner in part.get_payload() if kind == "message/rfc822" else ():
                if not isinstance(inner, str):
                    _headers(inner, plain, pages)
        elif name or part.get_content_disposition() == "attachment":
            shown = f"[{mime.decoded_words(str(name or kind))}]"
            plain.line(shown)
            pages.line(shown)
        elif kind == _HTML:
            pages.body(mime.text_of(part))
        elif kind == "text/plain":
            plain.body(mime.text_of(part).replace("\r\n", "\n"))


def _headers(message: Part, plain: _Text, pages: _Text) -> None:
    for name in _SHOWN:
        value = mime.header(message, name)
        if value:
            plain.line(f"{name}: {value}")
            pages.line(f"{name}: {value}")
