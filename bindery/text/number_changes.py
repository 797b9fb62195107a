"""Whether a number is what something changed by, what it changed to or what it changed from: `rose by 20`, `rose to 20`."""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import NamedTuple

from bindery.text.units_beside import percent_words
from bindery.text.words_of_all import words_of_all

_REACH = 70  # how far before a number its verb is looked for
_WIDE = 140  # and what grew
_AFTER = 80  # how far after a number a noun such as `increase` is looked for, and another rate

_SECTION = "changes"  # of the file of a language
_MONEY = r"(?:(?:US|A|C|R)?[$£€₹¥]\s?|(?:Rs|PKR|USD|EUR|GBP|INR)\.?\s?)?$"
_STOP = re.compile(r"[.;:!?()]\s|\n")


class NumberChange(NamedTuple):
    """What a number is in a change.

    Attributes:
        role: `by`, `to` or `from`; `rate` for what a growth fell or rose to; empty when the text does not say so.
        way: `up` or `down`; empty when it is not known.
    """

    role: str = ""
    way: str = ""


NO_CHANGE = NumberChange()


class _Words(NamedTuple):
    """Patterns of the words around a number that changes. Those before it end at the number, those after it begin there.

    Attributes:
        verb: a word of rise or fall, with the groups `up` and `down`, anywhere.
        direct: one after which a bare number is a difference: `rose 20 per cent`, but not `cut 20 trees`.
        by: a word before a difference.
        to: a word before what something rose or fell to, with the group `up_to` where it is a limit.
        came_from: a word before what something was.
        noun: `an increase of`, with the groups of `verb`.
        noun_after: `per cent increase`, likewise.
        said_after: where the verb comes last, and there always: `6.2 فیصد کمی`; with the group `to` for `6.2 فیصد پر آ گئی`.
        to_of_noun: makes of such a noun what something rose to: `به ۴٫۷۵ درصد افزایش یافت`.
        later: a verb after the number in languages in which it may come last, likewise.
        before_later: a word before the number with such a verb, with the groups `by`, `to` and `from`.
        several: the number counts changes: `fourteen increases`.
        growth: the clause is about growth, which is still growth when it slowed to 2 per cent.
        other_rate: another rate after the number: `rose by 4.2 per cent, down from 5.1 per cent`.
    """

    verb: re.Pattern[str]
    direct: re.Pattern[str]
    by: re.Pattern[str]
    to: re.Pattern[str]
    came_from: re.Pattern[str]
    noun: re.Pattern[str]
    noun_after: re.Pattern[str]
    said_after: re.Pattern[str]
    to_of_noun: re.Pattern[str]
    later: re.Pattern[str]
    before_later: re.Pattern[str]
    several: re.Pattern[str]
    growth: re.Pattern[str]
    other_rate: re.Pattern[str]


@cache
def _words() -> _Words:
    def of(*keys: str) -> str:
        return rf"(?:{words_of_all(_SECTION, *keys)})"

    number = rf"(?:{of('about', 'others')}\s+){{0,3}}{_MONEY}"
    link = rf"(?:\s+{of('of')})?"
    compiled = partial(re.compile, flags=re.IGNORECASE)
    return _Words(
        verb=compiled(
            rf"(?<![\w-])(?:(?P<up>{of('up', 'up_more')})|(?P<down>{of('down', 'down_more')}))(?!\w)"
        ),
        direct=compiled(rf"(?<![\w-]){of('up', 'down')}\s+{number}"),
        by=compiled(rf"(?<!\w){of('by')}\s+{number}"),
        to=compiled(rf"(?<!\w)(?P<up_to>{of('up_to')}\s*)?{of('to')}\s+(?:{of('totals')}\s+)?{number}"),
        came_from=compiled(rf"(?<!\w){of('from')}\s+{number}"),
        noun=compiled(
            rf"(?<![\w-])(?:(?P<up>{of('rise')}{link}|{of('rise_of')})|(?P<down>{of('fall')}{link}|{of('fall_of')}))"
            rf"\s+{number}"
        ),
        noun_after=compiled(
            rf"(?:[\s-]*(?:%|[^\W\d_]+(?:\s[^\W\d_]+)?))?[\s-]+(?:{of('sizes')}\s)?"
            rf"(?:(?P<up>{of('rise', 'higher')})|(?P<down>{of('fall', 'lower')}))(?!\w)"
        ),
        said_after=compiled(
            rf"\s*(?:{percent_words()})?\s*(?:{of('after_links')}\s+)?"
            rf"(?:(?P<up>{of('up_after')})|(?P<down>{of('down_after')})|(?P<to>{of('to_after')}))(?!\w)"
        ),
        to_of_noun=compiled(rf"(?<!\w){of('to_of_noun')}\s+$"),
        later=compiled(
            rf"[^,.;:!?()]{{0,30}}?(?<!\w)(?:(?P<up>{of('up_later')})|(?P<down>{of('down_later')}))(?!\w)"
        ),
        before_later=compiled(
            rf"(?<!\w)(?:(?P<by>{of('by')})|(?P<to>{of('to')})|(?P<from>{of('from')}))\s+{number}"
        ),
        several=compiled(rf"\s+{of('several')}(?!\w)"),
        growth=compiled(rf"(?<!\w){of('growth')}(?!\w)(?:[^.;]|\.\d){{0,90}}$"),
        other_rate=compiled(
            rf"[^.;!?]{{0,60}}?(?<!\w){of('up_from', 'earlier')}\s*(?:{of('others')}\s)?"
            rf"\d+(?:[.,]\d+)?\s?{percent_words()}"
        ),
    )


def change_of(text: str, start: int, end: int) -> NumberChange:
    """What a number is in a change.

    Args:
        text: the text.
        start: offset of the number.
        end: offset after it.
    """
    return _change(text[max(0, start - _WIDE) : start], text[end : end + _AFTER])


@lru_cache(maxsize=4096)
def _change(before: str, after: str) -> NumberChange:
    before, words = _STOP.split(before)[-1], _words()
    if words.several.match(after):
        return NO_CHANGE
    noun = words.noun.search(before) or words.noun_after.match(after) or words.said_after.match(after)
    if noun and (noun.groupdict().get("to") or words.to_of_noun.search(before)):
        return NumberChange("to")
    if noun:
        return NumberChange("by", "up" if noun["up"] else "down")
    verbs = list(words.verb.finditer(before, max(0, len(before) - _REACH)))
    if not verbs:
        return _with_later_verb(before, after)
    change = _with_verb(before, verbs[-1])
    return NumberChange("rate") if change.role == "by" and words.other_rate.match(after) else change


def _with_verb(before: str, verb: re.Match[str]) -> NumberChange:
    """What a number is in a change whose verb comes before it."""
    way = "up" if verb["up"] else "down"
    if (to := _words().to.search(before)) and not to["up_to"]:
        growth = _words().growth.search(before[: verb.start()])
        return NumberChange("rate") if growth else NumberChange("to", way)
    if _words().came_from.search(before):
        return NumberChange("from", way)
    return (
        NumberChange("by", way) if _words().by.search(before) or _words().direct.search(before) else NO_CHANGE
    )


def _with_later_verb(before: str, after: str) -> NumberChange:
    """What a number is in a change whose verb comes after it: `auf 2 Prozent gesunken`."""
    said, later = _words().before_later.search(before), _words().later.match(after)
    if not said or not later:
        return NO_CHANGE
    return NumberChange(said.lastgroup or "", "up" if later["up"] else "down")


def agree(cited: NumberChange, wanted: NumberChange) -> bool:
    """Whether two numbers may be the same in two reports of one change."""
    if not cited.role or not wanted.role:
        return True
    if "rate" in (cited.role, wanted.role):
        other = wanted if cited.role == "rate" else cited
        return other.role in ("to", "rate") or (other.role == "by" and other.way == "up")
    opposite = cited.way and wanted.way and cited.way != wanted.way
    return cited.role == wanted.role and not opposite
