"""Reads the files of a project: briefings, sources, snapshots, fingerprints, editions, images and map files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import NamedTuple, TypeVar

from bindery.model.author_names import name_in_sentence
from bindery.model.briefing import Briefing
from bindery.model.field_types import RESERVED_NAMES, SourceRef
from bindery.model.format_model import FormatModel, walk_values
from bindery.model.names import NO_BRIEFING, CopyKey, Slug
from bindery.model.source import SourceList
from bindery.model.stored_kinds import ending_of, is_transcript
from bindery.reading import briefing_prose, file_names, withheld_counts, yaml_tree
from bindery.reading.cross_references import resolve_references
from bindery.reading.decode import Document, decode
from bindery.reading.draft_sections import PublishedFiles, published_files
from bindery.reading.folder_names import no_briefing, no_briefings, same_name, slug_problems
from bindery.reading.inputs import Confine, Inputs, ProgressCallback, ignore_progress, unconfined
from bindery.reading.known_ids import KnownIds
from bindery.reading.marks import lower_marks, marks_of_sources, with_strictest_mark
from bindery.reading.parsed import ParsedBriefing
from bindery.reading.stored_names import (
    BESIDE,
    CUSTODY,
    FINGERPRINT,
    TIMESTAMP,
    lone_transcript,
    no_day,
    source_and_day,
    two_snapshots,
    valid_day,
)
from bindery.reading.translated import tied_to_original, with_original_evidence
from bindery.reading.withheld_counts import WithheldCounts
from bindery.reading.yaml_tree import ParsedYaml
from bindery.text.problems import Problem
from bindery.text.span import Text

FOLDER = "briefings"
PICTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(?i:png|jpe?g|gif|webp|avif)")
MAP_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.(?i:(?:geo)?json)")
EDITION = re.compile(r"[1-9]\d{0,5}\.yml")
STORE = ".bindery/snapshots"  # snapshots that may not be shared, in a folder for each briefing
M = TypeVar("M", bound=FormatModel)


class StoredFile(NamedTuple):
    """A snapshot or a fingerprint.

    Attributes:
        path: path of the file, relative to the project.
        data: content of the file.
    """

    path: str
    data: bytes


@dataclass(frozen=True)
class Project:
    """The files of a project, after parsing.

    Attributes:
        briefings: the briefings to build, by slug.
        lists: the lists of sources, each with the slug of its briefing; the slug of the shared list is empty.
        snapshots: the stored copies of sources, by slug, source id and day.
        transcripts: what a person read in a stored picture, by slug, source id and day.
        fingerprints: the hashes of stored copies of sources, by slug, source id and day.
        custody: the records of how copies were made, by slug, source id and day.
        timestamps: the proofs of when copies were there, by slug, source id and day.
        editions: the stored copies of earlier editions, by slug and edition number.
        pictures: the content of the images, by slug and path within the briefing's folder.
        map_files: the content of the GeoJSON files, by slug and path within the briefing's folder.
        broken: slugs of the briefings that could not be read.
        sources_complete: whether every list of sources could be read. If not, a source that is not found may exist.
        drafts: slugs of the briefings that are not built because they are drafts.
        unread: paths of the files that Bindery does not use.
        refused: paths of the files that could not be read, which is reported already.
        in_drafts: paths of the files that only draft sections show, and ids of the sources that only they cite.
        cited_in_drafts: ids of the sources that briefings cite which are drafts and not built.
        preview: whether drafts and reviews are shown.
        confine: does the work on files that can take very long to read.
    """

    briefings: Mapping[Slug, ParsedBriefing] = field(default_factory=dict)
    lists: tuple[tuple[Slug, Document[SourceList]], ...] = ()
    snapshots: Mapping[CopyKey, StoredFile] = field(default_factory=dict)
    transcripts: Mapping[CopyKey, StoredFile] = field(default_factory=dict)
    fingerprints: Mapping[CopyKey, StoredFile] = field(default_factory=dict)
    custody: Mapping[CopyKey, StoredFile] = field(default_factory=dict)
    timestamps: Mapping[CopyKey, StoredFile] = field(default_factory=dict)
    editions: Mapping[tuple[Slug, int], ParsedBriefing] = field(default_factory=dict)
    pictures: Mapping[tuple[Slug, str], bytes] = field(default_factory=dict)
    map_files: Mapping[tuple[Slug, str], bytes] = field(default_factory=dict)
    broken: frozenset[Slug] = frozenset()
    sources_complete: bool = True
    drafts: frozenset[Slug] = frozenset()
    unread: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    in_drafts: frozenset[str] = frozenset()
    cited_in_drafts: frozenset[str] = frozenset()
    preview: bool = False
    confine: Confine = field(default=unconfined, compare=False, repr=False)


def read_project(inputs: Inputs, step: ProgressCallback = ignore_progress) -> tuple[Project, list[Problem]]:
    """Reads all files of a project.

    Args:
        inputs: the files, and whether drafts are built.
        step: called after each file.

    Returns:
        The project, and the problems of all files.
    """
    reader = _Reader(inputs)
    published = PublishedFiles(dict(inputs.files)) if inputs.drafts else published_files(inputs.files)
    reader.leave_out(published)
    for number, (path, data) in enumerate(sorted(published.files.items()), 1):
        step("reading", number, len(inputs.files))
        reader.read(path, data)
    project = replace(
        reader.project(drafts=inputs.drafts),
        in_drafts=frozenset(published.left_out | published.names),
        refused=frozenset(problem.path for problem in inputs.problems),
        preview=inputs.drafts,
        confine=inputs.confine,
    )
    return project, reader.problems


class _Reader:
    """Reads one file after another, each by its name and place."""

    def __init__(self, inputs: Inputs) -> None:
        unread = [problem.path for problem in inputs.problems]
        self.problems = list(inputs.problems)
        self.paths = inputs.files.keys()
        self.briefings: dict[Slug, Document[Briefing]] = {}
        self.lists: list[tuple[Slug, Document[SourceList]]] = []
        self.snapshots: dict[CopyKey, StoredFile] = {}
        self.transcripts: dict[CopyKey, StoredFile] = {}
        self.beside: dict[str, dict[CopyKey, StoredFile]] = {ending: {} for ending in BESIDE}
        self.editions: dict[tuple[Slug, int], Document[Briefing]] = {}
        self.pictures: dict[tuple[Slug, str], bytes] = {}
        self.map_files: dict[tuple[Slug, str], bytes] = {}
        self.image_names: dict[tuple[Slug, str], str] = {}  # by slug and name without regard to capitals
        self.last_paths: dict[Slug, str] = {}  # by slug
        self.broken = {Slug(path.split("/")[1]) for path in unread if path.endswith("/briefing.yml")}
        self.unread: set[str] = set()
        self.withheld: dict[Slug, WithheldCounts] = {}
        self.trees: dict[str, tuple[Text, ParsedYaml]] = {}  # of files that are parsed already
        self.counted = inputs.release.counted
        self.sources_complete = not any(path.endswith("sources.yml") for path in unread)

    def leave_out(self, published: PublishedFiles) -> None:
        """Notes the briefings that cannot be published without their draft sections, and what was read for that."""
        self.trees = published.trees
        self.problems += published.problems
        self.broken |= {Slug(problem.file.split("/")[1]) for problem in published.problems}

    def read(self, path: str, data: bytes) -> None:
        """Reads a file, or reports that it is not used."""
        match place := path_within_briefings(path):
            case (slug, "briefing.yml"):
                self._briefing(Slug(slug), path, data)
            case (slug, "sources.yml"):
                self._sources(Slug(slug), path, data)
            case ("sources.yml",):
                self._sources(NO_BRIEFING, path, data)
            case (slug, "snapshots", name) if ending_of(name) or name.endswith(BESIDE):
                self._copy(Slug(slug), name, path, data)
            case (slug, "editions", name) if EDITION.fullmatch(name):
                self._edition(Slug(slug), int(name.removesuffix(".yml")), path, data)
            case (slug, "images", name) if _may_be_published(name):
                self._picture(Slug(slug), name, path, data)
            case (slug, "maps", name) if MAP_FILE.fullmatch(name):
                self.map_files[Slug(slug), f"maps/{name}"] = data
            case (slug, withheld_counts.NAME) if self.counted:
                self.withheld[Slug(slug)] = WithheldCounts.from_bytes(data)
            case _:
                self._unused(place, path)
                return
        if len(place) > 1 and not path.startswith(STORE):
            self.last_paths[Slug(place[0])] = path  # that of sources.yml, if there is one

    def _unused(self, place: tuple[str, ...], path: str) -> None:
        """Reports a file that is not used: an error if it is meant as the briefing or its sources, which then lack."""
        self.unread.add(path)
        meant = file_names.path_meant(place)
        right = "/".join((FOLDER, *meant)) if meant else ""
        if not meant or right in self.paths or meant[-1] not in (file_names.BRIEFING, file_names.SOURCES):
            self.problems.append(file_names.unused_file(path, "" if right in self.paths else right))
            return
        self.problems.append(file_names.wrong_name(path, right))
        if meant[-1] == file_names.SOURCES:
            self.sources_complete = False
        else:
            self.broken.add(Slug(meant[0]))

    def _briefing(self, slug: Slug, path: str, data: bytes) -> None:
        bad_slug = slug_problems(slug, path)
        self.problems += bad_slug
        document = self._document(path, data, Briefing)
        if document is None or bad_slug:
            self.broken.add(slug)
        else:
            self.briefings[slug] = document

    def _sources(self, slug: Slug, path: str, data: bytes) -> None:
        listed = self._document(path, data, SourceList)
        if listed is None:
            self.sources_complete = False
        else:
            self.lists.append((slug, listed))

    def _copy(self, slug: Slug, name: str, path: str, data: bytes) -> None:
        """Reads the name of a snapshot or fingerprint."""
        source, written = source_and_day(name)
        key = CopyKey(slug, source, valid_day(written) or "")
        if written and not key.day:
            self.problems.append(no_day(written, path))
        elif name.endswith(BESIDE):
            self.beside[PurePosixPath(name).suffix][key] = StoredFile(path, data)
        elif is_transcript(name):
            self.transcripts[key] = StoredFile(path, data)
        elif key in self.snapshots:
            self.problems.append(two_snapshots(key, path, self.snapshots[key].path))
        else:
            self.snapshots[key] = StoredFile(path, data)

    def _picture(self, slug: Slug, name: str, path: str, data: bytes) -> None:
        other = self.image_names.setdefault((slug, name.casefold()), path)
        if other != path:
            self.problems.append(same_name(path, other))
        self.pictures[slug, f"images/{name}"] = data

    def _edition(self, slug: Slug, number: int, path: str, data: bytes) -> None:
        document = self._document(path, data, Briefing)
        if document:
            self.editions[slug, number] = document

    def _document(self, path: str, data: bytes, model: type[M]) -> Document[M] | None:
        """The document in a file, or None if something is wrong with the file."""
        text, parsed = self.trees.pop(path, (None, None))
        if text is None:
            text, found = yaml_tree.decode_text(path, data)
            self.problems += found
        if text is None:
            return None
        document, found = decode(text, model, parsed)
        self.problems += found
        return document

    def project(self, *, drafts: bool) -> Project:
        """The project. Also adds the problems that concern the project as a whole."""
        with_briefing = {*self.briefings, *self.broken}
        self.problems += [
            no_briefing(self.last_paths[slug]) for slug in sorted(set(self.last_paths) - with_briefing)
        ]
        if not with_briefing:
            self.problems.append(no_briefings(FOLDER))
        self.problems += [
            lone_transcript(file.path) for key, file in self.transcripts.items() if key not in self.snapshots
        ]
        self._refuse_lower_marks()
        parse = _ProseReader(self.lists, self.problems).parsed
        whole = with_original_evidence(self.briefings)
        read = {
            slug: replace(parse(slug, document), withheld=self.withheld.get(slug))
            for slug, document in whole.items()
        }
        shown = {slug: v for slug, v in read.items() if drafts or v.briefing.status != "draft"}
        hidden = self.briefings.keys() - shown.keys()
        shown, found = resolve_references(shown, drafts=hidden, broken=self.broken)
        self.problems += found
        marks = marks_of_sources(document for _, document in self.lists)
        shown = {slug: tied_to_original(with_strictest_mark(parsed, marks)) for slug, parsed in shown.items()}
        return Project(
            briefings=shown,
            lists=tuple(self.lists),
            snapshots={
                key: file
                for key, file in self.snapshots.items()
                if key.slug in with_briefing or not file.path.startswith(STORE)
            },
            transcripts=self.transcripts,
            fingerprints=self.beside[FINGERPRINT],
            custody=self.beside[CUSTODY],
            timestamps=self.beside[TIMESTAMP],
            editions={key: parse(key[0], document, kept=True) for key, document in self.editions.items()},
            pictures=self.pictures,
            map_files=self.map_files,
            broken=frozenset(self.broken),
            sources_complete=self.sources_complete,
            drafts=frozenset(hidden),
            cited_in_drafts=_cited_in(map(read.__getitem__, hidden)),
            unread=frozenset(self.unread),
        )

    def _refuse_lower_marks(self) -> None:
        """Adds an error for each handling mark that is less strict than that of what it is in."""
        for document in self.briefings.values():
            self.problems += lower_marks(document)
        for slug, listed in self.lists:
            owner = self.briefings.get(slug)
            self.problems += lower_marks(listed, str(owner.value.handling or "") if owner else "")


def _cited_in(briefings: Iterable[ParsedBriefing]) -> frozenset[str]:
    """The ids of the sources that briefings name in their fields and their prose."""
    found: set[str] = set()
    for parsed in briefings:
        found.update(str(name) for _, name in walk_values(parsed.briefing, SourceRef))
        for path in parsed.prose:
            found.update(cited.source for cited, _ in parsed.cited(path))
    return frozenset(found)


def path_within_briefings(path: str) -> tuple[str, ...]:
    """The parts of a file's path within `briefings/`.

    A file in the store, `.bindery/snapshots/SLUG/NAME`, is treated as `briefings/SLUG/snapshots/NAME`.
    """
    parts = tuple(path.split("/"))
    if path.startswith(f"{STORE}/"):
        return (parts[2], "snapshots", *parts[3:])
    return parts[1:]


def _may_be_published(name: str) -> bool:
    """Whether a file name is allowed for an image in a briefing, and possible on every operating system."""
    return bool(PICTURE.fullmatch(name)) and name.split(".", maxsplit=1)[0].lower() not in RESERVED_NAMES


class _ProseReader:
    """Parses the prose of briefings, which may name the sources of all lists.

    Args:
        lists: the lists of sources.
        problems: what is not allowed in prose is added here.
    """

    def __init__(self, lists: Iterable[tuple[Slug, Document[SourceList]]], problems: list[Problem]) -> None:
        self.known = KnownIds(
            {str(s.id): name_in_sentence(s) for _, document in lists for s in document.value.sources}
        )
        self.problems = problems

    def parsed(self, slug: Slug, document: Document[Briefing], *, kept: bool = False) -> ParsedBriefing:
        """A briefing with its prose. One that is `kept` is a copy of an earlier edition, whose prose is not published."""
        prose, faults = briefing_prose.read_prose(document, self.known, kept=kept)
        self.problems += faults
        return ParsedBriefing(slug, document, prose)


__all__ = [
    "CUSTODY",
    "EDITION",
    "FINGERPRINT",
    "FOLDER",
    "PICTURE",
    "STORE",
    "TIMESTAMP",
    "ParsedBriefing",
    "Project",
    "StoredFile",
    "path_within_briefings",
    "read_project",
    "source_and_day",
    "valid_day",
]
