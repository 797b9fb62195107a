"""Statements that repeat a quotation but for one word, or with two of its words or figures exchanged.

Whoever repeats a whole sentence and changes one word of it to that for another thing says something else.
Figures are compared elsewhere; here each stands for a place in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from bindery.evidence.alignment import sentence_of
from bindery.text.dates import Day
from bindery.text.figure import Figure
from bindery.text.frames import frame_pattern, idle_words
from bindery.text.things import is_kind_of, things_in
from bindery.text.units import find_unit
from bindery.text.units_beside import unit_after

_WORD = re.compile(r"[^\W\d_][\w\u0900-\u0963\u200c]*(?:[-'’][^\W\d_]+)*")
_QUANTIFIERS = frozenset(
    "all every none most half alle jeder jede jedes kein keine die meisten tous toutes aucun aucune plupart سب تمام ہر کوئی".split()  # noqa: SIM905  a list of words
)
# Words that say who speaks, when and how, beside those of `idle_words`.
_WORDS_ASIDE = """
them among including themselves ran lived lasted took existed served operated we i you my our us me him
her once again so very too quite just already still since soon later earlier there here did does do will
would can could may might must shall darunter davon dauerte lief bestand lebte galt wir ich uns mich uhr
abend abends morgens nachmittag schon noch sehr wieder dann dort hier als aus wie aber kann können muss
soll will sich ungefähr dont parmi duré vécu existé dure nous je vous on très bien encore déjà alors
ainsi ici là puis plus moins avec sous soir matin heures peut doit va été ہم میں نے تک بھی تو ہی رہا رہی
رہے کر کے ہوں گے گا گی جا چکے چکا چکی
"""
_ASIDE = frozenset(_WORDS_ASIDE.split())
_NEGATED = ("un", "in", "im", "ir", "dis", "non", "non-", "il", "غیر ")
_FIGURE = "#"
_LEAST_EQUAL = 3  # words or figures that the two have in common
_MOST_CHANGED = 1  # words that are changed
_WELL_KNOWN = frozenset({"en", "de", "fr", "ur", "es"})
_LEAST_SHARE = 0.6  # of the words and figures of a quotation
_LONGEST = 60  # words of a quotation that is compared
_FORM_PREFIX, _FORM_LIKENESS = 4, 0.6  # from which on two words are forms of one


@dataclass(frozen=True)
class _Token:
    """A word, or a figure with its unit.

    Attributes:
        start: offset of its first character.
        end: offset after its last one.
        word: the word in small letters; `#` for a figure.
        figure: the figure; None for a word.
    """

    start: int
    end: int
    word: str
    figure: Figure | None = None


@dataclass(frozen=True)
class NearCopy:
    """What a statement that repeats a quotation has changed.

    Attributes:
        start: offset of the first changed character of the statement.
        end: offset after the last one.
        said: what the quotation has there.
    """

    start: int
    end: int
    said: str


def changed_words(
    language: str, text: str, own: Sequence[Figure], quotes: Sequence[tuple[str, str, Sequence[Figure]]]
) -> Iterator[NearCopy]:
    """The word that a statement has changed in one of its quotations, or the two that it has exchanged.

    Args:
        language: the language of the statement.
        text: the statement.
        own: its figures.
        quotes: the language, the words and the figures of each quotation that supports it.
    """
    mine = _tokens(text, own) if own else []
    if len(mine) > _LONGEST or not any(token.figure for token in mine):
        return
    found: list[NearCopy] = []
    for tag, quote, cited in quotes:
        if tag[:2] != language[:2]:
            continue
        theirs = _tokens(quote, cited)
        change = _change(language, text, mine, quote, theirs) if len(theirs) <= _LONGEST else None
        if change is None:
            continue
        found.append(change)
    words = {token.word for _, quote, cited in quotes for token in _tokens(quote, cited)}
    yield from (
        one for one in found[:1] if len(quotes) == 1 or text[one.start : one.end].lower() not in words
    )


def exchanged_place(
    text: str, figure: Figure, own: Sequence[Figure], quote: str, cited: Sequence[Figure]
) -> Figure | None:
    """The figure that a quotation has between the two words between which a statement has another one of its figures."""
    mine, theirs = _tokens(text, own), _tokens(quote, cited)
    here = _around(mine, figure)
    if max(len(theirs), len(mine)) > _LONGEST or "" in here:
        return None
    rival = _only_one_between(theirs, cited, here)
    stated = rival is not None and rival.value in {one.value for one in own}
    if rival is None or _says_the_same(quote, figure, own, cited, rival, stated=stated):
        return None
    words = {token.word for token in mine}
    both = stated and _beginning(mine) == _beginning(theirs)
    beside = _beside_any(theirs, [one for one in cited if one.value == figure.value]) - {"", _FIGURE, *here}
    return rival if beside and (both or _none_of(words, beside)) else None


def _says_the_same(
    quote: str, figure: Figure, own: Sequence[Figure], cited: Sequence[Figure], rival: Figure, *, stated: bool
) -> bool:
    """Whether a rival is no other figure for the same thing: by its date, or because the figure is a part of it."""
    if not _is_other(rival, figure) or _are_both_dates(figure, rival, own):
        return True
    return _has_date_of(quote, figure, own, cited, rival) or (
        not stated and _is_part(quote, figure, cited, rival)
    )


def _beside_any(tokens: Sequence[_Token], figures: Sequence[Figure]) -> set[str]:
    return {word for one in figures for word in _around(tokens, one)}


def _has_date_of(
    quote: str, figure: Figure, own: Sequence[Figure], cited: Sequence[Figure], rival: Figure
) -> bool:
    """Whether a statement has a date of the sentence in which its figure is, and the rival is in a sentence without it."""
    days = [one.day for one in own if one.day]
    home = next((one for one in cited if one.value == figure.value), None)
    if home is None or not days:
        return False
    here, there = (_days_of_sentence(quote, cited, one) for one in (home, rival))
    return any(day in here and day not in there for day in days)


def _is_part(quote: str, figure: Figure, cited: Sequence[Figure], rival: Figure) -> bool:
    """Whether a figure is a part of what the rival counts, and so of its things: `400 doses, of which 150 came`."""
    home = next((one for one in cited if one.value == figure.value), None)
    between = quote[rival.end : home.start] if home and home.start > rival.end else ""
    return bool(frame_pattern("", "parts").search(between))


def _days_of_sentence(quote: str, cited: Sequence[Figure], figure: Figure) -> list[Day]:
    first, last = sentence_of(quote, figure)
    return [one.day for one in cited if one.day and first <= one.start < last]


def _only_one_between(
    tokens: Sequence[_Token], figures: Sequence[Figure], words: tuple[str, str]
) -> Figure | None:
    """The only figure between two words; None where there is none, or several."""
    found = [one for one in figures if _around(tokens, one) == words]
    return found[0] if len(found) == 1 else None


def _are_both_dates(figure: Figure, rival: Figure, own: Sequence[Figure]) -> bool:
    """Whether a statement has two dates of its quotation, as those of a period: `between 2020 and 2023`."""
    return figure.day is not None and any(one.day == rival.day for one in own)


def _is_other(rival: Figure, figure: Figure) -> bool:
    return rival.value != figure.value and rival.unit == figure.unit


def _none_of(words: set[str], keys: set[str]) -> bool:
    return keys.isdisjoint(map(_key, words))


def _beginning(tokens: Sequence[_Token]) -> list[str]:
    """The words before the first figure."""
    first = next((n for n, token in enumerate(tokens) if token.figure), len(tokens))
    return [_key(token.word) for token in tokens[:first]]


def _around(tokens: Sequence[_Token], figure: Figure) -> tuple[str, str]:
    """The words before and after a figure; empty where there is none."""
    at = next((n for n, token in enumerate(tokens) if token.figure and token.start == figure.start), None)
    if at is None:
        return "", ""
    before, after = tokens[at - 1 : at], tokens[at + 1 : at + 2]
    sides = (before[0] if before else None, after[0] if after else None)
    first, last = ("" if side is None or side.figure else _key(side.word) for side in sides)
    return first, last


def _tokens(text: str, figures: Sequence[Figure]) -> list[_Token]:
    """The words of a text that say something, and its figures, in order."""
    places = []
    for figure in figures:
        if figure.value is None and not figure.day and not figure.token:
            continue
        end = max(figure.end, unit_after(text, figure.end)[1], find_unit(text, figure.end)[1])
        places.append(_Token(figure.start, end, _FIGURE, figure))
    silent = idle_words() | _ASIDE
    words = [
        _Token(match.start(), match.end(), word)
        for match in _WORD.finditer(text)
        if (
            (word := match[0].lower().removesuffix("'s").removesuffix("’s")) not in silent
            or word in _QUANTIFIERS
        )
        and not any(match.start() < place.end and place.start < match.end() for place in places)
    ]
    return sorted([*places, *words], key=lambda token: token.start)


def _matcher(theirs: Sequence[_Token], mine: Sequence[_Token]) -> SequenceMatcher[str]:
    there, here = ([_key_of(token) for token in tokens] for tokens in (theirs, mine))
    return SequenceMatcher(None, there, here, autojunk=False)


def _key_of(token: _Token) -> str:
    figure = token.figure
    return f"{_FIGURE}{figure.value}{figure.day or ''}" if figure else _key(token.word)


def _key(word: str) -> str:
    return word[: max(_FORM_PREFIX, len(word) - 2)]


def _change(
    language: str, text: str, mine: Sequence[_Token], quote: str, theirs: Sequence[_Token]
) -> NearCopy | None:
    """The one thing that a statement has changed in a quotation; None if it is no near copy."""
    if exchange := _exchange(mine, theirs):
        return exchange
    codes = _matcher(theirs, mine).get_opcodes()
    changes = [code for code in codes if code[0] in ("replace", "insert")]
    if len(changes) != 1 or changes[0][0] != "replace":
        return None
    _, first, last, begin, end = changes[0]
    there, here = theirs[first:last], mine[begin:end]
    equal = len(mine) - len(here)
    if (
        equal < max(_least_equal(language), _LEAST_SHARE * len(theirs))
        or len(here) != 1
        or len(there) > _MOST_CHANGED
    ):
        return None
    if not all(_says_another(one, other, language) for one in there for other in here):
        return None
    said = quote[there[0].start : there[-1].end]
    return NearCopy(here[0].start, here[-1].end, " ".join(said.split())) if text else None


def _least_equal(language: str) -> int:
    """How many words and figures the two texts must have in common; one more where few words are known to say the same."""
    return _LEAST_EQUAL + (language[:2] not in _WELL_KNOWN)


def _exchange(mine: Sequence[_Token], theirs: Sequence[_Token]) -> NearCopy | None:
    """Two words that a statement has exchanged, where all others are in their places."""
    theirs = theirs[: len(mine)]
    if len(mine) != len(theirs):
        return None
    apart = [
        n for n, (one, other) in enumerate(zip(theirs, mine, strict=True)) if _key_of(one) != _key_of(other)
    ]
    if len(apart) != 2:  # noqa: PLR2004  two words
        return None
    first, last = apart
    crossed = _key_of(theirs[first]) == _key_of(mine[last]) and _key_of(theirs[last]) == _key_of(mine[first])
    if (
        not crossed
        or _FIGURE in (mine[first].word, mine[last].word)
        or last == first + 1
        or len(mine) < _LEAST_EQUAL + 1
    ):
        return None
    return NearCopy(mine[first].start, mine[first].end, theirs[first].word)


def _says_another(one: _Token, other: _Token, language: str) -> bool:
    """Whether two words are known to say different things: two things of which the second is not the more general one.

    A word that is in no list may say the same in other words, so it is not reported.
    """
    if _FIGURE in {one.word, other.word}:
        return other.word in _QUANTIFIERS
    a, b = one.word, other.word
    if any(a == prefix + b or b == prefix + a for prefix in _NEGATED):
        return True
    there, here = ([mention.thing for mention in things_in(word, language)] for word in (a, b))
    return bool(there and here) and not any(is_kind_of(x, y) for x in there for y in here)
