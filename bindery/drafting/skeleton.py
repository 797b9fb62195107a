"""The skeleton of a briefing: sections from headings, texts from paragraphs, and a mark at each that cites nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from bindery.drafting.cited_sources import CitedSources
from bindery.drafting.markdown_writer import Element, MarkdownWriter, plain_words
from bindery.model.field_types import valid_id
from bindery.model.source import SourceList
from bindery.references.append_yaml import sources_as_yaml
from bindery.text.characters import visible
from bindery.text.folding import fold

CITES_NOTHING = "cites nothing: cite a source, name a claim, or write what it is based on (`basis`)"
_PICTURE = re.compile(r"\.(png|jpe?g|gif|webp|avif)$", re.IGNORECASE)
_FROM_NOTE, _NOTE_END = "\ue000", "\ue001"  # round a citation that stood in a footnote
_MOVED = re.compile(f"\\s*([.!?…,;:]*){_FROM_NOTE}(.*?){_NOTE_END}")
_BETWEEN_CITATIONS = re.compile(r"[\W\d]*")
_WRAPPED = frozenset({"Div"})
_DOCUMENT_IMAGE = "a picture of the Word document: write here what it shows"
_FIRST_CLAIM = "write-the-first-claim"


@dataclass
class _Item:
    """A block of a section.

    Attributes:
        lines: its lines, without the indentation of the list.
        remarks: what is said above it.
    """

    lines: list[str]
    remarks: list[str] = field(default_factory=list)


@dataclass
class _Section:
    """A section.

    Attributes:
        title: its title.
        items: its blocks.
        leading: whether it is what is before the first heading.
    """

    title: str
    items: list[_Item] = field(default_factory=list)
    leading: bool = False


@dataclass(frozen=True)
class Draft:
    """The files of a new briefing, and what was found in the document.

    Attributes:
        briefing: content of its `briefing.yml`.
        sources: content of its `sources.yml`.
        images: its pictures, by path in its folder.
        sections: number of sections.
        cited: number of sources.
        uncited: number of paragraphs that cite nothing.
        comments: the comments, each in a line.
        left_out: what was left out, each in a line.
    """

    briefing: str
    sources: str
    images: Mapping[str, bytes]
    sections: int
    cited: int
    uncited: int
    comments: tuple[str, ...]
    left_out: tuple[str, ...]


def draft_of(
    tree: Mapping[str, Any],
    name: str,
    today: date,
    lists: Iterable[SourceList],
    picture: Callable[[str], bytes | None],
) -> Draft:
    """A skeleton of a briefing.

    Args:
        tree: the document, as pandoc's JSON.
        name: its file name, for a title if it has none.
        today: the date of the briefing, if the document has none.
        lists: the lists of sources of the project.
        picture: returns the bytes of a picture, by its path in the document; None if there is none.
    """
    meta = {key: _value(value) for key, value in tree["meta"].items()}
    references = [one for one in meta.get("references", ()) if isinstance(one, dict)]
    reader = _Reader(CitedSources(lists, references), picture)
    blocks = list(_flat(tree["blocks"]))
    title, blocks = _titled(str(meta.get("title") or ""), blocks, name)
    sections = reader.sections(blocks)
    summary = _summary(sections)
    written = _briefing_yaml(title, summary, _day(str(meta.get("date") or ""), today), sections, name)
    return Draft(
        visible(written),
        visible(_sources_yaml(reader.cited, name)),
        reader.pictures,
        len(sections),
        len(reader.cited.added),
        reader.uncited,
        tuple(reader.comments),
        tuple(reader.left_out),
    )


def _value(value: Mapping[str, Any]) -> Any:
    """A value of pandoc's metadata, as JSON would have it."""
    kind, content = value["t"], value.get("c")
    if kind == "MetaMap" and isinstance(content, dict):
        return {key: _value(one) for key, one in content.items()}
    if kind == "MetaList" and isinstance(content, list):
        return [_value(one) for one in content]
    if kind in ("MetaInlines", "MetaBlocks"):
        return plain_words(content or [])
    return content


def _flat(blocks: Sequence[Element]) -> Iterator[Element]:
    """The blocks, without wrappers that only say how they look."""
    for block in blocks:
        if block["t"] in _WRAPPED:
            yield from _flat(block["c"][1])
        else:
            yield block


def _titled(title: str, blocks: list[Element], name: str) -> tuple[str, list[Element]]:
    """The title, and the blocks without it: that of the document, or its only heading of the highest level at its beginning."""
    if title:
        return title, blocks
    levels = [block["c"][0] for block in blocks if block["t"] == "Header"]
    first = next((block for block in blocks if block["t"] == "Header"), None)
    if first and blocks[0] is first and levels.count(min(levels)) == 1 and first["c"][0] == min(levels):
        return plain_words(first["c"][2]) or _from_name(name), blocks[1:]
    return _from_name(name), blocks


def _from_name(name: str) -> str:
    words = " ".join(re.split(r"[\W_]+", name.rsplit(".", 1)[0])).strip()
    return words[:1].upper() + words[1:] or "Draft"


def _day(written: str, today: date) -> str:
    found = re.match(r"\d{4}-\d\d-\d\d", written)
    try:
        return date.fromisoformat(found[0]).isoformat() if found else today.isoformat()
    except ValueError:
        return today.isoformat()


def _summary(sections: list[_Section]) -> _Item:
    """The summary: the first text before the first heading, which is taken out of its section."""
    first = sections[0]
    if first.leading and len(sections) > 1 and first.items and first.items[0].lines[0] == "- |":
        item = first.items.pop(0)
        if not first.items:
            sections.pop(0)
        return _Item([line.removeprefix("  ") for line in item.lines[1:]], item.remarks)
    return _Item(["Write here what readers should know above all."])


def _completed(sections: list[_Section]) -> list[_Section]:
    """The sections, each with a title and with content."""
    for section in sections:
        if section.leading and len(sections) > 1:
            section.title = "Introduction"
        if not section.items:
            section.items.append(_Item(["- text: Nothing is written here yet.", "  basis: judgement"]))
    return sections


class _Reader:
    """Makes sections of the blocks of a document.

    Args:
        cited: the sources that it cites.
        picture: returns the bytes of a picture; None if there is none.
    """

    def __init__(self, cited: CitedSources, picture: Callable[[str], bytes | None]) -> None:
        self.cited = cited
        self.pictures: dict[str, bytes] = {}
        self.comments: list[str] = []
        self.left_out: list[str] = []
        self.uncited = 0
        self._picture = picture
        self._cites = False
        self._notes: list[str] = []
        self._numbers = count(1)

    def sections(self, blocks: Sequence[Element]) -> list[_Section]:
        """The sections, at least one."""
        levels = [block["c"][0] for block in blocks if block["t"] == "Header"]
        top = min(levels, default=0)
        found = [_Section("", leading=True)]
        heading = ""  # one of a lower level, which is put above what follows it
        for block in blocks:
            if block["t"] == "Header" and block["c"][0] == top:
                self._end(found[-1], heading)
                heading = ""
                found.append(_Section(plain_words(block["c"][2]) or "Untitled"))
            elif block["t"] == "Header":
                lowered = {**block, "c": [block["c"][0] - top + 1, *block["c"][1:]]}
                text, _, _ = self._written(lowered)
                heading = "\n\n".join(filter(None, (heading, text)))
            else:
                found[-1].items += self._items(block, heading)
                heading = ""
        self._end(found[-1], heading)
        return _completed([section for section in found if section.items or section.title] or found)

    def _end(self, section: _Section, heading: str) -> None:
        if heading:
            section.items.append(_Item(_literal(heading)))

    def _items(self, block: Element, heading: str) -> Iterator[_Item]:
        """The blocks of a section that a block of the document becomes."""
        text, remarks, images = self._written(block)
        if not self._cites and any(map(str.isalnum, text)):
            self.uncited += 1
            remarks.append(CITES_NOTHING)
        text = "\n\n".join(filter(None, (heading, text)))
        if text:
            yield _Item(_literal(text), remarks)
            remarks = []
        for image in images:
            yield from self._image(image, remarks)
            remarks = []

    def _written(self, block: Element) -> tuple[str, list[str], list[Sequence[Any]]]:
        """A block as Markdown, with what is to be said above it, and the pictures in it."""
        self._cites, self._notes = False, []
        writer = MarkdownWriter(self._citation, lambda blocks: self._note(blocks, writer))
        text = writer.block(block)
        text = _MOVED.sub(lambda match: f" {match[2]}{match[1]}", text)
        text = "\n\n".join([text, *self._notes]) if self._notes else text
        remarks = []
        for author, day, words in writer.comments:
            said = " ".join(filter(None, ("comment by" if author else "comment", author)))
            remarks.append(f"{said}{', ' + day if day else ''}: {words}")
        self.comments += remarks
        self.left_out += [f"an element of the kind {kind}" for kind in dict.fromkeys(writer.left_out)]
        return text.strip(), remarks, writer.images

    def _citation(self, content: Sequence[Any]) -> str:
        words = self.cited.citation(content)
        self._cites = self._cites or words.startswith("[")
        return words

    def _note(self, blocks: Sequence[Element], writer: MarkdownWriter) -> str:
        """A footnote: a citation if it is one, otherwise a footnote of the briefing."""
        inner = MarkdownWriter(self._citation, lambda _: "")
        before = self._cites
        written = inner.blocks(blocks)
        writer.comments += inner.comments
        writer.images += inner.images
        parts = re.findall(r"\[[^\]]*@[^\]]*\]", written)
        if parts and _BETWEEN_CITATIONS.fullmatch(re.sub(r"\[[^\]]*@[^\]]*\]", "", written)):
            return f"{_FROM_NOTE}{' '.join(parts)}{_NOTE_END}"
        citation = "" if parts else self.cited.from_note(plain_words(blocks))
        if citation:
            self._cites = True
            return f"{_FROM_NOTE}{citation}{_NOTE_END}"
        self._cites = self._cites or before
        if not written.strip():
            return ""
        number = next(self._numbers)
        lines = written.split("\n")
        self._notes.append(
            "\n".join([f"[^{number}]: {lines[0]}", *(f"    {line}".rstrip() for line in lines[1:])])
        )
        return f"[^{number}]"

    def _image(self, content: Sequence[Any], remarks: list[str]) -> Iterator[_Item]:
        """A picture of the document."""
        _, words, (target, title) = content
        ending = _PICTURE.search(target)
        data = self._picture(target) if ending else None
        if not ending or not data:
            self.left_out.append(f"the picture {target}: save it as .png or .jpg")
            yield _Item(
                ["- text: A picture of the Word document is missing here.", "  basis: judgement"], remarks
            )
            return
        stem = valid_id(target.rsplit("/", 1)[-1][: -len(ending[0])])
        path = f"images/{stem}{ending[0].lower()}"
        for number in count(2):
            if self.pictures.get(path, data) == data:
                break
            path = f"images/{stem}-{number}{ending[0].lower()}"
        self.pictures[path] = data
        alt = plain_words(words) or " ".join(title.split())
        if not alt:
            remarks = [*remarks, "write what the picture shows"]
        yield _Item(["- image:", f"    file: {path}", f"    alt: {_scalar(alt or _DOCUMENT_IMAGE)}"], remarks)


def _literal(text: str) -> list[str]:
    """The lines of an item that is a text of several lines."""
    return ["- |", *(f"  {line}".rstrip() for line in text.strip().split("\n"))]


def _scalar(text: str) -> str:
    """A text as a YAML value. JSON strings are valid YAML (YAML 1.2.2, 1.2)."""
    return json.dumps(text, ensure_ascii=False)


def _comment(words: str, indent: int) -> str:
    return f"{' ' * indent}# {' '.join(words.split())}"


def _briefing_yaml(title: str, summary: _Item, day: str, sections: Sequence[_Section], name: str) -> str:
    lines = [
        "# yaml-language-server: $schema=../../schema/briefing.schema.json",
        _comment(f"Made from {name}. Look at each line that says “cites nothing”.", 0),
        "",
        f"title: {_scalar(' '.join(title.split()))}",
        *(_comment(remark, 0) for remark in summary.remarks),
        "summary: |",
        *(f"  {line}".rstrip() for line in summary.lines),
        f"date: {day}",
        "status: draft",
        "",
        "# Write the most important statements as claims, each with its evidence, and name them here.",
        "key_points:",
        f"  - id: {_FIRST_CLAIM}",
        "    text: Write here the first claim of this briefing.",
        "",
        "sections:",
    ]
    taken: set[str] = set()
    for number, section in enumerate(sections, 1):
        title = " ".join(section.title.split()) or "Text"
        lines.append(f"  - id: {_unique(_section_id(title, number), taken)}")
        lines += [f"    title: {_scalar(title)}", "    content:"]
        for item in section.items:
            lines += [_comment(remark, 6) for remark in item.remarks]
            lines += [f"      {line}".rstrip() for line in item.lines]
    return "\n".join(lines) + "\n"


def _section_id(title: str, number: int) -> str:
    """An id of the words of a title; of its number, if it has no Latin letters."""
    latin = "".join(character for character in fold(title) if character.isascii())
    return valid_id(latin) if any(map(str.isalnum, latin)) else f"section-{number}"


def _unique(wanted: str, taken: set[str]) -> str:
    """An id that no other section has."""
    name = wanted
    for number in count(2):
        if name not in taken:
            break
        name = f"{wanted}-{number}"
    taken.add(name)
    return name


def _sources_yaml(cited: CitedSources, name: str) -> str:
    lines = [
        "# yaml-language-server: $schema=../../schema/sources.schema.json",
        _comment(f"The sources that {name} cites. Complete those that were made from footnotes.", 0),
        "",
        "sources:" if cited.added else "sources: []",
    ]
    for fields in cited.added:
        remark = cited.remarks.get(str(fields["id"]))
        lines += [_comment(remark, 2)] if remark else []
        lines.append(sources_as_yaml([fields], apart=False).rstrip("\n"))
    return "\n".join(lines) + "\n"
