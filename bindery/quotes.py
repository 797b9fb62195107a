"""Is this quotation really in that snapshot, word for word? Where; or what comes nearest to it?

The rule is written down in docs/method.md, and has a number, so that a site can say by which rule it was
checked. There is no fuzzy match: likeness only helps to show an author where the words went wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import chain

from bindery.graph import Graph
from bindery.model import Evidence, Point, walk
from bindery.problems import Problem
from bindery.shelf import Shelf, Volume
from bindery.text import Span

RULE = 1  # version of the normalisation

_DROPPED = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACE = re.compile(r"\s+")
_ELLIPSIS = re.compile(r"\[(?:…|\.\.\.)\]")
_INSERTION = re.compile(r"\[[^\[\]]*\]")
_LETTERS = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
        "‘": "'",
        "’": "'",
        "‚": "'",
        "‛": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "‟": '"',
        "\u2010": "-",
        "\u2011": "-",
    }
)
_NOT_TEXT = {"script", "style", "template", "noscript"}
_BLOCK = {
    "p",
    "div",
    "li",
    "br",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
}
_TOKEN = re.compile(r"\w+(?:[.,'-]\w+)*|[^\w\s]")
_CONTEXT = 12  # words of a snapshot that a message shows round the nearest passage


def normalise(text: str) -> str:
    """The text with typographic differences taken out, by rule 1 of the method."""
    text = unicodedata.normalize("NFC", text).translate(_LETTERS)
    return _SPACE.sub(" ", _DROPPED.sub("", text)).strip()


def pieces(quote: str) -> list[str]:
    """The parts of a quotation that must stand in the source in this order, normalised."""
    parts = (part for gap in _ELLIPSIS.split(quote) for part in _INSERTION.split(gap))
    return [piece for part in parts if (piece := normalise(part))]


def occurs(quote: str, snapshot: str) -> bool:
    """Whether a quotation stands in a normalised snapshot: each piece whole, at word edges, in order."""
    at = 0
    wanted = pieces(quote)
    for piece in wanted:
        found = _find(piece, snapshot, at)
        if found < 0:
            return False
        at = found + len(piece)
    return bool(wanted)


def _find(piece: str, snapshot: str, start: int) -> int:
    """The first place of a piece from `start` that begins and ends at a word's edge; -1 when there is none."""
    at = snapshot.find(piece, start)
    while at >= 0 and not _at_edges(snapshot, at, at + len(piece)):
        at = snapshot.find(piece, at + 1)
    return at


def _at_edges(text: str, start: int, end: int) -> bool:
    def joined(left: str, right: str) -> bool:
        return left.isalnum() and right.isalnum()

    opens = start == 0 or not joined(text[start - 1], text[start])
    closes = end == len(text) or not joined(text[end - 1], text[end])
    return opens and closes


class _Words(HTMLParser):
    """The text of a page: what stands between tags, without scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _NOT_TEXT:
            self.hidden += 1
        if tag in _BLOCK:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _NOT_TEXT and self.hidden:
            self.hidden -= 1
        if tag in _BLOCK:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def snapshot_text(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """What a snapshot says, normalised; a page of HTML as its words."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text.strip() or "\x00" in text:
        return "", [
            Problem(
                "B302",
                "there is no text in this snapshot",
                path=path,
                help="save the page's text as UTF-8, or delete the file",
            )
        ]
    if path.endswith(".txt"):
        return normalise(text), []
    words = _Words()
    words.feed(text)
    words.close()
    return normalise("".join(words.parts)), []


@dataclass(frozen=True)
class Quotation:
    """Words that an author says a source has, and where the author says so."""

    source: str
    words: str
    span: Span


def quotations(shelf: Shelf, graph: Graph) -> Iterator[Quotation]:
    """Every quotation of every briefing and every list of sources."""
    for volume in shelf.volumes.values():
        yield from _quoted_evidence(volume)
        for path in volume.prose:
            for item, place in volume.cited(path):
                if item.quote:
                    yield Quotation(item.source, item.quote, place)
    for _, document in shelf.lists:
        for index, source in enumerate(document.value.sources):
            if graph.sources.get(source.id) is source:
                for number, passage in enumerate(source.passages):
                    place = document.span("sources", index, "passages", number, "quote")
                    yield Quotation(source.id, passage.quote, place)


def _quoted_evidence(volume: Volume) -> Iterator[Quotation]:
    quoted: Iterator[tuple[tuple[str | int, ...], Evidence | Point]] = chain(
        walk(volume.briefing, Evidence), walk(volume.briefing, Point)
    )
    for path, item in quoted:
        if item.quote:
            yield Quotation(item.source, item.quote, volume.document.span(*path, "quote"))


class Checks:
    """What became of each quotation.

    Attributes:
        outcomes: by (source, words): True when it stands in the snapshot, False when it does not.
    """

    def __init__(self, outcomes: dict[tuple[str, str], bool]) -> None:
        self.outcomes = outcomes

    def outcome(self, source: str, words: str) -> str:
        """`verified`, `missing`, or `unchecked` when there is no snapshot of the source."""
        found = self.outcomes.get((source, words))
        if found is None:
            return "unchecked"
        return "verified" if found else "missing"


def verify(shelf: Shelf, graph: Graph) -> tuple[Checks, list[Problem]]:
    """Every quotation compared with its source's snapshot, where there is one."""
    problems: list[Problem] = []
    texts: dict[str, list[str]] = {}
    for (_, source), (path, data) in shelf.snapshots.items():
        text, found = snapshot_text(path, data)
        problems += found
        if not found:
            texts.setdefault(source, []).append(text)
    outcomes: dict[tuple[str, str], bool] = {}
    for quotation in quotations(shelf, graph):
        snapshots = texts.get(quotation.source)
        if not snapshots:
            continue
        stands = any(occurs(quotation.words, snapshot) for snapshot in snapshots)
        outcomes[quotation.source, quotation.words] = stands
        if not stands:
            problems.append(_not_found(quotation, snapshots[0]))
    return Checks(outcomes), problems


def _not_found(quotation: Quotation, snapshot: str) -> Problem:
    near, differing = nearest_passage(quotation.words, snapshot)
    remedy = f"the nearest passage: “{near}”" if near else "nothing in the snapshot is like it"
    if differing:
        remedy += f"\n{differing}"
    return Problem(
        "B301",
        f"these words are not in the snapshot of `{quotation.source}`",
        quotation.span,
        help=remedy,
    )


def nearest_passage(quote: str, snapshot: str) -> tuple[str, str]:
    """The words of a snapshot that are most like a quotation, and the words that differ.

    Only for a message to an author: likeness never approves a quotation.
    """
    wanted = _TOKEN.findall(normalise(quote))
    found = list(_TOKEN.finditer(snapshot))
    words = [token.group() for token in found]
    places: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        places.setdefault(word, []).append(index)
    starts: dict[int, int] = {}
    for offset, word in enumerate(wanted):
        for index in places.get(word, ())[:2000]:
            starts[index - offset] = starts.get(index - offset, 0) + 1
    if not starts:
        return "", ""
    best = max(starts, key=lambda start: (starts[start], -start))
    begin, end = max(0, best), min(len(words), best + len(wanted) + 2)
    changes = SequenceMatcher(None, wanted, words[begin:end], autojunk=False).get_opcodes()
    kind, a, b, c, d = changes[-1]
    if kind in ("insert", "replace"):  # what follows the passage is no difference
        changes[-1] = (kind, a, b, c, d := min(d, c + b - a))
    told = [
        f"you wrote {_quoted(wanted[a:b])}; the source has {_quoted(words[begin + c : begin + d])}"
        for kind, a, b, c, d in changes
        if kind != "equal" and (a, c) != (b, d)
    ]
    last = begin + changes[-1][4]
    return snapshot[found[begin].start() : found[last - 1].end()], "\n".join(told[:_CONTEXT])


def _quoted(words: list[str]) -> str:
    return f"“{' '.join(words)}”" if words else "nothing"
