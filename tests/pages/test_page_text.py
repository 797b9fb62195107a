"""The text of a page: what is explained once on a long page."""

from __future__ import annotations

from bindery.pages.page_text import explained_once


def test_each_mark_is_explained_where_it_first_stands() -> None:
    mark, other = (
        '<span class="bd-check" title="A">a</span>',
        '<span class="bd-check bd-check--read" title="B">b</span>',
    )
    link = '<a class="bd-ref__host" href="https://x.org/" rel="noopener" title="https://x.org/">x.org</a>'
    text = f'{mark}{other}<b title="A">c</b>{mark}{other}{link}'
    assert explained_once(text) == (
        f'{mark}{other}<b title="A">c</b><span class="bd-check">a</span><span class="bd-check bd-check--read">b</span>'
        '<a class="bd-ref__host" href="https://x.org/" rel="noopener">x.org</a>'
    )
