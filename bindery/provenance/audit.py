"""A site or a bundle read without unpacking or trusting anything, and compared with its seal."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from typing import IO

from bindery.provenance import checksums, manifest
from bindery.provenance.checksums import ChecksumError, Finding
from bindery.provenance.manifest import Manifest, ManifestError
from bindery.system import atomic, disk

MOST_ENTRIES = 100_000  # of a zip
MOST_BYTES = 1 << 30  # of what a zip unpacks to, in all
STEEPEST = 200  # times its packed size, above which an entry is taken for a bomb; ours reach 30
SMALL = 1 << 20  # bytes, up to which an entry may be packed as tightly as it likes
_CHUNK = 1 << 20
_AT_ONCE = 1 << 20  # bytes, up to which a file is read as a whole
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1  # the flag of an entry
_EMPTY = "an empty folder"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OSError,
    KeyError,
)


@dataclass(frozen=True)
class AuditResult:
    """What was found of a folder or a zip.

    Attributes:
        findings: what is not as it was built; empty when all is.
        files: how many files are listed in the seal.
        seal: the SHA-256 of the seal itself.
        manifest: what it says that it was made from; None when it has no such list, or not the one that was sealed.
    """

    findings: list[Finding]
    files: int
    seal: str
    manifest: Manifest | None = None


def audit_folder(folder: Path) -> AuditResult:
    """The verdict on a folder that holds a seal; raises `SealError` when there is none to be read."""
    place = folder / checksums.NAME
    if not place.is_file() or place.is_symlink():
        raise ChecksumError(f"there is no {checksums.NAME} in {folder}: name the folder that holds it")
    try:
        if place.stat().st_size > checksums.LARGEST:
            raise ChecksumError(f"{place} is larger than any list of a site's files")
        sealed = place.read_bytes()
        there, why = file_hashes(folder)
    except OSError as error:
        raise ChecksumError(f"{error.filename or folder} cannot be read: {error.strerror}") from error
    known = checksums.read_checksums(sealed)
    there |= dict.fromkeys(empty := _empty_folders(folder, known), "")
    found = checksums.findings(known, there, why | dict.fromkeys(empty, _EMPTY))
    return _verdict(
        sealed, known, found, _manifest(known, lambda: _beginning((folder / manifest.NAME).open("rb")))
    )


def _empty_folders(folder: Path, known: Mapping[str, str]) -> list[str]:
    """Folders with nothing in them that no sealed file lies in, each with a stroke after its name."""
    sealed = {str(parent) for name in known for parent in PurePosixPath(name).parents}
    bare = [Path(base).relative_to(folder) for base, folders, names in os.walk(folder) if not folders + names]
    return [f"{path.as_posix()}/" for path in bare if path.as_posix() not in sealed]


def _beginning(opened: IO[bytes]) -> bytes:
    """As much of a file as a manifest may have: a larger one is none, and is not read whole."""
    with opened as file:
        return file.read(manifest.LARGEST)


def _manifest(known: Mapping[str, str], read: Callable[[], bytes]) -> Manifest | None:
    """The manifest, when it is the one that was sealed and one of ours."""
    if manifest.NAME not in known:
        return None
    try:
        data = read()
        return manifest.read_manifest(data) if sha256(data).hexdigest() == known[manifest.NAME] else None
    except (*_UNREADABLE, ManifestError):
        return None


def file_hashes(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The SHA-256 of each file of a folder, and what is to be said of what is no file: that is never opened."""
    found: dict[str, str] = {}
    why: dict[str, str] = {}
    for entry in atomic.entries(str(folder)):
        name = entry.path.removeprefix(str(folder)).replace(os.sep, "/").lstrip("/")
        if entry.is_file(follow_symlinks=False):
            found[name] = _hash_of(entry.path)
        elif not entry.is_dir(follow_symlinks=False):
            found[name] = ""
            why[name] = "it is a link" if entry.is_symlink() else "it is no file"
    return found, why


def _hash_of(path: str) -> str:
    """The SHA-256 of a file, of which a large one is never in memory as a whole."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  a path's own `open` takes as long again
        if os.fstat(file.fileno()).st_size > _AT_ONCE:
            return file_digest(file, "sha256").hexdigest()
        return sha256(
            file.read()
        ).hexdigest()  # most are small, and sooner read than a buffer is made for them


def audit_zip(path: Path) -> AuditResult:
    """The verdict on a bundle; raises `SealError` when it cannot be read as one.

    Only files that the seal lists are unpacked, in memory and piece by piece.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _of_archive(archive)
    except _UNREADABLE as error:
        raise ChecksumError(f"{path} is no zip, or a part of it is missing or damaged: {error}") from error


def _of_archive(archive: zipfile.ZipFile) -> AuditResult:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise ChecksumError(f"the zip has {len(entries):,} entries; at most {MOST_ENTRIES:,} are read")
    unsafe = _unsafe(entries)
    marked = {finding.name for finding in unsafe}
    seal = _seal_of(entries)
    if seal.filename in marked or seal.file_size > checksums.LARGEST:
        raise ChecksumError(f"{seal.filename} cannot be read without danger")
    top = seal.filename.removesuffix(checksums.NAME)
    safe = [e for e in entries if e.filename not in marked and not e.is_dir()]
    elsewhere = [
        Finding("added", entry.filename, "beside the bundle's folder")
        for entry in safe
        if not entry.filename.startswith(top)
    ]
    sealed = archive.read(seal)
    known = {
        name: digest
        for name, digest in checksums.read_checksums(sealed).items()
        if f"{top}{name}" not in marked
    }
    there, why = _hashes(archive, [e for e in safe if e.filename.startswith(top)], top, known)
    inside = {str(parent) for entry in safe for parent in PurePosixPath(entry.filename).parents}
    bare = [e.filename for e in entries if e.is_dir() and e.filename not in marked]
    empty = [Finding("added", name, _EMPTY) for name in bare if name.rstrip("/") not in inside]
    made = _manifest(known, lambda: _beginning(archive.open(f"{top}{manifest.NAME}")))
    return _verdict(sealed, known, checksums.findings(known, there, why) + unsafe + elsewhere + empty, made)


def _hashes(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], top: str, known: dict[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The SHA-256 of each sealed entry by its name in the folder `top`, and why one cannot be read."""
    left = MOST_BYTES
    there: dict[str, str] = {}
    why: dict[str, str] = {}
    for entry in entries:
        name = entry.filename.removeprefix(top)
        there[name] = ""
        if name in known:
            left -= entry.file_size
            if left < 0:
                raise ChecksumError(f"the zip unpacks to more than {MOST_BYTES:,} bytes")
            there[name], why[name] = _hash(archive, entry)
    return there, why


def _verdict(
    sealed: bytes, known: dict[str, str], found: list[Finding], made: Manifest | None
) -> AuditResult:
    return AuditResult(checksums.in_order(found), len(known), sha256(sealed).hexdigest(), made)


def _seal_of(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """The seal of a bundle, which lies in its one folder or, where a zip has no such folder, on top."""
    found = [e for e in entries if e.filename.split("/")[-1] == checksums.NAME and e.filename.count("/") <= 1]
    if not found:
        raise ChecksumError(
            f"there is no {checksums.NAME} in the zip: it is no bundle of Bindery's, or is no longer whole"
        )
    return min(found, key=lambda entry: entry.filename.count("/"))


def _unsafe(entries: list[zipfile.ZipInfo]) -> list[Finding]:
    """The entries that could do harm where a zip is unpacked, each with the reason."""
    often = Counter(entry.filename.casefold() for entry in entries)
    found = {(entry.filename, _danger(entry, often)): None for entry in entries}
    return [Finding("unsafe", name, why) for name, why in found if why]


def _danger(entry: zipfile.ZipInfo, often: Counter[str]) -> str:
    """What is dangerous about an entry; empty when nothing is."""
    parts = entry.orig_filename.removesuffix("/").split("/")
    if "\0" in entry.orig_filename or "\\" in entry.orig_filename:
        return "its name means another thing to other programs"
    if parts[0] == "" or parts[0].endswith(":"):
        return "its name begins at the root of a disk"
    if not {"", ".", ".."}.isdisjoint(parts):
        return "its name leads out of its folder"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "it is a link"
    if often[entry.filename.casefold()] > 1:
        return "another entry has this name"
    if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _PACKINGS:
        return "it is packed as no bundle of Bindery's is"
    if entry.file_size > max(SMALL, STEEPEST * entry.compress_size):
        return f"it would unpack to {entry.file_size:,} bytes"
    return ""


def _hash(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[str, str]:
    """The SHA-256 of what an entry holds, and nothing to say; or nothing, and why it cannot be read."""
    digest = sha256()
    try:
        with archive.open(entry) as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except _UNREADABLE:
        return "", "it is damaged"
    return digest.hexdigest(), ""


def write_checksums(folder: Path) -> Collection[str]:
    """Seals a folder that was just built, and lets everybody read it; returns the names of the files that are sealed."""
    disk.open_to_readers(folder)
    found, _ = file_hashes(folder)
    disk.write(folder / checksums.NAME, checksums.checksum_text(found))
    return found.keys()
