"""Workings that no words name, of numbers that could hardly follow from the figures of a quotation by chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bindery.evidence.chance import chance
from bindery.evidence.derivation import Derivation
from bindery.evidence.meant_steps import AnySteps
from bindery.evidence.working_fit import distance, follows_by_chance, gives
from bindery.evidence.working_steps import POINTS, SHARES, TIMES, Working, kind_of_number
from bindery.evidence.workings import Workings, may_be_worked_out, number_as_meant
from bindery.text.figure import Figure

LEAST_CHANCE = 0.3  # that a wrong number would follow too, from which words are needed
_MOST_NUMBERS = 16  # of a quotation; from more of them, nearly every number follows
_WITHOUT_UNIT = (*SHARES, POINTS, TIMES)


def unlikely_working_of(case: Derivation) -> str:
    """How a number follows in one step, whatever the words say, if few wrong numbers would; empty when it does not.

    Args:
        case: the number and the quotation.
    """
    terms, by_chance = working_and_chance(case)
    return terms if by_chance < LEAST_CHANCE else ""


def working_and_chance(case: Derivation) -> tuple[str, float]:
    """How a number follows in any one step, and which part of the numbers of its form would; empty and 1 when it does not.

    Args:
        case: the number and the quotation.
    """
    if not may_be_worked_out(case.wanted) or len(case.numbers) > _MOST_NUMBERS:
        return "", 1.0
    case = replace(case, wanted=number_as_meant(case.wanted, case.language))
    quoted = any(one.value == case.value for one in case.numbers)  # in another unit
    if follows_by_chance(case.wanted) or quoted:
        return "", 1.0
    every = [(one, working) for one in (case, *_softened(case)) for working in _all(one)]
    found = [(one.wanted, working) for one, working in every if gives(working, one.wanted)]
    if not found:
        return "", 1.0
    nearest = min(found, key=lambda pair: distance(pair[1], pair[0]))[1]
    return nearest.terms, chance(((working, one.wanted) for one, working in every), case.wanted)


def _all(case: Derivation) -> Iterator[Working]:
    return Workings(case, AnySteps(case)).all()


def _softened(case: Derivation) -> Iterator[Derivation]:
    """The same where each number that names no unit may have that of the wanted one, or none has any."""
    wanted = case.wanted
    counted = any(one.noun[:1] == wanted.noun[:1] != () for one in case.cited)
    if wanted.unit in _WITHOUT_UNIT or (counted and not kind_of_number(wanted)):
        return  # 52 cars are not 40 cars and 12 lorries
    yield replace(
        case,
        wanted=replace(wanted, noun=()),
        cited=tuple(soft for one in case.cited if (soft := _soft(one, wanted)) is not None),
        lengths=tuple(soft for one in case.lengths if (soft := _soft(one, wanted)) is not None),
    )


def _soft(one: Figure, wanted: Figure) -> Figure | None:
    """A number in the unit of the wanted one if it may have that; None for one of another unit."""
    if one.value is None or one.day or one.unit in _WITHOUT_UNIT:
        return one
    kind, asked = kind_of_number(one), kind_of_number(wanted)
    if kind == asked:
        return replace(one, noun=())
    may_be = not asked or (not kind and asked == "money" and not one.noun)
    return replace(one, unit=wanted.unit, measure=wanted.measure, noun=()) if may_be else None
