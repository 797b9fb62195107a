"""Decodes a file of a briefing, and recognises files that are no YAML text at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bindery.text.problems import Problem
from bindery.text.span import Text

MOST_BYTES = 1 << 20  # of one file; the largest known briefing has 200 kB
_KINDS = (  # how files of other kinds begin
    (b"PK\x03\x04", "a document of Word, Excel or LibreOffice, or another zip file"),
    (b"\xd0\xcf\x11\xe0", "a document of an old Word or Excel"),
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"bplist", "a property list of macOS"),
)
_TEXT_BYTES = bytes([*range(9, 14), *range(32, 127), *range(128, 256)])
_FEW = 10  # control characters that a text may have by accident; each is then reported at its place
_WEB_PAGE = re.compile(rb"\s*<(?:!doctype html|html|\?xml)", re.IGNORECASE)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS_UTF8 = "save the file as UTF-8; most editors have a command such as Save with Encoding"
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$|^={7}$", re.MULTILINE)


def decode_text(path: str, data: bytes) -> tuple[Text | None, list[Problem]]:
    """Decodes a file as UTF-8, removes its byte order mark and converts CRLF to LF.

    Args:
        path: path of the file, relative to the project.
        data: content of the file.

    Returns:
        The text, or None and a problem that says why the file cannot be read.
    """
    if len(data) > MOST_BYTES:
        return None, [
            Problem(
                "B006",
                f"the file has {len(data):,} bytes; at most {MOST_BYTES:,} are read",
                path=path,
                help="split the briefing, or move long texts out of it",
            )
        ]
    if kind := _other_kind(data):
        return None, [
            Problem(
                "B025",
                f"this file is {kind}, not a text",
                path=path,
                help="copy its words into a text file that an editor such as Notepad or VS Code saves as UTF-8",
            )
        ]
    if _is_utf16(data):
        return None, [_not_utf8(path, "it looks like UTF-16")]
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        read = data[: error.start].decode("utf-8", "replace")
        return None, [_not_utf8(path, f"line {read.count(chr(10)) + 1}, byte {error.start}")]
    if "\r" in content:
        content = content.replace("\r\n", "\n")
        if content.count("\r") > content.count("\n"):
            return None, [_old_line_ends(path)]
    return Text(path, content), []


def _other_kind(data: bytes) -> str:
    """What kind of file it is, if it is no text; empty if it may be one."""
    found = next((kind for start, kind in _KINDS if data.startswith(start)), "")
    if found or _WEB_PAGE.match(data):
        return found or "a web page or XML"
    binary = len(data.translate(None, _TEXT_BYTES))
    return "binary data" if binary > _FEW and binary * 50 > len(data) and not _is_utf16(data) else ""


def _is_utf16(data: bytes) -> bool:
    """Whether a file is UTF-16, with a mark at its beginning or without: in most languages, each second byte is zero."""
    return data.startswith(_UTF16) or data.count(0) * 4 > len(data)


def _not_utf8(path: str, place: str) -> Problem:
    return Problem("B001", f"the file is not UTF-8 ({place})", path=path, help=_SAVE_AS_UTF8)


def _old_line_ends(path: str) -> Problem:
    return Problem(
        "B026",
        "the lines of this file end in CR alone, as those of old Mac programs do",
        path=path,
        help="save it with the line ends LF or CRLF; editors show the choice at the bottom of the window",
    )


def merge_conflicts(text: Text) -> Iterator[Problem]:
    """An error for each place where git left two versions of a file, or where only marks of git are left."""
    within = False
    for match in _CONFLICT.finditer(text.content):
        sign = match[0][0]
        begins = sign == "<" or not within
        within = sign != ">"
        if not begins:
            continue
        yield Problem(
            "B023",
            "git marks a conflict here: two versions of these lines are in the file",
            text.span(*match.span()),
            help="keep the lines that are right, and delete the lines `<<<<<<<`, `=======` and `>>>>>>>`",
        )


__all__ = ["MOST_BYTES", "decode_text", "merge_conflicts"]
