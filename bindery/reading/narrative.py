"""Reads a source that a sentence names: `As @source says`, `@source [p. 4]`; and reports names that are none."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bindery.reading.citations import bracket_end, citation_end, may_name_source, name_at, parse_place
from bindery.reading.known_ids import ANY_IDS, KnownIds
from bindery.reading.prose import NAMED, YEAR_ONLY, CitedSource, ProseFault

LIKE_A_SOURCE = "B390"  # the code of a name that is like the id of a source, and is none
PATTERN = r"@(?=[\w{])"
_OTHER_BRACKET = re.compile(r"\[(?:[#@^!]|-@|\s*\])")
_AFTER_BRACKET = tuple("([{:")
_CROSS_REFERENCE = re.compile(r"(?:fig|tbl|sec|eq|lst|thm)-")  # as Quarto writes it
_CLOSED = re.compile(r"\s*\)|\s*;[^()]*@[^()]*\)")
_ANY_PLACE = re.compile(r"\[|@")
_PLACED = re.compile(r"\s*,[^()]*\)")
_NUMBERED = re.compile(r"\s*,[^()\d]{0,12}\d[^()]*\)")
_STASHED = re.compile("\x02[^\x03]*\x03-?$")  # a character after a backslash, as Python-Markdown keeps it


class Narrative(NamedTuple):
    """A source that a sentence names.

    Attributes:
        items: the source with the place in it, and the other sources that are cited in the brackets after it; empty
            where the sentence names none.
        start: offset at which it begins.
        end: offset after it.
        faults: what is wrong with it.
    """

    items: tuple[CitedSource, ...] = ()
    start: int = 0
    end: int = 0
    faults: tuple[ProseFault, ...] = ()


NONE = Narrative()


def read_narrative(text: str, at: int, known: KnownIds, as_typed: Callable[[str], str]) -> Narrative:
    """The source that the `@` at an offset names.

    Args:
        text: the text of a paragraph.
        at: offset of the `@`.
        known: the ids that may be named.
        as_typed: returns a part of the text without the marks of the parser.
    """
    found = name_at(text, at, known) if may_name_source(text, at) else None
    escaped = _STASHED.search(text, max(0, at - 30), at)
    if found is None or (escaped and as_typed(escaped[0]).startswith("[")):
        return NONE
    if text[found.end : found.end + 1] == "@":  # a mail address, or an account on another host
        return NONE
    written = text[at : found.end]
    if found.name not in known.sources:
        meant = known.looks_like_source(found.name) or text[at + 1] == "{"
        faults = (_no_source(written, found.name, known),) if meant else ()
        return Narrative(faults=faults)
    minus = text[at - 1 : at] == "-"
    named = CitedSource(found.name, mode=NAMED, name=known.sources[found.name])
    item = CitedSource(found.name, mode=YEAR_ONLY) if minus else named
    start, end = at - minus, found.end
    faults = (_in_round_brackets(written),) if _is_in_round_brackets(text, start, end) else ()
    opened, closed = _place_after(text, end)
    if not closed:
        return Narrative((item,), start, end, faults)
    items, wrong = parse_place(as_typed(text[opened + 1 : closed - 1]), item, known)
    return Narrative(items, start, closed, (*faults, *wrong))


def _place_after(text: str, end: int) -> tuple[int, int]:
    """Where the brackets after a name open and close, if they have a place in the source; 0 and 0 where they have not."""
    opened = end + text.startswith((" ", "\t", "\n"), end)
    if not text.startswith("[", opened) or _OTHER_BRACKET.match(text, opened):
        return 0, 0
    closed = bracket_end(text, opened)
    return (0, 0) if text.startswith(_AFTER_BRACKET, closed) else (opened, closed)


def names_before(text: str, start: int, known: KnownIds) -> bool:
    """Whether a source that the sentence names is directly before the bracket at an offset."""
    at = text.rfind("@", max(0, start - 90), start)
    if at < 0 or not may_name_source(text, at):
        return False
    found = name_at(text, at, known)
    return found is not None and found.name in known.sources and not text[found.end : start].strip()


def _no_source(written: str, name: str, known: KnownIds) -> ProseFault:
    near = known.meant(name)
    way = f"did you mean `@{near}`? " if near else "add the source, or correct its id; "
    if _CROSS_REFERENCE.match(name) and not near:
        way = "figures, tables and sections are not named in this way; "
    return ProseFault(
        LIKE_A_SOURCE,
        f"`{written}` looks like a citation, but no source is called `{name}`",
        written,
        f"{way}if it is no citation, write `\\{written}`",
    )


def _is_in_round_brackets(text: str, start: int, end: int) -> bool:
    """Whether round brackets hold a citation, and not a sentence that names a source."""
    opened = text.rfind("(", max(0, start - 60), start)
    if opened < 0 or ")" in text[opened:start]:
        return False
    placed = _NUMBERED if text[opened + 1 : start].strip() else _PLACED
    return bool(_CLOSED.match(text, end) or placed.match(text, end))


def _in_round_brackets(written: str) -> ProseFault:
    return ProseFault(
        "B394",
        f"`{written}` is in round brackets, where nothing is cited",
        written,
        f"write square brackets: `[{written}]`; the page adds the brackets of its style",
    )


def written_citations(text: str) -> Iterator[tuple[int, int]]:
    """Where citations and mentions of claims begin and end in a text as it was written, whatever they name."""
    last = 0
    for match in _ANY_PLACE.finditer(text):
        start = match.start()
        if start < last:
            continue
        if match[0] == "[":
            last = citation_end(text, start, ANY_IDS)
        elif may_name_source(text, start) and (found := name_at(text, start)):
            bracket = found.end + text.startswith(" ", found.end)
            last = (bracket_end(text, bracket) if text.startswith("[", bracket) else 0) or found.end
        else:
            last = 0
        if last:
            yield start, last
