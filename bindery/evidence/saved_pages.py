"""What a saved file says of the page that it is a copy of: its address, when it was saved, and by which program."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime
from html import unescape
from typing import NamedTuple

from bindery.evidence.kinds import mhtml, mime
from bindery.evidence.kinds.packages import UnreadableError
from bindery.evidence.limits import TooLargeError
from bindery.model.stored_kinds import WEB_PAGES, ending_of

_SEARCHED = 200_000  # characters at the start of a page
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with (?P<tool>SingleFile[^\n]*)\s*url:\s*(?P<url>\S+)\s*(?:saved date:\s*(?P<date>[^\n]+?))?\s*(?:-->|\n)"
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)\s*(\S+?)\s*-->", re.IGNORECASE)
_LINK = re.compile(r"<(?:link|meta)\s[^<>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_SAVED_DATE = re.compile(r"(\w{3}) (\w{3}) (\d{2}) (\d{4} \d{2}:\d{2}:\d{2}) GMT([+-]\d{4})")


class SavedPage(NamedTuple):
    """What a saved file says of itself. What is not known is empty.

    Attributes:
        address: the address from which the program that saved it says it comes.
        claimed: the addresses that the page itself gives as its own, such as its canonical one.
        saved: when, in UTC, such as `2024-05-03T10:00:00Z`.
        tool: the program that saved it.
    """

    address: str = ""
    claimed: tuple[str, ...] = ()
    saved: str = ""
    tool: str = ""

    @property
    def addresses(self) -> tuple[str, ...]:
        """All of its addresses, the surest first."""
        return tuple(dict.fromkeys(filter(None, (self.address, *self.claimed))))


def described(name: str, data: bytes) -> SavedPage:
    """What a file says of the page that it is a copy of; empty for a file that says nothing."""
    ending = ending_of(name)
    if ending in WEB_PAGES:
        return _of_page(data[: 4 * _SEARCHED].decode("utf-8", "replace")[:_SEARCHED])
    if ending in (".mhtml", ".mht"):
        try:
            return _of_mhtml(data)
        except (UnreadableError, TooLargeError):
            return SavedPage()
    return SavedPage()


def _of_mhtml(data: bytes) -> SavedPage:
    message = mime.parsed(data, "page saved as MHTML")
    by = mime.header(message, "From")
    tool = "Chromium" if "Blink" in by else ""
    return SavedPage(mhtml.saved_address(data), (), _utc(mime.header(message, "Date")), tool)


def _of_page(text: str) -> SavedPage:
    claimed = tuple(_claimed(text))
    if found := _SINGLE_FILE.search(text):
        return SavedPage(unescape(found["url"]), claimed, _utc(found["date"] or ""), found["tool"].strip())
    if found := _SAVED_FROM.search(text):
        return SavedPage(unescape(found[1]), claimed)
    return SavedPage("", claimed)


def _claimed(text: str) -> list[str]:
    """The addresses in the canonical link and in the metadata for social media."""
    found: list[str] = []
    for tag in _LINK.finditer(text):
        said = {m[1].lower(): unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(tag[0])}
        if said.get("rel", "").lower() == "canonical":
            found.insert(0, said.get("href", ""))
        elif "og:url" in (said.get("property"), said.get("name")):
            found.append(said.get("content", ""))
    return [address for address in found if address.startswith(("http://", "https://"))]


def _utc(written: str) -> str:
    """A time as browsers and mails write it, in UTC; empty if it cannot be read."""
    if match := _SAVED_DATE.search(written):  # as JavaScript writes it
        written = f"{match[1]}, {match[3]} {match[2]} {match[4]} {match[5]}"
    try:
        when = parsedate_to_datetime(written).utctimetuple()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z".format(*when[:6])
