"""Reads all Markdown of a briefing, and finds the places of citations in its file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bindery.model.briefing import Briefing, Claim
from bindery.model.field_types import Line, Markdown
from bindery.model.format_model import walk_values
from bindery.reading.citations import may_name_source
from bindery.reading.decode import Document
from bindery.reading.known_ids import KnownIds
from bindery.reading.markdown import parse_markdown
from bindery.reading.prose import CitedSource, Mention, Prose, ProseFault
from bindery.reading.prose_fields import NOT_IN_EDITIONS, field_faults, plain_fault
from bindery.text.problems import MOST_PER_FILE, Problem
from bindery.text.span import Span

Path = tuple[str | int, ...]
_OF_CITATIONS = "B39"  # how the codes of what looks like a citation begin
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_NAME = re.compile(r"@(?:\{([^{}\s]+)\}|([\w-]+))")
_CLAIM = re.compile(r"\[#([^\s,;\[\]]+)\]|(?<=[\[;\s])#([^\s,;\[\]]+)(?=\s*[\];])")
_FLEXIBLE = {'"': r'\\?"', "'": "''?", "\\": r"\\{1,2}"}  # how YAML may write a character of a text


def read_prose(
    document: Document[Briefing], known: KnownIds, *, kept: bool = False
) -> tuple[dict[Path, Prose], list[Problem]]:
    """Every piece of Markdown of a briefing, by its path in the file, and what is not allowed in them.

    Args:
        document: the briefing.
        known: the ids of the sources that it may cite.
        kept: whether it is a copy of an earlier edition, whose prose is not published.
    """
    claims = {str(claim.id): path for path, claim in walk_values(document.value, Claim)}
    named = known.with_claims(claims)
    read: dict[Path, Prose] = {}
    problems: list[Problem] = []
    for path, source in walk_values(document.value, Markdown):
        read[path] = parsed = parse_markdown(source, named)
        faults = [*parsed.faults, *field_faults(path, source, parsed)]
        if faults:
            span = document.span(*path)
            problems += [
                Problem(fault.code, fault.message, place_of_fault(fault, span), help=fault.remedy)
                for fault in faults[:MOST_PER_FILE]
                if not (kept and fault.code in NOT_IN_EDITIONS)
            ]

    for path, line in () if kept else walk_values(document.value, Line):
        if fault := plain_fault(path, line):
            place = place_of_fault(fault, document.span(*path))
            problems.append(Problem(fault.code, fault.message, place, help=fault.remedy, severity="warning"))

    def words_of(claim: str) -> str:
        path = claims.get(claim)
        return read[*path, "text"].words.rstrip(".。۔") if path else claim

    return {path: prose.with_words(words_of) for path, prose in read.items()}, problems


def cited_places(prose: Prose, span: Span) -> Iterator[tuple[CitedSource, Span]]:
    """Each source that some prose cites, with its place in the file.

    Args:
        prose: the prose.
        span: where it was written.
    """
    places: dict[str, list[Span]] = {}
    content = _without_code(span.content)
    for match in _NAME.finditer(content):
        if may_name_source(content, match.start()):
            at = span.start + match.start()
            places.setdefault(match[1] or match[2], []).append(Span(span.text, at, span.start + match.end()))
    before = Counter[str]()
    for citation in prose.citations:
        for item in citation.items:
            found = places.get(item.source, ())
            number = before[item.source]
            yield item, found[number] if number < len(found) else span.find(f"@{item.source}", number)
            before[item.source] += 1


def mentioned_places(prose: Prose, span: Span) -> Iterator[tuple[Mention, Span]]:
    """Each claim that some prose mentions, with its place in the file.

    Args:
        prose: the prose.
        span: where it was written.
    """
    places: dict[str, list[Span]] = {}
    if prose.mentions:
        for match in _CLAIM.finditer(_without_code(span.content)):
            place = Span(span.text, span.start + match.start(), span.start + match.end())
            places.setdefault(match[1] or match[2], []).append(place)
    before = Counter[str]()
    for mention in prose.mentions:
        found, number = places.get(mention.claim, ()), before[mention.claim]
        yield mention, found[number] if number < len(found) else span.find(f"#{mention.claim}", number)
        before[mention.claim] += 1


def place_of_fault(fault: ProseFault, span: Span) -> Span:
    """Where a fault is in a text; the whole text where the author's characters are not found."""
    if fault.offset < 0 and not fault.code.startswith(_OF_CITATIONS):
        return (span.find(fault.within) if fault.within else span).find(fault.needle, fault.occurrence)
    content = _without_code(span.content)
    if fault.offset >= 0:
        before, needle = _pattern(fault.within[: fault.offset]), _pattern(fault.needle)
        found = re.search(rf"(?<=\[){before}(?P<needle>{needle})", content) if needle else None
        if found:
            return Span(span.text, span.start + found.start("needle"), span.start + found.end("needle"))
    for found in re.finditer(_pattern(fault.needle) or "(?!)", content):
        start, end = found.span()
        goes_on = re.match(r"[\w-]", content[end : end + 1])
        if not goes_on and (fault.needle[0] != "@" or may_name_source(content, start)):
            return Span(span.text, span.start + start, span.start + end)
    return (span.find(fault.within) if fault.within else span).find(fault.needle)


def _pattern(text: str) -> str:
    """The pattern of some words of an author as a file may have them, which can break lines and escape characters."""
    spaced = re.split(r"(\s+)", text)
    return "".join(
        r"\s+" if number % 2 else "".join(_FLEXIBLE.get(char) or re.escape(char) for char in part)
        for number, part in enumerate(spaced)
    )


def _without_code(content: str) -> str:
    """A text with each piece of code between backquotes blanked out, at the same offsets."""
    if "`" not in content:
        return content
    return _CODE.sub(lambda code: "`" * len(code[0]), content)
