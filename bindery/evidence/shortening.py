"""Judges what a quotation leaves out of its sentence: rule 3 of the comparison, which docs/method.md explains to readers.

The rule looks at the outline of the text alone (`bindery/text/sentences.py`), never at its words. So a snapshot and its
fingerprint give the same verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bindery.evidence.clauses import Clauses, clauses_of
from bindery.text.limiters import fold_word
from bindery.text.quote_parts import SourceBrackets, divide, part_places
from bindery.text.sentences import WORD, outline_of, sentence_end, sentence_start
from bindery.text.tokens import (
    Searchable,
    TokenRange,
    locate_parts,
    normalise,
    readings,
    tokenise,
)

_WORD = re.compile(r"\d+|[^\W\d_]+")
_MOST_TRIED = 8  # places of the part before, for an insertion that limits
FINE, PART, REST, WARNING, ERROR, _REFUSED = range(6)
LEVELS = {
    "gap": ERROR,  # a gap leaves out a limiting word
    "replaced": ERROR,  # an insertion replaces a limiting word
    "added": ERROR,  # an insertion adds a limiting word
    "stitched": ERROR,  # a gap or an insertion goes over the end of a sentence
    "front": ERROR,  # the quotation begins after a limiting word in the same clause
    "back": ERROR,  # the quotation ends before a limiting word in the same clause
    "bound": ERROR,  # `at least` is left out next to a number
    "clause-before": WARNING,  # the quotation begins after a limiting clause
    "clause-after": WARNING,  # the quotation ends before a limiting clause
    "question": WARNING,  # the quotation is part of a question, without its mark
    "inserted": REST,  # an insertion adds words that limit nothing
    "nested": REST,  # the source itself has the words between quotation marks
    "rest": REST,  # the rest of the sentence has a limiting word
    "next": REST,  # the next sentence takes the words back, begins with `but` and limits, or is only a condition
    "label": REST,  # a heading says that what follows it is not so, or only claimed
    "part": PART,  # words are left out of the sentence, and none of them is known to limit
}


@dataclass(frozen=True)
class Omission:
    """One way in which a quotation leaves out something that limits it.

    Attributes:
        kind: what happens, one of `LEVELS`.
        left_out: the range of tokens that are left out.
        limiting: indexes of the limiting tokens among them.
        insertion: the words of the insertion that replaces them; empty for other kinds.
    """

    kind: str
    left_out: TokenRange
    limiting: tuple[int, ...] = ()
    insertion: str = ""

    @property
    def level(self) -> int:
        """How bad it is: `PART`, `REST`, `WARNING` or `ERROR`."""
        return LEVELS[self.kind]


@dataclass(frozen=True)
class Judgement:
    """Where a quotation is in a text, and what it leaves out there.

    Attributes:
        parts: the range of tokens of each part.
        omissions: what it leaves out that limits it, in order.
    """

    parts: tuple[TokenRange, ...]
    omissions: tuple[Omission, ...] = ()

    @property
    def level(self) -> int:
        """The level of the worst omission; `FINE` when it has whole sentences or clauses."""
        return max((omission.level for omission in self.omissions), default=FINE)


@dataclass(frozen=True)
class _Separator:
    """What a quotation has before, between or after its parts.

    Attributes:
        insertion: the words of its insertions.
        added: how many limiting words of each kind they have.
        has_words: whether they have words of the author.
    """

    insertion: str = ""
    added: tuple[int, ...] = (0, 0, 0)
    has_words: bool = False


def judge(quote: str, witness: Searchable, language: str | None) -> Judgement | None:
    """The best judgement on a quotation: at the place or places where it leaves out the least.

    Args:
        quote: the quotation, which may have `[…]` and insertions in square brackets.
        witness: the text of the source, or its fingerprint.
        language: tag of the language of the source.

    Returns:
        The judgement; None when the quotation is not in the source.
    """
    found = locate_parts(quote, witness)
    if not found:
        return None
    parts, separators = divide(quote)
    pieces = [list(readings(normalise(part), part)) for part in parts]
    brackets = SourceBrackets(separators, pieces, witness)
    said = [
        _Separator(" ".join(one.insertions), _added(one.insertions, language), _has_words(one.insertions))
        for one in separators
    ]
    case = _Case(clauses_of(witness.outline(language)), said, brackets)
    first = case.judgement([TokenRange(*part) for part in found])
    if first.level == FINE:
        return first
    places = (part_places(piece, witness) for piece in pieces)
    return case.best([[TokenRange(*place) for place in part] for part in places]) or first


def judge_parts(parts: Sequence[TokenRange], witness: Searchable, language: str | None) -> Judgement:
    """The judgement on words of a text, one range of tokens after the other, as if they were a quotation with gaps.

    Args:
        parts: the ranges.
        witness: the text.
        language: tag of its language.
    """
    gaps = [_Separator()] * (len(parts) + 1)
    none = divide(" ".join(["x", *["[…] x"] * (len(parts) - 1)]))[1]
    return _Case(
        clauses_of(witness.outline(language)), gaps, SourceBrackets(none, [()] * len(parts), witness)
    ).judgement(parts)


def _added(insertions: list[str], language: str | None) -> tuple[int, ...]:
    """How many limiting words insertions have, in the language of the source or else in English."""
    reading = tokenise(" ".join(insertions))
    outlines = (outline_of(reading, tag) for tag in ((language, "en") if insertions else ()))
    counts = (Clauses(outline).counts(TokenRange(0, len(reading.tokens))) for outline in outlines)
    return next((count for count in counts if any(count)), (0, 0, 0))


def _has_words(insertions: Sequence[str]) -> bool:
    """Whether insertions have words of the author: all but `sic`, which says that the source has what is before it."""
    return any(fold_word(word) != "sic" for insertion in insertions for word in _WORD.findall(insertion))


class _Case:
    """A quotation and the text that has it.

    Args:
        clauses: the outline of the text.
        separators: what the quotation has before, between and after its parts.
        brackets: the brackets of the text and the quotation.
    """

    def __init__(self, clauses: Clauses, separators: Sequence[_Separator], brackets: SourceBrackets) -> None:
        self.clauses = clauses
        self.separators = separators
        self.brackets = brackets
        self._levels: dict[tuple[int, ...], int] = {}

    def judgement(self, parts: Sequence[TokenRange]) -> Judgement:
        """The judgement on the quotation if its parts are at these places."""
        omissions = [*self._front(parts[0])]
        for number, (one, other) in enumerate(pairwise(parts), 1):
            omissions += self._gap(one, other, number)
        omissions += self._back(parts[-1])
        return Judgement(tuple(parts), tuple(map(self._named, omissions)))

    def best(self, places: Sequence[Sequence[TokenRange]]) -> Judgement | None:
        """The judgement at the places where the least is left out; None when the parts are never in order.

        Args:
            places: all places of each part, in order.
        """
        for level in (FINE, PART, REST, WARNING, ERROR):
            found = self._chain(places, level)
            if found:
                return self.judgement(found)
        return None

    def _chain(self, places: Sequence[Sequence[TokenRange]], level: int) -> list[TokenRange]:
        """A place for each part, such that nothing worse than a level is left out; empty when there is none."""
        chains: list[dict[TokenRange, TokenRange | None]] = [
            {span: None for span in places[0] if self._level(0, span) <= level}
        ]
        for number, spans in enumerate(places[1:], 1):
            chains.append(self._continued(list(chains[-1]), spans, number, level))
        last = next((span for span in chains[-1] if self._level(-1, span) <= level), None)
        found: list[TokenRange] = []
        for links in reversed(chains):
            if last is None:
                return []
            found.append(last)
            last = links[last]
        return found[::-1]

    def _continued(
        self, before: list[TokenRange], spans: Sequence[TokenRange], number: int, level: int
    ) -> dict[TokenRange, TokenRange | None]:
        """Each place of a part that can follow a place of the part before, with that place."""
        found: dict[TokenRange, TokenRange | None] = {}
        tried = _MOST_TRIED if any(self.separators[number].added) else 1
        ahead = 0
        for span in spans:
            while ahead < len(before) and before[ahead].end <= span.start:
                ahead += 1
            # The nearest place before leaves out the least, unless an insertion must stand for a limiting word.
            for one in reversed(before[max(0, ahead - tried) : ahead]):
                if self._gap_level(one, span, number) <= level:
                    found[span] = one
                    break
        return found

    def _level(self, edge: int, span: TokenRange) -> int:
        """The level of what is left out before the first part (edge 0) or after the last one (edge -1)."""
        key = edge, *span
        if key not in self._levels:
            start, end = (span.end, -1) if edge else (-1, span.start)
            allowed = self.brackets.allow(len(self.separators) - 1 if edge else 0, start, end)
            omissions = self._back(span) if edge else self._front(span)
            self._levels[key] = _worst(omissions) if allowed else _REFUSED
        return self._levels[key]

    def _gap_level(self, one: TokenRange, other: TokenRange, number: int) -> int:
        """The level of what is left out between two parts; `_REFUSED` where the source has other brackets."""
        if not self.brackets.allow(number, one.end, other.start):
            return _REFUSED
        return _worst(self._gap(one, other, number))

    def _front(self, first: TokenRange) -> Iterator[Omission]:
        clauses, separator, start = self.clauses, self.separators[0], first.start
        copied = self.brackets.copy_before(0, start)
        if copied is not None:  # the brackets are words of the source
            separator, start = _Separator(), copied
        found = list(clauses.before(start))
        yield from self._edge(found, separator, start)
        around = clauses.quotation_around(first)
        if around:
            yield Omission("nested", around)
        label = clauses.label_before(start)
        if label:
            yield Omission("label", label)
        left = "" if found else clauses.left_before(start)
        if left:
            yield Omission(left, TokenRange(sentence_start(clauses.outline, start), start))

    def _back(self, last: TokenRange) -> Iterator[Omission]:
        clauses, separator, end = self.clauses, self.separators[-1], last.end
        copied = self.brackets.copy_from(len(self.separators) - 1, end)
        if copied is not None:
            separator, end = _Separator(), copied
        found = list(clauses.after(end))
        question = clauses.question_after(end)
        if question:
            yield Omission("question", question)
        yield from self._edge(found, separator, end)
        left = "" if found else clauses.left_after(end)
        if left:
            yield Omission(left, TokenRange(end, sentence_end(clauses.outline, end)))
        following = None if found else clauses.limited_next(end)
        if following:
            yield Omission("next", following)

    def _edge(
        self, found: list[tuple[str, TokenRange]], separator: _Separator, at: int
    ) -> Iterator[Omission]:
        """What an edge leaves out, unless an insertion at the edge says it."""
        if any(separator.added):
            clauses = self.clauses
            counts = [clauses.counts(span) for kind, span in found if kind in ("front", "back")]
            if counts and tuple(map(sum, zip(*counts, strict=True))) == separator.added:
                found = [("rest", span) for _, span in found]
            else:
                yield Omission("added", TokenRange(at, at), (), separator.insertion)
        elif separator.has_words:
            yield Omission("inserted", TokenRange(at, at), (), separator.insertion)
        for kind, span in found:
            yield Omission(kind, span, (), separator.insertion)

    def _gap(self, one: TokenRange, other: TokenRange, number: int) -> Iterator[Omission]:
        clauses, insertion = self.clauses, self.separators[number].insertion
        if self.brackets.copy_from(number, one.end) == other.start:
            return
        left_out = TokenRange(one.end, other.start)
        kind = self._kind_of_gap(left_out, self.separators[number])
        if kind:
            yield Omission(kind, left_out, (), insertion)
        taken = clauses.taken_back(one.end)
        if taken and taken.end <= other.start:
            yield Omission("gap", taken, (), insertion)
        if clauses.ends_within(left_out):
            yield Omission("stitched", left_out, (), insertion)
        bound = clauses.bound_before(left_out) or clauses.bound_after(left_out)
        if bound:
            yield Omission("bound", bound, (), insertion)

    def _kind_of_gap(self, left_out: TokenRange, separator: _Separator) -> str:
        """What kind of omission the words between two parts are; empty if there are none."""
        clauses, insertion = self.clauses, separator.insertion
        counts = clauses.counts(left_out)
        fair = not insertion and (clauses.is_parenthetical(left_out) or clauses.is_whole(left_out))
        if counts != separator.added and not fair:
            return "gap" if not insertion else "replaced" if any(counts) else "added"
        if clauses.has_hedge(left_out) or (insertion and clauses.words(left_out)):
            return "rest"
        if separator.has_words:
            return "inserted"
        return "part" if clauses.words(left_out) else ""

    def _named(self, omission: Omission) -> Omission:
        """An omission with the words that it leaves out."""
        span = omission.left_out
        if omission.kind in ("stitched", "question", "nested", "inserted", "part"):
            return omission
        if omission.kind == "bound":
            return replace(omission, limiting=tuple(range(*span)))
        named = self.clauses.hedging if omission.kind == "rest" else self.clauses.governing
        return replace(omission, limiting=named(span) or self.clauses.contrasts(span)[:1])


def _worst(omissions: Iterator[Omission]) -> int:
    return max((omission.level for omission in omissions), default=FINE)


def words_left_out(judgement: Judgement, outline: bytes) -> int:
    """How many words and numbers of its sentences a quotation leaves out."""
    sentences = sentences_of(judgement, outline)
    words = sum(bool(code & WORD) for span in sentences for code in outline[slice(*span)])
    return words - sum(bool(code & WORD) for part in judgement.parts for code in outline[slice(*part)])


def sentences_of(judgement: Judgement, outline: bytes) -> list[TokenRange]:
    """The ranges of tokens of the sentences that have parts of a quotation, each once and in order.

    A next sentence that limits the words is among them, and a heading that does. If the source itself quotes the words, the sentences in which its quotation begins and ends are among them, and if
    both have nothing else, so is the one before: one of these names the speaker.
    """
    ranges = [
        *judgement.parts,
        *(one.left_out for one in judgement.omissions if one.kind in ("next", "label")),
    ]
    for around in (one.left_out for one in judgement.omissions if one.kind == "nested"):
        start, end = sentence_start(outline, around.start), sentence_end(outline, around.end)
        alone = start == around.start and not any(code & WORD for code in outline[around.end : end])
        ranges += [TokenRange(start - alone, start), TokenRange(around.end - 1, around.end)]
    found: list[TokenRange] = []
    for start, end in sorted(
        (sentence_start(outline, max(0, one.start)), sentence_end(outline, one.end)) for one in ranges
    ):
        if found and start < found[-1].end:
            found[-1] = TokenRange(found[-1].start, max(end, found[-1].end))
        else:
            found.append(TokenRange(start, end))
    return found
