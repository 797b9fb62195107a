"""A check after an edit finds what a check of everything finds, also where the edit names a source of another briefing."""

from __future__ import annotations

from typing import Any

import pytest
from support.project import briefing, inputs, sources

from bindery.build import cached_problems
from bindery.edition import check_inputs


def files(text: str) -> dict[str, Any]:
    return {
        "a/briefing.yml": briefing(summary="It is hot [@gibb-2024].", sections=[section(text)]),
        "a/sources.yml": sources("gibb-2024"),
        "b/briefing.yml": briefing(summary="It is hot [@okafor-2024]."),
        "b/sources.yml": sources("okafor-2024", "who"),
    }


def section(text: str) -> dict[str, Any]:
    return {"id": "why", "title": "Why", "content": [{"text": text, "basis": "judgement"}]}


@pytest.mark.parametrize(
    ("text", "is_quick"),
    [
        ("Because it is so.", True),
        ("Because of desk@example.org, [sic] and [it](https://example.org).", True),
        ("Because of @okafor-2024.", False),
        ("Because of @okafor-2025.", False),
        ("Because of @WHO.", False),
        ("Because of @nasa.", True),
        ("Because of [@okafor-2024].", False),
        ("Because of [see @who].", False),
        ("Because of [@gibb-2024, as @who says].", False),
        ("Because of [okafor-2024] and <who>.", False),
        ("Because. See [](b).", False),
        ("Because. See [](b#why).", False),
    ],
)
def test_a_name_may_be_that_of_a_source_which_was_not_read(text: str, is_quick: bool) -> None:
    before = inputs(files("Because."))
    kept = cached_problems.check_to_keep(before, check_inputs(before))
    assert kept
    after = inputs(files(text))
    found = cached_problems.recheck(after, kept)
    assert bool(found) == is_quick
    if found:
        assert found.problems == check_inputs(after).problems


def test_after_a_source_came_or_went_everything_is_checked() -> None:
    before = inputs(files("Because."))
    kept = cached_problems.check_to_keep(before, check_inputs(before))
    assert kept
    for listed in (sources("gibb-2024", "okafor-2023"), sources("gibb-2024", "new")):
        assert cached_problems.recheck(inputs(files("Because.") | {"a/sources.yml": listed}), kept) is None
