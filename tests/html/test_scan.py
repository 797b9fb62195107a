"""Tests of how a finished page is read: the quick way finds what an HTML parser finds."""

from __future__ import annotations

import pytest

from bindery.html.scan import PageScan, scan_page, scan_thoroughly

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


def _found(scan: PageScan) -> tuple[object, ...]:
    return scan.ids, scan.links, scan.loads, scan.scripts, scan.within, scan.kinds, scan.strange


@pytest.mark.parametrize("words", _PAGES.values(), ids=_PAGES)
def test_a_page_is_read_as_a_parser_reads_it(words: str) -> None:
    page = f"{_START}{words}</body></html>"
    assert _found(scan_page(page)) == _found(scan_thoroughly(page))


def test_a_script_without_an_end_is_no_script() -> None:
    assert scan_page(f"{_START}<script>a").within == []
