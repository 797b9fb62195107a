"""The parts of a paragraph of a Word document, gathered first and written together, so that spaces are as a browser shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from bindery.paper.pictures import COLOURS
from bindery.paper.word_file import TEXT_WIDTH
from bindery.paper.word_styles import LINK, set_size_of_other_scripts

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_SPACES = re.compile(r"[ \t\r\n\f]+")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")  # characters that no XML has
# Letters of scripts that run from right to left, with the spaces and marks between them.
_RIGHT = "֐-ࣿיִ-﷿ﹰ-ﻼ\U00010800-\U00010fff\U0001e800-\U0001efff"
_TO_LEFT = re.compile(f"([{_RIGHT}](?:[^A-Za-zÀ-ɏͰ-ԯ]*[{_RIGHT}])?)")
_DECORATIVE = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)


@dataclass(frozen=True)
class WordForm:
    """How words are shown.

    Attributes:
        style: name of a style of words; empty for none.
        size: points; 0 for the size of the paragraph.
        quiet: whether they are grey.
        language: their language, a BCP 47 tag; empty for that of the document.
        link: where they lead: `#` and the name of a place, or an address; empty for nowhere.
        kept: whether spaces and line ends are shown as they are.
    """

    bold: bool = False
    italic: bool = False
    raised: bool = False
    lowered: bool = False
    struck: bool = False
    underlined: bool = False
    code: bool = False
    style: str = ""
    size: float = 0
    quiet: bool = False
    language: str = ""
    link: str = ""
    kept: bool = False

    def with_shown(self, how: str) -> WordForm:
        """This format, and one thing more: `bold`, `italic` and so on."""
        more: dict[str, Any] = {how: True}
        return replace(self, **more)


PLAIN = WordForm()


@dataclass(frozen=True)
class TextPart:
    """Words of one format."""

    text: str
    form: WordForm


@dataclass(frozen=True)
class LineEnd:
    """The end of a line within a paragraph."""


@dataclass(frozen=True)
class InlinePicture:
    """A picture.

    Attributes:
        data: a file that Word shows.
        text: its text for those who do not see it; empty for one that shows nothing new.
        width: centimetres; 0 for its own width, at most that of the page.
    """

    data: bytes
    text: str
    width: float


@dataclass
class Gathered:
    """What a paragraph will hold.

    Attributes:
        parts: its words, pictures and line ends.
        places: the places in it that links lead to.
        first: whether it holds only a number, which the next paragraph of the page begins with.
    """

    parts: list[TextPart | LineEnd | InlinePicture] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    first: bool = False

    @property
    def empty(self) -> bool:
        """Whether it would show nothing."""
        return not any(not isinstance(part, TextPart) or part.text.strip() for part in self.parts)


@dataclass(frozen=True)
class Known:
    """What is known of a document while it is written.

    Attributes:
        places: how many places it has.
        styles: the id of each style, by its name.
        links: the id of each address of the web that it leads to; more are added.
    """

    places: int
    styles: Mapping[str, str]
    links: dict[str, str]


def write_paragraph(gathered: Gathered, paragraph: Paragraph, known: Known) -> None:
    """Writes what was gathered into a new paragraph of a document.

    Args:
        gathered: what it holds.
        paragraph: the paragraph; it is changed.
        known: what is known of the document.
    """
    holder = paragraph._p  # noqa: SLF001  python-docx has no other way to the element
    for number, name in enumerate(gathered.places, known.places):
        start = OxmlElement("w:bookmarkStart")
        start.set(qn("w:id"), str(number))
        start.set(qn("w:name"), name)
        holder.append(start)
    for part in _joined(gathered.parts):
        if isinstance(part, TextPart):
            _write_words(part, paragraph, known)
        elif isinstance(part, LineEnd):
            paragraph.add_run().add_break()
        else:
            _write_picture(part, paragraph)
    for number in range(known.places, known.places + len(gathered.places)):
        end = OxmlElement("w:bookmarkEnd")
        end.set(qn("w:id"), str(number))
        holder.append(end)


def _joined(parts: list[TextPart | LineEnd | InlinePicture]) -> Iterator[TextPart | LineEnd | InlinePicture]:
    """The parts with one space where there were several, and none at the ends of lines."""
    found: list[TextPart | LineEnd | InlinePicture] = []
    spaced = True
    for part in parts:
        if not isinstance(part, TextPart):
            _trim(found)
            found.append(part)
            spaced = True
            continue
        text = _UNSEEN.sub("", part.text)
        if not part.form.kept:
            text = _SPACES.sub(" ", text)
            text = text.lstrip(" ") if spaced else text
        if text:
            spaced = text.endswith(" ")
            found.append(replace(part, text=text))
    _trim(found)
    yield from (part for part in found if not isinstance(part, TextPart) or part.text)


def _trim(parts: list[TextPart | LineEnd | InlinePicture]) -> None:
    if parts and isinstance(parts[-1], TextPart) and not parts[-1].form.kept:
        parts[-1] = replace(parts[-1], text=parts[-1].text.rstrip(" "))


def _write_words(words: TextPart, paragraph: Paragraph, known: Known) -> None:
    """Writes words, each stretch of letters from right to left as a run of its own."""
    for number, text in enumerate(_TO_LEFT.split(words.text)):
        if text:
            run = paragraph.add_run()
            for at, line in enumerate(text.split("\n")):
                if at:
                    run.add_break()
                run.add_text(line)
            _dress(run, words.form, known, to_left=number % 2 == 1)
            if words.form.link:
                _lead(run, words.form.link, paragraph, known)


def _dress(run: Run, form: WordForm, known: Known, *, to_left: bool) -> None:
    """Gives words their format."""
    font = run.font
    if form.style:
        run._r.style = known.styles[form.style]  # noqa: SLF001  by its id: to look for a style is slow
    elif form.link and (form.raised or not form.link.startswith("#")):
        run._r.style = known.styles[LINK]  # noqa: SLF001
    shown = {
        "bold": form.bold,
        "italic": form.italic,
        "cs_bold": form.bold,
        "cs_italic": form.italic,
        "superscript": form.raised,
        "subscript": form.lowered,
    }
    shown |= {"strike": form.struck, "underline": form.underlined, "rtl": to_left}
    for name in (name for name, wanted in shown.items() if wanted):
        setattr(font, name, True)
    if form.code:
        font.name = "Consolas"
    if form.size:
        font.size = Pt(form.size)
        set_size_of_other_scripts(run._r.rPr, form.size)  # noqa: SLF001
    if form.quiet and not form.style and not form.link:
        font.color.rgb = RGBColor.from_string(COLOURS["quiet"].lstrip("#").upper())
    if form.language:
        named = OxmlElement("w:lang")
        named.set(qn("w:bidi" if to_left else "w:val"), form.language)
        run._r.get_or_add_rPr().append(named)  # noqa: SLF001


def _lead(run: Run, link: str, paragraph: Paragraph, known: Known) -> None:
    """Makes words a link."""
    made = OxmlElement("w:hyperlink")
    if link.startswith("#"):
        made.set(qn("w:anchor"), link[1:])
    else:
        if link not in known.links:
            known.links[link] = paragraph.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        made.set(qn("r:id"), known.links[link])
    element = run._r  # noqa: SLF001
    element.addprevious(made)
    made.append(element)


def _write_picture(picture: InlinePicture, paragraph: Paragraph) -> None:
    """Puts a picture into the line, with its text."""
    width = Cm(picture.width) if picture.width else None
    shape = paragraph.add_run().add_picture(BytesIO(picture.data), width=width)
    widest = Cm(TEXT_WIDTH)
    if shape.width > widest:
        shape.width, shape.height = widest, Emu(round(shape.height * widest / shape.width))
    named = shape._inline.docPr  # noqa: SLF001
    named.set("descr", picture.text)
    if not picture.text:
        named.append(parse_xml(_DECORATIVE))
