"""The text of a page: what is explained once on a long page, and at the end of every page with a quotation."""

from __future__ import annotations

from support.project import briefing, edition, sources

from bindery.model.names import SitePath
from bindery.pages.page_text import explained_once


def test_each_mark_is_explained_where_it_first_stands() -> None:
    mark, other = (
        '<span class="bd-check" title="A">a</span>',
        '<span class="bd-check bd-check--read" title="B">b</span>',
    )
    text = f'{mark}{other}<b title="A">c</b>{mark}{other}'
    assert explained_once(text) == (
        f'{mark}{other}<b title="A">c</b><span class="bd-check">a</span><span class="bd-check bd-check--read">b</span>'
    )


def test_a_page_with_a_mark_explains_marks_and_names_the_lists_that_were_used() -> None:
    listed = sources("a", "b")
    listed["sources"][0]["language"] = "de"
    said = "Es war nicht warm."
    files = {
        "x/sources.yml": listed,
        "x/snapshots/a.txt": said,
        "x/briefing.yml": briefing(
            summary="All [@a; @b].",
            key_points=[
                {"id": "quoted", "text": "It was cold.", "evidence": [{"source": "a", "quote": said}]},
                {"id": "unseen", "text": "It rained.", "evidence": [{"source": "b", "quote": "Satoi."}]},
                {"id": "bare", "text": "It snowed.", "evidence": [{"source": "b"}]},
            ],
        ),
    }
    made = edition(files)
    pages = {
        claim: made.files[SitePath(f"x/claims/{claim}/index.html")].decode()
        for claim in ("quoted", "unseen", "bare")
    }
    assert "compared by rule 3, with the German list, version" in pages["quoted"]
    assert 'id="_marks"' in pages["unseen"]
    assert "compared by rule" not in pages["unseen"]
    assert 'id="_marks"' not in pages["bare"]
