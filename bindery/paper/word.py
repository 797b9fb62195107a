"""A finished page as a Word document: headings, lists, tables and pictures as Word has them, and a named place for each claim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import docx
from lxml import etree, html

from bindery.paper.page import classes_of, is_shown
from bindery.paper.place_names import place_name
from bindery.paper.word_file import Particulars, finished_file
from bindery.paper.word_parts import (
    PLAIN,
    Gathered,
    InlinePicture,
    Known,
    LineEnd,
    TextPart,
    WordForm,
    write_paragraph,
)
from bindery.paper.word_pictures import Drawing, pictures_of
from bindery.paper.word_styles import (
    BODY,
    BY_CLASS,
    CAPTION,
    CELL,
    CODE,
    HEADINGS,
    NUMBER,
    PICTURE,
    QUOTE,
    TERM,
    TITLE,
    add_numbering,
    add_styles,
    indent_of,
    status_style,
)
from bindery.paper.word_table import add_table, grid_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

_BLOCKS = {"div", "section", "aside", "article", "nav", "header", "footer", "main", "details", "address"}
_BLOCKS |= {"figure", "blockquote", "dl"}
_PARAGRAPHS = {"p", "figcaption", "summary", "caption", "h1", "dt", "dd", *HEADINGS}
_STYLES = {"h1": TITLE, "figcaption": CAPTION, "caption": CAPTION, "blockquote": QUOTE, "summary": "Label"}
_STYLES |= {"dt": TERM, "dd": "Description", **HEADINGS}
_FORMATS = {
    **dict.fromkeys(("strong", "b", "th"), "bold"),
    **dict.fromkeys(("em", "i", "cite"), "italic"),
    "sup": "raised",
    "sub": "lowered",
    **dict.fromkeys(("s", "del"), "struck"),
    **dict.fromkeys(("u", "ins", "mark"), "underlined"),
    **dict.fromkeys(("code", "kbd", "samp"), "code"),
}  # how words of an element are shown
_QUIET = {"bd-muted", "bd-hidden", "bd-claim__counts", "bd-claim__date", "bd-event__vague", "bd-check"}
_QUIET |= {"bd-ref__address", "bd-map__text", "bd-figure__number"}
_ASIDE = {"bd-marked__status", "bd-said__status", "bd-mention"}  # words that stand in brackets
_FIRST = {"bd-margin__number", "bd-figure__number"}  # words that begin the paragraph that follows them
_APART = {"bd-label", *_FIRST}  # words that a space follows
_JOINED = {
    "bd-strip__legend",
    "bd-facts",
    "bd-reviewed__tally",
}  # lists whose items follow each other on a line
_OWN_LINE = {"bd-numbers__label", "bd-numbers__by", "bd-numbers__figure"}
_UNMARKED = {
    "bd-points",
    "bd-plain",
    "bd-numbers",
    "bd-strip__legend",
    "bd-facts",
    "bd-margin",
    "bd-timeline",
}
_UNMARKED |= {"bd-reviewed__tally", "bd-questions", "bd-dots__rows", "bd-map__list"}
_SMALL = 8.5  # points


@dataclass
class _List:
    """The list that a paragraph belongs to.

    Attributes:
        number: number of the list in the document; 0 for items without a mark.
        level: how deep it is, from 0.
        fresh: whether the next paragraph is the first of an item.
    """

    number: int
    level: int
    fresh: bool = True


def as_word(
    body: html.HtmlElement,
    styles: str,
    about: Particulars,
    read: Callable[[str], bytes | None],
    draw: Callable[[list[Drawing]], list[bytes]],
) -> bytes:
    """A page as a Word document. The same page makes the same bytes.

    Args:
        body: the element of the page that holds the briefing.
        styles: the page's own style, which places the dots of comparisons.
        about: what the document says of itself.
        read: gives the content of an image by its address on the page; None where there is none.
        draw: makes a PNG of each drawing.
    """
    document = docx.Document()
    add_styles(document, about.language, right_to_left=about.right_to_left)
    drawn = pictures_of(body, styles, read, draw)
    _Translation(document, body, drawn, right_to_left=about.right_to_left).run(body)
    return finished_file(document, about)


class _Translation:
    """Writes the elements of a page into a document, in their order.

    Args:
        document: the document.
        body: the element of the page that holds the briefing.
        drawn: the pictures of the page, by their element.
        right_to_left: whether its lines begin at the right.
    """

    def __init__(
        self,
        document: Document,
        body: html.HtmlElement,
        drawn: Mapping[html.HtmlElement, InlinePicture],
        *,
        right_to_left: bool,
    ) -> None:
        self.right_to_left = right_to_left
        self.document = document
        self.drawn = drawn
        self.linked = {a.get("href", "")[1:] for a in body.iter("a") if a.get("href", "").startswith("#")}
        self.there = {e.get("id") for e in body.iter(etree.Element) if e.get("id")}
        self.styles = {str(style.name): style.style_id for style in document.styles}
        self.links: dict[str, str] = {}
        self.container: Document | _Cell = document
        self.style = BODY
        self.lists: list[_List] = []
        self.gathered = Gathered()
        self.places = 0
        self.named: set[str] = set()
        self.empty_cell = False

    def run(self, body: html.HtmlElement) -> None:
        """Writes all that an element holds."""
        self._children(body, PLAIN)
        self._close()

    def _children(self, element: html.HtmlElement, form: WordForm) -> None:
        self._say(element.text, form)
        for child in element:
            if isinstance(child.tag, str) and is_shown(child):
                self._element(child, form)
            self._say(child.tail, form)

    def _say(self, text: str | None, form: WordForm) -> None:
        if text:
            self.gathered.first = self.gathered.first and text.isspace()
            self.gathered.parts.append(TextPart(text, form))

    def _element(self, element: html.HtmlElement, form: WordForm) -> None:
        """Writes an element: its place, then what it shows."""
        classes = classes_of(element)
        form = replace(form, language=element.get("lang") or form.language)
        block = self._is_block(element, classes)
        if block and not self.gathered.first:
            self._close()
        self._name(element.get("id") or "")
        if element in self.drawn:
            self._picture(element)
        elif special := _SPECIAL.get(str(element.tag)):
            special(self, element, form)
        elif block:
            self._block(element, classes, form)
        else:
            self._inline(element, classes, form)

    @staticmethod
    def _is_block(element: html.HtmlElement, classes: list[str]) -> bool:
        return (
            element.tag in _BLOCKS
            or element.tag in _PARAGRAPHS
            or element.tag in _SPECIAL_BLOCKS
            or not _OWN_LINE.isdisjoint(classes)
        )

    def _block(self, element: html.HtmlElement, classes: list[str], form: WordForm) -> None:
        before = self.style
        named = next((BY_CLASS[name] for name in classes if name in BY_CLASS), "")
        self.style = named or _STYLES.get(str(element.tag), before)
        if self.style == QUOTE and self.container is not self.document:
            self.style = CELL
        if "bd-numbers__figure" in classes:
            self.style = NUMBER
        self._children(element, self._linked(element, form))
        self._close()
        self.style = before

    def _inline(self, element: html.HtmlElement, classes: list[str], form: WordForm) -> None:
        """Writes words within a paragraph, in the format of their element."""
        form = self._linked(element, form)
        if shown := _FORMATS.get(str(element.tag)):
            form = form.with_shown(shown)
        if status := next((name for name in classes if name.startswith("bd-status--")), ""):
            form = replace(form, style=status_style(status.removeprefix("bd-status--")))
        if not _QUIET.isdisjoint(classes):
            form = replace(form, quiet=True, size=_SMALL)
        if "bd-label" in classes:
            form = replace(form, bold=True, size=_SMALL)
        aside = not _ASIDE.isdisjoint(classes)
        first = not _FIRST.isdisjoint(classes) and self.gathered.empty
        self._say(" (" if aside else " " if "bd-map__text" in classes else "", form)
        self._children(element, form)
        self._say(")" if aside else ". " if "bd-figure__number" in classes else "", form)
        if not _APART.isdisjoint(classes):
            self._say(" ", form)
        self.gathered.first = first

    def _linked(self, element: html.HtmlElement, form: WordForm) -> WordForm:
        """The format of words that may lead somewhere: to a place in the document, or into the web."""
        address = element.get("href") or ""
        if address.startswith("#") and address[1:] in self.there:
            return replace(form, link=f"#{place_name(address[1:])}")
        if re.match(r"https?:|mailto:", address):
            return replace(form, link=address)
        return form

    def _name(self, identity: str) -> None:
        """Marks the place of an element that links lead to, or that is a claim."""
        wanted = identity in self.linked or identity.startswith("_claims--")
        if identity and wanted and identity not in self.named:
            self.named.add(identity)
            self.gathered.places.append(place_name(identity))

    def _picture(self, element: html.HtmlElement) -> None:
        """Writes a picture, with a line of its own."""
        self._close()
        before, self.style = self.style, PICTURE
        self.gathered.parts.append(self.drawn[element])
        self._close()
        self.style = before

    def _close(self) -> None:
        """Writes the paragraph that was gathered, if it shows something; places are kept for the next that does."""
        gathered = self.gathered
        if gathered.empty:
            gathered.parts.clear()
            return
        self.gathered = Gathered()
        if self.empty_cell:
            paragraph, self.empty_cell = self.container.paragraphs[0], False
        else:
            paragraph = self.container.add_paragraph()
        paragraph._p.style = self.styles[self.style]  # noqa: SLF001  by its id: to look for a style is slow
        if self.lists:
            self._put_in_list(paragraph)
        write_paragraph(gathered, paragraph, Known(self.places, self.styles, self.links))
        self.places += len(gathered.places)

    def _put_in_list(self, paragraph: Any) -> None:
        inner = self.lists[-1]
        if inner.fresh and inner.number:
            properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
            numbered = properties.get_or_add_numPr()
            numbered.get_or_add_ilvl().val = inner.level
            numbered.get_or_add_numId().val = inner.number
        elif inner.number or inner.level:
            paragraph.paragraph_format.left_indent = indent_of(inner.level)
        inner.fresh = False

    def _items(self, element: html.HtmlElement, form: WordForm) -> None:
        """Writes a list, each run of items that follow each other as one list of Word."""
        self._close()
        if not _JOINED.isdisjoint(classes_of(element)):
            self._joined(element, form)
            return
        marked = _UNMARKED.isdisjoint(classes_of(element))
        level = len([each for each in self.lists if each.number]) if marked else max(len(self.lists) - 1, 0)
        number, expected = 0, int(element.get("start") or 1)
        for item in element.iterchildren("li"):
            at = int(item.get("value") or expected)
            if marked and (not number or (element.tag == "ol" and at != expected)):
                number = self._new_list(element, at)
            expected = at + 1
            self._item(item, _List(number, level), form)

    def _new_list(self, element: html.HtmlElement, start: int) -> int:
        brackets = "bd-references" in classes_of(element)
        return add_numbering(self.document, ordered=element.tag == "ol", start=start, brackets=brackets)

    def _item(self, item: html.HtmlElement, inside: _List, form: WordForm) -> None:
        self.lists.append(inside)
        self._name(item.get("id") or "")
        before = self.style
        self.style = next((BY_CLASS[name] for name in classes_of(item) if name in BY_CLASS), before)
        self._children(item, replace(form, language=item.get("lang") or form.language))
        self._close()
        self.style = before
        self.lists.pop()

    def _joined(self, element: html.HtmlElement, form: WordForm) -> None:
        """Writes a list as one paragraph."""
        before, self.style = self.style, "Verdict"
        for number, item in enumerate(element.iterchildren("li")):
            self._say(" · " if number else "", form)
            self._name(item.get("id") or "")
            self._children(item, form)
        self._close()
        self.style = before

    def _table(self, element: html.HtmlElement, form: WordForm) -> None:
        """Writes a table; the rows of its head are repeated on each page."""
        self._close()
        caption = element.find("caption")
        if caption is not None:
            self._element(caption, form)
        grid = grid_of(element)
        if grid.columns:
            for cell, target in add_table(self.container, grid, right_to_left=self.right_to_left):
                self._cell(cell.element, target, form)

    def _cell(self, element: html.HtmlElement, cell: _Cell, form: WordForm) -> None:
        with self._inside(cell):
            self._name(element.get("id") or "")
            self._children(element, replace(form, bold=element.tag == "th"))
            self._close()

    @contextmanager
    def _inside(self, cell: _Cell) -> Iterator[None]:
        """Writes into a cell for a while."""
        before = self.container, self.style, self.lists, self.empty_cell
        self.container, self.style, self.lists, self.empty_cell = cell, CELL, [], True
        yield
        self.container, self.style, self.lists, self.empty_cell = before

    def _kept(self, element: html.HtmlElement, form: WordForm) -> None:
        """Writes lines of code as they are."""
        self._close()
        before, self.style = self.style, CODE
        self._say("".join(element.itertext()).strip("\n"), replace(form, kept=True))
        self._close()
        self.style = before

    def _break(self, element: html.HtmlElement, form: WordForm) -> None:
        del element, form
        self.gathered.parts.append(LineEnd())

    def _rule(self, element: html.HtmlElement, form: WordForm) -> None:
        """A line across the page: the end of what is before it is enough in Word."""
        del element, form
        self._close()

    def _missing(self, element: html.HtmlElement, form: WordForm) -> None:
        """The text of an image that is not there."""
        self._say(element.get("alt") or "", form)

    def _mark(self, element: html.HtmlElement, form: WordForm) -> None:
        """The mark of a status shows nothing: its word stands beside it, in its colour."""


_Method = Callable[[_Translation, html.HtmlElement, WordForm], None]
_SPECIAL: dict[str, _Method] = {
    "ul": _Translation._items,  # noqa: SLF001  the table of this class
    "ol": _Translation._items,  # noqa: SLF001
    "table": _Translation._table,  # noqa: SLF001
    "pre": _Translation._kept,  # noqa: SLF001
    "br": _Translation._break,  # noqa: SLF001
    "hr": _Translation._rule,  # noqa: SLF001
    "img": _Translation._missing,  # noqa: SLF001
    "svg": _Translation._mark,  # noqa: SLF001
}
_SPECIAL_BLOCKS = {"ul", "ol", "table", "pre", "hr"}
