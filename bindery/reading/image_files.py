"""What an image file says of itself: its type, and its width and height as browsers show it.

Only headers are read. PNG: W3C PNG 3; JPEG: ITU-T T.81 with Exif 3.0; GIF89a; WebP: RFC 9649; AVIF: ISO/IEC 23000-22.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

ENDINGS = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "webp": "webp", "avif": "avif"}
"""The type of image that each ending of a file name promises."""
NAMES = {"png": "PNG", "jpeg": "JPEG", "gif": "GIF", "webp": "WebP", "avif": "AVIF"}
_PNG = b"\x89PNG\r\n\x1a\n"
# What other files begin with, and what they are.
_OTHERS = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip file, such as a Word document"),
    (b"BM", "a BMP file"),
    (b"II*\0", "a TIFF file"),
    (b"MM\0*", "a TIFF file"),
    (b"version https://git-lfs", "a pointer of Git LFS"),
)
# Markers of JPEG: what each begins with, the one of Exif data, and those that begin a frame.
_MARKER, _APP1, _FRAMES = 0xFF, 0xE1, frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_LENGTH = 2  # bytes of the length of a segment, which includes itself
_TURNED = range(5, 9)  # the orientations of Exif that swap width and height
_ORIENTATION = 0x112  # its tag in Exif
_LARGEST_EXIF = 1 << 12  # entries of the first directory that are looked at


class ImageError(ValueError):
    """A file is not an image that browsers show; the message says what it is, to follow `is`."""


@dataclass(frozen=True)
class ImageFacts:
    """What an image file says of itself.

    Attributes:
        kind: the type: a key of `NAMES`.
        width: width in pixels, as browsers show it.
        height: height in pixels, as browsers show it.
        whole: whether the file is complete, as far as its structure tells.
    """

    kind: str
    width: int
    height: int
    whole: bool = True


def image_facts(data: bytes) -> ImageFacts:
    """What an image file says of itself.

    Args:
        data: the content of the file.

    Raises:
        ImageError: it is no image of a type in `NAMES`, or breaks off before its size.
    """
    read = _reader(data)
    if read is None:
        raise ImageError(_other(data))
    try:
        facts = read(data)
    except (IndexError, struct.error, StopIteration) as error:
        raise ImageError("an image that breaks off before its size") from error
    if facts.width < 1 or facts.height < 1:
        raise ImageError("an image without width or height")
    return facts


def _reader(data: bytes) -> Callable[[bytes], ImageFacts] | None:
    """The function that reads this type of image; None if it is none that browsers show."""
    if data.startswith(_PNG):
        return _png
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _gif
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp
    return _avif if data[4:8] == b"ftyp" and b"avi" in data[8:40] else None


def _other(data: bytes) -> str:
    """What a file that is no image is."""
    if not data:
        return "empty"
    for start, name in _OTHERS:
        if data.startswith(start):
            return f"{name}, not an image that browsers show"
    if data[4:8] == b"ftyp":
        return "HEIC or a film, not an image that browsers show"
    text = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in text:
        return "an SVG drawing, which could run scripts"
    if text.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<!--")):
        return "a web page, not an image"
    return "not an image"


def _png(data: bytes) -> ImageFacts:
    width, height = struct.unpack_from(">II", data, 16)
    at, turned = len(_PNG), False
    while at + 12 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        turned = turned or (kind == b"eXIf" and _is_turned(data[at + 8 : at + 8 + size]))
        at += 12 + size  # its length, type and checksum have four bytes each
        if kind == b"IEND":
            return _shown("png", width, height, turned=turned, whole=at <= len(data))
    return _shown("png", width, height, turned=turned, whole=False)


def _jpeg(data: bytes) -> ImageFacts:
    at, turned = 2, False
    while True:
        while data[at] == _MARKER and data[at + 1] == _MARKER:  # fill bytes
            at += 1
        marker, (size,) = data[at + 1], struct.unpack_from(">H", data, at + 2)
        if data[at] != _MARKER or size < _LENGTH:
            raise ImageError("a damaged JPEG")
        if marker == _APP1 and data[at + 4 : at + 10] == b"Exif\0\0":
            turned = turned or _is_turned(data[at + 10 : at + 2 + size])
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            whole = data.rfind(b"\xff\xd9", at) > at
            return _shown("jpeg", width, height, turned=turned, whole=whole)
        at += 2 + size


def _is_turned(exif: bytes) -> bool:
    """Whether Exif data says that an image is shown on its side."""
    order = "<" if exif[:2] == b"II" else ">"
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (entries,) = struct.unpack_from(f"{order}H", exif, start)
        for entry in range(min(entries, _LARGEST_EXIF)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * entry)
            if tag == _ORIENTATION:
                return value in _TURNED
    except struct.error:
        pass  # damaged Exif data: browsers ignore it
    return False


def _shown(kind: str, width: int, height: int, *, turned: bool, whole: bool) -> ImageFacts:
    """The facts of an image whose width and height change places if it is turned."""
    return ImageFacts(kind, *((height, width) if turned else (width, height)), whole=whole)


def _gif(data: bytes) -> ImageFacts:
    width, height = struct.unpack_from("<HH", data, 6)
    return ImageFacts("gif", width, height, whole=data.rstrip(b"\0").endswith(b";"))


def _webp(data: bytes) -> ImageFacts:
    (size,) = struct.unpack_from("<I", data, 4)
    whole, form = len(data) >= size + 8, data[12:16]
    if form == b"VP8X":
        width, height = (1 + int.from_bytes(data[at : at + 3], "little") for at in (24, 27))
        struct.unpack_from("6s", data, 24)
        return ImageFacts("webp", width, height, whole)
    if form == b"VP8L":
        (packed,) = struct.unpack_from("<I", data, 21)
        return ImageFacts("webp", 1 + (packed & 0x3FFF), 1 + (packed >> 14 & 0x3FFF), whole)
    if form != b"VP8 " or data[23:26] != b"\x9d\x01\x2a":
        raise ImageError("a damaged WebP image")
    width, height = struct.unpack_from("<HH", data, 26)
    return ImageFacts("webp", width & 0x3FFF, height & 0x3FFF, whole)


def _avif(data: bytes) -> ImageFacts:
    top = list(_boxes(data, 0, len(data)))
    meta = _find(data, [(kind, start + 4, end) for kind, start, end in top], b"meta")  # a version comes first
    parts = list(_boxes(data, *meta))
    whole = top[-1][2] <= len(data) and any(kind in (b"mdat", b"idat") for kind, *_ in (*top, *parts))
    properties = list(_boxes(data, *_find(data, parts, b"iprp")))
    listed = list(_boxes(data, *_find(data, properties, b"ipco")))
    start, _ = _find(data, parts, b"pitm")
    (item,) = struct.unpack_from(">I" if data[start] else ">H", data, start + 4)
    width = height = 0
    turned = False
    for index in _properties_of(item, data, _find(data, properties, b"ipma")[0]):
        kind, at, _ = listed[index - 1]
        if kind == b"ispe":
            width, height = struct.unpack_from(">II", data, at + 4)
        elif kind == b"irot":
            turned = bool(data[at] & 1)
    return _shown("avif", width, height, turned=turned, whole=whole)


def _boxes(data: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes in a part of an ISO base media file: type, and where its content begins and ends."""
    while start + 8 <= end:
        size, kind = struct.unpack_from(">I4s", data, start)
        head = 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, start + 8)
            head = 16
        last = start + size if size else end
        if size and size < head:
            return
        yield kind, start + head, last
        start = last


def _find(data: bytes, boxes: list[tuple[bytes, int, int]], wanted: bytes) -> tuple[int, int]:
    """Where the content of the first box of a type begins and ends; raises `StopIteration` if there is none."""
    return next((start, min(end, len(data))) for kind, start, end in boxes if kind == wanted)


def _properties_of(item: int, data: bytes, at: int) -> list[int]:
    """The numbers of the properties of an item, counted from 1.

    Args:
        item: the id of the item.
        data: the file.
        at: where the content of the box `ipma` begins.
    """
    version, flags = data[at], data[at + 3]
    (entries,) = struct.unpack_from(">I", data, at + 4)
    at += 8
    for _ in range(entries):
        (name,) = struct.unpack_from(">I" if version else ">H", data, at)
        at += 4 if version else 2
        number, at = data[at], at + 1
        wide = 2 if flags & 1 else 1
        if name == item:
            mask = (1 << 8 * wide - 1) - 1  # the highest bit says that the property is essential
            ends = pairwise(range(at, at + wide * number + 1, wide))
            return [mask & int.from_bytes(data[one:other], "big") for one, other in ends]
        at += wide * number
    return []
