"""Unpacks the body of an answer as its `Content-Encoding` says, up to a limit: a small body can unpack to any size."""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable
from typing import Any

_GZIP, _ZLIB, _RAW = 31, 15, -15  # `wbits` of zlib
_MOST_LAYERS = 2
_GZIP_START = b"\x1f\x8b"
_ZSTD_START = b"\x28\xb5\x2f\xfd"
_MOST_WINDOW = 23  # as a power of two: 8 MiB, the most that RFC 9659 allows on the web
_WRONG, _CUT_OFF = "the page is packed wrongly", "the packed page is cut off"
_STEP = 1 << 20  # bytes that are unpacked at once


class PackedBodyError(Exception):
    """A body cannot be unpacked."""


class NoUnpackerError(PackedBodyError):
    """The library that unpacks a body is not installed."""


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
        NoUnpackerError: it is packed as `br` or `zstd`, and the library for that is not installed.
        TooLargeBodyError: it has more than `most` bytes.
    """
    layers = [name.strip().lower() for name in encodings if name.strip().lower() not in ("", "identity")]
    if len(layers) > _MOST_LAYERS:
        raise PackedBodyError(f"the page is packed {len(layers)} times")
    for name in reversed(layers):
        if name in ("gzip", "x-gzip"):
            body = _inflated(body, _GZIP, most) if body.startswith(_GZIP_START) else body
        elif name in _UNPACKERS:
            body = _unpacked_or_plain(body, _UNPACKERS[name], most)
        else:
            raise PackedBodyError(f"the page is packed as `{name}`, which is not read")
    if len(body) > most:
        raise TooLargeBodyError
    return body


def _unpacked_or_plain(body: bytes, unpack: Callable[[bytes, int], bytes], most: int) -> bytes:
    """A body, unpacked; as it is if it was not packed at all, as in archives of browsers."""
    try:
        return unpack(body, most)
    except PackedBodyError:
        if body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"<", b"{", b"["):
            return body
        raise


def _deflated(body: bytes, most: int) -> bytes:
    """A body packed as `deflate`: in the format of zlib, or in the bare one that some servers send."""
    for bits in (_ZLIB, _RAW):
        try:
            return _inflated(body, bits, most)
        except PackedBodyError as error:
            wrong = error
    raise wrong


def _of_brotli(body: bytes, most: int) -> bytes:
    brotli = _library("brotli")
    machine = brotli.Decompressor()
    parts: list[bytes] = []
    size, rest = 0, body
    try:
        while not machine.is_finished():
            made = machine.process(rest, output_buffer_limit=_STEP)
            rest = b""
            size += len(made)
            if size > most:
                raise TooLargeBodyError
            parts.append(made)
            if not made and machine.can_accept_more_data():
                break
    except brotli.error as error:
        raise PackedBodyError(_WRONG) from error
    if not machine.is_finished():
        raise PackedBodyError(_CUT_OFF)
    return b"".join(parts)


def _of_zstandard(body: bytes, most: int) -> bytes:
    zstd = _library("compression.zstd", "backports.zstd")
    parts: list[bytes] = []
    size, rest = 0, body
    try:
        while rest.startswith(_ZSTD_START) or not parts:
            options = {zstd.DecompressionParameter.window_log_max: _MOST_WINDOW}
            machine = zstd.ZstdDecompressor(options=options)
            while not machine.eof:
                made = machine.decompress(rest, max_length=_STEP)
                rest = b""
                size += len(made)
                if size > most:
                    raise TooLargeBodyError
                parts.append(made)
                if not made and machine.needs_input:
                    raise PackedBodyError(_CUT_OFF)
            rest = machine.unused_data
    except zstd.ZstdError as error:
        raise PackedBodyError(_WRONG) from error
    return b"".join(parts)


def _library(*names: str) -> Any:
    """The first of some modules that is installed."""
    for name in names:
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    raise NoUnpackerError("more has to be installed to unpack the page")


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
            raise PackedBodyError(_WRONG) from error
        if not machine.eof:
            raise PackedBodyError(_CUT_OFF)
        # The format of gzip allows several parts; anything else that follows is ignored, as browsers do.
        rest = machine.unused_data if bits == _GZIP and machine.unused_data.startswith(_GZIP_START) else b""
    return b"".join(parts)


_UNPACKERS = {"deflate": _deflated, "br": _of_brotli, "zstd": _of_zstandard}
