"""The paragraphs, headings, list items and table cells of parsed prose, each with what it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from bindery.reading.prose import Citation, Prose, expanded, tidy_spaces

_END = re.compile(r"</(?:p|li|td|th|dt|dd|blockquote|pre|h[1-6])>|(?=<[uo]l>)|<hr ?/?>")
_EDGE = re.compile(r"<(?:/(?:p|li|td|th|dt|dd|blockquote|pre|h[1-6])>|[uo]l>|hr ?/?>)")  # quicker than `_END`
_START = re.compile(
    r'<(?P<tag>p|li|td|th|dt|dd|h[1-6]|pre)(?: data-note="\d+")?(?: data-paragraph="(?P<number>\d+)")?[ >]'
)
_PLACE = re.compile(r'<bindery-(cite|claim) n="(\d+)"\s*(?:/>|></bindery-\1>)')
# Code, the words that a link has from what it leads to, and the marks of footnotes state nothing here.
_CODE = re.compile(
    r'<code(?: class="[^"]*")?>.*?</code>|<pre>.*|<bindery-ref n="\d+" data-made="1">.*?</bindery-ref>',
    re.DOTALL,
)
_STATES_NOTHING = re.compile("<code|<pre>|-made=")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, a heading, a list item or a table cell.

    Attributes:
        tag: its HTML element, such as `p`, `li` or `h2`; empty when it is not known.
        number: its number, from 1, by which links lead to it; 0 when it has none.
        words: its words, without code and citations.
        sources: ids of the sources that it cites.
        claims: ids of the claims that it mentions.
        cited: each citation that quotes something, with the offset in the words at which it is.
    """

    tag: str
    number: int
    words: str
    sources: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    cited: tuple[tuple[int, Citation], ...] = ()


def paragraphs_of(prose: Prose) -> list[Paragraph]:
    """The paragraphs of some prose that have words, in reading order."""
    found = (_paragraph(part, prose) for part in _END.split(expanded(prose.html)))
    return [paragraph for paragraph in found if paragraph]


def words_of_paragraphs(prose: Prose) -> str:
    """The words of all paragraphs of some prose: much quicker to find than the paragraphs."""
    html = expanded(prose.html)
    if _STATES_NOTHING.search(html):
        return " ".join(map(_words, _END.split(html)))
    return _words(_EDGE.sub(" ", html))


def _words(part: str) -> str:
    """The words of a part of the HTML, without code and citations."""
    plain = _CODE.sub(" … ", part) if _STATES_NOTHING.search(part) else part
    return unescape(_TAG.sub("", plain))


def _paragraph(part: str, prose: Prose) -> Paragraph | None:
    """The paragraph in a part of the HTML; None when it has neither words nor citations."""
    places = _PLACE.findall(part) if "<bindery-" in part else []
    words = tidy_spaces(_words(part))
    if not words and not places:
        return None
    start = _START.search(part)
    cited = [prose.citations[int(number)] for kind, number in places if kind == "cite"]
    return Paragraph(
        tag=start["tag"] if start else "",
        number=int(start["number"] or 0) if start else 0,
        words=words,
        sources=tuple(dict.fromkeys(item.source for citation in cited for item in citation.items)),
        claims=tuple(prose.mentions[int(number)].claim for kind, number in places if kind == "claim"),
        cited=tuple(_cited(part, prose, cited)),
    )


def _cited(part: str, prose: Prose, cited: list[Citation]) -> Iterator[tuple[int, Citation]]:
    """The citations in a part of the HTML, each with the number of characters before it; none if they quote nothing."""
    if not any(item.quote for one in cited for item in one.items):
        return
    for match in _PLACE.finditer(part):
        if match[1] == "cite":
            yield len(tidy_spaces(_words(part[: match.start()]))), prose.citations[int(match[2])]
