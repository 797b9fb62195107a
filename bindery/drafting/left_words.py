"""Finds words of a Word document that its draft does not have, so that none is lost silently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

from bindery.drafting.review_marks import word_paragraphs
from bindery.evidence.kinds.packages import attribute, local
from bindery.evidence.kinds.word_parts import WordParts

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKS = re.compile(r"[\W_]+")
_LEAST = 3  # letters and digits; a pair of them is found anywhere
_SHOWN = 60  # characters of words that a line quotes
# What has no words of its own, or words that are read in another way.
_PASSED = {"del", "moveFrom", "delText", "pPr", "rPr", "drawing", "pict", "object", "AlternateContent", "Fallback",
           "oMath", "oMathPara", "ruby", "txbxContent", "sdtPr", "p"}  # fmt: skip
_BREAKS = {
    "footnoteReference",
    "endnoteReference",
    "hyperlink",
    "sym",
    "noBreakHyphen",
    "softHyphen",
    "commentReference",
}
_BREAK = f"{_W}sym"
_OTHERWISE = (
    "ADDIN",
    "TOC",
    "INDEX",
    "SEQ",
    "PAGE",
)  # fields that the draft has as citations, or that have no words


def left_words(parts: WordParts, written: str) -> list[str]:
    """The beginnings of those paragraphs of which a draft does not have all words.

    Args:
        parts: the document.
        written: the draft's files, and what is said of it.
    """
    there = _squeezed(unescape(written))
    found: list[str] = []
    reader = _Reader()
    for paragraph in word_paragraphs(parts.text()):
        pieces = [piece for piece in reader.pieces(paragraph) if len(_squeezed(piece)) >= _LEAST]
        lost = [piece for piece in pieces if _squeezed(piece) not in there]
        if lost:
            words = " ".join(lost[0].split())
            found.append(words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()} …")
    return found


class _Reader:
    """Reads paragraphs in their order; a field may begin in one and end in another."""

    def __init__(self) -> None:
        self._fields: list[list[str]] = []  # the code of each field that is open, in pieces

    def pieces(self, paragraph: _Element) -> Iterator[str]:
        """The words of a paragraph, parted where a draft may have something between them."""
        if any(attribute(tag, "val").startswith("MENDELEY") for tag in _tags(paragraph)):
            return
        made: list[str] = []
        for element in _shown(paragraph):
            kind = local(element)
            if kind == "fldChar":
                self._mark(attribute(element, "fldCharType"))
            elif kind == "instrText" and self._fields:
                self._fields[-1].append(element.text or "")
            elif kind == "t" and not self._read_otherwise():
                made.append(element.text or "")
            if kind in _BREAKS or kind == "fldChar":
                yield "".join(made)
                made.clear()
            elif kind in ("tab", "br", "cr"):
                made.append(" ")
        yield "".join(made)

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append([])
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _read_otherwise(self) -> bool:
        return any("".join(code).strip().upper().startswith(_OTHERWISE) for code in self._fields)


def _tags(paragraph: _Element) -> Iterator[_Element]:
    """The names that programs gave to the controls around a paragraph and in it."""
    for control in (*paragraph.iterancestors(f"{_W}sdt"), *paragraph.iter(f"{_W}sdt")):
        yield from control.findall(f"{_W}sdtPr/{_W}tag")


def _shown(element: _Element) -> Iterator[_Element]:
    """The elements in a paragraph that have words of it, with a break where a link ends and where a formula is."""
    left = [*reversed(element)]
    while left:
        here = left.pop()
        if local(here).startswith("oMath"):
            yield here.makeelement(_BREAK)
        if local(here) in _PASSED or here.find(f"{_W}rPr/{_W}vanish") is not None:
            continue
        yield here
        if local(here) == "hyperlink":
            left.append(here.makeelement(_BREAK))
        left += reversed(here)


def _squeezed(text: str) -> str:
    return _MARKS.sub("", text).casefold()
