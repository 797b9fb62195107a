"""Words that frame what a figure is of, such as `and`, `of them` and `killed`, from the TOML files next to this one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources

FATES = ("killed", "injured", "missing", "arrested", "displaced", "survived")
"""The keys that list what became of people."""
_NO_SPACES = frozenset({"zh", "ja"})  # whose words have no spaces between them
_NEVER = re.compile("(?!)")


@lru_cache(maxsize=64)
def frame_words(language: str, key: str) -> frozenset[str]:
    """The words of a kind; none where there is no file.

    Args:
        language: the language, as a tag; empty for the words of all languages together.
        key: a key of the files, see README.md.
    """
    tags = [language.split("-", maxsplit=1)[0].lower()] if language else list(_files())
    return frozenset(word for tag in tags for word in _files().get(tag, {}).get(key, ()))


@lru_cache(maxsize=64)
def frame_pattern(language: str, key: str) -> re.Pattern[str]:
    """A pattern that matches each word of a kind; one that never matches where there is no file. See `frame_words`."""
    words = sorted(frame_words(language, key), key=len, reverse=True)
    if not words:
        return _NEVER
    forms = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    whole = f"(?:{forms})" if language[:2] in _NO_SPACES else rf"(?<!\w)(?:{forms})(?!\w)"
    return re.compile(whole, re.IGNORECASE)


@lru_cache(maxsize=64)
def fates(language: str) -> Mapping[str, str]:
    """What became of people: each word with the key for it, so that languages can be compared."""
    return {word: fate for fate in FATES for word in frame_words(language, fate)}


@lru_cache(maxsize=1)
def _files() -> dict[str, dict[str, tuple[str, ...]]]:
    files = (file for file in resources.files(__name__).iterdir() if file.name.endswith(".toml"))
    return {file.name.removesuffix(".toml"): _read(file.read_text("utf-8")) for file in files}


def _read(text: str) -> dict[str, tuple[str, ...]]:
    return {key: tuple(" ".join(words.split()).split(", ")) for key, words in tomllib.loads(text).items()}
