"""Amounts in a sentence: each number or written range with its unit, and whether it can be what the sentence is about.

A claim in a comparison gives one figure. Most sentences have other numbers too: dates, ages, durations, parts of a
whole. What is certainly one of these is told apart here; what only may be one is marked, so that its author is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from bindery.text import numerals, units
from bindery.text.dates import COUNTED
from bindery.text.decimal_marks import has_decimal_comma, in_english
from bindery.text.figure import ORDINAL, Figure
from bindery.text.number_words import SCALE, SCALES
from bindery.text.things import things_in

SUBJECT = "subject"  # it may be the figure of the sentence
UNSURE = "unsure"  # it may be, or may be something else
ASIDE = "aside"  # it is something else: a date, an age, a number in a name, a part of another amount


@dataclass(frozen=True)
class Amount:
    """A number or a range in a sentence.

    Attributes:
        start: offset of its first character.
        end: offset after its last character, without the unit.
        unit_end: offset after its unit.
        low: the number, or the lower end of a range.
        high: the same number, or the upper end.
        bound: `over`, `at least`, `under`, `at most`, `about`, or empty.
        unit: key of its unit, see `units.find_unit`; empty for a plain count.
        noun: the word after it, such as `people`; empty when no word follows.
        role: `SUBJECT`, `UNSURE` or `ASIDE`.
    """

    start: int
    end: int
    unit_end: int
    low: Fraction
    high: Fraction
    bound: str = ""
    unit: str = ""
    noun: str = ""
    role: str = SUBJECT

    @property
    def is_span(self) -> bool:
        """Whether it is a length of time."""
        return units.dimension(self.unit) in units.TIME

    @property
    def is_share(self) -> bool:
        """Whether it is a share or a ratio: per cent, percentage points, `half of`, `twice`."""
        return self.unit in (units.PERCENT, "percentage points", "share", "times", "*")


_GLUED = re.compile(r"(?<=\d)[A-Z][A-Za-z]{0,2}\b")  # `5MW`, which the figures would take for a name

_FIRST_WORD = re.compile(r"^[^\W\d_]+")

_TO = re.compile(r"\s*(?:–|—|-|‑|\b(?:up )?to\b|\bbis\b|\bà\b|\ba\b|\bhasta\b|سے|تا)\s*", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|und|et|y|اور)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:\b(?:between|zwischen|entre)\b)\s*(?:an estimated\s*|about\s*)?$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|von|de|desde)\s*$", re.IGNORECASE)
_CHANGE = re.compile(
    r"(?i)\b(?:r[io]se[ns]?|rising|f[ae]lls?|fallen|falling|gr[eo]ws?|grown|growing|increas\w+|decreas\w+|up|down|w[ei]nt|"
    r"go(?:es|ing)?|climb\w*|drop\w*|jump\w*|chang\w+|mov\w+|declin\w+|shr[aiu]nk\w*|rais\w+|reduc\w+|cut|doubl\w+|"
    r"stieg\w*|gestiegen|sank\w*|gesunken|fiel\w*|wuchs\w*|pass\w+|augment\w+|baiss\w+|mont\w+|chut\w+)\b[^.;:]{0,40}$"
)
_ORDINAL = re.compile(r"(?i)\d(?:st|nd|rd|th)$")
_LABEL = re.compile(
    r"(?i)\b(?:no\.|nos\.|number|pages?|pp?\.|chapter|article|section|clause|resolution|routes?|road|highway|motorway|"
    r"room|block|sector|zone|phase|stage|grade|category|figure|fig\.|table|annex|appendix|volume|vol\.|edition|flight|"
    r"battalion|brigade|division|regiment|paragraph|rule|act)\s*$"
)
_NO_NOUN = re.compile(
    r"(?i)\s*(?:$|[,.;:)\]–—]|(?:and|or|in|on|at|of|was|were|is|are|has|had|have|to|from|by|between|near|after|before)\b)"
)
_NAME = re.compile(r"(?<![\w’'-])[A-Z][\w’'-]+\s$")
_NO_NAME = re.compile(
    r"(?i)(?<!\w)(?:the|all|only|just|another|these|those|in|of|on|at|after|by|with|for|from|between|and|or|but|within|"
    r"during|since|some|nearly|almost|this|that|no|its|their|his|her|our|when|where|while|as|if|an?|about|over|under|around|"
    r"entre|zwischen|von|de|desde|en|im|am|bei|nach|mit|fast|etwa|rund|über|unter|plus|près|environ|moins|dans|ab|mehr|davon)\s$"
)
_AGE_BEFORE = re.compile(
    r"(?i)\b(?:aged?(?: between| under| over| of)?|ages? of|ages|(?:children|people|persons?|those|women|men|boys|girls|minors|"
    r"adults) (?:aged )?(?:under|over|below|above)(?: the age of)?|(?:under|over|below|above) the age of)\s*$"
)
_AGE_AFTER = re.compile(
    r"(?i)[\s-]+years?(?:[\s-]olds?\b|\s+of\s+age\b)|-year-old|\s+years\s+and\s+(?:over|under)\b"
)
_QUANTIFIER = r"(?:at least|at most|more than|fewer than|less than|over|under|up to|about|around|some|nearly|almost|only|the|an estimated)"
_PART_BEFORE = re.compile(
    rf"(?i)(?:\b(?:includ(?:ing|ed|es|e)|among (?:them|those|whom|the dead)|amongst them|of (?:them|whom|which|these|those)|"
    rf"darunter|davon|von denen|unter ihnen|dont|parmi (?:eux|elles|lesquels|lesquelles)|incluid[oa]s|entre (?:ellos|ellas)|de (?:ellos|ellas)|de l[oa]s cuales|di cui|tra cui|dei quali"
    rf"|incluindo|d[oa]s quais|entre el[ea]s|waarvan|onder (?:wie|hen)|onder andere|w tym|z czego|среди них|из них|в том числе|из которых|bunların|bunlardan)\b"
    rf"|(?:جن|ان) میں(?: سے)?|بشمول|بينهم|بينهن|بينها|منهم|منهن|منها|ضمنهم|از (?:جمله|این میان|آنها)|که (?:از )?آنها|(?:जिनमें|जिसमें|इनमें|उनमें)(?: से)?|其中(?:包括|有)?|包括|うち|含む)"
    rf"[\s,،、]*(?:{_QUANTIFIER}\s+)*$"
)
_PART_AFTER = re.compile(
    r"(?i)(?:\s+[^\W\d]+){0,3}?\s+(?:(?:of|among|amongst) (?:them|whom|which|these|those)|of the (?:dead|victims|killed|total)|davon|d[’']entre eux)\b"
)
_DENOMINATOR = re.compile(r"(?i)(?:\b(?:per|for every|for each|in every)|/)\s*$")
_OUT_OF = re.compile(r"(?i)\b(?:out of|of (?:the|these|those|its|their|all)|of|one in|aus|sur)\s*$")
_NO_PART_OF = re.compile(
    r"(?i)\b(?:total|tolls?|number|count|estimate|sum|average|maximum|minimum|loss|rise|fall|increase|decrease|reduction|"
    r"height|length|weight|depth|area|population|majority|speed|cost|price|budget|damages?|fine|distance|level|rate|"
    r"turnout|capacity|means?|median|force|group|crowd|deaths?|killings?|value|share|temperature|range) of\s*$"
)
_WORD = re.compile(r"[\s\u00a0-]+(?P<word>[^\W\d][\w’'-]*)")
_NO_SPACE = re.compile(r"[^\W\d_]{1,5}")
_IDLE_ONE = re.compile(r"(?i)\b(?:no|every|any|each|the|that|this)\s$")
_METRES = re.compile(
    r"(?i)\s+(?:long|wide|high|tall|deep|away|above|below|apart|in (?:length|height|width|depth|diameter))\b"
)
_COUNTED_WORD = re.compile(rf"(?i)[\s-]+{COUNTED}")


@lru_cache(maxsize=4096)
def find_amounts(text: str, language: str = "en") -> tuple[Amount, ...]:
    """The amounts of a sentence, in reading order.

    Args:
        text: plain text.
        language: its language, which decides what a point and a comma within a number mean.
    """
    text = in_english(text, comma=has_decimal_comma(language))
    plain = _GLUED.sub(lambda match: match[0].lower(), text)
    if not language.startswith("en"):  # `Entre 2,5` is not the version of a program
        plain = _FIRST_WORD.sub(lambda match: match[0].lower(), plain)
    figures = numerals.find_figures(plain)
    found = [amount_of(text, figure, language) for figure in figures if _is_exact(figure)]
    dates = [(figure.start, figure.end) for figure in figures if figure.day]
    return _with_roles(text, _with_ranges(text, found), dates)


def is_counted(word: str) -> bool:
    """Whether a word names something that is often counted, such as `people`."""
    return bool(re.fullmatch(COUNTED, word, re.IGNORECASE))


def _is_exact(figure: Figure) -> bool:
    """Whether a figure is a number, and neither a size such as `hundreds` nor a rank in words."""
    return figure.value is not None and figure.below is None and not (figure.unit == ORDINAL and figure.weak)


def amount_of(text: str, figure: Figure, language: str = "en") -> Amount:
    """The amount of one figure of a text, with its unit and the word after it."""
    value, end = figure.value or Fraction(0), figure.end
    if text[figure.start : end].endswith("m") and _METRES.match(text, end):  # `1.5m high`, not 1.5 million
        value, end = value / 10**6, end - 1
    unit, unit_end = _unit(text, figure, end, language)
    word = _WORD.match(text, unit_end)
    noun = word["word"] if word else _thing_without_space(text, unit_end, language)
    rate = "" if unit else units.rate_after(text, unit_end)
    if word and not unit and not rate:
        rate = units.rate_after(text, word.end()) or (f"per {figure.rate}" if figure.rate else "")
    return Amount(
        start=figure.start,
        end=end,
        unit_end=unit_end,
        low=value,
        high=value,
        bound=figure.bound,
        unit=unit or rate,
        noun=noun,
        role=_first_role(text, figure, noun, language),
    )


def _thing_without_space(text: str, at: int, language: str) -> str:
    """The word for a thing directly after a number, in a script without spaces: 船 in `12艘船`; else empty."""
    found = _NO_SPACE.match(text, at)
    things = things_in(found[0], language) if found and not found[0].isascii() else ()
    return found[0][things[0].start : things[0].end] if found and things else ""


def _unit(text: str, figure: Figure, end: int, language: str) -> tuple[str, int]:
    """The key of a figure's unit, and the offset after the unit; empty and `end` when there is none."""
    places = range(figure.start, figure.start + 5)  # a symbol or code of money has at most four characters
    money = next(filter(None, (units.money_before(text, place) for place in places)), "")
    if money:
        return f"{money} {units.rate_after(text, end)}".strip(), end
    after, unit_end = units.find_unit(text, end, language)
    if after:
        return after, unit_end
    if figure.unit == "year":  # a decade, which the figure gives in years
        return "years", end
    return (figure.unit if figure.unit in ("share", "times", "*") else ""), end


def _first_role(text: str, figure: Figure, noun: str, language: str) -> str:
    """The role that the words next to a figure give it, before it is seen among the others."""
    before, words = text[: figure.start], text[figure.start : figure.end]
    if figure.day or _ORDINAL.search(words) or _DENOMINATOR.search(before):
        return ASIDE
    if _AGE_BEFORE.search(before) or _AGE_AFTER.match(text, figure.end):
        return ASIDE
    if words.lower() == "one" and (_IDLE_ONE.search(before) or noun.lower() in ("of", "another", "side")):
        return ASIDE
    if _LABEL.search(before):
        return ASIDE if _NO_NOUN.match(text, figure.end) else UNSURE
    return UNSURE if figure.weak or _may_be_name(text, figure, language) else SUBJECT


def _may_be_name(text: str, figure: Figure, language: str) -> bool:
    """Whether a figure may belong to the name before it, as in `Boeing 737`."""
    before = text[: figure.start]
    if not _NAME.search(before) or _NO_NAME.search(before):
        return False
    word = _WORD.match(text, figure.end)
    if word and things_in(word["word"], language):  # `Murieron 46 personas`
        return False
    return not (figure.bound or figure.unit or _COUNTED_WORD.match(text, figure.end))


def _with_ranges(text: str, found: Sequence[Amount]) -> list[Amount]:
    """The amounts, with each two that are the ends of a written range made into one."""
    made: list[Amount] = []
    for amount in found:
        joined = _range(text, made[-1], amount) if made and made[-1].low == made[-1].high else None
        if joined:
            made[-1] = joined
        else:
            made.append(amount)
    return made


def _range(text: str, low: Amount, high: Amount) -> Amount | None:
    """The range of two amounts that follow each other; None when they are no range.

    A range is written with a dash or `to`, or as `between A and B`. `rose from 30 to 50` is a change, and a number
    before a smaller one, such as the 3 in `3–1`, is something else: both are marked as unsure.
    """
    gap_from = units.find_unit(text, low.end)[1]
    before = text[: low.start]
    between = _BETWEEN.search(before) and _AND.fullmatch(text, gap_from, high.start)
    if not between and not _TO.fullmatch(text, gap_from, high.start):
        return None
    if not _one_unit(text, low, high):
        return None
    first = low.low * _shared_scale(text, low, high)
    if first >= high.high or ASIDE in (low.role, high.role):
        return None
    return replace(
        high,
        start=low.start,
        low=first,
        bound=low.bound or ("" if high.bound == "at most" else high.bound),
        unit=high.unit or ("" if low.unit == "*" else low.unit),
        role=UNSURE
        if _is_change(before) or (low.role == UNSURE and text[low.start].isdigit())
        else high.role,
    )


def _one_unit(text: str, low: Amount, high: Amount) -> bool:
    """Whether the second number has the unit of the first, or one of the two numbers has none of its own."""
    return low.unit in ("", "*", high.unit) or bool(units.money_before(text, low.start + 1) and not high.unit)


def _is_change(before: str) -> bool:
    """Whether the words before two numbers say that something changed from one to the other."""
    start = _FROM.search(before)
    return bool(start and _CHANGE.search(before[: start.start()]))


def _shared_scale(text: str, low: Amount, high: Amount) -> int:
    """The scale that the first number of a range takes from the second: a million in `5 to 10 million`."""
    scaled = re.search(rf"(?i)[\s-]({SCALE})\b", text[high.start : high.end])
    if not scaled or re.search(rf"(?i)\b({SCALE})\b", text[low.start : low.end]):
        return 1
    scale = SCALES[scaled[1].lower()]
    return scale if low.low * scale < high.high else 1


def _with_roles(text: str, found: Sequence[Amount], dates: list[tuple[int, int]]) -> tuple[Amount, ...]:
    """The amounts with the roles that follow from their neighbours."""
    made = [replace(a, role=_role(text, a, dates)) if a.role != ASIDE else a for a in found]
    for n, (this, after) in enumerate(pairwise(found)):
        joint = text[this.end : after.start]
        if _TO.fullmatch(joint) and this.low == this.high and ASIDE not in (this.role, after.role):
            made[n], made[n + 1] = replace(made[n], role=UNSURE), replace(made[n + 1], role=UNSURE)
    for n, amount in enumerate(made):
        made[n] = replace(amount, role=_part_role(text, amount, made))
    return tuple(made)


def _part_role(text: str, amount: Amount, found: Sequence[Amount]) -> str:
    """`ASIDE` for a part of an amount before it, `UNSURE` for what may be a part or a whole, else the role that it has."""
    if amount.role == ASIDE:
        return ASIDE
    before = text[: amount.start]
    kin = [other for other in found if other is not amount and other.unit == amount.unit]
    if _PART_BEFORE.search(before) or _PART_AFTER.match(text, amount.end) or _in_brackets(text, amount):
        whole = any(other.start < amount.start and other.role == SUBJECT for other in kin)
        return ASIDE if whole else UNSURE
    if _OUT_OF.search(before) and not _NO_PART_OF.search(before) and (kin or _shares(found)):
        return UNSURE
    return amount.role


def _role(text: str, amount: Amount, dates: list[tuple[int, int]]) -> str:
    """`ASIDE` for the other end of a date such as the 15 in `15–16 December`, else the role that it has."""
    for start, end in dates:
        if start - amount.end >= 0 and re.fullmatch(r"\s*(?:–|-|to|and|or|,)\s*", text[amount.end : start]):
            return ASIDE
        if amount.start - end >= 0 and re.fullmatch(r"\s*(?:–|-)\s*", text[end : amount.start]):
            return ASIDE
    return amount.role


def _shares(found: Sequence[Amount]) -> bool:
    """Whether one of the amounts is a share, such as `half`, of which another one may be the whole."""
    return any(amount.is_share for amount in found)


def _in_brackets(text: str, amount: Amount) -> bool:
    before = text[: amount.start]
    return before.rfind("(") > before.rfind(")")
