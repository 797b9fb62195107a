"""Words that limit or negate a statement, from the TOML files next to this one: one list for each language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from itertools import groupby
from typing import Any

from bindery.text.cleaning import clean
from bindery.text.folding import fold
from bindery.text.tokenised import tokenise

NEGATOR, LIMITER, CONDITION, CONTRAST, COMPLEMENTISER, BOUND, BOUND_AFTER, CLAUSE, ASIDE = range(1, 10)
"""The kinds of words; docs/reference/fingerprints.md lists them. `CLAUSE` opens a clause that nothing before it limits."""
LINK, NEUTRAL = 14, 15  # what a phrase may also be while it is looked up

_KEYS = {
    "neutral": NEUTRAL,
    "negators": NEGATOR,
    "limiters": LIMITER,
    "approximations": BOUND,
    "conditions": CONDITION,
    "contrasts": CONTRAST,
    "complementisers": COMPLEMENTISER,
    "bounds": BOUND,
    "bounds_after": BOUND_AFTER,
    "subordinators": CLAUSE,
    "asides": ASIDE,
    "links": LINK,
}
_MARK = ";"  # between entries while they are split into tokens
_FIRST_ARABIC, _LAST_ARABIC = "\u0600", "\u06ff"


@dataclass(frozen=True)
class WordList:
    """The words of one language, or of several together.

    Attributes:
        name: the name that pages show, such as `the English list, version 1`.
        words: the kind of each single word.
        spellings: for each kind, its words and those of its phrases, as written in the file.
        phrases: by its first word, each phrase with its kind, the longest first. Some have one word, because their kind
            depends on what is next to them.
        prefixes: beginnings of words, each with the kind that it gives to a word.
        suffixes: endings of words, each with the kind that it gives to a word.
        elisions: beginnings of words that are cut off before a word is looked up.
        numbers: numbers in words.
        between: words that may be between a bound and its number.
        openers: words that open a clause after a link.
        starters: words that often begin a sentence, among them the openers.
        abbreviations: abbreviations before whose full stop a sentence rarely ends, as written.
        number_abbreviations: words that are abbreviations only before a number, as written.
        ordinals: whether a number with a full stop may be an ordinal number.
    """

    name: str
    words: Mapping[str, int]
    spellings: Mapping[int, tuple[str, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]
    prefixes: tuple[tuple[str, int], ...]
    suffixes: tuple[tuple[str, int], ...]
    elisions: tuple[str, ...]
    numbers: frozenset[str]
    between: frozenset[str]
    openers: frozenset[str]
    starters: frozenset[str]
    abbreviations: frozenset[str]
    number_abbreviations: frozenset[str]
    ordinals: bool

    def kind(self, word: str) -> int:
        """The kind of a single word, in its folded form; 0 when it has none."""
        known = self.words.get(word)
        if known is not None:
            return known % NEUTRAL
        for start, kind in self.prefixes:
            if word.startswith(start) and len(word) > len(start) and kind == NEGATOR:
                return kind
        for end, kind in self.suffixes:
            if word.endswith(end) and len(word) > len(end):
                return kind
        return self._without_elision(word)

    def _without_elision(self, word: str) -> int:
        for start in self.elisions:
            if word.startswith(start) and len(word) > len(start):
                known = self.words.get(word.removeprefix(start), 0) % NEUTRAL
                if known:
                    return known
        return next((kind for start, kind in self.prefixes if word.startswith(start)), 0)


def fold_word(word: str) -> str:
    """A word as it is looked up: without capitals, and in Arabic script with the letters that search treats as one."""
    if word.isascii():
        return word.lower()
    return fold(word) if any(_FIRST_ARABIC <= c <= _LAST_ARABIC for c in word) else word.casefold()


@lru_cache(maxsize=1)
def _files() -> dict[str, dict[str, Any]]:
    """The data of each language, by its code."""
    return {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text("utf-8"))
        for file in sorted(resources.files(__name__).iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }


@lru_cache(maxsize=64)
def word_list(language: str | None) -> WordList:
    """The list for a language tag such as `en-GB`.

    Without a language, all lists count together. For a language without a list, the list is empty.
    """
    files = _files()
    if not language:
        return _compiled(f"all {len(files)} lists together", files.values())
    data = files.get(language.split("-")[0].lower())
    if data is None:
        return _compiled("", ())
    return _compiled(f"the {data['name']} list, version {data['version']}", (data,))


def _compiled(name: str, lists: Iterable[Mapping[str, Any]]) -> WordList:
    lists = [*lists]

    skipped = [frozenset(_entries(data.get("alone", "")) if len(lists) > 1 else ()) for data in lists]

    def entries(key: str) -> list[str]:
        """The entries of a key, without those that are common words of another language if several lists count."""
        pairs = zip(lists, skipped, strict=True)
        return [entry for data, alone in pairs for entry in _entries(data.get(key, "")) if entry not in alone]

    def folded(key: str) -> list[str]:
        return [fold_word(entry) for entry in entries(key)]

    words: dict[str, int] = {}
    spellings: dict[int, dict[str, None]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for key, kind in _KEYS.items():
        for tokens in _split(entries(key)):
            spellings.setdefault(kind, {}).update(dict.fromkeys(tokens))
            parts = tuple(map(fold_word, tokens))
            if len(parts) > 1 or key in ("bounds", "bounds_after", "links"):
                phrases.setdefault(parts[0], []).append((parts, kind))
            else:
                words.setdefault(parts[0], kind)
    openers = frozenset(folded("openers"))
    return WordList(
        name=name,
        words=words,
        spellings={kind: tuple(found) for kind, found in spellings.items()},
        phrases={
            first: tuple(sorted(found, key=lambda phrase: -len(phrase[0])))
            for first, found in phrases.items()
        },
        prefixes=(
            *((start, NEGATOR) for start in folded("negator_prefixes")),
            *((start, COMPLEMENTISER) for start in folded("complementiser_prefixes")),
        ),
        suffixes=tuple((end, NEGATOR) for end in folded("negator_suffixes")),
        elisions=tuple(folded("elisions")),
        numbers=frozenset(folded("numbers")),
        between=frozenset(folded("between")),
        openers=openers,
        starters=openers.union(folded("starters")),
        abbreviations=frozenset(entries("abbreviations")),
        number_abbreviations=frozenset(entries("number_abbreviations")),
        ordinals=any(data.get("ordinals") for data in lists),
    )


def _split(entries: list[str]) -> Iterator[tuple[str, ...]]:
    """The tokens of each entry; the entries are split together, which is faster."""
    for is_mark, tokens in groupby(tokenise(f" {_MARK} ".join(entries)).tokens, _MARK.__eq__):
        if not is_mark:
            yield tuple(tokens)


def _entries(text: str) -> list[str]:
    return [entry for part in clean(text).split(",") if (entry := " ".join(part.split()))]
