"""A Word document as a file: what it says of itself, its paper, and the same bytes for the same text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm

if TYPE_CHECKING:
    from docx.document import Document

TEXT_WIDTH = 16.2  # centimetres of a line
_INSTANT = (1980, 1, 1, 0, 0, 0)  # of every part, so that the same page makes the same bytes
_CORE = "docProps/core.xml"  # not compressed, so that a build finds its own mark in it


@dataclass(frozen=True)
class Particulars:
    """What a Word document says of itself.

    Attributes:
        title: its title.
        author: who publishes it.
        description: what it is about, in a sentence; may be empty.
        language: its language, a BCP 47 tag.
        right_to_left: whether its lines begin at the right.
        changed: when it was last changed, as `2024-05-01T00:00:00Z`.
        handling: its handling mark, on each page; empty for none.
    """

    title: str
    author: str
    description: str
    language: str
    right_to_left: bool
    changed: str
    handling: str


def finished_file(document: Document, about: Particulars) -> bytes:
    """A document as a file. The same text makes the same bytes.

    Args:
        document: the document; it is changed.
        about: what it says of itself.
    """
    _describe(document, about)
    _set_page(document, about)
    made = io.BytesIO()
    document.save(made)
    return _same_bytes(made)


def _describe(document: Document, about: Particulars) -> None:
    """Says of the document what it is, and nothing of the machine that made it."""
    core = document.core_properties
    core.title, core.author, core.last_modified_by = about.title, about.author, about.author
    core.comments, core.subject, core.category = about.description, "", about.handling
    core.keywords, core.language, core.revision = "Bindery", about.language, 1
    for name in ("dcterms:created", "dcterms:modified"):
        core._element.find(qn(name)).text = about.changed  # noqa: SLF001  python-docx takes a time of a clock alone
    package = document.part.package
    for name, relation in [*package.rels.items()]:
        if relation.reltype.endswith("/thumbnail"):  # a picture of the empty page of the template
            del package.rels[name]


def _set_page(document: Document, about: Particulars) -> None:
    """A4, with the title and the handling mark on each page, and the page's number."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - TEXT_WIDTH) / 2)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    if about.right_to_left:
        section._sectPr.append(OxmlElement("w:bidi"))  # noqa: SLF001
    for part, first in ((section.header, about.title), (section.footer, "")):
        paragraph = part.paragraphs[0]
        paragraph.style = document.styles["Small"]
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        if first:
            paragraph.add_run(first)
            _handling(paragraph, about.handling, before="\t")
        else:
            _handling(paragraph, about.handling, before="")
            paragraph.add_run("\t")
            _field(paragraph, "PAGE")
            paragraph.add_run(" / ")
            _field(paragraph, "NUMPAGES")


def _handling(paragraph: Any, mark: str, before: str) -> None:
    if mark:
        paragraph.add_run(before + mark).bold = True


def _field(paragraph: Any, code: str) -> None:
    """A number that Word calculates."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = paragraph.add_run("1")
    field.append(run._r)  # noqa: SLF001
    paragraph._p.append(field)  # noqa: SLF001


def _same_bytes(made: io.BytesIO) -> bytes:
    """The file without the time at which it was made."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(made) as package,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as copy,
    ):
        for name in _order(package.namelist()):
            entry = zipfile.ZipInfo(name, _INSTANT)
            entry.compress_type = zipfile.ZIP_STORED if name == _CORE else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            copy.writestr(entry, package.read(name))
    return out.getvalue()


def _order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
