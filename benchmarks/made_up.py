"""Made-up briefings of made-up words, as many as one likes, and the same ones each time.

A briefing has one section, whose 24 paragraphs each cite one of its 15 sources, and ten claims with two quotations
each. `manuscripts.py` writes it down for Bindery and for the others. Nothing in it is true of anything.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

SOURCES, PARAGRAPHS, CLAIMS, KEY_POINTS = 15, 24, 10, 3  # of a briefing
PAGES = (
    5 + SOURCES
)  # of a briefing: overview, section, claims, references, the whole, and one for each source
WORDS = 12_000  # that the made-up language has


@dataclass(frozen=True)
class Quote:
    """Words, and the number of the source that they are quoted from."""

    source: int
    words: str


@dataclass(frozen=True)
class Claim:
    """A statement and what it rests on."""

    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Paragraph:
    """Some sentences, and the number of the source that they cite."""

    text: str
    source: int


@dataclass(frozen=True)
class Reference:
    """A source as it is listed."""

    title: str
    publisher: str


@dataclass(frozen=True)
class Briefing:
    """A briefing as it was thought of, before it is written down for anyone.

    Attributes:
        number: from 0.
        title: of the briefing.
        summary: what stands first; it cites source 0.
        paragraphs: the body.
        claims: what it says; the first three are its key points.
        sources: all of them are cited in a paragraph.
    """

    number: int
    title: str
    summary: str
    paragraphs: tuple[Paragraph, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Reference, ...]

    def edited(self, word: str) -> Briefing:
        """The same with one word more, at the end of its first paragraph."""
        first, *others = self.paragraphs
        return replace(self, paragraphs=(replace(first, text=f"{first.text} {word}."), *others))


class Author:
    """Writes in a language of its own, whose words are as often as those of others are: by Zipf's law."""

    def __init__(self) -> None:
        self.chance = random.Random(1)  # noqa: S311  the same site each time
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ai", "en", "or")]
        self.words = ["".join(self.chance.choices(syllables, k=2 + n % 3)) for n in range(WORDS)]
        self.often = list(accumulate(1 / (n + 3) for n in range(WORDS)))

    def line(self, words: int) -> str:
        """A sentence of so many words."""
        return " ".join(self.chance.choices(self.words, cum_weights=self.often, k=words)).capitalize() + "."

    def briefing(self, number: int) -> Briefing:
        """One briefing; the next one is another."""
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
    """The first so many briefings; more of them begin with the same ones."""
    author = Author()
    return (author.briefing(n) for n in range(number))
