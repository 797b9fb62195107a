"""Lengths of time whose words have a half or a quarter: `a year and a half`, `three quarters of an hour`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bindery.text.characters import ascii_lowered
from bindery.text.dates import mask

_SPANS = re.compile(
    r"(?i)(?<![\w-])(?:(?P<one>an?|one|une?|uno|um|uma)|(?P<n>\d{1,3}|two|three|four|five|six|deux|trois|quatre|cinq|dos|tres|cuatro|due|tre|dois|duas|três|quatro)) "
    r"(?:(?P<year>years?|ans?|années?|años?|ann[oi]|anos?)|(?P<month>months?|mois|mes(?:es)?|mes[ei]|mês)|(?P<week>weeks?|semaines?|semanas?|settiman[ae])"
    r"|(?P<day>days?|jours?|días?|giorn[oi]|dias?)|(?P<hour>hours?|heures?|horas?|or[ae])|(?P<minute>minutes?|minutos?|minut[oi])) "
    r"(?:(?P<half>and a half|et demie?|y medi[oa]|e mezz[oa]|e mei[oa])|(?P<three>and three[ -]quarters|et trois quarts|y tres cuartos|e tre quarti)"
    r"|and a quarter|et quart|y cuarto|e un quarto)(?!\w)"
)
_HALF_YEAR = re.compile(
    r"(?i)(?<!\w)(?:half a year|half-year(?= (?:later|earlier|after|before))|six-month period|ein(?:em|en|es)? halbe[sn]? jahr(?:es)?|halbes jahr|(?:une )?demi-année|"
    r"medio año|mezzo anno|meio ano|полгода|полугода|نصف سنة|نصف عام|آدھا سال|आधा साल|(?<!و )(?<!و\u200c)نیم سال|半年)(?!\w)"
)
_UNITS = ("year", "month", "week", "day", "hour", "minute")
_SMALL = {
    word: n
    for words in (
        "two three four five six",
        "deux trois quatre cinq",
        "dos tres cuatro",
        "due tre",
        "dois três quatro",
        "duas",
    )
    for n, word in enumerate(words.split(), 2)
}
# How many minutes are in a part of an hour.
_PARTS = {
    30: r"half an hour|une demi-heure|eine[nr]? halben? stunde|media hora|mezz['’]ora|meia hora|een half uur|полчаса|آدھا گھنٹہ|آدھے گھنٹے|आधा घंटा|आधे घंटे|نصف ساعة|نیم ساعت|半小时|半个小时",
    15: r"(?:a )?quarter of an hour|un quart d['’]heure|eine[nr]? viertelstunde|un cuarto de hora|un quarto d['’]ora|четверть часа|ربع ساعة",
    45: r"three[- ]quarters of an hour|trois quarts d['’]heure|eine[nr]? dreiviertelstunde|tres cuartos de hora|tre quarti d['’]ora|پون گھنٹہ|पौन घंटा|ثلاثة أرباع الساعة",
    90: r"an hour and a half|ڈیڑھ گھنٹہ|ڈیڑھ گھنٹے|डेढ़ घंटा|डेढ़ घंटे|ساعة ونصف|полтора часа",
}
_PART = re.compile(
    "(?i)(?<!\\w)(?:" + "|".join(f"(?P<m{n}>{words})" for n, words in _PARTS.items()) + r")(?!\w)"
)
# Two of a unit of time is one word in Arabic.
_PAIRS = {
    "year": "سنتين|سنتان|عامين|عامان",
    "month": "شهرين|شهران",
    "week": "أسبوعين|أسبوعان|اسبوعين",
    "day": "يومين|يومان",
    "hour": "ساعتين|ساعتان",
    "minute": "دقيقتين|دقيقتان",
}
_PAIR = re.compile(
    "(?<!\\w)[وبل]?(?:"
    + "|".join(f"(?P<{unit}>{words})" for unit, words in _PAIRS.items())
    + r")(?P<half> ونصف(?: ال\w+)?)?(?!\w)"
)
# One and a half of a unit of time, in languages that need no article or number before it.
_ONE_AND_A_HALF = {
    "year": "سنة|عام|یک سال",
    "month": "شهر|یک ماه",
    "week": "أسبوع|یک هفته",
    "day": "يوم|یک روز",
    "hour": "یک ساعت",
}
_ONE_AND_A_HALF_OF = re.compile(
    "(?<!\\w)[وبل]?(?:"
    + "|".join(f"(?P<{unit}>{words})" for unit, words in _ONE_AND_A_HALF.items())
    + r")(?: ونصف(?: ال\w+)?| و\u200c?\s?نیم)(?!\w)"
)
_HAN_DIGITS = "一二三四五六七八九十"
_HAN_LENGTH = re.compile(  # `一个半月`, `3年半`
    rf"(?P<n>\d{{1,3}}|[{_HAN_DIGITS}两])(?:(?:个|個)半(?P<before>月|小时|小時)|(?P<after>年|[かカヶ箇个個]月|週間|時間|日)半)"
)
_HAN_UNITS = {
    "月": "month",
    "时": "hour",
    "時": "hour",
    "年": "year",
    "週間": "week",
    "時間": "hour",
    "日": "day",
}
_HINT = re.compile(
    r"half|quarter| past |o['’]clock| uhr|jährig|monatig|wöchig|tägig|stündig|minütig|twenty-five to |twenty to |ten to |demi|quart|halb|viertel|medi[oa]|cuarto|mezz[oa]|mei[oa]|بجے|बजे|hour|heure|stunde|hora|полгода|نصف|آدھا|आधा|نیم|半年|полугода|ساعة|ساعت|گھنٹ|घंट|час|小时"
)


class Half(NamedTuple):
    """A length of time.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        value: the length.
        unit: its unit in English.
    """

    start: int
    end: int
    value: Fraction
    unit: str


def find_halves(text: str) -> Iterator[Half]:
    """Every length of time that is written so."""
    if ":" in text:
        yield from _exact_times(text)
    if not text.isascii():
        yield from _pairs_and_characters(text)
    if _HINT.search(text.lower()):
        yield from _lengths(text)
        yield from _german_lengths(text)


def _pairs_and_characters(text: str) -> Iterator[Half]:
    """The lengths of time whose words have no Latin letters."""
    for match in _PAIR.finditer(text):
        unit = next(unit for unit in _PAIRS if match[unit])
        yield Half(*match.span(), Fraction(5 if match["half"] else 4, 2), unit)
    for match in _ONE_AND_A_HALF_OF.finditer(text):
        yield Half(*match.span(), Fraction(3, 2), next(unit for unit in _ONE_AND_A_HALF if match[unit]))
    for match in _HAN_LENGTH.finditer(text):
        written, named = match["n"], match["before"] or match["after"]
        many = (
            int(written) if written.isdecimal() else 2 if written == "两" else _HAN_DIGITS.index(written) + 1
        )
        yield Half(*match.span(), many + Fraction(1, 2), _HAN_UNITS.get(named) or _HAN_UNITS[named[-1]])


def _lengths(text: str) -> Iterator[Half]:
    """The lengths of time in a text."""
    taken: list[tuple[int, int]] = []
    for match in _PART.finditer(text):
        taken.append(match.span())
        yield Half(*match.span(), Fraction((match.lastgroup or "")[1:]), "minute")
    for match in _SPANS.finditer(mask(text, taken)):
        part = Fraction(1, 2) if match["half"] else Fraction(3, 4) if match["three"] else Fraction(1, 4)
        many = 1 if match["one"] else _SMALL.get(ascii_lowered(match["n"])) or int(match["n"])
        unit = next(key for key in _UNITS if match[key])
        yield Half(*match.span(), Fraction(many) + part, unit)
    for match in _HALF_YEAR.finditer(text):
        yield Half(*match.span(), Fraction(6), "month")


_GERMAN_UNITS = {
    "jährig": "year",
    "monatig": "month",
    "wöchig": "week",
    "tägig": "day",
    "stündig": "hour",
    "minütig": "minute",
}
_GERMAN_SMALL = {
    word: n
    for n, word in enumerate(
        [
            "ein",
            "zwei",
            "drei",
            "vier",
            "fünf",
            "sechs",
            "sieben",
            "acht",
            "neun",
            "zehn",
            "elf",
            "zwölf",
            "dreizehn",
            "vierzehn",
            "fünfzehn",
            "sechzehn",
            "siebzehn",
            "achtzehn",
            "neunzehn",
            "zwanzig",
        ],
        1,
    )
} | {"dreißig": 30, "vierzig": 40, "fünfzig": 50, "hundert": 100}
# Not `der 34-jährige Mann`, who is as old as that.
_GERMAN_LENGTH = re.compile(
    rf"(?<![\w-])(?P<n>\d{{1,3}}(?=-(?!jährig))|(?i:{'|'.join(sorted(_GERMAN_SMALL, key=len, reverse=True))}))-?"
    rf"(?P<unit>{'|'.join(_GERMAN_UNITS)})(?:e[mnrs]?)?(?!\w)"
)


def _german_lengths(text: str) -> Iterator[Half]:
    """Lengths of time in one German word: `sechsjährig`, `90-minütig`."""
    for match in _GERMAN_LENGTH.finditer(text):
        many = _GERMAN_SMALL.get(ascii_lowered(match["n"])) or int(match["n"])
        yield Half(*match.span(), Fraction(many), _GERMAN_UNITS[match["unit"]])


_RACE_TIME = re.compile(r"(?<![\w.:])(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d\.\d{1,3})(?![\w:]|\.\d)")


def _exact_times(text: str) -> Iterator[Half]:
    """Lengths of time with parts of a second: `1:58.7`."""
    for match in _RACE_TIME.finditer(text):
        minutes = int(match["minutes"]) + Fraction(match["seconds"]) / 60
        yield Half(*match.span(), minutes, "minute")
