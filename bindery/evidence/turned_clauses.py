"""Statements that repeat a clause of a quotation turned round: without its `not`, as done where it is planned, in the other order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from bindery.evidence.alignment import Alignment, ReadText
from bindery.evidence.contrary_messages import Contradiction
from bindery.evidence.contrary_words import WORD, content_stems, is_negated, unspaced_negators
from bindery.text.figure import Figure
from bindery.text.languages import NO_SPACES, code_of, section
from bindery.text.limiters import (
    ABSENCE,
    ADVERSATIVE,
    CONTRAST,
    GOVERNOR,
    LIMITER,
    NEGATOR,
    fold_word,
    word_list,
)
from bindery.text.qualifiers import qualifier
from bindery.text.sentence_ends import STATEMENT_END

_PLANNED_BEFORE = frozenset({"ur", "hi", "tr", "ps"})  # what is planned comes before the word for it
_NEGATED_BEFORE = frozenset({"ur", "hi", "fa", "tr"})  # what is negated comes before the negator
_FUSED = frozenset({"tr"})  # the negator is part of the verb
_VERB_AT_END = frozenset({"de", "nl"})
_LIMITS = frozenset(
    "until only yet just less more fewer than bis nur mehr weniger plus moins seulement más menos sólo только более менее più meno mais menos alleen meer minder tylko więcej mniej".split()  # noqa: SIM905  a list of words
)
_MAY = re.compile(r"(?<!^)\bMay\b")
_TURNING = frozenset({ABSENCE, GOVERNOR})
_MARKS = " .,;:।۔؟。，；：！？"
_FEWEST = 2  # words that say something
_LEAST_STEM = 4  # letters of a stem with which a longer one may begin
_MOST_APART = 0.25  # of the words of a statement that its sentence need not have
_RANKS = ("whole", "most", "some", "none")  # keys of words for how many of a group, from all of it on
_MOST_NOUNS = 2  # words after such a word of which one may be the noun
_REACH = 3  # words after a word for a plan that may be what is planned


class _Statement(NamedTuple):
    """A statement.

    Attributes:
        language: its language, as a tag.
        text: its words in small letters.
        stems: how the words of it that say something begin, without those for how many of a group there are.
        figures: its figures that are written in digits.
    """

    language: str
    text: str
    stems: tuple[str, ...]
    figures: tuple[str, ...]

    def has(self, *keys: str) -> bool:
        """Whether it has a word that qualifies what it says."""
        return any(qualifier(self.language, key).search(self.text) for key in keys)


class _Sentence(NamedTuple):
    """A sentence of a quotation that a statement repeats.

    Attributes:
        language: its language, as a tag.
        text: its words in small letters.
        clauses: start and end of each clause in it.
        whole: whether it has every word of the statement.
    """

    language: str
    text: str
    clauses: Sequence[tuple[int, int]]
    whole: bool

    def stems(self, start: int = 0, end: int | None = None) -> list[str]:
        """How the words of a part of it begin."""
        return content_stems(self.text[start:end], self.language)


class _Turned(NamedTuple):
    """What is turned round.

    Attributes:
        shared: how a word begins that both texts have.
        words: what the quotation says.
        left_out: the word that the statement leaves out.
    """

    shared: str
    words: str
    left_out: str = ""


def turned_clauses(alignment: Alignment) -> Iterator[Contradiction]:
    """What a statement turns round in the sentence of a quotation that it repeats."""
    language, text, own = alignment.said.language, alignment.said.text, alignment.said.figures
    if code_of(language) in NO_SPACES:
        yield from _unspaced(alignment)
        return
    quotes = [quote for quote in alignment.quotes if code_of(quote.language) == code_of(language)]
    if not quotes:
        return
    said = _statement(language, text, own)
    sentences = list(_repeated(said, quotes)) if len(set(said.stems)) >= _FEWEST else []
    for rule in (_without_negator, _with_negator, _as_done, _as_fact, _of_all) if sentences else ():
        found = [rule(said, one) for one in sentences]
        if all(found) and (first := found[0]):  # no other sentence says what the statement says
            yield Contradiction(*_place(text, own, first.shared), first.words, first.left_out)
            return


def _unspaced(alignment: Alignment) -> Iterator[Contradiction]:
    """As `turned_clauses`, where no spaces are: the clause must be the statement, but for one word."""
    text, code = alignment.said.text, code_of(alignment.said.language)
    said = _bare(text, code)
    words = (*unspaced_negators(code), *section(code, "qualifiers").get("plan", "").split(", "))
    for quote in alignment.quotes:
        spans = quote.clauses if code_of(quote.language) == code else ()
        clauses = [quote.text[start:end] for start, end in spans]
        if any(said in _bare(clause, code) for clause in clauses):
            return
        for clause in clauses:
            for word in filter(None, words):
                if (
                    clause.count(word) == 1
                    and word not in text
                    and said == _bare(clause.replace(word, ""), code)
                ):
                    yield Contradiction(0, len(text), clause.strip(_MARKS), word)
                    return


def _bare(text: str, code: str) -> str:
    """A text without marks and words that say nothing."""
    for word in section(code, "qualifiers").get("light", "").split(", "):
        text = text.replace(word, "") if word else text
    return "".join(filter(str.isalnum, text))


def _statement(language: str, text: str, own: Sequence[Figure]) -> _Statement:
    small = _small(text)
    rest = small
    for key in _RANKS:
        rest = qualifier(language, key).sub(" ", rest)
    negators = {word for word, _ in _negated(rest, language)}
    stems = [
        stem for word in WORD.findall(rest) if word not in negators for stem in content_stems(word, language)
    ]
    written = (
        small[figure.start : figure.end] for figure in own if figure.value is not None and not figure.day
    )
    figures = tuple(words for words in written if any(map(str.isdigit, words)))
    return _Statement(language, small, tuple(stems), figures)


def _small(text: str) -> str:
    """A text in small letters, without the month whose name is a verb in English."""
    return _MAY.sub("   ", text).lower().replace("’", "'")


def _shared(stem: str, others: Iterable[str]) -> str:
    """Which of some stems is that of a form of the same word; empty if none is."""
    least = len(stem) >= _LEAST_STEM
    return next(
        (
            other
            for other in others
            if stem == other
            or (least and len(other) >= _LEAST_STEM and (stem.startswith(other) or other.startswith(stem)))
        ),
        "",
    )


def _repeated(said: _Statement, quotes: Sequence[ReadText]) -> Iterator[_Sentence]:
    """The sentences of quotations in the language of a statement that have nearly every word of it."""
    stems = set(said.stems)
    most = int(min(_MOST_APART * len(stems), len(stems) - _FEWEST))  # words that a sentence may lack
    for quote in quotes:
        small = _small(quote.text)
        ends = [match.end() for match in STATEMENT_END.finditer(small)]
        for start, end in pairwise([0, *ends, len(small)]):
            there = set(content_stems(small[start:end], quote.language))
            lacks = list(islice((stem for stem in stems if not _shared(stem, there)), most + 1))
            if len(lacks) <= most:
                inside = [
                    (max(a, start) - start, min(b, end) - start)
                    for a, b in quote.clauses
                    if a < end and start < b
                ]
                yield _Sentence(quote.language, small[start:end], inside, not lacks)


def _place(text: str, own: Sequence[Figure], shared: str) -> tuple[int, int]:
    """The word of a statement that is turned round, or its first figure."""
    for match in WORD.finditer(text):
        if shared and match[0].lower().startswith(shared):
            return match.span()
    return (own[0].start, own[0].end) if own else (0, len(text))


def _limits(text: str, language: str) -> bool:
    """Whether a text has a word that negates or limits."""
    listed = word_list(language)
    words = [fold_word(word) for word in WORD.findall(text)]
    alone = (kind for word in words for _, kind in listed.phrases.get(word, {}).get("", ()))
    return any(listed.kind(word) in (NEGATOR, LIMITER) for word in words) or not _TURNING.isdisjoint(alone)


def _without_negator(said: _Statement, one: _Sentence) -> _Turned | None:
    """A clause that is negated in a quotation and not in a statement that has all its words."""
    if not one.whole or _limits(said.text, said.language):
        return None
    for start, end in one.clauses:
        clause = one.text[start:end]
        shares = sum(bool(_shared(stem, one.stems(start, end))) for stem in set(said.stems))
        elsewhere = one.stems(0, start) + one.stems(end)
        for negator, negated in _negated(clause, one.language):
            alone = not _is_of_none(negator, one.language) and not _shared(negated, elsewhere)
            shared = _shared(negated, said.stems)
            if shared and (shares >= _FEWEST or alone):
                return _Turned(shared, " ".join(clause.split()), negator)
    return None


def _with_negator(said: _Statement, one: _Sentence) -> _Turned | None:
    """A clause that a statement repeats word for word, but for a word that negates."""
    negated = list(_negated(said.text, said.language))
    if not one.whole or len(negated) != 1 or _limits(one.text, one.language):
        return None
    negator, stem = negated[0]
    if not _shared(stem, said.stems) or _is_of_none(negator, said.language):
        return None
    for start, end in one.clauses:
        clause, there = one.text[start:end], one.stems(start, end)
        pairs = list(zip(said.stems, there, strict=False))
        if len(there) == len(said.stems) and all(_shared(mine, [theirs]) for mine, theirs in pairs):
            more = any(qualifier(one.language, key).search(clause) for key in _RANKS)
            return None if more else _Turned(negator, " ".join(clause.split()).strip(_MARKS))
    return None


def _is_of_none(negator: str, language: str) -> bool:
    """Whether a word negates a noun: *no*, not *not*."""
    return bool(qualifier(language, "none").fullmatch(negator))


def _negated(clause: str, language: str) -> Iterator[tuple[str, str]]:
    """Each negator of a clause, and how the word begins that it negates."""
    words, listed, code = (
        [match[0] for match in WORD.finditer(clause)],
        word_list(language),
        code_of(language),
    )
    for n, word in enumerate(words):
        if listed.kind(fold_word(word)) != NEGATOR:
            continue
        before, after = words[:n][::-1], words[n + 1 :]
        beside = [word, *before] if code in _FUSED else before if code in _NEGATED_BEFORE else after
        if beside and beside[0] in _LIMITS:
            continue
        found = content_stems(" ".join(beside), language) or content_stems(" ".join(before), language)
        yield word, next(iter(found), "")


def _as_done(said: _Statement, one: _Sentence) -> _Turned | None:
    """What a quotation has as a plan and a statement as done."""
    if not said.has("done") or said.has("plan", "planned", "future", "alleged", "denial"):
        return None
    if is_negated(said.text, said.language):
        return None
    for start, end in one.clauses:
        clause = one.text[start:end]
        # What is said of a figure beside it is compared with the figure.
        figured = any(figure in clause for figure in said.figures)
        if is_negated(clause, one.language) or (
            figured and qualifier(one.language, "planned").search(clause)
        ):
            continue
        for match in qualifier(one.language, "plan").finditer(clause):
            planned = _governed(clause, match, one.language)
            shared = next((stem for stem in said.stems if _shared(stem, planned)), "")
            if shared and _times(shared, one.stems()) <= _times(shared, planned):  # not done elsewhere
                return _Turned(shared, " ".join(clause.split()), match[0])
    return None


def _times(stem: str, others: Sequence[str]) -> int:
    return sum(bool(_shared(stem, [other])) for other in others)


def _governed(clause: str, match: re.Match[str], language: str) -> list[str]:
    """How the words begin that a word for a plan may govern."""
    code = code_of(language)
    if code in _PLANNED_BEFORE:
        return content_stems(clause[: match.end()], language)[-_REACH:]
    after = content_stems(clause[match.end() :], language)
    return after if code in _VERB_AT_END else after[:_REACH]


def _as_fact(said: _Statement, one: _Sentence) -> _Turned | None:
    """What a quotation only denies, and a statement says."""
    if said.has("denial", "rejection", "alleged", "future"):
        return None
    own = {word for word, _ in _negated(said.text, said.language)}
    for match in qualifier(one.language, "denial").finditer(one.text):
        for part in (_until_contrast(one.text[match.end() :], one.language), one.text[: match.start()]):
            stems = content_stems(part, one.language)
            shares = [stem for stem in said.stems if _shared(stem, stems)]
            negators = {word for word, _ in _negated(part, one.language)}
            sides = code_of(one.language) in _PLANNED_BEFORE or one.text[match.end() :].startswith(part)
            if len(shares) >= _FEWEST and own == negators and sides:
                return _Turned(shares[-1], " ".join(one.text.split()).strip(_MARKS), match[0])
    return None


def _until_contrast(text: str, language: str) -> str:
    """A text up to a word such as `but`."""
    listed = word_list(language)
    for match in WORD.finditer(text):
        word = fold_word(match[0])
        kinds = {listed.kind(word), *(kind for _, kind in listed.phrases.get(word, {}).get("", ()))}
        if kinds & {CONTRAST, ADVERSATIVE}:
            return text[: match.start()]
    return re.split("[;:]", text)[0]


def _of_all(said: _Statement, one: _Sentence) -> _Turned | None:
    """What a quotation says of most, some or none of a group, and a statement of more of it."""
    there = [] if _limits(said.text, said.language) else list(_shares(one.text, one.language))
    for mine in _shares(said.text, said.language):
        others = [other for other in there if any(_shared(noun, other.nouns) for noun in mine.nouns)]
        more = mine.rank < len(_RANKS) - 1 and not set(mine.nouns).isdisjoint(said.stems)
        if others and more and all(other.rank > mine.rank for other in others):
            return _Turned(mine.words.split()[0], others[0].words)
    return None


class _Share(NamedTuple):
    """How much of a group a text speaks of.

    Attributes:
        rank: place of the word for it among `_RANKS`.
        words: the words, up to the noun.
        nouns: how the next words begin that say something.
    """

    rank: int
    words: str
    nouns: tuple[str, ...]


def _shares(text: str, language: str) -> Iterator[_Share]:
    """Each word for how much of a group a text speaks of."""
    for rank, key in enumerate(_RANKS):
        for match in qualifier(language, key).finditer(text):
            after = list(WORD.finditer(text, match.end()))[:_REACH]
            nouns = [word for word in after if content_stems(word[0], language)][:_MOST_NOUNS]
            limited = bool(after) and after[0][0] in _LIMITS
            if nouns and not limited and text[: match.start()].split()[-1:] not in (["at"], ["the"]):
                stems = tuple(content_stems(word[0], language)[0] for word in nouns)
                yield _Share(rank, text[match.start() : nouns[-1].end()], stems)
