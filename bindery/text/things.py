"""Words for things that figures count, such as `passengers` and `buses`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from bindery.text.kept_values import table_in
from bindery.text.languages import NO_SPACES, code_of, section
from bindery.text.shipped_data import shipped_folder

_WORD = re.compile(r"[^\W\d_][\w\u0300-\u036f\u0900-\u0963\u200c’'-]*")
_ARABIC_BEFORE = re.compile("^(?:[وفبلك]?ال|لل|[وف])(?=...)")
_MOST_WORDS = 3  # of a word group such as `asylum seekers`


class ThingWord(NamedTuple):
    """A word for a thing in a text.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        thing: its key in `kinds_of_things.toml`.
    """

    start: int
    end: int
    thing: str


@dataclass
class _Words:
    """The words for things in one language.

    Attributes:
        whole: the thing that a word or a group of words means.
        longer: the words with which a group begins.
        beginnings: the thing that words with this beginning mean.
        endings: the thing that words with this ending mean.
    """

    whole: dict[str, str] = field(default_factory=dict)
    longer: set[str] = field(default_factory=set)
    beginnings: dict[str, str] = field(default_factory=dict)
    endings: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _tree() -> tuple[dict[str, tuple[str, ...]], dict[str, str]]:
    """What each thing is a kind of, and the name of its table."""
    file = shipped_folder("bindery.text").joinpath("kinds_of_things.toml")
    tables = table_in(file.read_text("utf-8"))
    kinds = {thing: tuple(above.split()) for table in tables.values() for thing, above in table.items()}
    return kinds, {thing: name for name, table in tables.items() for thing in table}


@lru_cache(maxsize=32)
def _words(language: str) -> _Words:
    found = _Words()
    for thing, listed in section(language, "things").items():
        for word in listed.split(", "):
            if word.startswith("*"):
                found.endings[word[1:]] = thing
            elif word.endswith("*"):
                found.beginnings[word[:-1]] = thing
            else:
                found.whole[word] = thing
                if " " in word:
                    found.longer.add(word.split()[0])
    return found


def table_of(thing: str) -> str:
    """The table of `kinds_of_things.toml` in which a thing is."""
    return _tree()[1][thing]


def tables() -> frozenset[str]:
    """The names of all tables of `tree.toml`."""
    return frozenset(_tree()[1].values())


@lru_cache(maxsize=2048)
def is_kind_of(thing: str, other: str) -> bool:
    """Whether a thing is another one or a kind of it: nurses are workers."""
    return thing == other or any(is_kind_of(above, other) for above in _tree()[0][thing])


def related(one: str, other: str) -> bool:
    """Whether one of two things is the other, or a kind of it."""
    return is_kind_of(one, other) or is_kind_of(other, one)


@lru_cache(maxsize=2048)
def things_in(text: str, language: str) -> tuple[ThingWord, ...]:
    """The words for things in a text, in reading order; none in a language without a list.

    Args:
        text: the text.
        language: its language, as a tag.
    """
    tag = code_of(language)
    words = _words(tag)
    if not words.whole:
        return ()
    if tag in NO_SPACES:
        pattern = "|".join(sorted(map(re.escape, words.whole), key=len, reverse=True))
        return tuple(ThingWord(*match.span(), words.whole[match[0]]) for match in re.finditer(pattern, text))
    tokens = [(match.start(), match.end(), match[0].lower()) for match in _WORD.finditer(text)]
    found: list[ThingWord] = []
    for n, (start, end, word) in enumerate(tokens):
        if found and start < found[-1].end:
            continue
        if word in words.longer:
            groups = (
                (" ".join(token[2] for token in tokens[n:last]), tokens[last - 1][1])
                for last in range(min(len(tokens), n + _MOST_WORDS), n + 1, -1)
            )
            group = next(((words.whole[name], last) for name, last in groups if name in words.whole), None)
            if group:
                found.append(ThingWord(start, group[1], group[0]))
                continue
        if thing := _thing(word, words, tag):
            found.append(ThingWord(start, end, thing))
    return tuple(found)


def _thing(word: str, words: _Words, tag: str) -> str:
    """The thing that a word in small letters means; empty when it means none."""
    word = word.removesuffix("'s").removesuffix("’s")
    if thing := words.whole.get(word):
        return thing
    if tag == "fr":
        word = re.sub("^[dl]['’]", "", word)
    elif tag in ("ar", "fa"):
        word = _ARABIC_BEFORE.sub("", word)
    thing = words.whole.get(word, "")
    if not thing and words.beginnings:
        thing = next(
            (words.beginnings[word[:n]] for n in range(len(word), 2, -1) if word[:n] in words.beginnings), ""
        )
    if not thing and words.endings:
        thing = next(
            (words.endings[word[n:]] for n in range(2, len(word) - 2) if word[n:] in words.endings), ""
        )
    return thing
