"""What may be done to a site or a bundle between its build and its reader, and whether that is found and named."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bindery.provenance import audit, checksums

NUMBERS = {
    "one byte changed": 200,
    "removed": 20,
    "added": 20,
    "two swapped": 5,
    "empty folder": 5,
    "link": 5,
}
Files = Mapping[str, bytes]
Expected = set[tuple[str, str]]


@dataclass(frozen=True)
class Tampering:
    """One change that an attacker makes.

    Attributes:
        files: what is there afterwards; None stands for a folder with nothing in it.
        links: what is a link afterwards, and where to.
        expected: what must be found, and of which file.
    """

    files: Mapping[str, bytes | None]
    links: Mapping[str, str]
    expected: Expected


def deed(kind: str, files: Files, draw: random.Random) -> Tampering:
    """A change of some kind to files, one of which is the checksum list."""
    names = sorted(name for name in files if name != checksums.NAME)
    now: dict[str, bytes | None] = dict(files)
    name = draw.choice(names)
    match kind:
        case "one byte changed":
            name = draw.choice([name for name in names if files[name]])
            data = bytearray(files[name])
            data[draw.randrange(len(data))] ^= draw.randrange(1, 256)
            return Tampering({**now, name: bytes(data)}, {}, {("changed", name)})
        case "removed":
            del now[name]
            return Tampering(now, {}, {("missing", name)})
        case "added":
            new = f"{name}.new" if draw.random() < 0.5 else f"new/{draw.randrange(10**6)}.js"
            return Tampering({**now, new: files[name]}, {}, {("added", new)})
        case "two swapped":
            other = draw.choice([other for other in names if files[other] != files[name]])
            now[name], now[other] = files[other], files[name]
            return Tampering(now, {}, {("changed", name), ("changed", other)})
        case "empty folder":
            return Tampering({**now, f"empty-{draw.randrange(10**6)}/": None}, {}, set())
        case _:
            del now[name]
            return Tampering(now, {name: "/etc/hostname"}, set())


def expected_of(kind: str, done: Tampering, what: str) -> Expected:
    """What must be found of a change; of links and empty folders that depends on what holds them."""
    if kind == "empty folder":
        return {("added", name) for name, data in done.files.items() if data is None}
    if kind == "link":
        [name] = done.links
        return {("changed", name)} if what == "folder" else {("unsafe", name)}
    return set(done.expected)


def in_folder(folder: Path, files: Files, kind: str, seed: int) -> bool:
    """Changes a built folder, checks that this is found and nothing else is, and undoes it."""
    done = deed(kind, files, random.Random(seed))  # noqa: S311  a fixed sequence, not a secret
    touched = [name for name in {**files, **done.files} if files.get(name, 0) != done.files.get(name, 0)]
    for name in touched:
        _put(folder / name, done.files.get(name), there=name in done.files)
    for name, target in done.links.items():
        (folder / name).symlink_to(target)
    found = {(finding.what, finding.name) for finding in audit.audit_folder(folder).findings}
    for name in done.links:
        (folder / name).unlink()
    for name in touched:
        _put(folder / name, files.get(name), there=name in files)
        for parent in Path(name).parents:
            if parent != Path() and not any((folder / parent).iterdir()):
                (folder / parent).rmdir()
    return found == expected_of(kind, done, "folder")


def _put(path: Path, data: bytes | None, *, there: bool) -> None:
    """Makes a file or an empty folder, or deletes what is there."""
    if not there:
        path.rmdir() if path.is_dir() else path.unlink()
    elif data is None:
        path.mkdir()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def in_zip(path: Path, files: Files, kind: str, seed: int) -> bool:
    """Packs changed files into a zip, and checks that the change is found and nothing else is."""
    top = next(iter(files)).split("/")[0] + "/"
    inside = {name.removeprefix(top): data for name, data in files.items()}
    done = deed(kind, inside, random.Random(seed))  # noqa: S311  a fixed sequence, not a secret
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in done.files.items():
            archive.writestr(top + name, data or b"")
        for name, target in done.links.items():
            entry = zipfile.ZipInfo(top + name)
            entry.create_system, entry.external_attr = 3, 0o120777 << 16
            archive.writestr(entry, target)
    found = {(finding.what, finding.name.removeprefix(top)) for finding in audit.audit_zip(path).findings}
    return found == expected_of(kind, done, "zip")


def bytes_of_zip(whole: bytes, path: Path, seed: int) -> Literal["found", "harmless", "missed"]:
    """Changes one byte of a zip file.

    A byte that holds a time, or pads the end of packed data, reaches no reader: it is harmless when what the zip
    unpacks to is the same as before, name by name and byte for byte.
    """
    draw = random.Random(seed)  # noqa: S311  a fixed sequence, not a secret
    changed = bytearray(whole)
    changed[draw.randrange(len(whole))] ^= draw.randrange(1, 256)
    path.write_bytes(changed)
    try:
        if audit.audit_zip(path).findings:
            return "found"
    except checksums.ChecksumError:
        return "found"
    return "harmless" if _unpacked(bytes(changed)) == _unpacked(whole) else "missed"


def _unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
