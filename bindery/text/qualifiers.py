"""Words that qualify a figure, such as `on average` and `planned`."""

from __future__ import annotations

import re
from functools import lru_cache

from bindery.text.characters import VOWEL_SIGNS
from bindery.text.languages import NO_SPACES, code_of, section

_NEVER = re.compile("(?!)")


@lru_cache(maxsize=4096)  # a text asks for most kinds of its language, again and again
def qualifier(language: str, key: str) -> re.Pattern[str]:
    """A pattern that matches each word of a kind, in small letters; one that never matches where there is no such word.

    Args:
        language: the language, as a tag.
        key: a key of the section, see languages/README.md.
    """
    code = code_of(language)
    words = section(code, "qualifiers").get(key, "").split(", ")
    forms = "|".join(
        re.escape(word).replace(r"\*", rf"{VOWEL_SIGNS}(?:\w{VOWEL_SIGNS})*")
        for word in sorted(words, key=len, reverse=True)
        if word
    )
    edges = ("", "") if code in NO_SPACES else (r"(?<![\w\u0900-\u0963])", r"(?![\w\u0900-\u0963])")
    return re.compile(rf"{edges[0]}(?:{forms}){edges[1]}") if forms else _NEVER
