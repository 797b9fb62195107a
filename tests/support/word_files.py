"""Word documents as Word writes them: with runs split anywhere, fields, notes, comments and tracked changes."""

from __future__ import annotations

import base64
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_STYLES = {"Title": "Title", "Heading1": "heading 1", "Heading2": "heading 2", "Heading3": "heading 3"}
_SPLIT = 37  # characters after which a code is split into another run


def run(words: str) -> str:
    """A run of words."""
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    """A paragraph; what is not a run already becomes one."""
    inner = "".join(one if one.startswith("<w:") else run(one) for one in runs)
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{inner}</w:p>"


def code_field(code: str, shown: str) -> str:
    """A field whose code is split into many runs, as Word does when it is edited."""
    parts = [code[at : at + _SPLIT] for at in range(0, len(code), _SPLIT)]
    runs = "".join(
        f'<w:r><w:rPr><w:noProof/></w:rPr><w:instrText xml:space="preserve">{escape(part)}</w:instrText></w:r>'
        '<w:proofErr w:type="spellStart"/>'
        for part in parts
    )
    return _mark("begin") + runs + _mark("separate") + run(shown) + _mark("end")


def _mark(kind: str, data: str = "") -> str:
    packed = f'<w:fldData xml:space="preserve">{data}</w:fldData>' if data else ""
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{packed}</w:fldChar></w:r>'


def zotero(shown: str, *items: Mapping[str, Any]) -> str:
    """A citation of Zotero."""
    content = {
        "citationID": "a1",
        "properties": {"plainCitation": shown},
        "citationItems": items,
        "schema": "x",
    }
    return code_field(f" ADDIN ZOTERO_ITEM CSL_CITATION {json.dumps(content)} ", shown)


def endnote_xml(number: int, author: str, year: str, title: str, pages: str = "") -> str:
    """A citation as EndNote writes it."""
    place = f"<Pages>{pages}</Pages>" if pages else ""
    return (
        f"<EndNote><Cite><Author>{author}</Author><Year>{year}</Year><RecNum>{number}</RecNum>{place}"
        f"<DisplayText>({author}, {year})</DisplayText><record><rec-number>{number}</rec-number>"
        '<ref-type name="Journal Article">17</ref-type>'
        f"<contributors><authors><author>{author}, Ngozi</author></authors></contributors>"
        f"<titles><title>{title}</title><secondary-title>Journal of Weather</secondary-title></titles>"
        f"<dates><year>{year}</year></dates></record></Cite></EndNote>"
    )


def endnote(shown: str, xml: str) -> str:
    """A citation of EndNote, in the code of its field."""
    return code_field(f" ADDIN EN.CITE {xml} ", shown)


def packed_endnote(shown: str, xml: str) -> str:
    """A citation of EndNote, packed into the data of its field and of a field within it, as for long citations."""
    packed = base64.b64encode(xml.encode()).decode()
    lines = "\r\n".join(packed[at : at + 76] for at in range(0, len(packed), 76))
    inner = _mark("begin", lines) + _code(" ADDIN EN.CITE.DATA ") + "<w:r/>" + _mark("end")
    return (
        _mark("begin", lines)
        + _code(" ADDIN EN.CITE ")
        + inner
        + _mark("separate")
        + run(shown)
        + _mark("end")
    )


def _code(words: str) -> str:
    return f'<w:r><w:instrText xml:space="preserve">{words}</w:instrText></w:r>'


def note_mark(number: int) -> str:
    """The mark of a footnote."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def commented(words: str, number: int) -> str:
    """Words with a comment."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{run(words)}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def inserted(words: str) -> str:
    """Words that a tracked change inserts."""
    return f'<w:ins w:id="91" w:author="Bo" w:date="2024-01-01T00:00:00Z">{run(words)}</w:ins>'


def deleted(words: str) -> str:
    """Words that a tracked change deletes."""
    inner = f"<w:r><w:delText>{escape(words)}</w:delText></w:r>"
    return f'<w:del w:id="92" w:author="Bo" w:date="2024-01-01T00:00:00Z">{inner}</w:del>'


def word_file(
    body: Sequence[str], notes: Mapping[int, str] | None = None, comments: Mapping[int, str] | None = None
) -> bytes:
    """A Word document.

    Args:
        body: its paragraphs.
        notes: its footnotes by number, each as a paragraph.
        comments: the words of its comments, by number; all are Anna's.
    """
    noted = "".join(
        f'<w:footnote w:id="{number}">{note}</w:footnote>' for number, note in (notes or {}).items()
    )
    said = "".join(
        f'<w:comment w:id="{number}" w:author="Anna" w:date="2024-05-01T10:00:00Z">{paragraph(words)}</w:comment>'
        for number, words in (comments or {}).items()
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
        for key, name in _STYLES.items()
    )
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Default Extension="rels" ContentType="{_PACKAGE}/relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kinds}"/></Types>',
        "_rels/.rels": _related(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": _related(
            footnotes="footnotes.xml", comments="comments.xml", styles="styles.xml"
        ),
        "word/document.xml": f'<w:document xmlns:w="{_W}"><w:body>{"".join(body)}</w:body></w:document>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{_W}">{noted}</w:footnotes>',
        "word/comments.xml": f'<w:comments xmlns:w="{_W}">{said}</w:comments>',
        "word/styles.xml": f'<w:styles xmlns:w="{_W}">{styles}</w:styles>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return made.getvalue()


def _related(**targets: str) -> str:
    links = "".join(
        f'<Relationship Id="{kind}" Type="{_R}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'
