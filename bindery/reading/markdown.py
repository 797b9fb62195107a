"""Parses Markdown with citations into safe HTML, its citations and its mentions of claims.

Raw HTML is shown as text, links may lead to http, https and mailto only, and images are allowed in blocks only. So prose
can never change the structure of a page. Most prose contains no Markdown syntax and is parsed here, which is faster.
"""

from __future__ import annotations

import re

from bindery.reading.citations import NamedClaim, bracket_end, parse_citation
from bindery.reading.claim_mentions import MentionForms
from bindery.reading.known_ids import NO_IDS, KnownIds
from bindery.reading.prose import (
    PROSE_CLASSES,
    Citation,
    CitedSource,
    Mention,
    Prose,
    ProseFault,
    paragraph_excerpt,
)
from bindery.text.kept_results import kept_result

# Prose without Markdown syntax: lines of words and citations, none of which looks like a list item or a heading.
_WORDS = r"[^\\`*_{}\[\]<>&#!|~@\x00-\x1f\x7f-\xa0\u2028\u2029]"
_IN_CITATION = _WORDS.replace("@", "", 1)
_INLINE = rf"(?:{_WORDS}|\[[@#](?=[\w]){_IN_CITATION}+\](?!\())"
_LINE = rf"(?!\d+[.)])[\w\"“‘(«]{_INLINE}*(?<! )"
_WITHOUT_SYNTAX = re.compile(rf"{_LINE}(?:\n{_LINE})*\n*")
_PLACES = re.compile(r"\[(?=[@#])")
_NEAR = 400  # characters before and after a mention that its form may depend on
_KEPT = "\x02\x03"  # in the place of a citation, as Python-Markdown would have it
# What the words of a line may be in spite of that: raised characters, formulas, addresses, the markup of other programs.
_UNUSUAL = re.compile(r"\^|\$[^$]*\$|==|\+\+|://|:::|%%|''|:[a-z][a-z_+-]*:")


def _read_without_syntax(source: str, known: KnownIds = NO_IDS) -> Prose | None:
    """Reads prose without Markdown syntax: one paragraph. `read_markdown` would give exactly the same result.

    Returns:
        What `read_markdown` would return; None where only that can tell.
    """
    source = source.rstrip("\n")
    citations: list[Citation] = []
    mentions: list[Mention] = []
    words, before = "", ""  # without citations, and with a mark in the place of each
    html = ""
    faults: list[ProseFault] = []
    forms = MentionForms()
    at = 0
    for match in _PLACES.finditer(source):
        start = match.start()
        if start < at:
            continue
        end = bracket_end(source, start)
        items, wrong = parse_citation(source[start + 1 : end - 1], known) if end else ((), ())
        named = tuple(item for item in items if isinstance(item, CitedSource))
        if not items or (len(named) < len(items) and len(items) > 1):
            return None
        passed, at = source[at:start], end
        words, before, html = words + passed, before + passed, html + passed
        faults += wrong
        if isinstance(items[0], NamedClaim):
            near, rest = before[-_NEAR:], source[start : end + _NEAR]
            in_words = forms.in_words(near + rest, len(near), len(near) + end - start)
            html += f'<bindery-claim n="{len(mentions)}"></bindery-claim>'
            words += "…" if in_words else ""
            mentions.append(Mention(items[0].claim, 1, in_words))
        else:
            html += f'<bindery-cite n="{len(citations)}"></bindery-cite>'
            citations.append(Citation(named, 1))
        before += _KEPT
    excerpt = paragraph_excerpt(words + source[at:])
    placed = bool(citations or mentions)
    return Prose(
        html=f'<p data-paragraph="1">{html}{source[at:]}</p>',
        citations=tuple(citations),
        mentions=tuple(mentions),
        paragraphs={1: excerpt} if placed else {},
        bare={} if placed or not excerpt else {1: excerpt},
        faults=tuple(faults),
    )


def _is_plain(source: str) -> bool:
    """Whether prose has no Markdown syntax and nothing that must be refused."""
    return bool(_WITHOUT_SYNTAX.fullmatch(source)) and not _UNUSUAL.search(source)


def parse_markdown(source: str, known: KnownIds = NO_IDS) -> Prose:
    """Parses Markdown with citations.

    Args:
        source: what the author wrote.
        known: the ids that it may name.
    """
    read = _read_without_syntax(source, known) if _is_plain(source) else None
    if read:
        return read

    def find() -> Prose:
        from bindery.reading import markdown_reader  # noqa: PLC0415  slow to load, and not needed for prose without Markdown syntax

        return markdown_reader.read_markdown(source, known)

    return kept_result(("prose", source, known.digest), PROSE_CLASSES, find)
