"""Parsed prose: safe HTML with placeholders for its citations and its mentions of claims."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from html import escape, unescape
from typing import NamedTuple

from markupsafe import Markup

NAMED = "named"  # a source that the sentence names: `@source says`
YEAR_ONLY = "year"  # a source whose author is not named again: `[-@source]`
_EXCERPT = 110  # characters of a paragraph that are shown in a link to it
_PLACEHOLDER = re.compile(r'<bindery-(cite|claim) n="(\d+)"\s*(?:/>|></bindery-\1>)')
_PARAGRAPH = re.compile(r'<(p|li|td|th|dt|dd) data-paragraph="(\d+)"')
_REFERENCE = re.compile(r'<bindery-ref n="(\d+)"[^>]*>(.*?)</bindery-ref>', re.DOTALL)
_ABBREVIATION = re.compile(r'<abbr title="([^"]*)">([^<]*)</abbr>')
_SMALL = re.compile(r"<su([pb])>([^<]*)</su[pb]>")
_RAISED = dict(zip("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_TAG = re.compile(r"<[^>]+>")
_HEADING = re.compile(r'<h([2-6])(?: id="([^"]*)")?>(.*?)</h\1>', re.DOTALL)
_END_OF_PARAGRAPH = re.compile(r"</(?:p|li|td|th|dt|dd|blockquote|pre|h[1-6])>|<[uo]l>|<hr ?/?>")


@dataclass(frozen=True)
class CitedSource:
    """One source within a citation.

    Attributes:
        source: id of the source, as written.
        locator: where in the source, such as `p. 4`; may be empty.
        quote: the words quoted from the source; may be empty.
        prefix: the words before it, such as `see`; may be empty.
        mode: `NAMED` or `YEAR_ONLY`; empty for a citation that adds nothing to the sentence.
        name: for `NAMED`, what plain text calls the source.
        retold: whether the sentence that cites it is in the authors' words; the reader of prose does not know.
    """

    source: str
    locator: str = ""
    quote: str = ""
    prefix: str = ""
    mode: str = ""
    name: str = ""
    retold: bool = False


@dataclass(frozen=True)
class Citation:
    """A citation: one or more sources in one pair of brackets.

    Attributes:
        items: the sources, in the order in which they are written.
        paragraph: number of the paragraph that contains the citation, from 1.
    """

    items: tuple[CitedSource, ...]
    paragraph: int


@dataclass(frozen=True)
class Mention:
    """A mention of a claim in prose: `[#claim]`.

    Attributes:
        claim: id of the claim, as written.
        paragraph: number of the paragraph that contains the mention, from 1.
        in_words: whether the sentence needs the words of the claim: `See [#claim].`
        words: these words, as plain text.
    """

    claim: str
    paragraph: int
    in_words: bool = False
    words: str = ""


@dataclass(frozen=True)
class PartReference:
    """A reference to a part of this or another briefing: `[](#id)`, `[words](briefing#id)`.

    Attributes:
        briefing: name of the other briefing; empty for this one.
        page: the part of the address after it: a section or a page; may be empty.
        target: id of the part; may be empty.
        written: the address as written.
        worded: whether the author wrote words for the link.
    """

    briefing: str
    page: str
    target: str
    written: str
    worded: bool


@dataclass(frozen=True)
class Destination:
    """Where a reference leads.

    Attributes:
        address: address of the page on the site, such as `heat/claims/`.
        anchor: id of the element on it; empty for the page itself.
    """

    address: str
    anchor: str


@dataclass(frozen=True)
class ProseFault:
    """Something that is not allowed in prose.

    Attributes:
        code: code of the problem, such as `B116`.
        message: what is wrong.
        needle: the author's characters at the fault, by which it is found in the file.
        remedy: how to fix it.
        within: longer characters of the author that contain the needle, if the needle may occur elsewhere too.
        offset: offset of the needle in them; -1 where it is not known.
        occurrence: which of the places with these characters it is, counted from 0.
    """

    code: str
    message: str
    needle: str
    remedy: str
    within: str = ""
    offset: int = -1
    occurrence: int = 0


@dataclass(frozen=True)
class Prose:
    """A parsed piece of Markdown.

    Attributes:
        html: the safe HTML, with a placeholder element for each citation and mention.
        citations: the citations, in reading order.
        mentions: the mentions of claims, in reading order.
        paragraphs: the beginning of each paragraph with a citation or a mention, by the number of the paragraph.
        bare: the beginning of each paragraph without a citation or a mention, by the number of the paragraph.
        references: the references to other parts, in the order in which they are written.
        destinations: where each of them leads, once that is known; None where it leads nowhere.
        faults: what is not allowed in it.
    """

    html: str
    citations: tuple[Citation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    paragraphs: dict[int, str] = field(default_factory=dict)
    bare: dict[int, str] = field(default_factory=dict)
    references: tuple[PartReference, ...] = ()
    destinations: tuple[Destination | None, ...] = ()
    faults: tuple[ProseFault, ...] = ()

    def with_words(self, words_of: Callable[[str], str]) -> Prose:
        """The same prose, in which each mention that needs the words of its claim has them.

        Args:
            words_of: returns the words of a claim, as plain text.
        """
        if not any(mention.in_words for mention in self.mentions):
            return self
        return replace(
            self,
            mentions=tuple(
                replace(one, words=words_of(one.claim)) if one.in_words else one for one in self.mentions
            ),
        )

    def render(
        self,
        cite: Callable[[Citation], Markup],
        name: Callable[[Mention], Markup],
        prefix: str,
        link: Callable[[Destination], Markup] | None = None,
    ) -> Markup:
        """The HTML, with the placeholders filled, except those of footnotes.

        Args:
            cite: returns the HTML of a citation.
            name: returns the HTML of a mention of a claim.
            prefix: what the ids of the paragraphs begin with on the page; empty for no ids.
            link: returns the address of a link to another part; None to leave out the links and keep their words.
        """

        def fill(match: re.Match[str]) -> str:
            number = int(match.group(2))
            if match.group(1) == "cite":
                return str(cite(self.citations[number]))
            return str(name(self.mentions[number]))

        def start_tag(paragraph: re.Match[str]) -> str:
            return f'<{paragraph[1]} id="{prefix}-{paragraph[2]}"' if prefix else f"<{paragraph[1]}"

        def anchor(match: re.Match[str]) -> str:
            number = int(match[1])
            leads = self.destinations[number] if number < len(self.destinations) else None
            return f'<a href="{link(leads)}">{match[2]}</a>' if link and leads else match[2]

        html = _PARAGRAPH.sub(start_tag, self.html)
        if self.references:
            html = _REFERENCE.sub(anchor, html)
        return Markup(_PLACEHOLDER.sub(fill, html))  # noqa: S704  sanitised HTML

    def inline(
        self,
        cite: Callable[[Citation], Markup],
        name: Callable[[Mention], Markup],
        link: Callable[[Destination], Markup] | None = None,
    ) -> Markup:
        """The HTML without its `<p>` element if it is a single paragraph, otherwise all of it. For the arguments see `render`."""
        html = str(self.render(cite, name, "", link))
        match = re.fullmatch(r"<p[^>]*>(.*)</p>", html, re.DOTALL)
        return Markup(match.group(1) if match and "<p" not in match.group(1) else html)  # noqa: S704

    @cached_property
    def words(self) -> str:
        """The plain words, for a description or a search index."""
        said = _PLACEHOLDER.sub(lambda place: self.said(place[1], place[2]), expanded(self.html))
        return tidy_spaces(unescape(_TAG.sub("", said)))

    def said(self, kind: str, number: str, otherwise: str = "") -> str:
        """What plain text has, escaped, at the place of a citation or a mention.

        Args:
            kind: `cite` or `claim`.
            number: its number, from 0.
            otherwise: what stands for a claim that is named without its words.
        """
        if kind == "cite":
            return escape(self.citations[int(number)].items[0].name, quote=False)
        mention = self.mentions[int(number)]
        return escape(f"“{mention.words}”", quote=False) if mention.words else otherwise


PROSE_CLASSES = (Citation, CitedSource, Destination, Mention, PartReference, Prose, ProseFault)
"""The classes of records that parsed prose consists of."""


class ProsePiece(NamedTuple):
    """A heading of rendered prose, or the HTML between two headings.

    Attributes:
        level: the level of the heading, 2 to 6; 0 when it is not a heading.
        heading: the words of the heading; empty when it is not a heading.
        html: the HTML; empty for a heading.
        anchor: the id of the heading; empty if it has none.
    """

    level: int
    heading: str
    html: Markup
    anchor: str = ""


def split_headings(html: Markup) -> list[ProsePiece]:
    """Splits rendered prose into its headings and the HTML between them.

    Pages write their headings as Markdown, so that the site generator finds them for its table of contents.
    """
    pieces: list[ProsePiece] = []
    at = 0
    for match in _HEADING.finditer(html):
        pieces.append(ProsePiece(0, "", Markup(html[at : match.start()])))  # noqa: S704  a part of Markup
        words = unescape(_TAG.sub("", match.group(3)))
        pieces.append(ProsePiece(int(match.group(1)), words, Markup(""), match.group(2) or ""))
        at = match.end()
    pieces.append(ProsePiece(0, "", Markup(html[at:])))  # noqa: S704  a part of Markup
    return [piece for piece in pieces if piece.level or piece.html.strip()]


def words_by_heading(prose: Prose) -> list[tuple[str, list[str]]]:
    """The words of each paragraph, grouped by heading.

    Returns:
        Each heading with the words of the paragraphs below it. The first heading is empty, for the paragraphs before any
        heading.
    """
    found: list[tuple[str, list[str]]] = [("", [])]
    pieces_of_prose = split_headings(Markup(expanded(prose.html)))  # noqa: S704  it is sanitised
    for level, heading, part, _ in pieces_of_prose:
        if level:
            found.append((heading, []))
        shown = _PLACEHOLDER.sub(lambda place: prose.said(place[1], place[2], "…"), part)
        pieces = (_TAG.sub("", piece) for piece in _END_OF_PARAGRAPH.split(shown))
        found[-1][1].extend(words for piece in pieces if (words := tidy_spaces(unescape(piece))))
    return found


def _small(match: re.Match[str]) -> str:
    """Raised or lowered characters as plain text: digits and signs as such characters, letters as they are."""
    raised, words = match[1] == "p", match[2]
    digits = _RAISED if raised else _LOWERED
    if all(char in digits for char in words):
        return "".join(digits[char] for char in words)
    return words if words.isalpha() or not raised else f"^{words}"


def expanded(html: str) -> str:
    """HTML whose plain text says the same as a page: 10⁶ and not 106, and which words are struck through.

    The first use of each abbreviation is followed by what it stands for, in brackets.
    """
    if "<sup>" in html or "<sub>" in html:
        html = _SMALL.sub(_small, html)
    if "<del>" in html:
        html = html.replace("<del>", "[deleted: ").replace("</del>", "]")
    if "<abbr " not in html:
        return html
    seen: set[str] = set()

    def words(match: re.Match[str]) -> str:
        first = match[2] not in seen
        seen.add(match[2])
        return f"{match[2]} ({match[1]})" if first else match[2]

    return _ABBREVIATION.sub(words, html)


def tidy_spaces(text: str) -> str:
    """A text with single spaces, and without the space that a removed citation has left before a punctuation mark."""
    words = " ".join(text.split())
    for stop in ".,;:":
        if f" {stop}" in words:
            words = words.replace(f" {stop}", stop)
    return words


def paragraph_excerpt(text: str) -> str:
    """The beginning of a paragraph, cut off between words and at most 110 characters long."""
    words = tidy_spaces(unescape(text))
    if len(words) <= _EXCERPT:
        return words
    return words[:_EXCERPT].rsplit(" ", 1)[0] + " …"
