"""The parts of a message in MIME format, as mail programs and browsers write it, within limits."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import Message
from typing import TypeAlias

from bindery.evidence.encodings import decoded
from bindery.evidence.kinds.packages import UnreadableError
from bindery.evidence.limits import MOST_MAIL_PARTS, TooLargeError

# The parser that never refuses a message: other policies fail at some broken headers.
_POLICY = policy.compat32
_LONGEST_HEADER = 10_000  # characters of a header that are read
Part: TypeAlias = "Message[str, str]"


def parsed(data: bytes, noun: str) -> Part:
    """The message in a file.

    Args:
        data: the file.
        noun: what it should be, for messages, such as `mail`.

    Raises:
        UnreadableError: it has no headers, or its parts are too deep in each other.
        TooLargeError: it has too many parts.
    """
    damaged = UnreadableError(
        f"this cannot be read as a {noun}: it is incomplete, or is something else",
        "save it again, or save the words that you quote as a .txt file",
    )
    try:
        found = message_from_bytes(data, policy=_POLICY)
        number = sum(1 for _ in found.walk())
    except RecursionError:
        raise damaged from None
    if not found.keys():
        raise damaged
    if number > MOST_MAIL_PARTS:
        raise TooLargeError(f"this {noun} has # parts", number, MOST_MAIL_PARTS)
    return found


def leaves(message: Part) -> Iterator[Part]:
    """The parts of a message that hold no others, in order."""
    return (part for part in message.walk() if not part.is_multipart())


def text_of(part: Part) -> str:
    """The text of a part, by its transfer encoding and by the character encoding that it declares.

    Raises:
        UndecodableError: its bytes are not in the encoding that they should be in.
    """
    data = bytes_of(part)
    label = part.get_content_charset("")
    page = part.get_content_type() in ("text/html", "application/xhtml+xml")
    return decoded("", data, page=page, label="" if label == "us-ascii" else label)


def bytes_of(part: Part) -> bytes:
    """The bytes of a part, after its transfer encoding is undone."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def header(message: Part, name: str) -> str:
    """A header in plain text, its encoded words decoded and its lines joined; empty if there is none."""
    value = message.get(name)
    return "" if value is None else decoded_words(str(value)[:_LONGEST_HEADER])


def decoded_words(value: str) -> str:
    """The value of a header in plain text."""
    try:
        text = str(make_header(decode_header(value)))
    except (ValueError, LookupError):  # an encoding that is not known or not kept to
        text = value
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())
