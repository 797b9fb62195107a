"""Citations in author-date style, each different from all others: names, years, and what tells equal ones apart.

The rules are those of The Chicago Manual of Style. Authors of one family name have an initial, or as much of their given
names as is needed. Sources of one year whose first author is the same name further authors where these differ. What is
still equal has a letter after the year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bindery.model.author_names import MOST_NAMED, family_name, joined, spoken
from bindery.model.source import Author
from bindery.references import styles
from bindery.references.reference import Reference
from bindery.text.folding import fold
from bindery.text.phrasing import column_letters

_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_PARTS = re.compile(r"[\s.]+")


@dataclass(frozen=True)
class CitationLabel:
    """A citation in author-date style, without its brackets.

    Attributes:
        names: the authors, or else the publisher or a short title.
        year: the year, with a letter where another citation would be the same.
        suffix: this letter; empty where there is none.
    """

    names: str
    year: str
    suffix: str = ""

    def __str__(self) -> str:
        return f"{self.names}{'' if self.year[:1].isdigit() else ','} {self.year}"


def citation_labels(references: Iterable[Reference]) -> dict[str, CitationLabel]:
    """The citation of each reference of a briefing, by id of the source."""
    listed = styles.by_author(references)
    names = _distinct_names(listed)
    made = {str(r.source.id): CitationLabel(names[r.source.id], styles.author_date(r).year) for r in listed}
    alike: dict[str, list[str]] = defaultdict(list)
    for source, label in made.items():
        alike[fold(str(label))].append(source)
    for shared in alike.values():
        for number, source in enumerate(shared if len(shared) > 1 else ()):
            letter = column_letters(number)
            dash = "" if made[source].year[:1].isdigit() else "-"
            made[source] = replace(made[source], year=f"{made[source].year}{dash}{letter}", suffix=letter)
    return made


def _distinct_names(references: Sequence[Reference]) -> dict[str, str]:
    """The names of each citation, by id of the source."""
    first = _first_authors([r.source.authors[0] for r in references if r.source.authors])
    named = {
        str(r.source.id): [first[r.source.authors[0]], *map(family_name, r.source.authors[1:])]
        for r in references
        if r.source.authors
    }
    alike: dict[tuple[str, str], list[str]] = defaultdict(list)
    for reference in references:
        authors = named.get(reference.source.id, [])
        if len(authors) > MOST_NAMED:
            alike[fold(authors[0]), styles.author_date(reference).year].append(reference.source.id)
    shown = {source: joined(authors) for source, authors in named.items()}
    for group in alike.values():
        shown |= {source: _shortened(named[source], [named[other] for other in group]) for source in group}
    return {r.source.id: shown.get(r.source.id) or styles.author_date(r).short for r in references}


def _shortened(authors: Sequence[str], others: Iterable[Sequence[str]]) -> str:
    """The authors, only the first of them or as many as tell them from those of other sources.

    Args:
        authors: three or more names.
        others: the names of the sources with the same first author and year; those of the source itself may be there.
    """
    most = 1
    for other in others:
        if list(other) != list(authors):
            same = sum(1 for _ in _common_beginning(authors, other))
            most = max(most, same + 1)
    if most >= len(authors) - 1:  # "et al." stands for two or more
        return joined(authors)
    return joined(authors[:most], others=True)


def _common_beginning(one: Sequence[str], other: Sequence[str]) -> Iterable[str]:
    for mine, theirs in zip(one, other, strict=False):
        if fold(mine) != fold(theirs):
            return
        yield mine


def _first_authors(authors: Sequence[Author]) -> dict[Author, str]:
    """What a citation calls each first author: the family name, with given names where others have the same one."""
    families: dict[str, dict[str, Author]] = defaultdict(dict)
    for author in authors:
        if author.family and author.given:
            families[fold(author.family)].setdefault(fold(author.given), author)
    forms: dict[tuple[str, str], str] = {}
    for family, people in families.items():
        if any(_differ(one, other) for one in people.values() for other in people.values()):
            for given, person in people.items():
                forms[family, given] = _distinct_form(person, people.values())
    return {
        author: forms.get((fold(author.family or ""), fold(author.given)), family_name(author))
        for author in authors
    }


def _differ(one: Author, other: Author) -> bool:
    """Whether two people of one family name cannot be the same: `A.` can be `Ada`."""
    for mine, theirs in zip(_parts(one), _parts(other), strict=False):
        initial = min(len(mine), len(theirs)) == 1
        if (mine[0] != theirs[0]) if initial else (mine != theirs):
            return True
    return False


def _parts(author: Author) -> list[str]:
    return [part for part in _PARTS.split(fold(author.given)) if part]


def _distinct_form(author: Author, people: Iterable[Author]) -> str:
    """The shortest form of a name that no other person of the same family name has."""
    others = [other for other in people if _differ(author, other)]
    for first_only in (True, False):
        form = _with_initials(author, first_only=first_only)
        if form and all(fold(form) != fold(_with_initials(other, first_only=first_only)) for other in others):
            return form
    return spoken(author)


def _with_initials(author: Author, *, first_only: bool) -> str:
    """A name with initials: A. Okafor; empty where the family name is spoken first, or the script has no initials."""
    parts = [part for part in re.split(r"[\s.]+", author.given) if part]
    if not parts or str(author.name).startswith(f"{author.family} ") or not all(map(_LATIN.match, parts)):
        return ""
    initials = " ".join(f"{part[0].upper()}." for part in (parts[:1] if first_only else parts))
    return f"{initials} {author.family}"
