"""The styles of a Word document: one for each kind of paragraph and of words, so that Word's own list of styles names them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from bindery.paper.pictures import COLOURS

if TYPE_CHECKING:
    from docx.document import Document

BODY, TITLE, CODE, QUOTE, CAPTION, TERM = "Normal", "Title", "Code", "Quote", "Caption", "Term"
CELL, NUMBER, PICTURE, LINK = "Table text", "Large number", "Picture", "Hyperlink"
HEADINGS = {"h2": "Heading 1", "h3": "Heading 2", "h4": "Heading 3", "h5": "Heading 4", "h6": "Heading 5"}
_TEXT_FONT, _CODE_FONT = "Cambria", "Consolas"
_INDENT = 0.75  # centimetres for each level of a list


@dataclass(frozen=True)
class _Look:
    """How paragraphs of a style look.

    Attributes:
        size: points.
        bold: whether its words are bold.
        colour: name of a colour of print.
        above: points of space above.
        below: points of space below.
        left: centimetres of space before each line.
        keep: whether it stays on the page of the next paragraph.
    """

    size: float = 10.5
    bold: bool = False
    colour: str = "ink"
    above: float = 0
    below: float = 6
    left: float = 0
    keep: bool = False


_LOOKS = {
    BODY: _Look(),
    TITLE: _Look(24, bold=True, below=8),
    "Heading 1": _Look(16, bold=True, above=20, below=8, keep=True),
    "Heading 2": _Look(13, bold=True, above=16, below=6, keep=True),
    "Heading 3": _Look(11.5, bold=True, above=12, below=4, keep=True),
    "Heading 4": _Look(10.5, bold=True, above=10, below=4, keep=True),
    "Heading 5": _Look(10.5, bold=True, colour="quiet", above=8, below=4, keep=True),
    "Subtitle": _Look(13, colour="quiet", below=14),
    "Question": _Look(12, bold=True, above=12, keep=True),
    "Answer": _Look(12),
    "Small": _Look(8.5, colour="quiet"),
    "Label": _Look(8.5, bold=True, colour="quiet", above=8, below=3, keep=True),
    "Claim": _Look(bold=True, above=10, below=3, keep=True),
    "Verdict": _Look(9, below=4),
    "Evidence": _Look(9, left=0.6, below=4),
    "Reference": _Look(9, below=4),
    "Figure title": _Look(bold=True, above=12, below=4, keep=True),
    "Event": _Look(bold=True, below=3),
    "Date": _Look(8.5, colour="quiet", above=8, below=2, keep=True),
    CAPTION: _Look(8.5, colour="quiet"),
    QUOTE: _Look(left=0.8),
    CODE: _Look(8.5, left=0.4),
    TERM: _Look(bold=True, above=6, below=2, keep=True),
    "Description": _Look(left=0.8, below=4),
    CELL: _Look(9, above=2, below=3),
    NUMBER: _Look(17, bold=True, above=8, below=0, keep=True),
    PICTURE: _Look(above=4, below=6),
}

# The style of a paragraph, by the class of its element on the page.
BY_CLASS = {
    "bd-subtitle": "Subtitle",
    "bd-question": "Question",
    "bd-answer": "Answer",
    **dict.fromkeys(("bd-label", "bd-reviewed__title"), "Label"),
    **dict.fromkeys(("bd-claim__text", "bd-point__text"), "Claim"),
    **dict.fromkeys(("bd-claim__verdict", "bd-point__verdict", "bd-compare__status"), "Verdict"),
    **dict.fromkeys(("bd-claim__dispute", "bd-claim__caveat", "bd-claim__sum"), "Verdict"),
    **dict.fromkeys(("bd-print__evidence", "bd-margin__claim", "bd-claim__note"), "Evidence"),
    **dict.fromkeys(("bd-ref", "bd-ref__origin"), "Reference"),
    **dict.fromkeys(("bd-compare__title", "bd-data__title", "admonition-title"), "Figure title"),
    "bd-dispute": "Figure title",
    "bd-event__title": "Event",
    "bd-event__date": "Date",
    **dict.fromkeys(("bd-kicker", "bd-small", "bd-muted", "bd-allowed", "bd-dots__unit"), "Small"),
    **dict.fromkeys(("bd-data__unit", "bd-data__line", "bd-compare__note", "bd-byline", "bd-basis"), "Small"),
    **dict.fromkeys(("bd-glance__change", "bd-map__towns", "bd-dots__label", "bd-dots__axis"), "Small"),
    **dict.fromkeys(("bd-numbers__label", "bd-numbers__by"), "Small"),
}
_STATUSES = ("corroborated", "single-origin", "contested", "contradicted", "unsupported", "withdrawn", "open")


def status_style(status: str) -> str:
    """The style of the words that name a status; empty for a word that is none."""
    return f"Status {status}" if status in _STATUSES else ""


def add_styles(document: Document, language: str, *, right_to_left: bool) -> None:
    """Gives a new document the styles of a briefing.

    Args:
        document: the document.
        language: language of the briefing, a BCP 47 tag.
        right_to_left: whether its lines begin at the right.
    """
    known = {style.name for style in document.styles}
    for name, look in _LOOKS.items():
        if name not in known:
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles[BODY]
        _apply(document, name, look, right_to_left=right_to_left)
    link = document.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = _colour("link")
    for status in _STATUSES:
        style = document.styles.add_style(status_style(status), WD_STYLE_TYPE.CHARACTER)
        style.font.bold = style.font.cs_bold = True
        style.font.color.rgb = _colour(status)
    _set_language(document, language)


def _colour(name: str) -> RGBColor:
    return RGBColor.from_string(COLOURS[name].lstrip("#").upper())


def _apply(document: Document, name: str, look: _Look, *, right_to_left: bool) -> None:
    """Sets how a style of paragraphs looks."""
    style = document.styles[name]
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
    style.font.cs_bold, style.font.cs_italic = look.bold, False
    set_size_of_other_scripts(style.element.get_or_add_rPr(), look.size)
    style.font.color.rgb = _colour(look.colour)
    style.quick_style = True
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.above), Pt(look.below)
    form.keep_with_next = look.keep
    if look.left:
        form.left_indent = Cm(look.left)
    _set_fonts(style.element.get_or_add_rPr(), _CODE_FONT if name == CODE else _TEXT_FONT)
    for spaced in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spaced)  # between letters, it would tear Arabic words apart
    around = style.element.get_or_add_pPr()
    for border in around.findall(qn("w:pBdr")):
        around.remove(border)
    if right_to_left and name == BODY:
        around.insert(0, OxmlElement("w:bidi"))


def set_size_of_other_scripts(properties: Any, points: float) -> None:
    """The size of Arabic, Hebrew and like letters, which Word keeps apart; python-docx sets that of others alone.

    Args:
        properties: the element that has the size of words.
        points: the size.
    """
    for known in properties.findall(qn("w:szCs")):
        properties.remove(known)
    size = OxmlElement("w:szCs")
    size.set(qn("w:val"), str(round(points * 2)))
    properties.find(qn("w:sz")).addnext(size)


def _set_fonts(properties: Any, font: str) -> None:
    """One font for all letters of a style, instead of those of the template's theme."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi"):
        fonts.set(qn(name), font)
    fonts.set(qn("w:cs"), "Arial")
    fonts.set(qn("w:eastAsia"), font)


def _set_language(document: Document, language: str) -> None:
    """The language of all words that name no other."""
    for found in document.styles.element.iter(qn("w:lang")):
        for name in ("w:val", "w:eastAsia", "w:bidi"):
            found.set(qn(name), language)


def add_numbering(document: Document, *, ordered: bool, start: int, brackets: bool) -> int:
    """Adds a list to the document; returns its number, by which paragraphs belong to it.

    Args:
        document: the document.
        ordered: whether its items are numbered; otherwise they have dots.
        start: number of the first item.
        brackets: whether a number stands in square brackets, as that of a reference.
    """
    numbering = document.part.numbering_part.element
    known = [int(each.get(qn("w:abstractNumId"))) for each in numbering.findall(qn("w:abstractNum"))]
    shape = OxmlElement("w:abstractNum")
    shape.set(qn("w:abstractNumId"), str(max(known, default=0) + 1))
    _add(shape, "w:multiLevelType", "hybridMultilevel")
    for level in range(9):
        shape.append(_level(level, ordered=ordered, start=start, text=_number_text(level, brackets=brackets)))
    first = numbering.find(qn("w:num"))
    if first is None:
        numbering.append(shape)
    else:
        first.addprevious(shape)
    number = numbering.add_num(int(shape.get(qn("w:abstractNumId"))))
    return int(number.numId)


def _number_text(level: int, *, brackets: bool) -> str:
    return f"[%{level + 1}]" if brackets else f"%{level + 1}."


def _level(level: int, *, ordered: bool, start: int, text: str) -> Any:
    """One level of a list: what stands before its items, and how far they are moved in."""
    made = OxmlElement("w:lvl")
    made.set(qn("w:ilvl"), str(level))
    _add(made, "w:start", str(start))
    _add(made, "w:numFmt", "decimal" if ordered else "bullet")
    _add(made, "w:lvlText", text if ordered else "•")
    _add(made, "w:lvlJc", "start")
    properties = OxmlElement("w:pPr")
    moved = OxmlElement("w:ind")
    hanging = round(Cm(_INDENT).twips)
    moved.set(qn("w:start"), str(hanging * (level + 1)))
    moved.set(qn("w:hanging"), str(hanging))
    properties.append(moved)
    made.append(properties)
    return made


def _add(parent: Any, name: str, value: str) -> None:
    child = OxmlElement(name)
    child.set(qn("w:val"), value)
    parent.append(child)


def indent_of(level: int) -> Cm:
    """How far an item of a list is moved in; the first level is 0."""
    return Cm(_INDENT * (level + 1))
