"""Snapshots of two origins that share long passages are reported; and each quotation records how it was verified."""

from __future__ import annotations

import pytest
from support.project import Content, briefing, edition, graph, project, sources
from support.snapshot_files import REPORT

from bindery.evidence import fingerprints, snapshots
from bindery.evidence.quotations import verify_quotations

DISPATCH = (
    "The ministry said on Tuesday that 980 people had died of the heat in July, more than in any July since counting"
    " began in 1961, and that most of them were over seventy and lived alone on the top floors of old houses."
)
OTHER = " ".join(f"word{number}" for number in range(60))


def hints(one: str, other: str, origins: dict[str, str] | None = None) -> list[str]:
    """The messages about two sources with these snapshots."""
    listed = sources("a", "b", origins=origins)
    files: dict[str, Content] = {
        "b/briefing.yml": briefing(summary="Yes [@a; @b]."),
        "b/sources.yml": listed,
        "b/snapshots/a.txt": one,
        "b/snapshots/b.txt": other,
    }
    return [problem.message for problem in edition(files).problems if problem.code == "B304"]


def test_one_dispatch_in_two_papers_is_pointed_out() -> None:
    (said,) = hints(DISPATCH, f"By our own man. {DISPATCH.upper()} Read on.")
    assert "`a`" in said
    assert "`b`" in said


@pytest.mark.parametrize(
    ("one", "other", "origins"),
    [
        (DISPATCH, DISPATCH, {"b": "a"}),
        (DISPATCH, OTHER, None),
        ("It was very hot in July.", "It was very hot in July.", None),
        (f"{OTHER} {DISPATCH[:90]}", f"{DISPATCH[:90]} {OTHER.upper()[::-1]}", None),
    ],
)
def test_what_is_known_short_or_different_is_left_alone(
    one: str, other: str, origins: dict[str, str] | None
) -> None:
    assert hints(one, other, origins) == []


@pytest.mark.slow
@pytest.mark.parametrize("by", ["snapshot", "fingerprint"])
def test_it_is_known_how_words_were_verified_and_on_which_page(by: str) -> None:
    texts, _ = snapshots.snapshot_texts("a.pdf", REPORT)
    record = {"source": "a", "snapshot": "a.pdf", "sha256": "", "bytes": 1, "date": "2024", "tool": "bindery"}
    printed = fingerprints.write_fingerprint(record, tuple(text.reading for text in texts))
    files: dict[str, Content] = {
        "b/briefing.yml": briefing(summary='Yes [@a, "So the toll was 1,524"] [@a, "towns"].'),
        "b/sources.yml": sources("a"),
        f"b/snapshots/a.{'pdf' if by == 'snapshot' else 'fingerprint'}": REPORT
        if by == "snapshot"
        else printed,
    }
    checks, problems = verify_quotations(project(files), graph(files))
    assert problems == []
    for quote, page in (("So the toll was 1,524", "1–2"), ("towns", "1")):
        found = checks.finding("a", quote)
        assert found
        assert (found.by, found.page) == (by, page)
    assert checks.finding("a", "villages") is None
    assert [checks.outcome("a", words) for words in ("towns", "villages")] == ["part", "unchecked"]
