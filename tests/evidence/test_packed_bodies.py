"""The body of an answer is unpacked as its server packed it, up to a limit."""

from __future__ import annotations

import gzip
import random
import sys
import zlib
from collections.abc import Callable
from functools import partial

import brotli
import pytest
from support.cases import each

from bindery.evidence.packed_bodies import (
    NoUnpackerError,
    PackedBodyError,
    TooLargeBodyError,
    unpacked_body,
)

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PAGE = b"<p>It was hot in July.</p>" * 50
NOISE = random.Random(7).randbytes(300_000)  # noqa: S311  no secret
MOST = 1 << 20


def bare_deflate(body: bytes) -> bytes:
    machine = zlib.compressobj(wbits=-15)
    return machine.compress(body) + machine.flush()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": partial(brotli.compress, quality=1),
    "zstd": zstd.compress,
}


@each(("name",), list(PACK))
def test_a_body_is_unpacked_as_it_was_packed(name: str) -> None:
    pack = PACK[name]
    for body in (b"", b"a", PAGE, NOISE + PAGE):
        assert unpacked_body(pack(body), [name], MOST) == body
        assert unpacked_body(gzip.compress(pack(body)), [name, " GZIP "], MOST) == body
    assert unpacked_body(PAGE, [name], MOST) == PAGE  # it says that it is packed, and is not
    with pytest.raises(PackedBodyError):
        unpacked_body(pack(NOISE + PAGE)[:-9], [name], MOST)
    for size, most in ((MOST + 1, MOST), (8 << 20, MOST), (2, 1)):
        with pytest.raises(TooLargeBodyError):
            unpacked_body(pack(bytes(size)), [name], most)


def test_other_forms_of_bodies() -> None:
    assert unpacked_body(bare_deflate(PAGE), ["deflate"], MOST) == PAGE
    assert unpacked_body(gzip.compress(b"a") + gzip.compress(b"b"), ["gzip"], MOST) == b"ab"
    assert unpacked_body(zstd.compress(b"a") + zstd.compress(b"b"), ["zstd"], MOST) == b"ab"
    assert unpacked_body(PAGE, ["", "identity"], MOST) == PAGE
    for body, encodings in (
        (b"\x0b\x02\x80", ["br"]),
        (b"", ["zstd"]),
        (b"PK", ["zip"]),
        (PAGE, ["gzip"] * 3),
    ):
        with pytest.raises(PackedBodyError):
            unpacked_body(body, encodings, MOST)


def test_what_needs_a_library_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("brotli", "compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)  # type: ignore[arg-type]
    for name in ("br", "zstd"):
        with pytest.raises(NoUnpackerError):
            unpacked_body(PACK[name](PAGE), [name], MOST)
        assert unpacked_body(PAGE, [name], MOST) == PAGE
