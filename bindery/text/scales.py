"""Words and abbreviations that multiply a number in digits in one language: `13,5 mi`, `1,5 Md€`, `2 trilhões`."""

from __future__ import annotations

import re
from functools import lru_cache

from bindery.text.characters import lowered
from bindery.text.languages import NO_SPACES, code_of, section

_SECTION = "scales"  # of the file of a language
_LONGEST = 24  # characters of a word with what may follow it
# After a letter alone, such as the `M` of `1,5 M€`.
_MONEY = r"(?=[ \u00a0]?(?:[€$£]|(?:d[ei][ \u00a0]|d['’])?(?:euros?|dollars?|d[óo]lares|pesos)(?!\w)))"


def scale_after(text: str, at: int, language: str, *, money: bool) -> tuple[int, int]:
    """What the word at an offset multiplies the number before it by, and the offset after it; one and the offset for none.

    Args:
        text: the text.
        at: the offset after the digits.
        language: its language, as a tag; empty when it is not known.
        money: whether a sign of money stands before the digits, so that a letter alone is a scale: `$1.5 m`.
    """
    code = code_of(language)
    pattern, scales = _scales(code, money=money)
    match = pattern.match(text, at, at + _LONGEST) if pattern else None
    if not match:
        return 1, at
    word = match["word"]
    return scales.get(word) or scales[lowered(word)], match.end()


@lru_cache(maxsize=64)
def _scales(code: str, *, money: bool) -> tuple[re.Pattern[str] | None, dict[str, int]]:
    found = {
        word: int(scale)
        for scale, words in (section(code, _SECTION) if code else {}).items()
        for word in words.split(", ")
    }
    if not found:
        return None, found
    listed = "|".join(_form(word, money=money) for word in sorted(found, key=len, reverse=True))
    gap, end = (r"[ \u00a0]?", "") if code in NO_SPACES else (r"(?:[ \u00a0]|(?<=\d))", r"(?!\w)")
    return re.compile(rf"{gap}(?P<word>{listed}){end}"), found


def _form(word: str, *, money: bool) -> str:
    """The pattern of a word: a letter alone counts before or after money, and capitals count in a word that has some."""
    alone = _MONEY if len(word) == 1 and word.isascii() and not money else ""
    return f"{re.escape(word) if word != lowered(word) else f'(?i:{re.escape(word)})'}{alone}"
