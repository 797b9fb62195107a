"""Decodes a stored text or web page by the encoding that it declares.

Labels of encodings mean what they mean in browsers (WHATWG Encoding Standard): `iso-8859-1` is windows-1252.
"""

from __future__ import annotations

import codecs
import re

from bindery.text.problems import Problem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEARCHED = 4096  # bytes at the start of a page in which it declares its encoding
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w:.+-]+)|<meta\s((?:[^>"']|"[^"]*"|'[^']*'){0,800})""",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(rb"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w:.+-]+)", re.IGNORECASE)
_SEARCHED_FIRST = 1024  # bytes in which a browser looks for a declaration before it begins to read
_NO_LABEL = "windows-1252"  # what browsers take a page for that declares nothing
_MOST_INVALID = 1000  # in a declared encoding other than UTF-8, one character in so many may be invalid
_INVALID = "\ufffd"
_EURO = 0x80  # of gbk; the first byte that is not ASCII
_AS_BROWSERS = "bindery-as-browsers"  # how bytes are decoded that an encoding does not have


class UndecodableError(Exception):
    """A snapshot's bytes are not text in the encoding that they should be in; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def decoded(path: str, data: bytes, *, page: bool, label: str = "") -> str:
    """The text of a snapshot.

    A byte order mark counts most. Bytes that are valid UTF-8 are read so, whatever a page declares, because the
    server may have declared something else when the page was sent. Then the page's own declaration counts.

    Args:
        path: path of the snapshot, for messages.
        data: its bytes.
        page: whether it is a web page, which can declare its encoding.
        label: the encoding that was declared when the page or text was sent; empty if none was.

    Raises:
        UndecodableError: the bytes are not in the encoding that they should be in (B306, B350).
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(path, data.removeprefix(mark), encoding, f"begins like {encoding.upper()}")
    sent_as, label = label, label or (declared_encoding(data) if page else "")
    if not label:
        return _strictly(path, data, "utf-8", "")
    said = f"says that it is {label}"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if not data.isascii() or not _escapes(label):
            return text
    name = _known_codec(path, label, sent=bool(sent_as))
    if name == "utf-8":
        return _strictly(path, data, name, said)
    text = data.decode(name, _AS_BROWSERS)
    if text.count(_INVALID) * _MOST_INVALID > len(text):
        return _strictly(path, data, name, said)
    return text


def _known_codec(path: str, label: str, *, sent: bool) -> str:
    """The name of Python's codec for a label; `sent` says that it was declared outside the page."""
    name = _python_name(label)
    if name is None:
        message = f"this page says that it is {label}, which is the name of no encoding"
        remedy = "save it again, or save the words that you quote as a .txt file"
        if not sent:
            remedy = "open it in an editor, save it as UTF-8 and correct its <meta charset>"
        raise UndecodableError(Problem("B350", message, path=path, help=remedy))
    return name


def as_browsers_show(page: bytes, label: str = "") -> str:
    """The text of a page in UTF-8 as a browser shows its file, if it declares another encoding or none.

    A server can say that a page is in UTF-8 although the page says something else. Readers of the file see other letters
    then than readers of the address. Empty when both see the same.

    Args:
        page: the page.
        label: the encoding that was declared when the page was sent; empty if it is not known.
    """
    if page.isascii() or page.startswith(tuple(mark for mark, _ in _MARKS)):
        return ""
    try:
        page.decode("utf-8")
    except UnicodeDecodeError:
        return ""  # it is read as it declares
    declared = label or declared_encoding(page[:_SEARCHED_FIRST]) or _NO_LABEL
    name = _python_name(declared) or _python_name(_NO_LABEL)
    if name is None or name == "utf-8":
        return ""
    return page.decode(name, _AS_BROWSERS)


def declared_encoding(page: bytes) -> str:
    """The label of the encoding that a page declares; empty when it declares none."""
    for found in _DECLARED.finditer(_COMMENT.sub(b"", page[:_SEARCHED])):
        label = found[1] or _declared_by(found[2])
        if label:
            return label.decode("ascii").lower()
    return ""


def _declared_by(attributes: bytes) -> bytes:
    """The label in the attributes of a `meta` element, in `charset` or in `content`; empty when there is none."""
    values = {name.lower(): b"".join(value) for name, *value in _ATTRIBUTE.findall(attributes)}
    within = _CHARSET.search(b"charset=" + values.get(b"charset", b"")) or _CHARSET.search(
        values.get(b"content", b"")
    )
    return within[1] if within else b""


def _python_name(label: str) -> str | None:
    """The name of Python's codec for a label of the Encoding Standard; None when there is none."""
    import webencodings  # noqa: PLC0415  only pages in other encodings need it

    encoding = webencodings.lookup(label)
    if encoding is None:
        return None
    if encoding.name.startswith("utf-16"):
        return "utf-8"  # an ASCII declaration cannot be read in UTF-16, so browsers take this for UTF-8
    return "gb18030" if encoding.name == "gbk" else str(encoding.codec_info.name)


def _mended(error: UnicodeError) -> tuple[str, int]:
    """What a browser shows for bytes that an encoding does not have, and where it reads on.

    Of two bytes, the second is read again if it is ASCII. A byte of an encoding of single bytes shows nothing.
    """
    if not isinstance(error, UnicodeDecodeError):
        raise error
    start, data = error.start, error.object
    if error.encoding == "gb18030" and data[start] == _EURO:
        return "€", start + 1
    if error.encoding == "charmap":
        return "", start + 1
    pair = error.encoding != "utf-8" and len(data) > start + 1 and data[start + 1] >= _EURO
    return _INVALID, max(error.end, start + 2) if pair else start + 1


codecs.register_error(_AS_BROWSERS, _mended)


def _escapes(label: str) -> bool:
    """Whether text in an encoding can look like ASCII although it is not."""
    return label.startswith(("iso-2022", "csiso2022", "hz-", "utf-7"))


def _strictly(path: str, data: bytes, encoding: str, said: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"this snapshot is not UTF-8: byte {error.start + 1} is invalid"
        remedy = "open it in an editor and save it as UTF-8"
        if said:
            message = f"this snapshot {said}, but byte {error.start + 1} is invalid in it"
            remedy = "find out its real encoding, open it in an editor with it, and save it as UTF-8"
        elif path.lower().endswith((".html", ".htm")):
            remedy += ", or add its encoding to the page, such as <meta charset=windows-1252>"
        raise UndecodableError(Problem("B306", message, path=path, help=remedy)) from None
