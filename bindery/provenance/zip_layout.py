"""Whether a zip has bytes that belong to none of its files, or says two things of one file.

Programs read a zip from its end or from its front, and use one of two headers of each file. What only some of them see
could show readers another site than the one that was checked. APPNOTE.TXT of PKWARE, 4.3, describes the format.
"""

from __future__ import annotations

import os
import stat
import struct
import zlib
from collections.abc import Iterator, Sequence
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipInfo

from bindery.provenance.checksums import Finding

_HEADER = struct.Struct("<4s5H3L2H")  # of a file, before its name
_IN_DIRECTORY = 46  # bytes of an entry in the directory before its name
_LENGTHS = 28  # bytes before the lengths of its name, extra fields and comment
_END = struct.Struct("<4s4H2LH")  # of the zip
_END_64 = 56 + 20  # bytes of the two records before it in a zip of more than 65,535 entries
_MOST_IN_END = 0xFFFF  # entries that the record at the end can count
_UTF8 = 0x800  # the only flag that our entries have: the name is UTF-8
_RUNS_OR_OPEN = ~0o644 & 0o7777  # permissions that none of our files has
_RAW = -15  # for zlib: a stream without header and checksum
_CHUNK = 1 << 16  # bytes that are read or unpacked at a time


def layout_findings(file: IO[bytes], entries: Sequence[ZipInfo]) -> list[Finding]:
    """A finding for all that is in a zip besides its files, and for each file that other programs may read differently.

    Args:
        file: the zip.
        entries: its entries, as `zipfile` read them from the directory at its end.
    """
    found: list[Finding] = []
    at = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset != at:
            found.append(_stray(entry.filename, "before"))
        found += [Finding("unsafe", entry.filename, why) for why in _oddities(file, entry)]
        at = entry.header_offset + _HEADER.size + len(_written_name(entry)) + entry.compress_size
    last = max(entries, key=lambda entry: entry.header_offset).filename if entries else "the zip"
    return found + _findings_at_end(file, at, len(entries), last)


def _stray(name: str, where: str) -> Finding:
    return Finding("unsafe", name, f"there are bytes {where} it that belong to no file")


def _written_name(entry: ZipInfo) -> bytes:
    """The name of an entry as the zip has it."""
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437", "replace")


def _oddities(file: IO[bytes], entry: ZipInfo) -> Iterator[str]:
    """What is odd about an entry."""
    if entry.extra or entry.comment:
        yield "it has an extra field or a comment, which other programs may read"
    if entry.internal_attr or entry.volume or entry.reserved:
        yield "it has attributes that Bindery does not use"
    if entry.flag_bits & ~_UTF8:
        yield "it has flags that Bindery does not use"
    if not entry.is_dir() and not _is_plain(entry.external_attr):
        yield "its mode is not that of a file that is only read"
    if entry.compress_type == ZIP_STORED and entry.compress_size != entry.file_size:
        yield "its two sizes differ"
    file.seek(entry.header_offset)
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size or not _is_same(_HEADER.unpack(header), entry):
        yield "its two headers differ"
    elif file.read(len(_written_name(entry))) != _written_name(entry):
        yield "it has two names"


def _is_plain(attributes: int) -> bool:
    """Whether the attributes of an entry are those of a regular file that does not run and that only its owner can write."""
    mode, of_dos = attributes >> 16, attributes & 0xFFFF
    return stat.S_IFMT(mode) in (0, stat.S_IFREG) and not mode & _RUNS_OR_OPEN and not of_dos


def _is_same(header: tuple[bytes | int, ...], entry: ZipInfo) -> bool:
    """Whether the header before a file says the same as the directory, and has no extra field."""
    year, month, day, hour, minute, second = entry.date_time
    return header == (
        b"PK\3\4",
        entry.extract_version,
        entry.flag_bits,
        entry.compress_type,
        hour << 11 | minute << 5 | second // 2,
        (year - 1980) << 9 | month << 5 | day,
        entry.CRC,
        entry.compress_size,
        entry.file_size,
        len(_written_name(entry)),
        0,
    )


def _findings_at_end(file: IO[bytes], at: int, number: int, last: str) -> list[Finding]:
    """A finding if there is anything between the last file, the directory and the end of a zip.

    Args:
        file: the zip.
        at: where its last file ends.
        number: how many entries it has.
        last: name of the last file.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - _END.size))
    end = file.read()
    if len(end) != _END.size or end[:4] != b"PK\5\6":
        return [_stray(last, "after")]
    _, disk, first_disk, here, in_all, length, begin, comment = _END.unpack(end)
    ends = size - _END.size
    if number > _MOST_IN_END:
        ends, length, begin = ends - _END_64, ends - _END_64 - at, at
    counted = min(number, _MOST_IN_END)
    fits = (disk, first_disk, here, in_all, comment) == (0, 0, counted, counted, 0)
    file.seek(begin)
    fits = fits and begin == at and begin + length == ends and _is_full(file.read(length), number)
    return [] if fits else [_stray(last, "after")]


def _is_full(directory: bytes, number: int) -> bool:
    """Whether a directory has so many entries and nothing else."""
    at = 0
    for _ in range(number):
        lengths = directory[at + _LENGTHS : at + _LENGTHS + 6]
        at += _IN_DIRECTORY + sum(struct.unpack("<3H", lengths.ljust(6, b"\0")))
    return at == len(directory)


def unpacked(file: IO[bytes], entry: ZipInfo) -> Iterator[bytes]:
    """The bytes of a file, piece by piece.

    Raises:
        ValueError: it is damaged, or there is more than it.
    """
    begin = entry.header_offset + _HEADER.size
    file.seek(entry.header_offset)
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size:
        raise ValueError("the zip ends in a header")
    name_length, extra_length = struct.unpack("<2H", header[-4:])
    file.seek(begin + name_length + extra_length)
    left, crc, size = entry.compress_size, 0, 0
    unpacker = zlib.decompressobj(_RAW)
    while left:
        packed = file.read(min(left, _CHUNK))
        if not packed:
            raise ValueError("the zip ends in a file")
        left -= len(packed)
        while packed:
            if entry.compress_type == ZIP_DEFLATED:
                if unpacker.eof:
                    raise ValueError("there are bytes after the file")
                data = unpacker.decompress(packed, _CHUNK)
                packed = unpacker.unconsumed_tail or unpacker.unused_data
            else:
                data, packed = packed, b""
            crc, size = zlib.crc32(data, crc), size + len(data)
            if size > entry.file_size:
                raise ValueError("the file is longer than its header says")
            yield data
    whole = entry.compress_type == ZIP_STORED or unpacker.eof
    if not whole or crc != entry.CRC or size != entry.file_size:
        raise ValueError("the file is not what its header says")
