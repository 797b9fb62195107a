"""Zip files made from files that are packed already: by several processes, or copied from an older zip.

`zipfile` writes the zip but does not pack: each file is stored as packed bytes, and its header is written again
afterwards with the real size, checksum and method.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO, NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from bindery.provenance import checksums

EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of every entry: the earliest that a zip can have
_MODE, _UNIX = 0o100644, 3  # a regular file that all may read; attributes as Unix has them
_HEADER = 30  # bytes of an entry's header before its name (APPNOTE.TXT of PKWARE, 4.3.7)
_RAW = -15  # for zlib: a raw deflate stream without header and checksum, as a zip holds it


class Spooled(NamedTuple):
    """Bytes in a file.

    Attributes:
        path: the file.
        start: index of the first byte.
        length: number of bytes.
    """

    path: str
    start: int
    length: int


class Spool:
    """Files in which packed files wait for their place in a zip; each process that packs has its own.

    Args:
        folder: the folder of the files.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own: dict[int, BinaryIO] = {}  # by the id of the process that writes it

    def close(self) -> None:
        """Close the files of this process."""
        for file in self._own.values():
            file.close()

    def put(self, file: Packed) -> Packed:
        """A packed file whose bytes are no longer in memory."""
        process = os.getpid()
        if process not in self._own:
            self._own[process] = (self._folder / str(process)).open("ab", buffering=0)
        spool = self._own[process]
        place = Spooled(spool.name, spool.tell(), len(file.content()))
        spool.write(file.content())
        return replace(file, data=place)


@dataclass(frozen=True)
class Packed:
    """A file as a zip holds it.

    Attributes:
        data: the deflated bytes, or where they are.
        size: number of bytes when unpacked.
        crc: CRC-32 of the unpacked bytes.
        digest: SHA-256 of the unpacked bytes, in hexadecimal digits.
    """

    data: bytes | Spooled
    size: int
    crc: int
    digest: str

    def content(self) -> bytes:
        """The deflated bytes."""
        if isinstance(self.data, bytes):
            return self.data
        with open(self.data.path, "rb", buffering=0) as file:  # noqa: PTH123  Path.open takes twice as long
            file.seek(self.data.start)
            return file.read(self.data.length)


def packed(data: bytes, before: Packed | None = None) -> Packed:
    """A file packed.

    Args:
        data: content of the file.
        before: the file as it was packed before; returned if the content is still the same.
    """
    digest = sha256(data).hexdigest()
    if before and before.digest == digest:
        return before
    packer = zlib.compressobj(zlib.Z_BEST_COMPRESSION, zlib.DEFLATED, _RAW)
    return Packed(packer.compress(data) + packer.flush(), len(data), zlib.crc32(data), digest)


def zipped(folder: str, files: Mapping[str, Packed]) -> bytes:
    """A zip of one folder, as `write_zip` writes it."""
    buffer = BytesIO()
    write_zip(buffer, folder, files)
    return buffer.getvalue()


def write_zip(out: IO[bytes], folder: str, files: Mapping[str, Packed]) -> None:
    """Write a zip of one folder. The same files give the same bytes.

    Args:
        out: a new file.
        folder: name of the folder.
        files: the files, by their paths in the folder.
    """
    with ZipFile(out, "w", ZIP_STORED) as archive:
        for path, file in sorted(files.items()):
            entry = ZipInfo(f"{folder}/{path}", EPOCH)
            entry.external_attr, entry.create_system = _MODE << 16, _UNIX
            archive.writestr(entry, file.content())
            entry.compress_type, entry.file_size, entry.CRC = ZIP_DEFLATED, file.size, file.crc
            out.seek(entry.header_offset)
            out.write(entry.FileHeader())


def unzipped(folder: str, data: bytes) -> dict[str, Packed]:
    """The files of a zip without its checksum list, each still packed.

    Args:
        folder: name of the one folder in the zip.
        data: a zip that `zipped` made, unchanged.

    Returns:
        The files by their paths in the folder.
    """
    with ZipFile(BytesIO(data)) as archive:
        listed = checksums.read_checksums(archive.read(f"{folder}/{checksums.NAME}"))
        return dict(_entries(archive, data, len(folder) + 1, listed))


def _entries(
    archive: ZipFile, data: bytes, begin: int, listed: Mapping[str, str]
) -> Iterator[tuple[str, Packed]]:
    """The listed files of a zip.

    Args:
        archive: the zip.
        data: its bytes.
        begin: number of characters of the folder in each name.
        listed: the checksum list: SHA-256 by path.
    """
    for entry in archive.infolist():
        path = entry.filename[begin:]
        if path in listed:
            start = entry.header_offset + _HEADER + len(entry.filename.encode())
            raw = data[start : start + entry.compress_size]
            yield path, Packed(raw, entry.file_size, entry.CRC, listed[path])


__all__ = ["EPOCH", "Packed", "Spool", "packed", "unzipped", "write_zip", "zipped"]
