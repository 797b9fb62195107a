"""Says in words what a quotation leaves out of its sentence, for pages and for messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bindery.evidence.shortening import FINE, PART, Judgement, Omission, sentences_of, words_left_out
from bindery.text.as_written import tokens_as_written, words_as_written
from bindery.text.characters import visible
from bindery.text.tokens import Searchable, SearchableText, TokenRange
from bindery.text.word_patterns import has_unspaced

_LONGEST_SENTENCE = 60  # tokens shown on each side of a quoted part
_GAP = " … "


@dataclass(frozen=True)
class OmissionInWords:
    """One way in which a quotation leaves out something that limits it, in words.

    Attributes:
        kind: what happens, one of `LEVELS` in `bindery.evidence.shortening`.
        level: how bad it is.
        words: the words left out; empty when only a fingerprint is stored.
        limiting: the limiting words among them; empty when they cannot be named.
        insertion: the words of the insertion that replaces them; empty for other kinds.
    """

    kind: str
    level: int
    words: str
    limiting: tuple[str, ...]
    insertion: str


@dataclass(frozen=True)
class Shortening:
    """What a quotation leaves out of its sentence.

    Attributes:
        omissions: what it leaves out that limits it, in order.
        left_out: how many words of its sentences it leaves out.
        sentence: the whole sentence as runs of words, each with whether it is quoted; empty when only a fingerprint is
            stored.
    """

    omissions: tuple[OmissionInWords, ...]
    left_out: int
    sentence: tuple[tuple[str, bool], ...]

    @property
    def level(self) -> int:
        """The level of the worst omission."""
        return max((omission.level for omission in self.omissions), default=FINE)

    @property
    def is_part(self) -> bool:
        """Whether words of the sentence are left out, and none of them is known to limit the quotation."""
        return self.level == PART

    @property
    def is_nested(self) -> bool:
        """Whether the source itself has the words between quotation marks."""
        return any(omission.kind == "nested" for omission in self.omissions)

    @property
    def has_insertions(self) -> bool:
        """Whether the author put words into it."""
        return any(omission.insertion for omission in self.omissions)

    @property
    def is_limited_next(self) -> bool:
        """Whether it is the next sentence that limits it."""
        return any(omission.kind == "next" for omission in self.omissions)

    @property
    def leaves_out(self) -> bool:
        """Whether its sentence has words that limit it and that it leaves out, or may have."""
        return any(
            omission.level > PART
            and omission.kind != "nested"
            and (omission.limiting or not omission.insertion)
            for omission in self.omissions
        )

    @property
    def limiting(self) -> tuple[str, ...]:
        """Each limiting word that is left out, once."""
        return tuple(dict.fromkeys(word for omission in self.omissions for word in omission.limiting))

    @property
    def as_text(self) -> str:
        """The whole sentence; empty when only a fingerprint is stored."""
        return "".join(words for words, _ in self.sentence).strip()


def shortening_of(judgement: Judgement, witness: Searchable, language: str | None) -> Shortening | None:
    """What a quotation leaves out, in words; None when it has whole sentences or clauses.

    Args:
        judgement: the judgement on the quotation.
        witness: the text that it is in, or the fingerprint of it.
        language: tag of the language of the source.
    """
    if judgement.level == FINE:
        return None
    outline = witness.outline(language)
    return Shortening(
        tuple(_in_words(omission, witness) for omission in judgement.omissions),
        words_left_out(judgement, outline),
        tuple(_sentence(judgement, outline, witness)) if isinstance(witness, SearchableText) else (),
    )


def _in_words(omission: Omission, witness: Searchable) -> OmissionInWords:
    words = ""
    if isinstance(witness, SearchableText) and omission.kind != "nested":
        words = visible(words_as_written(witness, *omission.left_out))
    limiting = tuple(dict.fromkeys(_phrases(omission.limiting, witness)))
    return OmissionInWords(omission.kind, omission.level, words, limiting, omission.insertion)


def _phrases(tokens: Sequence[int], witness: Searchable) -> Iterator[str]:
    """The words at some positions; those that are next to each other are one phrase."""
    phrase, last = "", -1
    for token in tokens:
        word = visible(witness.limiting_word(token))
        if phrase and (token != last + 1 or not word):
            yield phrase
            phrase = ""
        space = " " if phrase and not (has_unspaced(phrase[-1]) and has_unspaced(word[0])) else ""
        phrase, last = phrase + space + word, token
    if phrase:
        yield phrase


def _sentence(judgement: Judgement, outline: bytes, witness: SearchableText) -> Iterator[tuple[str, bool]]:
    """The sentences that have parts of a quotation, in runs; what is far from every part is left out."""
    sentences = sentences_of(judgement, outline)
    for number, sentence in enumerate(sentences):
        if number and sentences[number - 1].end < sentence.start:
            yield _GAP, False
        shown = _Shown(sentence, witness)
        at = sentence.start
        for part in judgement.parts:
            if sentence.start <= part.start < sentence.end:
                yield from _between(TokenRange(at, part.start), shown, first=at == sentence.start)
                quoted = shown.run(part)
                if quoted.startswith(" "):
                    yield " ", False
                yield quoted.lstrip(" "), True
                at = part.end
        yield from _between(TokenRange(at, sentence.end), shown, last=True)


class _Shown:
    """The words of a sentence as readers see them.

    Args:
        sentence: the range of its tokens.
        witness: the text that it is in.
    """

    def __init__(self, sentence: TokenRange, witness: SearchableText) -> None:
        self.start = sentence.start
        self.tokens = tokens_as_written(witness, *sentence)
        self.spaced = witness.reading.spaced

    def run(self, span: TokenRange) -> str:
        """A range of tokens as text, after a space if there is one in the source."""
        tokens = self.tokens[span.start - self.start : span.end - self.start]
        spaced = self.spaced[span.start : span.end]
        return visible(
            "".join(f" {token}" if space else token for token, space in zip(tokens, spaced, strict=True))
        )


def _between(
    span: TokenRange, shown: _Shown, *, first: bool = False, last: bool = False
) -> Iterator[tuple[str, bool]]:
    if span.end <= span.start:
        return
    most = _LONGEST_SENTENCE
    if span.end - span.start <= (most if first or last else 2 * most):
        yield shown.run(span), False
    elif first:
        yield "… " + shown.run(TokenRange(span.end - most, span.end)).lstrip(), False
    elif last:
        yield shown.run(TokenRange(span.start, span.start + most)) + " …", False
    else:
        head, tail = TokenRange(span.start, span.start + most), TokenRange(span.end - most, span.end)
        yield shown.run(head) + _GAP + shown.run(tail).lstrip(), False
