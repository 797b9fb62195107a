"""The figures and tables of a briefing, numbered in reading order, and the ids of the headings of its sections."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from bindery.model.briefing import Block, Briefing
from bindery.model.captions import numbered_label
from bindery.model.field_types import valid_id

Path = tuple[str | int, ...]

_KINDS = {"chart": "figure", "map": "figure", "image": "figure", "compare": "figure", "table": "table"}
PREFIXES = {"figure": "fig", "table": "tbl"}
HEADING = re.compile(r'<h([2-6])(?: id="([^"]*)")?>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


class NumberedBlock(NamedTuple):
    """A block with a number: a figure or a table.

    Attributes:
        path: where it is in `briefing.yml`.
        kind: `figure` or `table`.
        number: its number among the figures or tables of the briefing, from 1.
        id: its own id, or that of its dataset, dispute or image file; empty if it has none.
        label: its name, such as `Figure 2`.
        section: id of its section.
    """

    path: Path
    kind: str
    number: int
    id: str
    label: str
    section: str

    @property
    def anchor(self) -> str:
        """The id of the element that links to it lead to; empty if it has no id."""
        return f"{PREFIXES[self.kind]}-{self.id}" if self.id else ""


def numbered_blocks(briefing: Briefing) -> Iterator[NumberedBlock]:
    """The figures and tables of a briefing, in reading order. An id that an earlier one has is left out."""
    counts = {"figure": 0, "table": 0}
    used: set[tuple[str, str]] = set()
    own = {
        (_KINDS[block.kind], str(block.id))  # type: ignore[attr-defined]
        for section in briefing.sections
        for block in section.content
        if getattr(block, "id", None)
    }
    for index, section in enumerate(briefing.sections):
        for place, block in enumerate(section.content):
            kind = _KINDS.get(block.kind)
            if kind is None:
                continue
            counts[kind] += 1
            name = str(getattr(block, "id", None) or "")
            if not name and (kind, _implied_id(block)) not in own:
                name = _implied_id(block)
            if (kind, name) in used:
                name = ""
            used.add((kind, name))
            label = numbered_label(kind, counts[kind], str(briefing.language))
            yield NumberedBlock(
                ("sections", index, "content", place), kind, counts[kind], name, label, str(section.id)
            )


def _implied_id(block: Block) -> str:
    """The id of a figure or table that its author gave none: that of its dataset, dispute or image file."""
    if block.kind in ("chart", "table"):
        return str(block.of(block.kind))
    if image := block.of("image"):
        return valid_id(str(image.file).removeprefix("images/").rpartition(".")[0])
    return str(getattr(block.of("compare"), "dispute", None) or "")


def heading_id(words: str) -> str:
    """The id of a heading: its words, joined by hyphens; empty if it has no letters or digits.

    Words in Latin letters lose their accents, as in the addresses that MkDocs makes. Words of other scripts stay.
    """
    latin = all(not char.isalpha() or _is_latin(char) for char in words)
    if latin:
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
        words = plain if re.search(r"\w", plain) else words
    kept = "".join(
        char if unicodedata.category(char)[0] in "LMN" or char in "_-" else " " if char.isspace() else ""
        for char in unicodedata.normalize("NFC", words)
    )
    return re.sub(r"[-\s]+", "-", kept.strip().lower())


def _is_latin(char: str) -> bool:
    return char.isascii() or unicodedata.name(char, "").startswith(
        ("LATIN", "MODIFIER", "FEMININE", "MASCULINE")
    )


class HeadingIds:
    """Gives ids to the headings of a section, each once.

    Attributes:
        used: the ids so far.
        headings: the words of each heading by its id, in reading order.
    """

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.headings: dict[str, str] = {}

    def reserve(self, html: str) -> list[str]:
        """Keeps the ids that authors wrote from other headings; returns those that were there before."""
        twice = []
        for _, name, _ in HEADING.findall(html):
            if name and name in self.used:
                twice.append(unescape(name))
            self.used.add(name)
        return twice

    def named(self, html: str) -> str:
        """The HTML of some prose in which each heading has an id."""
        return HEADING.sub(self._with_id, html)

    def _with_id(self, match: re.Match[str]) -> str:
        words = unescape(_TAG.sub("", match[3]))
        name = unescape(match[2]) if match[2] else self._unique(heading_id(words))
        self.headings.setdefault(name, words)
        return f'<h{match[1]} id="{name}">{match[3]}</h{match[1]}>'

    def _unique(self, name: str) -> str:
        """An id that no other heading has, as Python-Markdown makes one: `toll_1` after `toll`."""
        number, made = 0, name
        while not made or made in self.used:
            number += 1
            made = f"{name}_{number}"
        self.used.add(made)
        return made
