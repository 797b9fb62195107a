"""What an author wrote in Markdown, parsed once: safe HTML, its citations, and the claims that it names.

Raw HTML is shown as text, links lead to http, https and mailto only, and pictures come from blocks
alone, so that prose can never change a page's structure.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown as PythonMarkdown
from markdown.blockprocessors import ReferenceProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE
from markupsafe import Markup

_CITATION = r"\[(@[^\[\]\s]+(?:[^\[\]\"“”]|\"[^\"]*\"|“[^”]*”)*)\]"
_MENTION = r"\[#([^\[\]\s]+)\]"
_ESCAPED = re.compile("\x02(\\d+)\x03")  # how Python-Markdown keeps a character after a backslash
_QUOTED = r"\"[^\"]*\"|“[^”]*”"
_NEXT_SOURCE = re.compile(rf"({_QUOTED})|;\s*(?=@)")
_PLACE = re.compile(r'<bindery-(cite|claim) n="(\d+)"\s*(?:/>|></bindery-\1>)')
_PARAGRAPH = re.compile(r'<(p|li|td|th|dt|dd) data-paragraph="(\d+)"')
_HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)
_PARAGRAPHS = ("p", "li", "td", "dd")
_LABELS = ("th", "dt")  # paragraphs only when they cite
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_SCHEMES = ("http", "https", "mailto")
_EXCERPT = 110  # characters of a paragraph that a link back to it shows


@dataclass(frozen=True)
class Cited:
    """One source within a citation.

    Attributes:
        source: its id, as written.
        locator: where in the source: `p. 4`.
        quote: the words that the source is said to have.
    """

    source: str
    locator: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Citation:
    """A citation: one source or several, in one pair of brackets.

    Attributes:
        items: the sources, in the order in which they are written.
        paragraph: number of the paragraph that it stands in, from 1.
    """

    items: tuple[Cited, ...]
    paragraph: int


@dataclass(frozen=True)
class Mention:
    """A claim that is named in prose.

    Attributes:
        claim: its id, as written.
        paragraph: number of the paragraph that it stands in, from 1.
    """

    claim: str
    paragraph: int


@dataclass(frozen=True)
class Fault:
    """Something that may not stand in prose: a code, words, and the characters to look for."""

    code: str
    message: str
    needle: str
    remedy: str


@dataclass(frozen=True)
class Prose:
    """A piece of Markdown, parsed.

    Attributes:
        html: the safe HTML, with places kept for citations and mentions.
        citations: in reading order.
        mentions: the claims named, in reading order.
        paragraphs: the words of each paragraph that cites or names something, by its number.
        bare: the paragraphs that cite and name nothing: the beginning of each.
        faults: what may not stand in it.
    """

    html: str
    citations: tuple[Citation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    paragraphs: dict[int, str] = field(default_factory=dict)
    bare: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    def render(
        self, cite: Callable[[Citation], Markup], name: Callable[[Mention], Markup], prefix: str
    ) -> Markup:
        """The HTML, with each citation and mention in its place.

        Args:
            cite: gives the HTML of a citation.
            name: gives the HTML of a claim that is named.
            prefix: what the ids of this prose's paragraphs begin with on the page; empty for no ids.
        """

        def fill(match: re.Match[str]) -> str:
            number = int(match.group(2))
            if match.group(1) == "cite":
                return str(cite(self.citations[number]))
            return str(name(self.mentions[number]))

        named = rf'<\1 id="{prefix}-\2"' if prefix else r"<\1"
        html = _PARAGRAPH.sub(named, self.html)
        return Markup(_PLACE.sub(fill, html))  # noqa: S704  made by this module, from escaped text

    def inline(self, cite: Callable[[Citation], Markup], name: Callable[[Mention], Markup]) -> Markup:
        """The HTML of a prose of one paragraph, without the paragraph around it."""
        html = str(self.render(cite, name, ""))
        match = re.fullmatch(r"<p[^>]*>(.*)</p>", html, re.DOTALL)
        return Markup(match.group(1) if match and "<p" not in match.group(1) else html)  # noqa: S704

    @property
    def words(self) -> str:
        """The words alone, for a description or a search index."""
        return _closed_up(unescape(re.sub(r"<[^>]+>", "", _PLACE.sub("", self.html))))


def split_headings(html: Markup) -> list[tuple[int, str, Markup]]:
    """Rendered prose in pieces: each heading as (level, words, ""), each stretch between as (0, "", HTML).

    A page writes its headings as Markdown, so that every site engine finds them for its contents.
    """
    pieces: list[tuple[int, str, Markup]] = []
    at = 0
    for match in _HEADING.finditer(html):
        pieces.append((0, "", Markup(html[at : match.start()])))  # noqa: S704  a part of what was Markup
        words = unescape(re.sub(r"<[^>]+>", "", match.group(2)))
        pieces.append((int(match.group(1)), words, Markup("")))
        at = match.end()
    pieces.append((0, "", Markup(html[at:])))  # noqa: S704  likewise
    return [piece for piece in pieces if piece[0] or piece[2].strip()]


class _Found:
    """What the processors find on the way."""

    def __init__(self) -> None:
        self.citations: list[tuple[Cited, ...]] = []
        self.mentions: list[str] = []
        self.faults: list[Fault] = []


class _CitationProcessor(InlineProcessor):
    def __init__(self, md: PythonMarkdown, found: _Found) -> None:
        super().__init__(_CITATION, md)
        self.found = found

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802, ARG002
        written = _ESCAPED.sub(lambda match: chr(int(match.group(1))), self.unescape(m.group(1)))
        self.found.citations.append(tuple(_cited(part) for part in _parts(written)))
        return _placeholder("cite", len(self.found.citations) - 1), m.start(0), m.end(0)


class _MentionProcessor(InlineProcessor):
    def __init__(self, md: PythonMarkdown, found: _Found) -> None:
        super().__init__(_MENTION, md)
        self.found = found

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802, ARG002
        self.found.mentions.append(m.group(1))
        return _placeholder("claim", len(self.found.mentions) - 1), m.start(0), m.end(0)


def _placeholder(kind: str, number: int) -> Element:
    return Element(f"bindery-{kind}", {"n": str(number)})


def _parts(written: str) -> list[str]:
    """The citation cut at each `;` that introduces another source, but not within a quotation."""
    parts, at = [], 0
    for match in _NEXT_SOURCE.finditer(written):
        if not match.group(1):
            parts.append(written[at : match.start()])
            at = match.end()
    return [*parts, written[at:]]


def _cited(part: str) -> Cited:
    """One part of a citation: `@source`, then after commas a locator, a quotation, or both."""
    match = re.match(r"\s*@([^\s,;]+)\s*,?\s*(.*)$", part, re.DOTALL)
    name, rest = (match.group(1), match.group(2)) if match else (part.strip(), "")
    quoted = re.search(_QUOTED, rest)
    quote = ""
    if quoted:
        quote = " ".join(quoted.group()[1:-1].split())
        rest = rest[: quoted.start()] + rest[quoted.end() :]
    return Cited(name, " ".join(rest.split()).strip(" ,"), quote)


class _Guard(Treeprocessor):
    """Numbers the paragraphs, and takes out what may not stand in prose."""

    def __init__(self, md: PythonMarkdown, found: _Found) -> None:
        super().__init__(md)
        self.found = found
        self.paragraphs: list[Element] = []

    def run(self, root: Element) -> None:
        self.paragraphs = [
            e
            for e in root.iter()
            if (e.tag in _PARAGRAPHS and _leads(e)) or (e.tag in _LABELS and _places(e))
        ]
        for number, element in enumerate(self.paragraphs, 1):
            element.set("data-paragraph", str(number))
        for element in root.iter():
            if element.tag == "a":
                self._check_link(element)
            elif element.tag in _HEADINGS:
                self._check_heading(element)
            elif element.tag == "img":
                self._refuse_image(element)

    def _check_heading(self, element: Element) -> None:
        element.tag = "h2" if element.tag == "h1" else element.tag  # the page has its title
        for place in _places(element):
            self.found.faults.append(
                Fault(
                    "B121", "a heading may not cite", _needle(self.found, place), "cite in the text below it"
                )
            )

    def _check_link(self, element: Element) -> None:
        address = unescape(element.get("href", "").replace(AMP_SUBSTITUTE, "&"))
        for place in _places(element):
            remedy = "end the link before the citation: a link cannot hold another"
            self.found.faults.append(Fault("B120", "a link may not cite", _needle(self.found, place), remedy))
            element.tag, element.attrib = "span", {}
            return
        try:
            parts = urlsplit(address)
            allowed = parts.scheme.lower() in _SCHEMES and (
                parts.scheme.lower() == "mailto" or bool(parts.hostname)
            )
        except ValueError:
            allowed = False
        if not allowed:
            element.tag, element.attrib = "span", {}
            remedy = "write an address that begins with https://; name a claim as [#id] and a source as [@id]"
            self.found.faults.append(Fault("B116", f"a link may not lead to `{address}`", address, remedy))
        else:
            element.set("href", address)
            element.set("rel", "noopener")

    def _refuse_image(self, element: Element) -> None:
        source = element.get("src", "")
        element.tag, element.attrib = "span", {}
        self.found.faults.append(
            Fault(
                "B117",
                "a picture may not stand in prose",
                source,
                "use a block: `- image: {file: ..., alt: ...}`",
            )
        )


def _places(element: Element) -> list[Element]:
    """The places kept for citations and mentions within an element."""
    return [inner for inner in element.iter() if inner.tag.startswith("bindery-")]


def _needle(found: _Found, place: Element) -> str:
    """What an author wrote at a place, to look for in the file."""
    number = int(place.get("n", "0"))
    if place.tag == "bindery-cite":
        return f"@{found.citations[number][0].source}"
    return f"#{found.mentions[number]}"


def _leads(element: Element) -> bool:
    """Whether an element holds words of its own, and not only paragraphs that do."""
    return element.tag == "p" or not any(child.tag in ("p", "li") for child in element)


class _References(ReferenceProcessor):
    """Link definitions, but for a line that begins with a citation: `[@source]: and so on`."""

    RE = re.compile(
        ReferenceProcessor.RE.pattern.replace(r"\[", r"\[(?![@#])", 1), ReferenceProcessor.RE.flags
    )


class _ProseExtension(Extension):
    def __init__(self, found: _Found) -> None:
        super().__init__()
        self.found = found
        self.guard: _Guard | None = None

    def extendMarkdown(self, md: PythonMarkdown) -> None:  # noqa: N802
        md.preprocessors.deregister("html_block")  # raw HTML is text
        md.inlinePatterns.deregister("html")
        md.parser.blockprocessors.register(_References(md.parser), "reference", 15)
        md.inlinePatterns.register(_CitationProcessor(md, self.found), "bindery-cite", 175)
        md.inlinePatterns.register(_MentionProcessor(md, self.found), "bindery-claim", 174)
        self.guard = _Guard(md, self.found)
        md.treeprocessors.register(self.guard, "bindery-guard", 15)  # after inline patterns (20)


def parse(source: str) -> Prose:
    """Markdown with citations as a Prose."""
    found = _Found()
    extension = _ProseExtension(found)
    md = PythonMarkdown(extensions=["tables", "sane_lists", "def_list", extension], output_format="xhtml")
    try:
        html = md.convert(source)
    except RecursionError:
        remedy = "write fewer levels of lists and quotations"
        fault = Fault("B122", "this text is nested too deep to be read", source[:20], remedy)
        return Prose(html="", faults=(fault,))
    paragraphs = extension.guard.paragraphs if extension.guard else []
    where: dict[tuple[str, int], int] = {}
    texts: dict[int, str] = {}
    bare: list[str] = []
    for number, element in enumerate(paragraphs, 1):
        places = [e for e in element.iter() if e.tag.startswith("bindery-")]
        for place in places:
            where.setdefault((place.tag, int(place.get("n", "0"))), number)
        words = _excerpt("".join(element.itertext()))
        if places:
            texts[number] = words
        elif words and element.tag in ("p", "li", "dd"):
            bare.append(words)
    return Prose(
        html=html,
        citations=tuple(
            Citation(items, where.get(("bindery-cite", n), 1)) for n, items in enumerate(found.citations)
        ),
        mentions=tuple(
            Mention(name, where.get(("bindery-claim", n), 1)) for n, name in enumerate(found.mentions)
        ),
        paragraphs=texts,
        bare=tuple(bare),
        faults=tuple(found.faults),
    )


def _excerpt(text: str) -> str:
    """The beginning of a paragraph, cut between words."""
    words = _closed_up(unescape(text.replace(AMP_SUBSTITUTE, "&")))
    if len(words) <= _EXCERPT:
        return words
    return words[:_EXCERPT].rsplit(" ", 1)[0] + " …"


def _closed_up(text: str) -> str:
    """Words with single blanks, and none left before a stop where a citation stood."""
    return re.sub(r"\s+([.,;:])", r"\1", " ".join(text.split()))
