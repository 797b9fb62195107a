"""Made-up briefings of made-up words, as large as one likes: one text, written for Bindery and for the others.

A briefing has three sections, whose paragraphs cite its 15 sources, and ten claims that rest on them: on a site of
Bindery that is five pages and 15 of sources, 20 in all. For the others the same words stand in 20 Markdown pages.
Nothing in it is true of anything.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

SOURCES, PARAGRAPHS, CLAIMS = 15, 24, 10  # of a briefing
SECTIONS = 1
PAGES = 20  # of a briefing
WORDS = 12_000  # that the made-up language has


@dataclass(frozen=True)
class Claim:
    """A statement and the numbers of the sources that it rests on, each with the words quoted from it."""

    text: str
    quotes: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Written:
    """A briefing as it was thought of, for whatever it is written down as.

    Attributes:
        number: from 0.
        title: of the briefing.
        summary: what stands first.
        paragraphs: the body, with the number of the source that each cites.
        claims: what it says.
        sources: title and publisher of each of its sources.
    """

    number: int
    title: str
    summary: str
    paragraphs: tuple[tuple[str, int], ...]
    claims: tuple[Claim, ...]
    sources: tuple[tuple[str, str], ...]


class Author:
    """Writes in a language of its own; the same briefings each time."""

    def __init__(self) -> None:
        self.chance = random.Random(1)  # noqa: S311  the same site each time
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ai", "en", "or")]
        self.words = ["".join(self.chance.choices(syllables, k=2 + n % 3)) for n in range(WORDS)]
        often = [1 / (n + 3) for n in range(WORDS)]  # by Zipf's law
        self.often = [sum(often[: n + 1]) for n in range(0)] or list(_sums(often))

    def line(self, words: int) -> str:
        """A sentence of so many words."""
        return " ".join(self.chance.choices(self.words, cum_weights=self.often, k=words)).capitalize() + "."

    def briefing(self, number: int) -> Written:
        """One briefing."""
        any_source = lambda: self.chance.randrange(SOURCES)  # noqa: E731
        return Written(
            number=number,
            title=self.line(5),
            summary=self.line(50),
            paragraphs=tuple(
                (" ".join(self.line(18) for _ in range(4)), any_source()) for _ in range(PARAGRAPHS)
            ),
            claims=tuple(
                Claim(self.line(12), tuple((any_source(), self.line(16)) for _ in range(2)))
                for _ in range(CLAIMS)
            ),
            sources=tuple((self.line(8), self.line(2)) for _ in range(SOURCES)),
        )


def _sums(values: list[float]) -> list[float]:
    total, sums = 0.0, []
    for value in values:
        total += value
        sums.append(total)
    return sums


def for_bindery(root: Path, briefings: int) -> None:
    """A project of Bindery; JSON is YAML."""
    author = Author()
    (root / "docs").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(
        "site_name: Made up\ntheme: {name: material, font: false, features: [search.highlight]}\n"
        "plugins: [search, bindery]\n",
        "utf-8",
    )
    for number in range(briefings):
        written = author.briefing(number)
        folder = root / f"briefings/briefing-{number}"
        folder.mkdir(parents=True)
        ids = [f"s-{number}-{n}" for n in range(SOURCES)]
        sources = [
            {"id": key, "kind": "news", "title": title, "publisher": publisher, "published": "2024"}
            for key, (title, publisher) in zip(ids, written.sources, strict=True)
        ]
        each = PARAGRAPHS // SECTIONS
        cited = [f"{words} [@{ids[source]}]" for words, source in written.paragraphs]
        briefing = {
            "title": written.title,
            "summary": f"{written.summary} [@{ids[0]}]",
            "date": "2024",
            "key_points": [f"c-{n}" for n in range(3)],
            "claims": [
                {
                    "id": f"c-{n}",
                    "text": claim.text,
                    "evidence": [{"source": ids[source], "quote": quote} for source, quote in claim.quotes],
                }
                for n, claim in enumerate(written.claims)
            ],
            "sections": [
                {"id": f"part-{n}", "title": f"Part {n}", "content": cited[n * each : (n + 1) * each]}
                for n in range(SECTIONS)
            ],
        }
        for name, value in (("briefing.yml", briefing), ("sources.yml", {"sources": sources})):
            (folder / name).write_text(json.dumps(value, indent=1), "utf-8")
