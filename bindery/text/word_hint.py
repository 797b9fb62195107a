"""Says of a text that it certainly has no name of a kind, by its words: it remembers those that have none."""

from __future__ import annotations

import re

_MOST = 50_000  # words that are remembered


class WordHint:
    """A quick test before a slow search.

    Args:
        pattern: matches within a word of each text in which the search may find anything. A word here is what stands
            between spaces, with its punctuation.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)
        self._plain: set[str] = set()

    def may_be_in(self, text: str) -> bool:
        """Whether a text may have what is searched for; if not, it certainly has none."""
        new = set(text.split()) - self._plain
        if any(map(self._pattern.search, new)):
            return True
        if len(self._plain) > _MOST:
            self._plain.clear()
        self._plain |= new
        return False


__all__ = ["WordHint"]
