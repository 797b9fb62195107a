"""Parses Markdown with citations into safe HTML, its citations and its mentions of claims.

Raw HTML is shown as text, links may lead to http, https and mailto only, and images are allowed in blocks only. So prose
can never change the structure of a page. Most prose contains no Markdown syntax and is parsed here, which is faster.
"""

from __future__ import annotations

import re

from bindery.reading.citations import OPENING, citation_end, parse_citation
from bindery.reading.prose import MENTION, Citation, Mention, Prose, ProseFault, paragraph_excerpt

# Prose without Markdown syntax: lines of words and citations, none of which looks like a list item or a heading.
_WORDS = r"[^\\`*_{}\[\]<>&#!|~\x00-\x1f\x7f-\xa0\u2028\u2029]"
_INLINE = rf"(?:{_WORDS}|\[[@#]{_WORDS}+\])"
_LINE = rf"(?!\d+[.)])[\w\"“‘(«]{_INLINE}*(?<! )"
_WITHOUT_SYNTAX = re.compile(rf"{_LINE}(?:\n{_LINE})*\n*")
_PLACES = re.compile(f"(?P<cited>{OPENING})|{MENTION}")


def _read_without_syntax(source: str) -> Prose:
    """Reads prose without Markdown syntax: one paragraph. `read_markdown` would give exactly the same result."""
    source = source.rstrip("\n")
    citations: list[Citation] = []
    mentions: list[Mention] = []
    words: list[str] = []
    html: list[str] = []
    faults: list[ProseFault] = []
    at = 0
    for match in _PLACES.finditer(source):
        end = citation_end(source, match.start()) if match["cited"] else match.end()
        if not end or match.start() < at:
            continue
        words.append(source[at : match.start()])
        at = end
        kind, number = ("cite", len(citations)) if match["cited"] else ("claim", len(mentions))
        html += (words[-1], f'<bindery-{kind} n="{number}"></bindery-{kind}>')
        if match["cited"]:
            items, wrong = parse_citation(source[match.start() + 1 : end - 1])
            citations.append(Citation(items, 1))
            faults += wrong
        else:
            mentions.append(Mention(match[2], 1))
    words.append(source[at:])
    excerpt = paragraph_excerpt("".join(words))
    placed = bool(citations or mentions)
    return Prose(
        html=f'<p data-paragraph="1">{"".join(html)}{source[at:]}</p>',
        citations=tuple(citations),
        mentions=tuple(mentions),
        paragraphs={1: excerpt} if placed else {},
        bare={} if placed or not excerpt else {1: excerpt},
        faults=tuple(faults),
    )


def parse_markdown(source: str) -> Prose:
    """Parses Markdown with citations."""
    if _WITHOUT_SYNTAX.fullmatch(source):
        return _read_without_syntax(source)
    from bindery.reading import markdown_reader  # noqa: PLC0415  slow to load, and not needed for prose without Markdown syntax

    return markdown_reader.read_markdown(source)
