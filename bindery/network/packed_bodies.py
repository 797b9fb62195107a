"""Unpacks the body of an answer as its `Content-Encoding` says, up to a limit: a small body can unpack to any size."""

from __future__ import annotations

import zlib

_GZIP, _ZLIB, _RAW = 31, 15, -15  # `wbits` of zlib
_MOST_LAYERS = 2
_GZIP_START = b"\x1f\x8b"
_STEP = 1 << 20  # bytes that are unpacked at once


class PackedBodyError(Exception):
    """A body cannot be unpacked."""


class TooLargeBodyError(Exception):
    """A body is larger than allowed when it is unpacked."""


def unpacked_body(body: bytes, encodings: list[str], most: int) -> bytes:
    """The body of an answer, unpacked.

    A body that is not packed although the answer says so is returned as it is.

    Args:
        body: the body as it was sent.
        encodings: how it is packed, in the order in which that was done.
        most: how many bytes it may have.

    Raises:
        PackedBodyError: it is packed in an unknown way, damaged, or cut off.
        TooLargeBodyError: it has more than `most` bytes.
    """
    layers = [name.strip().lower() for name in encodings if name.strip().lower() not in ("", "identity")]
    if len(layers) > _MOST_LAYERS:
        raise PackedBodyError(f"the server packed the page {len(layers)} times")
    for name in reversed(layers):
        if name in ("gzip", "x-gzip"):
            body = _inflated(body, _GZIP, most) if body.startswith(_GZIP_START) else body
        elif name == "deflate":
            body = _deflated(body, most)
        else:
            raise PackedBodyError(f"the server packed the page as `{name}`, which it was not asked for")
    return body


def _deflated(body: bytes, most: int) -> bytes:
    """A body packed as `deflate`: in the format of zlib, or in the bare one that some servers send."""
    for bits in (_ZLIB, _RAW):
        try:
            return _inflated(body, bits, most)
        except PackedBodyError as error:
            wrong = error
    if body[:1].isascii() and b"<" in body[:200]:  # it was not packed at all
        return body
    raise wrong


def _inflated(body: bytes, bits: int, most: int) -> bytes:
    parts: list[bytes] = []
    size, rest = 0, body
    while rest:
        machine = zlib.decompressobj(bits)
        try:
            made = b"-"
            while not machine.eof and (rest or made):
                made = machine.decompress(rest, _STEP)
                rest = machine.unconsumed_tail
                size += len(made)
                if size > most:
                    raise TooLargeBodyError
                parts.append(made)
        except zlib.error as error:
            raise PackedBodyError("the server packed the page wrongly") from error
        if not machine.eof:
            raise PackedBodyError("the packed page is cut off")
        # The format of gzip allows several parts; anything else that follows is ignored, as browsers do.
        rest = machine.unused_data if bits == _GZIP and machine.unused_data.startswith(_GZIP_START) else b""
    return b"".join(parts)
