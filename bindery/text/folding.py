"""Folds the spellings of a word into one, so that search finds each by any other: `Pārāchinār` and `parachinar`.

The rule is data. The search index carries it, and the script of the search page folds what a reader types by it. So
the words of the site and the words of a search always fold alike. docs/method.md explains the rule to readers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

RULE = 2  # version of the folding rule

_DIGITS = {chr(first + n): str(n) for first in (0x0660, 0x06F0) for n in range(10)}
_LATIN = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ł": "l",
    "þ": "th",
    "ς": "σ",
}
# Letters of Arabic, Persian, Urdu and Pashto keyboards that people use for one another in names.
_ARABIC = {
    "ك": "ک",
    "ڪ": "ک",
    "ګ": "گ",
    "ي": "ی",
    "ى": "ی",
    "ې": "ی",
    "ۍ": "ی",
    "ه": "ہ",
    "ھ": "ہ",
    "ە": "ہ",
    "ة": "ہ",
    "ۃ": "ہ",
    "ټ": "ٹ",
    "ډ": "ڈ",
    "ړ": "ڑ",
    "\u066c": ",",
    "\u066b": ".",
}
LETTERS: Mapping[str, str] = {**_LATIN, **_ARABIC, **_DIGITS}
"""Replacements for single characters, applied after decomposition (NFKD) and lower-casing."""

# Regular expressions that mean the same in Python and JavaScript.
DROPPED = (
    r"[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u0610-\u061a\u061c\u0640"
    r"\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u00ad\u02b0-\u02ff\u180e"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
"""Characters that are removed: accents, the vowel signs of Arabic and Hebrew, and invisible characters."""
_ANY_DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9]"
THIN = rf"({_ANY_DIGIT})[\u00a0\u2007\u2009\u202f](?={_ANY_DIGIT}{{3}}(?!{_ANY_DIGIT}))"
"""A digit and a no-break space before a group of three digits: the space separates thousands."""
GROUPED = r"(^|[^0-9.,])([0-9]{1,3}(?:,[0-9]{3})+)(?![0-9])"
"""A number with commas between its thousands, and the character before it."""

_ARABIC_LETTER = r"[\u0621-\u064a\u066e-\u06d3\u06d5]"
ARTICLE = rf"(^|[^\u0621-\u06d5])(?:ال(?={_ARABIC_LETTER}{{3}})|[وفبک]ال(?={_ARABIC_LETTER}{{4}}))"
"""The Arabic article at the beginning of a word, alone or after a conjunction or preposition of one letter."""

_LETTERS = str.maketrans(dict(LETTERS))
_DROPPED = re.compile(DROPPED)
_THIN = re.compile(THIN)
_GROUPED = re.compile(GROUPED)
_ARTICLE = re.compile(ARTICLE)


def fold(text: str) -> str:
    """The folded spelling of a text: `Pārāchinār` gives `parachinar`, `15,000` gives `15000`, `الانتخابات` loses `ال`."""
    if text.isascii():  # ASCII needs no decomposition, replacement or removal
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKD", _THIN.sub(r"\1,", text)).lower().translate(_LETTERS)
        text = _ARTICLE.sub(r"\1", _DROPPED.sub("", text))
    return _GROUPED.sub(lambda found: found[1] + found[2].replace(",", ""), text) if "," in text else text


def folding_table() -> dict[str, object]:
    """The rule as data for JSON, which templates/theme/assets/bindery/search-words.js folds by."""
    return {
        "rule": RULE,
        "letters": dict(LETTERS),
        "dropped": DROPPED,
        "thin": THIN,
        "grouped": GROUPED,
        "article": ARTICLE,
    }
