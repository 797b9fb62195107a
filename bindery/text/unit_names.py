"""The names of units of measure and time in each language, from the files of languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from bindery.text.characters import lowered
from bindery.text.kept_values import remembered
from bindery.text.languages import NO_SPACES, code_of, codes_with, section, section_text

_SECTION = "units"  # of the file of a language
_NO_UNIT = "none"  # the key of longer words that are no unit
_OF = "of"  # the key of what may stand between a number and a unit
_ENDINGS = "endings"  # the key of what may be joined to a name, such as the endings of cases
_BEFORE_NUMBERS = "before_numbers"  # the key that says that units stand before their numbers, as in Swahili
_AND_A_HALF = "and_a_half"  # the key of what adds a half after a unit
_BEFORE = {  # what before a number makes a length a speed
    "an_hour_before": "an hour",
    "a_second_before": "a second",
}
_AFTER = {  # what after a unit does so
    "per_hour": "an hour",
    "per_second": "a second",
}
_KEYS = {
    "percent": "%",
    "points": "percentage points",
    "pounds": "pounds (mass)",
    "celsius": "°C",
    "fahrenheit": "°F",
}
_LONGEST = 48  # characters of a name
_SHARED_LENGTH = 4  # a shorter word in letters of Latin means something else in too many languages
_JOINTS = ("", " ", "-", "–", "⋅", "·")  # for `⋅` in a name: `kilowatt-hour`
# Letters that are written in two ways, each as one character, and those that are one character or two.
_ALIKE = str.maketrans("يكى’", "یکی'")
_NUKTA = {"ड\u093c": "\u095c", "ढ\u093c": "\u095d", "फ\u093c": "\u095e", "ज\u093c": "\u095b"}
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_GOES_ON = re.compile(r"[\w\u093a-\u094f\u064b-\u0652\u0900-\u0903\u0962\u0963\u09bc-\u09cd]")

_ELIDING = frozenset(["fr", "it", "ca"])  # in which `l'anno` after a number is no litre
_ELISION = re.compile(r"'[^\W\d_]")

Names = Mapping[str, str]
"""The key of each unit, by its names in small letters."""

_TIMES = ("year", "month", "week", "day", "hour", "minute", "decade", "hundred year")


def unit_named(text: str, at: int, language: str = "") -> tuple[str, int]:
    """The key of the unit whose name begins at an offset, and the offset after it; empty and the same offset for none.

    Args:
        text: the text.
        at: the offset.
        language: its language, as a tag. The names of all languages count where it is not known, and in English, which
            is the language of a text that does not say.
    """
    code = code_of(language)
    after = text[at : at + _LONGEST]
    small = lowered(after).translate(_ALIKE)
    for names in (unit_names(code or "en"), unit_names("" if code in ("", "en") else "en")):
        skipped = next((len(of) for of in _links(code) if small.startswith(of)), 0)
        for start in (0, skipped) if skipped else (0,):
            key, end = _longest(small[start:], names, _ending(code))
            elided = code in _ELIDING and end == 1 and _ELISION.match(small, start + end)
            if key and not elided:
                return key, at + start + end
    return "", at


def unit_named_before(before: str, language: str) -> str:
    """The key of the unit whose name ends a text before a number, in a language such as Swahili; empty for none.

    Args:
        before: the text before the number.
        language: its language, as a tag.
    """
    code = code_of(language)
    if not code or _BEFORE_NUMBERS not in section(code, _SECTION):
        return ""
    match = _named_before(code).search(lowered(before[-_LONGEST:]))
    return unit_names(code)[match[1]] if match else ""


@lru_cache(maxsize=8)
def _named_before(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({_any(sorted(unit_names(code), key=len, reverse=True))})[ \u00a0]$")


def _longest(small: str, names: Names, ending: re.Pattern[str]) -> tuple[str, int]:
    """The unit with the longest name that a text begins with, and the offset after it and its ending."""
    for end in range(len(small), 0, -1):
        key = names.get(small[:end])
        after = ending.match(small, end) if key else None
        if key and after and _ends(small, after.end()):
            return ("", 0) if key == _NO_UNIT else (key, after.end())
    return "", 0


@lru_cache(maxsize=64)
def _ending(code: str) -> re.Pattern[str]:
    """What may be joined to the names of a language; it also matches nothing."""
    words = section(code, _SECTION).get(_ENDINGS, "") if code else ""
    listed = sorted(filter(None, re.split(r",\s+", words)), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, listed))})?(?!\\w)|" if listed else "")


def _ends(small: str, end: int) -> bool:
    """Whether a name may end here: no letter follows, unless its script puts no space between words."""
    return end == len(small) or not _GOES_ON.match(small, end) or bool(_UNSPACED.match(small, end - 1))


@lru_cache(maxsize=64)
def unit_names(code: str) -> Names:
    """The names of a language, or those of all languages with words of figures that mean the same in each.

    Args:
        code: the code of the language; empty for all.
    """
    if code:
        return _names(code)
    codes = codes_with("figure_words")
    made_from = "".join(section_text(one, _SECTION) for one in codes)
    found: Names = remembered(f"names of units\n{made_from}", (__file__,), lambda: _shared(codes))
    return found


def _shared(codes: tuple[str, ...]) -> Names:
    found: dict[str, str] = {}
    differs = set()
    for code in codes:
        for name, key in _names(code).items():
            short = len(name) < _SHARED_LENGTH and name.isascii()
            if short or found.setdefault(name, key) != key:
                differs.add(name)
    return {name: key for name, key in found.items() if name not in differs}


@lru_cache(maxsize=64)
def _links(code: str) -> tuple[str, ...]:
    """What may stand between a number and a unit: `de ` in `dos millones de toneladas`."""
    words = section(code, _SECTION).get(_OF, "") if code else ""
    return tuple(
        f"{word} " if word[-1].isalnum() else word.translate(_ALIKE) for word in words.split(", ") if word
    )


@lru_cache(maxsize=64)
def _speeds(code: str) -> tuple[tuple[str, str], ...]:
    words = section(code, _SECTION) if code else {}
    return tuple(
        (word, per) for key, per in _BEFORE.items() for word in words.get(key, "").split(", ") if word
    )


def per_before(before: str, language: str) -> str:
    """What the words before a number say that its unit is given for, as in `時速80キロメートル`: `an hour`; else empty.

    Args:
        before: the text before the number.
        language: its language, as a tag.
    """
    said = lowered(before).rstrip()
    return next((per for word, per in _speeds(code_of(language)) if said.endswith(word)), "")


def per_after(text: str, at: int, language: str) -> tuple[str, int]:
    """What the words after a unit say that it is given for, and the offset after them: `an hour` for `par heure`.

    Args:
        text: the text.
        at: the offset after the unit.
        language: its language, as a tag; empty when it is not known.
    """
    for code in dict.fromkeys((code_of(language) or "en", "en")):
        match = _pers(code).match(lowered(text[at : at + _LONGEST]).translate(_ALIKE))
        if match:
            return _AFTER[next(key for key in _AFTER if match[key])], at + match.end()
    return "", at


@lru_cache(maxsize=64)
def _pers(code: str) -> re.Pattern[str]:
    words = section(code, _SECTION)
    listed = (
        (
            key,
            sorted(
                filter(None, lowered(words.get(key, "")).translate(_ALIKE).split(", ")), key=len, reverse=True
            ),
        )
        for key in _AFTER
    )
    return re.compile(
        rf"[ \u00a0-]?(?:{'|'.join(f'(?P<{key}>{_any(forms)})' for key, forms in listed)})(?!\w)"
    )


def half_after(text: str, at: int, language: str) -> int:
    """The offset after the words that add a half to a number before its unit, as in `trois tonnes et demie`; 0 for none.

    Args:
        text: the text.
        at: the offset after the unit.
        language: its language, as a tag; empty when it is not known.
    """
    match = _halves(code_of(language) or "en").match(text, at)
    return match.end() if match else 0


@lru_cache(maxsize=64)
def _halves(code: str) -> re.Pattern[str]:
    half = _any([form for form in section(code, _SECTION).get(_AND_A_HALF, "").split(", ") if form])
    gap, end = (
        ("", r"(?![年月日天])") if code in NO_SPACES else (r"[ \u00a0\u200c]+", r"(?: ال\w+)?(?![\w-])")
    )
    return re.compile(f"(?i){gap}(?:{half}){end}")


def _any(forms: list[str]) -> str:
    return "|".join(map(re.escape, forms)) or "(?!)"


def _names(code: str) -> Names:
    return {
        name: _KEYS.get(key, key.replace("_", " "))
        for key, forms in section(code, _SECTION).items()
        if key not in (_OF, _ENDINGS, _AND_A_HALF, _BEFORE_NUMBERS, *_BEFORE, *_AFTER)
        for form in re.split(r",\s+", forms.strip())
        for name in _written(form)
    }


def _written(form: str) -> Iterator[str]:
    """Each way to write a name that is given with its endings: `meter` and `meters` for `meter|/s`."""
    stem, _, endings = form.partition("|")
    for ending in endings.split("/") if endings else ("",):
        name = lowered(f"{stem}{ending}").translate(_ALIKE)
        for joint in _JOINTS if "⋅" in name else ("",):
            joined = name.replace("⋅", joint)
            yield joined
            other = joined
            for two, one in _NUKTA.items():
                other = other.replace(two, one)
            if other != joined:
                yield other


@lru_cache(maxsize=64)
def time_names(code: str) -> Names:
    """The units of time in English, such as `year`, by their names in a language.

    Args:
        code: the code of the language; empty for all.
    """
    codes = (code,) if code else codes_with("figure_words")
    keys = {f"{unit}s": unit for unit in _TIMES}
    return {name: keys[key] for one in codes for name, key in unit_names(one).items() if key in keys}
