"""The record that a build leaves for the next one: inputs, options, results, and the state of every file of the site.

The record is optional. Where it is missing, damaged or was written by another version, everything is built.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any, NamedTuple, TypedDict

from bindery.build.folder_state import FileState, Signature, States
from bindery.build.interface import BriefingEntry, owner
from bindery.model.names import NO_BRIEFING, Slug
from bindery.provenance.made_from import OtherFile
from bindery.provenance.manifest import OmissionReason
from bindery.reading.inputs import Imprint
from bindery.search.parts import PartSize
from bindery.site.trusted import Trusted
from bindery.system import store
from bindery.system.known_files import KnownFile
from bindery.text.json_text import read_json

PREVIOUS_SITES = ".bindery/previous"  # the sites that the last build replaced; the next build updates them


class DistFile(NamedTuple):
    """A file of dist/.

    Attributes:
        sha256: checksum of its content, in hexadecimal digits.
        size: bytes.
    """

    sha256: str
    size: int


class TraitCount(NamedTuple):
    """On how many pages a trait is; one entry of an `offline.Census`.

    Attributes:
        kind: `script`, `icon`, `sign` or `stock icon`.
        what: the script, icon or character itself.
        pages: number of pages that have it.
    """

    kind: str
    what: str
    pages: int


class PageGroup(NamedTuple):
    """Generated pages of one folder that last changed on the same day.

    Attributes:
        changed: date on which their contents last changed: a year, a month or a day; empty if it is not known.
        draft: whether they show drafts only.
        paths: the paths of their Markdown.
    """

    changed: str
    draft: bool
    paths: list[str]


Pages = dict[str, list[PageGroup]]
"""Generated pages by the folder that they are in, which is empty for a page in none."""


class ReportedProblem(NamedTuple):
    """A problem of a briefing that a build reported.

    Attributes:
        order: sort key, as `Problem.sort_key` returns it.
        file: path of the file that has the problem, relative to the project.
        severity: `error`, `warning` or `hint`.
        text: the lines that were printed.
        others: paths of the other files that it names a place in.
    """

    order: tuple[str, int, int, str, str]
    file: str
    severity: str
    text: str
    others: list[str]


class InputOptions(TypedDict):
    """The options by which inputs are read. The keys are fields of `Inputs` and of `Release`, and are described there."""

    drafts: bool
    directory_urls: bool
    strict_figures: bool
    require_snapshots: bool
    reviewers: int
    release: str
    count_withheld: bool


@dataclass(frozen=True)
class Conditions:
    """Everything other than briefings that a site depends on. While `key` is the same, so is all of it.

    Attributes:
        key: hash of mkdocs.yml, hand-written pages, templates, the program, every option and the date; empty where
            the next build cannot use this one.
        documents: the folder of hand-written pages, relative to the project.
        inputs: the options by which inputs were read.
        imprint: name, description, address and identity of the site.
        style: name of the style of references.
        sources: every file and folder that the site is made from.
        trusted: hosts, scripts and folders that the configuration allows.
        others: files that other plugins or MkDocs read, for the manifest.
        settings: settings for the manifest.
        packages: version of each package, by name, for the manifest.
        strict: whether warnings stop a build.
    """

    key: str
    documents: str
    inputs: InputOptions
    imprint: Imprint
    style: str
    sources: tuple[Path, ...]
    trusted: Trusted
    others: tuple[OtherFile, ...]
    settings: dict[str, bool | str]
    packages: dict[str, str]
    strict: bool


@dataclass(frozen=True)
class BuildRecord:
    """A build, with all that the next build needs in order to make only the pages that changed.

    Attributes:
        conditions: everything other than briefings that the site depends on.
        briefings: each briefing, by the name of its folder.
        rest: hash of the inputs that belong to no briefing.
        theme: key in the store of what the theme was, as `KeptTheme` has it; empty where it was not kept.
        navigation: what the navigation of every page lists of the briefings.
        generated: every generated page.
        foreign: paths of the files of the site that were not made from briefings.
        by_hand: full addresses of the hand-written pages; none where the site has no address.
        search: what is kept of the parts of the search index, in order.
        listed: number of sources in all lists.
        problems: every problem that was reported, in order.
        left_out: why an input is not in the site, by path of the input.
        omissions: one line that says what is left out; empty for nothing.
        bundle: name of the offline bundle, without `.zip`; empty where none was made.
        pages: number of pages of the site.
        asks: addresses on other hosts that pages load from.
        dist: the files of dist/, by name.
        census: how many pages have each trait that matters to the bundle.
        inputs: the inputs that the next build need not read while their state is the same, by path.
        site: state of the site's files and folders.
        previous: state of the folders of the site before this one; empty where it was not kept.
        differing: the files of which the two sites do not share one, with their state in the site before; None for one
            that it does not have.
    """

    conditions: Conditions
    briefings: dict[Slug, BriefingEntry]
    rest: str
    theme: str
    navigation: dict[str, Any]
    generated: Pages
    foreign: list[str]
    by_hand: list[str]
    search: list[PartSize]
    listed: int
    problems: list[ReportedProblem]
    left_out: dict[str, OmissionReason]
    omissions: str
    bundle: str
    pages: int
    asks: list[str]
    dist: dict[str, DistFile]
    census: list[TraitCount]
    inputs: dict[str, KnownFile]
    site: Signature
    previous: States
    differing: dict[str, FileState | None]


_RECORDS = (BuildRecord, Conditions, BriefingEntry, Imprint, Trusted, OtherFile)
_TUPLES = (DistFile, PageGroup, TraitCount, ReportedProblem, PartSize, KnownFile)
_FIELDS = repr(
    [(kind.__name__, [field.name for field in fields(kind)]) for kind in _RECORDS]
    + [(kind.__name__, list(kind._fields)) for kind in _TUPLES]
)
_LAYOUT = sha256(_FIELDS.encode()).hexdigest()[:16]


def load_record(root: Path, name: str) -> BuildRecord | None:
    """The record of the last build; None where there is none, or where it is not as this version wrote it.

    Args:
        root: the project's folder.
        name: name of the record, as `Workspace.name` gives it.
    """
    try:
        return _decoded(*_parts_of(store.kept(root, record_name(name))))
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def store_record(root: Path, name: str, record: BuildRecord) -> OSError | None:
    """Keep the record of a build in the store.

    Args:
        root: the project's folder.
        name: name of the record, as `Workspace.name` gives it.
        record: the build.

    Returns:
        Why it could not be kept; None where it was.
    """
    plain = vars(record) | {"site": None, "previous": None}
    data = json.dumps(plain, separators=(",", ":"), default=_plain).encode()
    files, folders = record.site
    states = *files.packed(), *folders.packed(), *record.previous.packed(like=folders)
    try:
        store.keep_now(root, record_name(name), _joined(data, *states))
    except OSError as error:
        return error
    return None


def record_name(name: str) -> str:
    """The name of a record in the store. It has the layout, so a record of another version is never decoded."""
    return f"{name}-{_LAYOUT}"


def _plain(value: object) -> object:
    """A value that JSON does not know, as one that it knows: a record becomes the list of its fields."""
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, frozenset):
        return sorted(value)
    if is_dataclass(value):
        return list(vars(value).values())
    raise TypeError(type(value).__name__)


def _joined(*parts: bytes) -> bytes:
    """The parts of a record in one text, with their lengths before them."""
    return b"".join((json.dumps([*map(len, parts)]).encode(), b"\n", *parts))


def _parts_of(data: bytes) -> list[bytes]:
    """The parts that `_joined` was called on."""
    lengths, _, _ = data.partition(b"\n")
    ends = list(accumulate(json.loads(lengths), initial=len(lengths) + 1))
    return [data[start:end] for start, end in pairwise(ends)]


def _decoded(plain: bytes, *states: bytes) -> BuildRecord:
    """The record that these parts were written from."""
    found = read_json(plain)
    file_paths, file_numbers, paths, numbers, previous_paths, previous_numbers = states
    files, folders = States.unpacked(file_paths, file_numbers), States.unpacked(paths, numbers)
    return BuildRecord(
        **found
        | {
            "conditions": _conditions(*found["conditions"]),
            "briefings": {slug: BriefingEntry(*entry) for slug, entry in found["briefings"].items()},
            "generated": {
                folder: [PageGroup(*group) for group in groups]
                for folder, groups in found["generated"].items()
            },
            "problems": [ReportedProblem(tuple(order), *rest) for order, *rest in found["problems"]],
            "search": [PartSize(*part) for part in found["search"]],
            "dist": {file: DistFile(*entry) for file, entry in found["dist"].items()},
            "census": [TraitCount(*entry) for entry in found["census"]],
            "inputs": {path: KnownFile(*about) for path, about in found["inputs"].items()},
            "site": Signature(files, folders),
            "previous": States.unpacked(previous_paths, previous_numbers, like=folders),
            "differing": {path: _file_state(state) for path, state in found["differing"].items()},
        }
    )


def _file_state(found: list[int] | None) -> FileState | None:
    if found is None:
        return None
    mode, size, changed, linked, number = found
    return mode, size, changed, linked, number


def _conditions(*values: Any) -> Conditions:
    found = dict(zip((field.name for field in fields(Conditions)), values, strict=True))
    hosts, scripts, folders, base = found["trusted"]
    return Conditions(
        **found
        | {
            "imprint": Imprint(*found["imprint"]),
            "sources": tuple(map(Path, found["sources"])),
            "trusted": Trusted(tuple(hosts), frozenset(scripts), tuple(map(Path, folders)), base),
            "others": tuple(
                OtherFile(Path(path), Path(folder) if folder else None, used)
                for path, folder, used in found["others"]
            ),
        }
    )


def digests_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """The SHA-256 of each file in hexadecimal digits, by its path."""
    return {path: sha256(data).hexdigest() for path, data in files.items()}


def hashes(digests: Mapping[str, str]) -> dict[Slug, str]:
    """A hash of all files of each briefing's folder, by the name of the folder.

    Args:
        digests: the SHA-256 of each input, by its path in the project.

    Returns:
        The SHA-256 in hexadecimal digits; under an empty name, that of the inputs that belong to no briefing.
    """
    found: dict[Slug, list[str]] = {NO_BRIEFING: []}
    for path, digest in digests.items():
        found.setdefault(owner(path), []).append(f"{digest} {path}\0")
    return {
        slug: sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()
        for slug, lines in found.items()
    }


__all__ = [
    "PREVIOUS_SITES",
    "BuildRecord",
    "Conditions",
    "DistFile",
    "InputOptions",
    "PageGroup",
    "Pages",
    "ReportedProblem",
    "TraitCount",
    "digests_of",
    "hashes",
    "load_record",
    "store_record",
]
