"""What a calculation consists of: the numbers that need evidence, its results, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class CalculationFault:
    """What is wrong with a calculation.

    Attributes:
        start: offset of the first wrong character in the calculation.
        end: offset after the last wrong character.
        message: what is wrong, in one line.
        remedy: how to fix it.
        readable: True when the calculation can be read but its result is wrong; False when it cannot be read.
    """

    start: int
    end: int
    message: str
    remedy: str
    readable: bool = False


@dataclass(frozen=True)
class WrittenNumber:
    """A number in a calculation.

    Attributes:
        start: offset of its first character in the calculation.
        end: offset after its last character, without its unit in words.
        amount: the number with its scale; of `56 %` it is 56.
        percent: whether it is a percentage.
        whole: whether it is written without decimals and without a unit in words.
        role: what is done with it: `factor`, `divisor`, `mean` (the number of terms of the sum that it divides),
            `dividend`, `minuend`, `term`, `offset` (one side of a sum whose other side is a product or a quotient),
            `addend` (added to a sum or difference of two numbers), or empty.
        named: its unit as it is written, with the sign of a currency first: `people`, `$`, `kg`; empty for none.
    """

    start: int
    end: int
    amount: Fraction
    percent: bool = False
    whole: bool = False
    role: str = ""
    named: str = ""


@dataclass(frozen=True)
class Calculation:
    """A calculation, read and calculated.

    Attributes:
        fault: what is wrong with it; None when its result is right.
        operands: the numbers that need evidence, in reading order: all but results and what equals an earlier step.
        results: the numbers that the calculation yields, in reading order.
        rough: those of them that are only near the exact value, after `≈`.
    """

    fault: CalculationFault | None
    operands: tuple[WrittenNumber, ...] = ()
    results: tuple[WrittenNumber, ...] = ()
    rough: tuple[WrittenNumber, ...] = ()
