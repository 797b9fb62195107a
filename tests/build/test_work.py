"""Work in parts: whoever does a part, the edition is the same."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import shards
from support.project import TEMPLATES, inputs

from bindery.build import work
from bindery.build.work import FinishedWork, WorkOrder
from bindery.edition import Edition, compile, map_here  # noqa: A004
from bindery.model.names import Slug
from bindery.pages.page_head import SITE_CARD
from bindery.pages.views import SiteView
from bindery.reading.inputs import Inputs, ignore_progress


def joined(of: Inputs, parts: list[FinishedWork] | None) -> Edition:
    """The edition of a project whose briefings were made in parts."""
    return work.compile_elsewhere(of, ignore_progress, map_here, lambda _: parts)


OWN = {**TEMPLATES, "parts/shelf_item.html.j2": "<p>{{ book.briefing.title }}</p>\n"}
OPTIONS: list[dict[str, Any]] = [{}, {"drafts": True}, {"directory_urls": False}]


@pytest.mark.parametrize("options", OPTIONS, ids=lambda options: "-".join(options) or "as it is")
def test_parts_make_the_same_edition_as_the_whole(options: dict[str, Any]) -> None:
    of = shards.several(**options)
    whole = compile(of)
    assert not whole.errors
    for parts in (3, 20):  # more than there are briefings
        assert joined(of, shards.finished(of, parts)) == whole
    assert joined(of, None) == whole


def test_a_site_with_an_address_and_templates_of_its_own_is_the_same_in_any_order() -> None:
    of = shards.several(imprint=shards.IMPRINT, own_templates=True, templates=OWN)
    made = joined(of, shards.finished(of, 2)[::-1])
    assert {"robots.txt", "feed.xml", SITE_CARD, "former/index.html", "sources/all.bib"} <= {*made.files}
    assert made == compile(of)


def test_an_order_and_its_result_can_be_sent() -> None:
    order = work.orders(shards.several(), 2)[0]
    assert pickle.loads(pickle.dumps(order.portable())) == order  # noqa: S301
    done = work.finish(order)
    assert done.pages
    assert pickle.loads(pickle.dumps(done)) == done  # noqa: S301


def test_an_order_has_the_texts_of_its_briefings_and_of_those_that_they_depend_on() -> None:
    orders = work.orders(shards.several(), 20)
    read = {
        min(order.briefings): {path.split("/")[1] for path in order.inputs.files}
        for order in orders
        if order.briefings
    }
    assert read["large"] == {"large", "sources.yml"}
    assert read["first"] == {"first", "second", "draft", "sources.yml"}  # one origin
    assert read["third"] == read["fourth"] == {"third", "fourth", "sources.yml"}


def test_work_without_all_that_it_depends_on_is_done_again() -> None:
    of = shards.several()
    blind = {path: data for path, data in of.files.items() if "/second/" not in path}
    poor = work.finish(WorkOrder(replace(of, files=blind), frozenset({Slug("first")})))
    rest = work.finish(WorkOrder(of, frozenset(map(Slug, ("second", "third", "fourth")))))
    site = compile(of).site
    assert site
    assert not work.was_enough(poor, site)
    assert work.was_enough(rest, site)
    assert joined(of, [poor, rest]) == compile(of)  # neither it, nor those that no one made, are missing


def test_nothing_is_made_of_a_project_with_errors() -> None:
    of = shards.edited(shards.several(), "briefings/first/briefing.yml", b"title: x\n")

    def never(_: SiteView) -> list[FinishedWork]:
        raise AssertionError

    made = work.compile_elsewhere(of, ignore_progress, map_here, never)
    assert made.errors == compile(of).errors != []
    assert any(done.is_faulty for done in shards.finished(of, 9))


def test_a_project_without_briefings_has_the_error_of_a_whole_build() -> None:
    of = inputs({})
    assert joined(of, shards.finished(of, 3)).problems == compile(of).problems


def test_a_draft_weighs_nothing_unless_it_is_built() -> None:
    assert work.weights(shards.several())[Slug("draft")] == 0
    assert work.weights(shards.several(drafts=True))[Slug("draft")] > 0


@given(st.dictionaries(st.text("abc", min_size=1).map(Slug), st.integers(0, 99)), st.integers(1, 12))
def test_a_split_has_each_briefing_once_and_is_fair(weighed: dict[Slug, int], parts: int) -> None:
    made = work.split(weighed, parts)
    assert len(made) == parts
    assert sorted(slug for part in made for slug in part) == sorted(weighed)
    loads = [sum(weighed[slug] for slug in part) for part in made]
    assert max(loads) - min(loads) <= max(weighed.values(), default=0)
    assert work.split(dict(reversed(weighed.items())), parts) == made
