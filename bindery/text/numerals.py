"""Finds figures in English prose: numbers, shares, versions and dates, with units and words such as `at least`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache, lru_cache, partial

from bindery.text import dates, number_words
from bindery.text.below_zero import below_zero
from bindery.text.bounds import find_bound
from bindery.text.calendars import find_other_calendars
from bindery.text.cents import join_cents
from bindery.text.character_numbers import find_days_in_characters
from bindery.text.characters import lowered
from bindery.text.clock_times import PARTS_OF_NAMED_TIMES, find_named_times, find_times
from bindery.text.dates import COUNTED, Day, mask
from bindery.text.decimal_marks import has_decimal_comma, in_english
from bindery.text.figure import ORDINAL, Figure
from bindery.text.figure_words import figure_forms
from bindery.text.foreign_dates import find_foreign_dates, names_month
from bindery.text.foreign_numbers import (
    SCALE_AFTER_DIGITS,
    SCALES_AFTER_DIGITS,
    find_foreign_number_words,
    is_more_often_a_word,
    is_other_scale,
    is_other_word,
    may_be_in_number,
)
from bindery.text.fraction_signs import FRACTION_SIGNS, find_fractions, fraction_of
from bindery.text.halves import find_halves
from bindery.text.joined_numbers import find_joined_numbers, has_joined_numbers
from bindery.text.kept_results import kept_result
from bindery.text.languages import code_of
from bindery.text.money import MONEY
from bindery.text.number_changes import NO_CHANGE, NumberChange, change_of
from bindery.text.number_context import mark_lists, mark_pairs, mark_ranges
from bindery.text.number_nouns import counted_after, given_for, measure_after
from bindery.text.number_parts import find_numbers_of_parts, has_number_parts, scale_of_parts
from bindery.text.number_words import SCALE, SCALES, SHORT, SpelledNumber
from bindery.text.one_in import find_one_in
from bindery.text.roman_numerals import find_roman, may_be_in_roman
from bindery.text.rough_numbers import find_centuries, find_decades
from bindery.text.scales import scale_after
from bindery.text.spoken_times import find_spoken_times
from bindery.text.unit_names import half_after
from bindery.text.units_beside import percent_words, points_words, unit_after, unit_before, unit_pattern
from bindery.text.words_of_all import words_of_all

_CLASSES = (Day, Figure, NumberChange)  # that figures consist of
_MOST_DIGITS = 40  # a longer run of digits is not read as a number

_GAP = r"(?:[,'’ \u2007\u2009\u202f]|\u00a0+)"  # separates groups of three digits
DIGITS = (
    rf"(?:\d{{1,3}}(?P<gap>{_GAP})\d{{3}}(?:(?P=gap)\d{{3}})*(?!\d|,\d{{3}})|\d{{1,2}}(?:,\d\d)+,\d{{3}}(?!\d)|\d+)"
    r"(?:\.\d+)?"
)
_CODES = "Rs|Rp|PKR|USD|EUR|GBP|INR|IDR|BRL"

# Before a number stands no letter, unless it is one of a script that puts no space between words.
_EDGE = (
    r"(?:(?<![\w.])|(?<=[\u0e00-\u0e7f\u2e80-\u2fdf\u3005-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]))"
)
_NUMBER = re.compile(
    rf"{_EDGE}(?:(?P<money>(?:US|A|C|R|HK|NT)?[$£€₹¥₺₽]|(?:{_CODES})\.?)\s?)?(?P<sign>(?:(?<![\w)\x00])[-−]|(?<=[\u3400-\u9fff])−)(?=\d)|(?i:(?<!\w)(?<!plus or )(?<!plus ou )(?<!plus oder )(?:minus|минус|منفی|माइनस|ناقص|eksi) )(?=\d)|零下(?=\d))?"
    rf"(?P<digits>{DIGITS})(?:[ \u00a0\u202f\u2044]?(?P<glyph>[{FRACTION_SIGNS}]))?"
    rf"(?i:(?P<far>{SCALE_AFTER_DIGITS})|[\s-]+(?P<scale>{SCALE})\b|(?P<short>{'|'.join(SHORT)})\b|(?P<rank>st|nd|rd|th)\b)?(?:(?<=[千万萬億亿])|(?!\d|\.\d|(?!(?:[MGT]Wh?|[MG]t|(?:M|MM|Mds?|Mrds?|T)(?=[ \u00a0]?€))(?!\w))[A-Z{FRACTION_SIGNS}]))"
)
_VERSIONS_TIMES_RATIOS = (
    re.compile(r"(?<![\w.])v?\d+(?:\.\d+)*\.[x*](?!\w)"),  # 1.x
    re.compile(
        r"(?<![\w.])v?\d+(?:\.\d+)+(?:[-.]?(?:alpha|beta|dev|post|rc|a|b)[-.]?\d+)+(?!\w)"
    ),  # 2.0.dev6
    re.compile(r"(?<![\w.])v?\d+(?:\.\d+){2,}(?!\w)"),  # 9.8.1
    re.compile(r"(?<!\w)v\d+(?:\.\d+)?(?!\w)"),  # v2
    re.compile(r"(?<![\w./])(?!24/7\b)\d+/\d+(?:/\d+)?(?![\w/])"),  # 9/11
)
_LABEL = re.compile(  # Section 2, page 4, Resolution 1267, (1)
    r"(?<!\w)(?:(?i:sections?|chapters?|articles?|pages?|pp?\.|paras?\.|paragraphs?|tables?|figures?|footnotes?|annex"
    r"|appendix|clauses?|step)|Act|Bill|Block|Case|Category|Class|Clause|Decree|Flight|Gate|Grade|Highway|Item|Law|Level"
    r"|Line|No\.|Part|Phase|Platform|Protocol|Resolution|Room|Route|Rule|Schedule|Sector|Terminal|Tier|Type|Unit|Vol\."
    r"|Volume|Ward|Zone)[ \u00a0](?!(?:18|19|20)\d\d(?!\d))\d[\d.:–-]*(?<=[\d])(?:\([a-z\d]+\))*"
    r"(?:(?:,| and| to| or) \d+(?=[.,;:)]|$))?(?![\d,]*\d|\s*%|\s+per)|[§#№]\s?\d[\d.]*|(?<![\w.])24/7(?!\w)"
)
_CODE_NAME = re.compile(  # F-16
    rf"(?<![\w-])(?!(?:{_CODES}|US)\d|(?i:mid|early|late|pre|post|non)-)[A-Z][A-Za-z]{{0,20}}-?\d[\w-]*"
)
_NAMED_BY_NUMBER = re.compile(  # Formula 1, Boeing 737-800: what the number is part of is no `1 race`
    r"(?<!\w)(?:(?:Formula|Formel|Formule|Fórmula|Formuła|Formuły|Формула|Формулы|Формуле|فارمولا|فورمولا|फॉर्मूला)[ \u00a0-](?P<race>[123]|One|Two|Three)"
    r"|(?:Boeing|Airbus|Tupolev|Antonov|Ilyushin|Embraer|Cessna|Боинг\w*|بوئنگ|بوينغ|بوئینگ|Apollo|Soyuz|Windows|iPhone|Falcon)[ \u00a0](?P<type>\d{1,4}))"
    r"(?:-\d+\w*|s)?(?![\w,.]*\d|\s*%)(?!\w)"
)
_RACES = {"One": "1", "Two": "2", "Three": "3"}
_NEVER_A_NAME = frozenset(
    [
        "a",
        "about",
        "above",
        "after",
        "almost",
        "an",
        "and",
        "around",
        "as",
        "at",
        "below",
        "between",
        "by",
        "for",
        "from",
        "in",
        "into",
        "is",
        "nearly",
        "of",
        "on",
        "only",
        "or",
        "over",
        "roughly",
        "since",
        "some",
        "than",
        "the",
        "to",
        "under",
        "until",
        "up",
    ]
)
_SCALE_AFTER_HALF = re.compile(rf"(?i)(?P<far>{SCALE_AFTER_DIGITS})|[\s-]+(?P<scale>{SCALE})\b")
_TWO_OF_A_SCALE = {  # of which half is meant after them: `مليونان ونصف المليون`
    **dict.fromkeys(("ألفان", "ألفين"), 10**3),
    **dict.fromkeys(("مليونان", "مليونين"), 10**6),
    **dict.fromkeys(("ملياران", "مليارين"), 10**9),
}
_MONTH_OF_YEAR = re.compile(
    r"(?<=年)(?:\d{1,2}月|\x00)"
)  # `24年3月`, of which the month has been read, is a date
_OF_WHOLE = ("%", "share", "times")
_NEVER_AND_A_HALF = (*_OF_WHOLE, ORDINAL)
_THAN_THOSE = re.compile(  # `meno dei 2,4 metri del 2022`: it is compared with that number
    r"(?i)(?:più|meno|plus|moins|mais|menos) (?:dei|degli|delle|del|della|dell'|des|du|d[oa]s?)(?!\w)(?! que)"
)
# Units that are given in another one, and how much of that they are.
_CONVERTED = {span: (Fraction(years), "year") for span, years in number_words.SPANS.items()}
_CONVERTED["tenths"] = (Fraction(1, 10), "pp")
_COUNTED = re.compile(rf"(?i)[\s-]+{COUNTED}")
_THESE = re.compile(r"(?i)(?<!\w)(?:all|these|those|other)\s+$")  # `all three` are things named before
_ADDRESSES_AND_IDS = re.compile(r"https?://[^\s<>)\]]+|(?<=\]\()[^)\s]*|\[#[^\[\]\s]*\]|(?<!\w)@[\w-]+")
_DIGIT = re.compile("[0-9]")
_LETTERS = re.compile("[A-Za-z]+")
_MOST_PLAIN_WORDS = 50_000
_plain_words: set[str] = set()  # words that are part of no figure, with their punctuation
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3})+(?![\d.,])")
_COUNTS = re.compile(
    r"(?i)(?<!\w)(?:had|has|have|with|counted|were|are|lost|sank|built|bought|sold|killed|over|than|least|nearly|almost|exactly|all|another)\s$"
)
_MANY_OF = re.compile(
    r"\s(?!(?:figures|elections|results|prices|levels|numbers|estimates|floods|protests|games)\b)[a-z]{3,}s\b"
)
_PART_OF = re.compile(
    r"(?i)(?<!\w)(?P<part>early|mid|late|spring|summer|autumn|fall|winter|(?:first|second) half|(?:first|second|third|fourth|last) quarter)"
    r"[ -](?:in |of )?(?:the )?$"
)
_ARABIC_AND = re.compile(
    r"(?<!\w)(?:[وفبك]?ال|[وفب]?لل|[وف]?[بلك]|[وف])ـ*(?=\d)"
)  # `و41`: and 41, `الـ23`: the 23
_TURKISH_SCALE = re.compile(  # with the endings of a case; in other languages, `bin` is a word of its own
    r"[ \u00a0](?:(?P<thousand>bin)|(?P<million>milyon)|milyar)(?:l[iıu]k|d[iıu]r?|d?[ae]n?|[iıu]n?)?(?!\w)"
)
_JOINED = frozenset(
    "万萬億亿억만조兆"
)  # after which the next part of a number stands without a space: `2万4千`
_NEXT_PART = re.compile(
    r"[\u064b-\u0652]*[ \u00a0]+(?:and |اور |और |او |و ?)?[ \u00a0]*"
)  # between 3 lakh and 10 thousand
# Languages in which `46 thousand 200` is one number.
_WITH_REST = frozenset(["tr", "ko", "ur", "hi", "fa", "ar", "ps", "bn", "ru", "uk", "id"])
_ONE_OF_A_SCALE = re.compile(r"(?<!\w)(?P<scale>ألف|مليون|مليار) [و ]$")  # before `245 ألف`
_ENTITY = re.compile(r"&#?\w{2,8};")
_SIGNS = str.maketrans({"٬": ",", "٫": ".", "٪": "%", "％": "%"})


@cache
def _name_and_version() -> re.Pattern[str]:
    """Matches such as `Python 3.11`, where no unit and no scale follows."""
    return re.compile(
        r"(?<!\w)(?P<name>[A-Za-z][\w+#-]*)\s+(?P<token>v?\d+\.\d+)"
        rf"(?!\d|\.\d|\s*{percent_words()}|[\s-]+(?:{SCALE}|{COUNTED})|(?i:{SCALE_AFTER_DIGITS})|(?:{'|'.join(SHORT)})\b)"
    )


@cache
def _and_a_half() -> re.Pattern[str]:
    """Matches such as `and a half` after a number; in Arabic, with the scale that is halved."""
    words = words_of_all("units", "and_a_half")
    return re.compile(rf"(?i)[\s\u200c-]+(?:{words})(?: ال\w+)?(?!\w)")


@cache
def _part_of_percent() -> re.Pattern[str]:
    """Matches `of a percentage point` after a share, and `per cent`."""
    of, article = words_of_all("changes", "of"), figure_forms("", "article")
    link = rf"(?:{of})\s+|(?:{words_of_all('units', 'of')})\s*"
    return re.compile(
        rf"(?i)\s+(?:(?:{link})?(?:{article})\s+)?(?:(?P<pp>{points_words()})|{percent_words()})"
    )


@cache
def _tenths() -> re.Pattern[str]:
    """Matches tenths of a percentage point: `dos décimas menos`."""
    words, none = (words_of_all("beside_numbers", key) for key in ("tenths", "no_tenths"))
    return re.compile(rf"(?i)\s+(?!{none})(?:{words})(?!\w)")


def find_figures(text: str, language: str = "", *, only: bool = False) -> tuple[Figure, ...]:
    """Every figure in a text, in reading order.

    Args:
        text: the text.
        language: its language, which decides what a point and a comma within a number mean; empty when not known.
        only: whether it certainly is in this language, so that a word such as English `due` is no Italian number. Where
            only the parts of numbers are known of a language, and no words for limits, numbers in words are read only then.
    """
    tag = code_of(language)
    return _find_figures(text, tag[:2] if only else "", tag, comma=has_decimal_comma(language))


@lru_cache(maxsize=4096)  # asked of a text by who reads it, and again by who finds its figures
def has_no_figure(text: str) -> bool:
    """Whether a text certainly has no figure: no digit, and only words that are part of none. Most texts are such."""
    new = set(text.split()) - _plain_words
    if any(map(_may_have_figure, new)):
        return False
    if len(_plain_words) > _MOST_PLAIN_WORDS:
        _plain_words.clear()
    _plain_words.update(new)
    return True


def _may_have_figure(word: str) -> bool:
    """Whether a word with its punctuation may have a figure, or be part of one."""
    return (
        not word.isascii() or bool(_DIGIT.search(word)) or any(map(_may_be_in_figure, _LETTERS.findall(word)))
    )


def _may_be_in_figure(word: str) -> bool:
    """Whether a word of ASCII letters may be part of a figure."""
    small = word.lower()
    return (
        dates.is_month(small)
        or small in PARTS_OF_NAMED_TIMES
        or may_be_in_roman(word)
        or "ties" in small
        or "entur" in small
        or number_words.may_be_in_english_number(small)
        or may_be_in_number(small)
    )


@lru_cache(maxsize=8192)
def _find_figures(written: str, only: str = "", tag: str = "", *, comma: bool) -> tuple[Figure, ...]:
    hidden = has_number_parts(tag) or (only and has_joined_numbers(tag))
    if not hidden and has_no_figure(written) and not names_month(written, tag):
        return ()

    def find() -> tuple[Figure, ...]:
        text = in_english(_plain(written), comma=comma)
        found = _found_in(text, written, only, tag)
        return tuple(_as_written(figure, written) for figure in found) if comma and text != written else found

    return kept_result(("figures", written, only, tag, comma), _CLASSES, find)


def _as_written(figure: Figure, text: str) -> Figure:
    """The figure with the points between its thousands, because another text may write it so too."""
    grouped = _POINTS.search(text[figure.start : figure.end])
    return (
        replace(figure, token=grouped[0]) if grouped and figure.value is not None and figure.token else figure
    )


def _found_in(text: str, written: str, only: str, tag: str) -> tuple[Figure, ...]:
    """The figures of a text.

    Args:
        text: the text, with its numbers as in English.
        written: the text as its author wrote it.
        only: its language where numbers in words are looked for in no other; else empty.
        tag: its language.
    """
    days = [*find_other_calendars(text), *find_days_in_characters(text)]
    days += find_foreign_dates(mask(text, [(date.start, date.end) for date in days]), tag)
    rest = mask(text, [(date.start, date.end) for date in days])
    foreign = tag not in ("", "en")
    days += [date for date in dates.find_dates(rest) if not (foreign and _is_seven(text, date))]
    found = [_date_figure(date, text, tag) for date in dates.complete_ranges(text, days)]
    rest = _without(text, found)
    in_words = partial(_number_words, only=only)
    if only:  # in a statement, `trzydniowy` may be from a date to another one
        joined = list(find_joined_numbers(rest, tag))
        found += [
            _with_context(rest, Figure(start, end, value, unit), tag) for start, end, value, unit in joined
        ]
        rest = _without(rest, found)
    versions = partial(_versions, written=written)
    for find in (
        (_spoken_times, *_FINDERS, versions, _numbers, in_words)
        if _DIGIT.search(rest)
        else (_spoken_times, _halves, _centuries, _fractions, _tokens, in_words)
    ):
        figures = list(find(rest, tag))
        rest = _without(rest, figures)
        found += figures
    known = (figure for figure in found if figure.value is not None or figure.token or figure.day)
    whole = join_cents(text, _joined_scales(text, sorted(known, key=lambda figure: figure.start)))
    listed = mark_lists(text, whole)
    return mark_ranges(text, mark_pairs(text, listed, tag), tag)


def _joined_scales(text: str, found: list[Figure]) -> list[Figure]:
    """The figures, with a number in words and one in digits right after it as one number: `چار لاکھ 12 ہزار`."""
    joined: list[Figure] = []
    for figure in found:
        last = joined[-1] if joined else None
        if last and _NEXT_PART.fullmatch(text, last.end, figure.start) and _continues(text, last, figure):
            value = (last.value or Fraction(0)) + (figure.value or Fraction(0))
            joined[-1] = replace(figure, start=last.start, value=value, bound=last.bound, said=last.said)
        else:
            joined.append(_after_one_of_a_scale(text, figure))
    return joined


def _after_one_of_a_scale(text: str, figure: Figure) -> Figure:
    """A number with the scale before it of which there is one: 1,245,000 for `مليون و245 ألف`."""
    match = _ONE_OF_A_SCALE.search(text, max(0, figure.start - 12), figure.start)
    whole = SCALES_AFTER_DIGITS.get(match["scale"], 0) if match else 0
    if not match or figure.value is None or not 0 < figure.value < whole:
        return figure
    return replace(figure, start=match.start(), value=figure.value + whole)


def _continues(text: str, last: Figure, figure: Figure) -> bool:
    """Whether a number has the smaller scales of the one before it, which has no unit and ends with a scale."""
    word = text[last.start : last.end].rsplit(maxsplit=1)[-1].lower()
    scale = _BEFORE_SMALLER.get(word, 0)
    plain = not (last.unit or last.day or figure.day or last.end_of_range)
    return plain and figure.value is not None and 0 < figure.value < scale and not figure.bound


def _is_seven(text: str, date: dates.FoundDate) -> bool:
    """Whether what looks like a month is a French number: `Sept`."""
    return text[date.start : date.end] == "Sept"


def _plain(text: str) -> str:
    """The text with ASCII digits and with addresses and citations masked. Each character keeps its offset."""
    if not text.isascii():
        text = text.translate(_SIGNS)
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in text)
        text = _ARABIC_AND.sub(lambda match: " " * len(match[0]), text)
    text = _ENTITY.sub(lambda match: "\u00a0" * len(match[0]), text)
    return mask(text, [match.span() for match in _ADDRESSES_AND_IDS.finditer(text)])


def _without(text: str, figures: list[Figure]) -> str:
    """The text with these figures masked, so that they are not found again."""
    return mask(text, [(figure.start, figure.end) for figure in figures])


def _date_figure(date: dates.FoundDate, text: str, language: str) -> Figure:
    day = date.day
    if (count := _counted_year(text, date, language)) is not None:
        return count
    plain_year = day.month is None and not day.decade and date.end - date.start == len("2024")
    value = Fraction(day.year) if plain_year and day.year is not None else None
    part = _PART_OF.search(text, max(0, date.start - 24), date.start)
    named = (
        " ".join(part["part"].lower().split())
        .replace("fall", "autumn")
        .replace("last quarter", "fourth quarter")
        if part
        else ""
    )
    return Figure(date.start, date.end, value, day=day, weak=day.year is None and day.day is None, part=named)


def _counted_year(text: str, date: dates.FoundDate, language: str) -> Figure | None:
    """A number that looks like a year but counts what follows, as in `had 2023 boats`; None for a year."""
    written = text[date.start : date.end]
    counts = written.isdigit() and _COUNTS.search(text, max(0, date.start - 14), date.start)
    if not counts or not _MANY_OF.match(text, date.end):
        return None
    return _with_context(text, Figure(date.start, date.end, Fraction(written), token=written), language)


def _tokens(text: str, _language: str) -> Iterator[Figure]:
    """Versions with several points, times of day and ratios."""
    named = list(find_named_times(text))
    yield from (Figure(start, end, token=time, weak=weak) for start, end, time, weak in named)
    if not _DIGIT.search(text):
        return
    text = mask(text, [(start, end) for start, end, *_ in named])
    times = list(find_times(text))
    yield from (Figure(start, end, token=time) for start, end, time in times)
    text = mask(text, [(start, end) for start, end, _ in times])
    for pattern in _VERSIONS_TIMES_RATIOS:
        places = []  # so that no later pattern matches within what this one found
        for match in pattern.finditer(text):
            places.append(match.span())
            yield Figure(*match.span(), token=match[0].removeprefix("v").replace("*", "x"))
        text = mask(text, places)


def _fractions(text: str, language: str) -> Iterator[Figure]:
    """Shares with a sign or a stroke, and those of so many: `¾`, `1/3 of the voters`, `1 in 11`."""
    for start, end, value in find_one_in(text, language):
        yield _with_context(text, Figure(start, end, value, "share"), language)
    text = _without(text, [Figure(start, end) for start, end, _ in find_one_in(text, language)])
    for start, end, value in find_fractions(text):
        timed = unit_after(text, end, language)[0] not in ("", "%", "pp")
        yield _with_context(text, Figure(start, end, value, "" if timed else "share"), language)


def _names(text: str, _language: str) -> Iterator[Figure]:
    """Names such as F-16 and Section 2. They are not figures, but their digits must not be read as numbers."""
    places = [match.span() for match in _LABEL.finditer(text)]
    yield from (Figure(*place) for place in places)
    yield from (Figure(*match.span()) for match in _CODE_NAME.finditer(mask(text, places)))
    for match in _NAMED_BY_NUMBER.finditer(text):
        name, number = (match.lastgroup or ""), match["race"] or match["type"]
        yield Figure(match.start(name), match.end(), token=_RACES.get(number, number))


def _versions(text: str, language: str, written: str) -> Iterator[Figure]:
    """Versions with one point, which a name precedes: `Python 3.11`. Before a comma, as in `Kosztuje 1,5 bln`, is no name."""
    for match in _name_and_version().finditer(text):
        name = match["name"]
        if "," in written[match.start("token") : match.end()]:
            continue
        measured = (
            unit_after(text, match.end(), language)[0]
            or (measure_after(text, match.start(), match.end(), language)[0])
        )
        named = name[0].isupper() or name.startswith(("version", "release"))
        if named and not measured and name.lower() not in _NEVER_A_NAME:
            yield Figure(*match.span("token"), token=match["token"].removeprefix("v"))


def _halves(text: str, language: str) -> Iterator[Figure]:
    """Lengths of time whose words have a half: `a year and a half`."""
    for start, end, value, unit in find_halves(text):
        yield replace(_with_context(text, Figure(start, end, value, unit), language), noun=())


def _spoken_times(text: str, language: str) -> Iterator[Figure]:
    """Times of day in words: `half past six`."""
    times = find_spoken_times(text, language or "en")
    yield from (Figure(start, end, token=time) for start, end, time in times)


def _centuries(text: str, _language: str) -> Iterator[Figure]:
    """Centuries and decades in words, and Roman numerals."""
    for start, end, number in find_centuries(text):
        first = Fraction(100 * (number - 1))
        yield Figure(start, end, first, "century", below=first + 101, token=text[start:end])
    for start, end, year in find_decades(lowered(text)):
        yield Figure(start, end, day=Day(year, decade=True))
    yield from (Figure(start, end, Fraction(value)) for start, end, value in find_roman(text))


def _numbers(text: str, language: str) -> Iterator[Figure]:
    """Numbers in digits, with their currency and scale: `$2.5 million`, `3 lakh 10 thousand`."""
    last: Figure | None = None
    least = 0  # the next part of the last number has to be below it
    for number, scale in _plain_numbers(text, language):
        below = not number.unit and 0 < (number.value or 0) < least
        if last and below and _goes_on(text, last, number, scaled=scale > 1 or language in _WITH_REST):
            value = (last.value or Fraction(0)) + (number.value or 0)
            last, least = replace(last, end=number.end, value=value), scale
            continue
        if last:
            yield _with_context(text, last, language)
        last, least = number, scale if scale > 1 else 0
    if last:
        yield _with_context(text, last, language)


def _goes_on(text: str, last: Figure, number: Figure, *, scaled: bool) -> bool:
    """Whether a number is the next part of the one before it: `3 lakh 10 thousand`, `2万4千`, Turkish `15 bin 300`."""
    if last.end == number.start and text[last.end - 1] in _JOINED:
        return True
    return scaled and bool(_NEXT_PART.fullmatch(text, last.end, number.start))


def _plain_numbers(text: str, language: str) -> Iterator[tuple[Figure, int]]:
    """Each number in digits without what stands after it, and its scale."""
    for match in _NUMBER.finditer(text):
        digits = re.sub(_GAP, "", match["digits"])
        if len(digits) > _MOST_DIGITS:
            continue
        scale, after = _whole_scale(text, match, language)
        money = (match["money"] or "").lower()
        unit = MONEY.get(money, "") or MONEY.get(money[-1:], "") or (ORDINAL if match["rank"] else "")
        below = below_zero(text, match.start(), after)
        start, after = below or (match.start(), after)
        value = Fraction(digits) + (fraction_of(match["glyph"]) if match["glyph"] else 0)
        value *= -scale if match["sign"] or below else scale
        yield Figure(start, after, value, unit, token="" if scale > 1 else digits), scale


def _whole_scale(text: str, match: re.Match[str], language: str) -> tuple[int, int]:
    """What a number in digits is multiplied by, and the offset after the words for it: `3 lakh crore`, `20 nghìn tỷ`."""
    scale, end = _scale_of(text, match, language)
    while scale > 1:
        more, after = _scale_after_half(text, end, language)
        if more <= scale and has_number_parts(language):
            more, after = scale_of_parts(text, end, language)
        if more <= scale:
            break
        scale, end = scale * more, after
    return scale, end


def _scale_of(text: str, match: re.Match[str], language: str) -> tuple[int, int]:
    """What a number in digits is multiplied by, and the offset after the word for it."""
    own = scale_after(
        text, match.end("glyph" if match["glyph"] else "digits"), language or "en", money=bool(match["money"])
    )
    if own[0] > 1:
        return own
    far, short = ((match[name] or "").strip(" -\u00a0\n").lower() for name in ("far", "short"))
    if is_other_scale(far or short, language):
        return 1, match.start("far" if far else "short")
    scale = (
        SCALES.get((match["scale"] or "").lower(), 1) * SCALES_AFTER_DIGITS.get(far, 1) * SHORT.get(short, 1)
    )
    if scale == 1 and has_number_parts(language):
        return scale_of_parts(text, match.end(), language)
    return _turkish_scale(text, match.end(), language) if scale == 1 else (scale, match.end())


def _scale_after_half(text: str, end: int, language: str) -> tuple[int, int]:
    """What `two and a half` is multiplied by, and the offset after the word for it."""
    own = scale_after(text, end, language or "en", money=False)
    if own[0] > 1:
        return own
    if match := _SCALE_AFTER_HALF.match(text, end):
        far = (match["far"] or "").strip(" -\u00a0\n").lower()
        return SCALES_AFTER_DIGITS.get(far, 1) * SCALES.get((match["scale"] or "").lower(), 1), match.end()
    return _turkish_scale(text, end, language)


def _turkish_scale(text: str, end: int, language: str) -> tuple[int, int]:
    """The scale at an offset in Turkish, with the endings of a case, and the offset after it; 1 where there is none."""
    scale = _TURKISH_SCALE.match(text, end) if language == "tr" else None
    if not scale:
        return 1, end
    return 10**3 if scale["thousand"] else 10**6 if scale["million"] else 10**9, scale.end()


def _number_words(text: str, language: str, only: str) -> Iterator[Figure]:
    """Numbers in words. Of those that overlap, the first and longest is taken."""
    last_end = 0
    if has_number_parts(language):  # in a statement, `a third more than twelve` may be any number
        numbers = list(find_numbers_of_parts(text, language)) if only else []
    else:
        numbers = [*number_words.find_number_words(text), *find_foreign_number_words(text, only)]
    for number in sorted(numbers, key=lambda item: (item.start, -item.end)):
        said = text[number.start : number.end].lower()
        if number.start >= last_end and not is_other_word(said, language or "en"):
            plain = _in_degrees(
                text, Figure(number.start, number.end, number.value, number.unit, below=number.below)
            )
            figure = _with_context(text, replace(plain, bound=number.bound), language)
            last_end = figure.end
            yield replace(figure, weak=_is_weak(text, number, figure, language))


def _in_degrees(text: str, figure: Figure) -> Figure:
    """A number in words, as a negative one with the words that make it so: `elf Grad unter null`."""
    below = below_zero(text, figure.start, figure.end) if figure.value and not figure.unit else None
    return (
        replace(figure, start=below[0], end=below[1], value=-(figure.value or Fraction(0)))
        if below
        else figure
    )


def _is_weak(text: str, number: SpelledNumber, figure: Figure, language: str) -> bool:
    """Whether a number in words may count nothing: a small one, an ordinal number, or one that is mostly another word."""
    if (
        figure.unit == ORDINAL
        or text[figure.start : figure.end] == "一"
        or is_more_often_a_word(text[number.start : number.end], language)
    ):
        return True
    counted = (
        figure.bound
        or figure.unit not in ("", "times")
        or _many_times(text, number, figure)
        or _COUNTED.match(text, figure.end)
    )
    aside = figure.said.lower() == "more than one" or _THESE.search(
        text, max(0, number.start - 12), number.start
    )
    return number.small and bool(aside or not counted)


def _many_times(text: str, number: SpelledNumber, figure: Figure) -> bool:
    """Whether a word for `times` follows a number in words; `double` has it within."""
    return figure.unit == "times" and bool(unit_pattern().match(text, number.end))


_BEFORE_SMALLER = {  # scales after which smaller ones follow in the same number
    "لاکھ": 10**5, "کروڑ": 10**7, "ارب": 10**9, "लाख": 10**5, "करोड़": 10**7, "अरब": 10**9, "lakh": 10**5,
    "crore": 10**7, "لکه": 10**5, "ہزار": 10**3, "हज़ार": 10**3, "हजार": 10**3, "هزار": 10**3, "میلیون": 10**6,
    "میلیارد": 10**9, "مليون": 10**6, "مليونان": 10**6, "مليونين": 10**6, "ملايين": 10**6,
}  # fmt: skip
_FINDERS = (
    _halves,
    _centuries,
    _fractions,
    _tokens,
    _names,
)  # each searches what the ones before it left


def _unit_beside(text: str, figure: Figure, end: int, language: str) -> tuple[str, int, int]:
    """The unit of a figure, and the offsets after the figure and after its unit: `half a per cent`, `%6`."""
    below_one = not figure.unit and figure.value is not None and 0 < figure.value < 1
    part = _part_of_percent().match(text, end) if figure.unit == "share" or below_one else None
    if part:
        return "pp" if part["pp"] else "%", part.end(), part.end()
    if figure.unit or text[figure.start - 1 : figure.start] == "第":  # `第4年`: the fourth year
        return figure.unit, end, end
    if tenths := _tenths().match(text, end):
        return "tenths", tenths.end(), tenths.end()
    unit, after = unit_after(text, end, language)
    if unit == "year" and _MONTH_OF_YEAR.match(text, after):
        return "", end, end
    return unit or unit_before(text, figure.start, language), end, after


def _noun_after(text: str, figure: Figure) -> tuple[str, ...]:
    """What a number counts; empty for an amount, and where a new sentence follows."""
    end, counts = figure.end, figure.unit in ("", ORDINAL) and figure.value is not None
    new_sentence = text[end - 1 : end] == "." and text[end : end + 2].strip()[:1].isupper()
    return counted_after(text, figure.start, end, figure.unit) if counts and not new_sentence else ()


def _with_half(text: str, figure: Figure, language: str) -> tuple[Fraction | None, int]:
    """The value of a number with `and a half` and the scale after it, and the offset after them."""
    half = _and_a_half().match(text, figure.end) if figure.value is not None else None
    if not half or figure.value is None:
        return figure.value, figure.end
    own = re.split(r"[\s-]", lowered(text[figure.start : figure.end]))[-1]
    # `a million and a half`
    whole = SCALES.get(own, 1) * SCALES_AFTER_DIGITS.get(own, 1) * _TWO_OF_A_SCALE.get(own, 1)
    scale, end = _scale_after_half(text, half.end(), language)
    return (figure.value + Fraction(whole, 2)) * (scale if whole == 1 else 1), end


def _with_context(text: str, figure: Figure, language: str) -> Figure:
    """The figure with the unit and the bound that the words next to it give."""
    value, end = _with_half(text, figure, language)
    unit, end, after = _unit_beside(text, figure, end, language)
    measure, measured = (
        ("", end) if unit or value is None else measure_after(text, figure.start, end, language)
    )
    noun = _noun_after(text, replace(figure, value=value, unit=unit, end=end))
    half = half_after(text, max(after, measured), language) if unit not in _NEVER_AND_A_HALF else 0
    if value is not None and half and (unit or measure):
        value, end, after = value + Fraction(1, 2), half, half
    if value is not None and unit in _CONVERTED:
        factor, unit = _CONVERTED[unit]
        value *= factor
    bound, start, last = find_bound(text, figure.start, after, language)
    compared = unit not in _OF_WHOLE and _THAN_THOSE.match(text, start)
    bound = figure.bound if compared else bound or figure.bound
    said = " ".join(text[start : max(last, end)].split()) if bound else ""
    return replace(
        figure,
        end=end,
        value=value,
        unit=unit,
        bound=bound,
        said=said,
        measure=measure,
        rate=given_for(text, after, language),
        noun=noun,
        change=change_of(text, figure.start, end) if value is not None else NO_CHANGE,
    )
