"""Reads Zotero RDF, with the paths of the files that Zotero exports next to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from bindery.references.imports import names
from bindery.references.imports.entry import (
    MEANINGS,
    Attachment,
    ImportedEntry,
    ImportedName,
    ReferencesFileError,
    Refusal,
)
from bindery.references.imports.xml_reading import Element, children, parse_xml, text_of

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "z": "http://www.zotero.org/namespaces/export#",
    "bib": "http://purl.org/net/biblio#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "link": "http://purl.org/rss/1.0/modules/link/",
    "prism": "http://prismstandard.org/namespaces/1.2/basic/",
    "vcard": "http://nwalsh.com/rdf/vCard#",
}
TYPES = {
    "artwork": "graphic",
    "audioRecording": "song",
    "bill": "bill",
    "blogPost": "post-weblog",
    "book": "book",
    "bookSection": "chapter",
    "case": "legal_case",
    "computerProgram": "software",
    "conferencePaper": "paper-conference",
    "dataset": "dataset",
    "dictionaryEntry": "entry-dictionary",
    "document": "document",
    "email": "personal_communication",
    "encyclopediaArticle": "entry-encyclopedia",
    "film": "motion_picture",
    "forumPost": "post",
    "hearing": "hearing",
    "instantMessage": "personal_communication",
    "interview": "interview",
    "journalArticle": "article-journal",
    "letter": "personal_communication",
    "magazineArticle": "article-magazine",
    "manuscript": "manuscript",
    "map": "map",
    "newspaperArticle": "article-newspaper",
    "patent": "patent",
    "podcast": "broadcast",
    "preprint": "article",
    "presentation": "speech",
    "radioBroadcast": "broadcast",
    "report": "report",
    "standard": "standard",
    "statute": "legislation",
    "thesis": "thesis",
    "tvBroadcast": "broadcast",
    "videoRecording": "motion_picture",
    "webpage": "webpage",
}
_NO_ITEMS = ("attachment", "note", "annotation")
_AUTHORS = (
    "bib:authors", "z:interviewees", "z:directors", "z:presenters", "z:podcasters", "z:programmers", "z:artists",
    "z:cartographers", "z:composers", "z:sponsors", "z:inventors",
)  # fmt: skip
_TITLES = ("dc:title", "z:caseName", "z:nameOfAct", "z:subject", "dcterms:title")
_CONTAINERS = ("z:reporter", "z:code", "z:websiteTitle", "z:blogTitle", "z:forumTitle", "z:encyclopediaTitle", "z:dictionaryTitle")  # fmt: skip
_NUMBERS = ("z:number", "z:docketNumber", "z:billNumber", "z:reportNumber", "z:publicLawNumber", "z:documentNumber")  # fmt: skip
_NO_CONTAINERS = ("Part",)
_PERIODICALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_LEFT_OUT = {"dcterms:abstract": "abstract", "dc:subject": "keywords", "z:shortTitle": "short title", "bib:contributors": "contributors"}  # fmt: skip
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read(text: str) -> list[ImportedEntry | Refusal]:
    """The items of a file, in their order.

    Args:
        text: the whole file.

    Raises:
        ReferencesFileError: it is not RDF in XML.
    """
    root = parse_xml(text)
    if root.tag != _tag("rdf:RDF"):
        raise ReferencesFileError("this XML is not RDF; export the items as Zotero RDF")
    library = _Library({about: node for node in children(root) if (about := _about(node))})
    items = [node for node in children(root) if _is_item(node)]
    return [_Item(library, node).entry() for node in items]


@dataclass(frozen=True)
class _Library:
    """The nodes of a file by their names, by which others refer to them."""

    nodes: dict[str, Element]

    def targets(self, node: Element, name: str) -> Iterator[Element]:
        """The nodes that a property leads to: within it, or elsewhere in the file."""
        for found in node.iterfind(name, _NAMES):
            yield from children(found)
            other = self.nodes.get(found.get(_tag("rdf:resource")) or "")
            if other is not None:
                yield other


class _Item:
    """An item of a library.

    Args:
        library: the nodes of the file.
        node: the item.
    """

    def __init__(self, library: _Library, node: Element) -> None:
        self.library = library
        self.node = node
        parts = list(library.targets(node, "dcterms:isPartOf"))
        parts += [outer for part in parts for outer in library.targets(part, "dcterms:isPartOf")]
        self.series = [part for part in parts if _local(part) == "Series"]
        self.containers = [part for part in parts if _local(part) not in ("Series", *_NO_CONTAINERS)]

    def entry(self) -> ImportedEntry | Refusal:
        """The item as an entry."""
        node, kind = self.node, self._text("z:itemType", "z:type")
        csl = TYPES.get(kind, "")
        number = self._of_all("prism:number")
        periodical = csl in _PERIODICALS
        return ImportedEntry(
            place=f"line {node.sourceline}",
            label=_about(node),
            type=kind,
            meaning=MEANINGS.get(csl),
            title=self._text(*_TITLES),
            authors=next((found for role in _AUTHORS if (found := self._people(role))), ()),
            editors=self._people("bib:editors"),
            translators=self._people("z:translators"),
            publisher=self._text("dc:publisher//foaf:name", "z:legislativeBody")
            or (
                text_of(node.find("dc:publisher", _NAMES))
                if not self._text("dc:publisher//vcard:locality")
                else ""
            ),
            place_published=self._text("dc:publisher//vcard:locality", "z:place"),
            container=self._container(),
            volume=self._of_all("prism:volume") or self._text("z:codeNumber", "z:reporterVolume"),
            issue=number if periodical else self._text("z:issue"),
            number="" if periodical else number or self._text(*_NUMBERS),
            pages=self._text("bib:pages", "z:firstPage", "z:codePages"),
            edition=self._text("prism:edition"),
            court=self._text("z:court"),
            published=self._text("dc:date", "dcterms:issued"),
            accessed=self._text("dcterms:dateSubmitted"),
            url=self._address(),
            doi=self._doi(),
            language=self._text("z:language", "dc:language"),
            genre=self._text("dc:type"),
            annotations=tuple(filter(None, self._notes())),
            files=tuple(self._files()),
            left_out=tuple(words for name, words in _LEFT_OUT.items() if node.find(name, _NAMES) is not None),
        )

    def _text(self, *names_of: str) -> str:
        """The first text that is not empty of some properties."""
        return next((text for name in names_of if (text := text_of(self.node.find(name, _NAMES)))), "")

    def _of_all(self, name: str) -> str:
        """A property of the item, or else of what contains it or of its series."""
        nodes = (self.node, *self.containers, *self.series)
        return next((text for node in nodes if (text := text_of(node.find(name, _NAMES)))), "")

    def _container(self) -> str:
        titles = (text_of(part.find("dc:title", _NAMES)) for part in (*self.containers, *self.series))
        return next(filter(None, titles), "") or self._text(*_CONTAINERS)

    def _people(self, role: str) -> tuple[ImportedName, ...]:
        found = []
        for person in self.node.iterfind(f"{role}//foaf:Person", _NAMES):
            family = text_of(person.find("foaf:surname", _NAMES))
            given = next((text for name in ("givenName", "givenname") if (text := text_of(person.find(f"foaf:{name}", _NAMES)))), "")  # fmt: skip
            found.append(names.person(given, family) if given else ImportedName(family, organisation=True))
        return tuple(name for name in found if name.name)

    def _address(self) -> str:
        about = _about(self.node)
        return self._text("dc:identifier/dcterms:URI/rdf:value") or (
            about if about.startswith("http") else ""
        )

    def _doi(self) -> str:
        """The DOI, which Zotero writes as an identifier of what contains the item."""
        for node in (self.node, *self.containers):
            for identifier in node.iterfind("dc:identifier", _NAMES):
                kind, _, value = text_of(identifier).partition(" ")
                if kind.upper() == "DOI":
                    return value
        return self._text("z:DOI")

    def _notes(self) -> Iterator[str]:
        yield from self._text("dc:description").split("\n")
        for memo in self.library.targets(self.node, "dcterms:isReferencedBy"):
            yield text_of(memo.find("rdf:value", _NAMES))

    def _files(self) -> Iterator[Attachment]:
        """The files that Zotero stored for the item."""
        for found in self.library.targets(self.node, "link:link"):
            for name in ("rdf:resource", "z:path"):
                path = found.find(name, _NAMES)
                where = unquote(path.get(_tag("rdf:resource")) or "") if path is not None else ""
                if where:
                    day = _DAY.match(text_of(found.find("dcterms:dateSubmitted", _NAMES)))
                    yield Attachment(where, day[0] if day else "")


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def _local(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]


def _about(node: Element) -> str:
    return node.get(_tag("rdf:about")) or ""


def _is_item(node: Element) -> bool:
    """Whether a node is an item, not a file, a note, a collection or what contains an item."""
    kind = text_of(node.find("z:itemType", _NAMES))
    return bool(kind) and kind not in _NO_ITEMS
