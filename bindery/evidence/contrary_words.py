"""Words of a statement whose opposite its quotations have in the same place: `before the vote` for `after the vote`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bindery.text.characters import VOWEL_SIGNS, lowered
from bindery.text.figure_words import figure_words
from bindery.text.frames import idle_words, joints
from bindery.text.languages import NO_SPACES, code_of, section
from bindery.text.limiters import NEGATOR, fold_word, word_list
from bindery.text.numerals import find_figures
from bindery.text.opposites import Opposites, opposites_in
from bindery.text.qualifiers import qualifier

WORD = re.compile(rf"(?:[^\W_]{VOWEL_SIGNS})+(?:[-'][^\W\d_]+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIDE_REACH = 16  # characters between the number of a side and its verb
_NUMBER = re.compile(r"\d(?:[.,٫٬]?\d)*")
SPANS = frozenset(["week", "woche", "semaine", "ہفتے", "semana", "неделю", "أسبوع", "सप्ताह", "هفته"])
_ONE = re.compile(
    r"(?<!\w)(?:an?|one|eine?[nmrs]?|une?|una?|один|одну|одно|за|في|ایک|एक|یک|per|al|в|प्रति|در|pro|par|فی|each|every|jede[nsr]?|chaque|ہر|the|last|next)\s+$"
)
_STEM = 4  # letters; longer words are compared without their ending
_NEAR = 3  # words on each side that say something
_ARTICLES = frozenset(
    "a an the der die das den dem des ein eine einen einem einer eines le la les un une l du de d اس کے کی کا سے نے کو ہی وہ یہ".split()  # noqa: SIM905  a list of words
)
# The article before a noun in Arabic, and the prefix of a verb in the imperfect.
_ARABIC_BEFORE = re.compile("^(?:[وفبلك]?ال|لل|[يتن])(?=...)")


class _Occurrence(NamedTuple):
    """A word of a group in a text.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        number: which word of the group it is.
        beside: the words next to it, on the side that counts.
        around: the words near it, on both sides, in its clause.
        after: how the next word in its clause begins; empty if it has a digit, or there is none.
        shared: whether its clause has no word before it, so that its subject may be that of the clause before.
        negated: whether its clause has a word that negates.
    """

    start: int
    end: int
    number: int
    beside: frozenset[str]
    around: frozenset[str]
    after: str
    shared: bool
    negated: bool


class ContraryWord(NamedTuple):
    """A word of a statement whose opposite the quotations have.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        words: its opposite.
        quote: the quotation that has the opposite, in small letters.
        place: offset of the opposite in that.
    """

    start: int
    end: int
    words: str
    quote: str
    place: int


def contrary_words(text: str, quotes: Sequence[tuple[str, str]]) -> Iterator[ContraryWord]:
    """Each word of a statement whose opposite the quotations have.

    The statement is read in the languages of the quotations, so in any other one nothing is found.

    Args:
        text: the statement.
        quotes: the language and the words of each quotation that supports it.
    """
    small = in_small_letters(text)
    for language in dict.fromkeys(language for language, _ in quotes):
        groups = opposites_in(small, language).values()
        if not groups or is_negated(small, language):
            continue
        cited = [in_small_letters(quote) for tag, quote in quotes if tag == language]
        limits = {one.said.lower() for one in find_figures(text, language) if one.bound}
        for group in groups:
            found = _of_group(small, cited, group, language)
            yield from (
                one for one in found if not any(small[one.start : one.end] in words for words in limits)
            )


def _of_group(text: str, quotes: Sequence[str], group: Opposites, language: str) -> Iterator[ContraryWord]:
    """The words of one group that the quotations do not have of the same."""
    own = list(_occurrences(text, group, language))
    there = [(quote, one) for quote in quotes for one in _occurrences(quote, group, language)]
    if not there or (group.place == "anywhere" and _counts_others(text, quotes)):
        return
    said = {one.number for one in own}
    for one in own:
        if any(_supports(other, one, group) for _, other in there):
            continue
        compares = bool(qualifier(language, "difference").fullmatch(text, one.start, one.end))
        for quote, other in there:
            place = _is_in_place(one, other, group, compares=compares)
            excluded = other.number not in said and not other.negated and place
            if excluded and not _is_turned(text, one, quote, other, language):
                yield ContraryWord(one.start, one.end, quote[other.start : other.end], quote, other.start)
                break


def _is_of_side(text: str, one: _Occurrence, quote: str, language: str) -> bool:
    """Whether a word says how one side of a vote voted: `74 rejected it` for `by 112 votes for it and 74 against`."""
    sides = [figure_words(language, key) for key in ("in_favour", "against")]
    if not all(side.search(quote) for side in sides):
        return False
    before = text[max(0, one.start - _SIDE_REACH) : one.start]
    number = _NUMBER.search(before)
    return number is not None and number[0] in quote


def _supports(other: _Occurrence, one: _Occurrence, group: Opposites) -> bool:
    """Whether a quotation has the word of a statement too: of the same, or of what nothing is known."""
    near = group.place == "anywhere" or not one.around or not other.around
    near |= other.shared and not (one.after and other.after)
    return other.number == one.number and (near or not one.around.isdisjoint(other.around))


def _is_in_place(one: _Occurrence, other: _Occurrence, group: Opposites, *, compares: bool) -> bool:
    """Whether a word of a quotation is where a statement has another one of its group; one that compares, beside the same words."""
    if group.place == "anywhere":
        return not (compares and one.around and other.around and one.around.isdisjoint(other.around))
    return not one.beside.isdisjoint(other.beside)


def _is_turned(text: str, one: _Occurrence, quote: str, other: _Occurrence, language: str) -> bool:
    """Whether a statement names first what its quotation names last, or one side of a vote: `B is behind A` for `A is ahead of B`."""
    return _is_of_side(text, one, quote, language) or is_turned_round(
        (text, one.start, one.end), (quote, other.start, other.end), language
    )


def is_turned_round(one: tuple[str, int, int], other: tuple[str, int, int], language: str) -> bool:
    """Whether what one text has before some words is after others in another text, and the other way round.

    Args:
        one: a text in small letters, and start and end of words in it.
        other: another one.
        language: the language of both.
    """
    (before, after), (left, right) = (
        [set(content_stems(part, language)) for part in (whole[:start], whole[end:])]
        for whole, start, end in (one, other)
    )
    taken, given = (after & left) - before - right, (before & right) - after - left
    named = any(map(str.isalpha, taken | given))
    return bool(taken and given) and (named or all(map(_YEAR.fullmatch, taken | given)))


def _counts_others(text: str, quotes: Sequence[str]) -> bool:
    """Whether no number of a statement is in its quotations: of ten, three failed and seven succeeded."""
    own, cited = _numbers(text), {number for quote in quotes for number in _numbers(quote)}
    return bool(own and cited) and own.isdisjoint(cited)


def _numbers(text: str) -> set[int]:
    return {int(re.sub(r"\D", "", match[0])) for match in _NUMBER.finditer(text)}


def in_small_letters(text: str) -> str:
    """A text in small letters, as the groups of opposites are written. Each character keeps its offset."""
    return lowered(text).replace("’", "'")


@lru_cache(maxsize=1024)  # the same words are quoted by a claim and by other texts
def is_negated(text: str, language: str) -> bool:
    """Whether a text has a word that negates, in a language by its tag."""
    if code_of(language) in NO_SPACES:
        return any(word in text for word in unspaced_negators(code_of(language)))
    return any(_negates(word, language) for word in WORD.findall(text))


@lru_cache(maxsize=4)
def unspaced_negators(code: str) -> tuple[str, ...]:
    """The words that negate in a language without spaces, the longest first."""
    words = " ".join(section(code, "limiters").get("negators", "").split()).split(", ")
    return tuple(sorted(filter(None, words), key=len, reverse=True))


@lru_cache(maxsize=8192)  # most words are in many texts
def _negates(word: str, language: str) -> bool:
    return word_list(language).kind(fold_word(word)) == NEGATOR


def denies(text: str, language: str) -> bool:
    """Whether a text says that someone denies something."""
    return bool(qualifier(language, "denial").search(text.lower()))


def _occurrences(text: str, group: Opposites, language: str) -> Iterator[_Occurrence]:
    spans = not SPANS.isdisjoint(group.number)
    parted = joints(text, language) if group.pattern.search(text) else []
    for match in group.pattern.finditer(text):
        if spans and not _ONE.search(text, 0, match.start()):
            continue  # with another number, the figure and its unit are compared
        first = max((end for _, end in parted if end <= match.start()), default=0)
        last = next((start for start, _ in parted if start >= match.end()), len(text))
        before, after = text[first : match.start()], text[match.end() : last]
        left, right = content_stems(before, language)[-_NEAR:], content_stems(after, language)[:_NEAR]
        following = "" if not right or any(map(str.isdigit, right[0])) else right[0]
        negated = is_negated(f"{before} {after}", language)
        beside = _beside(text, match, group, language)
        near = frozenset([*left, *right])
        number = group.number[match[0]]
        yield _Occurrence(*match.span(), number, beside, near, following, not left, negated)


def content_stems(text: str, language: str = "") -> list[str]:
    """How the words of a text that say something begin, in order; with a language, without its auxiliary verbs too."""
    code = code_of(language)
    silent = _silent(code)
    words = [word for word in WORD.findall(text) if word not in silent]
    return [_stem(_ARABIC_BEFORE.sub("", word) if code == "ar" else word) for word in words]


@lru_cache(maxsize=32)
def _silent(code: str) -> frozenset[str]:
    return idle_words() | _ARTICLES | _light(code)


@lru_cache(maxsize=32)
def _light(code: str) -> frozenset[str]:
    return frozenset(section(code, "qualifiers").get("light", "").split(", "))


def _beside(text: str, match: re.Match[str], group: Opposites, language: str) -> frozenset[str]:
    """The words next to a match, on the side that counts for its group."""
    if group.place == "anywhere":
        return frozenset()
    if group.place == "before":
        words = WORD.findall(text[match.end() : match.end() + 60].removeprefix("'s"))
    else:
        words = WORD.findall(text[max(0, match.start() - 60) : match.start()])[::-1]
    words = [word for word in words if word not in _ARTICLES and word not in _light(code_of(language))]
    meant = [word for word in words if word not in idle_words()][:1]
    return frozenset(map(_stem, [*words[:1], *meant]))


def _stem(word: str) -> str:
    return word[: max(_STEM, len(word) - 2)]
