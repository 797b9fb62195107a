"""The ids that a text of a briefing may name, and which of them an author meant by a name that is none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from hashlib import sha256

_NO_LETTER = re.compile(r"[\W_]+")
_SLIPS = ((9, 2), (5, 1))  # a name of at least so many letters may have so many wrong ones
_YEAR = re.compile(r"[a-z].*?(?:1[5-9]|20)\d\d[a-z]?$", re.IGNORECASE)
_JOINED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+$")


class KnownIds:
    """The ids of the sources of a site and of the claims of a briefing.

    Args:
        sources: what a sentence calls each source, by its id.
        claims: ids of the claims.
    """

    def __init__(self, sources: Mapping[str, str] | None = None, claims: Iterable[str] = ()) -> None:
        self.sources = sources or {}
        self.claims = frozenset(claims)
        self._folded: dict[str, str] = {}
        self._meant = lru_cache(maxsize=1024)(self._find_meant)

    def with_claims(self, claims: Iterable[str]) -> KnownIds:
        """The same sources, with the claims of another briefing."""
        other = KnownIds({}, claims)
        other.sources, other._folded, other._meant = self.sources, self._folded, self._meant
        return other

    @cached_property
    def digest(self) -> str:
        """A hash of the ids, by which what was found with them is kept."""
        ids = repr((sorted(self.sources.items()), sorted(self.claims)))
        return sha256(ids.encode("utf-8", "backslashreplace")).hexdigest()

    def meant(self, name: str) -> str:
        """The source that is meant by a name: the one with this id, or else one with a similar id; empty for none."""
        return name if name in self.sources else self._meant(name)

    def _find_meant(self, name: str) -> str:
        if not self._folded:
            self._folded.update((_letters(source), source) for source in sorted(self.sources, reverse=True))
        folded = _letters(name)
        if folded in self._folded:
            return self._folded[folded]
        for mark in re.finditer(r"[^a-z0-9]", name):  # an id with something after it: `@okafor-2024/2`
            if name[: mark.start()] in self.sources:
                return name[: mark.start()]
        longer = [source for source in self.sources if len(name) > 1 and source.startswith(f"{name}-")]
        if longer:
            return min(longer)
        most = next((slips for length, slips in _SLIPS if len(folded) >= length), 0)
        return self._spelt_like(folded, most) if most else ""

    def _spelt_like(self, folded: str, most: int) -> str:
        """The source whose id has at most so many other letters than a name; empty for none."""
        from rapidfuzz import process  # noqa: PLC0415  slow to load, and needed only for unknown names
        from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

        found = process.extractOne(
            folded, sorted(self._folded), scorer=Levenshtein.distance, score_cutoff=most
        )
        return self._folded[found[0]] if found else ""

    def looks_like_source(self, name: str) -> bool:
        """Whether a name is meant for a source, known or not: it resembles an id, or has the form of one."""
        return bool(self.meant(name) or _JOINED.match(name) or _YEAR.match(name))


def _letters(name: str) -> str:
    return _NO_LETTER.sub("", name).casefold()


NO_IDS = KnownIds()


class _AnyIds(KnownIds):
    """Takes every name for that of a source."""

    def looks_like_source(self, name: str) -> bool:
        """True for any name."""
        del name
        return True


ANY_IDS = _AnyIds()
