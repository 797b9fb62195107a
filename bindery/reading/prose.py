"""Prose that was read: its safe HTML, and what it cites and names, with a place kept for each."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

from markupsafe import Markup

CITATION = r"\[(@[^\[\]\s,;]++(?:[^\[\]\"“”]|\"[^\"]*+\"|“[^”]*+”)*+)\]"  # possessive, and so linear
MENTION = r"\[#([^\[\]\s]+)\]"
_QUOTED = r"\"[^\"]*\"|“[^”]*”"
_NEXT_SOURCE = re.compile(rf"({_QUOTED})|;\s*(?=@)")
_EXCERPT = 110  # characters of a paragraph that a link back to it shows
_PLACE = re.compile(r'<bindery-(cite|claim) n="(\d+)"\s*(?:/>|></bindery-\1>)')
_PARAGRAPH = re.compile(r'<(p|li|td|th|dt|dd) data-paragraph="(\d+)"')
_BEFORE_STOP = re.compile(r" ([.,;:])")
_TAG = re.compile(r"<[^>]+>")
_HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)
_END_OF_PARAGRAPH = re.compile(r"</(?:p|li|td|th|dt|dd|blockquote|pre|h[1-6])>|<[uo]l>|<hr ?/?>")


@dataclass(frozen=True)
class CitedSource:
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

    items: tuple[CitedSource, ...]
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
class ProseFault:
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
    faults: tuple[ProseFault, ...] = ()

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

        def begin(paragraph: re.Match[str]) -> str:
            return f'<{paragraph[1]} id="{prefix}-{paragraph[2]}"' if prefix else f"<{paragraph[1]}"

        html = _PARAGRAPH.sub(begin, self.html)
        return Markup(_PLACE.sub(fill, html))  # noqa: S704  made by this module, from escaped text

    def inline(self, cite: Callable[[Citation], Markup], name: Callable[[Mention], Markup]) -> Markup:
        """The HTML of a prose of one paragraph, without the paragraph around it."""
        html = str(self.render(cite, name, ""))
        match = re.fullmatch(r"<p[^>]*>(.*)</p>", html, re.DOTALL)
        return Markup(match.group(1) if match and "<p" not in match.group(1) else html)  # noqa: S704

    @cached_property
    def words(self) -> str:
        """The words alone, for a description or a search index."""
        return tidy_spaces(unescape(_TAG.sub("", _PLACE.sub("", self.html))))


def split_headings(html: Markup) -> list[tuple[int, str, Markup]]:
    """Rendered prose in pieces: each heading as (level, words, ""), each stretch between as (0, "", HTML).

    A page writes its headings as Markdown, so that every site engine finds them for its contents.
    """
    pieces: list[tuple[int, str, Markup]] = []
    at = 0
    for match in _HEADING.finditer(html):
        pieces.append((0, "", Markup(html[at : match.start()])))  # noqa: S704  a part of what was Markup
        words = unescape(_TAG.sub("", match.group(2)))
        pieces.append((int(match.group(1)), words, Markup("")))
        at = match.end()
    pieces.append((0, "", Markup(html[at:])))  # noqa: S704  likewise
    return [piece for piece in pieces if piece[0] or piece[2].strip()]


def words_by_heading(html: str) -> list[tuple[str, list[str]]]:
    """The words of prose, paragraph by paragraph, under each heading; what stands before the first is under ""."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for level, heading, part in split_headings(Markup(html)):  # noqa: S704  what a `Prose` has for HTML
        if level:
            found.append((heading, []))
        shown = _PLACE.sub(lambda place: "…" if place.group(1) == "claim" else "", part)
        pieces = (_TAG.sub("", piece) for piece in _END_OF_PARAGRAPH.split(shown))
        found[-1][1].extend(words for piece in pieces if (words := tidy_spaces(unescape(piece))))
    return found


def tidy_spaces(text: str) -> str:
    """Words with single blanks, and none left before a stop where a citation stood."""
    return _BEFORE_STOP.sub(r"\1", " ".join(text.split()))


def parse_citation(written: str) -> tuple[CitedSource, ...]:
    """What stands within the brackets of a citation, source by source."""
    return tuple(map(_cited, _parts(written)))


def _parts(written: str) -> list[str]:
    """The citation cut at each `;` that introduces another source, but not within a quotation."""
    parts, at = [], 0
    for match in _NEXT_SOURCE.finditer(written):
        if not match.group(1):
            parts.append(written[at : match.start()])
            at = match.end()
    return [*parts, written[at:]]


def _cited(part: str) -> CitedSource:
    """One part of a citation: `@source`, then after commas a locator, a quotation, or both."""
    match = re.match(r"\s*@([^\s,;]+)\s*,?\s*(.*)$", part, re.DOTALL)
    name, rest = (match.group(1), match.group(2)) if match else (part.strip(), "")
    quoted = re.search(_QUOTED, rest)
    quote = ""
    if quoted:
        quote = " ".join(quoted.group()[1:-1].split())
        rest = rest[: quoted.start()] + rest[quoted.end() :]
    return CitedSource(name, " ".join(rest.split()).strip(" ,"), quote)


def paragraph_excerpt(text: str) -> str:
    """The beginning of a paragraph, cut between words."""
    words = tidy_spaces(unescape(text))
    if len(words) <= _EXCERPT:
        return words
    return words[:_EXCERPT].rsplit(" ", 1)[0] + " …"
