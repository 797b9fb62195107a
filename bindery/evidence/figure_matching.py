"""Which figure of a source carries which figure of a statement: the same number, date or version, with its bound."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from fractions import Fraction
from functools import cached_property

from bindery.text import units
from bindery.text.dates import Day
from bindery.text.figure import ORDINAL, Figure
from bindery.text.figure_words import figure_words
from bindery.text.money import CENT, MONEY
from bindery.text.number_changes import NumberChange, agree
from bindery.text.spoken_times import clock_key, same_time

_ABOUT = 20  # `about 300` allows for a twentieth more or less
_FAR = 2  # `more than 100` does not fit a figure of twice as much or more
_TIMES = frozenset({"year", "month", "week", "day", "hour", "minute"})  # `over ten years` may mean throughout
_THINGS = re.compile(
    r"(?!times|days|weeks|months|years|hours|minutes|decades|terms|points)[^\W\d_]{3,}s|people|men|women|children"
)
_MONEY = frozenset(MONEY.values())
_SMALL = 10  # numbers below this occur everywhere
_UNTIL = re.compile(r"(?:до|do|tot|hasta|até|fino a|ate)\s")  # what something rose or fell to is no limit
_THAN_THAT = re.compile(r"(?!more|less|fewer|greater)[a-z]+er than\s")  # `faster than 3.11`, which is a name
_STEM = 4  # letters of a word that are compared
_FEW_DIGITS = 2  # a number with more digits before its zeros is not rounded
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_UPWARDS = ("over", "at least")
_DOWNWARDS = ("under", "at most")
_IMPLIED_BY = {  # the bounds of a source that support a bound of a statement in full
    "": ("",),
    "at least": ("", "at least", "over"),
    "at most": ("", "at most", "under"),
    "about": ("", "about"),
}


_COMPLEMENTS = {
    ("at most", "over"),
    ("at least", "under"),
}  # `21 are 60 or younger` for `17 of the 38 are over 60`
_AGE = re.compile(r"(?i)or over|or older|younger|older|under the age|aged|歳|岁|年龄")
_QUARTERS = ("first quarter", "second quarter", "third quarter", "fourth quarter")
_PARTS = (
    ("early", "mid", "late"),
    ("spring", "summer", "autumn", "winter"),
    ("first half", "second half"),
    _QUARTERS,
)
_FAR_APART = (
    {"early", "second half"},
    {"early", "fourth quarter"},
    {"early", "autumn"},
    {"late", "first half"},
    {"late", "first quarter"},
    {"late", "spring"},
)


class Fit(IntEnum):
    """How well a figure of a source carries a figure of a statement."""

    NONE = 0
    WITHOUT_BOUND = 1  # the number is the same, but the statement lacks the source's `at least` or `about`
    FULL = 2


@dataclass(frozen=True)
class Carrier:
    """A figure in something that a statement cites.

    Attributes:
        figure: the figure; its offsets are 0.
        kind: how it carries: `quoted`, `cell`, `dataset`, `computed`, `stated` (in a claim), `dated` or `titled`.
        year: the year of the text that has it; None when unknown. It completes dates such as `12 October`.
        source: id of the source; empty when it is not from one.
        place: id of the claim, event or dataset that has it; empty for none.
        words: the words that have it: a quotation, a calculation.
        working: how software worked it out from figures of these words; may be empty.
    """

    figure: Figure
    kind: str = "quoted"
    year: int | None = None
    source: str = ""
    place: str = ""
    words: str = ""
    working: str = ""


@dataclass(frozen=True)
class Support:
    """The carrier that was found for a figure, and how well it fits."""

    carrier: Carrier
    fit: Fit


class FigureIndex:
    """Figures that can be searched by their number, spelling or date.

    Args:
        carriers: the figures, the best first.
    """

    def __init__(self, carriers: Iterable[Carrier]) -> None:
        unplaced = (replace(c, figure=replace(c.figure, start=0, end=0)) for c in carriers)
        self.carriers = tuple(dict.fromkeys(unplaced))

    @cached_property
    def by_key(self) -> dict[Fraction | str, list[Carrier]]:
        """The figures by their number and by their spelling, and all dates under `date`."""
        found: dict[Fraction | str, list[Carrier]] = {}
        for carrier in self.carriers:
            for key in _keys(carrier.figure):
                found.setdefault(key, []).append(carrier)
        return found

    @cached_property
    def by_quotation(self) -> dict[tuple[str, str], list[Carrier]]:
        """The figures of each quotation, by its source and words."""
        found: dict[tuple[str, str], list[Carrier]] = {}
        for carrier in self.carriers:
            if carrier.kind == "quoted" and carrier.words:
                found.setdefault((carrier.source, carrier.words), []).append(carrier)
        return found

    @cached_property
    def _numbers(self) -> list[Fraction]:
        return sorted(key for key in self.by_key if isinstance(key, Fraction))

    def find(self, wanted: Figure) -> Support | None:
        """What carries a figure, in any spelling, the best fit first; None when nothing does."""
        best: Support | None = None
        for carrier in self._near(wanted):
            fit = fit_of(carrier.figure, wanted, carrier.year)
            if fit == Fit.FULL:
                return Support(carrier, fit)
            if fit and best is None:
                best = Support(carrier, fit)
        return best

    def full(self, wanted: Figure) -> Iterator[Carrier]:
        """Everything that carries a figure in full."""
        for carrier in self._near(wanted):
            if fit_of(carrier.figure, wanted, carrier.year) == Fit.FULL:
                yield carrier

    def _denies(self, wanted: Figure) -> bool:
        """Whether a number is given with the opposite bound: `over 8` for `under 8`. Then no other number is within it."""
        opposite = _DOWNWARDS if wanted.bound in _UPWARDS else _UPWARDS if wanted.bound in _DOWNWARDS else ()
        same = self.by_key.get(wanted.value, ()) if opposite and wanted.value is not None else ()
        return any(c.figure.bound in opposite and _agree_in_unit(c.figure, wanted) for c in same)

    def _near(self, wanted: Figure) -> Iterator[Carrier]:
        """The figures that may carry another one, the equal ones first."""
        keys = _keys(wanted)
        if wanted.value is not None and not self._denies(wanted):
            keys += self._keys_near(wanted, wanted.value)
        return (carrier for key in dict.fromkeys(keys) for carrier in self.by_key.get(key, ()))

    def _keys_near(self, wanted: Figure, value: Fraction) -> Iterator[Fraction | str]:
        """The other keys of figures that may carry a number."""
        if wanted.below is not None:
            yield from self._between(value, wanted.below, last=False)
            yield from ["date"] if wanted.unit == "century" else []
        yield from _in_other_units(wanted.unit, value)
        scale = {"share": Fraction(100), "%": Fraction(1, 100)}.get(wanted.unit, Fraction(1))
        yield value * scale
        for one in {value, value * scale} if wanted.bound else ():
            low, high = sorted((one / _FAR, one * _FAR))
            yield from self._between(low, high, last=True)

    def _between(self, low: Fraction, high: Fraction, *, last: bool) -> list[Fraction]:
        """The numbers from one to another, with the last or without it."""
        end = (bisect_right if last else bisect_left)(self._numbers, high)
        return self._numbers[bisect_left(self._numbers, low) : end]


def _in_other_units(unit: str, value: Fraction) -> Iterator[Fraction]:
    """The same number in another unit: doubled is a growth of 100 per cent, and 85 cents are €0.85."""
    if unit in ("%", "times"):
        yield value / 100 + 1 if unit == "%" else (value - 1) * 100
    if unit == CENT or unit in _MONEY:
        yield value / 100 if unit == CENT else value * 100


def _keys(figure: Figure) -> list[Fraction | str]:
    """What a figure can be found by: its number, `date`, and how it is written."""
    keys: list[Fraction | str] = [] if figure.value is None else [figure.value]
    clock = clock_key(figure.token)
    return [
        *keys,
        *(["date"] if figure.day else []),
        *_spellings(figure.token),
        *([clock] if clock else []),
    ]


def _spellings(token: str) -> list[str]:
    """How else a version may be written, and the lines of versions that it belongs to: 1.0.0 as 1.0, 1.6.1 as 1.6.x."""
    if not token:
        return []
    parts = token.split(".")
    lines = [".".join([*parts[:n], "x"]) for n in range(1, len(parts))]
    return list(dict.fromkeys([token, token.removesuffix(".x"), _shortest(token), *lines]))


def _shortest(version: str) -> str:
    """A version with all but one of the zeros at its end left out: 1.0 for 1.0.0."""
    return re.sub(r"^(\d+\.\d+(?:\.\d+)*?)(?:\.0)+$", r"\1", version)


def _same_version(cited: str, wanted: str) -> bool:
    """Whether a version of a source is the wanted one or, for a line such as 1.x, belongs to it."""
    if not cited or not wanted:
        return False
    if wanted.endswith(".x"):
        return wanted in _spellings(cited) or cited == wanted.removesuffix(".x")
    return _shortest(cited.removesuffix(".x")) == _shortest(wanted)


def is_version(figure: Figure) -> bool:
    """Whether a figure is a version, a time or a ratio, which are compared as they are written."""
    return bool(figure.token) and figure.value is None


def figure_carries(cited: Figure, wanted: Figure, year: int | None = None) -> bool:
    """Whether a figure of a source has the number or date of a statement, whatever its bound. See `fit_of`."""
    return fit_of(cited, wanted, year) != Fit.NONE


def fit_of(cited: Figure, wanted: Figure, year: int | None = None) -> Fit:
    """How well a figure of a source supports a figure of a statement.

    Numbers, percentages and dates are compared, but not the things that are counted.

    Args:
        cited: the figure of the source.
        wanted: the figure of the statement.
        year: the year of the source, which completes a date such as `12 October`.
    """
    if wanted.day:
        return _date_fit(cited, wanted, year)
    if wanted.below is not None or cited.below is not None:
        return Fit.FULL if _rough_fits(cited, wanted) else Fit.NONE
    if same_time(cited.token, wanted.token):
        return Fit.FULL
    if is_version(wanted) or is_version(cited):
        return Fit.FULL if _same_version(cited.token, wanted.token) else Fit.NONE
    return _number_fit(_in_money_of(cited, wanted), _in_money_of(wanted, cited))


def _in_money_of(figure: Figure, other: Figure) -> Figure:
    """A number of cents in the money of the other figure: €0.85 for 85 cents; any other figure as it is."""
    if figure.unit != CENT or other.unit not in _MONEY or figure.value is None:
        return figure
    return replace(figure, value=figure.value / 100, unit=other.unit)


def _rough_fits(cited: Figure, wanted: Figure) -> bool:
    """Whether two figures agree of which one only gives a size. `Hundreds` supports `more than 100`, and no number."""
    if wanted.below is not None:
        return is_within(cited, wanted)
    upwards = wanted.bound in _UPWARDS and _agree_in_unit(cited, wanted)
    return upwards and wanted.value == cited.value


def _number_fit(cited: Figure, wanted: Figure) -> Fit:
    """How well two numbers agree in value, unit and bound."""
    if cited.value is None or wanted.value is None:
        return Fit.NONE
    if {cited.unit, wanted.unit} == {"%", "times"}:
        return Fit.FULL if _same_growth(cited, wanted) else Fit.NONE
    if not _agree_in_unit(cited, wanted) or not _agree_in_role(cited, wanted):
        return Fit.NONE
    found = cited.value * (100 if (cited.unit, wanted.unit) == ("share", "%") else 1)
    asked = wanted.value * (100 if (cited.unit, wanted.unit) == ("%", "share") else 1)
    if asked == found or _same_spelling(cited, wanted):
        return _bound_fit(cited, wanted)
    within = not cited.day and _within_bound(
        found, asked, cited, wanted
    )  # a year is not a number near another
    return Fit.FULL if within else Fit.NONE


def _agree_in_role(cited: Figure, wanted: Figure) -> bool:
    """Whether two numbers may be the same number of a change, and in the same place of a pair such as `3–1`.

    Two shares may be told in either order: `44 per cent of women against 31 of men`.
    """
    told = "%" in (cited.unit, wanted.unit) and not (cited.change.role or wanted.change.role)
    exchanged = cited.pair and wanted.pair and cited.pair == wanted.pair[::-1] and not told
    whole = wanted.change.role == "by" and cited.pair and not wanted.pair and cited.change.role != "by"
    return agree(cited.change, wanted.change) and not exchanged and not whole


def _same_growth(one: Figure, other: Figure) -> bool:
    """Whether a multiple is the same as a growth in per cent: `doubled` and `rose by 100 per cent`."""
    share, times = (one, other) if one.unit == "%" else (other, one)
    if share.value is None or times.value is None or share.bound != times.bound:
        return False
    return share.change == NumberChange("by", "up") and share.value == 100 * (times.value - 1)


def is_within(cited: Figure, wanted: Figure) -> bool:
    """Whether a figure is one of those that a rough number such as `hundreds` or a century stands for."""
    if wanted.value is None or wanted.below is None:
        return False
    if wanted.unit == "century":
        if cited.unit == "century":
            return cited.value == wanted.value
        years = cited.day.year if cited.day else None
        return years is not None and wanted.value <= years < wanted.below
    same = cited.value is not None and not cited.day and _same_unit(cited.unit, wanted.unit)
    return same and wanted.value <= (cited.value or 0) < wanted.below


def _same_spelling(cited: Figure, wanted: Figure) -> bool:
    """Whether a number with points is written as in the source, such as 1.240, whose language decides what it means."""
    return "." in cited.token and cited.token == wanted.token and bool(_THOUSANDS.fullmatch(cited.token))


def _date_fit(cited: Figure, wanted: Figure, year: int | None) -> Fit:
    """How well a figure of a source written in a given year supports a date of a statement."""
    # A cell has a number without words, whose unit is any ("*"): it may be a year.
    counts = bool(cited.noun or cited.unit.strip("*") or cited.measure) and not cited.day
    if _other_part(cited.part, wanted.part):
        return Fit.NONE
    same_number = wanted.value is not None and wanted.value == cited.value and not counts
    if same_number or (wanted.day and cited.day and cited.day.says(wanted.day, year)):
        return Fit.WITHOUT_BOUND if same_number and cited.bound and not wanted.bound else Fit.FULL
    return Fit.NONE


def _other_part(one: str, other: str) -> bool:
    """Whether two parts of a year exclude each other: `early` and `late`, but not `early` and `spring`."""
    if not one or not other or one == other:
        return False
    same_kind = any(one in parts and other in parts for parts in _PARTS)
    return same_kind or any({one, other} <= parts for parts in _FAR_APART)


def _is_throughout(wanted: Figure) -> bool:
    """Whether `over` may mean throughout: `over ten years`, `over 400 metres`."""
    distance = wanted.bound == "over" and units.dimension(wanted.measure) == "length"
    return distance or wanted.unit in _TIMES


def _bound_fit(cited: Figure, wanted: Figure) -> Fit:
    """How well two equal figures agree in their bounds: exactly 100 does not support `over 100`."""
    bound = _real_bound(cited)
    if (wanted.bound, bound) in _COMPLEMENTS or _are_nearly(cited, wanted) or _are_other_ages(cited, wanted):
        return Fit.FULL
    if wanted.bound in ("over", "under"):
        return Fit.FULL if cited.bound == wanted.bound or _is_throughout(wanted) else Fit.NONE
    asked = wanted.bound or {"low": "at least", "high": "at most"}.get(wanted.end_of_range, "")
    if not wanted.end_of_range and cited.end_of_range and not bound:
        end = {"low": "at least", "high": "at most"}[cited.end_of_range]
        whole = wanted.pair or asked == end  # `by 15 to 20` has both ends of the range
        return Fit.FULL if whole else Fit.WITHOUT_BOUND
    same = bound in _IMPLIED_BY[asked] or _is_other_small(cited, wanted)
    return Fit.FULL if same else Fit.WITHOUT_BOUND


def _are_other_ages(cited: Figure, wanted: Figure) -> bool:
    """Whether two limits are those of the younger and the older ones: `under 65` for `65 or over`."""
    turned = (wanted.bound, cited.bound) in {("under", "at least"), ("over", "at most")}
    turned |= {wanted.bound, cited.bound} == {"at least", "at most"} and "岁" in cited.said
    ages = all(one.unit == "year" or _AGE.search(one.said) for one in (cited, wanted))
    return turned and ages


def _are_nearly(cited: Figure, wanted: Figure) -> bool:
    """Whether one of two equal figures has `nearly`, and the other that or `under`: `just under 300` for `nearly 300`."""
    nearly = figure_words("", "nearly")
    bounds = {cited.bound, wanted.bound}
    return bounds <= {"about", "under"} and bool(
        (cited.bound == "about" and nearly.match(cited.said))
        or (wanted.bound == "about" and nearly.match(wanted.said))
        or (cited.bound == "under" and nearly.match(cited.said) and wanted.bound == "about")
    )


def _is_other_small(cited: Figure, wanted: Figure) -> bool:
    """Whether a small number is of another thing: `at least one soldier` says nothing of `one day`, nor `<2` of version 2."""
    if cited.value is None or abs(cited.value) >= _SMALL:
        return False
    other_thing = cited.unit != wanted.unit and "*" not in (cited.unit, wanted.unit)
    return other_thing or cited.said.startswith(("<", ">"))


def _real_bound(figure: Figure) -> str:
    """The bound of a figure, unless its words may mean none.

    `Over ten years` may mean throughout ten years, and `as many as 7,655` is said of an exact count too.
    """
    said = figure.said.lower()
    if figure.bound == "at most" and figure.change.role == "to" and _UNTIL.match(said):
        return ""
    if _THAN_THAT.match(said) and not (figure.unit.strip("*") or figure.noun or figure.measure):
        return ""
    if figure.unit in _TIMES and said.startswith(("over ", "some ")):
        return ""
    exact = figure.value is not None and len(str(figure.value).strip("0")) > _FEW_DIGITS
    return "" if exact and said.startswith(("as many as", "as much as")) else figure.bound


def _within_bound(found: Fraction, asked: Fraction, cited: Figure, wanted: Figure) -> bool:
    """Whether a number lies where the bound of another allows it: 120 supports `over 100`, 250 and `up to 120` do not."""
    if wanted.bound in _UPWARDS:
        upper = cited.bound in _DOWNWARDS or (cited.end_of_range == "high" and not cited.bound)
        return asked < found < _FAR * asked and not upper
    if wanted.bound == "about" and found > asked and figure_words("", "nearly").match(wanted.said):
        return False
    if wanted.bound in _DOWNWARDS:
        lower = cited.bound in _UPWARDS or (cited.end_of_range == "low" and not cited.bound)
        return found < asked < _FAR * found and not lower
    return wanted.bound == "about" and abs(found - asked) * _ABOUT <= abs(asked)


def _agree_in_unit(cited: Figure, wanted: Figure) -> bool:
    """Whether two numbers may have the same unit, and are not of two units of measure such as metres and tonnes, or rates of two times."""
    differ = any(
        one and other and one != other
        for one, other in ((cited.measure, wanted.measure), (cited.rate, wanted.rate))
    )
    return (
        not differ
        and not _is_year_of(cited, wanted)
        and not _counts_things(cited, wanted)
        and (_same_unit(cited.unit, wanted.unit) or _are_points(cited, wanted))
    )


def _are_points(one: Figure, other: Figure) -> bool:
    """Whether two figures are percentage points, which one of them calls points: `up 3.1 points`."""
    bare = other if one.unit == "pp" else one
    return {one.unit, other.unit} == {"pp", ""} and any(
        word.startswith(("point", "punkt", "punt")) for word in bare.noun
    )


def _counts_things(cited: Figure, wanted: Figure) -> bool:
    """Whether a length of time or a rank is compared with a number of things: nine hours with `nine members`."""
    if (
        cited.unit == ORDINAL
        and cited.noun
        and wanted.noun
        and cited.noun[0][:_STEM] == wanted.noun[0][:_STEM]
    ):
        return False  # the third flood makes three floods
    return (
        cited.unit in (*_TIMES, ORDINAL)
        and not wanted.unit
        and bool(wanted.noun)
        and bool(_THINGS.fullmatch(wanted.noun[0]))
    )


def _is_year_of(cited: Figure, wanted: Figure) -> bool:
    """Whether a year is compared with a number that certainly is none: 2023 with `2,023 boats`."""
    return bool(cited.day) and not wanted.day and bool(wanted.noun or wanted.unit or wanted.measure)


def _same_unit(one: str, other: str) -> bool:
    """Whether two units may be the same: one may be missing, but a percentage is not a number of things."""
    if "*" in (one, other) or one == other:
        return True
    if {one, other} & {"%", "pp"}:
        return {one, other} == {"%", "share"}
    return "" in (one, other)


def known_date(day: Day) -> str:
    """A date as ISO 8601 writes it, to the precision that is known."""
    parts = (f"{day.year:04}", *(f"{part:02}" for part in (day.month, day.day) if part))
    return "-".join(parts)
