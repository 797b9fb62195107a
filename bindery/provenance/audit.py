"""Compares a site's folder or a bundle with its checksum list, without unpacking it or trusting anything in it."""

from __future__ import annotations

import os
import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest, sha256
from pathlib import Path, PurePosixPath
from typing import IO

from bindery.provenance import checksums, manifest, zip_layout
from bindery.provenance.checksums import ChecksumError, Finding
from bindery.provenance.manifest import Manifest, ManifestError
from bindery.system import atomic, disk

MOST_ENTRIES = 100_000  # entries of a zip
MOST_BYTES = 1 << 30  # bytes that a zip may unpack to, in all
STEEPEST = 200  # an entry that unpacks to more times its packed size may be a zip bomb; ours reach 30
SMALL = 1 << 20  # bytes; smaller entries may have any ratio
_READ_WHOLE = 1 << 20  # bytes; larger files are hashed in pieces
_COMPRESSION_TYPES = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ENCRYPTED = 0x1  # a bit of an entry's flags
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
    """The result of comparing a folder or a zip with its checksum list.

    Attributes:
        findings: every difference from what was built; empty if there is none.
        files: number of files in the checksum list.
        checksum: SHA-256 of the checksum list itself, in hexadecimal digits.
        manifest: the site's manifest; None if there is none, or if it is not the one that was listed.
    """

    findings: list[Finding]
    files: int
    checksum: str
    manifest: Manifest | None = None


def audit_folder(folder: Path) -> AuditResult:
    """Compares a folder with the checksum list in it.

    Raises:
        ChecksumError: there is no checksum list, or it or a file cannot be read.
    """
    path = folder / checksums.NAME
    if not path.is_file() or path.is_symlink():
        raise ChecksumError(f"there is no {checksums.NAME} in {folder}: name the folder that holds it")
    try:
        if path.stat().st_size > checksums.LARGEST:
            raise ChecksumError(f"{path} is too large to be the checksum list of a site")
        checksum_list = path.read_bytes()
        there, why = file_hashes(folder)
    except OSError as error:
        raise ChecksumError(f"{error.filename or folder} cannot be read: {error.strerror}") from error
    listed = checksums.read_checksums(checksum_list)
    there |= dict.fromkeys(empty := _empty_folders(folder, listed), "")
    found = checksums.findings(listed, there, why | dict.fromkeys(empty, _EMPTY))
    made_from = _manifest(listed, lambda: _read_start((folder / manifest.NAME).open("rb")))
    return _result(checksum_list, listed, found, made_from)


def _empty_folders(folder: Path, listed: Mapping[str, str]) -> list[str]:
    """Empty folders that are not parents of a listed file, each with a slash after its name."""
    expected = {str(parent) for name in listed for parent in PurePosixPath(name).parents}
    empty = [
        Path(base).relative_to(folder) for base, folders, names in os.walk(folder) if not folders + names
    ]
    return [f"{path.as_posix()}/" for path in empty if path.as_posix() not in expected]


def _read_start(opened: IO[bytes]) -> bytes:
    """As many bytes of an open file as a manifest may have; a larger file is no manifest, and is not read whole."""
    with opened as file:
        return file.read(manifest.LARGEST)


def _manifest(listed: Mapping[str, str], read: Callable[[], bytes]) -> Manifest | None:
    """The manifest; None unless it has the hash that is listed, and the format that Bindery writes."""
    if manifest.NAME not in listed:
        return None
    try:
        data = read()
        return manifest.read_manifest(data) if sha256(data).hexdigest() == listed[manifest.NAME] else None
    except (*_UNREADABLE, ManifestError):
        return None


def file_hashes(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """The hash of each file in a folder.

    Returns:
        The SHA-256 in hexadecimal digits by name; it is empty for anything that is not a regular file, which is never
        opened. And by the names of these, what each is instead.
    """
    found: dict[str, str] = {}
    why: dict[str, str] = {}
    for entry in atomic.entries(str(folder)):
        name = entry.path.removeprefix(str(folder)).replace(os.sep, "/").lstrip("/")
        if entry.is_file(follow_symlinks=False):
            found[name] = _hash_of_file(entry.path)
        elif not entry.is_dir(follow_symlinks=False):
            found[name] = ""
            why[name] = "it is a link" if entry.is_symlink() else "it is not a regular file"
    return found, why


def _hash_of_file(path: str) -> str:
    """The SHA-256 of a file. A large file is never in memory as a whole."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  `Path.open` takes twice as long
        if os.fstat(file.fileno()).st_size > _READ_WHOLE:
            return file_digest(file, "sha256").hexdigest()
        return sha256(file.read()).hexdigest()  # most files are small, and this is faster than a buffer


def audit_zip(path: Path) -> AuditResult:
    """Compares a bundle with the checksum list in it.

    Only listed files are unpacked, in memory and piece by piece.

    Raises:
        ChecksumError: it is not a zip, is damaged or too large, or has no checksum list that can be read.
    """
    try:
        with path.open("rb") as file, zipfile.ZipFile(file) as archive:
            return _audit_archive(archive, file)
    except _UNREADABLE as error:
        raise ChecksumError(f"{path} is not a zip, or it is incomplete or damaged: {error}") from error


def _audit_archive(archive: zipfile.ZipFile, file: IO[bytes]) -> AuditResult:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise ChecksumError(f"the zip has {len(entries):,} entries; the limit is {MOST_ENTRIES:,}")
    unsafe = _unsafe(entries)
    unsafe_names = {finding.name for finding in unsafe}
    list_entry = _checksum_list_entry(entries)
    if list_entry.filename in unsafe_names or list_entry.file_size > checksums.LARGEST:
        raise ChecksumError(f"{list_entry.filename} is not safe to read")
    top = list_entry.filename.removesuffix(checksums.NAME)
    safe = [entry for entry in entries if entry.filename not in unsafe_names]
    checksum_list = archive.read(list_entry)
    listed = _safe_names(checksums.read_checksums(checksum_list), top, unsafe_names)
    there, why = _hashes(file, _files_in(safe, top), top, listed)
    found = [
        *checksums.findings(listed, there, why),
        *unsafe,
        *(odd for odd in zip_layout.layout_findings(file, entries) if odd.name not in unsafe_names),
        *_outside(safe, top),
        *_empty_entries(safe),
    ]
    made_from = _manifest(listed, lambda: _read_start(archive.open(f"{top}{manifest.NAME}")))
    return _result(checksum_list, listed, found, made_from)


def _safe_names(listed: Mapping[str, str], top: str, unsafe_names: Collection[str]) -> dict[str, str]:
    """The listed files without those whose entries are unsafe: these are findings already."""
    return {name: digest for name, digest in listed.items() if f"{top}{name}" not in unsafe_names}


def _files_in(entries: Iterable[zipfile.ZipInfo], top: str) -> list[zipfile.ZipInfo]:
    """The entries that are files in the bundle's folder.

    Args:
        entries: entries that are safe to unpack.
        top: the bundle's folder with a slash, such as `bindery/`; empty if the zip has no such folder.
    """
    return [entry for entry in entries if not entry.is_dir() and entry.filename.startswith(top)]


def _outside(entries: Iterable[zipfile.ZipInfo], top: str) -> list[Finding]:
    """A finding for each file that is not in the bundle's folder `top`."""
    return [
        Finding("added", entry.filename, "outside the bundle's folder")
        for entry in entries
        if not entry.is_dir() and not entry.filename.startswith(top)
    ]


def _empty_entries(entries: Sequence[zipfile.ZipInfo]) -> list[Finding]:
    """A finding for each folder entry that no file is in."""
    files = [entry for entry in entries if not entry.is_dir()]
    parents = {str(parent) for entry in files for parent in PurePosixPath(entry.filename).parents}
    folders = [entry.filename for entry in entries if entry.is_dir()]
    return [Finding("added", name, _EMPTY) for name in folders if name.rstrip("/") not in parents]


def _hashes(
    file: IO[bytes], entries: list[zipfile.ZipInfo], top: str, listed: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The hash of each listed entry.

    Args:
        file: the zip.
        entries: its files in the bundle's folder.
        top: the bundle's folder, with a slash.
        listed: the listed SHA-256 of each file, by its name in that folder.

    Returns:
        The SHA-256 by name; empty for a file that is not listed or cannot be read. And by name why it cannot be read,
        empty if it can.
    """
    bytes_left = MOST_BYTES
    there: dict[str, str] = {}
    why: dict[str, str] = {}
    for entry in entries:
        name = entry.filename.removeprefix(top)
        there[name] = ""
        if name in listed:
            bytes_left -= entry.file_size
            if bytes_left < 0:
                raise ChecksumError(f"the zip unpacks to more than {MOST_BYTES:,} bytes")
            there[name], why[name] = _hash_of_entry(file, entry)
    return there, why


def _result(
    checksum_list: bytes, listed: Mapping[str, str], found: list[Finding], made_from: Manifest | None
) -> AuditResult:
    return AuditResult(
        checksums.sorted_findings(found), len(listed), sha256(checksum_list).hexdigest(), made_from
    )


def _checksum_list_entry(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    """The checksum list of a bundle: in the bundle's only folder or, if the zip has no such folder, at the top."""
    found = [e for e in entries if e.filename.split("/")[-1] == checksums.NAME and e.filename.count("/") <= 1]
    if not found:
        raise ChecksumError(
            f"there is no {checksums.NAME} in the zip: it is not a bundle made by Bindery, or it is incomplete"
        )
    return min(found, key=lambda entry: entry.filename.count("/"))


def _unsafe(entries: list[zipfile.ZipInfo]) -> list[Finding]:
    """A finding for each entry that could do harm when the zip is unpacked."""
    uses = Counter(_folded(entry.filename) for entry in entries)
    found = {(entry.filename, _danger(entry, uses)): None for entry in entries}
    return [Finding("unsafe", name, why) for name, why in found if why]


def _folded(name: str) -> str:
    """A name as systems compare it that do not tell capitals or Unicode forms apart."""
    return unicodedata.normalize("NFC", name).casefold()


def _danger(entry: zipfile.ZipInfo, uses: Counter[str]) -> str:
    """Why an entry is dangerous; empty if it is not.

    Args:
        entry: the entry.
        uses: how many entries have each name, in case-folded form.
    """
    parts = entry.orig_filename.removesuffix("/").split("/")
    if "\0" in entry.orig_filename or "\\" in entry.orig_filename:
        return "other programs may read its name differently"
    if parts[0] == "" or parts[0].endswith(":"):
        return "its name begins at the root of a disk"
    if not {"", ".", ".."}.isdisjoint(parts):
        return "its name leads out of its folder"
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "it is a link"
    if uses[_folded(entry.filename)] > 1:
        return "another entry has this name"
    if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _COMPRESSION_TYPES:
        return "it is encrypted, or compressed in a way that Bindery does not use"
    if entry.file_size > max(SMALL, STEEPEST * entry.compress_size):
        return f"it would unpack to {entry.file_size:,} bytes"
    return ""


def _hash_of_entry(file: IO[bytes], entry: zipfile.ZipInfo) -> tuple[str, str]:
    """The SHA-256 of an entry's content and an empty text; or an empty text and why it cannot be read."""
    digest = sha256()
    try:
        for chunk in zip_layout.unpacked(file, entry):
            digest.update(chunk)
    except _UNREADABLE:
        return "", "it is damaged"
    return digest.hexdigest(), ""


def write_checksums(folder: Path) -> Collection[str]:
    """Writes the checksum list of a folder that was just built, and makes its files readable for everyone.

    Returns:
        The names of the listed files.
    """
    disk.open_to_readers(folder)
    found, _ = file_hashes(folder)
    disk.write(folder / checksums.NAME, checksums.checksum_text(found))
    return found.keys()
