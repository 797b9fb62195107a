"""The record of a briefing: its interface, and what the rest of a build needs to know of its body without reading it."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bindery.build.interface import BriefingEntry
from bindery.build.kept_problems import KeptProblem, ProblemTexts, kept_problem
from bindery.evidence.omissions import Reason
from bindery.evidence.shared_text import StoredText, shared_text, stored_texts
from bindery.model.names import NO_BRIEFING, Slug
from bindery.pages.views import SiteView
from bindery.text.problems import Problem


class CopiedText(NamedTuple):
    """The stored text of a source, as it is compared with those of other briefings.

    Attributes:
        source: id of the source.
        runs: checksums of its runs of words, as bytes of an array in hexadecimal digits.
        position: path of the file that lists the source, and the first and last index of its id there.
        origins: the origins that it rests on.
    """

    source: str
    runs: str
    position: tuple[str, int, int]
    origins: list[str]

    @property
    def checksums(self) -> array[int]:
        """The checksums of its runs."""
        return array("I", bytes.fromhex(self.runs))


def copied_texts(site: SiteView) -> dict[Slug, list[CopiedText]]:
    """The stored texts of the sources in the list of each briefing."""
    graph = site.graph
    found: dict[Slug, list[CopiedText]] = {}
    for source, text in stored_texts(site.project, graph, site.checks).items():
        position = (text.span.text.path, text.span.start, text.span.end)
        runs = array("I", text.runs).tobytes().hex()
        copied = CopiedText(source, runs, position, sorted(text.origins))
        found.setdefault(Slug(graph.homes.get(source, NO_BRIEFING)), []).append(copied)
    return found


def copies_as_bytes(copied: Iterable[CopiedText]) -> bytes:
    """The stored texts of a briefing as a store can hold them."""
    return json.dumps(list(copied), separators=(",", ":")).encode()


def copies_from_bytes(data: bytes) -> list[CopiedText]:
    """The stored texts that `copies_as_bytes` was called on.

    Raises:
        ValueError, TypeError: the bytes are something else.
    """
    return [CopiedText(*fields) for fields in json.loads(data)]


def shared_text_problems(copied: Iterable[CopiedText], texts: ProblemTexts) -> list[Problem]:
    """The hints for stored texts of the whole site that are alike.

    Args:
        copied: the stored texts.
        texts: the files of the project.
    """
    return shared_text(
        {
            text.source: StoredText(text.checksums, texts.span(*text.position), frozenset(text.origins))
            for text in copied
        }
    )


@dataclass(frozen=True)
class BriefingRecord:
    """What a build knows of a briefing that was read, also of a draft or one that has errors.

    Attributes:
        slug: name of its folder.
        body: key of its body in the store; empty where it has none.
        entry: its interface, in short.
        problems: the problems of its files.
        shared: the problems of files that belong to no briefing, if its group has to do with the list that is there.
        left_out: why an input is left out, by its path.
        pages: date and whether it is a draft of each page of its body, by the path of its Markdown file.
        files: paths of the other files of its body.
        listed: number of sources in its own list.
        listed_for_all: number of sources in the list that belongs to no briefing.
        names_for_all: whether it uses or describes anything that this list describes.
        cited: number of sources of which it is the first user, by name.
        unknown: names in its text that may be meant for a source that was not read.
        is_moved: whether one of its files leads on from a former address.
        has_briefing: whether there is a briefing in its folder, though it may be a draft or have errors.
        is_draft: whether it is a draft that is not built.
        is_broken: whether it could not be read.
        is_complete: whether every list of sources could be read.
    """

    slug: Slug
    body: str
    entry: BriefingEntry
    problems: tuple[KeptProblem, ...] = ()
    shared: tuple[KeptProblem, ...] = ()
    left_out: Mapping[str, Reason] = field(default_factory=dict)
    pages: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    listed: int = 0
    listed_for_all: int = 0
    names_for_all: bool = False
    cited: int = 0
    unknown: tuple[str, ...] = ()
    is_moved: bool = False
    has_briefing: bool = True
    is_draft: bool = False
    is_broken: bool = False
    is_complete: bool = True

    def as_bytes(self) -> bytes:
        """The record as a store can hold it."""
        plain = vars(self) | {"entry": list(vars(self.entry).values())}
        return json.dumps(plain, separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> BriefingRecord:
        """The record that `as_bytes` was called on.

        Raises:
            ValueError, TypeError, LookupError: the bytes are something else.
        """
        found: dict[str, Any] = json.loads(data)
        return cls(
            **found
            | {
                "entry": BriefingEntry(*found["entry"]),
                "problems": _problems(found["problems"]),
                "shared": _problems(found["shared"]),
                "pages": {path: (changed, draft) for path, (changed, draft) in found["pages"].items()},
                "files": tuple(found["files"]),
                "unknown": tuple(found["unknown"]),
            }
        )


def _problems(found: Iterable[list[Any]]) -> tuple[KeptProblem, ...]:
    return tuple(kept_problem(*fields) for fields in found)


__all__ = [
    "BriefingRecord",
    "CopiedText",
    "copied_texts",
    "copies_as_bytes",
    "copies_from_bytes",
    "shared_text_problems",
]
