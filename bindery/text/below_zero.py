"""Numbers of degrees below zero, by the words round them: `once grados bajo cero`, `минус 11 градусов`, `零下11度`."""

from __future__ import annotations

import re
from functools import lru_cache

from bindery.text.languages import NO_SPACES, codes_with, section

_SECTION = "below_zero"  # of the file of a language
_BEFORE = 24  # characters before a number in which the words for `minus` are
_FROM_ZERO = re.compile(r"(?i)(?:صفر سے|शून्य से|sıfırın altında)\s$")  # `صفر سے 14 ڈگری نیچے`
_AT_LEAST = "(?<!al )(?<!lo )(?<!ao )(?<!au )(?<!du )"  # `al menos once grados`
_DOWN = r"(?:\s+(?:نیچے|नीचे))?"
_SCALE = r"(?: (?:Celsius|Fahrenheit|celsius))?"


def below_zero(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a negative number of degrees begins and ends, with the words that make it so; None for any other number.

    Args:
        text: the text.
        start: the offset at which the number begins.
        end: the offset after it.
    """
    after, before, degrees = _patterns()
    if match := after.match(text, end):
        return start, match.end()
    lead = text[max(0, start - _BEFORE) : start]
    named = degrees.match(text, end)
    if named and (match := _FROM_ZERO.search(lead)):
        return start - len(match[0]), named.end()
    if named and (match := before.search(lead)):
        return start - len(match[0]), end
    return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What follows a negative number, what is before one, and the words for degrees, in all languages together."""
    forms = {key: _forms(key, spaced=True) for key in ("after", "before", "degrees")}
    unspaced = {key: _forms(key, spaced=False) for key in ("before", "degrees")}
    degrees = rf"(?:[ \u00a0]?(?:°\s?[CF]?|(?:{forms['degrees']})(?!\w)|{unspaced['degrees']}){_SCALE})"
    return (
        re.compile(rf"(?i){degrees}?\s+(?:{forms['after']})(?!\w)"),
        re.compile(rf"(?i)(?:(?<!\w){_AT_LEAST}(?:{forms['before']})[ \u00a0]|(?:{unspaced['before']}) ?)$"),
        re.compile(rf"(?i){degrees}{_DOWN}"),
    )


def _forms(key: str, *, spaced: bool) -> str:
    """The words of a kind in the languages that put spaces between words, or in the others, as alternatives of a pattern."""
    listed = {
        form
        for code in codes_with(_SECTION)
        for form in section(code, _SECTION).get(key, "").split(", ")
        if form and spaced != (code in (*NO_SPACES, "ko"))
    }
    return "|".join(re.escape(form).replace(r"\*", r"\w*") for form in sorted(listed, key=len, reverse=True))
