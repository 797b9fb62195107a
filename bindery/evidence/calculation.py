"""Checks a calculation that an author wrote, such as `(1524 - 980) / 980 = 56 %`, in exact fractions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from math import floor

from bindery.evidence.calculation_result import Calculation, CalculationFault, WrittenNumber
from bindery.text.number_words import SCALE, SCALES, SHORT
from bindery.text.numerals import DIGITS
from bindery.text.units_beside import percent_words

LONGEST = 500  # characters of a calculation
DEEPEST = 30  # levels of nested parentheses
_MOST_DIGITS = 40  # of a number
_WHOLE = 100  # per cent
_ABOUT = Fraction(1, 20)  # how far an approximate result may be from the exact one, as a share of it

_SIGNS = {"−": "-", "–": "-", "×": "*", "x": "*", "·": "*", "⋅": "*", "÷": "/", "∕": "/"}
_NEARLY = frozenset({"about", "around", "roughly", "approximately", "nearly", "almost", "some"})
_SINGULARS = {"people": "person", "men": "man", "women": "woman", "children": "child"}

_EXAMPLE = "write it as in `(1524 - 980) / 980 = 56 %`"
_MARKS = "write decimals with a point, as in `2.5`, and a comma only between thousands, as in `1,500`"
_STEPS = "write one step after the other, as in `(2 + 4) / 2 = 6 / 2 = 3`"

Unit = dict[str, int]


@cache
def _token() -> re.Pattern[str]:
    """Matches a piece of a calculation."""
    return re.compile(
        rf"\s*(?:(?P<number>(?P<money>[$£€]|Rs\.?\s?)?(?P<digits>{DIGITS}))|(?P<percent>{percent_words()}|percentage points?\b)"
        rf"|(?P<times>[x×](?![^\W\d]))|(?P<scale>(?i:{SCALE})\b|(?<=\d)(?i:{'|'.join(SHORT)})\b)"
        r"|(?P<word>[^\W\d]+(?:-[^\W\d]+)*)|(?P<sign>[-+*/=≈()−–·⋅÷∕]))"
    )


class _UnreadableError(Exception):
    """The calculation cannot be read; `fault` says why."""

    def __init__(self, start: int, end: int, message: str, remedy: str = _EXAMPLE) -> None:
        super().__init__(message)
        self.fault = CalculationFault(start, end, message, remedy)


@dataclass(frozen=True)
class _Token:
    """A piece of a calculation.

    Attributes:
        kind: `number`, `percent`, `scale` (such as `million`), `word`, `about`, `sign` (an operator, a parenthesis
            or `=`), or `end`.
        text: its characters; other forms of an operator are replaced by the plain one, such as `×` by `*`.
        start: offset of its first character.
        end: offset after its last character.
    """

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Value:
    """The value of a part of a calculation.

    Attributes:
        amount: the number; 56 % is 0.56.
        unit: each unit with its power: people per day is `{"person": 1, "day": -1}`.
        decimals: for a single number, how many decimals are written; None for anything else.
        scale: what the written digits are multiplied by: a million, or a hundredth for `%`.
        suffix: the text after the digits of a single number, such as ` %`.
        written: index of the number that it is, among all numbers of the calculation; None for anything calculated.
        terms: of how many terms it is the sum.
    """

    amount: Fraction
    unit: Unit = field(default_factory=dict)
    decimals: int | None = None
    scale: Fraction = Fraction(1)
    suffix: str = ""
    written: int | None = None
    terms: int = 1


def check_calculation(text: str) -> CalculationFault | None:
    """The first fault of a calculation; None when its result is right. See `read_calculation`."""
    return read_calculation(text).fault


def read_calculation(text: str) -> Calculation:
    """Reads a calculation, and calculates it.

    A result is right when it is the exact value rounded to as many decimals as are written, half up or half to even.

    Args:
        text: the calculation as the author wrote it.
    """
    if len(text) > LONGEST:
        message = f"the calculation has {len(text):,} characters; the limit is {LONGEST}"
        remedy = "give one step here, and the rest in the claim's note"
        return Calculation(CalculationFault(LONGEST, LONGEST + 1, message, remedy))
    try:
        calculator = _Calculator(text)
        if fault := calculator.fault():
            return Calculation(fault)
    except _UnreadableError as stopped:
        return Calculation(stopped.fault)
    results = tuple(calculator.results())
    rough = tuple(number for number in results if number.start in calculator.rough)
    return Calculation(None, tuple(calculator.operands()), results, rough)


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text) and text[at:].strip():
        match = _token().match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            remedy = _MARKS if text[at] == "," else _STEPS if text[at] == ";" else _EXAMPLE
            raise _UnreadableError(at, at + 1, f"`{text[at]}` is not allowed in a calculation", remedy)
        kind = next(kind for kind in ("number", "percent", "times", "scale", "word", "sign") if match[kind])
        written = match[kind]
        if kind in ("times", "sign"):
            kind, written = "sign", _SIGNS.get(written, written)
        elif kind == "word" and written.lower() in _NEARLY:
            kind = "about"
        yield _Token(kind, written, match.end() - len(match[0].lstrip()), match.end())
        at = match.end()


class _Calculator:
    """Reads a calculation from left to right and calculates at the same time, by recursive descent.

    Each method reads one part of the grammar from the next token on:

        calculation: sum, then one or more of `=` or `≈`, perhaps `about`, and sum
        sum:         product, then any number of `+` or `-` and product
        product:     signed, then any number of `*` or `/` and signed
        signed:      any number of `-` or `+`, then part
        part:        number, or a sum in parentheses
        number:      digits, perhaps a scale, perhaps `%`, perhaps a unit in words
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        start = self.tokens[-1].start if self.tokens else 0
        self.end = _Token("end", "", start, max(len(text), 1))
        self.at = 0  # index of the next token
        self.depth = 0  # of the parentheses that are open
        self.spelling: dict[str, str] = {}  # each unit in the singular, and as it was written last
        self.numbers: list[WrittenNumber] = []
        self.step_starts: list[int] = []  # for each side of an equals sign, the index of its first number
        self.rough: set[int] = set()  # where results begin that are only near the exact value
        self.made: list[list[Fraction]] = []  # for each side of an equals sign, the value of each part of it

    @property
    def next(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else self.end

    def take(self, *signs: str) -> _Token | None:
        """Takes the next token if it is one of these signs; otherwise returns None."""
        token = self.next
        if token.kind != "sign" or token.text not in signs:
            return None
        self.at += 1
        return token

    def fault(self) -> CalculationFault | None:
        """The first result that differs from the left-hand side; None when all are right."""
        value = self.side()
        if self.next.text not in ("=", "≈"):
            raise self.unexpected("an operator or `=`")
        while sign := self.take("=", "≈"):
            about = sign.text == "≈"
            if self.next.kind == "about":
                self.at, about = self.at + 1, True
            start = self.next.start
            result = self.side()
            end = self.tokens[self.at - 1].end
            if not _agree(value, result, about=about):
                right = self.written(value, result)
                message = f"the result is {right}, not {self.text[start:end]}"
                remedy = f"write `{sign.text} {right}`, or correct what is before `{sign.text}`"
                return CalculationFault(start, end, message, remedy, readable=True)
            if about and not _agree(value, result, about=False):
                self.rough.add(start)
        if self.next is not self.end:
            raise self.unexpected("an operator or the end")
        return None

    def side(self) -> _Value:
        """One side of an equals sign."""
        self.step_starts.append(len(self.numbers))
        self.made.append([])
        return self.sum()

    def operands(self) -> Iterator[WrittenNumber]:
        """The numbers that no earlier step gives: those of the first side, and what is new in the others."""
        for number, side in self._sides():
            earlier = [amount for made in self.made[:side] for amount in made]
            known = {other.amount for other, place in self._sides() if place < side}
            if side and (self._is_result(number, side) or number.amount in known):
                continue
            if not (side and any(_rounds_to(amount, number) for amount in earlier)):
                yield number

    def results(self) -> Iterator[WrittenNumber]:
        """The numbers that stand alone on a side after an equals sign."""
        yield from (number for number, side in self._sides() if side and self._is_result(number, side))

    def _sides(self) -> Iterator[tuple[WrittenNumber, int]]:
        for index, number in enumerate(self.numbers):
            yield number, sum(1 for start in self.step_starts if start <= index) - 1

    def _is_result(self, number: WrittenNumber, side: int) -> bool:
        """Whether a number stands alone on its side, so that it is what the side before gives."""
        return not number.role and not self.made[side]

    def play(self, role: str, value: _Value) -> None:
        """Records what is done with a number, if the value is a written number."""
        if value.written is not None:
            self.numbers[value.written] = replace(self.numbers[value.written], role=role)

    def sum(self) -> _Value:
        start, value = self.next.start, self.product()
        while sign := self.take("+", "-"):
            other = self.product()
            if value.unit != other.unit:
                place = start, self.tokens[self.at - 1].end
                message = f"the units differ: {self.name(value.unit)} and {self.name(other.unit)}"
                raise _UnreadableError(*place, message, f"write both sides of `{sign.text}` in the same unit")
            factor = 1 if sign.text == "+" else -1
            calculated = value.written is None
            counted = calculated and factor > 0 and value.terms == len(("first", "last"))
            self.play("offset" if calculated and value.terms == 1 else "addend" if counted else "term", other)
            offset = other.written is None and other.terms == 1
            self.play("offset" if offset else "minuend" if factor < 0 else "term", value)
            value = _Value(value.amount + factor * other.amount, value.unit, terms=value.terms + 1)
            self.made[-1].append(value.amount)
        return value

    def product(self) -> _Value:
        value = self.signed()
        while sign := self.take("*", "/"):
            start, other = self.next.start, self.signed()
            if sign.text == "/" and not other.amount:
                end = self.tokens[self.at - 1].end
                raise _UnreadableError(start, end, "this divides by zero", "correct the number after the `/`")
            power = 1 if sign.text == "*" else -1
            mean = value.terms > 1 and other.amount == value.terms
            self.play("factor" if power > 0 else "mean" if mean else "divisor", other)
            self.play("factor" if power > 0 else "dividend", value)
            unit = {
                name: value.unit.get(name, 0) + power * other.unit.get(name, 0)
                for name in value.unit | other.unit
            }
            amount = value.amount * other.amount if power > 0 else value.amount / other.amount
            value = _Value(amount, {name: total for name, total in unit.items() if total})
            self.made[-1].append(amount)
        return value

    def signed(self) -> _Value:
        factor = 1
        while sign := self.take("-", "+"):
            factor *= -1 if sign.text == "-" else 1
        value = self.part()
        return replace(value, amount=factor * value.amount)

    def part(self) -> _Value:
        """A number, or a sum in parentheses."""
        if opened := self.take("("):
            self.depth += 1
            if self.depth > DEEPEST:
                message = f"parentheses are nested more than {DEEPEST} deep"
                raise _UnreadableError(opened.start, opened.end, message, "remove those that change nothing")
            value = self.sum()
            if not self.take(")"):
                raise self.unexpected("an operator or `)`")
            self.depth -= 1
            return replace(value, decimals=None)
        if self.next.kind != "number":
            raise self.unexpected("a number or `(`")
        return self.number()

    def number(self) -> _Value:
        token, scale, percent = self.next, Fraction(1), False
        self.at += 1
        money = next((sign for sign in ("$", "£", "€", "Rs") if token.text.startswith(sign)), "")
        written = re.sub(r"[^\d.]", "", token.text.removeprefix("Rs."))
        if len(written) > _MOST_DIGITS:
            message = f"the number has {len(written)} digits; the limit is {_MOST_DIGITS}"
            raise _UnreadableError(token.start, token.end, message, "round it")
        while self.next.kind == "scale":
            scale *= (SCALES | SHORT)[self.next.text.lower()]
            self.at += 1
        amount, end = Fraction(written) * scale, self.tokens[self.at - 1].end
        if self.next.kind == "percent":
            scale, percent, end = scale / 100, True, self.next.end
            self.at += 1
        unit = self.words() | ({money: 1} if money else {})
        suffix = self.text[token.end : self.tokens[self.at - 1].end]
        whole = "." not in written and not unit
        named = "" if percent else f"{money} {self._named_from(end)}".strip()
        self.numbers.append(WrittenNumber(token.start, end, amount, percent, whole, named=named))
        decimals = len(written.partition(".")[2])
        return _Value(Fraction(written) * scale, unit, decimals, scale, suffix, len(self.numbers) - 1)

    def _named_from(self, start: int) -> str:
        """The unit in words that has been read from an offset on."""
        return self.text[start : max(start, self.tokens[self.at - 1].end)].strip()

    def words(self) -> Unit:
        """The unit in words: `people`, `square km`, `people per day`, `person-days`."""
        powers: Unit = {}
        power, names = 1, [""]  # after `per` the power is -1; names are those of units joined by hyphens
        while self.next.kind == "word":
            word = self.next.text.lower()
            self.at += 1
            if word == "per":
                powers |= dict.fromkeys(names, power)
                power, names = -1, [""]
                continue
            self.spelling |= {_singular(part): part for part in word.split("-")}
            first, *others = (_singular(part) for part in word.split("-"))
            names = [*names[:-1], f"{names[-1]} {first}".strip(), *others]
        powers |= dict.fromkeys(names, power)
        return {name: power for name, power in powers.items() if name}

    def name(self, unit: Unit) -> str:
        """A unit in words for a message: `people per day`."""
        written = {name: " ".join(self.spelling.get(word, word) for word in name.split()) for name in unit}
        above, below = ("-".join(written[name] for name in unit if unit[name] * side > 0) for side in (1, -1))
        return (f"{above} per {below}".strip() if below else above) or "no unit"

    def written(self, value: _Value, result: _Value) -> str:
        """The value as the result should be written: in its unit, and with one more decimal than it has."""
        if not _same_unit(value, result):
            return f"{_number(value.amount, 1)} {self.name(value.unit)}"
        return _number(value.amount / result.scale, (result.decimals or 0) + 1) + result.suffix

    def unexpected(self, wanted: str) -> _UnreadableError:
        """The error that the next token is not what the grammar allows here, which is `wanted`."""
        token = self.next
        found = f", found `{token.text}`" if token.text else " at the end"
        return _UnreadableError(token.start, token.end, f"expected {wanted}{found}")


def _singular(word: str) -> str:
    """A unit in the singular, so that `1 day` and `2 days` have the same unit."""
    return _SINGULARS.get(word) or (word[:-1] if word.endswith("s") and not word.endswith("ss") else word)


def _same_unit(value: _Value, result: _Value) -> bool:
    """Whether a result has the unit of the value; it may leave the unit out, but people cannot be a percentage."""
    return not value.unit or value.unit == result.unit or not (result.unit or result.scale < 1)


def _agree(value: _Value, result: _Value, *, about: bool) -> bool:
    """Whether a result is right: the value rounded to the decimals of the result, or near it if `about`."""
    if not _same_unit(value, result):
        return False
    if about:
        return abs(value.amount - result.amount) <= abs(value.amount) * _ABOUT
    if result.decimals is None:
        return value.amount == result.amount
    steps = 10**result.decimals / result.scale
    exact, written = value.amount * steps, result.amount * steps
    half_up = floor(abs(exact) + Fraction(1, 2)) * (1 if exact > 0 else -1)
    return written in (half_up, round(exact))  # round() takes half to even


def _rounds_to(amount: Fraction, number: WrittenNumber) -> bool:
    """Whether a written number is the value of an earlier step; 0.5 may be written as 50 %."""
    return number.amount == amount * (_WHOLE if number.percent else 1)


def _number(amount: Fraction, decimals: int) -> str:
    """A number in digits, with at most so many decimals."""
    digits = round(abs(amount) * 10**decimals)
    whole, rest = divmod(digits, 10**decimals)
    point = f"{rest:0{decimals}}".rstrip("0")
    return f"{'−' if amount < 0 else ''}{whole:,}{'.' if point else ''}{point}"
