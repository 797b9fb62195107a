"""Words that qualify a figure, such as `on average` and `planned`, from the TOML files next to this one."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

from bindery.text.characters import VOWEL_SIGNS

_NO_SPACES = ("zh", "ja")
_NEVER = re.compile("(?!)")


@lru_cache(maxsize=64)
def qualifier(language: str, key: str) -> re.Pattern[str]:
    """A pattern that matches each word of a kind, in small letters; one that never matches where there is no file.

    Args:
        language: the language, as a tag.
        key: a key of the files, see README.md.
    """
    file = resources.files(__name__).joinpath(f"{language.split('-', maxsplit=1)[0].lower()}.toml")
    if not language or not file.is_file():
        return _NEVER
    words = tomllib.loads(file.read_text("utf-8")).get(key, "").split(", ")
    forms = "|".join(re.escape(word).replace(r"\*", rf"(?:\w{VOWEL_SIGNS})*") for word in sorted(words, key=len, reverse=True) if word)
    edges = ("", "") if language[:2] in _NO_SPACES else (r"(?<![\w\u0900-\u0963])", r"(?![\w\u0900-\u0963])")
    return re.compile(rf"{edges[0]}(?:{forms}){edges[1]}") if forms else _NEVER
