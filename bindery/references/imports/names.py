"""Names in references: persons with their family names."""

from __future__ import annotations

from bindery.model.source import is_unspaced
from bindery.references.imports.entry import ImportedName


def person(given: str, family: str, suffix: str = "") -> ImportedName:
    """A person, whose name is put into the order in which it is spoken.

    Args:
        given: the given names, with particles that are not part of the family name; may be empty.
        family: the family name, with its particles; may be empty.
        suffix: such as *Jr.*; may be empty.
    """
    given, family, suffix = (part.strip() for part in (given, family, suffix))
    if not given or not family:
        return ImportedName(" ".join(filter(None, (given or family, suffix))))
    if is_unspaced(family + given):
        return ImportedName(f"{family}{given}", family)
    name = " ".join(filter(None, (given, family, suffix)))
    return ImportedName(name, f"{family} {suffix}".strip())
