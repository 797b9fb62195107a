"""Words that stand around figures, such as `place` of a rank and `lost` of a score, from the files of languages."""

from __future__ import annotations

import re
from functools import lru_cache

from bindery.text.characters import VOWEL_SIGNS
from bindery.text.languages import NO_SPACES, code_of, codes_with, section

_SECTION = "figure_words"  # of the file of a language
_NEVER = re.compile("(?!)")
_EDGES = (rf"(?<![\w{VOWEL_SIGNS[1:-2]}])", rf"(?![\w{VOWEL_SIGNS[1:-2]}])")


@lru_cache(maxsize=4096)  # a text asks for most kinds of its language, again and again
def figure_words(language: str, key: str) -> re.Pattern[str]:
    """A pattern that matches each word of a kind; one that never matches where there is none.

    Args:
        language: the language, as a tag; empty for all languages together.
        key: a key of the section, see languages/README.md.
    """
    forms = [form for form, code in _forms(language, key) if code not in NO_SPACES]
    unspaced = [form for form, code in _forms(language, key) if code in NO_SPACES]
    parts = [rf"{_EDGES[0]}(?:{_alternatives(forms)}){_EDGES[1]}"] if forms else []
    parts += [_alternatives(unspaced)] if unspaced else []
    return re.compile("(?i)" + "|".join(parts)) if parts else _NEVER


@lru_cache(maxsize=64)
def ordinal_words(language: str) -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    """A pattern that matches each ordinal number in words of a language, and one for each number, from the first one on."""
    data = section(code_of(language), _SECTION)
    joined = _alternatives(data.get("superlatives", "").split(", "))
    made = []
    for entry in filter(None, re.split(r",\s+", data.get("ordinals", "").strip())):
        forms = entry.split("/")
        stems = [form.removesuffix("*").removesuffix("e") for form in forms]
        joint = rf"|(?:{_alternatives(stems)})(?:{joined})" if data.get("superlatives") else ""
        made.append(re.compile(rf"(?i){_EDGES[0]}(?:{_alternatives(forms)}{joint}){_EDGES[1]}"))
    every = "|".join(pattern.pattern.removeprefix("(?i)") for pattern in made)
    return (re.compile(f"(?i){every}") if made else _NEVER), tuple(made)


@lru_cache(maxsize=64)
def look_alikes(language: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of words round a word that is a number elsewhere, and here is none, such as `le toit neuf`; it is the group.

    Args:
        language: the language, as a tag; empty when it is not known, and then there is none.
    """
    lines = section(code_of(language), _SECTION).get("look_alikes", "").splitlines() if language else []
    return tuple(re.compile(f"{_EDGES[0]}(?:{line})") for line in lines if line)


def figure_forms(language: str, key: str) -> str:
    """The words of a kind as the alternatives of a pattern, without its edges; one that never matches where there is none.

    Args:
        language: the language, as a tag; empty for all languages together.
        key: a key of the section, see languages/README.md.
    """
    return _alternatives([form for form, _ in _forms(language, key)]) or _NEVER.pattern


def words_round_number(key: str) -> tuple[tuple[str, str], ...]:
    """Of each word of a kind in any language that stands round a number, what is before it and what after it, as patterns."""
    forms = (form.split("…") for form, _ in _forms("", key))
    spaced = ([r",?\s+".join(map(re.escape, part.split())) for part in form] for form in forms)
    return tuple((form[0] if len(form) > 1 else "", form[-1]) for form in spaced)


def _alternatives(forms: list[str]) -> str:
    longest_first = sorted(filter(None, forms), key=len, reverse=True)
    return "|".join(re.escape(form).replace(r"\*", rf"(?:\w{VOWEL_SIGNS})*") for form in longest_first)


def _forms(language: str, key: str) -> list[tuple[str, str]]:
    """Each word of a kind, with the code of its language."""
    codes = (code_of(language),) if language else codes_with(_SECTION)
    return [
        (form, code) for code in codes for form in section(code, _SECTION).get(key, "").split(", ") if form
    ]
