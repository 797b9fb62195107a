"""Statements that repeat words of a quotation without what limits them there: `sold the pier` for `denied that he sold the pier`.

A statement that repeats some of the words of a sentence is judged as a quotation of these words would be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from bindery.evidence.clauses import Clauses, clauses_of
from bindery.evidence.contrary_messages import Contradiction
from bindery.evidence.shortening import Omission, judge_parts
from bindery.text.bounds import names_bound
from bindery.text.frames import idle_words
from bindery.text.limiters import (
    ASIDE,
    BOUND,
    BOUND_AFTER,
    CONDITION,
    CONTRAST,
    LIMITER,
    NEGATOR,
    fold_word,
    word_list,
)
from bindery.text.qualifiers import qualifier
from bindery.text.sentence_ends import COMMA, PARENTHESIS, SEMICOLON
from bindery.text.sentences import outline_of, sentence_end
from bindery.text.tokenised import TokenisedText
from bindery.text.tokens import SearchableText, TokenRange, normalise, tokenise

_FEWEST = 2  # words that say something and that both have
_MANY = 4  # of these, so that one other word may be the author's own
_STEM = 4  # letters; longer words are compared without their ending
_LONGEST = 80  # tokens of a sentence or statement that is compared
_VERB_SECOND = frozenset(
    {"de", "nl"}
)  # the verb comes after whatever is first: `Angeblich verkaufte der Rat`
_KINDS = frozenset({"gap", "front", "back", "clause-before", "clause-after", "question"})
_QUESTIONS = frozenset("?؟？")
_ENDS = _QUESTIONS | frozenset(".!。！।۔")
_CLOSING = frozenset("\"'’”“»›」』")
_MOST_SHOWN = 24  # words of a sentence that a message shows


@dataclass(frozen=True)
class _Repeat:
    """A sentence of a quotation that a statement repeats.

    Attributes:
        words: the words of the sentence.
        left_out: the word that limits what is repeated; empty if none is left out.
    """

    words: str
    left_out: str


@dataclass(frozen=True)
class _Shared:
    """What a statement repeats of a sentence.

    Attributes:
        parts: the ranges of tokens of the sentence, in order.
        kept: every token of the sentence that the statement has in its place.
        exact: whether the statement has no other word that says something.
    """

    parts: Sequence[TokenRange]
    kept: frozenset[int]
    exact: bool


def unlimited_repeats(
    language: str, text: str, supporting: Sequence[tuple[str, str]]
) -> Iterator[Contradiction]:
    """The statement, if every quotation for it limits the words that it repeats, and it has no such word itself.

    Args:
        language: the language of the statement.
        text: the statement.
        supporting: the language and the words of each quotation that supports it.
    """
    if any(tag[:2] != language[:2] and _QUESTIONS.isdisjoint(normalise(quote)) for tag, quote in supporting):
        return  # a quotation in another language limits nothing unless it asks
    mine = tokenise(normalise(text))
    if len(mine.tokens) > _LONGEST or "?" in mine.tokens:
        return
    own = Clauses(outline_of(mine, language))
    repeats = []
    for tag, quote in supporting:
        same = tag[:2] == language[:2]
        repeat = _repeat(mine, own, quote, tag) if same else _asked(language, text, own, quote)
        if repeat is None or not repeat.left_out or _is_attributed(language, text, tag, repeat.left_out):
            return
        repeats.append(repeat)
    if repeats:
        yield Contradiction(0, len(text), repeats[0].words, repeats[0].left_out)


def _is_attributed(language: str, text: str, tag: str, left_out: str) -> bool:
    """Whether a statement says whose word it is, where it leaves out a word such as `allegedly`."""
    said = qualifier(tag, "hearsay").fullmatch(left_out.lower())
    return bool(said and qualifier(language, "hearsay").search(text.lower()))


def _asked(language: str, text: str, own: Clauses, quote: str) -> _Repeat | None:
    """A quotation in another language that only asks, where a statement does not say so."""
    tokens = tokenise(normalise(quote)).tokens
    ends = [token for token in tokens if token in _ENDS]
    if not ends or set(ends) - _QUESTIONS or tokens[-1] not in (*_ENDS, *_CLOSING):
        return None
    said = TokenRange(0, len(own.outline))
    if own.has_hedge(said) or own.has_kind(said, ASIDE) or qualifier(language, "asking").search(text.lower()):
        return None
    return _Repeat(quote, ends[-1])


@lru_cache(maxsize=512)  # several statements may rest on one quotation
def _searchable(quote: str) -> SearchableText:
    return SearchableText.of(quote)


def _repeat(mine: TokenisedText, own: Clauses, quote: str, language: str) -> _Repeat | None:
    """The sentence of a quotation that a statement repeats, the one that limits it least; None if it repeats none."""
    witness = _searchable(quote)
    outline = witness.outline(language)
    found = []
    start = 0
    while start < len(outline):
        sentence = TokenRange(start, max(start + 1, sentence_end(outline, start)))
        shared = _repeated(mine, own, witness, sentence, language)
        if shared:
            left = _left_out(shared, witness, language)
            found.append(_Repeat(_shown(witness, sentence), left))
        start = sentence.end
    return min(found, key=lambda one: bool(one.left_out), default=None)


def _repeated(
    mine: TokenisedText, own: Clauses, witness: SearchableText, sentence: TokenRange, language: str
) -> _Shared | None:
    """What a statement repeats of a sentence; None if it says something else."""
    theirs = witness.reading.tokens[slice(*sentence)]
    known = set(map(_key, mine.tokens))
    if len(theirs) > _LONGEST or _says([token for token in theirs if _key(token) in known]) < _FEWEST:
        return None
    both = _Aligned(mine.tokens, theirs, sentence.start)
    if both.limits(own):
        return None
    asks = "?" in theirs
    words = both.added(clauses_of(witness.outline(language)), asks=asks)
    moved = [both.place[_key(token)] for token in words if _key(token) in both.place]
    new = len(words) - len(moved)
    free = asks or language[:2] in _VERB_SECOND  # one word may stand in another place
    if both.shared < _FEWEST or new > (asks or both.shared >= _MANY) or len(moved) > free:
        return None
    ranges = _joined([*both.parts, *(TokenRange(at, at + 1) for at in moved)])
    return _Shared(ranges, both.kept, exact=not new)


class _Aligned:
    """The tokens of a statement beside those of a sentence.

    Args:
        mine: the tokens of the statement.
        theirs: those of the sentence.
        start: the index of the first token of the sentence in its text.
    """

    def __init__(self, mine: Sequence[str], theirs: Sequence[str], start: int) -> None:
        self.mine, self.theirs, self.start = mine, theirs, start
        keys = [_key(token) for token in theirs]
        self.place = {key: start + at for at, key in reversed([*enumerate(keys)])}  # where each word is first
        codes = SequenceMatcher(None, keys, [_key(token) for token in mine], autojunk=False).get_opcodes()
        spans = [
            (code[0], TokenRange(*code[3:]), TokenRange(start + code[1], start + code[2])) for code in codes
        ]
        self.equal = [span for kind, _, span in spans if kind == "equal"]
        self.unlike = [(said, span) for kind, said, span in spans if kind != "equal"]

    @property
    def parts(self) -> list[TokenRange]:
        """The ranges of tokens of the sentence that the statement repeats and that say something."""
        return [span for span in self.equal if _says(self._there(span))]

    @property
    def shared(self) -> int:
        """How many words that say something both have in the same order."""
        return sum(_says(self._there(span)) for span in self.equal)

    @property
    def kept(self) -> frozenset[int]:
        """Every token of the sentence that the statement has in its place."""
        return frozenset(at for span in self.equal for at in range(*span))

    def limits(self, own: Clauses) -> bool:
        """Whether the statement has words of its own that limit it."""
        return any(own.has_hedge(said) or own.has_kind(said, BOUND, BOUND_AFTER) for said, _ in self.unlike)

    def added(self, clauses: Clauses, *, asks: bool) -> list[str]:
        """The words of the statement that the sentence does not have there, apart from forms of a verb that it turns."""
        found: list[str] = []
        for said, span in self.unlike:
            words = self.mine[slice(*said)]
            turned = asks or clauses.has_kind(span, NEGATOR)
            if not (turned and _is_turned(words, self._there(span))):
                found += [token for token in words if _says([token])]
        return found

    def _there(self, span: TokenRange) -> Sequence[str]:
        return self.theirs[span.start - self.start : span.end - self.start]


def _joined(parts: Sequence[TokenRange]) -> list[TokenRange]:
    """Ranges of tokens in order, those that touch as one."""
    found: list[TokenRange] = []
    for part in sorted(parts):
        if found and part.start <= found[-1].end:
            found[-1] = TokenRange(found[-1].start, part.end)
        else:
            found.append(part)
    return found


def _is_turned(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a word may be a form of the last of some words: `sold` for `did not sell`."""
    words = [token.lower() for token in mine if token.isalpha()]
    return len(words) == 1 and any(
        words[0][0] == other[0].lower() and abs(len(words[0]) - len(other)) < _STEM for other in theirs[-1:]
    )


def _left_out(shared: _Shared, witness: SearchableText, language: str) -> str:
    """The word that limits some words of a sentence and is not among them; empty for none."""
    clauses = clauses_of(witness.outline(language))
    for omission in judge_parts(shared.parts, witness, language).omissions:
        if (omission.kind == "back" and not shared.exact) or shared.kept.intersection(omission.limiting):
            continue
        if not shared.exact and _denies_other(omission, shared, clauses, witness):
            continue
        if omission.kind == "bound":
            before = omission.left_out.start - 1  # `one boat` for `one of the boats`
            counts = not (before in shared.kept and _is_number(witness, before, language))
            counts = counts and not _is_number(witness, omission.left_out.end, language)
        elif omission.kind == "rest":
            counts = _is_doubtful(omission, witness, clauses, language)
        else:
            counts = omission.kind in _KINDS and not _is_beside(omission, clauses)
        if counts:
            return _limit(omission, witness)
    return ""


def _denies_other(omission: Omission, shared: _Shared, clauses: Clauses, witness: SearchableText) -> bool:
    """Whether a statement has a word of its own for one that is negated in the sentence: `was absent` for `did not come`."""
    tokens = witness.reading.tokens
    negators = [at for at in omission.limiting if clauses.kind(at) == NEGATOR]
    after = [next((n for n in range(at + 1, len(tokens)) if _says([tokens[n]])), at) for at in negators]
    if any(
        names_bound(" ".join(tokens[at : at + 2]), bound)
        for at in negators
        for bound in ("at least", "at most")
    ):
        return False
    return bool(after) and shared.kept.isdisjoint(after)


def _is_doubtful(omission: Omission, witness: SearchableText, clauses: Clauses, language: str) -> bool:
    """Whether words left out say that someone only thinks or claims what is repeated."""
    if clauses.has_kind(omission.left_out, SEMICOLON, CONTRAST) or clauses.has_relative(omission.left_out):
        return False
    words = " ".join(witness.reading.tokens[slice(*omission.left_out)]).lower()
    return bool(qualifier(language, "doubtful").search(words))


def _is_number(witness: SearchableText, token: int, language: str) -> bool:
    """Whether a number begins at a token, whose bound is compared elsewhere: `40`, `a million`."""
    listed = word_list(language)
    words = [fold_word(word) for word in witness.reading.tokens[token : token + 2]]
    first = words[1:] if words and words[0] in listed.between else words[:1]
    return any(any(map(str.isdigit, word)) or word in listed.numbers for word in first)


def _is_beside(omission: Omission, clauses: Clauses) -> bool:
    """Whether what limits says something beside: `, not known for haste,`, `who could not swim`, `but not the lighthouse`."""
    span = omission.left_out
    first, last = span.start, span.end - 1
    if omission.kind == "clause-after":
        return not clauses.has_kind(span, CONDITION, LIMITER)
    if all(clauses.is_absence(token) for token in clauses.governing(span)) and omission.kind != "question":
        return True
    if omission.kind != "gap":
        return False
    if clauses.has_kind(span, SEMICOLON) or clauses.has_relative(TokenRange(first, first + 1)):
        return True
    aside = clauses.kind(first) == clauses.kind(last) and clauses.kind(first) in (COMMA, PARENTHESIS)
    return (aside and not clauses.has_kind(span, CONDITION)) or not clauses.governs(span, span.end)


def _limit(omission: Omission, witness: SearchableText) -> str:
    tokens = witness.reading.tokens
    if omission.limiting:
        return tokens[omission.limiting[0]]
    return "?" if omission.kind == "question" else " ".join(tokens[slice(*omission.left_out)])


def _shown(witness: SearchableText, sentence: TokenRange) -> str:
    reading = witness.reading
    tokens = zip(reading.tokens[slice(*sentence)], reading.spaced[slice(*sentence)], strict=True)
    words = "".join(" " * spaced + token for token, spaced in tokens).split()
    return " ".join(words[:_MOST_SHOWN]) + (" …" if len(words) > _MOST_SHOWN else "")


def _says(tokens: Sequence[str]) -> int:
    """How many of these tokens are words that say something."""
    return sum(any(map(str.isalnum, token)) and token.lower() not in idle_words() for token in tokens)


def _key(token: str) -> str:
    small = token.lower()
    return small[: max(_STEM, len(small) - 2)] if small.isalpha() else small
