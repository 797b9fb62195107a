"""What the parser of Markdown reads besides Python-Markdown's own: citations, references, footnotes, code, raised characters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import ClassVar
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown as PythonMarkdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, ReferenceProcessor
from markdown.extensions.abbr import AbbrTreeprocessor
from markdown.extensions.tables import TableProcessor
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, code_escape

from bindery.reading import citation_processors, fault_codes
from bindery.reading.citation_processors import FoundCitations
from bindery.reading.known_ids import KnownIds
from bindery.reading.prose import PartReference, ProseFault
from bindery.reading.regular_text import CODE_PLACE, TASK_PLACE, RegularText

_FOOTNOTE = r"\[\^([^\[\]\s^]+)\]"
_ADDRESS = r"https?://[^\s<>\"\x02\x03]+"
_NO_END = re.compile(r"[.,;:!?'\"*_~…”’»]+$")  # marks that belong to the sentence and not to an address
_CLOSED = {")": "(", "]": "["}
# What is raised or lowered stands directly after a word: `x^2^`, `H~2~O`.
_SMALL = r"(?<=[\w)\]\x03]){0}(?P<words>[^\s{0}]{{1,30}}){0}(?!{0})"
_ONE_WORD = re.compile(r"[+\-−]?[0-9A-Za-zÀ-ɏͰ-ϿЀ-ӿ*′]+")
_LONGEST_SOURCE = 200  # characters of an author's row that a message may hold


@dataclass
class Found(FoundCitations):
    """What the processors find while Python-Markdown reads a text."""

    lines: RegularText = field(default_factory=RegularText)
    references: list[PartReference] = field(default_factory=list)
    paragraphs: list[Element] = field(default_factory=list)
    abbreviations: set[str] = field(default_factory=set)

    def begin(self, lines: RegularText, known: KnownIds) -> None:
        """Clears everything, for the next text, which may name these ids."""
        self.__dict__.update(Found(lines=lines, known=known, faults=list(lines.faults)).__dict__)


class FootnoteProcessor(InlineProcessor):
    """Reads the mark of a footnote: `[^1]`."""

    def __init__(self, md: PythonMarkdown) -> None:
        super().__init__(_FOOTNOTE, md)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802, ARG002, D102
        return Element("bindery-note", {"n": m.group(1)}), m.start(0), m.end(0)


class SmallProcessor(InlineProcessor):
    """Reads raised or lowered characters directly after a word: `x^2^`, `H~2~O`.

    `10^3-10^6` and `3~5, 7~9` are powers and ranges: there, a digit is on both sides of each mark.
    """

    def __init__(self, mark: str, tag: str, md: PythonMarkdown) -> None:
        super().__init__(_SMALL.format(re.escape(mark)), md)
        self.tag = tag

    def handleMatch(  # type: ignore[override]  # noqa: N802, D102
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int] | tuple[None, None, None]:
        words = m["words"]
        before, after = data[m.start(0) - 1], data[m.end(0) : m.end(0) + 1]
        ranges = before.isdigit() and words[0].isdigit() and words[-1].isdigit() and after.isdigit()
        goes_on = bool(re.match(r"\w", after))
        if ranges or after.isdigit() or (goes_on and not _ONE_WORD.fullmatch(words)):
            return None, None, None
        element = Element(self.tag)
        element.text = words
        return element, m.start(0), m.end(0)


class AddressProcessor(InlineProcessor):
    """Makes a link of a bare web address."""

    ANCESTOR_EXCLUDES: ClassVar[tuple[str, ...]] = ("a",)  # a link holds no other link

    def __init__(self, md: PythonMarkdown) -> None:
        super().__init__(rf"(?<![\w/]){_ADDRESS}", md)

    def handleMatch(  # type: ignore[override]  # noqa: N802, D102
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element, int, int]:
        address = _without_end(m.group(0))
        element = Element("a", {"href": address})
        element.text = AtomicString(address)
        return element, m.start(0), m.start(0) + len(address)


def _without_end(address: str) -> str:
    """A web address without the marks after it that belong to the sentence."""
    while address:
        shorter = _NO_END.sub("", address)
        last = shorter[-1:]
        if last in _CLOSED and shorter.count(last) > shorter.count(_CLOSED[last]):
            shorter = shorter[:-1]
        if shorter == address:
            break
        address = shorter
    return address


class TaskProcessor(InlineProcessor):
    """Shows the box of a task in a list."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802, ARG002, D102
        element = Element("span", {"class": "bd-task"})
        element.text = "☑" if m.group(1) == "1" else "☐"
        return element, m.start(0), m.end(0)


class CodeProcessor(BlockProcessor):
    """Puts the blocks of code into their places."""

    def __init__(self, parser: BlockParser, found: Found) -> None:
        super().__init__(parser)
        self.found = found

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        """Whether a block is the place of a block of code."""
        return bool(CODE_PLACE.fullmatch(block.strip()))

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Reads the block."""
        match = CODE_PLACE.fullmatch(blocks.pop(0).strip())
        written = self.found.lines.code[int(match[1])] if match else None
        if written:
            code = SubElement(SubElement(parent, "pre"), "code")
            if written.language:
                code.set("class", f"language-{written.language}")
            code.text = AtomicString(code_escape(f"{written.text}\n"))


class TablesProcessor(TableProcessor):
    """Reads tables, and reports rows that are too long or too short."""

    def __init__(self, parser: BlockParser, found: Found) -> None:
        super().__init__(parser, {"use_align_attribute": False})
        self.found = found

    def _build_row(self, row: str, parent: Element, align: list[str | None]) -> None:
        there, wanted = len(self._split_row(row)), len(align)  # type: ignore[attr-defined]
        if there != wanted:
            more = there > wanted
            self.found.faults.append(
                ProseFault(
                    fault_codes.TABLE_ROW,
                    f"this row has {there} cell{'' if there == 1 else 's'}, and the heading of the table {wanted}",
                    row[:_LONGEST_SOURCE],
                    (
                        "delete a cell, or write `\\|` for a `|` that does not end one"
                        if more
                        else "add the missing cells, empty if need be: `| one | |`; end the table with an empty line"
                    ),
                )
            )
        super()._build_row(row, parent, align)  # type: ignore[misc]


class LinkDefinitions(ReferenceProcessor):
    """Reads link definitions, but not lines that begin with a citation or a mention: `[@source]: and so on`."""

    RE = re.compile(
        ReferenceProcessor.RE.pattern.replace(r"\[", r"\[(?!-?[@#]|\^|[^\[\]]*\s-?@)", 1),
        ReferenceProcessor.RE.flags,
    )


class Abbreviations(AbbrTreeprocessor):
    """Marks abbreviations, and reports those that the text does not have."""

    def __init__(self, md: PythonMarkdown, found: Found) -> None:
        super().__init__(md, {})
        self.found = found

    def create_element(self, title: str, text: str, tail: str) -> Element:
        """The element of an abbreviation."""
        self.found.abbreviations.add(text)
        return super().create_element(title, text, tail)

    def run(self, root: Element) -> None:
        """Marks the abbreviations of a text."""
        self.abbrs = {short: words for short, words in self.found.lines.abbreviations.items() if words}
        if not self.abbrs:
            return
        ordered = sorted(map(re.escape, self.abbrs), key=len, reverse=True)
        self.RE = re.compile(rf"(?<!\w)(?:{'|'.join(ordered)})(?!\w)")
        self.iter_element(root)
        for short in sorted(self.abbrs.keys() - self.found.abbreviations):
            remedy = "delete the line, or write it in the text where the abbreviation is"
            self.found.faults.append(
                ProseFault(
                    fault_codes.ABBREVIATION,
                    f"the abbreviation `{short}` is not in this text",
                    f"*[{short}]",
                    remedy,
                )
            )


class Footnotes(Treeprocessor):
    """Puts the footnotes of a text at its end, before their own Markdown is read."""

    def __init__(self, md: PythonMarkdown, found: Found) -> None:
        super().__init__(md)
        self.found = found

    def run(self, root: Element) -> None:
        """Adds a list of the footnotes."""
        footnotes = self.found.lines.footnotes
        if footnotes:
            listed = SubElement(root, "ol", {"data-notes": "1"})
            for label, text in footnotes.items():
                self.md.parser.parseChunk(SubElement(listed, "li", {"data-note": label}), text)


def order_footnotes(root: Element, found: Found) -> None:
    """Numbers the footnotes by the order in which the text refers to them, and reports what does not fit together."""
    listed = next((element for element in root if element.get("data-notes")), None)
    items = {item.get("data-note", ""): item for item in listed} if listed is not None else {}
    numbers: dict[str, str] = {}
    for mark in root.iter("bindery-note"):
        label = mark.get("n", "")
        if label not in items:
            found.faults.append(
                ProseFault(
                    fault_codes.FOOTNOTE,
                    f"the footnote `[^{label}]` has no text",
                    f"[^{label}]",
                    f"write `[^{label}]: the words` on a line of its own, in the same text",
                )
            )
        mark.set("n", numbers.setdefault(label, str(len(numbers) + 1)))
    if listed is None:
        return
    for label in [label for label in items if label not in numbers]:
        remedy = f"write `[^{label}]` where the footnote belongs, or delete this line"
        message = f"nothing refers to the footnote `[^{label}]`"
        found.faults.append(ProseFault(fault_codes.FOOTNOTE, message, f"[^{label}]:", remedy))
    for item in list(listed):
        listed.remove(item)
    for label, number in numbers.items():
        if label in items:
            items[label].set("data-note", number)
            listed.append(items[label])


def register(md: PythonMarkdown, found: Found) -> None:
    """Adds everything of this module to a parser."""
    md.parser.blockprocessors.register(LinkDefinitions(md.parser), "reference", 15)
    md.parser.blockprocessors.register(TablesProcessor(md.parser, found), "table", 75)
    md.parser.blockprocessors.register(CodeProcessor(md.parser, found), "bindery-code", 85)
    if "|" not in md.ESCAPED_CHARS:
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "|", "~", "^", "$", "<", "=", ":", "@", "%"]
    citation_processors.register(md, found)
    md.inlinePatterns.register(FootnoteProcessor(md), "bindery-note", 173)
    md.inlinePatterns.register(TaskProcessor(TASK_PLACE, md), "bindery-task", 172)
    md.inlinePatterns.register(AddressProcessor(md), "bindery-address", 110)
    struck = SimpleTagInlineProcessor(r"()(?<!~)~~(?=[^\s~])(.+?)(?<=[^\s~])~~(?!~)", "del")
    md.inlinePatterns.register(struck, "bindery-struck", 65)
    md.inlinePatterns.register(SmallProcessor("^", "sup", md), "bindery-raised", 64)
    md.inlinePatterns.register(SmallProcessor("~", "sub", md), "bindery-lowered", 63)
    md.treeprocessors.register(Footnotes(md, found), "bindery-footnotes", 30)  # before the inline patterns
    md.treeprocessors.register(Abbreviations(md, found), "bindery-abbreviations", 17)  # after them
