"""What a build leaves for the next one: what it was made from, what it looks like from outside, and its files on disk.

A ledger is a convenience: lost, broken, or of something else, it is as if there were none, and everything is built.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from bindery.reading.project import path_within_briefings
from bindery.system import atomic, cache

PREVIOUS_SITES = ".bindery/spare"  # the sites before the last ones: the next ones are made of them
Signature = dict[str, list[int]]


@dataclass(frozen=True)
class BriefingEntry:
    """A briefing when it was built.

    Attributes:
        files: hash of the files of its folder.
        ties: ids of the sources and origins that it has to do with.
        interface_key: hash of what the rest of the site sees of it; empty where it has no pages, for it is a draft.
    """

    files: str
    ties: list[str]
    interface_key: str


@dataclass(frozen=True)
class Conditions:
    """What a site was made under, beside its inputs; as long as `of` is the same, so is all of it.

    Attributes:
        of: hash of mkdocs.yml, of what people wrote by hand, of the program, of every option and of the day.
        documents: the folder of what people wrote by hand, from the project.
        inputs: options of the inputs, by name.
        imprint: what the site calls itself: name, description, address, identity.
        style: of the references.
        sources: the files and folders that a site is made from.
        hosts: see `inspection.Trusted`, as are `scripts`, `folders` and `base`.
        others: what others read, of the manifest: path, the folder it was found in, whether it is in the site.
        settings: of the manifest, as is `packages`.
        packages: see there.
        strict: whether warnings stop a build.
    """

    of: str
    documents: str
    inputs: dict[str, bool]
    imprint: list[str]
    style: str
    sources: list[str]
    hosts: list[str]
    scripts: list[str]
    folders: list[str]
    base: str
    others: list[tuple[str, str, bool]]
    settings: dict[str, bool | str]
    packages: dict[str, str]
    strict: bool


@dataclass(frozen=True)
class BuildRecord:
    """A build.

    Attributes:
        conditions: what it was made under.
        briefings: by slug.
        rest: hash of the inputs that belong to no briefing.
        slots: where the words of generated pages stand in them, by the paths of the pages' Markdown.
        told: each problem that was told of: its place in the order, its file, its severity, its words.
        left_out: why each input that is not in the site is left out.
        omissions: what is left out, in a line.
        bundle: name of the bundle.
        pages: how many pages the site has.
        asks: the addresses on other hosts that pages load from.
        dist: hash and size of each file that was made of the site, by name.
        census: of the bundle, see `offline.Census`: a kind of thing, which it is, and how many pages have it.
        site: the site as it lies on disk.
        previous: the one before it, likewise; empty where there is none.
    """

    conditions: Conditions
    briefings: dict[str, BriefingEntry]
    rest: str
    slots: dict[str, tuple[str, str, int, int]]
    told: list[tuple[list[Any], str, str, str]]
    left_out: dict[str, Any]
    omissions: str
    bundle: str
    pages: int
    asks: list[str]
    dist: dict[str, tuple[str, int]]
    census: list[tuple[str, str, int]]
    site: Signature
    previous: Signature


def load_record(root: Path, name: str) -> BuildRecord | None:
    """The ledger of the last build of that name; None where there is none, or none that is whole."""
    try:
        seal, _, data = (root / cache.FOLDER / name).read_bytes().partition(b"\n")
        if sha256(data).hexdigest().encode() != seal:
            return None
        found = json.loads(data)
        entries = {slug: BriefingEntry(*entry) for slug, entry in found.pop("briefings").items()}
        return BuildRecord(conditions=Conditions(**found.pop("conditions")), briefings=entries, **found)
    except (OSError, ValueError, TypeError, AttributeError, KeyError):
        return None


def store_record(root: Path, name: str, record: BuildRecord) -> None:
    """Keeps the ledger of a build."""
    plain = {
        **vars(record),
        "conditions": vars(record.conditions),
        "briefings": {slug: list(vars(entry).values()) for slug, entry in record.briefings.items()},
    }
    data = json.dumps(plain, separators=(",", ":")).encode()
    cache.store_file(root, name, b"%s\n%s" % (sha256(data).hexdigest().encode(), data))


def hashes(files: Mapping[str, bytes]) -> dict[str, str]:
    """By briefing, the hash of the files of its folder; under an empty name, of those that belong to none."""
    found: dict[str, Any] = {"": sha256()}
    for path, data in files.items():
        told = found.setdefault(owner(path), sha256())
        name = path.encode("utf-8", "surrogateescape")
        told.update(b"%d %d " % (len(name), len(data)))
        told.update(name)
        told.update(data)
    return {slug: told.hexdigest() for slug, told in found.items()}


def owner(path: str) -> str:
    """The briefing in whose folder an input lies; empty for none."""
    place = path_within_briefings(path)
    return place[0] if len(place) > 1 else ""


def signature(folder: Path) -> Signature:
    """What tells whether a folder is as it was left: of each file size, times and place on disk; each folder's name.

    Raises:
        OSError: it cannot be read.
    """
    top = os.fspath(folder)
    return {path[len(top) + 1 :]: about for path, about in _walk(top)}


def _walk(top: str) -> Iterator[tuple[str, list[int]]]:
    for entry in atomic.entries(top):
        about = [] if entry.is_dir(follow_symlinks=False) else _about(entry.stat(follow_symlinks=False))
        yield entry.path, about


def sign_again(signed: Signature, folder: Path, paths: Iterable[str]) -> Signature:
    """The signature of a folder of which only some files may have changed since it was signed."""
    return signed | {path: _about((folder / path).lstat()) for path in paths}


def _about(found: os.stat_result) -> list[int]:
    return [found.st_mode, found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


__all__ = [
    "PREVIOUS_SITES",
    "BriefingEntry",
    "BuildRecord",
    "Conditions",
    "Signature",
    "hashes",
    "load_record",
    "owner",
    "sign_again",
    "signature",
    "store_record",
]
