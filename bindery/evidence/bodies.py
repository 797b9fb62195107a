"""Names of bodies and parties: `The Coast Institute` and `coast institute` are one body."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from bindery.model.source import Origin, Source
from bindery.text.folding import fold

_ARTICLE = re.compile(r"^the\s+(?=\S)|,\s*the$")
_AND = re.compile(r"\s*&\s*")
_DROPPED = ("C", "P", "S", "Z")  # Unicode categories: controls, punctuation, symbols, separators


class Name(NamedTuple):
    """The name of a body or a party.

    Attributes:
        key: what is the same for every spelling of it.
        name: the name as it is written.
    """

    key: str
    name: str


@lru_cache(maxsize=4096)
def named(words: str) -> Name:
    """A name, whose spellings differ in capitals, accents, spaces, punctuation or the word `The` before it."""
    folded = _ARTICLE.sub("", _AND.sub(" and ", fold(words).strip()))
    key = "".join(character for character in folded if unicodedata.category(character)[0] not in _DROPPED)
    return Name(key or words, words)


def body_behind(identifier: str, origin: Origin | Source | None) -> Name:
    """The body behind an origin: the one that its author names, or else its publisher.

    Without a publisher it is, for a source, the organisation that wrote it, or else the people who did; for an entry
    under `origins`, its title. If none of these is known, the origin is a body of its own.

    Args:
        identifier: id of the origin.
        origin: the origin, or the source that is its own origin; None if nothing has that id.
    """
    words = str((origin and (origin.body or origin.issuer)) or "")
    if isinstance(origin, Source) and not words:
        organisations = [str(author.organisation) for author in origin.authors if not author.name]
        words = organisations[0] if organisations else ", ".join(str(one.name) for one in origin.authors)
    elif isinstance(origin, Origin) and not words:
        words = str(origin.title)
    if words:
        return named(words)
    title = origin.title if origin else None
    return Name(f"#{identifier}", str(title or identifier))
