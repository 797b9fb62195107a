"""Figures that follow from those of one quotation: a difference, a sum, a ratio, a share, a length of time, a rounded number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from bindery.evidence.figure_labels import fates_in, of_one_thing
from bindery.evidence.figure_matching import Fit, fit_of
from bindery.evidence.implied_figures import is_length
from bindery.text.dates import Day
from bindery.text.figure import ORDINAL, Figure

_CLOSE = Fraction(
    3, 100
)  # a ratio in words may be so far off, and a share by so many hundredths with `nearly`
_EXACT = Fraction(1, 200)  # a share without such a word may be rounded to a whole per cent
_ROUNDED = Fraction(8, 100)  # `almost 40` may be 37
_BELOW = re.compile(
    r"(?i)(?:almost|nearly|close to|just under|knapp|fast|beinahe|près de|presque|casi|quasi|почти|yaklaşık)\b"
)
_BY = re.compile(
    r"(?i)(?<!\w)(?:by|um|mit|de|d'|von|con|por|margin|majority|mehrheit|difference|gap|unterschied|écart|diferencia|"
    r"points?|more|fewer|less|higher|lower|longer|shorter|lead|ahead|vorsprung|mehr|weniger|سے|کے فرق|فرق)(?!\w)"
)
_TIME = re.compile(r"(?i)(?:time|mal|fois|vez|volta|раз|بار|مرتبہ|دفعہ|keer|raz|kez)(?!\w)")
_AGE = re.compile(r"(?i)(?<!\w)(?:at|aged|mit|im alter von|à l'âge de|a los|در سن)\s$")
_BORN = re.compile(r"(?i)(?<!\w)(?:born|geboren|née?s?|naci(?:ó|da|do)|родил\w+|پیدا|ولد|متولد)(?!\w)")
_JOINT = re.compile(
    r"(?i)[\s,]*(?:[^\W\d_]+[\s,]+){0,6}?(?:and|plus|as well as|along with|und|sowie|et|ainsi que|y|e|и|اور|و)\s+(?:[^\W\d_]+\s+){0,2}?"
)
_LIST = re.compile(r"(?:\s+[^\W\d_]+){1,3},\s+")
_PART = re.compile(
    r"(?i)(?<!\w)(?:of (?:them|whom|which|these|those)|including|among|darunter|davon|dont|parmi|who|which|اس میں|جن میں)(?!\w)"
)
_PEOPLE = frozenset(
    [
        "people",
        "persons",
        "suspects",
        "victims",
        "passengers",
        "members",
        "menschen",
        "personen",
        "leute",
        "verdächtige",
        "personnes",
        "gens",
        "personas",
        "человек",
        "люди",
        "افراد",
        "لوگ",
        "لوگوں",
        "أشخاص",
        "شخص",
    ]
)
_YEARS = frozenset(
    [
        "jahr",
        "jahre",
        "jahren",
        "an",
        "ans",
        "année",
        "années",
        "año",
        "años",
        "anno",
        "anni",
        "ano",
        "anos",
        "jaar",
        "лет",
        "года",
        "год",
        "سال",
        "برس",
        "سنة",
        "سنوات",
    ]
)
_ORDINALS = {
    "zweite": 2, "dritte": 3, "vierte": 4, "fünfte": 5, "deuxième": 2, "seconde": 2, "troisième": 3, "quatrième": 4,
    "cinquième": 5, "segunda": 2, "tercera": 3, "cuarta": 4, "quinta": 5, "seconda": 2, "terza": 3, "второй": 2, "третий": 3,
    "دوسری": 2, "تیسری": 3, "چوتھی": 4, "پانچویں": 5,
}  # fmt: skip
_RANKED = re.compile(rf"(?i)(?<!\w)(?P<rank>{'|'.join(_ORDINALS)})n?\s+(?=\w)")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_POINT = re.compile(
    r"(?i)\s+(?:percentage\s)?(?:points?|punkten?|prozentpunkten?|puntos?|пункт\w*|پوائنٹ\w*)(?!\w)"
)
_OF = re.compile(
    r"(?i)\s+(?:[^\W\d_]+\s+)?(?:out of|of|von|der|sur(?: les)?|des|de(?: los)?)\s+(?:the\s+|its\s+|den\s+|les\s+)?"
)
_REST = re.compile(
    r"(?i)(?<!\w)(?:all but|other|rest|remaining|no|not|without|alle bis auf|übrigen|kein\w*|nicht|tous sauf|autres|pas|aucun\w*|todos menos|resto|نہیں|باقی)(?!\w)"
)
_TOTAL = re.compile(
    r"(?i)(?<!\w)(?:total|totals?|together|altogether|combined|in all|between them|between the|insgesamt|zusammen|ensemble|au total|en tout|juntos|"
    r"en total|всего|вместе|کل|مجموعی|دونوں)(?!\w)"
)
_MINUTES = {"minute": 1, "hour": 60, "day": 1440, "week": 10080}
_A_YEAR = {"day": 365, "week": 52, "month": 12, "year": 1}
_FROM = re.compile(
    r"(?i)(?:\s+[^\W\d_]+){0,3},?\s+(?:up|down|compared with|gegenüber|nach|contre|frente a|depuis)\s*(?:from)?\s+[$€£]?"
)
_LEFT = re.compile(
    r"(?i)(?<!\w)(?:left|remain\w*|survive\w*|übrig|noch|reste\w*|queda\w*|осталось|باقی)(?!\w)"
)
_BESIDE = Fraction(5, 100)
_FEW = 5
_TWO = 2


def is_derived(
    wanted: Figure, statement: str, own: Sequence[Figure], quote: str, cited: Sequence[Figure]
) -> bool:
    """Whether a figure of a statement follows from the figures of one quotation.

    Args:
        wanted: the figure, which the quotation itself does not have.
        statement: the text with the figure.
        own: the figures of the statement.
        quote: the words.
        cited: the figures of the quotation.
    """
    in_years = wanted.unit in ("year", "month", "day", "week") or (wanted.noun and wanted.noun[0] in _YEARS)
    aged = not wanted.unit and _AGE.search(statement, 0, wanted.start)
    if (in_years or aged) and _is_span(wanted, statement, quote, cited):
        return True
    numbers = [one for one in cited if one.value is not None and not one.day and one.below is None]
    if wanted.value is None or wanted.day or wanted.below is not None or wanted.token.count(".") > 1:
        return False
    wanted = _with_thousands(wanted, numbers)
    if _is_converted(wanted, numbers):
        return True
    if wanted.bound in ("over", "under") and wanted.unit == "share":
        return _is_just_beside(wanted, numbers)
    if wanted.bound in ("over", "under", "at least", "at most"):
        return False
    return (
        _is_rounded(wanted, numbers)
        or _is_enclosed(wanted, own, numbers)
        or _is_repetition(wanted, statement, quote, numbers)
        or _is_change(wanted, statement, quote, numbers)
        or _is_ratio(wanted, statement, numbers)
        or _is_lead(wanted, statement, numbers)
        or _is_rest(wanted, statement, quote, numbers)
        or _is_total(wanted, statement, quote, numbers)
        or _is_sum(wanted, statement, quote, numbers)
    )


def _kin(one: Figure, other: Figure) -> bool:
    """Whether two figures may have the same unit, which only one of them may name."""
    units = {one.unit, other.unit} - {"", "*"}
    measures = {one.measure, other.measure} - {""}
    rates = {one.rate, other.rate}
    return len(units) <= 1 and len(measures) <= 1 and len(rates - {""}) <= 1 and not (units and measures)


def _is_rounded(wanted: Figure, numbers: Sequence[Figure]) -> bool:
    """Whether a number with `almost` or `about` is one of the quotation, rounded to its first digit: 37 as `almost 40`."""
    if wanted.bound != "about" or not wanted.value or wanted.unit in ("share", "times", ORDINAL):
        return False
    if wanted.value % 10 or not 10 <= wanted.value <= 100:  # noqa: PLR2004  tens up to a hundred
        return False
    below = bool(_BELOW.match(wanted.said))
    return any(
        abs((one.value or 0) - wanted.value) <= wanted.value * _ROUNDED
        and (not below or (one.value or 0) < wanted.value)
        and _kin(one, wanted)
        and not one.bound
        for one in numbers
    )


def _is_enclosed(wanted: Figure, own: Sequence[Figure], numbers: Sequence[Figure]) -> bool:
    """Whether a range encloses a number of the quotation narrowly: `between 2 and 3 billion` for 2.3 billion."""
    if not wanted.end_of_range:
        return False
    ends = {one.end_of_range: one for one in own if one.said == wanted.said and one.end_of_range}
    if set(ends) != {"low", "high"}:
        return False
    low, high = ends["low"], ends["high"]
    if not 0 < (low.value or 0) < (high.value or 0) <= _TWO * (low.value or 0):
        return False
    return any(
        (low.value or 0) < (one.value or 0) < (high.value or 0)
        and _kin(one, high)
        and not (one.bound or one.end_of_range)
        for one in numbers
    )


def _is_repetition(wanted: Figure, statement: str, quote: str, numbers: Sequence[Figure]) -> bool:
    """Whether something happened as often as the quotation counts it: `twice` for `the second time`."""
    if not (wanted.unit == "times" or _TIME.match(statement[wanted.end :].lstrip())):
        return False
    ranks = [(one.value, one.end) for one in numbers if one.unit == ORDINAL]
    ranks += [(Fraction(_ORDINALS[match["rank"].lower()]), match.end()) for match in _RANKED.finditer(quote)]
    return any(rank == wanted.value and _TIME.match(quote[end:].lstrip()) for rank, end in ranks)


def _changes(quote: str, numbers: Sequence[Figure]) -> Iterator[tuple[Figure, Figure]]:
    """The two figures of each change, score or vote, in order."""
    for one, other in pairwise(numbers):
        paired = one.pair and one.pair == other.pair
        marked = (one.change.role, other.change.role) == ("from", "to")
        if (paired or marked) and _kin(one, other):
            yield one, other
        elif _FROM.fullmatch(quote[one.end : other.start]) and _kin(one, other):
            yield other, one


def _is_change(wanted: Figure, statement: str, quote: str, numbers: Sequence[Figure]) -> bool:
    """Whether a figure is the difference or the growth of two that the quotation compares: `from 3 to 9`, `61 to 58`."""
    if wanted.change.role in ("from", "to") or wanted.pair or wanted.end_of_range:
        return False
    for one, other in _changes(quote, numbers):
        before, after = one.value or Fraction(0), other.value or Fraction(0)
        way = "up" if after > before else "down"
        if wanted.change.way and wanted.change.way != way:
            continue
        if wanted.value in _results(wanted, before, after, other) and (
            wanted.unit in ("%", "times", "share") or _BY.search(statement)
        ):
            return True
    return False


def _results(wanted: Figure, before: Fraction, after: Fraction, other: Figure) -> set[Fraction | None]:
    """What a change from one number to another may be called in the unit of a figure."""
    found: set[Fraction | None] = set()
    difference = abs(after - before)
    percent = other.unit == "%"
    points = wanted.unit == "pp" or bool(wanted.noun and _POINT.match(f" {wanted.noun[0]}"))
    if (percent and points) or (not percent and _kin(other, wanted)):
        found.add(difference)
    if before and wanted.unit in ("%", "share", "times", ""):
        growth, ratio = difference / before, after / before
        if wanted.unit == "%":
            found |= {100 * growth} | _near(wanted.value, 100 * growth, Fraction(1, 2))
        elif wanted.unit == "share":
            reach = Fraction(2, 100) if wanted.bound == "about" else _EXACT
            found |= _near(wanted.value, growth, reach)
            found |= _near(wanted.value, ratio, reach) if after < before else set()
        elif wanted.unit == "times":
            found |= (
                _near(wanted.value, ratio, ratio * _CLOSE)
                if after > before
                else {1 / ratio if ratio else None}
            )
    return found


def _near(value: Fraction | None, other: Fraction, reach: Fraction) -> set[Fraction | None]:
    return {value} if value is not None and abs(value - other) <= reach else set()


def _is_ratio(wanted: Figure, statement: str, numbers: Sequence[Figure]) -> bool:
    """Whether a share or multiple is that of two figures of one measure, or a share that the quotation has, rounded."""
    if wanted.value is None:
        return False
    if wanted.unit == "times":
        return any(
            _are_two(one, other, numbers)
            and one.value
            and other.value
            and abs(max(one.value, other.value) / min(one.value, other.value) - wanted.value)
            <= wanted.value * _CLOSE
            for one, other in combinations(numbers, 2)
        )
    if wanted.unit not in ("share", "%"):
        return False
    asked = wanted.value if wanted.unit == "share" else wanted.value / 100
    reach = Fraction(2, 100) if wanted.bound == "about" else _EXACT
    if wanted.unit == "share" and any(
        _are_two(one, other, numbers)
        and min(one.value or 0, other.value or 0) / max(one.value or 1, other.value or 1) == asked
        for one, other in combinations(numbers, 2)
    ):
        return True
    if _LEFT.search(statement):
        asked = 1 - asked
    return any(
        abs((one.value or 0) / (1 if one.unit == "share" else 100) - asked) <= reach and not one.bound
        for one in numbers
        if one.unit in ("share", "%") and {one.unit, wanted.unit} != {"%"}
    )


def _is_just_beside(wanted: Figure, numbers: Sequence[Figure]) -> bool:
    """Whether a share of the quotation is a little more or less: 46 of 90 is `just over half`."""
    asked = wanted.value or Fraction(0)
    found = [
        (one.value or Fraction(0)) / (1 if one.unit == "share" else 100)
        for one in numbers
        if one.unit in ("share", "%")
    ]
    sign = 1 if wanted.bound == "over" else -1
    return any(0 < sign * (share - asked) <= _BESIDE for share in found)


def _are_two(one: Figure, other: Figure, numbers: Sequence[Figure]) -> bool:
    """Whether two figures are the only ones of their kind."""
    if one.unit == ORDINAL or other.unit == ORDINAL or not (_kin(one, other) and one.value and other.value):
        return False
    return sum(_kin(one, third) and third.unit != ORDINAL for third in numbers) == _TWO


def _is_sum(wanted: Figure, statement: str, quote: str, numbers: Sequence[Figure]) -> bool:
    """Whether a number is the sum of those that a quotation joins: seven people for `four men and three women`."""
    counted = [one for one in numbers if one.noun and not one.unit and not one.bound and one.value]
    if wanted.unit not in ("", "*") or wanted.bound or not wanted.noun:
        return False
    for first in range(len(counted)):
        total = counted[first].value or Fraction(0)
        for last in range(first + 1, len(counted)):
            this, after = counted[last - 1], counted[last]
            between = quote[this.end : after.start]
            if _PART.search(between) or not (_JOINT.fullmatch(between) or _LIST.fullmatch(between)):
                break
            total += after.value or 0
            if total == wanted.value and _may_be_sum(wanted, statement, quote, counted[first : last + 1]):
                return True
    return False


def _with_thousands(wanted: Figure, numbers: Sequence[Figure]) -> Figure:
    """A number with points as thousands, if the quotation has no decimals: `mehr als 1.200` in an English briefing."""
    if not _POINTS.fullmatch(wanted.token) or not any(_POINTS.fullmatch(one.token) for one in numbers):
        return wanted
    return replace(wanted, value=Fraction(wanted.token.replace(".", "")))


def _is_converted(wanted: Figure, numbers: Sequence[Figure]) -> bool:
    """Whether a length of time or a rate is one of the quotation in another unit: three weeks for 21 days."""
    for one in numbers:
        if one.unit in _MINUTES and wanted.unit in _MINUTES and not (one.rate or wanted.rate):
            factor = Fraction(_MINUTES[one.unit], _MINUTES[wanted.unit])
        elif one.rate in _A_YEAR and wanted.rate in _A_YEAR and _same_thing(one, wanted):
            factor = Fraction(_A_YEAR[one.rate], _A_YEAR[wanted.rate])
        elif _POINTS.fullmatch(wanted.token) and _kin(one, wanted):
            factor = Fraction(1)
        else:
            continue
        same = replace(
            one, value=(one.value or 0) * factor, unit=wanted.unit, rate=wanted.rate, measure=wanted.measure
        )
        if fit_of(same, wanted) == Fit.FULL:
            return True
    return False


def _same_thing(one: Figure, other: Figure) -> bool:
    return (one.unit, one.measure) == (other.unit, other.measure) and one.rate != other.rate


def _is_lead(wanted: Figure, statement: str, numbers: Sequence[Figure]) -> bool:
    """Whether a number of points is the difference of two shares: 13 points for 54 per cent and 41."""
    if wanted.unit != "pp" and not _POINT.match(statement, wanted.end):
        return False
    shares = [
        one for one in numbers if one.unit in ("%", "", "*") and not (one.noun or one.measure or one.bound)
    ]
    return any(
        "%" in (one.unit, other.unit) and abs((one.value or 0) - (other.value or 0)) == wanted.value
        for one, other in combinations(shares, 2)
    )


def _is_rest(wanted: Figure, statement: str, quote: str, numbers: Sequence[Figure]) -> bool:
    """Whether a number is what is left of a whole without its part: `all but two` for `ten of the twelve`."""
    if not _REST.search(statement) or wanted.unit:
        return False
    return any(
        _OF.fullmatch(quote, part.end, whole.start) and (whole.value or 0) - (part.value or 0) == wanted.value
        for part, whole in pairwise(numbers)
    )


def _is_total(wanted: Figure, statement: str, quote: str, numbers: Sequence[Figure]) -> bool:
    """Whether a number that is said to be a total is that of all figures of its kind: 77 for `46 people; his employs 31`."""
    if not _TOTAL.search(statement) or wanted.bound or wanted.end_of_range:
        return False
    kin = [one for one in numbers if _kin(one, wanted) and not one.bound and one.unit != ORDINAL]
    whole = 1 < len(kin) <= _FEW and not _PART.search(quote)
    return (
        whole
        and sum((one.value or Fraction(0)) for one in kin) == wanted.value
        and _no_fate_of_one(statement, quote)
    )


def _may_be_sum(wanted: Figure, statement: str, quote: str, parts: Sequence[Figure]) -> bool:
    """Whether a sum may be meant: its noun is that of a part or means people, and no fate of only one part is claimed."""
    nouns = {noun for part in parts for noun in part.noun[:1]}
    same = any(of_one_thing(noun, wanted.noun[0]) for noun in nouns)
    if not (same or wanted.noun[0] in _PEOPLE):
        return False
    return _no_fate_of_one(statement, quote)


def _no_fate_of_one(statement: str, quote: str) -> bool:
    """Whether a statement on a sum does not say of all what became of some: `42 killed` for 12 killed and 30 injured."""
    there, said = fates_in(quote), fates_in(statement)
    return len(there) <= 1 or not said or there <= said


def _is_span(wanted: Figure, statement: str, quote: str, cited: Sequence[Figure]) -> bool:
    """Whether a length or an age in years is that between two dates of the quotation."""
    days = [one.day for one in cited if one.day]
    aged = _AGE.search(statement, 0, wanted.start) is not None
    named = wanted.unit == "year" or bool(wanted.noun and wanted.noun[0] in _YEARS)
    if not named and wanted.unit not in ("month", "day", "week") and not (aged and _BORN.search(quote)):
        return False
    years = wanted if wanted.unit else replace(wanted, unit="year", noun=())
    return is_length(years, days) or any(_anniversary(one, other, years) for one, other in pairwise(days))


def _anniversary(one: Day, other: Day, wanted: Figure) -> bool:
    """Whether two full dates are so many years apart to the day."""
    same_day = None not in (one.month, one.day) and (one.month, one.day) == (other.month, other.day)
    return same_day and wanted.value == (other.year or 0) - (one.year or 0)
