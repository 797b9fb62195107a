"""Zip files made from files that are packed already: by several processes, or copied from an older zip.

`zipfile` writes the zip but does not pack: each file is stored as packed bytes, and its header is written again
afterwards with the real size, checksum and method.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from bindery.provenance import checksums

EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of every entry: the earliest that a zip can have
_MODE, _UNIX = 0o100644, 3  # a regular file that all may read; attributes as Unix has them
_HEADER = 30  # bytes of an entry's header before its name (APPNOTE.TXT of PKWARE, 4.3.7)
_RAW = -15  # for zlib: a raw deflate stream without header and checksum, as a zip holds it


@dataclass(frozen=True)
class Packed:
    """A file as a zip holds it.

    Attributes:
        data: the deflated bytes.
        size: number of bytes when unpacked.
        crc: CRC-32 of the unpacked bytes.
        digest: SHA-256 of the unpacked bytes, in hexadecimal digits.
    """

    data: bytes
    size: int
    crc: int
    digest: str


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
    """A zip of one folder. The same files give the same bytes.

    Args:
        folder: name of the folder.
        files: the files, by their paths in the folder.
    """
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        for path, file in sorted(files.items()):
            entry = ZipInfo(f"{folder}/{path}", EPOCH)
            entry.external_attr, entry.create_system = _MODE << 16, _UNIX
            archive.writestr(entry, file.data)
            entry.compress_type, entry.file_size, entry.CRC = ZIP_DEFLATED, file.size, file.crc
            buffer.seek(entry.header_offset)
            buffer.write(entry.FileHeader())
    return buffer.getvalue()


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


__all__ = ["EPOCH", "Packed", "packed", "unzipped", "zipped"]
