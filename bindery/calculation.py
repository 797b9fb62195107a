"""The reckoning behind a figure, `(1524 - 980) / 980 = 56 %`, read and done again in exact fractions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from bindery.numerals import DIGITS, PERCENT, SHORT
from bindery.words import SCALE, SCALES

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
_ONES = {"people": "person", "men": "man", "women": "woman", "children": "child", "deaths": "death"}

Unit = dict[str, int]


@dataclass(frozen=True)
class Fault:
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


class _Unreadable(Exception):  # noqa: N818  it is no error of ours
    def __init__(self, token: _Token, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.fault = Fault(token.start, token.end, message, remedy or _EXAMPLE)


_EXAMPLE = "write it as in `(1524 - 980) / 980 = 56 %`"


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class _Value:
    """A number with its unit, and how it was written when it is a number alone."""

    amount: Fraction
    unit: Unit = field(default_factory=dict)
    decimals: int | None = None
    scale: Fraction = Fraction(1)
    percent: bool = False


def check(text: str) -> Fault | None:
    """What is wrong with a calculation; None when it comes to what it says."""
    if len(text) > LONGEST:
        message = f"the calculation has {len(text):,} characters; {LONGEST} are the most"
        return Fault(LONGEST, LONGEST + 1, message, "give one step of it, and the rest in the claim's note")
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
            raise _Unreadable(_Token("", text[at], at, at + 1), f"`{text[at]}` has no place in a calculation")
        kind = next(kind for kind in ("number", "percent", "times", "scale", "word", "sign") if match[kind])
        said = match[kind]
        if kind == "times" or said in _SIGNS:
            kind, said = "sign", _SIGNS[said]
        elif kind == "word" and said.lower() in _NEARLY:
            kind = "about"
        yield _Token(kind, said, match.end() - len(match[0].lstrip()), match.end())
        at = match.end()


class _Reckoner:
    """Reads a calculation from left to right, and reckons as it goes."""

    def __init__(self, text: str) -> None:
        self.tokens = list(_tokens(text))
        end = max(len(text), 1)
        last = self.tokens[-1].start if self.tokens else 0
        self.end = _Token("", "the end", last, end)
        self.at = 0
        self.depth = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else self.end

    def take(self, *texts: str) -> _Token | None:
        """The next token if it is one of these signs, and goes on."""
        token = self.next
        if token.kind != "sign" or token.text not in texts:
            return None
        self.at += 1
        return token

    def fault(self) -> Fault | None:
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
                right = _written(value, result)
                message = f"this comes to {right}, not {_say(result)}"
                return Fault(start, end, message, f"write `= {right}`, or correct what stands before it", readable=True)
        if self.next is not self.end:
            raise self.unexpected("an operator or the end")
        return None

    def sum(self) -> _Value:
        value, first = self.product(), self.at
        while sign := self.take("+", "-"):
            other = self.product()
            if value.unit != other.unit:
                wrong = self.tokens[self.at - 1]
                both = f"{_unit(value.unit)} and {_unit(other.unit)}"
                raise _Unreadable(
                    _Token("", "", self.tokens[first].end, wrong.end),
                    f"{both} cannot be {'added' if sign.text == '+' else 'subtracted'}",
                    "give both sides of + and - the same unit",
                )
            amount = value.amount + other.amount if sign.text == "+" else value.amount - other.amount
            value = _Value(amount, value.unit, percent=value.percent and other.percent)
        return value

    def product(self) -> _Value:
        value = self.signed()
        while sign := self.take("*", "/"):
            begin, other = self.next.start, self.signed()
            if sign.text == "/" and not other.amount:
                place = _Token("", "", begin, self.tokens[self.at - 1].end)
                raise _Unreadable(place, "this comes to 0, and nothing can be divided by 0", "correct the divisor")
            turn = 1 if sign.text == "*" else -1
            unit = Counter(value.unit)
            for name, power in other.unit.items():
                unit[name] += turn * power
            amount = value.amount * other.amount if turn > 0 else value.amount / other.amount
            value = _Value(amount, {name: power for name, power in unit.items() if power})
        return value

    def signed(self) -> _Value:
        turns = 1
        while sign := self.take("-", "+"):
            turns *= -1 if sign.text == "-" else 1
        value = self.atom()
        return value if turns > 0 else _Value(-value.amount, value.unit, value.decimals, value.scale, value.percent)

    def atom(self) -> _Value:
        if opened := self.take("("):
            self.depth += 1
            if self.depth > DEEPEST:
                raise _Unreadable(opened, f"parentheses lie more than {DEEPEST} deep", "leave out those that do nothing")
            value = self.sum()
            if not self.take(")"):
                raise self.unexpected("an operator or `)`")
            self.depth -= 1
            return value
        if self.next.kind != "number":
            raise self.unexpected("a number or `(`")
        return self.number()

    def number(self) -> _Value:
        token = self.next
        self.at += 1
        written = re.sub(r"[^\d.]", "", token.text.removeprefix("Rs."))
        if len(written) > _LARGEST:
            raise _Unreadable(token, f"the number has {len(written)} digits; {_LARGEST} are the most")
        unit: Unit = {token.text[0]: 1} if token.text[0] in "$£€R" else {}
        scale = Fraction(1)
        while self.next.kind == "scale":
            scale *= SCALES.get(self.next.text.lower()) or SHORT[self.next.text.lower()]
            self.at += 1
        percent = self.next.kind == "percent"
        if percent:
            scale /= 100
            self.at += 1
        unit |= self.words()
        decimals = len(written.partition(".")[2])
        return _Value(Fraction(written) * scale, unit, decimals, scale, percent)

    def words(self) -> Unit:
        """The unit in words: `people`, `people per day`, `person-days`, `square km`."""
        unit: Counter[str] = Counter()
        power, name = 1, ""
        while self.next.kind in ("word", "about") and self.next.kind == "word":
            word = self.next.text.lower()
            self.at += 1
            if word == "per":
                unit[name] += power
                power, name = -1, ""
                continue
            name = f"{name} {_one(word)}".strip()
        unit[name] += power
        return {name: power for name, power in unit.items() if name and power}

    def unexpected(self, wanted: str) -> _Unreadable:
        return _Unreadable(self.next, f"{self.next.text if self.next is self.end else f'`{self.next.text}`'} stands here, where {wanted} is expected")


def _one(word: str) -> str:
    """A unit in the singular, so that `1 day` and `2 days` are of one unit."""
    return _ONES.get(word) or (word[:-1] if word.endswith("s") and not word.endswith("ss") else word)
