"""Decodes the bytes of a file of references: by its byte order mark, as UTF-8, as it declares, or by a guess that is told."""

from __future__ import annotations

import codecs
import re

from bindery.references.imports.entry import ReferencesFileError, Remark

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What JabRef, BibDesk, Emacs and Vim write in the first lines.
_DECLARED = re.compile(
    rb"(?:encoding\s*[:=]|coding\s*[:=]|saved with string encoding)\s*([A-Za-z][\w. ()-]{2,40})",
    re.IGNORECASE,
)
_LINES = 2_000  # bytes at the beginning in which an encoding may be declared
_BIBDESK = (
    ("mac os roman", "mac_roman"),
    ("iso latin 1", "latin-1"),
    ("windows latin 1", "cp1252"),
    ("utf-8", "utf-8"),
)
_LETTERS = "äöüßéèêëàâáíìîïóòôõúùûñçãåøæÄÖÜÉÈÀÁÍÓÚÑÇÅØÆ"
_SIGNS = "’‘“”–—…·°"
_MANY = 0.12  # part of all bytes outside ASCII above which a text is not in Latin script
_OTHER_SCRIPTS = (
    "cp1251",
    "koi8_r",
    "mac_cyrillic",
    "gb18030",
    "big5",
    "cp932",
    "euc_jp",
    "cp949",
    "cp1253",
    "cp1255",
    "cp1256",
)
_SAMPLE = 100_000  # bytes by which the script is told
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u309f]{2}")
_NO_LETTERS = re.compile(r"[^\W\d_][¹³¿¼¾£¥¯¬][^\W\d_]")  # letters of Central Europe, read as windows-1252


def decode(data: bytes) -> tuple[str, list[Remark]]:
    """The text of a file, and a remark if it is not UTF-8.

    Args:
        data: its bytes.

    Raises:
        ReferencesFileError: the encoding is not known.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
    declared = _declared(data[:_LINES])
    if declared:
        return _decoded(data, declared), [Remark("", f"the file was read as {declared}, which it declares")]
    guessed = _guessed(data)
    if not guessed:
        raise ReferencesFileError(
            f"line {line}: the file is not UTF-8, and its encoding is not known; export it again as UTF-8"
        )
    said = f"the file is not UTF-8 and declares no encoding; it was read as {guessed}: check the letters with accents"
    return data.decode(guessed, "replace"), [Remark(f"line {line}", said)]


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = (
            f"line {line}: the file declares that it is {encoding}, and it is not; export it again as UTF-8"
        )
        raise ReferencesFileError(message) from error


def _declared(beginning: bytes) -> str:
    """The encoding that the first lines of a file name, by its name in Python; empty when there is none."""
    for match in _DECLARED.finditer(beginning):
        name = match[1].decode("ascii").strip().lower()
        known = next(
            (encoding for words, encoding in _BIBDESK if words in name), name.split(" ")[0].strip("().")
        )
        try:
            found = codecs.lookup(
                {"ansi": "cp1252", "macintosh": "mac_roman", "macroman": "mac_roman"}.get(known, known)
            )
        except LookupError:
            continue
        if found.name != "utf-8" and found._is_text_encoding:  # noqa: SLF001  the only way to tell
            return "cp1252" if found.name == "iso8859-1" else found.name  # as browsers do
    return ""


def _guessed(data: bytes) -> str:
    """The encoding that a text without a declaration is most likely in; empty when nothing is likely."""
    if b"\0" in data[:_LINES]:
        even, odd = data[:_LINES:2].count(0), data[1:_LINES:2].count(0)
        wide = "utf-16-le" if odd > even else "utf-16-be"
        return wide if max(even, odd) * 3 > len(data[:_LINES]) // 2 else ""
    high = sum(byte > 0x7F for byte in data)  # noqa: PLR2004  the last of ASCII
    if high > len(data) * _MANY:
        from charset_normalizer import from_bytes  # noqa: PLC0415  needed only here

        best = from_bytes(data[:_SAMPLE], cp_isolation=list(_OTHER_SCRIPTS)).best()
        return _not_korean(data, best.encoding) if best else ""
    likely = max(("cp1252", "mac_roman"), key=lambda name: _likely(data.decode(name, "replace")))
    misread = _NO_LETTERS.search(data.decode("cp1252", "replace"))
    return "cp1250" if likely == "cp1252" and misread else likely


def _not_korean(data: bytes, encoding: str) -> str:
    """The encoding, or that of Japanese or Chinese where Korean would have characters of Chinese between its own."""
    if encoding != "cp949" or not _HAN.search(data.decode(encoding, "replace")):
        return encoding
    kana = _KANA.search(data.decode("euc_jp", "replace"))
    return "euc_jp" if kana else "gb18030"


def _likely(text: str) -> int:
    """How many characters outside ASCII are common ones, less those that are not."""
    common = sum(text.count(char) for char in _LETTERS + _SIGNS)
    return 2 * common - sum(char > "\x7f" for char in text)
