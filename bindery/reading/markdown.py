"""What an author wrote in Markdown, read once: safe HTML, its citations, and the claims that it names.

Raw HTML is shown as text, links lead to http, https and mailto only, and pictures come from blocks
alone, so that prose can never change a page's structure. Most prose has no mark of Markdown and is read here.
"""

from __future__ import annotations

import re

from bindery.reading.prose import (
    CITATION,
    MENTION,
    Citation,
    Mention,
    Prose,
    paragraph_excerpt,
    parse_citation,
)

# Prose without a mark of Markdown: lines of words and citations, none of which begins as a list or a heading would.
_WORDS = r"[^\\`*_{}\[\]<>&#!|~\x00-\x1f\x7f-\xa0\u2028\u2029]"
_INLINE = rf"(?:{_WORDS}|\[[@#]{_WORDS}+\])"
_LINE = rf"(?!\d+[.)])[\w\"“‘(«]{_INLINE}*(?<! )"
_BARE = re.compile(rf"{_LINE}(?:\n{_LINE})*\n*")
_PLACES = re.compile(f"{CITATION}|{MENTION}")


def _plain(source: str) -> Prose:
    """Prose without any mark of Markdown: one paragraph, the same to the letter as if it were read the long way."""
    source = source.rstrip("\n")
    citations: list[Citation] = []
    mentions: list[Mention] = []
    words: list[str] = []
    html: list[str] = []
    at = 0
    for match in _PLACES.finditer(source):
        words.append(source[at : match.start()])
        at = match.end()
        cited, named = match.groups()
        kind, number = ("cite", len(citations)) if cited else ("claim", len(mentions))
        html += (words[-1], f'<bindery-{kind} n="{number}"></bindery-{kind}>')
        if cited:
            citations.append(Citation(parse_citation(cited), 1))
        else:
            mentions.append(Mention(named, 1))
    words.append(source[at:])
    said = paragraph_excerpt("".join(words))
    placed = bool(citations or mentions)
    return Prose(
        html=f'<p data-paragraph="1">{"".join(html)}{source[at:]}</p>',
        citations=tuple(citations),
        mentions=tuple(mentions),
        paragraphs={1: said} if placed else {},
        bare=() if placed or not said else (said,),
    )


def parse_markdown(source: str) -> Prose:
    """Markdown with citations as a Prose."""
    if _BARE.fullmatch(source):
        return _plain(source)
    from bindery.reading import markdown_reader  # noqa: PLC0415  what reads Markdown takes long to load, and much prose has none of it

    return markdown_reader.read_markdown(source)
