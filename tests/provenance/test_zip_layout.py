"""Whatever is put into a bundle besides its files is found, and so is a file that programs may read differently."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from bindery.build import zipping
from bindery.provenance import audit, checksums
from bindery.provenance.checksums import ChecksumError

FILES = {
    "index.html": b"<p>the page</p>" * 9,
    "claims/index.html": b"<p>claims</p>",
    "کرم.txt": b"",
    "z.css": b"p{}",
}
LISTED = {**FILES, checksums.NAME: checksums.checksum_list(FILES)}
BUNDLE = zipping.zipped("x", {name: zipping.packed(data) for name, data in LISTED.items()})
END = 22  # bytes of the record at the end
INDEX = BUNDLE.index(b"PK\3\4", 4)  # where the header of another file begins
DIRECTORY = BUNDLE.index(b"PK\1\2")


def is_found(path: Path, data: bytes) -> bool:
    """Whether `verify` has a finding, or says that it cannot read the zip."""
    path.write_bytes(data)
    try:
        return bool(audit.audit_zip(path).findings)
    except ChecksumError:
        return True


def again(change: Callable[[zipfile.ZipInfo], None], **options: object) -> bytes:
    """The bundle written again by Python, after a change to the entry of `claims/index.html`."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in LISTED.items():
            entry = zipfile.ZipInfo(f"x/{name}")
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o100644 << 16
            if name == "claims/index.html":
                change(entry)
            archive.writestr(entry, data)
        archive.comment = bytes(str(options.get("comment", "")), "ascii")
    return made.getvalue()


def with_extra(extra: bytes) -> Callable[[zipfile.ZipInfo], None]:
    return lambda entry: setattr(entry, "extra", extra)


def with_mode(mode: int) -> Callable[[zipfile.ZipInfo], None]:
    return lambda entry: setattr(entry, "external_attr", mode << 16)


def unicode_path(name: bytes) -> bytes:
    body = struct.pack("<BI", 1, zlib.crc32(b"x/claims/index.html")) + name
    return struct.pack("<HH", 0x7075, len(body)) + body


def other_front() -> bytes:
    """Another zip, with another page, before the bundle."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("x/index.html", b"<p>another page</p>")
    return made.getvalue()


def moved(at: int, stray: bytes) -> bytes:
    """The bundle with bytes between two files, and every offset after them corrected."""
    data = bytearray(BUNDLE[:at] + stray + BUNDLE[at:])
    directory = DIRECTORY + len(stray)
    place = directory
    while data[place : place + 4] == b"PK\1\2":
        name, extra, comment = struct.unpack_from("<3H", data, place + 28)
        (offset,) = struct.unpack_from("<L", data, place + 42)
        struct.pack_into("<L", data, place + 42, offset + (len(stray) if offset >= at else 0))
        place += 46 + name + extra + comment
    struct.pack_into("<L", data, len(data) - 6, directory)
    return bytes(data)


def local(field: str, offset: int, value: int) -> bytes:
    """The bundle with another value in the header before a file."""
    data = bytearray(BUNDLE)
    struct.pack_into(field, data, INDEX + offset, value)
    return bytes(data)


def longer_stream() -> bytes:
    """A bundle whose page has bytes after the end of its packed stream."""
    files = {name: zipping.packed(data) for name, data in LISTED.items()}
    page = files["index.html"]
    return zipping.zipped(
        "x", {**files, "index.html": zipping.Packed(page.data + b"more", page.size, page.crc, "")}
    )


TAMPERED = {
    "another zip before it": other_front() + BUNDLE,
    "a byte before it": b"#" + BUNDLE,
    "bytes between files": moved(INDEX, b"stray"),
    "a file between files that is not in the directory": moved(INDEX, other_front()[:60]),
    "bytes before the directory": moved(DIRECTORY, b"stray"),
    "bytes before the end record": BUNDLE[:-END] + b"stray" + BUNDLE[-END:],
    "a byte after it": BUNDLE + b"#",
    "a comment": again(lambda _: None, comment="read me"),
    "a comment that looks like a zip": again(lambda _: None, comment="PK\5\6" + "x" * 18),
    "a comment of a file": again(lambda entry: setattr(entry, "comment", b"remark")),
    "an extra field with another name": again(with_extra(unicode_path(b"x/index.html"))),
    "an extra field with times": again(with_extra(struct.pack("<HHBL", 0x5455, 5, 1, 0))),
    "an extra field of no kind": again(with_extra(b"\1\2\0\0")),
    "a mode that runs": again(with_mode(0o100755)),
    "a mode of another user": again(with_mode(0o104644)),
    "a mode that all may write": again(with_mode(0o100666)),
    "a pipe": again(with_mode(stat.S_IFIFO | 0o644)),
    "a device": again(with_mode(stat.S_IFCHR | 0o644)),
    "a link": again(with_mode(stat.S_IFLNK | 0o644)),
    "a folder by its mode": again(with_mode(stat.S_IFDIR | 0o755)),
    "a hidden file of DOS": again(lambda entry: setattr(entry, "external_attr", entry.external_attr | 2)),
    "another name in the header": BUNDLE.replace(b"x/claims/index.html", b"x/clowns/index.html", 1),
    "another size in the header": local("<L", 22, 5),
    "another packed size in the header": local("<L", 18, 5),
    "another checksum in the header": local("<L", 14, 5),
    "another method in the header": local("<H", 8, 0),
    "another time in the header": local("<H", 10, 5),
    "flags in the header alone": local("<H", 6, 8),
    "another signature": local("<L", 0, 0),
    "bytes after a packed stream": longer_stream(),
    "another number of files": BUNDLE[:-14] + struct.pack("<2H", 2, 2) + BUNDLE[-10:],
}


@pytest.mark.parametrize("tampered", TAMPERED.values(), ids=TAMPERED)
def test_what_is_put_into_a_bundle_is_found(tmp_path: Path, tampered: bytes) -> None:
    assert is_found(tmp_path / "x.zip", tampered)


def test_a_bundle_that_is_as_it_was_built_has_no_finding(tmp_path: Path) -> None:
    assert not is_found(tmp_path / "x.zip", BUNDLE)
    assert not is_found(tmp_path / "x.zip", again(lambda _: None))


def test_each_changed_byte_outside_the_packed_files_is_found(tmp_path: Path) -> None:
    program, mode = range(4, 6), range(40, 42)  # which program wrote the entry, and permissions
    entries = [at for at in range(len(BUNDLE)) if BUNDLE.startswith(b"PK\1\2", at)]
    left_out = {entry + at for entry in entries for at in (*program, *mode)}
    for entry in zipfile.ZipFile(io.BytesIO(BUNDLE)).infolist():
        begin = entry.header_offset + 30 + len(entry.filename.encode())
        left_out |= set(range(begin, begin + entry.compress_size))
    for at in set(range(len(BUNDLE))) - left_out:
        changed = bytearray(BUNDLE)
        changed[at] ^= 0x55
        assert is_found(tmp_path / "x.zip", bytes(changed)), at
