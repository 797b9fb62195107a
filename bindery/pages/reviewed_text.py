"""A text under review as its page shows it: each sentence with the statuses of its claims, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bindery.evidence.graph import Graph
from bindery.evidence.quotations import QuotationResults
from bindery.evidence.reviewed_text import annotated_text, text_language
from bindery.evidence.verdict import ClaimVerdict
from bindery.model import vocabulary
from bindery.model.blocks.annotate import Annotation, MarkedSentence
from bindery.model.briefing import Block
from bindery.reading.project import ParsedBriefing
from bindery.text.annotated import TextPiece

OPEN = "open"  # the state of a sentence that has no claim


@dataclass(frozen=True)
class SharedStatus:
    """A status, and how many claims of a sentence have it.

    Attributes:
        status: a key of `vocabulary.STATUSES`.
        label: the words for it that readers see.
        number: how many claims have it.
    """

    status: str
    label: str
    number: int


@dataclass(frozen=True)
class ReviewedPiece:
    """A stretch of the text.

    Attributes:
        words: its characters.
        tail: the characters between it and the next piece.
        state: the worst status of its claims, `OPEN` for a sentence without claims, or empty for what is between.
        number: its number among the sentences with a state, from 1; 0 for what has no state.
        statuses: the statuses of its claims, the worst first.
        claims: ids of its claims, those with the worst status first.
        position: its position in the list of the author; None if it is not in it.
        reason: why it was not checked; may be empty.
        first: whether it is the first piece of its sentence; a sentence may go on in another paragraph.
    """

    words: str
    tail: str = ""
    state: str = ""
    number: int = 0
    statuses: tuple[SharedStatus, ...] = ()
    claims: tuple[str, ...] = ()
    position: int | None = None
    reason: str = ""
    first: bool = True

    @property
    def closing(self) -> str:
        """The punctuation directly after it, which stands before its status."""
        return self.tail[: len(self.tail) - len(self.rest)]

    @property
    def rest(self) -> str:
        """What is between that punctuation and the next piece."""
        space = next((at for at, char in enumerate(self.tail) if char.isspace()), len(self.tail))
        return self.tail[space:]


@dataclass(frozen=True)
class ReviewedParagraph:
    """A paragraph of the text.

    Attributes:
        kind: `heading`, `item` or `paragraph`.
        lead: the characters before its first piece.
        pieces: its pieces.
    """

    kind: str
    lead: str
    pieces: tuple[ReviewedPiece, ...]


@dataclass(frozen=True)
class ReviewedText:
    """A text under review.

    Attributes:
        title: its title.
        source: id of its source; may be empty.
        language: tag of its language.
        direction: `ltr` or `rtl`.
        paragraphs: its paragraphs.
    """

    title: str
    source: str
    language: str
    direction: str
    paragraphs: tuple[ReviewedParagraph, ...]

    @property
    def text(self) -> str:
        """The whole text, its paragraphs separated by empty lines."""
        return "\n\n".join(
            paragraph.lead + "".join(piece.words + piece.tail for piece in paragraph.pieces)
            for paragraph in self.paragraphs
        )

    def is_in(self, language: str) -> bool:
        """Whether it is in a language, which is given as a primary subtag such as `de`."""
        return self.language.split("-")[0].lower() == language

    @property
    def sentences(self) -> list[ReviewedPiece]:
        """The pieces with a state, each sentence once, in the order of the text."""
        pieces = (piece for paragraph in self.paragraphs for piece in paragraph.pieces)
        return [piece for piece in pieces if piece.state and piece.first]

    @property
    def states(self) -> list[tuple[str, int]]:
        """How many sentences have each state, the worst first, those without claims last; only those that occur."""
        found = Counter(piece.state for piece in self.sentences)
        return [(state, found[state]) for state in (*vocabulary.WORST_FIRST, OPEN) if found[state]]


def reviewed_text(
    block: Block,
    parsed: ParsedBriefing,
    graph: Graph,
    checks: QuotationResults,
    verdicts: Mapping[str, ClaimVerdict],
) -> ReviewedText:
    """The text under review of an `annotate` block.

    Args:
        block: the block.
        parsed: the briefing that it is in.
        graph: the sources.
        checks: what is stored of the sources.
        verdicts: the verdict on each claim of the briefing, by id.
    """
    annotation: Annotation = block.of("annotate")
    found = annotated_text(block, parsed, graph, checks)
    language = text_language(annotation, graph.sources, parsed.briefing.language)
    numbers: dict[int | None, int] = {}
    paragraphs = []
    for paragraph in found.paragraphs:
        pieces = [_piece(piece, annotation.sentences, verdicts, numbers) for piece in paragraph.pieces]
        paragraphs.append(ReviewedParagraph(paragraph.kind, paragraph.lead, tuple(pieces)))
    return ReviewedText(
        title=str(annotation.title),
        source=str(annotation.source or ""),
        language=language,
        direction=vocabulary.direction_of(language),
        paragraphs=tuple(paragraphs),
    )


def _piece(
    piece: TextPiece,
    sentences: Sequence[MarkedSentence],
    verdicts: Mapping[str, ClaimVerdict],
    numbers: dict[int | None, int],
) -> ReviewedPiece:
    """A piece with its state.

    Args:
        piece: the piece.
        sentences: the sentences that the author listed.
        verdicts: the verdict on each claim, by id.
        numbers: the numbers given so far, by position in the list of the author; one more is added.
    """
    if piece.mark is None and not piece.open:
        return ReviewedPiece(piece.words, piece.tail)
    first = piece.mark is None or piece.mark not in numbers
    if first:
        key = -1 - len(numbers) if piece.mark is None else piece.mark
        numbers[key] = len(numbers) + 1
        number = numbers[key]
    else:
        number = numbers[piece.mark]
    if piece.mark is None:
        return ReviewedPiece(piece.words, piece.tail, OPEN, number)
    sentence = sentences[piece.mark]
    known = [str(key) for key in sentence.claims if key in verdicts]
    claims = tuple(sorted(known, key=lambda key: vocabulary.WORST_FIRST.index(verdicts[key].status)))
    labels = Counter((verdicts[key].status, verdicts[key].label) for key in claims)
    return ReviewedPiece(
        words=piece.words,
        tail=piece.tail,
        state=verdicts[claims[0]].status if claims else OPEN,
        number=number,
        statuses=tuple(SharedStatus(status, label, count) for (status, label), count in labels.items()),
        claims=claims,
        position=piece.mark,
        reason=str(sentence.not_checked or ""),
        first=first,
    )


__all__ = ["OPEN", "ReviewedParagraph", "ReviewedPiece", "ReviewedText", "SharedStatus", "reviewed_text"]
