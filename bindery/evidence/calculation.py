"""The reckoning behind a figure, `(1524 - 980) / 980 = 56 %`, read and done again in exact fractions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import floor

from bindery.text.number_words import SCALE, SCALES
from bindery.text.numerals import DIGITS, PERCENT, SHORT

LONGEST = 500  # characters of a calculation
DEEPEST = 30  # parentheses within each other
_LARGEST = 40  # digits of a number
_ABOUT = Fraction(1, 20)  # how far off a result may be that is said to be about right

_TOKEN = re.compile(
    rf"\s*(?:(?P<number>(?P<money>[$£€]|Rs\.?\s?)?(?P<digits>{DIGITS}))|(?P<percent>{PERCENT}|percentage points?\b)"
    rf"|(?P<times>[x×](?![^\W\d]))|(?P<scale>(?i:{SCALE})\b|(?<=\d)(?i:{'|'.join(SHORT)})\b)"
    r"|(?P<word>[^\W\d]+(?:-[^\W\d]+)*)|(?P<sign>[-+*/=≈()−–·⋅÷∕]))"
)
_SIGNS = {"−": "-", "–": "-", "×": "*", "x": "*", "·": "*", "⋅": "*", "÷": "/", "∕": "/"}
_NEARLY = frozenset({"about", "around", "roughly", "approximately", "nearly", "almost", "some"})
_ONES = {"people": "person", "men": "man", "women": "woman", "children": "child"}

_EXAMPLE = "write it as in `(1524 - 980) / 980 = 56 %`"

Unit = dict[str, int]


@dataclass(frozen=True)
class CalculationFault:
    """What is wrong with a calculation.

    Attributes:
        start: offset of the first character that is wrong.
        end: offset after the last.
        message: what is wrong, one line.
        remedy: how to put it right.
        readable: whether it could be read, and comes to something else than it says.
    """

    start: int
    end: int
    message: str
    remedy: str
    readable: bool = False


class _Unreadable(Exception):  # noqa: N818  it is the author's, and becomes a fault
    def __init__(self, start: int, end: int, message: str, remedy: str = _EXAMPLE) -> None:
        super().__init__(message)
        self.fault = CalculationFault(start, end, message, remedy)


@dataclass(frozen=True)
class _Token:
    """A piece of a calculation; its kind is `number`, `percent`, `scale`, `word`, `about`, `sign` or `end`."""

    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Value:
    """What a part of a calculation comes to.

    Attributes:
        amount: the number, a percentage as its hundredths.
        unit: what is counted, each with its power.
        decimals: of a number that stands alone, how many are written; or None.
        scale: what its digits are multiplied by: a million, or a hundredth for `%`.
        suffix: what is written behind its digits.
    """

    amount: Fraction
    unit: Unit = field(default_factory=dict)
    decimals: int | None = None
    scale: Fraction = Fraction(1)
    suffix: str = ""


def check_calculation(text: str) -> CalculationFault | None:
    """What is wrong with a calculation; None when it comes to what it says."""
    if len(text) > LONGEST:
        message = f"the calculation has {len(text):,} characters; {LONGEST} are the most"
        return CalculationFault(
            LONGEST, LONGEST + 1, message, "give one step of it, and the rest in the claim's note"
        )
    try:
        return _Reckoner(text).fault()
    except _Unreadable as stopped:
        return stopped.fault


def _tokens(text: str) -> Iterator[_Token]:
    at = 0
    while at < len(text) and text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise _Unreadable(at, at + 1, f"`{text[at]}` has no place in a calculation")
        kind = next(kind for kind in ("number", "percent", "times", "scale", "word", "sign") if match[kind])
        said = match[kind]
        if kind in ("times", "sign"):
            kind, said = "sign", _SIGNS.get(said, said)
        elif kind == "word" and said.lower() in _NEARLY:
            kind = "about"
        yield _Token(kind, said, match.end() - len(match[0].lstrip()), match.end())
        at = match.end()


class _Reckoner:
    """Reads a calculation from left to right, and reckons as it goes."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        start = self.tokens[-1].start if self.tokens else 0
        self.end = _Token("end", "", start, max(len(text), 1))
        self.at = self.depth = 0
        self.said: dict[str, str] = {}  # each unit as it was written last

    @property
    def next(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else self.end

    def take(self, *signs: str) -> _Token | None:
        """The next token, and goes on behind it, if it is one of these signs."""
        token = self.next
        if token.kind != "sign" or token.text not in signs:
            return None
        self.at += 1
        return token

    def fault(self) -> CalculationFault | None:
        """The first result that is not what the first side comes to."""
        value = self.sum()
        if self.next.text not in ("=", "≈"):
            raise self.unexpected("an operator or `=`")
        while sign := self.take("=", "≈"):
            about = sign.text == "≈"
            if self.next.kind == "about":
                self.at, about = self.at + 1, True
            start = self.next.start
            result = self.sum()
            end = self.tokens[self.at - 1].end
            if not _agree(value, result, about=about):
                right = self.written(value, result)
                message = f"this comes to {right}, not {self.text[start:end]}"
                remedy = f"write `{sign.text} {right}`, or correct what stands before it"
                return CalculationFault(start, end, message, remedy, readable=True)
        if self.next is not self.end:
            raise self.unexpected("an operator or the end")
        return None

    def sum(self) -> _Value:
        start, value = self.next.start, self.product()
        while sign := self.take("+", "-"):
            other = self.product()
            if value.unit != other.unit:
                place = start, self.tokens[self.at - 1].end
                message = f"one side is in {self.name(value.unit)} and the other in {self.name(other.unit)}"
                raise _Unreadable(*place, message, f"give both sides of `{sign.text}` the same unit")
            swap = 1 if sign.text == "+" else -1
            value = _Value(value.amount + swap * other.amount, value.unit)
        return value

    def product(self) -> _Value:
        value = self.signed()
        while sign := self.take("*", "/"):
            start, other = self.next.start, self.signed()
            if sign.text == "/" and not other.amount:
                end = self.tokens[self.at - 1].end
                raise _Unreadable(
                    start, end, "nothing can be divided by zero", "correct this side of the division"
                )
            swap = 1 if sign.text == "*" else -1
            unit = {
                name: value.unit.get(name, 0) + swap * other.unit.get(name, 0)
                for name in value.unit | other.unit
            }
            amount = value.amount * other.amount if swap > 0 else value.amount / other.amount
            value = _Value(amount, {name: power for name, power in unit.items() if power})
        return value

    def signed(self) -> _Value:
        swap = 1
        while sign := self.take("-", "+"):
            swap *= -1 if sign.text == "-" else 1
        value = self.part()
        return replace(value, amount=swap * value.amount)

    def part(self) -> _Value:
        """A number, or a sum in parentheses."""
        if opened := self.take("("):
            self.depth += 1
            if self.depth > DEEPEST:
                message = f"parentheses lie more than {DEEPEST} deep"
                raise _Unreadable(opened.start, opened.end, message, "leave out those that change nothing")
            value = self.sum()
            if not self.take(")"):
                raise self.unexpected("an operator or `)`")
            self.depth -= 1
            return replace(value, decimals=None)
        if self.next.kind != "number":
            raise self.unexpected("a number or `(`")
        return self.number()

    def number(self) -> _Value:
        token, scale = self.next, Fraction(1)
        self.at += 1
        money = next((sign for sign in ("$", "£", "€", "Rs") if token.text.startswith(sign)), "")
        written = re.sub(r"[^\d.]", "", token.text.removeprefix("Rs."))
        if len(written) > _LARGEST:
            message = f"the number has {len(written)} digits; {_LARGEST} are the most"
            raise _Unreadable(token.start, token.end, message, "round it")
        while self.next.kind == "scale":
            scale *= (SCALES | SHORT)[self.next.text.lower()]
            self.at += 1
        if self.next.kind == "percent":
            scale /= 100
            self.at += 1
        unit = self.words() | ({money: 1} if money else {})
        suffix = self.text[token.end : self.tokens[self.at - 1].end]
        return _Value(Fraction(written) * scale, unit, len(written.partition(".")[2]), scale, suffix)

    def words(self) -> Unit:
        """The unit in words: `people`, `square km`, `people per day`, `person-days`."""
        powers: Unit = {}
        swap, names = 1, [""]
        while self.next.kind == "word":
            word = self.next.text.lower()
            self.at += 1
            if word == "per":
                powers |= dict.fromkeys(names, swap)
                swap, names = -1, [""]
                continue
            self.said |= {_one(part): part for part in word.split("-")}
            first, *others = (_one(part) for part in word.split("-"))
            names = [*names[:-1], f"{names[-1]} {first}".strip(), *others]
        powers |= dict.fromkeys(names, swap)
        return {name: power for name, power in powers.items() if name}

    def name(self, unit: Unit) -> str:
        """A unit as a message says it."""
        said = {name: " ".join(self.said.get(word, word) for word in name.split()) for name in unit}
        above, below = ("-".join(said[name] for name in unit if unit[name] * swap > 0) for swap in (1, -1))
        return (f"{above} per {below}".strip() if below else above) or "no unit"

    def written(self, value: _Value, result: _Value) -> str:
        """The value as the result should say it: in its unit, with one decimal more where that says more."""
        if not _alike(value, result):
            return f"{_number(value.amount, 1)} {self.name(value.unit)}"
        return _number(value.amount / result.scale, (result.decimals or 0) + 1) + result.suffix

    def unexpected(self, wanted: str) -> _Unreadable:
        """What to say when something else is expected here."""
        there = self.next
        message = (
            f"`{there.text}` stands where {wanted} is expected"
            if there.text
            else f"{wanted} is expected at the end"
        )
        return _Unreadable(there.start, there.end, message)


def _one(word: str) -> str:
    """A unit in the singular, so that `1 day` and `2 days` have one unit."""
    return _ONES.get(word) or (word[:-1] if word.endswith("s") and not word.endswith("ss") else word)


def _alike(value: _Value, result: _Value) -> bool:
    """Whether a result has the unit of the value; one may be left out, but people are no percentage."""
    return not value.unit or value.unit == result.unit or not (result.unit or result.scale < 1)


def _agree(value: _Value, result: _Value, *, about: bool) -> bool:
    """Whether a result is the value, rounded to as many decimals as it is written with."""
    if not _alike(value, result):
        return False
    if about:
        return abs(value.amount - result.amount) <= abs(value.amount) * _ABOUT
    if result.decimals is None:
        return value.amount == result.amount
    steps = 10**result.decimals / result.scale
    exact, said = value.amount * steps, result.amount * steps
    up = floor(abs(exact) + Fraction(1, 2)) * (1 if exact > 0 else -1)
    return said in (up, round(exact))


def _number(amount: Fraction, decimals: int) -> str:
    digits = round(abs(amount) * 10**decimals)
    whole, rest = divmod(digits, 10**decimals)
    point = f"{rest:0{decimals}}".rstrip("0")
    return f"{'−' if amount < 0 else ''}{whole:,}{'.' if point else ''}{point}"
