"""Words that limit or negate a statement: one list for each language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from bindery.text import cleaning, folding, languages, word_patterns
from bindery.text.cleaning import clean
from bindery.text.folding import fold
from bindery.text.kept_values import remembered
from bindery.text.word_patterns import has_unspaced, token_pattern

NEGATOR, LIMITER, CONDITION, CONTRAST, COMPLEMENTISER, BOUND, BOUND_AFTER, CLAUSE, ASIDE, HEDGE = range(1, 11)
"""The kinds of words; docs/reference/fingerprints.md lists them. `CLAUSE` opens a clause that nothing before it limits."""
LINK, APPROXIMATION, NEUTRAL, GOVERNOR, WEAK, PARTICLE, RELATIVE, ADVERSATIVE, ABSENCE, UNTIL = range(16, 26)
"""What a phrase may also be while it is looked up; an approximation is a bound that needs no number."""
_WRITTEN_AS = {
    GOVERNOR: HEDGE,
    WEAK: BOUND,
    PARTICLE: HEDGE,
    RELATIVE: ASIDE,
    ADVERSATIVE: CONTRAST,
    ABSENCE: NEGATOR,
    UNTIL: CONTRAST,
}  # their kinds in an outline

_SECTION = "limiters"  # of the file of a language
_KEYS = {
    "until": UNTIL,  # before others, since such a word may be a bound too
    "neutral": NEUTRAL,
    "weak": WEAK,
    "negators": NEGATOR,
    "absences": ABSENCE,
    "limiters": LIMITER,
    "governors": GOVERNOR,
    "particles": PARTICLE,
    "approximations": APPROXIMATION,
    "hedges": HEDGE,
    "conditions": CONDITION,
    "contrasts": CONTRAST,
    "adversatives": ADVERSATIVE,
    "complementisers": COMPLEMENTISER,
    "bounds": BOUND,
    "bounds_after": BOUND_AFTER,
    "subordinators": CLAUSE,
    "relatives": RELATIVE,
    "asides": ASIDE,
    "links": LINK,
}
_IN_CONTEXT = (
    "approximations",
    "bounds",
    "bounds_after",
    "links",
    "governors",
    "weak",
    "particles",
    "relatives",
    "adversatives",
    "absences",
    "until",
)
_EDGES = {
    NEGATOR: "negator",
    LIMITER: "limiter",
    CONDITION: "condition",
    GOVERNOR: "governor",
    HEDGE: "hedge",
    COMPLEMENTISER: "complementiser",
}  # what a beginning or an ending of words may make of them, the first one first
_NO_KIND = NEUTRAL  # a word that is neutral has the kind 0
_ARABIC = re.compile("[\u0600-\u06ff]")


@dataclass(frozen=True)
class WordList:
    """The words of one language, or of several together.

    Attributes:
        name: the name that pages show, such as `the English list, version 1`.
        words: the kind of each single word.
        spellings: for each kind, its words and those of its phrases, as written in the file.
        phrases: by its first word and its second word, each phrase with its kind, the longest first. Some have one word,
            because their kind depends on what is next to them; their second word is empty.
        prefixes: beginnings of words, each with the kind that it gives to a word.
        suffixes: endings of words, each with the kind that it gives to a word.
        questions: marks that end a question in this language alone.
        elisions: beginnings of words that are cut off before a word is looked up.
        numbers: numbers in words.
        between: words that may be between a bound and its number.
        times: months, weekdays and other words for a time, which may come after `until`.
        determiners: words such as `the`, after which a limiter is an adjective or a noun: `the alleged owner`.
        openers: words that open a clause after a link.
        starters: words that often begin a sentence, among them the openers.
        abbreviations: abbreviations before whose full stop a sentence rarely ends, as written.
        number_abbreviations: words that are abbreviations only before a number, as written.
        inverted: words that make a condition at the beginning of a sentence, as written.
        names: words that are names if they have a capital, as written with it.
        pointers: words for the sentence before at the beginning of one: `this`, `the claim`, by their first word.
        verdicts: words that say of it that it is not so, by their first word.
        provisos: words in a sentence after a pointer that limit the sentence before, by their first word.
        retractions: words at the beginning of a sentence that take back or limit the one before, by their first word.
        labels: headings of what is not so, or only claimed, by their first word.
        ordinals: whether a number with a full stop may be an ordinal number.
    """

    name: str
    words: Mapping[str, int]
    spellings: Mapping[int, tuple[str, ...]]
    phrases: Mapping[str, Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]]
    prefixes: tuple[tuple[str, int], ...]
    suffixes: tuple[tuple[str, int], ...]
    elisions: tuple[str, ...]
    questions: frozenset[str]
    numbers: frozenset[str]
    between: frozenset[str]
    times: frozenset[str]
    determiners: frozenset[str]
    openers: frozenset[str]
    starters: frozenset[str]
    abbreviations: frozenset[str]
    number_abbreviations: frozenset[str]
    inverted: frozenset[str]
    names: frozenset[str]
    pointers: Mapping[str, tuple[tuple[str, ...], ...]]
    verdicts: Mapping[str, tuple[tuple[str, ...], ...]]
    provisos: Mapping[str, tuple[tuple[str, ...], ...]]
    retractions: Mapping[str, tuple[tuple[str, ...], ...]]
    labels: Mapping[str, tuple[tuple[str, ...], ...]]
    ordinals: bool

    def kind(self, word: str) -> int:
        """The kind of a single word, in its folded form; 0 when it has none."""
        known = self.words.get(word)
        if known is not None:
            return known % _NO_KIND
        starts, ends = self._edges
        if word.startswith(starts):
            for start, kind in self.prefixes:
                if word.startswith(start) and len(word) > len(start) and kind != COMPLEMENTISER:
                    return kind
        if word.endswith(ends):
            for end, kind in self.suffixes:
                if word.endswith(end) and len(word) > len(end):
                    return kind
        return self._without_elision(word) if word.startswith(starts) else 0

    @cached_property
    def _edges(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Every beginning of a word that is listed, and every ending: most words have none."""
        return (*(start for start, _ in self.prefixes), *self.elisions), tuple(
            end for end, _ in self.suffixes
        )

    def _without_elision(self, word: str) -> int:
        for start in self.elisions:
            if word.startswith(start) and len(word) > len(start):
                known = self.words.get(word.removeprefix(start), 0) % _NO_KIND
                if known:
                    return known
        return next((kind for start, kind in self.prefixes if word.startswith(start)), 0)


def fold_word(word: str) -> str:
    """A word as it is looked up: without capitals, and in Arabic script with the letters that search treats as one."""
    if word.isascii():
        return word.lower()
    return fold(word) if _ARABIC.search(word) else word.casefold()


@lru_cache(maxsize=64)
def word_list(language: str | None) -> WordList:
    """The list for a language tag such as `en-GB`.

    Without a language, all lists count together. For a language without a list, the list is empty.
    """
    code = (language or "").split("-")[0].lower() or None
    if code != language:
        return word_list(code)  # one list for all ways to write a language
    codes = _codes(language)
    modules = (__file__, cleaning.__file__, folding.__file__, word_patterns.__file__)
    made_from = f"words {list_name(language)} {[languages.section_text(code, _SECTION) for code in codes]}"
    return WordList(
        **remembered(
            made_from,
            modules,
            lambda: vars(
                _compiled(list_name(language), [languages.section(code, _SECTION) for code in codes])
            ),
        )
    )


def list_name(language: str | None) -> str:
    """The name of the list for a language tag; empty for a language without a list."""
    if not language:
        return f"all {len(languages.codes_with(_SECTION))} lists together"
    known = [languages.section(code, _SECTION) for code in _codes(language)]
    return f"the {known[0]['name']} list, version {known[0]['version']}" if known else ""


def _codes(language: str | None) -> tuple[str, ...]:
    """The codes of the lists that count for a language tag."""
    if not language:
        return languages.codes_with(_SECTION)
    code = languages.code_of(language)
    return (code,) if languages.section_text(code, _SECTION) else ()


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
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], int]]]] = {}
    for key, kind in _KEYS.items():
        for tokens in map(_tokens_of, entries(key)):
            spellings.setdefault(_WRITTEN_AS.get(kind, kind), {}).update(dict.fromkeys(tokens))
            parts = tuple(map(fold_word, tokens))
            if len(parts) > 1 or key in _IN_CONTEXT:
                phrases.setdefault(parts[0], {}).setdefault("".join(parts[1:2]), []).append((parts, kind))
            else:
                words.setdefault(parts[0], kind)

    def by_first_word(key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in (tuple(map(fold_word, _tokens_of(entry))) for entry in entries(key)):
            found.setdefault(phrase[0], []).append(phrase)
        return {first: tuple(sorted(begun, key=len, reverse=True)) for first, begun in found.items()}

    openers = frozenset(folded("openers"))
    return WordList(
        name=name,
        words=words,
        spellings={kind: tuple(found) for kind, found in spellings.items()},
        phrases={
            first: {
                second: tuple(sorted(found, key=lambda phrase: -len(phrase[0])))
                for second, found in begun.items()
            }
            for first, begun in phrases.items()
        },
        prefixes=tuple(
            (start, kind) for kind, name in _EDGES.items() for start in folded(f"{name}_prefixes")
        ),
        suffixes=tuple((end, kind) for kind, name in _EDGES.items() for end in folded(f"{name}_suffixes")),
        elisions=tuple(folded("elisions")),
        questions=frozenset(entries("questions")),
        numbers=frozenset(folded("numbers")),
        between=frozenset(folded("between")),
        times=frozenset(folded("times")),
        determiners=frozenset(folded("determiners")),
        openers=openers,
        starters=openers.union(folded("starters")),
        abbreviations=frozenset(entries("abbreviations")),
        number_abbreviations=frozenset(entries("number_abbreviations")),
        inverted=frozenset(entries("inverted")),
        names=frozenset(entries("names")),
        pointers=by_first_word("pointers"),
        verdicts=by_first_word("verdicts"),
        provisos=by_first_word("provisos"),
        retractions=by_first_word("retractions"),
        labels=by_first_word("labels"),
        ordinals=any(data.get("ordinals") for data in lists),
    )


def _tokens_of(entry: str) -> tuple[str, ...]:
    """The tokens of an entry, as `tokenise` would give them: words, and each letter of a script without spaces."""
    if entry.isascii() or not has_unspaced(entry):
        return tuple(entry.split(" "))
    return tuple(match[0] for match in token_pattern(entry).finditer(entry))


def _entries(text: str) -> list[str]:
    return [entry for part in clean(text).split(",") if (entry := " ".join(part.split()))]
