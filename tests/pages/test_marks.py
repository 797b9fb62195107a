"""What the marks of quotations mean, at the end of each page that has one: readers may not be able to point at a mark."""

from __future__ import annotations

from support.project import briefing, edition, sources

from bindery.model.names import SitePath


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
    assert "compared by rule 2, with the German list, version" in pages["quoted"]
    assert 'id="_marks"' in pages["unseen"]
    assert "compared by rule" not in pages["unseen"]
    assert 'id="_marks"' not in pages["bare"]
