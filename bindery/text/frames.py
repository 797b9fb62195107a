"""Words that frame what a figure is of, such as `and`, `of them` and `killed`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

from bindery.text.languages import NO_SPACES, code_of, codes_with, section
from bindery.text.qualifiers import qualifier
from bindery.text.sentence_ends import end_pattern

FATES = ("killed", "injured", "missing", "arrested", "displaced", "survived")
"""The keys that list what became of people."""
_SECTION = "frames"  # of the file of a language
_NEVER = re.compile("(?!)")
_EACH_OF = 3  # words before a number: `each of the 60`
_LEAST = 4  # letters of an Arabic word after `و` that is likely the word `and`
_MARK = end_pattern(r",،、，;:؛；：()（）–—\n。۔।！？؟")
_ARABIC_AND = re.compile(r"(?<!\w)و(?P<word>\w{3,})")


@lru_cache(maxsize=4096)  # a text asks for most kinds of its language, again and again
def frame_words(language: str, key: str) -> frozenset[str]:
    """The words of a kind; none where the language has no list.

    Args:
        language: the language, as a tag; empty for the words of all languages together.
        key: a key of the section, see languages/README.md.
    """
    codes = (code_of(language),) if language else codes_with(_SECTION)
    lists = (section(code, _SECTION).get(key, "") for code in codes)
    return frozenset(word for words in lists for word in " ".join(words.split()).split(", ") if word)


@lru_cache(maxsize=1)
def idle_words() -> frozenset[str]:
    """Words that say nothing of what a figure is of, in all languages together."""
    return frame_words("", "idle") | frame_words("", "times")


@lru_cache(maxsize=4096)
def frame_pattern(language: str, key: str) -> re.Pattern[str]:
    """A pattern that matches each word of a kind; one that never matches where there is no list. See `frame_words`."""
    words = sorted(frame_words(language, key), key=len, reverse=True)
    if not words:
        return _NEVER
    forms = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    whole = f"(?:{forms})" if code_of(language) in NO_SPACES else rf"(?<!\w)(?:{forms})(?!\w)"
    return re.compile(whole, re.IGNORECASE)


@lru_cache(maxsize=64)
def fates(language: str) -> Mapping[str, str]:
    """What became of people: each word with the key for it, so that languages can be compared."""
    return {word: fate for fate in FATES for word in frame_words(language, fate)}


def joints(text: str, language: str) -> list[tuple[int, int]]:
    """Start and end of each mark and word that parts two clauses, in order."""
    words = (match for key in ("joints", "breaks") for match in frame_pattern(language, key).finditer(text))
    spans = [match.span() for match in (*_MARK.finditer(text), *words)]
    if code_of(language) == "ar":
        joined = (match for match in _ARABIC_AND.finditer(text) if _is_and(match["word"]))
        spans += [(match.start(), match.start() + 1) for match in joined]
    return sorted(spans)


def _is_and(word: str) -> bool:
    """Whether the `و` before the rest of an Arabic word is the word `and`, as far as can be told."""
    return len(word) >= _LEAST and not f"و{word}".startswith(tuple(frame_words("ar", "waw")))


def is_of_each(before: str, language: str) -> bool:
    """Whether a number is that of all things of which each has so many: `each of the 60 turbines gives 12 megawatts`.

    Args:
        before: the text before the number.
        language: its language, as a tag.
    """
    nearest, of = before.lower().split()[-_EACH_OF:], frame_words(language, "of")
    each = qualifier(language, "each")
    return any(each.fullmatch(one) and other in of for one, other in pairwise(nearest))
