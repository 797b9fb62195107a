"""A zip put together of files that were packed one by one, in several processes, or taken as they are from an older zip.

The library writes the zip; all that it is not asked for is to pack: it takes packed bytes as they are, and is told
afterwards what they were.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from bindery.provenance import checksums

EPOCH = (1980, 1, 1, 0, 0, 0)  # the time of every entry: the earliest that a zip can say
_MODE, _UNIX = 0o100644, 3
_HEAD = 30  # bytes of what stands in a zip before an entry's name
_RAW = -15  # to zlib: without a head and a foot of its own, as a zip wants it


@dataclass(frozen=True)
class Packed:
    """A file as a zip holds it.

    Attributes:
        data: its bytes, deflated.
        size: how many it has when unpacked.
        crc: its checksum, as a zip has it.
        digest: its SHA-256, in hexadecimal digits.
    """

    data: bytes
    size: int
    crc: int
    digest: str


def packed(data: bytes, before: Packed | None = None) -> Packed:
    """A file packed, or as it was packed before if it is still the same."""
    digest = sha256(data).hexdigest()
    if before and before.digest == digest:
        return before
    packer = zlib.compressobj(zlib.Z_BEST_COMPRESSION, zlib.DEFLATED, _RAW)
    return Packed(packer.compress(data) + packer.flush(), len(data), zlib.crc32(data), digest)


def zipped(folder: str, files: Mapping[str, Packed]) -> bytes:
    """A zip of one folder: the same bytes for the same files.

    Args:
        folder: the name of the folder.
        files: by their paths in it.
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
    """The files of a zip that was made here and has not been changed since, but for its seal, each still packed."""
    with ZipFile(BytesIO(data)) as archive:
        sealed = checksums.read_checksums(archive.read(f"{folder}/{checksums.NAME}"))
        return dict(_entries(archive, data, len(folder) + 1, sealed))


def _entries(
    archive: ZipFile, data: bytes, within: int, sealed: Mapping[str, str]
) -> Iterator[tuple[str, Packed]]:
    for entry in archive.infolist():
        path = entry.filename[within:]
        if path in sealed:
            start = entry.header_offset + _HEAD + len(entry.filename.encode())
            raw = data[start : start + entry.compress_size]
            yield path, Packed(raw, entry.file_size, entry.CRC, sealed[path])


__all__ = ["EPOCH", "Packed", "packed", "unzipped", "zipped"]
