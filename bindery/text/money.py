"""Kinds of money: their signs, codes and names."""

from __future__ import annotations

import re
from functools import cache

from bindery.text.words_of_all import words_of_all

_SECTION = "beside_numbers"  # of the file of a language
_KINDS = (
    *(
        "dollar",
        "euro",
        "rupee",
        "rupiah",
        "real",
        "crown",
        "franc",
        "yen",
        "yuan",
        "rouble",
        "lira",
        "zloty",
        "dirham",
    ),
    *("dinar", "rial", "riyal", "peso", "rand", "naira", "shilling", "taka", "baht", "shekel"),
)
CENT = "cent"  # the unit of the hundredth parts of money
MONEY = {
    **{name: name for name in _KINDS},
    **{symbol: symbol for symbol in "$€£¥"},
    **dict.fromkeys(("usd", "dollar"), "$"),
    **dict.fromkeys(("eur", "euro"), "€"),
    "gbp": "£",
    **dict.fromkeys(("r$", "brl"), "real"),
    **dict.fromkeys(("rp", "rp.", "idr"), "rupiah"),
    "₺": "lira",
    "₽": "rouble",
    "元": "yuan",
    **dict.fromkeys(("₹", "rs", "rs.", "pkr", "inr", "rupee"), "Rs"),
}
"""The unit of a figure, by a sign of money, a code in small letters, or a key of the section of languages."""


@cache
def money_words() -> str:
    """The names of money in all languages, as the alternatives of a pattern without edges."""
    return "|".join(words_of_all(_SECTION, kind) for kind in _KINDS)


@cache
def money_named(word: str) -> str:
    """The unit of a figure whose money a word names in any language, or a sign or code; empty for another word."""
    small = word.lower()
    named = (kind for kind in _KINDS if re.fullmatch(f"(?i:{words_of_all(_SECTION, kind)})", small))
    return MONEY.get(small) or MONEY.get(next(named, ""), "")
