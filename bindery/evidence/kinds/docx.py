"""The words of a Word document (.docx), as Word shows them, as a web page (ECMA-376, WordprocessingML)."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from bindery.evidence.kinds.packages import attribute, local
from bindery.evidence.kinds.word_parts import WordParts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

# What is not shown: deleted and moved text, the codes of fields, remarks, and a second form of what Choice shows.
_NOT_SHOWN = frozenset(
    {"del", "moveFrom", "delText", "instrText", "delInstrText", "Fallback", "pPr", "rPr", "tblPr", "tblGrid", "trPr",
     "tcPr", "sectPr", "sdtPr", "sdtEndPr", "comment", "annotationRef", "footnoteRef", "endnoteRef", "rubyPr"}
)  # fmt: skip
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
    "br": "<br>",
    "cr": "<br>",
}
_TABLE_PARTS = {"tbl": "table", "tr": "tr", "tc": "td"}
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}
_OFF = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"heading\s*([1-6])", re.IGNORECASE)
_DEEPEST = 6  # level of a heading in HTML
_PRIVATE = range(0xE000, 0xF900)  # symbols of a font, which mean nothing in another


def word_page(data: bytes) -> str:
    """The document as a web page. Notes come after the text, then what is at the head and foot of its pages.

    Raises:
        UnreadableError: it is no Word document, or is damaged.
        TooLargeError: it is too large.
    """
    parts = WordParts(data)
    walk = _Walk(_heading_levels(next(parts.roots("styles"), None)))
    walk.children(parts.text())
    for kind in ("footnote", "endnote"):
        walk.notes(kind, next(parts.roots(f"{kind}s"), None))
    for kind in ("footer", "header"):
        for edge in parts.roots(kind):
            walk.aside(edge)
    return walk.html()


def _heading_levels(styles: _Element | None) -> dict[str, int]:
    """The level of the heading that each style makes of a paragraph, by the id of the style."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in () if styles is None else styles:
        if local(style) != "style":
            continue
        name = attribute(style, "styleId")
        for part in style.iter():
            kind, value = local(part), attribute(part, "val")
            if kind == "name" and (match := _HEADING.fullmatch(value.strip())):
                own[name] = int(match[1])
            elif kind == "outlineLvl" and value.isdecimal() and int(value) < _DEEPEST:
                own.setdefault(name, int(value) + 1)
            elif kind == "basedOn":
                based[name] = value
    for name in based:
        seen, above = {name}, name
        while above not in own and based.get(above, above) not in seen:
            above = based[above]
            seen.add(above)
        if above in own:
            own.setdefault(name, own[above])
    return own


class _Walk:
    """The web page as it is put together from the elements of a document.

    Args:
        levels: the level of the heading that each style makes.
    """

    def __init__(self, levels: dict[str, int]) -> None:
        self._levels = levels
        self._parts: list[str] = []
        self._boxes: list[_Element] = []  # the boxes of a paragraph, whose texts follow it
        self._marks: dict[tuple[str, str], str] = {}  # the mark of each note, by kind and id
        self._counts = {"footnote": 0, "endnote": 0}

    def html(self) -> str:
        """The page."""
        return f"<!doctype html><meta charset=utf-8><body>{''.join(self._parts)}</body>"

    def notes(self, kind: str, root: _Element | None) -> None:
        """Adds those notes to which the text has a mark, in the order of the part."""
        for note in () if root is None else root:
            mark = self._marks.get((kind, attribute(note, "id")))
            if mark:
                self._parts.append(f"<aside><sup>{mark}</sup>")
                self.children(note)
                self._parts.append("</aside>")

    def aside(self, root: _Element | None) -> None:
        """Adds what stands apart from the text."""
        if root is not None:
            self._parts.append("<aside>")
            self.children(root)
            self._parts.append("</aside>")

    def children(self, element: _Element) -> None:
        """Adds everything in an element."""
        for child in element:
            self._element(child)

    def _element(self, element: _Element) -> None:
        kind = local(element)
        if kind in _NOT_SHOWN or not kind:
            return
        if kind == "p":
            self._paragraph(element)
        elif kind == "r":
            self._run(element)
        elif kind == "txbxContent":
            self._boxes.append(element)
        elif kind in _TABLE_PARTS:
            self._table_part(kind, element)
        elif kind == "rt":
            self._wrapped("rt", element)
        else:
            written = self._written(kind, element)
            if written is None:
                self.children(element)
            else:
                self._parts.append(written)

    def _written(self, kind: str, element: _Element) -> str | None:
        """What an element stands for if it is text, a character or a mark; None for others."""
        if kind == "t":
            return escape(element.text or "")
        if kind == "sym":
            return _symbol(attribute(element, "char"))
        if kind in _NOTES:
            return f"<sup>{self._mark(_NOTES[kind], element)}</sup>"
        return _CHARACTERS.get(kind)

    def _wrapped(self, tag: str, element: _Element) -> None:
        self._parts.append(f"<{tag}>")
        self.children(element)
        self._parts.append(f"</{tag}>")

    def _table_part(self, kind: str, element: _Element) -> None:
        properties = _child(element, "trPr")
        if properties is None or _child(properties, "del") is None:  # the row was not deleted
            self._wrapped(_TABLE_PARTS[kind], element)

    def _paragraph(self, element: _Element) -> None:
        level = self._level(_child(element, "pPr"))
        boxes, self._boxes = self._boxes, []
        self._wrapped(f"h{level}" if level else "p", element)
        for box in self._boxes:
            self._wrapped("div", box)
        self._boxes = boxes

    def _level(self, properties: _Element | None) -> int:
        """The level of the heading that a paragraph is; 0 if it is none."""
        if properties is None:
            return 0
        outline, style = _child(properties, "outlineLvl"), _child(properties, "pStyle")
        value = "" if outline is None else attribute(outline, "val")
        if value.isdecimal() and int(value) < _DEEPEST:
            return int(value) + 1
        return 0 if style is None or value else self._levels.get(attribute(style, "val"), 0)

    def _run(self, element: _Element) -> None:
        properties = _child(element, "rPr")
        tags = [] if properties is None else list(_tags(properties))
        self._parts += [f"<{tag}>" for tag in tags]
        self.children(element)
        self._parts += [f"</{tag.split()[0]}>" for tag in reversed(tags)]

    def _mark(self, kind: str, reference: _Element) -> str:
        """The mark of a note: the number that Word shows for it."""
        key = kind, attribute(reference, "id")
        if key not in self._marks:
            self._counts[kind] += 1
            self._marks[key] = str(self._counts[kind])
        return self._marks[key]


def _child(element: _Element, kind: str) -> _Element | None:
    return next((child for child in element if local(child) == kind), None)


def _tags(properties: Iterable[_Element]) -> Iterable[str]:
    """The elements of HTML that say how a run is shown, as far as that changes its words."""
    for one in properties:
        kind, value = local(one), attribute(one, "val").lower()
        if kind in ("vanish", "webHidden") and value not in _OFF:
            yield "span hidden"
        elif kind == "caps" and value not in _OFF:
            yield 'span style="text-transform:uppercase"'
        elif (kind == "vertAlign" and value == "superscript") or (
            kind == "position" and value.isdecimal() and value != "0"
        ):
            yield "sup"


def _symbol(code: str) -> str:
    """The character of a symbol; a space where only its font knows what it means."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return " " if number in _PRIVATE or number < ord(" ") or number > 0xFFFF else escape(chr(number))  # noqa: PLR2004  a code has four digits
