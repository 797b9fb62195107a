"""Generates any number of briefings from invented words, the same ones each time.

A briefing has one section, whose 24 paragraphs each cite one of its 15 sources, and ten claims with two quotations
each. `manuscripts.py` writes it in the format of each generator.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

SOURCES, PARAGRAPHS, CLAIMS, KEY_POINTS = 15, 24, 10, 3  # per briefing
PAGES = (
    5 + SOURCES
)  # per briefing: overview, section, claims, references, the whole briefing, and one for each source
WORDS = 12_000  # in the invented language


@dataclass(frozen=True)
class Quote:
    """A quotation, and the index of its source in `Briefing.sources`."""

    source: int
    words: str


@dataclass(frozen=True)
class Claim:
    """A claim and the quotations that support it."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, and the index of the source that it cites in `Briefing.sources`."""

    text: str
    source: int


@dataclass(frozen=True)
class Reference:
    """A source."""

    title: str
    publisher: str


@dataclass(frozen=True)
class Briefing:
    """A briefing, independent of the format of a generator.

    Attributes:
        number: index of the briefing, from 0.
        title: title of the briefing.
        summary: first paragraph of the overview; it cites source 0.
        paragraphs: text of the one section.
        claims: claims; the first three are the key points.
        sources: sources, each cited by at least one paragraph.
    """

    number: int
    title: str
    summary: str
    paragraphs: tuple[Paragraph, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Reference, ...]

    def edited(self, word: str) -> Briefing:
        """Returns a copy with one more word at the end of the first paragraph."""
        first, *others = self.paragraphs
        return replace(self, paragraphs=(replace(first, text=f"{first.text} {word}."), *others))


class Author:
    """Writes briefings in an invented language, whose word frequencies follow Zipf's law as in real languages."""

    def __init__(self) -> None:
        self.chance = random.Random(1)  # noqa: S311  not for security; gives the same site each time
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ai", "en", "or")]
        self.words = ["".join(self.chance.choices(syllables, k=2 + n % 3)) for n in range(WORDS)]
        self.often = list(accumulate(1 / (n + 3) for n in range(WORDS)))

    def line(self, words: int) -> str:
        """Returns a sentence with this number of words."""
        return " ".join(self.chance.choices(self.words, cum_weights=self.often, k=words)).capitalize() + "."

    def briefing(self, number: int) -> Briefing:
        """Returns a new briefing; each call gives a different one."""
        cited = [*range(SOURCES), *self.chance.choices(range(SOURCES), k=PARAGRAPHS - SOURCES)]
        self.chance.shuffle(cited)
        return Briefing(
            number=number,
            title=self.line(5).rstrip("."),
            summary=self.line(50),
            paragraphs=tuple(Paragraph(" ".join(self.line(18) for _ in range(4)), n) for n in cited),
            claims=tuple(
                Claim(
                    self.line(12),
                    tuple(Quote(n, self.line(16)) for n in self.chance.sample(range(SOURCES), 2)),
                )
                for _ in range(CLAIMS)
            ),
            sources=tuple(
                Reference(self.line(8).rstrip("."), self.line(2).rstrip(".")) for _ in range(SOURCES)
            ),
        )


def briefings(number: int) -> Iterator[Briefing]:
    """Yields briefings; a larger `number` starts with the same briefings."""
    author = Author()
    return (author.briefing(n) for n in range(number))
