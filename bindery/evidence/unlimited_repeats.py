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
from bindery.evidence.label_words import IDLE
from bindery.evidence.shortening import Omission, judge_parts
from bindery.text.limiters import ASIDE, BOUND, BOUND_AFTER, CONDITION, NEGATOR, fold_word, word_list
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
        exact: whether the statement has no other word that says something.
    """

    parts: Sequence[TokenRange]
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
    mine = tokenise(normalise(text))
    if len(mine.tokens) > _LONGEST or "?" in mine.tokens:
        return
    own = Clauses(outline_of(mine, language))
    repeats = []
    for tag, quote in supporting:
        same = tag[:2] == language[:2]
        repeat = _repeat(mine, own, quote, tag) if same else _asked(language, text, own, quote)
        if repeat is None or not repeat.left_out:
            return
        repeats.append(repeat)
    if repeats:
        yield Contradiction(0, len(text), repeats[0].words, repeats[0].left_out)


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
    if len(theirs) > _LONGEST:
        return None
    clauses = clauses_of(witness.outline(language))
    here, there = [_key(token) for token in mine.tokens], [_key(token) for token in theirs]
    parts, shared, other, moved = [], 0, 0, []
    for kind, first, last, begin, end in SequenceMatcher(None, there, here, autojunk=False).get_opcodes():
        said, span = mine.tokens[begin:end], TokenRange(sentence.start + first, sentence.start + last)
        if kind == "equal" and _says(said):
            parts.append(span)
            shared += _says(said)
        elif kind != "equal" and said:
            own_span = TokenRange(begin, end)
            if own.has_hedge(own_span) or own.has_kind(own_span, BOUND, BOUND_AFTER):
                return None  # it limits the words in its own way
            turned = "?" in theirs or clauses.has_kind(span, NEGATOR)
            if not (turned and _is_other_form(said, theirs[first:last])):
                again = [token for token in said if _key(token) in there and _says([token])]
                moved += again
                other += _says(said) - len(again)
    if shared < _FEWEST or other > (shared >= _MANY) or len(moved) > (language[:2] in _VERB_SECOND):
        return None
    verbs = [sentence.start + there.index(_key(token)) for token in moved]
    return _Shared(_joined([*parts, *(TokenRange(at, at + 1) for at in verbs)]), exact=not other)


def _joined(parts: Sequence[TokenRange]) -> list[TokenRange]:
    """Ranges of tokens in order, those that touch as one."""
    found: list[TokenRange] = []
    for part in sorted(parts):
        if found and part.start <= found[-1].end:
            found[-1] = TokenRange(found[-1].start, part.end)
        else:
            found.append(part)
    return found


def _is_other_form(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a word may be a form of the last of some words: `sold` for `did not sell`."""
    words = [token.lower() for token in mine if token.isalpha()]
    return len(words) == 1 and any(
        words[0][0] == other[0].lower() and abs(len(words[0]) - len(other)) < _STEM for other in theirs[-1:]
    )


def _left_out(shared: _Shared, witness: SearchableText, language: str) -> str:
    """The word that limits some words of a sentence and is not among them; empty for none."""
    clauses = clauses_of(witness.outline(language))
    for omission in judge_parts(shared.parts, witness, language).omissions:
        if omission.kind == "back" and not shared.exact:
            continue
        counted = omission.kind == "bound" and not _is_number(witness, omission.left_out.end, language)
        if counted or (omission.kind in _KINDS and not _is_beside(omission, clauses)):
            return _limit(omission, witness)
    return ""


def _is_number(witness: SearchableText, token: int, language: str) -> bool:
    """Whether a token is a number, whose bound is compared elsewhere."""
    word = witness.reading.tokens[token] if token < len(witness.reading.tokens) else ""
    listed = word_list(language)
    return any(map(str.isdigit, word)) or fold_word(word) in listed.numbers | listed.between


def _is_beside(omission: Omission, clauses: Clauses) -> bool:
    """Whether what limits is a clause of its own that says something beside: `, not known for haste,`, `, none of them hurt`."""
    first, last = omission.left_out.start, omission.left_out.end - 1
    if omission.kind == "clause-after":
        return clauses.kind(first) == NEGATOR
    if omission.kind == "gap" and clauses.has_kind(omission.left_out, SEMICOLON):
        return True
    aside = clauses.kind(first) == clauses.kind(last) and clauses.kind(first) in (COMMA, PARENTHESIS)
    return omission.kind == "gap" and aside and not clauses.has_kind(omission.left_out, CONDITION)


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
    return sum(any(map(str.isalnum, token)) and token.lower() not in IDLE for token in tokens)


def _key(token: str) -> str:
    small = token.lower()
    return small[: max(_STEM, len(small) - 2)] if small.isalpha() else small
