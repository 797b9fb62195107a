"""The words round a quotation are shown where the licence lets them be, and nowhere else."""

from __future__ import annotations

import pytest
from support.project import briefing, edition

SNAPSHOT = "Last week was dull. The office says that it was hot in July, and will be again. Nobody knows why."


@pytest.mark.parametrize(("show", "shown"), [("quote", False), ("context", True), ("full", True)])
def test_the_context_of_a_quotation_follows_the_licence(show: str, shown: bool) -> None:
    claim = {
        "id": "hot",
        "text": "It was hot.",
        "evidence": [{"source": "one", "quote": "it was hot in July"}],
    }
    source = {"id": "one", "kind": "report", "licence": "CC-BY-4.0", "show": show}
    made = edition(
        {
            "a/briefing.yml": briefing(claims=[claim], key_points=["hot"]),
            "a/sources.yml": {"sources": [source]},
            "a/snapshots/one.txt": SNAPSHOT,
        }
    )
    page = next(page.markdown for page in made.pages if page.path == "sources/one.md")
    assert "✓ verified" in page
    assert ("The office says that" in page) is shown
    assert ("and will be again" in page) is shown
