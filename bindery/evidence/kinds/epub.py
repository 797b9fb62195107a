"""The words of an e-book (.epub): its chapters in reading order, as web pages (EPUB 3.3)."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import unquote

from bindery.evidence.encodings import UndecodableError, decoded
from bindery.evidence.kinds.packages import Package, UnreadableError, attribute, local

_CONTAINER = "META-INF/container.xml"
_PROTECTED = "META-INF/encryption.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html"})
_VOID = r"(?!(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b)"
_EMPTY_ELEMENT = re.compile(rf"<{_VOID}([\w:-]+)((?:\s[^<>]*?)?)/>")
_FONTS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")


def chapters_of(data: bytes) -> list[str]:
    """The chapters of the book in reading order, each as a web page.

    Raises:
        UnreadableError: it is no e-book, is damaged, or is protected from being copied.
        TooLargeError: it is too large.
    """
    package = Package(data, "EPUB book")
    container = package.needed(_CONTAINER)
    files = [attribute(e, "full-path") for e in container.iter() if local(e) == "rootfile"]
    _refuse_protected(package)
    book = package.needed(files[0] if files else "")
    folder = posixpath.dirname(files[0])
    items = {
        attribute(item, "id"): (attribute(item, "href"), attribute(item, "media-type"))
        for item in book.iter()
        if local(item) == "item"
    }
    read = [attribute(item, "idref") for item in book.iter() if local(item) == "itemref"]
    names = [items[one][0] for one in dict.fromkeys(read) if one in items and items[one][1] in _PAGES]
    found = (package.part(posixpath.normpath(posixpath.join(folder, unquote(name)))) for name in names)
    return [_as_html(part) for part in found if part]


def _refuse_protected(package: Package) -> None:
    """Refuses a book whose chapters are encrypted. Fonts may be, which keeps nobody from reading it."""
    protection = package.xml(_PROTECTED)
    if protection is None:
        return
    methods = [attribute(e, "Algorithm") for e in protection.iter() if local(e) == "EncryptionMethod"]
    if any(method not in _FONTS for method in methods):
        message = "this e-book is protected from being copied, so its words cannot be read"
        raise UnreadableError(message, "save the words that you quote as a .txt file")


def _as_html(chapter: bytes) -> str:
    """A chapter, which is XHTML, so that a reader of HTML understands it: `<a id="p1"/>` is an element without text."""
    try:
        text = decoded("", chapter, page=True)
    except UndecodableError:
        text = chapter.decode("utf-8", "replace")
    return _EMPTY_ELEMENT.sub(r"<\1\2></\1>", text)
