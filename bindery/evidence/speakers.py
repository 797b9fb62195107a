"""Checks that quoted words are given to the one who says them, where a source has several speakers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bindery.evidence.changes import statement_words
from bindery.evidence.graph import Graph
from bindery.evidence.quotations import QuotationResults
from bindery.evidence.register import BriefingRegister
from bindery.model.briefing import Claim, Evidence
from bindery.text.frames import idle_words
from bindery.text.problems import Problem
from bindery.text.qualifiers import qualifier
from bindery.text.tokens import SearchableText, character_ranges, locate_parts

# A line of a transcript that begins with the name of who speaks, after a time code or not.
_LABEL = re.compile(
    r"^[ \t]*(?:[\[(<]?\d[\d:.,]*[\])>]?[ \t]*)?(?P<who>[^\W\d_][^\n:.,;!?]{0,40}):(?=[ \t])", re.MULTILINE
)
_LINE = re.compile(r"\S[^\n]*")
_WORD = re.compile(r"[^\W\d_]+")
_SUBJECT = re.compile(r"(?:^|[.;:!?]\s+)(?P<who>(?:[^\s,.;:!?“”\"«»]+\s+){1,6})$")
_NEAR = 120  # characters before a verb in which its subject is looked for
_FEWEST_LABELS = 3  # in a transcript, which has one in every second line at least
_PRONOUNS = frozenset(
    "he she they we i you who er sie wir ich man il elle ils elles nous je on él ella ellos yo он она они мы я".split()  # noqa: SIM905  a list of words
)
_STEM = 5  # letters by which words are compared


class _Wrong(NamedTuple):
    """A quotation whose words are another's.

    Attributes:
        message: what is wrong.
        number: the position of the piece of evidence in its claim.
    """

    message: str
    number: int


class _Turn(NamedTuple):
    """What one speaker says in a transcript: the offset of its beginning, and the speaker's name."""

    start: int
    who: str


def check_speakers(graph: Graph, results: QuotationResults) -> list[Problem]:
    """Quoted words that a claim gives to another speaker of their source, or that join two speakers (B348).

    Only what the source itself shows counts: a transcript with a name before each turn, or sentences with a verb of saying.

    Args:
        graph: the briefings and their sources.
        results: what is stored of the sources.
    """
    return [
        Problem(
            "B348",
            wrong.message,
            register.parsed.document.span(*register.paths[claim.id], "evidence", wrong.number, "quote"),
            severity="warning",
            help="name the one who says it in the claim, or quote it with the name of the speaker",
        )
        for register in graph.registers.values()
        for claim in register.claims.values()
        for wrong in _wrong(register, claim, graph, results)
    ]


def _wrong(
    register: BriefingRegister, claim: Claim, graph: Graph, results: QuotationResults
) -> Iterator[_Wrong]:
    quoted = [(n, p) for n, p in enumerate(claim.evidence) if p.quote and p.stance == "supports"]
    language = str(register.parsed.briefing.language)[:2]
    said_by = _speaker(statement_words(register, claim), language) if quoted else frozenset()
    others = []
    for number, piece in quoted:
        text = next(iter(results.texts(str(piece.source))), None)
        if text is None:
            continue
        turns = _turns(text.written)
        joined = _joined(str(piece.quote), text, turns)
        if joined:
            yield _Wrong(f"this quotation joins words of `{joined[0]}` and `{joined[1]}`", number)
        elif said_by and graph.language_of(piece.source)[:2] == language:
            other = _other_speaker(piece, said_by, text, turns, language)
            others += [
                _Wrong(f"the source gives these words to `{other}`, this claim to another", number)
            ] * bool(other)
    if len(others) == len(quoted):
        yield from others[:1]


def _other_speaker(
    piece: Evidence, said_by: frozenset[str], text: SearchableText, turns: Sequence[_Turn], language: str
) -> str:
    """Who says the words of a quotation, if the source has someone else under the name that a claim gives; else empty."""
    quote = str(piece.quote)
    if said_by & _names(quote):
        return ""
    if turns:
        found = _places(quote, text)
        who = _who(turns, found[0]) if found else ""
        known = any(said_by <= _names(turn.who) for turn in turns)
        return who if known and who and not said_by & _names(who) else ""
    speakers = list(_subjects(quote, language))
    known = any(said_by <= _names(subject) for subject in _subjects(text.written, language))
    return speakers[0] if known and speakers else ""


def _speaker(statement: str, language: str) -> frozenset[str]:
    """The words that name who says something in a statement; none if nobody is named."""
    return next((_names(subject) for subject in _subjects(statement, language)), frozenset())


def _subjects(text: str, language: str) -> Iterator[str]:
    """The words before each verb of saying, back to the beginning of its sentence, where they are few."""
    for verb in qualifier(language, "says").finditer(text.lower()):
        before = text[max(0, verb.start() - _NEAR) : verb.start()]
        subject = _SUBJECT.search(before)
        if subject and (subject.start() or len(before) < _NEAR) and _names(subject["who"]):
            yield " ".join(subject["who"].split())


def _names(words: str) -> frozenset[str]:
    """The words of a name as they are compared: without articles, pronouns and endings."""
    small = (word.lower() for word in _WORD.findall(words))
    return frozenset(word[:_STEM] for word in small if word not in idle_words() and word not in _PRONOUNS)


def _turns(text: str) -> list[_Turn]:
    """The turns of a transcript, in order; none if the text is no transcript."""
    found = [_Turn(match.start("who"), match["who"].strip()) for match in _LABEL.finditer(text)]
    if len(found) < _FEWEST_LABELS or 2 * len(found) < sum(1 for _ in _LINE.finditer(text)):
        return []
    return found if 1 < len({turn.who for turn in found}) < len(found) else []  # a list has each label once


def _who(turns: Sequence[_Turn], at: int) -> str:
    """Who speaks at an offset."""
    return next((turn.who for turn in reversed(turns) if turn.start <= at), "")


def _joined(quote: str, text: SearchableText, turns: Sequence[_Turn]) -> tuple[str, str] | None:
    """Two speakers whose words a quotation joins without the name of the second; None if it does not."""
    if not turns:
        return None
    speakers = [_who(turns, at) for at in _places(quote, text)]
    for one, other in pairwise(speakers):
        if one != other and other not in quote:
            return one, other
    return None


def _places(quote: str, text: SearchableText) -> list[int]:
    """The offset of each part of a quotation in a text."""
    return [start for start, _ in character_ranges(locate_parts(quote, text), text)]
