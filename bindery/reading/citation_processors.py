"""Processors for Python-Markdown: they put a placeholder in the place of each citation and mention of a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown as PythonMarkdown
from markdown.inlinepatterns import InlineProcessor

from bindery.reading import foreign_citations, narrative
from bindery.reading.citations import (
    EMPHASIS,
    OPENING,
    NamedClaim,
    begins_citation,
    bracket_end,
    parse_citation,
)
from bindery.reading.claim_mentions import MentionForms
from bindery.reading.known_ids import NO_IDS, KnownIds
from bindery.reading.prose import CitedSource, ProseFault

_ESCAPED = re.compile("\x02(\\d+)\x03")  # how Python-Markdown stores an escaped character
_ADDRESS = re.compile(r"\(\s*(?:<[^<>]*>|[^\s()]*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)")
_LABEL = re.compile(r"\[([^\[\]]*)\]")
_FIRST_PART = re.compile(r"[^;@#\[\]]*;")  # without a source or a claim
_NOT_CLOSED = re.compile(r"\[[^\[\]]{0,80}")
Run = list[CitedSource] | NamedClaim
Matched = tuple[Element | str, int, int] | tuple[None, None, None]


@dataclass
class FoundCitations:
    """What the processors here find while Python-Markdown reads a text.

    Attributes:
        known: the ids that the text may name.
        citations: the sources of each citation.
        mentions: each claim that is mentioned, and whether the sentence needs its words.
        faults: what is not allowed in the text.
        forms: which mentions have the words of their claims.
    """

    known: KnownIds = NO_IDS
    citations: list[tuple[CitedSource, ...]] = field(default_factory=list)
    mentions: list[tuple[str, bool]] = field(default_factory=list)
    faults: list[ProseFault] = field(default_factory=list)
    forms: MentionForms = field(default_factory=MentionForms)

    def cite(self, items: tuple[CitedSource, ...]) -> Element:
        """The placeholder of a new citation."""
        self.citations.append(items)
        return _placeholder("cite", len(self.citations) - 1)

    def name(self, claim: str, *, in_words: bool) -> Element:
        """The placeholder of a new mention of a claim."""
        self.mentions.append((claim, in_words))
        return _placeholder("claim", len(self.mentions) - 1)


class _Processor(InlineProcessor):
    """The base of the processors below."""

    def __init__(self, pattern: str, md: PythonMarkdown, found: FoundCitations) -> None:
        super().__init__(pattern, md)
        self.md: PythonMarkdown = md
        self.found = found

    def _as_typed(self, text: str) -> str:
        """A part of the text without the marks that Python-Markdown has put into it."""
        return _ESCAPED.sub(lambda match: chr(int(match.group(1))), self.unescape(text))


class CitationProcessor(_Processor):
    """Reads citations in square brackets."""

    def __init__(self, md: PythonMarkdown, found: FoundCitations) -> None:
        super().__init__(OPENING, md, found)

    def handleMatch(  # type: ignore[override]  # noqa: N802  named by Python-Markdown
        self, m: re.Match[str], data: str
    ) -> Matched:
        """The placeholders for a citation."""
        start, known = m.start(0), self.found.known
        if not begins_citation(data, start, known) or self._is_place(data, start):
            return None, None, None
        end = bracket_end(data, start)
        if not end:
            self._report_open(data, start)
            return None, None, None
        if self._is_link(data, end):
            return None, None, None
        written = data[start + 1 : end - 1]
        items, faults = parse_citation(self._as_typed(written), known)
        escaped = "\x02" in written  # a mark after a backslash is no emphasis
        self.found.faults += [fault for fault in faults if not (escaped and fault.code == EMPHASIS)]
        return self._element(items, data, start, end), start, end

    def _is_place(self, data: str, start: int) -> bool:
        """Whether a bracket has a place in the source that is named before it: `@one [p. 4; see @two]`."""
        first = _FIRST_PART.match(data, start + 1)
        return first is not None and narrative.names_before(data, start, self.found.known)

    def _is_link(self, data: str, end: int) -> bool:
        """Whether an address is after the bracket, so that it has the words of a link."""
        if _ADDRESS.match(data, end):
            return True
        label = _LABEL.match(data, end)
        return bool(label) and " ".join(label[1].lower().split()) in self.md.references  # type: ignore[index]

    def _report_open(self, data: str, start: int) -> None:
        written = _NOT_CLOSED.match(data, start)
        needle = self._as_typed(written[0]).split("\n")[0].rstrip() if written else "["
        remedy = "write `]` after it; put square brackets within a citation only between quotation marks"
        self.found.faults.append(ProseFault("B395", "this citation has no end", needle, remedy))

    def _element(
        self, items: tuple[CitedSource | NamedClaim, ...], data: str, start: int, end: int
    ) -> Element:
        """The placeholders of a citation: one for all sources that follow each other, and one for each claim."""
        runs = _runs(items)
        claims = [run for run in runs if isinstance(run, NamedClaim)]
        in_words = bool(claims) and self._in_words(data, start, end) and len(claims) == len(runs)
        if len(runs) == 1 and not (claims and claims[0].prefix):
            return self._one(runs[0], in_words=in_words)
        whole = Element("span")
        last: Element | None = None
        for run in runs:
            prefix = run.prefix if isinstance(run, NamedClaim) else ""
            _append(whole, last, _between(last, run) + (f"({prefix} " if prefix else ""))
            made = self._one(run, in_words=in_words or bool(prefix))
            last = SubElement(whole, made.tag, made.attrib)
            _append(whole, last, ")" if prefix else "")
        return whole

    def _one(self, run: Run, *, in_words: bool) -> Element:
        if isinstance(run, NamedClaim):
            return self.found.name(run.claim, in_words=in_words)
        return self.found.cite(tuple(run))

    def _in_words(self, data: str, start: int, end: int) -> bool:
        in_cell = any(tag in ("td", "th") for tag in self.md.treeprocessors["inline"].ancestors)  # type: ignore[attr-defined]
        return self.found.forms.in_words(data, start, end, in_cell=in_cell)


class NarrativeProcessor(_Processor):
    """Reads sources that a sentence names."""

    def __init__(self, md: PythonMarkdown, found: FoundCitations) -> None:
        super().__init__(narrative.PATTERN, md, found)

    def handleMatch(  # type: ignore[override]  # noqa: N802  named by Python-Markdown
        self, m: re.Match[str], data: str
    ) -> Matched:
        """The placeholder for a source that the sentence names."""
        read = narrative.read_narrative(data, m.start(0), self.found.known, self._as_typed)
        self.found.faults += read.faults
        if not read.items:
            return None, None, None
        return self.found.cite(read.items), read.start, read.end


class ForeignProcessor(_Processor):
    """Reports citations of other programs. Their text is left as it is."""

    def __init__(self, md: PythonMarkdown, found: FoundCitations) -> None:
        super().__init__(foreign_citations.PATTERN, md, found)

    def handleMatch(  # type: ignore[override]  # noqa: N802  named by Python-Markdown
        self, m: re.Match[str], data: str
    ) -> Matched:
        """The text as it is, whose fault is reported."""
        del data
        fault = foreign_citations.foreign_citation(m, self._as_typed(m[0]), self.found.known)
        if fault is None:
            return None, None, None
        self.found.faults.append(fault)
        return m[0], m.start(0), m.end(0)


def register(md: PythonMarkdown, found: FoundCitations) -> None:
    """Adds the processors to a parser, after code and escaped characters, and before links or after them."""
    md.inlinePatterns.register(ForeignProcessor(md, found), "bindery-foreign", 178)
    md.inlinePatterns.register(CitationProcessor(md, found), "bindery-cite", 175)
    md.inlinePatterns.register(NarrativeProcessor(md, found), "bindery-narrative", 105)


def _placeholder(kind: str, number: int) -> Element:
    """The element that keeps the place of a citation (`cite`) or a mention (`claim`), by its number from 0."""
    return Element(f"bindery-{kind}", {"n": str(number)})


def _runs(items: Iterable[CitedSource | NamedClaim]) -> list[Run]:
    """The sources of a citation that follow each other, and each claim."""
    runs: list[Run] = []
    for item in items:
        if isinstance(item, NamedClaim):
            runs.append(item)
        elif runs and isinstance(runs[-1], list):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _between(last: Element | None, run: Run) -> str:
    """What separates two parts of a citation."""
    if last is None:
        return ""
    return ", " if isinstance(run, NamedClaim) and last.tag == "bindery-claim" else " "


def _append(whole: Element, last: Element | None, text: str) -> None:
    """Adds text at the end of an element."""
    if last is None:
        whole.text = (whole.text or "") + text
    else:
        last.tail = (last.tail or "") + text
