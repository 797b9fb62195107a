"""What an author can quote of a stored source: the words as the source has them, with where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bindery.evidence import cell_search, copies, near_miss, passage_places, passage_search, tables
from bindery.evidence.cells import figures_of
from bindery.evidence.copies import DatedCopies
from bindery.evidence.graph import Graph
from bindery.evidence.passage_search import FoundPassage
from bindery.evidence.quotations import stored_sources
from bindery.evidence.stored_source import Verification
from bindery.evidence.table_cells import CellValue, Table, UnreadableTableError
from bindery.model.names import SourceId
from bindery.reading.project import Project
from bindery.text.problems import Problem
from bindery.text.tokens import SearchableText

_ALIKE = 100.0  # per cent, of words that are the same


@dataclass(frozen=True)
class Quotable:
    """A passage of a stored source that can be quoted.

    Attributes:
        source: id of the source.
        words: the words as the source has them; empty for a figure in a table.
        locator: the page, section or time of the words; may be empty.
        cell: the cell of a stored table that has the figure; may be empty.
        snapshot: the day of the stored copy that has the words, if it is not the newest; otherwise empty.
        copy: the day of that copy; empty when it is not known.
        likeness: how like the words are to those that were searched for, in per cent.
        differing: what differs, such as `“killed” for “died”`; may be empty.
        around: the words with what is around them; empty when only a fingerprint is stored.
        check: how `bindery check` verifies the words; None for a figure in a table.
    """

    source: str
    words: str
    locator: str = ""
    cell: str = ""
    snapshot: str = ""
    copy: str = ""
    likeness: float = _ALIKE
    differing: str = ""
    around: str = ""
    check: Verification | None = None

    @property
    def is_exact(self) -> bool:
        """Whether the source has the words that were searched for, as `bindery check` compares them."""
        return self.likeness >= _ALIKE

    def fields(self) -> dict[str, str]:
        """The keys and values of a piece of evidence."""
        pairs = {
            "source": self.source,
            "quote": self.words,
            "snapshot": self.snapshot,
            "cell": self.cell,
            "locator": self.locator,
        }
        return {key: value for key, value in pairs.items() if value}


class StoredTexts:
    """What is stored of the sources of a project, to search it.

    Args:
        project: the project.
        graph: its sources.
        only: id of the source that is searched; empty for all.

    Attributes:
        problems: what cannot be read of it.
    """

    def __init__(self, project: Project, graph: Graph, only: str = "") -> None:
        if only:
            project = replace(
                project,
                snapshots={key: file for key, file in project.snapshots.items() if key.source == only},
                fingerprints={key: file for key, file in project.fingerprints.items() if key.source == only},
            )
        self._project = project
        self._graph = graph
        self.problems: list[Problem]
        held, self.problems = stored_sources(project, graph)
        self._copies = {source: copies.copies_by_day(stored) for source, stored in held.items()}

    def sources(self) -> list[str]:
        """Ids of the sources of which something is stored."""
        tabled = {key.source for key, file in self._project.snapshots.items() if _is_table(file.path)}
        return sorted({*self._copies, *tabled})

    def kinds(self, source: str) -> list[str]:
        """What is stored of a source: `snapshot`, `fingerprint`."""
        made = [one.by for of_day in self._copies.get(SourceId(source), ()) for one in of_day.stored]
        return list(dict.fromkeys(made))

    def exact(self, source: str, words: str) -> Quotable | None:
        """Where a source has exactly these words, in the newest copy that does; None when no copy has them."""
        held = self._copies.get(SourceId(source), [])
        for number, made in enumerate(held):
            check = made.finding(words)
            if check:
                day = made.day if number and made.day else ""
                return self._with_words(source, words, made, check, day)
        return self._in_table(source, words)

    def nearest(self, source: str, words: str) -> Quotable | None:
        """The passage of the newest copy of a source that is most like some words; None when nothing is like them."""
        held = self._copies.get(SourceId(source), [])
        found = [
            (passage, text, made)
            for made in held[:1]
            for text in _texts(made)
            if (passage := passage_search.likest_passage(words, text))
        ]
        if not found:
            return None
        passage, text, made = max(found, key=lambda one: one[0].likeness)
        near = self._made(source, passage, text, made, made.finding(passage.words))
        # What only differs in the writing, such as its capitals, still differs for a check.
        return replace(near, likeness=min(passage.likeness, _ALIKE - 0.1), differing=passage.differing)

    def longest_match(self, source: str, words: str) -> str:
        """How much of some words a source of which only a fingerprint is stored has; empty when its text is stored."""
        held = self._copies.get(SourceId(source), [])
        if not held or any(True for made in held for _ in _texts(made)):
            return ""
        return near_miss.longest_match(words, held[0].stored[0].witnesses[0])

    def _with_words(
        self, source: str, words: str, made: DatedCopies, check: Verification, day: str
    ) -> Quotable:
        """The passage that has exactly some words, in the copies of one day."""
        for text in _texts(made):
            passage = passage_search.exact_passage(words, text)
            if passage:
                found = self._made(source, passage, text, made, made.finding(passage.words) or check)
                if found.locator or not _is_table(made.stored[0].path):
                    return replace(found, snapshot=day)
                return replace(found, snapshot=day, **self._cell(source, passage.words))
        page = f"p. {check.label or check.page}" if check.page else ""
        return Quotable(source, words, page, snapshot=day, copy=made.day, check=check)

    def _made(
        self,
        source: str,
        passage: FoundPassage,
        text: SearchableText,
        made: DatedCopies,
        check: Verification | None,
    ) -> Quotable:
        languages = [self._graph.language_of(source)]
        return Quotable(
            source,
            passage.words,
            passage_places.locator_of(passage.words, passage.place, text, languages),
            copy=made.day,
            around=passage_search.words_around(passage.place, text),
            check=check,
        )

    def _in_table(self, source: str, words: str) -> Quotable | None:
        found = self._cell(source, words)
        return Quotable(source, "", around=found.pop("around", ""), **found) if found else None

    def _cell(self, source: str, words: str) -> dict[str, Any]:
        """The fields of the cell that has some words: `cell` if it has a figure, otherwise `locator`."""
        for table in self._tables(source):
            address, content = cell_search.find_cell(words, table)
            if address:
                return {
                    "cell" if figures_of(CellValue(content)) else "locator": address,
                    "around": content,
                }
        return {}

    def _tables(self, source: str) -> Iterator[Table]:
        """The stored tables of a source that can be read."""
        newest_first = sorted(self._project.snapshots.items(), key=lambda one: one[0].day, reverse=True)
        for key, file in newest_first:
            if key.source == source and _is_table(file.path):
                try:
                    yield tables.read_table(*file, self._project.confine)
                except UnreadableTableError:
                    continue  # it is reported where the snapshot is read


def _is_table(path: str) -> bool:
    return path.lower().endswith(tables.SUFFIXES)


def _texts(made: DatedCopies) -> Iterator[SearchableText]:
    """The texts of the copies of one day; of a web page the article first, without what the page puts between."""
    for stored in made.stored:
        for witness in reversed(stored.witnesses):
            if isinstance(witness, SearchableText):
                yield witness


def sources_that_say(
    texts: StoredTexts, words: str, most: int, step: Callable[[str], None] = lambda _: None
) -> Sequence[Quotable]:
    """The stored sources that have some words; if none does, those with the likest passages, the likest first.

    Args:
        texts: what is stored.
        words: the words.
        most: how many passages that are only like the words are returned.
        step: called with the id of each source before it is searched for what is only like the words.
    """
    exact = [found for source in texts.sources() if (found := texts.exact(source, words))]
    if exact:
        return exact
    near = []
    for source in texts.sources():
        step(source)
        found = texts.nearest(source, words)
        near += [found] if found else []
    return sorted(near, key=lambda one: (-one.likeness, one.source))[:most]


__all__ = ["Quotable", "StoredTexts", "sources_that_say"]
