"""Generates any number of briefings from invented words, the same ones each time, in plain or in rich text.

A briefing has 15 sources, and ten claims with two quotations each. In plain text it has one section, whose 24 paragraphs
each cite one source. In rich text it has five sections with headings, lists, a table, a remark and eight citations
each; one in five also has a chart, a map, and stored copies of its sources in which its quotations are found.
`manuscripts.py` writes it in the format of each generator.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

SOURCES, PARAGRAPHS, CLAIMS, KEY_POINTS, SECTIONS = 15, 24, 10, 3, 5  # per briefing
WORDS = 12_000  # in the invented language
FULL = 5  # one in so many rich briefings has a chart, a map and stored copies
LATITUDES, LONGITUDES = (33.0, 34.5), (69.5, 71.5)  # of the places on the maps

# Pages per briefing: overview, claims, references, the whole briefing, one for each section and for each source.
PAGES = {"plain": 4 + 1 + SOURCES, "rich": 4 + SECTIONS + SOURCES}


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
class Reference:
    """A source."""

    title: str
    publisher: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `{3}` in it stands for a citation of source 3. So it does in the other blocks."""

    text: str


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list, whose last item has a list of its own."""

    items: tuple[str, ...]
    inner: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of words."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Remark:
    """A remark in a box."""

    title: str
    text: str


@dataclass(frozen=True)
class Chart:
    """Yearly values from several sources, by the index of the source."""

    title: str
    unit: str
    series: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True)
class Map:
    """Places by name, with latitude and longitude in degrees."""

    places: Mapping[str, tuple[float, float]]


Block = Paragraph | Heading | Bullets | Table | Remark | Chart | Map


@dataclass(frozen=True)
class Section:
    """A section: its id, its title and its blocks."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Briefing:
    """A briefing, independent of the format of a generator.

    Attributes:
        number: index of the briefing, from 0.
        title: title of the briefing.
        summary: first paragraph of the overview; it cites source 0.
        sections: the sections; together they cite every source.
        claims: claims; the first three are the key points.
        sources: the sources.
        copies: text of the stored copies, by the index of the source.
    """

    number: int
    title: str
    summary: str
    sections: tuple[Section, ...]
    claims: tuple[Claim, ...]
    sources: tuple[Reference, ...]
    copies: Mapping[int, str]


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

    def name(self, words: int) -> str:
        """Returns a title with this number of words."""
        return self.line(words).rstrip(".")

    def plain(self, number: int) -> Briefing:
        """Returns a new briefing of plain paragraphs; each call gives a different one."""
        cited = self.citations(PARAGRAPHS)
        title, summary = self.name(5), self.line(50)
        paragraphs = tuple(Paragraph(f"{' '.join(self.line(18) for _ in range(4))} {{{n}}}") for n in cited)
        sections = (Section("findings", "Findings", paragraphs),)
        return Briefing(number, title, summary, sections, self.claims(), self.sources(), {})

    def rich(self, number: int) -> Briefing:
        """Returns a new briefing of rich text; each call gives a different one."""
        cited = self.citations(8 * SECTIONS)
        title, summary = self.name(5), self.line(50)
        claims, sources = self.claims(), self.sources()
        full = number % FULL == 0
        sections = tuple(self.section(n, cited[8 * n : 8 * n + 8], full=full) for n in range(SECTIONS))
        return Briefing(
            number, title, summary, sections, claims, sources, self.copies(claims) if full else {}
        )

    def citations(self, number: int) -> list[int]:
        """Returns the indexes of sources to cite: each of them at least once."""
        cited = [*range(SOURCES), *self.chance.choices(range(SOURCES), k=number - SOURCES)]
        self.chance.shuffle(cited)
        return cited

    def claims(self) -> tuple[Claim, ...]:
        """Returns the claims of a briefing."""
        return tuple(
            Claim(
                self.line(12),
                tuple(Quote(n, self.line(16)) for n in self.chance.sample(range(SOURCES), 2)),
            )
            for _ in range(CLAIMS)
        )

    def sources(self) -> tuple[Reference, ...]:
        """Returns the sources of a briefing."""
        return tuple(Reference(self.name(8), self.name(2)) for _ in range(SOURCES))

    def section(self, number: int, cited: list[int], *, full: bool) -> Section:
        """Returns a section of rich text that cites these eight sources."""
        a, b, c, d, e, f, g, h = cited
        blocks: list[Block] = [
            Paragraph(f"{self.line(18)} **{self.name(3)}** {self.line(20)} {{{a}}} {self.line(16)}"),
            Heading(self.name(4)),
            Bullets(
                (f"{self.line(12)} {{{b}}}", f"*{self.name(2)}*: {self.line(9)} {{{c}}}"),
                (f"{self.line(8)} {{{d}}}",),
            ),
            Paragraph(f"{self.line(24)} {self.line(14)} {{{e}}}"),
            Remark(self.name(3), f"{self.line(22)} {{{f}}}"),
            Heading(self.name(3)),
            Table(
                (
                    tuple(self.name(1) for _ in range(3)),
                    *((self.name(2), self.name(3), f"{self.name(2)} {{{g}}}") for _ in range(3)),
                )
            ),
            Paragraph(f"{self.line(20)} {self.line(18)} {self.line(12)} {{{h}}}"),
        ]
        if full and number == 0:
            blocks.append(self.chart())
        if full and number == 1:
            blocks.append(self.map())
        return Section(f"part-{number}", self.name(3), tuple(blocks))

    def chart(self) -> Chart:
        """Returns three series of six yearly values."""
        series = {n: tuple(self.chance.randrange(100, 900) for _ in range(6)) for n in range(3)}
        return Chart(self.name(5), self.name(1).lower(), series)

    def map(self) -> Map:
        """Returns four places near each other."""
        return Map(
            {
                self.name(1): (
                    round(self.chance.uniform(*LATITUDES), 2),
                    round(self.chance.uniform(*LONGITUDES), 2),
                )
                for _ in range(4)
            }
        )

    def copies(self, claims: tuple[Claim, ...]) -> dict[int, str]:
        """Returns the text of each quoted source: its quotations among other sentences."""
        quoted: dict[int, list[str]] = {}
        for claim in claims:
            for quote in claim.quotes:
                quoted.setdefault(quote.source, []).append(quote.words)
        return {
            source: "\n\n".join(f"{self.line(19)} {words} {self.line(15)} {self.line(21)}" for words in said)
            for source, said in sorted(quoted.items())
        }


def briefings(number: int, text: str = "plain") -> Iterator[Briefing]:
    """Yields briefings of `plain` or `rich` text; a larger `number` starts with the same briefings."""
    author = Author()
    write = {"plain": author.plain, "rich": author.rich}[text]
    return (write(n) for n in range(number))


def _word(briefing: Briefing, word: str) -> Briefing:
    first, *others = briefing.sections
    paragraph, *blocks = first.blocks
    edited = Paragraph(f"{paragraph.text} {word}.") if isinstance(paragraph, Paragraph) else paragraph
    return replace(briefing, sections=(replace(first, blocks=(edited, *blocks)), *others))


def _summary(briefing: Briefing, word: str) -> Briefing:
    return replace(briefing, summary=f"{briefing.summary} {word}.")


def _title(briefing: Briefing, word: str) -> Briefing:
    return replace(briefing, title=f"{briefing.title} {word}")


def _claim(briefing: Briefing, word: str) -> Briefing:
    added = Claim(f"{word} {briefing.claims[0].text}", briefing.claims[0].quotes)
    return replace(briefing, claims=(*briefing.claims, added))


def _evidence(briefing: Briefing, word: str) -> Briefing:
    """Removes a piece of evidence; the word stands in the claim, so that a page can be seen to have the edit."""
    *others, last = briefing.claims
    edited = replace(last, text=f"{last.text} {word}.", quotes=last.quotes[:1])
    return replace(briefing, claims=(*others, edited))


def _source(briefing: Briefing, word: str) -> Briefing:
    first, *others = briefing.sources
    return replace(briefing, sources=(replace(first, title=f"{first.title} {word}"), *others))


def _section(briefing: Briefing, word: str) -> Briefing:
    first = briefing.sections[0]
    added = Section("added", word, first.blocks[:1])
    return replace(briefing, sections=(*briefing.sections, added))


# The edits that analysts make, by name: each puts a word into the text.
EDITS: Mapping[str, Callable[[Briefing, str], Briefing]] = {
    "a word in a paragraph": _word,
    "the summary": _summary,
    "the title": _title,
    "a claim added": _claim,
    "evidence removed": _evidence,
    "a source corrected": _source,
    "a section added": _section,
}
