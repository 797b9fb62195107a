"""The words of a kind in all languages together, as parts of patterns: a text does not always say its language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from bindery.text.kept_values import remembered
from bindery.text.languages import NO_SPACES, codes_with, section, section_text

_NEVER = "(?!)"
_UNITS = "units"  # the section that has words of languages of which little is known, too: they count in their own texts
_FEW = "numbers"  # the section that only these have


@cache
def words_of_all(name: str, *keys: str, unspaced: bool = False) -> str:
    """The words of some keys of a section, as the alternatives of a pattern; one that never matches where there are none.

    A space in a word stands for any space, a star for any ending. The pattern has no edges.

    Args:
        name: the section, see languages/README.md.
        keys: its keys.
        unspaced: whether the words are those of the languages that put no space between words; else those of the others.
    """
    patterns = _patterns_of(name, unspaced=unspaced)
    return "|".join(patterns[key] for key in keys if patterns.get(key)) or _NEVER


@cache
def _patterns_of(name: str, *, unspaced: bool) -> Mapping[str, str]:
    codes = [code for code in codes_with(name) if (code in NO_SPACES) == unspaced]
    if name == _UNITS:
        codes = [code for code in codes if not section_text(code, _FEW)]
    made_from = "".join(section_text(code, name) for code in codes)
    kept: Mapping[str, str] = remembered(
        f"words of all languages\n{name}\n{made_from}", (__file__,), lambda: _by_key(name, codes)
    )
    return kept


def _by_key(name: str, codes: list[str]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for code in codes:
        for key, value in section(code, name).items():
            if isinstance(value, str):
                found.setdefault(key, []).append(value)
    return {key: words_pattern(", ".join(values)) for key, values in found.items()}


def words_pattern(listed: str) -> str:
    """The words of a list as the alternatives of a pattern, the longest first.

    Args:
        listed: words with commas between them; `rise|/s` is short for `rise, rises`.
    """
    words = dict.fromkeys(filter(None, re.split(r",\s+", listed.strip())))
    return "|".join(map(_written, sorted(words, key=len, reverse=True)))


def _written(word: str) -> str:
    stem, joint, endings = word.partition("|")
    if not joint:
        return _escaped(stem)
    longest_first = sorted(endings.split("/"), key=len, reverse=True)
    return f"{_escaped(stem)}(?:{'|'.join(map(_escaped, longest_first))})"


def _escaped(part: str) -> str:
    written = re.escape(part.replace("’", "'"))
    for sign, meant in (("\\ ", r"\s"), ("\\*", r"\w*"), ("⋅", r"[\s·–-]?"), ("'", "['’]")):
        written = written.replace(sign, meant)
    return written
