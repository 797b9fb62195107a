"""The names of a source's authors as a sentence or a citation has them."""

from __future__ import annotations

from collections.abc import Sequence

from bindery.model import vocabulary
from bindery.model.source import Author, Source

MOST_NAMED = 2  # authors; of more than these, the first is named (The Chicago Manual of Style)


def spoken(author: Author) -> str:
    """The name of an author, in the order in which it is spoken."""
    return str(author.name or author.organisation)


def family_name(author: Author) -> str:
    """The family name of an author if it is known, or else the whole name."""
    return str(author.family or spoken(author))


def joined(names: Sequence[str], *, others: bool = False) -> str:
    """Names as a citation has them: Okafor; Okafor and Lee; Okafor et al.

    Args:
        names: the names to show.
        others: whether there are more authors than these.
    """
    if others:
        return f"{', '.join(names)}{',' if len(names) > 1 else ''} et al."
    if len(names) > MOST_NAMED:
        return f"{', '.join(names[:-1])}, and {names[-1]}"
    return " and ".join(names)


def in_short(authors: Sequence[Author]) -> str:
    """The authors as in a citation; empty for none."""
    names = [family_name(author) for author in authors]
    return joined(names[:1], others=True) if len(names) > MOST_NAMED else joined(names)


def name_in_sentence(source: Source) -> str:
    """What a sentence calls a source: its authors, or else its publisher, its title or its kind."""
    kind = vocabulary.SOURCE_KINDS[source.kind].lower()
    return in_short(source.authors) or str(source.publisher or source.title or f"[Untitled {kind}]")
