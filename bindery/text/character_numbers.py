"""Numbers in Chinese characters, as Chinese and Japanese texts have them before what is counted, and as shares."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from bindery.text.dates import Day, FoundDate
from bindery.text.number_words import SpelledNumber

_DIGITS = {
    "〇": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "兩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
_ANY = f"[{''.join(_DIGITS)}{''.join(_PLACES)}]"
_COUNTED = f"[{''.join(_LARGE)}]"
_MEASURES = "人名个個歳岁年月日天次回件家所村町户戶枚台辆輛座间間起歲周週艘隻只匹头頭棟栋册冊份张張项項位票度倍吨噸社国國州县縣市条條"
_MORE_MEASURES = "星期|礼拜|公斤|公里|千克|平方|立方|厘米|毫米|公顷|亩|小时|小時|分钟|分鐘|時間|秒|美元|欧元|人民币|万元|円|元"
# A number counts before what is counted alone: many other words, such as 十分 and 一个, have these characters.
_COUNT = re.compile(
    rf"(?<!第)(?<!上(?=一))(?<!前(?=一))(?<!下(?=一))(?<!同(?=一))(?<!{_ANY})(?:[{''.join(_DIGITS)}]{_ANY}*{_COUNTED}(?:{_ANY}+{_COUNTED})?{_ANY}*|{_ANY}+(?=多?余?(?:(?!位[数數])[{_MEASURES}]|{_MORE_MEASURES})))"
)
_PER_CENT = re.compile(rf"百分之(?P<n>{_ANY}+)")
_SHARE = re.compile(rf"(?<!百)(?P<whole>(?<!{_ANY}){_ANY}+)分の?之?(?P<part>{_ANY}+)")
_TENTHS = re.compile(
    r"(?P<n>[二两兩三四五六七八九])(?:成(?![立为為员員功果长長年分人就])|割(?![引合りれ])(?=の|が|を|は|、|。|近|以|強|弱))"
)
_OTHERS = (
    (
        re.compile(
            "翻了?一?[番倍]|(?:扩大|擴大|增加|增长|增長|提高|上升|上涨|涨)了?一[番倍]|倍增|成倍|倍増|倍になっ"
        ),
        Fraction(2),
        "times",
    ),
    (re.compile("减半|減半|半減|半数|半數|一半|过半|過半"), Fraction(1, 2), "share"),
)
_OF_EVERY = re.compile(  # `每四名大学生中就有一人`
    rf"每(?P<whole>{_ANY}+|\d+)[{_MEASURES}][^，。；\d]{{0,8}}?[中里]就?有?(?P<part>{_ANY}+|\d+)[{_MEASURES}]"
)
_YEAR_DIGITS = "〇零○一二三四五六七八九"
_DAY = re.compile(  # `二〇二四年三月十五日`
    rf"(?:(?P<y>[{_YEAR_DIGITS}]{{4}})年)?(?<!{_ANY})(?P<m>{_ANY}{{1,2}})月(?:(?P<d>{_ANY}{{1,3}})[日号號])?(?!{_ANY})"
    rf"|(?<![{_YEAR_DIGITS}])(?P<year>[一二][{_YEAR_DIGITS}]{{3}})年(?![代])"
)
_YEAR_VALUES = {**_DIGITS, "○": 0}
_LAST_MONTH, _LAST_DAY = 12, 31
_HINT = re.compile(f"{_ANY}|倍|[减減过過]?半|分[の之]")
_FIRST_FIGURE = 10


def find_numbers_in_characters(text: str) -> Iterator[SpelledNumber]:
    """Every count, share and multiple that is written in characters."""
    if not _HINT.search(text):
        return
    yield from _shares(text)
    for pattern, value, unit in _OTHERS:
        yield from (SpelledNumber(*match.span(), value, unit) for match in pattern.finditer(text))
    yield from _counts(text)


def find_days_in_characters(text: str) -> Iterator[FoundDate]:
    """Every date that is written in characters, as the day in our calendar."""
    for match in _DAY.finditer(text):
        written = match["y"] or match["year"]
        year = int("".join(str(_YEAR_VALUES[digit]) for digit in written)) if written else None
        month, day = (_value(match[name]) if match[name] else None for name in "md")
        if (month is None or 1 <= month <= _LAST_MONTH) and (day is None or 1 <= day <= _LAST_DAY):
            yield FoundDate(*match.span(), Day(year, month, day))


def _shares(text: str) -> Iterator[SpelledNumber]:
    for match in _PER_CENT.finditer(text):
        yield SpelledNumber(*match.span(), Fraction(_value(match["n"])), "%")
    for match in _SHARE.finditer(text):
        if whole := _value(match["whole"]):
            yield SpelledNumber(*match.span(), Fraction(_value(match["part"]), whole), "share")
    for match in _OF_EVERY.finditer(text):
        part, whole = _number(match["part"]), _number(match["whole"])
        if 0 < part < whole:
            yield SpelledNumber(*match.span(), Fraction(part, whole), "share")
    for match in _TENTHS.finditer(text):
        yield SpelledNumber(*match.span(), Fraction(_value(match["n"]), 10), "share")


def _counts(text: str) -> Iterator[SpelledNumber]:
    for match in _COUNT.finditer(text):
        counted = _value(match[0])
        times = text[match.end() : match.end() + 1] == "倍"
        small = counted < _FIRST_FIGURE or (
            len(match[0]) == 1 and counted > _FIRST_FIGURE
        )  # 百人 may mean everyone
        yield SpelledNumber(
            *match.span(), Fraction(counted), "times" if times else "", small=small and not times
        )


def values_of_characters() -> dict[str, int | Fraction]:
    """The numbers from 1 to 99, and a hundred, by their characters."""
    ones = {one: n for one, n in _DIGITS.items() if n}
    tens = {f"{one}十": 10 * n for one, n in ones.items() if n > 1} | {"十": 10}
    joined = {f"{ten}{one}": n + m for ten, n in tens.items() for one, m in ones.items()}
    return {**ones, **tens, **joined, "百": 100}


def _number(written: str) -> int:
    return int(written) if written.isdecimal() else _value(written)


def _value(written: str) -> int:
    """The value of a number in Chinese characters: digits in a row, or digits before ten, hundred and thousand."""
    for sign, scale in sorted(_LARGE.items(), key=lambda item: -item[1]):
        before, found, after = written.partition(sign)
        if found:
            return _value(before) * scale + (_value(after) if after else 0)
    if _PLACES.keys().isdisjoint(written):
        return int("".join(str(_DIGITS[character]) for character in written))
    total = digit = 0
    for character in written:
        if character in _PLACES:
            total, digit = total + max(digit, 1) * _PLACES[character], 0
        else:
            digit = _DIGITS[character]
    return total + digit
