"""Tests of how a finished page is read: the quick way finds what an HTML parser finds."""

from __future__ import annotations

import pytest

from bindery.html.scan import PageScan, scan_drawing, scan_page, scan_thoroughly

_START = '<!doctype html><html lang="en"><head><meta charset="utf-8"></head><body>'
_PAGES = {
    "a drawing by reference": '<svg><use href="#mark"/></svg><a href="../next/">Next</a>',
    "a drawing of another file": '<svg><use href="../marks.svg#one"/></svg>',
    "a drawing of another host": '<svg><use href="https://example.org/marks.svg"/></svg>',
    "an inline script": '<script>let a = 1 < 2;</script><p id="x">Words</p>',
    "two scripts and a style": "<script>a</script><style>b{color:red}</style><script>c</script>",
    "a style that loads": '<style>@import "more.css";p{background:url(sign.png)}</style>',
    "a script in a style": "<style>/* <script>no</script> */</style><script>yes</script>",
    "a script file": '<script src="../a.js"></script><script id="s">b</script>',
    "data that does not run": '<script type="application/json">{"a": 1}</script>',
    "links of the head": '<link rel="stylesheet" href="a.css"><link rel="canonical" href="https://example.org/">',
    "an address with an entity": '<a href="?a=1&amp;b=2" id="one">Words</a>',
}

_SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
_DRAWINGS = {
    "shapes": '<circle cx="8" cy="8" r="7" fill="#fff"/>\n<g><path d="M8 1a7 7 0 0 0 0 14z" stroke="none"/></g>',
    "a name": '<path id="one" d="M1 1"/>',
    "a script": "<script>let a = 1;</script>",
    "a script in a path": '<path d="M1 1" onclick="run()"/>',
    "a style": '<path d="M1 1" style="fill:url(other.svg#a)"/>',
    "a fill from another file": '<path d="M1 1" fill="url(other.svg#a)"/>',
    "a link": '<a href="../next/"><path d="M1 1"/></a>',
    "a picture of another host": '<image href="https://example.org/one.png"/>',
    "an unclosed value": '<path d="M1 1/><script>let a = 1;</script>',
    "words": "<text>Words</text>",
}


def _found(scan: PageScan) -> tuple[object, ...]:
    return scan.ids, scan.links, scan.loads, scan.scripts, scan.within, scan.kinds, scan.strange


@pytest.mark.parametrize("words", _PAGES.values(), ids=_PAGES)
def test_a_page_is_read_as_a_parser_reads_it(words: str) -> None:
    page = f"{_START}{words}</body></html>"
    assert _found(scan_page(page)) == _found(scan_thoroughly(page))


@pytest.mark.parametrize("words", _DRAWINGS.values(), ids=_DRAWINGS)
def test_a_drawing_is_read_as_a_parser_reads_it(words: str) -> None:
    drawing = f"{_SVG}{words}</svg>"
    assert _found(scan_drawing(drawing)) == _found(scan_thoroughly(drawing))


def test_a_script_without_an_end_is_no_script() -> None:
    assert scan_page(f"{_START}<script>a").within == []
