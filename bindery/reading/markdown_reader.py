"""Parses prose with Markdown syntax: Python-Markdown makes HTML, and a sanitiser makes it safe.

The sanitiser does not rely on Python-Markdown: it removes everything that is not listed here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from html import unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown as PythonMarkdown
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString
from pydantic_core import PydanticCustomError

from bindery.model.field_types import Url
from bindery.reading import fault_codes, markdown_marks
from bindery.reading.foreign_citations import FOREIGN
from bindery.reading.inline_patterns import SkippingInlineProcessor
from bindery.reading.known_ids import NO_IDS, KnownIds
from bindery.reading.markdown_lines import regular_lines
from bindery.reading.markdown_marks import Found, order_footnotes
from bindery.reading.prose import (
    Citation,
    Mention,
    PartReference,
    Prose,
    ProseFault,
    paragraph_excerpt,
)
from bindery.reading.unread_markup import unread_markup
from bindery.text.characters import visible

_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_PLACE = re.compile(r'<bindery-(cite|claim) n="(\d+)">')
_PARAGRAPHS = ("p", "li", "td", "dd")
_LABELS = ("th", "dt")  # count as paragraphs only when they contain a citation or a mention
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A line of code may begin with `#`, which the Markdown of a page would read as a heading.
_HEADING_LIKE = re.compile(r"^#", re.MULTILINE)
_SCHEMES = ("http", "https", "mailto")
_ALIGNMENT = {"style": {f"text-align: {side};" for side in ("left", "center", "right")}}  # of table columns
_SANITISER = nh3.Cleaner(
    tags={
        *("p", "em", "strong", "a", "code", "pre", "br", "hr", "blockquote", "span"),
        *("sub", "sup", "del", "abbr"),
        *("ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td"),
        *(_HEADINGS[1:]),
        *("bindery-cite", "bindery-claim", "bindery-ref", "bindery-note"),
    },
    attributes={
        "a": {"href", "title"},
        "abbr": {"title"},
        "code": {"class"},
        "ol": {"start", "data-notes"},
        **{f"bindery-{kind}": {"n"} for kind in ("cite", "claim", "ref", "note")},
        **{tag: {"data-paragraph"} for tag in (*_PARAGRAPHS, *_LABELS)},
        "li": {"data-paragraph", "data-note"},
        **{tag: {"id"} for tag in _HEADINGS[1:]},
    },
    tag_attribute_values={
        "a": {"rel": {"noopener"}},
        "span": {"class": {"bd-task"}},
        "td": _ALIGNMENT,
        "th": _ALIGNMENT,
    },
    link_rel=None,  # `rel` is already set
    url_schemes=set(_SCHEMES),
    url_relative="deny",
)
# A part of a briefing: `#id`, `briefing`, `briefing#id`, `briefing/section`.
_PART = re.compile(
    r"(?:(?P<briefing>[a-z0-9]+(?:-[a-z0-9]+)*)(?:/(?P<page>[a-z0-9]+(?:-[a-z0-9]+)*))?/?)?(?:#(?P<target>[^\s#]+))?(?<!^)"
)
_HEADING_ID = re.compile(r"[ ]*\{[ ]*#([^\s{}]*)[ ]*\}[ ]*$")
_GOOD_ID = re.compile(r"[^\W_][^\s<>\"'&{}#`\\]*")
# An opening mark that no text would have otherwise: `**word`, `** word **`, `~~word`.
_NO_PARTNER = re.compile(r"(?<![\w*])(\*\*)(?:(?=[\w“„«(])|(?=[ ][^*]+\*\*(?![\w*])))|(?<![\w~])(~~)(?=\w)")
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*(?:\?subject=[^\s&<>\"]*)?")
_DEEPEST = 20  # brackets that may be open at the same time
_LONGEST_PARAGRAPH = 400  # lines without a blank line between them


class _Guard(Treeprocessor):
    """Numbers the paragraphs and reports what is not allowed in prose. The sanitiser removes it without a message."""

    def __init__(self, md: PythonMarkdown, found: Found) -> None:
        super().__init__(md)
        self.found = found

    def run(self, root: Element) -> None:
        order_footnotes(root, self.found)
        self.found.paragraphs = [
            e
            for e in root.iter()
            if (e.tag in _PARAGRAPHS and _has_own_words(e)) or (e.tag in _LABELS and _places(e))
        ]
        for number, element in enumerate(self.found.paragraphs, 1):
            element.set("data-paragraph", str(number))
        for element in root.iter():
            if element.tag == "a":
                self._check_link(element)
            elif element.tag in _HEADINGS:
                self._check_heading(element)
            elif element.tag == "img":
                self._refuse_image(element)
        for element in root.iter():
            if element.tag not in ("code", "pre"):
                self._check_marks(element.text)
            self._check_marks(element.tail)

    def _check_marks(self, words: str | None) -> None:
        """Reports a mark for bold or struck words that has no partner, or has a space after it."""
        if not words or isinstance(words, AtomicString) or ("**" not in words and "~~" not in words):
            return
        if match := _NO_PARTNER.search(words):
            mark = match[1] or match[2]
            remedy = f"write `{mark}` directly before the first word and directly after the last one"
            message = f"the mark `{mark}` has no partner"
            self.found.faults.append(ProseFault(fault_codes.NO_PARTNER, message, match[0], remedy))

    def _check_heading(self, element: Element) -> None:
        """Makes h1 an h2, takes the id of a heading, and reports what a heading may not have."""
        element.tag = "h2" if element.tag == "h1" else element.tag  # a page has one h1, its title
        if len(element):
            element[-1].tail = self._take_id(element, element[-1].tail or "")
        else:
            element.text = self._take_id(element, element.text or "")
        for place in _places(element):
            self._refuse_in_heading(
                "citations", _needle(self.found, place), "put the citation in the text below the heading"
            )
        for link in element.iter():
            if link.tag in ("a", "bindery-ref") and link.get("href") != link.text:
                number = int(link.get("n", "0"))
                named = link.get("href") or self.found.references[number].written
                self._refuse_in_heading("links", named, "put the link in the text below the heading")
        for mark in element.iter("bindery-note"):
            self._refuse_in_heading("footnotes", "[^", "put the footnote in the text below the heading", mark)

    def _refuse_in_heading(self, what: str, needle: str, remedy: str, mark: Element | None = None) -> None:
        if mark is not None:
            mark.tag = "span"
        self.found.faults.append(ProseFault("B121", f"{what} are not allowed in headings", needle, remedy))

    def _take_id(self, element: Element, words: str) -> str:
        """The last words of a heading without its id, such as `{#the-toll}`, which the element gets."""
        match = _HEADING_ID.search(words)
        if not match:
            return words
        name = match[1]
        if _GOOD_ID.fullmatch(name):
            element.set("id", unicodedata.normalize("NFC", name))
        else:
            self.found.faults.append(
                ProseFault(
                    fault_codes.HEADING_ID,
                    f"`{name}` cannot be the id of a heading",
                    f"#{name}",
                    "write letters, digits and hyphens, with a letter or digit first: `{#the-toll}`",
                )
            )
        return words[: match.start()]

    def _check_link(self, element: Element) -> None:
        """Reports a link that contains a citation or has an address that is not allowed, and keeps only its words."""
        address = unescape(element.get("href", "").replace(AMP_SUBSTITUTE, "&"))
        for place in _places(element):
            remedy = "end the link before the citation, because a citation is a link too"
            self.found.faults.append(
                ProseFault("B120", "citations are not allowed in links", _needle(self.found, place), remedy)
            )
            element.tag, element.attrib = "span", {}
            return
        scheme, _, rest = address.partition(":")
        allowed = bool(_MAILBOX.fullmatch(rest)) if scheme.lower() == "mailto" else _is_url(address)
        if allowed:
            element.set("href", address)
            element.set("rel", "noopener")
            if not "".join(element.itertext()).strip():
                remedy = f"write the words between the brackets, or `<{address}>` to show the address"
                self.found.faults.append(
                    ProseFault(fault_codes.NO_WORDS, "this link has no words", f"]({address})", remedy)
                )
        elif match := _PART.fullmatch(address):
            self._refer(element, match, address)
        else:
            element.tag, element.attrib = "span", {}  # keeps the words without the link
            remedy = (
                "write an address that begins with https://; write [](#id) for a part of this briefing,"
                " [](briefing) for another one, [#id] for a claim and [@id] for a source"
            )
            self.found.faults.append(
                ProseFault("B116", f"links to `{address}` are not allowed", address, remedy)
            )

    def _refer(self, element: Element, match: re.Match[str], address: str) -> None:
        """Keeps the place of a reference to a part of this or another briefing."""
        worded = bool("".join(element.itertext()).strip())
        briefing, page, target = (match[key] or "" for key in ("briefing", "page", "target"))
        self.found.references.append(
            PartReference(
                briefing, page, unicodedata.normalize("NFC", unquote(target)), address, worded=worded
            )
        )
        element.tag, element.attrib = "bindery-ref", {"n": str(len(self.found.references) - 1)}

    def _refuse_image(self, element: Element) -> None:
        source = element.get("src", "")
        self.found.faults.append(
            ProseFault(
                "B117",
                "images are not allowed in Markdown text",
                source,
                "use an image block: `- image: {file: ..., alt: ...}`",
            )
        )


def _is_url(address: str) -> bool:
    """Whether an address is also valid in a field for web addresses."""
    try:
        Url.check(address)
    except PydanticCustomError:
        return False
    return True


def _places(element: Element) -> list[Element]:
    """The placeholders of citations and mentions within an element."""
    return [inner for inner in element.iter() if inner.tag in ("bindery-cite", "bindery-claim")]


def _needle(found: Found, place: Element) -> str:
    """What the author wrote at a placeholder, to find it in the file."""
    number = int(place.get("n", "0"))
    if place.tag == "bindery-cite":
        return f"@{found.citations[number][0].source}"
    return f"#{found.mentions[number][0]}"


def _has_own_words(element: Element) -> bool:
    """Whether an element has words of its own, rather than only paragraphs that have."""
    return element.tag == "p" or not any(child.tag in ("p", "li") for child in element)


class _ProseExtension(Extension):
    def __init__(self, found: Found) -> None:
        super().__init__()
        self.found = found

    def extendMarkdown(self, md: PythonMarkdown) -> None:  # noqa: N802
        md.preprocessors.deregister("html_block")  # raw HTML is shown as text
        md.inlinePatterns.deregister("html")
        markdown_marks.register_marks(md, self.found)
        md.treeprocessors.register(SkippingInlineProcessor(md), "inline", 20)
        md.treeprocessors.register(
            _Guard(md, self.found), "bindery-guard", 15
        )  # after the inline patterns, which have priority 20


@cache  # setting up Python-Markdown takes longer than reading a paragraph
def _reader() -> tuple[PythonMarkdown, Found]:
    """The parser, and the record that its processors write to."""
    found = Found()
    # by name, Python-Markdown would read the metadata of every installed package first
    extensions: list[str | Extension] = [SaneListExtension(), DefListExtension(), _ProseExtension(found)]
    return PythonMarkdown(extensions=extensions, output_format="html"), found


def sanitise(html: str) -> str:
    """HTML with only the elements and attributes that prose may have. The words within other elements are kept."""
    return _SANITISER.clean(html)


def _too_slow(source: str) -> tuple[ProseFault, ...]:
    """Faults that would make the parser very slow: its time grows with the square of each of these."""
    for paragraph in _BLANK_LINE.split(source):
        if paragraph.count("\n") > _LONGEST_PARAGRAPH:
            message = f"this paragraph has more than {_LONGEST_PARAGRAPH} lines"
            return (_too_complex(message, source, "divide it with blank lines"),)
        if max(_most_open(paragraph, "[]"), _most_open(paragraph, "()")) > _DEEPEST:
            message = f"more than {_DEEPEST} brackets are open at the same time"
            return (_too_complex(message, source, "close the brackets, or delete them"),)
    return ()


def _too_complex(message: str, source: str, remedy: str) -> ProseFault:
    return ProseFault("B122", message, source[:20], remedy)


def _most_open(paragraph: str, pair: str) -> int:
    """The greatest number of brackets of one kind that are open at the same time."""
    now_open = most = 0
    for bracket in re.findall(f"[{re.escape(pair)}]", paragraph):
        now_open = now_open + 1 if bracket == pair[0] else max(0, now_open - 1)
        most = max(most, now_open)
    return most


def _words(element: Element, found: Found) -> Iterator[str]:
    """The words of an element, with what its sentences name."""
    if element.tag == "bindery-cite":
        yield found.citations[int(element.get("n", "0"))][0].name
    elif element.tag == "bindery-claim" and found.mentions[int(element.get("n", "0"))][1]:
        yield "…"
    yield element.text or ""
    for child in element:
        yield from _words(child, found)
        yield child.tail or ""


def _in_reading_order(html: str, found: Found) -> str:
    """The HTML with its citations and mentions numbered in reading order. Python-Markdown finds them in another."""
    order: dict[str, dict[int, int]] = {"cite": {}, "claim": {}}

    def renumbered(place: re.Match[str]) -> str:
        numbers = order[place[1]]
        return f'<bindery-{place[1]} n="{numbers.setdefault(int(place[2]), len(numbers))}">'

    html = _PLACE.sub(renumbered, html)
    for element in found.paragraphs:
        for place in _places(element):
            numbers = order[place.tag.removeprefix("bindery-")]
            place.set("n", str(numbers.get(int(place.get("n", "0")), len(numbers))))
    found.citations = [found.citations[number] for number in order["cite"]]
    found.mentions = [found.mentions[number] for number in order["claim"]]
    return html


def _without_citations(unread: Iterable[ProseFault], found: Found) -> Iterator[ProseFault]:
    """The markup of other programs that is not read, without their citations, which are reported already."""
    cited = [fault.needle for fault in found.faults if fault.code == FOREIGN]
    for fault in unread:
        if not any(fault.needle in needle or needle in fault.needle for needle in cited):
            yield fault


def read_markdown(source: str, known: KnownIds = NO_IDS) -> Prose:
    """Parses prose that may contain Markdown syntax.

    Args:
        source: what the author wrote.
        known: the ids that it may name.
    """
    faults = _too_slow(source)
    if faults:
        return Prose(html="", faults=faults)
    # An entity such as `&#x202e;` may become a forbidden character.
    shown = visible if "&#" in source else str
    md, found = _reader()
    md.reset()
    lines = regular_lines(source)
    found.begin(lines, known)
    try:
        html = shown(sanitise(md.convert(lines.text)))
    except RecursionError:
        _reader.cache_clear()  # the error has left it in an unknown state
        remedy = "use fewer levels of lists and quotations"
        return Prose(html="", faults=(_too_complex("this text is nested too deeply", source, remedy),))
    html = _in_reading_order(_HEADING_LIKE.sub("&#35;", html), found)
    where: dict[tuple[str, int], int] = {}
    texts: dict[int, str] = {}
    bare: dict[int, str] = {}
    for number, element in enumerate(found.paragraphs, 1):
        places = _places(element)
        for place in places:
            where.setdefault((place.tag, int(place.get("n", "0"))), number)
        words = paragraph_excerpt(shown("".join(_words(element, found))).replace(AMP_SUBSTITUTE, "&"))
        if places:
            texts[number] = words
        elif words and element.tag in ("p", "li", "dd"):
            bare[number] = words
    return Prose(
        html=html,
        citations=tuple(
            Citation(items, where.get(("bindery-cite", n), 1)) for n, items in enumerate(found.citations)
        ),
        mentions=tuple(
            Mention(name, where.get(("bindery-claim", n), 1), in_words)
            for n, (name, in_words) in enumerate(found.mentions)
        ),
        paragraphs=texts,
        bare=bare,
        references=tuple(found.references),
        faults=(*_without_citations(unread_markup(source, lines.prose), found), *found.faults),
    )
