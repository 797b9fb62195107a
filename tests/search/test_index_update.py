"""A search index in which some units were exchanged is the one that is made from nothing."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bindery.search import parts as parts_module
from bindery.search import unit_lists
from bindery.search.index_update import LastIndex, updated_files
from bindery.search.parts import Entry, Part, WordSplitter
from bindery.search.search_index import SEPARATOR
from bindery.search.shards import SearchSettings, index_files
from bindery.text.folding import folding_table

SPLITTER = WordSplitter(SEPARATOR)
SETTINGS = SearchSettings(SEPARATOR, folding_table())
WORDS = ["heat", "heats", "کرم", "z", "15,000", "測試", "a<b", "&amp;", "\U0001d4d0b", "\ue000x", 'say "x"\\']


@st.composite
def groups(draw: st.DrawFn) -> list[Entry]:
    """The entries of a briefing, of which some are too long for one unit."""
    number = draw(st.integers(0, 4))
    return [
        {
            "location": f"b/#c-{n}",
            "title": draw(st.sampled_from(WORDS)),
            "text": f"<p>{' '.join(draw(st.lists(st.sampled_from(WORDS), max_size=6)))}</p>",
            "names": draw(st.lists(st.sampled_from(["heat", "heat wave"]), max_size=1)),
        }
        for n in range(number)
    ]


@pytest.fixture(autouse=True)
def _small_units(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts_module, "UNIT", 150)


def _made(found: Sequence[Sequence[Entry]]) -> dict[str, bytes]:
    return dict(index_files([Part(group, SPLITTER) for group in found], SETTINGS, 0))


def _last(files: dict[str, bytes], *groups: Sequence[Entry]) -> LastIndex:
    listed = {path: sha256(data).hexdigest() for path, data in files.items()}
    names = [name for group in groups for name in Part(group, SPLITTER).measured().names]
    return LastIndex(files.__getitem__, listed, names)


def _updated(
    before: Sequence[Sequence[Entry]], after: Sequence[int | list[Entry]]
) -> dict[str, bytes] | None:
    """The index of some groups, where a number stands for a group that was there before."""
    sizes = [len(Part(group, SPLITTER).units) for group in before]
    ranges = [range(sum(sizes[:n]), sum(sizes[: n + 1])) for n in range(len(sizes))]
    given = [ranges[one] if isinstance(one, int) else Part(one, SPLITTER) for one in after]
    there = [one for one in given if not isinstance(one, range) or one]
    last = _made(before)
    made = updated_files(_last(last, *before), there, SPLITTER, is_large=True)
    return made and {path: last[path] if data is None else data for path, data in made.items()}


@settings(max_examples=30, deadline=None)
@given(st.lists(groups(), min_size=1, max_size=6), st.data())
@pytest.mark.slow
def test_units_that_are_exchanged_make_the_index_that_is_made_from_nothing(
    before: list[list[Entry]], data: st.DataObject
) -> None:
    if not any(before):
        return
    after: list[int | list[Entry]] = []
    for number in range(len(before)):
        after += data.draw(
            st.sampled_from([[number], [number], [], [data.draw(groups())], [number, data.draw(groups())]])
        )
    whole = [before[one] if isinstance(one, int) else one for one in after]
    if any(whole):
        assert _updated(before, after) == _made(whole)


def test_what_cannot_be_exchanged_is_made_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    one: list[Entry] = [{"location": f"b/#{n}", "title": f"heat {n}", "text": "<p>dry</p>"} for n in range(9)]
    assert _updated([one, one], [1, 0]) is None  # in another order
    small = dict(index_files([Part(one, SPLITTER)], SETTINGS))
    assert updated_files(_last(small), [Part(one, SPLITTER)], SPLITTER, is_large=True) is None
    monkeypatch.setattr(unit_lists, "MOST_UNITS", 2)
    other = [{**entry, "title": "cold"} for entry in one]
    assert _updated([one, one], [0, other]) is None  # the units of `heat` are not all listed
    same = [{**one[0], "text": "<p>dry dry</p>"}, *one[1:]]
    assert _updated([one, one], [same, 1]) == _made([same, one])


def test_a_small_index_is_put_together_of_units_of_any_index() -> None:
    groups: list[list[Entry]] = [
        [{"location": f"b/#{n}-{k}", "title": 'a,{"pages":{', "text": f"<p>{k}</p>"} for k in range(4)]
        for n in range(3)
    ]
    small = dict(index_files([Part(group, SPLITTER) for group in groups], SETTINGS))
    for before in (small, _made(groups)):
        last = _last(before)
        units = len(Part(groups[0], SPLITTER).units)
        parts = [Part(groups[0], SPLITTER), range(units, last.units)]
        assert updated_files(last, parts, SPLITTER, is_large=False) == small
