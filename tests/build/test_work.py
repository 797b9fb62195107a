"""Work in parts: whoever does a part, the site is put together from the same bodies."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import shards
from support.project import inputs

from bindery.build import work
from bindery.build.work import FinishedWork
from bindery.model.names import Slug
from bindery.reading.inputs import Inputs

OPTIONS: list[dict[str, Any]] = [{}, {"drafts": True}, {"directory_urls": False}, {"imprint": shards.IMPRINT}]


def same(of: Inputs, parts: list[FinishedWork], store: Path) -> bool:
    """Whether parts make what one process makes by itself."""
    joined = shards.put_together(of, store, lambda *_: parts)
    return joined == shards.put_together(of, store)


@pytest.mark.parametrize("options", OPTIONS, ids=lambda options: "-".join(options) or "as it is")
def test_parts_make_the_same_bodies_as_the_whole(options: dict[str, Any], tmp_path: Path) -> None:
    of = shards.several(**options)
    for number in (2, 20):  # more than there are briefings
        parts = shards.finished(of, number)
        made = {record.slug for part in parts for record in part.records}
        assert made >= {"first", "second", "third", "fourth", "renamed", "large"}
        assert same(of, parts[::-1], tmp_path)


def test_work_that_is_missing_or_poor_is_done_here(tmp_path: Path) -> None:
    of = shards.several()
    parts = shards.finished(of, 3)
    assert same(of, parts[1:], tmp_path)
    assert same(of, [], tmp_path)
    lone = FinishedWork(parts[0].records[:1], parts[0].bodies)
    assert same(of, [lone], tmp_path)


def test_the_briefings_of_a_large_group_are_made_by_several() -> None:
    of = shards.several()
    orders = shards.orders(of, 20)
    made = {min(order.briefings): order for order in orders if order.briefings}
    assert made[Slug("first")].briefings == {"first"}
    read = {path.split("/")[1] for path in made[Slug("first")].inputs.files}
    assert read == {"first", "second", "draft", "large", "sources.yml"}  # all name sources of this list
    assert {path.split("/")[1] for path in made[Slug("renamed")].inputs.files} == {"renamed", "sources.yml"}


def test_an_order_and_its_result_can_be_sent() -> None:
    order = shards.orders(shards.several(), 2)[0]
    assert pickle.loads(pickle.dumps(order.portable())).briefings == order.briefings  # noqa: S301
    done = work.finish(order.portable())
    assert done.records
    assert pickle.loads(pickle.dumps(done)) == done == work.finish(order)  # noqa: S301


def test_problems_are_those_of_the_texts() -> None:
    of = shards.edited(shards.several(), "briefings/first/briefing.yml", b"title: x\n")
    found = [problem for part in shards.finished(of, 9) for problem in part.problems(of)]
    assert any(
        problem.severity == "error" and problem.file.startswith("briefings/first/") for problem in found
    )


def test_a_project_without_briefings_has_the_error_of_a_whole_build(tmp_path: Path) -> None:
    assert same(inputs({}), shards.finished(inputs({}), 3), tmp_path)


def test_a_draft_weighs_nothing_unless_it_is_built() -> None:
    assert work.weights(shards.several())[Slug("draft")] == 0
    assert work.weights(shards.several(drafts=True))[Slug("draft")] > 0


@given(st.dictionaries(st.text("abc", min_size=1).map(Slug), st.integers(0, 99)), st.integers(1, 12))
def test_a_split_has_each_name_once_and_is_fair(weighed: dict[Slug, int], parts: int) -> None:
    made = work.split(weighed, parts)
    assert len(made) == parts
    assert sorted(slug for part in made for slug in part) == sorted(weighed)
    loads = [sum(weighed[slug] for slug in part) for part in made]
    assert max(loads) - min(loads) <= max(weighed.values(), default=0)
    assert work.split(dict(reversed(weighed.items())), parts) == made
