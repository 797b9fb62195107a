"""Times of day and lengths of time whose words have a half or a quarter: `half past six`, `a year and a half`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bindery.text.dates import mask

_HOURS = {
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "de": "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "fr": "une deux trois quatre cinq six sept huit neuf dix onze douze",
    "es": "una dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "ur": "ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ",
    "hi": "एक दो तीन चार पांच छह सात आठ नौ दस ग्यारह बारह",
}
# H is the hour. The minutes that are added to it; and words without which it is no time of day.
_CLOCKS = (
    ("en", r"twenty-five past H", 25),
    ("en", r"twenty-five to H", -25),
    ("en", r"half[ -]past H", 30),
    ("en", r"(?:a )?quarter past H", 15),
    ("en", r"(?:a )?quarter to H", -15),
    ("en", r"(?P<m>five|ten|twenty) past H", 0),
    ("en", r"twenty to H", -20),
    ("en", r"H o['’]clock", 0),
    ("en", r"ten to H(?= (?:in|a\\.?m|p\\.?m|o['’]clock))", -10),
    ("de", r"(?:um|gegen|bis|seit|vor|nach|ab) halb H", -30),
    ("de", r"(?=[^\W\d])H uhr(?! \d)", 0),
    ("de", r"viertel nach H", 15),
    ("de", r"(?:viertel vor|dreiviertel) H", -15),
    ("fr", r"(?:à|vers|dès) H heures? et demie", 30),
    ("fr", r"(?:à|vers|dès) H heures? et quart", 15),
    ("fr", r"(?:à|vers|dès) H heures? moins le quart", -15),
    ("es", r"(?:a las?|hacia las?) H y media", 30),
    ("es", r"(?:a las?|hacia las?) H y cuarto", 15),
    ("ur", r"ساڑھے H بجے", 30),
    ("ur", r"سوا H بجے", 15),
    ("ur", r"پونے H بجے", -15),
    ("hi", r"साढ़े H बजे", 30),
    ("hi", r"सवा H बजे", 15),
    ("hi", r"पौने H बजे", -15),
)
_PAST = {"five": 5, "ten": 10, "twenty": 20}
_SPANS = re.compile(
    r"(?i)(?<![\w-])(?:(?P<one>an?|one|une?|uno|um|uma)|(?P<n>\d{1,3}|two|three|four|five|six|deux|trois|quatre|cinq|dos|tres|cuatro|due|tre|dois|duas|três|quatro)) "
    r"(?:(?P<year>years?|ans?|années?|años?|ann[oi]|anos?)|(?P<month>months?|mois|mes(?:es)?|mes[ei]|mês)|(?P<week>weeks?|semaines?|semanas?|settiman[ae])"
    r"|(?P<day>days?|jours?|días?|giorn[oi]|dias?)|(?P<hour>hours?|heures?|horas?|or[ae])|(?P<minute>minutes?|minutos?|minut[oi])) "
    r"(?:(?P<half>and a half|et demie?|y medi[oa]|e mezz[oa]|e mei[oa])|(?P<three>and three[ -]quarters|et trois quarts|y tres cuartos|e tre quarti)"
    r"|and a quarter|et quart|y cuarto|e un quarto)(?!\w)"
)
_HALF_YEAR = re.compile(
    r"(?i)(?<!\w)(?:half a year|half-year(?= (?:later|earlier|after|before))|six-month period|ein(?:em|en|es)? halbe[sn]? jahr(?:es)?|halbes jahr|(?:une )?demi-année|"
    r"medio año|mezzo anno|meio ano|полгода|полугода|نصف سنة|نصف عام|آدھا سال|आधा साल|نیم سال|半年)(?!\w)"
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
_HINT = re.compile(
    r"half|quarter| past |o['’]clock| uhr|jährig|monatig|wöchig|tägig|stündig|minütig|twenty-five to |twenty to |ten to |demi|quart|halb|viertel|medi[oa]|cuarto|mezz[oa]|mei[oa]|بجے|बजे|hour|heure|stunde|hora|полгода|نصف|آدھا|आधा|نیم|半年|полугода|ساعة|ساعت|گھنٹ|घंट|час|小时"
)
_OPEN = "?"  # at the end of a time of day whose half of the day its words do not say


class Half(NamedTuple):
    """A time of day or a length of time.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        clock: the time of day in the form `06:30?`; empty for a length of time.
        value: the length; None for a time of day.
        unit: its unit in English; empty for a time of day.
    """

    start: int
    end: int
    clock: str
    value: Fraction | None = None
    unit: str = ""


def _clock_patterns() -> tuple[tuple[re.Pattern[str], dict[str, int], int], ...]:
    made = []
    for language, words, minutes in _CLOCKS:
        hours = {word: n for n, word in enumerate(_HOURS[language].split(), 1)}
        hour = rf"(?P<hour>{'|'.join([*hours, *(str(n) for n in range(12, 0, -1))])})"
        pattern = re.compile(rf"(?i)(?<!\w){words.replace('H', hour)}(?!\w)")
        made.append((pattern, hours, minutes))
    return tuple(made)


_PATTERNS = _clock_patterns()


def find_halves(text: str) -> Iterator[Half]:
    """Every time of day and every length of time that is written so."""
    yield from _exact_times(text)
    for match in _PAIR.finditer(text):
        unit = next(unit for unit in _PAIRS if match[unit])
        yield Half(*match.span(), "", Fraction(5 if match["half"] else 4, 2), unit)
    if not _HINT.search(text.lower()):
        return
    taken: list[tuple[int, int]] = []
    for pattern, hours, minutes in _PATTERNS:
        for match in pattern.finditer(text):
            if any(first < match.start() < last for first, last in taken):
                continue  # `five past three` in `twenty-five past three`
            word = match["hour"].lower()
            past = _PAST.get((match.groupdict().get("m") or "").lower(), minutes)
            at = (60 * (hours.get(word) or int(word)) + past) % 720
            yield Half(*match.span(), f"{at // 60:02}:{at % 60:02}{_OPEN}")
            taken.append(match.span())
    yield from _lengths(text, taken)
    yield from _german_lengths(text)


def _lengths(text: str, taken: list[tuple[int, int]]) -> Iterator[Half]:
    """The lengths of time in a text, outside the places of its times of day."""
    for match in _PART.finditer(text):
        taken.append(match.span())
        yield Half(*match.span(), "", Fraction((match.lastgroup or "")[1:]), "minute")
    for match in _SPANS.finditer(mask(text, taken)):
        part = Fraction(1, 2) if match["half"] else Fraction(3, 4) if match["three"] else Fraction(1, 4)
        many = 1 if match["one"] else _SMALL.get(match["n"].lower()) or int(match["n"])
        unit = next(key for key in _UNITS if match[key])
        yield Half(*match.span(), "", Fraction(many) + part, unit)
    for match in _HALF_YEAR.finditer(text):
        yield Half(*match.span(), "", Fraction(6), "month")


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
        many = _GERMAN_SMALL.get(match["n"].lower()) or int(match["n"])
        yield Half(*match.span(), "", Fraction(many), _GERMAN_UNITS[match["unit"]])


_RACE_TIME = re.compile(r"(?<![\w.:])(?P<minutes>\d{1,3}):(?P<seconds>[0-5]\d\.\d{1,3})(?![\w:]|\.\d)")


def _exact_times(text: str) -> Iterator[Half]:
    """Lengths of time with parts of a second: `1:58.7`."""
    for match in _RACE_TIME.finditer(text):
        minutes = int(match["minutes"]) + Fraction(match["seconds"]) / 60
        yield Half(*match.span(), "", minutes, "minute")


def clock_key(written: str) -> str:
    """A time of day without its half of the day, by which it can be found; empty for anything else."""
    match = re.fullmatch(r"(\d{1,2})[:.](\d\d)(?:\?)?", written)
    return f"clock {int(match[1]) % 12}:{match[2]}" if match else ""


def same_time(one: str, other: str) -> bool:
    """Whether two times of day may be the same, of which the words of one do not say the half of the day."""
    if not (one.endswith(_OPEN) or other.endswith(_OPEN)):
        return False
    return bool(clock_key(one)) and clock_key(one) == clock_key(other)
