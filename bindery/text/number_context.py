"""What the words next to a number make of it: its unit, a place in a list that shares one, an end of a range."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from bindery.text.bounds import CHARACTERS_BEFORE
from bindery.text.elisions import scale_said
from bindery.text.figure import Figure
from bindery.text.figure_words import figure_words
from bindery.text.number_words import SCALE, SCALES
from bindery.text.unit_names import time_names, unit_named, unit_named_before

SHORT = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12, "trn": 10**12}
_OTHER_MONEY = (
    "crown",
    "franc",
    "yen",
    "yuan",
    "rouble",
    "lira",
    "zloty",
    "dirham",
    "dinar",
    "rial",
    "riyal",
    "peso",
    "rand",
    "naira",
    "shilling",
    "taka",
    "baht",
    "shekel",
)
CENT = "cent"  # the unit of the hundredth parts of money
MONEY = {
    **{symbol: symbol for symbol in "$€£¥"},
    "usd": "$",
    "dollar": "$",
    "eur": "€",
    "euro": "€",
    "gbp": "£",
    **dict.fromkeys(("r$", "brl"), "real"),
    **dict.fromkeys(("rp", "rp.", "idr"), "rupiah"),
    "₺": "lira",
    "₽": "rouble",
    **dict.fromkeys(("₹", "rs", "rs.", "pkr", "inr", "rupee"), "Rs"),
    **{name: name for name in _OTHER_MONEY},
}
_FAR_MONEY = {
    "$": "دولارا?|ڈالر|دلار|डॉलर|доллар\\w*|dólar(?:es)?|dollari|dolar[a-zçğıöşü]{0,7}",
    "€": "يورو|یورو|यूरो|евро|avro\\w*|euro(?:y[aueı]\\w*|luk|nun|dan|dur)",
    "Rs": "روپے|روپیہ|روپیے|रुपये|रुपए|روبية|roupies?|rupien?",
    "dinar": "دينارا?|دینار|динар\\w*",
    "dirham": "درهما?|درہم",
    "lira": "ليرة|لیرہ|لیره|tl|lira[a-zçğıöşü]{0,7}|₺",
    "real": "reais|real",
    "rupiah": "rupiah",
    "rial": "ريالا?|ریال",
    "yuan": "元|юан\\w*",
    "crown": "kronen|couronnes?|coronas?|крон(?:а|ы|у)?",
    "franc": "franken|francs?",
    "rouble": "рубл\\w*|руб\\.?|rubel|روبل|roubles?",
    "zloty": "złot(?:ych|e|y)|zł",
}
PERCENT = r"(?:%|per[\s-]?cent\b|pc\b|pct\b|[Pp]rozent\b|pour\scent\b|por\sciento\b|درصد|فیصد|فی صد|パーセント|سلنه|फ़ीसदी|फीसदी|फ़ीसद|फीसद|في المئة|بالمئة|بالمائة|प्रतिशत|процент\w*|per\scento\b|por\scento\b|procent\b|procenta\b|procentów\b|proc\.|في المائة)"
PERCENT_BEFORE = re.compile(
    r"(?i)(?:(?<!\w)yüzde\s+|(?<![\w%])(?<!\d\s)%\s?)$"
)  # Turkish `yüzde altı` and `%6`
_POINTS = (  # percentage points
    r"(?:prozentpunkte?n?|points? de pourcentage|puntos? porcentual(?:es)?|punt[oi] percentual[ei]|pontos? percentua(?:l|is)"
    r"|procentpunt(?:en)?|punkt\w* procentow\w+|pkt\.? proc(?:\.|(?!\w))|p\. ?p\.|%\s?(?:포인트|p(?=\W|$)|pt)|п\. ?п\.|yüzde puan\w*|процентн\w+ пункт\w*|نقاط مئوية|نقطة مئوية"
    r"|(?:فیصدی?|پرسی?نٹیج) پوائنٹس?|واحد درصد|(?:प्रतिशत|पर्सेंटेज) (?:अंक|पॉइंट|प्वाइंट))(?!\w)|个?百分点|個?百分點|ポイント"
)
UNITS_OF_TIME = frozenset({"year", "month", "week", "day", "hour", "minute"})
"""The units of time of figures, in English."""


def time_unit(word: str) -> str:
    """The unit of time that a word in small letters names in any language, in English; empty for another word."""
    return time_names("").get(word, "")


def names_time(word: str) -> bool:
    """Whether a word in small letters names a unit of time, in any language."""
    return word.rstrip("s") in UNITS_OF_TIME or bool(time_unit(word))


UNIT = re.compile(
    rf"(?i)(?P<pp>[\s-]*(?:percentage[\s-]points?\b|{_POINTS}))|[\s-]*(?P<percent>{PERCENT})"
    rf"|[\s-]+(?P<time>year|month|week|day|hour|minute|decade)s?\b|\s+(?:d[ei]\s+|d['’])?(?P<money>dollar|euro|rupee|{'|'.join(_OTHER_MONEY)})s?\b|[ \u00a0]+(?:d[ei][ \u00a0])?(?P<far_money>{'|'.join(_FAR_MONEY.values())})(?!\w)|\s?(?P<symbol>[€$£¥₹])(?!\s?\d)|(?P<times>[x×](?!\s?\d)|[\s-]?fold\b|\s+(?:times|fois|veces|volte|vezes|keer|раза?|razy|گنا|गुना|برابر|چنده|مرات|أضعاف)(?!\w)|[ \u00a0]?倍)"
)
_GAP_BEFORE_CENTS = re.compile(r"[ \u00a0-](?=\w)|(?<=\d)(?=[分美])")
_GAP_BEFORE_NAME = re.compile(
    r"[ \u00a0\u200c\n-]+|(?<=\d)(?=[^\W\d_]{4})|(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])"
)
_LONGEST_NAME = 48  # characters of the name of a unit
_SHARES = {"%": "%", "percentage points": "pp"}
_NAMED = UNITS_OF_TIME | {
    "decade",
    "hundred year",
    "%",
    "pp",
}  # the units with a name that are kinds of figures
_UNITS = {"percent": "%", "pp": "pp", "times": "times"}
_LIST = re.compile(r"\s*(?:,?\s*(?:to|and|or)|[,–—-])\s*")
_SCALE_AT_END = re.compile(rf"(?i)(?:[\s-](?P<word>{SCALE})|(?<=\d)\s?(?P<short>{'|'.join(SHORT)}))$")
_SCALED = re.compile(rf"(?i)(?<!\w)(?:{SCALE})(?!\w)|\d\s?(?:{'|'.join(SHORT)})$")
_TO = re.compile(r"\s*[-–—~～〜]\s*|\s+to\s+(?:some\s+|about\s+)?")
# Words between the two ends of a range, and between two other numbers: `von 10 bis 13`, `de 10 à 13` may be a change.
_TO_FAR = re.compile(r"(?i)\s+(?:bis|à|a|tot|ila|تا|سے|से)\s+|\s*[至到]\s*")
_NO_FAR_RANGE = re.compile(
    r"(?i)(?<!\w)(?:von|de|del|da|dal|du|des|van|из|с|من|از|par|por|per)\s+$|[从從由自]\s*$"
    r"|(?<!\w)(?:vot\w*|voix|stimm\w*|gan[aóo]\w*|perdi\w*|vinc\w*|perd\w*|gagn\w*|score|ووٹ\w*|वोट\w*|رأي|票)(?!\w)[^.;]{0,20}$"
)
_COUNTED_AFTER = re.compile(r"\s*[^\W\d_]{2,}|\s*[名个人艘辆岁%]")
_PAIR = re.compile(
    r"(?i)\s*[-–—:]\s*|\s+votes?\s+to\s+|-?\s+(?:bis|tot|ila)\s+|(?:\s+[^\W\d_]+)?\s+(?:to|against|auf|zu|à|a|al|alla|ai|do|naar|para|до|إلى|به|gegen|contre|سے (?:کم|بڑھا?|گھٹا?|سکڑ|گرا?) ?(?:ہو )?کر(?: کے)?)\s+(?:about\s+|around\s+|some\s+|nearly\s+|over\s+|rund\s+|etwa\s+|environ\s+|unos\s+|около\s+)?"
)
_BEFORE_THAT = re.compile(  # `11 million, up from 6 million`: the second number is the earlier one
    r"(?i)(?:,?\s+(?:up|down)\s+from|,\s+(?:compared (?:with|to)|after|against|nach|gegenüber|contre|après|frente a|tras|contro|rispetto a(?:i)?|dopo"
    r"|contra|ante|tegen|tegenover|na|против|после|wobec|po))\s+(?:(?:US|A|C|R)?[$€£])?"
)
_BEHIND = re.compile(r"(?i)(?<!\w)(?:against|behind|down)(?!\w)[^.;,]{0,40}$")
_CLAUSE_BEFORE = re.compile(r"[^.;,]{0,60}$")
_CLAUSE_AFTER = re.compile(r"(?i)(?:(?!\b(?:and|but|und|aber|et|mais|y|pero|e|ma)\b)[^.;,]){0,40}")
_DECIMAL = re.compile(r"\d{1,2}\.\d+")
_STOP = re.compile(r"[.!?;](?=\s)")
_THOUSAND = 1000
_FROM = re.compile(r"(?i)(?<!\w)(?:from|von|vom|de|desde|da|van|z|od|с|из|من|از)\s+$")
_BETWEEN = re.compile(
    r"(?i)(?<!\w)(?:between\s+(?:some\s+|about\s+)?|(?:zwischen|entre|tra|fra|tussen|między|pomiędzy|между|بین|بين|od|от)\s+)$"
)
_AND = re.compile(
    r"(?i)\s+(?:and\s+(?:some\s+|about\s+)?|(?:und|et|y|e|en|a|i|и|تا|اور|do|до)\s+|و\s?)|\s{2,}"  # the Arabic `and` before digits has been replaced by a space
)
_NO_RANGE = re.compile(
    r"(?i)(?<!\w)(?:from|by|vot(?:e|es|ed)|won|lost|beat|score|ratio|odds)\s+(?:of\s+)?(?:\w+\s+)?$"
)


def _money_of(word: str) -> str:
    """The currency that a word in small letters names in another language than English."""
    return next(money for money, words in _FAR_MONEY.items() if re.fullmatch(words, word))


def unit_after(text: str, at: int, language: str = "") -> tuple[str, int]:
    """The unit that begins at an offset, and the offset after it; empty and the same offset when there is none."""
    match = UNIT.match(text, at)
    if not match:
        return _named_after(text, at, language)
    if match["far_money"]:
        return _money_of(match["far_money"].lower()), match.end()
    word = (match["time"] or match["money"] or match["symbol"] or "").lower()
    return _UNITS.get(match.lastgroup or "") or MONEY.get(word) or word, match.end()


def _named_after(text: str, at: int, language: str) -> tuple[str, int]:
    """The unit of time, the share or the hundredth parts of money whose name in a language begins at an offset."""
    gap = _GAP_BEFORE_NAME.match(text, at)
    key, end = unit_named(text, gap.end(), language) if gap else ("", at)
    unit = _SHARES.get(key) or key.removesuffix("s")
    return (unit, end) if unit in _NAMED else _cents_after(text, at)


def _cents_after(text: str, at: int) -> tuple[str, int]:
    """The unit of the hundredth parts of money, such as cents, if it begins at an offset."""
    gap = _GAP_BEFORE_CENTS.match(text, at)
    match = figure_words("", "cents").match(text, gap.end()) if gap else None
    return (CENT, match.end()) if match else ("", at)


def unit_before(text: str, at: int, language: str) -> str:
    """The unit of time or the share whose name ends before an offset: Turkish `%6`, Swahili `asilimia 30`; empty for none."""
    if PERCENT_BEFORE.search(text, max(0, at - 8), at):
        return "%"
    key = unit_named_before(text[max(0, at - _LONGEST_NAME) : at], language)
    unit = _SHARES.get(key) or key.removesuffix("s")
    return unit if unit in _NAMED else ""


def mark_lists(text: str, found: list[Figure]) -> tuple[Figure, ...]:
    """The figures, with `*` as the unit of list items that may share a later unit: 17 and 56 in `17, 56 or 81 per cent`."""
    _mark_earlier(text, found)
    for index in range(1, len(found)):
        before, this = found[index - 1], found[index]
        if before.unit != "%" or _STOP.search(text, before.end, this.start):
            continue
        if _is_bare(this, by=True):
            found[index] = replace(this, unit="*")  # `54 per cent, her rival 41`
        elif this.value is None and _DECIMAL.fullmatch(
            this.token
        ):  # `and the Union 39.8` looks like a version
            found[index] = replace(this, value=Fraction(this.token), unit="*")
    return tuple(found)


def _mark_earlier(text: str, found: list[Figure]) -> None:
    """Marks the numbers before one with a unit that may share it."""
    for index in range(len(found) - 2, -1, -1):
        this, after = found[index], found[index + 1]
        shares = after.unit in ("%", "pp", "*") and not this.unit and this.value is not None and not this.day
        if shares and _LIST.fullmatch(text, this.end, after.start):
            found[index] = replace(this, unit="*", weak=False)
        elif after.unit == "year" and _is_bare(this) and _are_ages(text, this, after):
            found[index] = replace(this, unit="year")


def _are_ages(text: str, one: Figure, other: Figure) -> bool:
    """Whether two numbers joined by *and* are the ages of two: `im Alter von 23 und 38 Jahren`."""
    before = text[max(0, one.start - _LONGEST_NAME) : one.start].rstrip()
    named = any(match.end() == len(before) for match in figure_words("", "at_age").finditer(before))
    after = figure_words("", "of_age").match(text, other.end + 1)
    return bool((named or after) and _AND.fullmatch(text, one.end, other.start))


def _is_bare(figure: Figure, *, by: bool = False) -> bool:
    """Whether a figure is a number without a word for what it counts; with `by`, it may be what something changed by."""
    changed = figure.change.role and not (by and figure.change.role == "by")
    named = figure.unit or figure.noun or figure.measure or figure.day or changed
    return figure.value is not None and not named


def mark_pairs(text: str, found: tuple[Figure, ...], language: str) -> tuple[Figure, ...]:
    """The figures, with both numbers of a score, a vote, a ratio or a change at each of them: `3–1`, `from 40 to 12`.

    After a word such as `lost`, the other side may be named first, so the order says nothing.
    """
    marked = list(found)
    for index, (one, other) in enumerate(pairwise(found)):
        if one.value is None or other.value is None or one.day or other.day or one.value == other.value:
            continue
        after = unit_after(text, one.end, language)[1] if one.unit else one.end
        given = one.unit in MONEY.values() and other.noun  # `$9.8 million to eleven municipalities`
        if given:
            continue
        if _PAIR.fullmatch(text, after, other.start) and not _is_lost(text, one.start, other.end):
            marked[index], marked[index + 1] = _as_pair(text, marked[index], one, other)
        elif _BEFORE_THAT.fullmatch(text, after, other.start) and _may_be_kin(one, other):
            sides = (other.value, one.value or Fraction(0))
            marked[index], marked[index + 1] = replace(marked[index], pair=sides), replace(other, pair=sides)
    return tuple(marked)


def _as_pair(text: str, marked: Figure, one: Figure, other: Figure) -> tuple[Figure, Figure]:
    """The two numbers of a pair, each with both; the first also in the scale of the second: `from 2 to 6 billion`."""
    falling = value_below(one, other)
    scaled = _with_scale_of(text, one, other, falling=falling) if _FROM.search(text, 0, one.start) else one
    sides = (scaled.value or Fraction(0), other.value or Fraction(0))
    first = replace(marked, value=scaled.value, token=scaled.token, pair=sides)
    if other.unit == "%" and not first.unit:  # `68 سے کم ہو کر 61 فیصد`
        first = replace(first, unit="*")
    return first, replace(other, pair=sides)


def _may_be_kin(one: Figure, other: Figure) -> bool:
    """Whether two numbers may be of one thing at two times."""
    units = {one.unit, other.unit} - {"", "*"}
    nouns = {figure.noun[0] for figure in (one, other) if figure.noun}
    return len(units) <= 1 and len(nouns) <= 1 and not (one.change.role == "by" or other.change.role == "by")


def _is_lost(text: str, start: int, end: int) -> bool:
    """Whether the clause around two numbers is about the side that lost."""
    before, after = _CLAUSE_BEFORE.search(text[:start]), _CLAUSE_AFTER.match(text, end)
    beside = (part[0] for part in (before, after) if part)
    return bool(_BEHIND.search(text, 0, start)) or any(
        figure_words("", "lost").search(part) for part in beside
    )


def mark_ranges(text: str, found: tuple[Figure, ...], language: str) -> tuple[Figure, ...]:
    """The figures, with the two ends of each range marked: `10 to 12`, `10–12`, `between 10 and 12`.

    `From 10 to 12` is no range, because it mostly tells of a change.
    """
    marked = list(found)
    for index, (low, high) in enumerate(pairwise(found)):
        if low.value is None or high.value is None or low.day or high.day or not 0 <= low.value < high.value:
            continue
        if text[low.start] in "$€£¥₹" and text[low.end] in "-–—" and _is_bare(high):
            high = marked[index + 1] = replace(marked[index + 1], unit=low.unit)  # noqa: PLW2901  `$2-3bn`
        words = _range_in_words(text, low, high, language) if low.unit in ("", "*", high.unit) else ""
        if not words:
            continue
        scaled = _with_scale_of(text, low, high)
        marked[index] = replace(scaled, end_of_range="low", said=scaled.said or words)
        marked[index + 1] = replace(marked[index + 1], end_of_range="high", said=words)
    return tuple(marked)


def value_below(one: Figure, other: Figure) -> bool:
    """Whether the number before a scale is the smaller one of a fall: 30 in `from 85 to 30 million`."""
    scaled = other.value or 0
    return scaled >= _THOUSAND and 0 < (one.value or 0) < _THOUSAND


def _range_in_words(text: str, low: Figure, high: Figure, language: str) -> str:
    """A range as it is written, if two figures are the ends of one; else empty."""
    before = text[max(0, low.start - CHARACTERS_BEFORE) : low.start]
    after = unit_after(text, low.end, language)[1] if low.unit else low.end
    between = _BETWEEN.search(before)
    if between and _AND.fullmatch(text, after, high.start):
        return " ".join(text[low.start - len(between[0]) : high.end].split())
    changes = text[after : high.start].strip()[:2] == "to" and _NO_RANGE.search(before)
    if _TO.fullmatch(text, after, high.start) and not changes:
        return " ".join(text[low.start : high.end].split())
    named = high.noun or high.unit or _COUNTED_AFTER.match(text, high.end)
    far = named and _TO_FAR.fullmatch(text, after, high.start)
    return " ".join(text[low.start : high.end].split()) if far and not _NO_FAR_RANGE.search(before) else ""


def _with_scale_of(text: str, low: Figure, high: Figure, *, falling: bool = False) -> Figure:
    """The lower end of a range, in the scale that only the upper end has: 1.5 million in `1.5 to 2 million`."""
    found = _SCALE_AT_END.search(text[high.start : high.end])
    scale = scale_said(text, high)
    if found:
        word = (found["word"] or found["short"]).lower()
        scale = SCALES.get(word) or SHORT[word]
    scaled = _SCALED.search(text[low.start : low.end]) or scale_said(text, low)
    if not scale or low.value is None or high.value is None or scaled:
        return low
    value = low.value * scale
    return replace(low, value=value, token="") if falling or value < high.value else low
