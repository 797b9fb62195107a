"""What an inspection finds in files and in groups of files, and the links to anchors that lead from one to another.

Of a large site, only hashes of anchors are kept in memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from bindery.build.foreign_scripts import ForeignScript
from bindery.text.problems import Problem

_LARGEST = 400  # files of a group


class AnchorLink(NamedTuple):
    """A link to an anchor on another page.

    Attributes:
        address: the address as it is written.
        page: path of the other page on the site.
        anchor: the id of the element that it leads to.
    """

    address: str
    page: str
    anchor: str


class GroupAnchors(NamedTuple):
    """The anchors of a group of files, and the links that lead out of the group.

    Attributes:
        anchors: hashes of the anchors of each file whose anchors are known, by its number.
        links: for each link the number of its file, the number of the other page, and the hash of the anchor.
    """

    anchors: dict[int, array[int]]
    links: array[int]


@dataclass
class FileReport:
    """What was found in one file.

    Attributes:
        ids: anchors on the page that a link can lead to; None where they are not known.
        anchor_links: its links to anchors on other pages.
        elsewhere: addresses on other hosts that it loads from.
        problems: its problems, other than links to anchors that are not there.
        foreign: the scripts that other plugins added and nothing allows, each with the name of the plugin.
    """

    ids: set[str] | None = None
    anchor_links: list[AnchorLink] = field(default_factory=list)
    elsewhere: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    foreign: list[tuple[str, ForeignScript]] = field(default_factory=list)


class GroupReport(NamedTuple):
    """What was found in a group of files; the fields are those of the reports of the files."""

    problems: list[Problem]
    elsewhere: set[str]
    foreign: list[tuple[str, ForeignScript]]
    anchors: GroupAnchors


def groups_of(names: Sequence[str]) -> Iterator[list[str]]:
    """Files in groups: those of one folder of the site are in one group, unless they are very many.

    Args:
        names: paths of the files, sorted.
    """
    group: list[str] = []
    for name in names:
        other = group and name.partition("/")[0] != group[0].partition("/")[0]
        if other or len(group) == _LARGEST:
            yield group
            group = []
        group.append(name)
    if group:
        yield group


def leading_out(
    links: Mapping[str, Iterable[AnchorLink]],
    anchors: Mapping[str, Collection[str] | None],
    numbers: Mapping[str, int],
) -> GroupAnchors:
    """The anchors of a group of files, and its links to pages outside it.

    A hash is the same in every process that this one has started, and in no other.

    Args:
        links: the links of each file of the group, by its path.
        anchors: the anchors of each of them; None where they are not known.
        numbers: number of each file of the site.
    """
    out = array("q")
    for name, found in links.items():
        for link in found:
            if link.page not in anchors and link.page in numbers:
                out.extend((numbers[name], numbers[link.page], hash(link.anchor)))
    known = {numbers[name]: array("q", map(hash, ids)) for name, ids in anchors.items() if ids is not None}
    return GroupAnchors(known, out)


def broken_links(groups: Iterable[GroupAnchors]) -> Iterator[tuple[int, int, int]]:
    """The links that lead to an anchor that is not there, as `GroupAnchors.links` has them."""
    anchors: dict[int, array[int]] = {}
    links = array("q")
    for group in groups:
        anchors |= group.anchors
        links.extend(group.links)
    triples = zip(links[::3], links[1::3], links[2::3], strict=True)
    last, ids = -1, frozenset[int]()
    for page, name, anchor in sorted((page, name, anchor) for name, page, anchor in triples):
        if page != last:
            last, ids = page, frozenset(anchors.get(page, ()))
        if page in anchors and anchor not in ids:
            yield name, page, anchor


__all__ = [
    "AnchorLink",
    "FileReport",
    "GroupAnchors",
    "GroupReport",
    "broken_links",
    "groups_of",
    "leading_out",
]
