"""The patterns by which a text is cut into words: what a word is in each script, and what belongs to a number."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters of scripts that put no space between words: there, a word can begin and end at any letter. Their digits are
# left out, since a number is one word in every script.
UNSPACED = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u0edc-\u0edf"  # Thai, Lao
    "\u1000-\u103f\u1050-\u108f\u109a-\u109f\ua9e0-\ua9ef\uaa60-\uaa7f"  # Burmese
    "\u1780-\u17d3\u17d7\u17dc\u17dd\u1950-\u19cf\u1a20-\u1a7f\uaa80-\uaadf"  # Khmer, Tai
    "\u1b05-\u1b4c\ua980-\ua9cf"  # Balinese, Javanese
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
    "\u3041-\u309f\u30a1-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff\ua000-\ua48c"  # Kana, Bopomofo, Yi
    "\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_IS_UNSPACED = re.compile(f"[{UNSPACED}]")

# Signs above and below the letters of scripts that go from left to right. No one writes a space before one, but fonts and
# programs may draw it apart from its letter.
_SIGNS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u102b-\u103e\u17b6-\u17d3"
BEFORE_SIGN = re.compile(rf"[ \t\r\n]+(?=[{_SIGNS}])")

# What belongs to a number: characters within it, before it and after it. All of this together is one word.
_WITHIN = ".,:/'·٫٬⁄×^*−"
_CURRENCY = "$¢£¤¥֏؋৲৳৻૱௹฿៛₠-₿﷼﹩＄￠￡￥￦"
_MULTIPLIERS = "百千万萬亿億兆"
_HAN_DIGITS = "〇零一二三四五六七八九十两兩"

SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_CLOSERS = r".,;:!?\"'’”)\]%»›。，、；：！？）」』】"
# The mark of a note: after a word or its punctuation, a number or letter in brackets, or a sign.
_NOTE = (
    rf"(?:(?<=[^\W\d_][^\W\d_])|(?<=\d)|(?<=[{_CLOSERS}{UNSPACED}]))"
    r"(?:\[(?:\d{1,3}(?:[ ]?[,–-][ ]?\d{1,3})*|[a-z])\]|[†‡]{1,3}|(?<!\d)\*(?![\w*]))"
)
_DOTS = r"(?:\.(?:[ \u00a0]?\.){2,}|…(?:[ \u00a0]?[.…])*)"
_ELLIPSIS = (
    rf"{_DOTS}(?:[ \u00a0\r\n]{{1,2}}{_DOTS})*"  # dots over two lines are one, as in a table of contents
)
LINE_END = r"[ \t]*(?:\r\n|[\n\r\f])\s*"
# After the hyphen of a shortened word ("pre- and post-war"), the next word does not continue it.
SUSPENDED = r"(?!(?:and|or|to|nor|und|oder|bis|bzw|sowie|et|ou|y|o|e|en|of|och|eller|og|i|lub|oraz|и|или|та|і)\b(?!-))"


@lru_cache(maxsize=2)
def number_pattern(*, unspaced: bool) -> re.Pattern[str]:
    """The pattern of a number with its sign, currency, unit and range.

    Args:
        unspaced: whether the text has letters of a script without spaces, which may touch a number.
    """
    word = rf"[^\W{UNSPACED}]" if unspaced else r"\w"
    sign = rf"(?:(?<!{word})[-+–±∓~≈<>≤≥/]{{0,2}}[-+–±∓~≈<>≤≥=]|[−±∓≤≥≈<] ?)"
    money = rf"(?:[A-Za-z]{{0,3}}[{_CURRENCY}][ \u00a0\u202f]?)"
    grouped = rf"\d{{1,3}}(?:[ \u00a0\u2007\u2009\u202f]\d{{3}}(?!{word}))+"
    digits = rf"(?<!{word})(?:{grouped}|\d+)(?:[{re.escape(_WITHIN)}]\d+)*{word}*"
    unit = rf"(?:[ \u00a0\u2009\u202f]?[%‰‱٪]|°{word}?|[′″º]|[ \u00a0\u202f]?[{_CURRENCY}](?!\d))"
    multiplied = rf"(?:[ \u00a0]?[{_MULTIPLIERS}]+)?" if unspaced else ""
    amount = rf"{sign}?{money}?{sign}?(?:(?<!{word})\.)?{digits}{multiplied}{unit}?"
    pattern = rf"{amount}(?:[-–−]{amount})*"
    if unspaced:
        numeral = f"[{_HAN_DIGITS}{_MULTIPLIERS}]"
        pattern += rf"|(?=[{_HAN_DIGITS}]*[十〇零点點{_MULTIPLIERS}]){numeral}{{2,}}(?:[点點]{numeral}+)?%?"
    return re.compile(pattern)


@lru_cache(maxsize=256)
def _token_pattern(marks: str, *, unspaced: bool) -> re.Pattern[str]:
    """The pattern of a token, with these combining marks among the letters."""
    letter = rf"[\w{marks}]"
    single = ""
    if unspaced:
        letter = rf"(?:[^\W{UNSPACED}]|[{marks}])" if marks else rf"[^\W{UNSPACED}]"
        single = rf"|(?=\w)[{UNSPACED}]" + (f"(?:{BEFORE_SIGN.pattern}|[{marks}])*" if marks else "")
    broken = rf"(?<=\w)-{LINE_END}{SUSPENDED}(?=\w)"
    return re.compile(
        r"https?://\S*[\w/]"
        rf"|(?P<note>{_NOTE})"
        rf"{single}"
        rf"|{letter}+(?:(?:{broken}|[-']|(?<=\d)[{re.escape(_WITHIN)}](?=\d)){letter}+)*"
        rf"|{_ELLIPSIS}"
        r"|(?P<same>\S)(?P=same)*"
    )


def token_pattern(text: str) -> re.Pattern[str]:
    """The pattern of a token, with the combining marks of this text among the letters; its group `note` is a note's mark."""
    if text.isascii():
        return _token_pattern("", unspaced=False)
    marks = "".join(sorted(c for c in set(text) if unicodedata.category(c)[0] == "M"))
    return _token_pattern(marks, unspaced=has_unspaced(text))


def has_unspaced(text: str) -> bool:
    """Whether a text has letters of a script that puts no space between words."""
    return _IS_UNSPACED.search(text) is not None


# A word that is divided at its hyphen by a line end, and a prefix with a dash instead of a hyphen.
DIVIDED = re.compile(rf"(?<=\w)-{LINE_END}{SUSPENDED}(?=\w)")
PREFIXED = re.compile(r"\b(?:anti|counter|dis|ex|il|im|ir|mis|non|post|pre|un)[–−](?=\w)", re.IGNORECASE)
