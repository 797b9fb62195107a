"""A Word document made ready for pandoc: within limits, without the content of its pictures, and with EndNote's packed fields unpacked."""

from __future__ import annotations

import binascii
import io
import zipfile
from base64 import b64decode
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bindery.evidence.kinds.packages import parsed_xml
from bindery.evidence.kinds.word_parts import WordParts, usual_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXTS = ("footnotes", "endnotes", "comments")  # kinds of parts with text, besides the document itself
_XML = (".xml", ".rels")
_CITE, _PACKED = "ADDIN EN.CITE", "ADDIN EN.CITE.DATA"
_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass
class _Field:
    """A field of Word: what is between its beginning and its end.

    Attributes:
        marks: the elements that begin, part and end it.
        codes: the elements that have its code, which Word splits where it likes.
        data: what is packed into its beginning.
    """

    marks: list[_Element] = field(default_factory=list)
    codes: list[_Element] = field(default_factory=list)
    data: str = ""

    @property
    def code(self) -> str:
        """Its code."""
        return "".join(element.text or "" for element in self.codes).strip()


class WordPackage:
    """A Word document.

    Args:
        data: the file.

    Raises:
        UnreadableError: it is no Word document, or is damaged or protected by a password.
        TooLargeError: it is too large.
    """

    def __init__(self, data: bytes) -> None:
        self.parts = WordParts(data)
        self.parts.text()

    def for_pandoc(self) -> bytes:
        """The document as pandoc reads it; raises as the class does."""
        package, usual = self.parts.package, self._usual()
        texts = {self.parts.main, *usual}
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
            for name in package.names:
                info = zipfile.ZipInfo(_renamed(name, usual), _TIME)
                if not name.lower().endswith(_XML):
                    out.writestr(info, b"-")  # so that pandoc knows that it is there
                    continue
                part = usual_names(package.part(name) or b"")
                root = parsed_xml(part, package.damaged())
                out.writestr(info, _prepared(root) if name in texts else part)
        return made.getvalue()

    def _usual(self) -> dict[str, str]:
        """The name that pandoc looks for, by the name of each part with notes or comments."""
        first = {kind: names[0] for kind in _TEXTS if (names := self.parts.names(kind))}
        return {name: f"word/{kind}.xml" for kind, name in first.items()}

    def picture(self, target: str) -> bytes | None:
        """The bytes of a picture, by the path that pandoc gives it; None if there is none."""
        return self.parts.package.part(f"word/{target}")


def _renamed(name: str, usual: Mapping[str, str]) -> str:
    """The name of a part, or of the list of the links of one, in the document for pandoc."""
    folder, _, last = name.rpartition("/")
    whose = f"{folder.removesuffix('_rels')}{last.removesuffix('.rels')}"
    if folder.endswith("_rels") and whose in usual:
        to, _, last = usual[whose].rpartition("/")
        return f"{to}/_rels/{last}.rels"
    return usual.get(name, name)


def _prepared(root: _Element) -> bytes:
    """A part with the citations of EndNote where pandoc looks for them."""
    from lxml import etree  # noqa: PLC0415  slow to load

    opened: list[_Field] = []
    for element in [*root.iter(f"{_W}fldChar", f"{_W}instrText")]:
        if element.tag == f"{_W}instrText":
            if opened:
                opened[-1].codes.append(element)
            continue
        kind = element.get(f"{_W}fldCharType")
        if kind == "begin":
            opened.append(_Field(data=_unpacked(element)))
        if opened:
            opened[-1].marks.append(element)
        if kind == "end" and opened:
            _put_in_code(opened.pop())
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _unpacked(begin: _Element) -> str:
    """What is packed into the beginning of a field, if it is a citation of EndNote; otherwise empty."""
    packed = begin.find(f"{_W}fldData")
    if packed is None:
        return ""
    try:
        text = b64decode("".join((packed.text or "").split())).decode("utf-8").rstrip("\0")
    except (binascii.Error, UnicodeDecodeError):
        return ""
    return text if text.lstrip().startswith("<EndNote>") else ""


def _put_in_code(done: _Field) -> None:
    """Writes what is packed into the code of a field, and removes the field that only holds it once more."""
    if done.code == _PACKED:
        for element in (*done.marks, *done.codes):
            parent = element.getparent()
            if parent is not None:
                parent.remove(element)
    elif done.code == _CITE and done.data and done.codes:
        done.codes[0].text = f" {_CITE} {done.data} "
        for element in done.codes[1:]:
            element.text = ""
