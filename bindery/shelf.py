"""The files of a project, sorted into briefings, lists of sources, snapshots and pictures, and read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from bindery import tree
from bindery.decode import Document, read
from bindery.model import Briefing, Noun, SourceList, walk
from bindery.problems import Problem
from bindery.prose import Prose
from bindery.prose import parse as parse_prose
from bindery.values import Markdown, valid_id

FOLDER = "briefings"
RESERVED_SLUGS = frozenset({"sources", "schema", "search", "assets", "images", "javascripts", "stylesheets"})
PICTURE = re.compile(r"\.(png|jpe?g|gif|webp|avif)$")
SNAPSHOT = re.compile(r"\.(txt|html?)$")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Inputs:
    """Everything that the outside provides: the whole of what an edition is made from.

    Attributes:
        files: contents of every file under `briefings/`, by path relative to the project.
        templates: text of every template, by name.
        today: the day for which the edition is made.
        drafts: whether drafts are made too.
        directory_urls: whether a page's address ends in `/` rather than `.html`.
        problems: what could not be read, and why.
    """

    files: Mapping[str, bytes]
    templates: Mapping[str, str]
    today: date
    drafts: bool = False
    directory_urls: bool = True
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Volume:
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


@dataclass(frozen=True)
class Shelf:
    """What was read, and what could not be.

    Attributes:
        volumes: the briefings, by slug.
        lists: the lists of sources, each with the slug it belongs to; the shared one has none.
        snapshots: what a source said when it was read, by (slug, source id), with its file's path.
        pictures: the pictures, by (slug, path within the briefing's folder).
        broken: slugs of the briefings that could not be read.
        sources_complete: whether every list of sources was read, so that a missing one is missing.
    """

    volumes: Mapping[str, Volume] = field(default_factory=dict)
    lists: tuple[tuple[str, Document[SourceList]], ...] = ()
    snapshots: Mapping[tuple[str, str], tuple[str, bytes]] = field(default_factory=dict)
    pictures: Mapping[tuple[str, str], bytes] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    sources_complete: bool = True


def arrange(inputs: Inputs) -> tuple[Shelf, list[Problem]]:
    """All files, read and sorted, with every problem of every file."""
    problems = list(inputs.problems)
    volumes: dict[str, Volume] = {}
    lists: list[tuple[str, Document[SourceList]]] = []
    snapshots: dict[tuple[str, str], tuple[str, bytes]] = {}
    pictures: dict[tuple[str, str], bytes] = {}
    broken = {p.path.split("/")[1] for p in inputs.problems if p.path.endswith("/briefing.yml")}
    complete = not any(p.path.endswith("sources.yml") for p in inputs.problems)

    for path, data in sorted(inputs.files.items()):
        parts = PurePosixPath(path).parts[1:]
        slug = parts[0] if len(parts) > 1 else ""
        match parts:
            case (_, "briefing.yml"):
                problems += _slug_problems(slug, path)
                document = _read(path, data, Briefing, problems)
                if document is None:
                    broken.add(slug)
                else:
                    volumes[slug] = _volume(slug, document, problems)
            case (_, "sources.yml") | ("sources.yml",):
                listed = _read(path, data, SourceList, problems)
                complete = complete and listed is not None
                if listed:
                    lists.append((slug, listed))
            case (_, "snapshots", name) if SNAPSHOT.search(name):
                snapshots[slug, name.rsplit(".", 1)[0]] = (path, data)
            case (_, "images", name) if PICTURE.search(name):
                pictures[slug, f"images/{name}"] = data
            case _:
                problems.append(_unread(path))

    with_briefing = {*volumes, *broken}
    problems += [_no_briefing(slug) for slug in sorted({s for s, _ in lists if s} - with_briefing)]
    if not with_briefing:
        problems.append(_nothing_here())
    if not inputs.drafts:
        volumes = {slug: v for slug, v in volumes.items() if v.briefing.status != "draft"}
    return Shelf(volumes, tuple(lists), snapshots, pictures, frozenset(broken), complete), problems


def _read(path: str, data: bytes, model: type[Noun], problems: list[Problem]) -> Document | None:  # type: ignore[type-arg]
    text, found = tree.decode_text(path, data)
    problems += found
    if text is None:
        return None
    document, found = read(text, model)
    problems += found
    return document


def _volume(slug: str, document: Document[Briefing], problems: list[Problem]) -> Volume:
    prose: dict[tuple[str | int, ...], Prose] = {}
    for path, source in walk(document.value, Markdown):
        prose[path] = parsed = parse_prose(source)
        span = document.span(*path)
        problems += [
            Problem(fault.code, fault.message, span.find(fault.needle), help=fault.remedy)
            for fault in parsed.faults
        ]
    return Volume(slug, document, prose)


def _slug_problems(slug: str, path: str) -> list[Problem]:
    if not _SLUG.fullmatch(slug):
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
        help="a briefing's folder holds briefing.yml, sources.yml, snapshots/*.txt or .html, and images/*",
    )


def _no_briefing(slug: str) -> Problem:
    return Problem(
        "B013",
        "this folder has sources and no briefing",
        path=f"{FOLDER}/{slug}/sources.yml",
        help="write a briefing.yml beside it, or move the sources to briefings/sources.yml",
    )


def _nothing_here() -> Problem:
    return Problem(
        "B014",
        "there is no briefing",
        path=FOLDER,
        help="write briefings/NAME/briefing.yml; `bindery explain B007` shows the smallest one",
    )
