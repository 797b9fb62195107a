"""The words of an OpenDocument text (.odt), as a word processor shows them, as a web page (OASIS OpenDocument 1.3)."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from bindery.evidence.kinds.packages import Package, attribute, local

if TYPE_CHECKING:
    from lxml.etree import _Element

# What is not shown: deleted text, remarks, forms, and lists of what is declared.
_NOT_SHOWN = frozenset(
    {"tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls", "variable-decls",
     "user-field-decls", "scripts", "event-listeners", "change-start", "change-end", "ruby-text-props", "title",
     "desc", "index-title-template", "table-of-content-source"}
)  # fmt: skip
_WRAPPED = {
    "list": "ul",
    "list-item": "li",
    "table": "table",
    "table-row": "tr",
    "table-cell": "td",
    "text-box": "div",
    "section": "div",
    "ruby-text": "rt",
}
_RAISED = re.compile(r"super|0*[1-9]\d*%")
_DEEPEST = 6  # level of a heading in HTML
_MOST_SPACES = 1_000  # that one element stands for


def open_document_page(data: bytes) -> str:
    """The document as a web page. Notes come after the text, then what is at the head and foot of its pages.

    Raises:
        UnreadableError: it is no OpenDocument text, or is damaged.
        TooLargeError: it is too large.
    """
    package = Package(data, "OpenDocument text")
    root = package.needed("content.xml")
    styles = package.xml("styles.xml")
    walk = _Walk(_superscripts(root, styles))
    body = next((element for element in root if local(element) == "body"), None)
    if body is not None:
        walk.element(body)
    for element in () if styles is None else styles.iter():
        if local(element) in (
            "header",
            "footer",
            "header-left",
            "footer-left",
            "header-first",
            "footer-first",
        ):
            walk.aside(element)
    return walk.html()


def _superscripts(*roots: _Element | None) -> frozenset[str]:
    """The names of the styles that raise their text."""
    return frozenset(
        attribute(style, "name")
        for root in roots
        if root is not None
        for style in root.iter()
        if local(style) == "style" and any(_RAISED.match(attribute(part, "text-position")) for part in style)
    )


class _Walk:
    """The web page as it is put together from the elements of a document.

    Args:
        superscripts: the names of the styles that raise their text.
    """

    def __init__(self, superscripts: frozenset[str]) -> None:
        self._superscripts = superscripts
        self._parts: list[str] = []
        self._notes: list[tuple[str, _Element]] = []
        self._frames: list[_Element] = []  # the boxes of a paragraph, whose texts follow it
        self._in_paragraph = False

    def html(self) -> str:
        """The page."""
        for mark, note in self._notes:
            self._parts.append(f"<aside><sup>{escape(mark)}</sup>")
            self._children(note)
            self._parts.append("</aside>")
        self._notes = []
        return f"<!doctype html><meta charset=utf-8><body>{''.join(self._parts)}</body>"

    def aside(self, element: _Element) -> None:
        """Adds what stands apart from the text."""
        self._parts.append("<aside>")
        self._children(element)
        self._parts.append("</aside>")

    def element(self, element: _Element) -> None:
        """Adds an element, without the text after it."""
        kind = local(element)
        if kind in _NOT_SHOWN or not kind:
            return
        if kind in ("h", "p"):
            self._paragraph(_tag_of_paragraph(kind, element), element)
        elif kind in ("s", "tab", "line-break"):
            self._parts.append(_space(kind, element))
        elif kind == "note":
            self._note(element)
        elif kind == "text-box" and self._in_paragraph:
            self._frames.append(element)
        elif kind == "span" and attribute(element, "style-name") in self._superscripts:
            self._wrapped("sup", element)
        elif kind in _WRAPPED:
            self._wrapped(_WRAPPED[kind], element)
        else:
            self._children(element)

    def _children(self, element: _Element) -> None:
        self._parts.append(escape(element.text or ""))
        for child in element:
            self.element(child)
            self._parts.append(escape(child.tail or ""))

    def _wrapped(self, tag: str, element: _Element) -> None:
        self._parts.append(f"<{tag}>")
        self._children(element)
        self._parts.append(f"</{tag}>")

    def _paragraph(self, tag: str, element: _Element) -> None:
        outer = self._frames, self._in_paragraph
        self._frames, self._in_paragraph = [], True
        self._wrapped(tag, element)
        self._in_paragraph = False
        for frame in self._frames:
            self._wrapped("div", frame)
        self._frames, self._in_paragraph = outer

    def _note(self, element: _Element) -> None:
        """Adds the mark of a note, and keeps its text for the end."""
        parts = {local(child): child for child in element}
        citation, body = parts.get("note-citation"), parts.get("note-body")
        mark = "" if citation is None else "".join(citation.itertext()).strip()
        self._parts.append(f"<sup>{escape(mark)}</sup>")
        if body is not None:
            self._notes.append((mark, body))


def _tag_of_paragraph(kind: str, element: _Element) -> str:
    if kind == "p":
        return "p"
    level = attribute(element, "outline-level")
    return f"h{max(1, min(int(level), _DEEPEST))}" if level.isdecimal() else "h1"


def _space(kind: str, element: _Element) -> str:
    """What stands for a space, a tab or the end of a line."""
    if kind != "s":
        return "\t" if kind == "tab" else "<br>"
    count = attribute(element, "c")
    return " " * (min(int(count), _MOST_SPACES) if count.isdecimal() else 1)
