"""The grades of a source in words, as its page and its preview show them."""

from __future__ import annotations

from bindery.model import vocabulary
from bindery.model.source import Source


def grades(source: Source) -> list[tuple[str, str]]:
    """The grades of a source, each with its words: its reliability and its credibility, as far as they are known."""
    lines = []
    if source.reliability:
        lines.append((str(source.reliability), vocabulary.RELIABILITY[source.reliability]))
    if source.credibility:
        lines.append((str(source.credibility), vocabulary.CREDIBILITY[source.credibility]))
    return lines
