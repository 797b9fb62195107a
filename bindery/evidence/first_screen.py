"""The first screen of a briefing: its numbers, taken from the claims, and the checks of what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bindery.evidence.comparison import (
    UNCLEAR,
    ComparedValue,
    Comparison,
    compare_figures,
    stated_claim,
)
from bindery.evidence.graph import Graph
from bindery.evidence.register import BriefingRegister
from bindery.model.first_screen import LONGEST_ANSWER, NO_NUMBER, KeyNumber
from bindery.text.problems import Problem, did_you_mean
from bindery.text.word_patterns import UNSPACED
from bindery.text.wording import ENGLISH, Wording, wording_of

_UNSPACED = re.compile(f"[{UNSPACED}]")
_WORD = re.compile(r"\S*\w\S*")
_LETTERS_OF_A_WORD = 2  # in scripts without spaces
# Bounds that a range says already: its low end is a minimum, and its high end a maximum.
_SAID_BY_RANGE = (("at least", "over"), ("at most", "under"))


@dataclass(frozen=True)
class FirstNumber:
    """A number of the first screen.

    Attributes:
        label: what it is of.
        shown: the figure, or the lowest and the highest of several: `29 – over 100`.
        claims: ids of the claims that give it, those with a figure.
        dispute: id of the dispute that gives it; may be empty.
        comparison: their figures on one scale.
    """

    label: str
    shown: str
    claims: tuple[str, ...]
    dispute: str
    comparison: Comparison


def claims_of_number(number: KeyNumber, register: BriefingRegister) -> tuple[str, ...]:
    """The ids of the claims that give a number; empty if its dispute is not known."""
    if number.claims:
        return tuple(str(key) for key in number.claims if key in register.claims)
    found = (item.claims for item in register.parsed.briefing.disputes if item.id == number.dispute)
    return tuple(str(key) for key in next(found, ()) if key in register.claims)


def first_numbers(register: BriefingRegister) -> list[FirstNumber]:
    """The numbers of the first screen; one whose claims have no figure is left out."""
    found = []
    for number in register.parsed.briefing.numbers:
        comparison = _compared(number, register)
        values = [value for value in comparison.values if value.low is not None]
        if values and not comparison.clashing:
            claims = tuple(value.claim for value in values)
            shown = range_in_words(values, wording_of(register.parsed.briefing.language))
            found.append(FirstNumber(number.label, shown, claims, str(number.dispute or ""), comparison))
    return found


def _compared(number: KeyNumber, register: BriefingRegister) -> Comparison:
    claims = (stated_claim(register, key) for key in claims_of_number(number, register))
    return compare_figures(claims, str(number.unit or ""))


def range_in_words(values: Sequence[ComparedValue], wording: Wording = ENGLISH) -> str:
    """The figure of some values, or the lowest and the highest of them.

    Args:
        values: the values, on one scale; each has a figure.
        wording: the words of the language of the briefing.
    """
    low = min(values, key=lambda value: value.low or 0)
    high = max(values, key=lambda value: value.high or 0)
    if low.low == high.high:
        plain = [value for value in values if not value.bound]
        return (plain or [low])[0].shown
    if low is high:
        return low.shown
    ends = [_end(low, 0, wording), _end(high, 1, wording)]
    if all(end.endswith("%") for end in ends):
        ends[0] = ends[0].removesuffix("%").rstrip()
    return " – ".join(ends)


def _end(value: ComparedValue, side: int, wording: Wording) -> str:
    """One end of a range: the low one for 0, the high one for 1."""
    if value.is_range:
        return wording.exact_number((value.low, value.high)[side] or value.high)  # type: ignore[arg-type]
    return value.figure if value.bound in _SAID_BY_RANGE[side] else value.shown


def number_of_words(text: str) -> int:
    """How many words a text has; in scripts without spaces, two characters count as a word."""
    unspaced = len(_UNSPACED.findall(text))
    words = len(_WORD.findall(_UNSPACED.sub(" ", text)))
    return words + -(-unspaced // _LETTERS_OF_A_WORD)


def check_first_screens(graph: Graph) -> Iterator[Problem]:
    """The problems of answers that are too long (B246), of numbers (B247, B249) and of maps (B248)."""
    for register in graph.registers.values():
        yield from _answer(register)
        yield from _map(register)
        for index, number in enumerate(register.parsed.briefing.numbers):
            yield from _number(register, number, index)


def _answer(register: BriefingRegister) -> Iterator[Problem]:
    prose = register.parsed.prose.get(("answer",))
    words = number_of_words(prose.words) if prose else 0
    if words > LONGEST_ANSWER:
        yield Problem(
            "B246",
            f"the answer has {words} words",
            register.parsed.document.span("answer"),
            help=f"shorten it to {LONGEST_ANSWER} words; what does not fit belongs into `summary`",
        )


def _map(register: BriefingRegister) -> Iterator[Problem]:
    briefing = register.parsed.briefing
    blocks = [block for section in briefing.sections for block in section.content if block.kind == "map"]
    known = [str(block.id) for block in blocks if block.id]  # type: ignore[attr-defined]
    if briefing.map and briefing.map not in known:
        yield Problem(
            "B248",
            f"no map has the id `{briefing.map}`",
            register.parsed.document.span("map"),
            help=did_you_mean(briefing.map, known) or "give an `id` to the `map` block that you mean",
        )


def _number(register: BriefingRegister, number: KeyNumber, index: int) -> Iterator[Problem]:
    comparison = _compared(number, register)
    key = "claims" if number.claims else "dispute"
    span = register.parsed.document.span("numbers", index, key)
    if not comparison.values:
        return  # unknown ids, which are reported
    if comparison.clashing:
        yield Problem(
            "B249",
            f"the figures of “{number.label}” have different units",
            span,
            help="name claims with figures of one unit; `value:` in a claim says which of its figures is meant",
        )
    for value in comparison.values:
        if value.low is None and not comparison.clashing:
            clear = f"it is not clear which figure of `{value.claim}` is meant"
            yield Problem(
                NO_NUMBER,
                clear if value.how == UNCLEAR else f"`{value.claim}` has no figure",
                span,
                help="add the figure to the claim, as in `value: 50`; and what it counts, as in `unit: people`"
                if value.how == UNCLEAR
                else "name a claim that gives a figure",
            )
