"""The files of a project, sorted into briefings, lists of sources, snapshots and pictures, and read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from bindery.model.briefing import Briefing, FormatModel, SourceList, walk
from bindery.model.field_types import LONGEST_ID, RESERVED_NAMES, Markdown, valid_id
from bindery.reading import yaml_tree
from bindery.reading.decode import Document, decode
from bindery.reading.inputs import Inputs, ProgressCallback, ignore_progress
from bindery.reading.markdown import parse_markdown as parse_prose
from bindery.reading.prose import CitedSource, Prose
from bindery.text.problems import Problem
from bindery.text.span import Span

FOLDER = "briefings"
RESERVED_SLUGS = frozenset({"sources", "schema", "search", "assets", "images", "javascripts", "stylesheets"})
PICTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(?:png|jpe?g|gif|webp|avif)")
EDITION = re.compile(r"[1-9]\d{0,5}\.yml")
SNAPSHOT = re.compile(r"\.(txt|html?|pdf)$")
FINGERPRINT = ".fingerprint"
STORE = ".bindery/snapshots"  # snapshots that may not be shared lie here, in a folder for each briefing
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class ParsedBriefing:
    """One briefing as it was read.

    Attributes:
        slug: the name of its folder, and the beginning of its addresses.
        document: the briefing and its places.
        prose: every piece of Markdown in it, parsed, by its path.
    """

    slug: str
    document: Document[Briefing]
    prose: Mapping[tuple[str | int, ...], Prose]

    @property
    def briefing(self) -> Briefing:
        """The briefing."""
        return self.document.value

    def cited(self, path: tuple[str | int, ...]) -> Iterator[tuple[CitedSource, Span]]:
        """Each source that the prose at a path cites, and where it does."""
        span, before = self.document.span(*path), Counter[str]()
        for citation in self.prose[path].citations:
            for item in citation.items:
                yield item, span.find(f"@{item.source}", before[item.source])
                before[item.source] += 1


@dataclass(frozen=True)
class Project:
    """What was read, and what could not be.

    Attributes:
        briefings: the briefings, by slug.
        lists: the lists of sources, each with the slug it belongs to; the shared one has none.
        snapshots: what a source said when it was read, by (slug, source id), with its file's path.
        fingerprints: the hashes of what sources said, likewise.
        editions: earlier states that an author kept, by (slug, number of the edition).
        pictures: the pictures, by (slug, path within the briefing's folder).
        broken: slugs of the briefings that could not be read.
        sources_complete: whether every list of sources was read, so that a missing one is missing.
        drafts: slugs of the briefings that were read and are not made, for they are drafts.
        unread: paths of the files that have no place here.
    """

    briefings: Mapping[str, ParsedBriefing] = field(default_factory=dict)
    lists: tuple[tuple[str, Document[SourceList]], ...] = ()
    snapshots: Mapping[tuple[str, str], tuple[str, bytes]] = field(default_factory=dict)
    fingerprints: Mapping[tuple[str, str], tuple[str, bytes]] = field(default_factory=dict)
    editions: Mapping[tuple[str, int], ParsedBriefing] = field(default_factory=dict)
    pictures: Mapping[tuple[str, str], bytes] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    sources_complete: bool = True
    drafts: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()


def read_project(inputs: Inputs, step: ProgressCallback = ignore_progress) -> tuple[Project, list[Problem]]:
    """All files, read and sorted, with every problem of every file."""
    sorter = _Sorter(inputs)
    for number, (path, data) in enumerate(sorted(inputs.files.items()), 1):
        step("reading", number, len(inputs.files))
        sorter.take(path, data)
    return sorter.project(drafts=inputs.drafts), sorter.problems


class _Sorter:
    """Takes one file after another and puts it where it belongs."""

    def __init__(self, inputs: Inputs) -> None:
        unread = [problem.path for problem in inputs.problems]
        self.problems = list(inputs.problems)
        self.briefings: dict[str, ParsedBriefing] = {}
        self.lists: list[tuple[str, Document[SourceList]]] = []
        self.snapshots: dict[tuple[str, str], tuple[str, bytes]] = {}
        self.fingerprints: dict[tuple[str, str], tuple[str, bytes]] = {}
        self.editions: dict[tuple[str, int], ParsedBriefing] = {}
        self.pictures: dict[tuple[str, str], bytes] = {}
        self.names: dict[tuple[str, str], str] = {}
        self.owners: dict[str, str] = {}
        self.broken = {path.split("/")[1] for path in unread if path.endswith("/briefing.yml")}
        self.unread: set[str] = set()
        self.sources_complete = not any(path.endswith("sources.yml") for path in unread)

    def take(self, path: str, data: bytes) -> None:
        """Reads a file by its name and place."""
        match place := path_within_briefings(path):
            case (slug, "briefing.yml"):
                self._briefing(slug, path, data)
            case (slug, "sources.yml"):
                self._sources(slug, path, data)
            case ("sources.yml",):
                self._sources("", path, data)
            case (slug, "snapshots", name) if SNAPSHOT.search(name):
                self._snapshot(slug, name.rsplit(".", 1)[0], path, data)
            case (slug, "snapshots", name) if name.endswith(FINGERPRINT):
                self.fingerprints[slug, name.removesuffix(FINGERPRINT)] = (path, data)
            case (slug, "editions", name) if EDITION.fullmatch(name):
                self._edition(slug, int(name.removesuffix(".yml")), path, data)
            case (slug, "images", name) if _may_be_published(name):
                self._picture(slug, name, path, data)
            case _:
                self.unread.add(path)
                self.problems.append(_unread(path))
                return
        if len(place) > 1 and not path.startswith(STORE):
            self.owners[place[0]] = path  # the last of them, which is sources.yml where there is one

    def _briefing(self, slug: str, path: str, data: bytes) -> None:
        wrong = slug_problems(slug, path)
        self.problems += wrong
        document = _read(path, data, Briefing, self.problems)
        if document is None or wrong:
            self.broken.add(slug)
        else:
            self.briefings[slug] = _volume(slug, document, self.problems)

    def _sources(self, slug: str, path: str, data: bytes) -> None:
        listed = _read(path, data, SourceList, self.problems)
        if listed is None:
            self.sources_complete = False
        else:
            self.lists.append((slug, listed))

    def _snapshot(self, slug: str, source: str, path: str, data: bytes) -> None:
        if (slug, source) in self.snapshots:
            self.problems.append(_two_snapshots(source, path, self.snapshots[slug, source][0]))
        else:
            self.snapshots[slug, source] = (path, data)

    def _picture(self, slug: str, name: str, path: str, data: bytes) -> None:
        other = self.names.setdefault((slug, name.casefold()), path)
        if other != path:
            self.problems.append(_one_name(path, other))
        self.pictures[slug, f"images/{name}"] = data

    def _edition(self, slug: str, number: int, path: str, data: bytes) -> None:
        kept = _read(path, data, Briefing, self.problems)
        if kept:
            self.editions[slug, number] = _volume(slug, kept, self.problems)

    def project(self, *, drafts: bool) -> Project:
        """What was taken, and problems of the whole."""
        with_briefing = {*self.briefings, *self.broken}
        self.problems += [
            _no_briefing(self.owners[slug]) for slug in sorted(set(self.owners) - with_briefing)
        ]
        if not with_briefing:
            self.problems.append(_nothing_here())
        shown = {slug: v for slug, v in self.briefings.items() if drafts or v.briefing.status != "draft"}
        return Project(
            briefings=shown,
            lists=tuple(self.lists),
            snapshots={
                key: kept
                for key, kept in self.snapshots.items()
                if key[0] in with_briefing or not kept[0].startswith(STORE)
            },
            fingerprints=self.fingerprints,
            editions=self.editions,
            pictures=self.pictures,
            broken=frozenset(self.broken),
            sources_complete=self.sources_complete,
            drafts=frozenset(self.briefings.keys() - shown.keys()),
            unread=frozenset(self.unread),
        )


def path_within_briefings(path: str) -> tuple[str, ...]:
    """Where a file lies under `briefings/`; what is in the store lies, as it were, beside its briefing."""
    parts = PurePosixPath(path).parts
    if path.startswith(f"{STORE}/"):
        return (parts[2], "snapshots", *parts[3:])
    return parts[1:]


def _may_be_published(name: str) -> bool:
    """Whether a picture's name can be written in a briefing, and every computer can have such a file."""
    return bool(PICTURE.fullmatch(name)) and name.split(".", maxsplit=1)[0].lower() not in RESERVED_NAMES


def _one_name(path: str, other: str) -> Problem:
    return Problem(
        "B603",
        "two pictures would have one name where capitals do not count",
        path=path,
        help=f"rename this one or {other}",
    )


def _two_snapshots(source: str, path: str, other: str) -> Problem:
    return Problem(
        "B333",
        f"there are two snapshots of `{source}`",
        path=path,
        help=f"keep this one or {other}, so that it is plain which one quotations were compared with",
    )


def _read(path: str, data: bytes, model: type[FormatModel], problems: list[Problem]) -> Document | None:  # type: ignore[type-arg]
    text, found = yaml_tree.decode_text(path, data)
    problems += found
    if text is None:
        return None
    document, found = decode(text, model)
    problems += found
    return document


def _volume(slug: str, document: Document[Briefing], problems: list[Problem]) -> ParsedBriefing:
    prose: dict[tuple[str | int, ...], Prose] = {}
    for path, source in walk(document.value, Markdown):
        prose[path] = parsed = parse_prose(source)
        span = document.span(*path)
        problems += [
            Problem(fault.code, fault.message, span.find(fault.needle), help=fault.remedy)
            for fault in parsed.faults
        ]
    return ParsedBriefing(slug, document, prose)


def slug_problems(slug: str, path: str) -> list[Problem]:
    """Why the name of a briefing's folder cannot be part of an address, if it cannot."""
    if not _SLUG.fullmatch(slug) or len(slug) > LONGEST_ID or slug in RESERVED_NAMES:
        return [
            Problem(
                "B012",
                f"`{slug}` cannot be part of an address",
                path=path,
                help=f"name the folder `{valid_id(slug)}`",
            )
        ]
    if slug in RESERVED_SLUGS:
        message = f"the address `/{slug}/` belongs to the site itself"
        return [
            Problem(
                "B601", message, path=path, help=f"name the folder `{slug}-briefing`, or what it is about"
            )
        ]
    return []


def _unread(path: str) -> Problem:
    return Problem(
        "B011",
        "nothing reads this file",
        path=path,
        severity="warning",
        help="a briefing's folder holds briefing.yml, sources.yml, snapshots/*.txt, .html or .pdf, editions/NUMBER.yml and images/*",
    )


def _no_briefing(path: str) -> Problem:
    return Problem(
        "B013",
        "the folder of this file has no briefing",
        path=path,
        help="write a briefing.yml beside it, or move the sources to briefings/sources.yml",
    )


def _nothing_here() -> Problem:
    return Problem(
        "B014",
        "there is no briefing",
        path=FOLDER,
        help="write briefings/NAME/briefing.yml; `bindery explain B007` shows the smallest one",
    )
