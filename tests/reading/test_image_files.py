"""Image files are known by what they contain, and their size is the one that browsers show."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import each

from bindery.reading.image_files import ImageError, image_facts

IMAGES = {
    name: b64decode(data)
    for name, _, data in (
        line.partition(": ")
        for line in Path(__file__).with_name("images.txt").read_text("utf-8").splitlines()[1:]
    )
}


# Chromium shows these sizes: it turns images by Exif, except WebP.
@each("name", IMAGES)
def test_size_and_type(name: str) -> None:
    facts = image_facts(IMAGES[name])
    assert facts.kind == name.split(maxsplit=1)[0]
    assert (facts.width, facts.height) == ((2, 3) if "turned" in name else (3, 2))
    assert facts.whole


@each("name", IMAGES)
def test_a_file_cut_anywhere_is_refused_or_known_to_be_cut(name: str) -> None:
    data = IMAGES[name]
    for length in range(len(data)):
        try:
            facts = image_facts(data[:length])
        except ImageError:
            continue
        assert not facts.whole, length
        assert facts.kind == name.split(maxsplit=1)[0]


@each(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"   ", "not an image"),
        (b"<!DOCTYPE html><title>Sign in</title>", "a web page"),
        (b"\xef\xbb\xbf\n  <html>", "a web page"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (b"%PDF-1.7", "a PDF"),
        (b"PK\x03\x04word", "a zip file"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC"),
        (b"II*\0....", "a TIFF file"),
        (b"BM....", "a BMP file"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "Git LFS"),
        (b"some words", "not an image"),
        (b"\x89PNG\r\n\x1a\n", "breaks off"),
        (b"\xff\xd8\xff\xe0\0\0", "damaged"),
        (IMAGES["png"][:16] + bytes(8) + IMAGES["png"][24:], "without width"),
    ],
)
def test_what_is_no_image_is_named(data: bytes, said: str) -> None:
    with pytest.raises(ImageError, match=said):
        image_facts(data)


@given(st.sampled_from(sorted(IMAGES)), st.data())
def test_a_damaged_file_never_crashes(name: str, data: st.DataObject) -> None:
    image = bytearray(IMAGES[name])
    for at in data.draw(st.lists(st.integers(0, len(image) - 1), max_size=6)):
        image[at] = data.draw(st.integers(0, 255))
    try:
        facts = image_facts(bytes(image))
    except ImageError:
        return
    assert facts.width > 0
    assert facts.height > 0
